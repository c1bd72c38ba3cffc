// The tutorial's six parts on this page, with its numbers. Each part prepares the page and names what to look at.

import { byId, element } from './dom.js';

const tutorial = {
  sample: 'tutorial', heldOut: 0, startsAsTutorial: true,
  options: {
    layers: 'dense 2 sigmoid', output: 'sigmoid', loss: 'squared-error', optimizer: 'sgd', 'learning-rate': '0.5',
    'batch-size': '1', epochs: '20', precision: 'float64', scale: 'none', 'no-shuffle': 'true', seed: '1',
  },
};

/** The network of the first three parts, and a table that begins with their row. */
const single = {
  ...tutorial, sample: 'tutorial-row', options: { ...tutorial.options, layers: 'dense 1 sigmoid' },
};

const parts = [
  ['Initialize', [['configure', { settings: single }]],
    'A 2-1-2 network with the weights of random.seed(1), all between 0 and 1: choose a neuron to see its own.', [0, 0]],
  ['Forward propagate', [['configure', { settings: single }]],
    'The row [1, 0] goes in. Each output adds weights times inputs and its bias, and squashes the sum: 0.662997 and 0.725316.', [1, 0]],
  ['Back-propagate the error', [['configure', { settings: single }]],
    'The delta tells how fast the loss grows with the weighted sum. The hidden neuron’s comes from those of the outputs.', [0, 0]],
  ['Train', [['configure', { settings: tutorial }], ['epochs', { count: 20 }]],
    'A 2-2-2 network learns ten rows for twenty epochs, one row at a time, with a learning rate of 0.5. Its error falls from 6.350 to 1.132.', [1, 0]],
  ['Predict', [['configure', { settings: tutorial }], ['epochs', { count: 20 }]],
    'The larger output wins. No row is wrong after twenty epochs.', [1, 1]],
  ['The wheat seeds', [],
    'Drop the wheat seeds, or any other table, on this page, and give the network five hidden neurons.', null],
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
