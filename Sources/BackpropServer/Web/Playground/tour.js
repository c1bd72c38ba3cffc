// The tutorial's six parts on this page, with its numbers. Each part prepares the page and tells what to look at.

import { byId, element } from './dom.js';

const tutorial = {
  sample: 'tutorial', heldOut: 0, startsAsTutorial: true,
  options: {
    layers: 'dense 2 sigmoid', output: 'sigmoid', loss: 'squared-error', optimizer: 'sgd', 'learning-rate': '0.5',
    'batch-size': '1', epochs: '20', precision: 'float64', scale: 'none', 'no-shuffle': 'true', seed: '1',
  },
};

const parts = [
  ['Weights to begin with', [['configure', { settings: tutorial }]],
    'A 2-2-2 network with the weights of random.seed(1), between 0 and 1. Ten rows wait on the plane.', [0, 0]],
  ['Forward', [['configure', { settings: tutorial }]],
    'Neuron 1 of layer 1 adds weights times inputs and its bias, and squashes the sum. Its numbers are below the network.', [0, 0]],
  ['Backward', [['configure', { settings: tutorial }]],
    'The delta of an output tells how the loss grows with its weighted sum. Deltas flow back along the weights.', [1, 0]],
  ['Training', [['configure', { settings: tutorial }], ['epochs', { count: 20 }]],
    'Twenty epochs, one row at a time, with a learning rate of 0.5.', [1, 0]],
  ['Predictions', [], 'The larger output wins. After twenty epochs, look at the wrong rows: how many are left?', [1, 1]],
  ['Your own rows', [], 'The tutorial ends with wheat seeds: drop the file, or any other table, on this page.', null],
];

export class Tour {
  constructor(host, act, choose) {
    Object.assign(this, { host, act, choose, at: -1 });
    const list = element('ol', {}, ...parts.map(([title, , text], index) => {
      const button = element('button', { type: 'button', id: `tour-${index + 1}` }, title);
      button.addEventListener('click', () => this.go(index));
      return element('li', {}, button, element('span', {}, text));
    }));
    this.errors = element('p', { id: 'tour-errors', 'aria-live': 'polite' });
    host.replaceChildren(list, this.errors);
  }

  async go(index) {
    this.at = index;
    const [title, commands, , unit] = parts[index];
    for (const [name, more] of commands) if (!(await this.act(name, more))) return;
    if (unit) await this.choose(...unit);
    byId('says').textContent = title;
  }

  /** The tutorial's error is the sum of squares over all rows; the loss is the mean of half of them. */
  show(snapshot, setup) {
    const isTutorial = setup.settings.startsAsTutorial && setup.settings.sample === 'tutorial';
    if (!isTutorial || snapshot.history.length === 0) return this.errors.replaceChildren();
    const errors = snapshot.history.map(([, loss]) => (loss * 2 * setup.rows).toFixed(3));
    this.errors.textContent = `Error of each epoch: ${errors.join(', ')}`;
  }
}
