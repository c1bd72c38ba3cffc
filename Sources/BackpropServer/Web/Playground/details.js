// Every number of a neuron in one update on one row, as the command "trace" prints them.

import { trace } from './api.js';
import { number } from './colors.js';
import { byId, element, table } from './dom.js';

const exact = (value) => number(value, 6);

export class Details {
  constructor(host, onError) {
    Object.assign(this, { host, onError, row: 1, chosen: null });
  }

  build(setup) {
    this.setup = setup;
    this.chosen = null;
    this.row = Math.min(this.row, setup.rows);
    this.host.replaceChildren(element('p', { class: 'hint' }, 'Choose a neuron for its numbers.'));
  }

  choose(layer, unit) {
    this.chosen = { layer, unit };
    return this.refresh();
  }

  async refresh() {
    const { chosen } = this;
    if (!chosen) return;
    try {
      const { trace: numbers, text } = await trace(this.row);
      // Another neuron, or another network, may have been chosen in the meantime.
      if (chosen === this.chosen) this.draw(numbers, text);
    } catch (error) {
      this.onError(error);
    }
  }

  draw(numbers, text) {
    const { layer, unit } = this.chosen;
    const part = numbers.layers[layer];
    if (!part || unit >= part.outputs.length) return;
    const hadFocus = document.activeElement?.id === 'trace-row';
    const input = element('input', { id: 'trace-row', type: 'number', min: 1, max: this.setup.rows, value: this.row });
    input.addEventListener('change', () => {
      this.row = Math.max(1, Math.min(this.setup.rows, Math.round(Number(input.value)) || 1));
      this.refresh();
    });
    const title = layer === numbers.layers.length - 1
      ? `Output ${numbers.outputNames[unit] ?? unit + 1}` : `Neuron ${unit + 1} of layer ${layer + 1}`;
    const facts = [
      ['weighted sum', part.sums ? exact(part.sums[unit]) : '–'], ['output', exact(part.outputs[unit])],
      ['delta', exact(part.deltas[unit])],
    ];
    this.host.replaceChildren(
      element('h3', {}, `${title}: ${part.layer}`),
      element('label', { class: 'field' }, 'The next update, on row', input),
      element('dl', { class: 'facts' }, ...facts.map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, value)))),
      element('p', { class: 'sum' }, this.sum(numbers, layer, unit)),
      element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `Weights of ${title}` },
        table('Weights, with the gradient and the value after the update',
          ['from', 'value', 'weight', 'gradient', 'new weight'], this.rows(numbers, layer, unit))),
      element('details', {}, element('summary', {}, 'All numbers of this update, as backprop trace prints them'),
        element('pre', { tabindex: 0 }, text)));
    if (hadFocus) byId('trace-row').focus();
  }

  /** The values that come in, with their weights; the tensors are those of files: units × inputs. */
  terms(numbers, layer, unit) {
    const part = numbers.layers[layer];
    const values = layer === 0 ? numbers.inputs : numbers.layers[layer - 1].outputs;
    const name = (index) => (layer === 0 ? numbers.inputNames[index] : null) ?? `${index + 1}`;
    return part.tensors.flatMap((tensor) => {
      if (tensor.shape.length === 2) {
        const width = tensor.shape[1];
        return values.map((value, index) => ({ name: name(index), value, tensor, index: unit * width + index }));
      }
      return tensor.shape.length === 1 ? [{ name: 'bias', value: 1, tensor, index: unit }] : [];
    });
  }

  rows(numbers, layer, unit) {
    return this.terms(numbers, layer, unit).map(({ name, value, tensor, index }) =>
      [name, exact(value), exact(tensor.values[index]), exact(tensor.gradients[index]), exact(tensor.updated[index])]);
  }

  sum(numbers, layer, unit) {
    const part = numbers.layers[layer];
    if (!part.sums) return '';
    const terms = this.terms(numbers, layer, unit).map(({ name, value, tensor, index }) =>
      name === 'bias' ? exact(tensor.values[index]) : `${exact(tensor.values[index])} · ${exact(value)}`);
    const shown = terms.length > 6 ? [...terms.slice(0, 5), '…', terms.at(-1)] : terms;
    return `${shown.join(' + ')} = ${exact(part.sums[unit])}`;
  }
}
