// The confusion matrix, the rows that are wrong, and the sizes of gradients and updates.

import { cells } from './api.js';
import { number } from './colors.js';
import { element, table } from './dom.js';

export class Results {
  constructor(host, sizes, onError) {
    Object.assign(this, { host, sizes, onError });
    this.matrix = element('div');
    this.wrong = element('div');
    this.line = element('div', { 'aria-live': 'polite' });
  }

  build(setup) {
    this.setup = setup;
    this.line.replaceChildren();
    this.host.replaceChildren(this.matrix, this.wrong, this.line);
  }

  show(snapshot) {
    this.showMatrix(snapshot.confusion);
    this.showWrong(snapshot.wrong);
    this.showSizes(snapshot);
  }

  showMatrix(confusion) {
    if (!confusion) return this.matrix.replaceChildren();
    const { classes } = this.setup, count = classes.length;
    if (count > 12) return this.matrix.replaceChildren();
    const rows = classes.map((name, truth) =>
      [name, ...classes.map((_, predicted) => number(confusion.counts[truth * count + predicted]))]);
    const caption = `Confusion: ${confusion.isHeldOut ? 'held-out' : 'training'} rows, truth by prediction`;
    this.matrix.replaceChildren(element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Confusion matrix' },
      table(caption, ['', ...classes], rows)));
  }

  label(values) {
    const { task, classes } = this.setup;
    if (task === 'regression') return values.map((value) => number(value)).join(', ');
    return values.length === 1 ? classes[values[0] > 0.5 ? 1 : 0] : classes[values.indexOf(Math.max(...values))];
  }

  showWrong({ count, rows }) {
    const isRegression = this.setup.task === 'regression';
    const title = isRegression ? 'Rows with the largest errors, as the network sees them' : `Wrong rows: ${count}`;
    const key = rows.map(({ row, output }) => `${row}:${this.label(output)}`).join();
    if (key === this.key && this.wrong.firstChild) {
      this.wrong.firstChild.textContent = title;
      return;
    }
    this.key = key;
    const focused = document.activeElement?.dataset?.row;
    const list = element('ul', { class: 'wrong' }, ...rows.slice(0, 12).map((item) => {
      const button = element('button', { type: 'button', 'data-row': item.row + 1 },
        `row ${item.row + 1}: ${this.label(item.output)}, not ${this.label(item.target)}`);
      button.addEventListener('click', () => this.showLine(item.row + 1));
      return element('li', {}, button);
    }));
    this.wrong.replaceChildren(element('h3', {}, title), list);
    if (focused) list.querySelector(`[data-row="${focused}"]`)?.focus();
  }

  async showLine(row) {
    try {
      const { location, cells: values } = await cells(row);
      this.line.replaceChildren(element('h3', {}, location),
        element('dl', { class: 'facts' }, ...values.map(([name, value]) =>
          element('div', {}, element('dt', {}, name), element('dd', {}, value ?? 'missing')))));
    } catch (error) {
      this.onError(error);
    }
  }

  showSizes({ layers }) {
    const rows = layers.map((layer, index) => [
      `${index + 1}: ${this.setup.network[index].text}`, number(layer.weight), number(layer.gradient), number(layer.update),
      layer.gradient && layer.weight ? number(layer.update / layer.weight) : '–',
      layer.dead.length ? layer.dead.map((unit) => unit + 1).join(', ') : 'none',
    ]);
    const made = table('Root of the mean square; dead units have the same output for all training rows drawn',
      ['layer', 'weights', 'gradient', 'last update', 'update by weight', 'dead units'], rows);
    this.sizes.replaceChildren(...made.childNodes);
  }
}
