// The loss curves of training and held-out rows, with the baseline.

import { number } from './colors.js';
import { element, save, svg } from './dom.js';

const width = 352, height = 190, pad = { left: 50, right: 10, top: 10, bottom: 30 };

const style = `
  .loss text { font: 11px system-ui, sans-serif; fill: #5a6168 } .loss path { fill: none; stroke-width: 2 }
  .loss .training { stroke: #0b5cad } .loss .validation { stroke: #b3450b; stroke-dasharray: 6 3 }
  .loss .axis, .loss .baseline { stroke: #5a6168; stroke-width: 1 } .loss .baseline { stroke-dasharray: 2 3 }
  @media (prefers-color-scheme: dark) {
    .loss text { fill: #a5adb5 } .loss .training { stroke: #6cb2ff } .loss .validation { stroke: #ff9d5c }
    .loss .axis, .loss .baseline { stroke: #a5adb5 } }`;

export class LossChart {
  constructor(host) {
    this.host = host;
  }

  build(setup) {
    this.setup = setup;
    this.drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, class: 'loss', role: 'img', 'aria-label': 'Loss by epoch' });
    const button = element('button', { type: 'button' }, 'Save as SVG');
    button.addEventListener('click', () => this.save());
    this.caption = element('span', {}, '');
    this.host.replaceChildren(this.drawing, element('figcaption', {}, this.caption, ' ', button));
  }

  show({ history }) {
    const baseline = this.setup.points.validation.baseline ?? this.setup.points.training.baseline;
    const values = history.flatMap(([, training, held]) => [training, held]).concat(baseline)
      .filter((value) => value !== null && value !== undefined);
    const high = Math.max(1e-9, ...(values.length ? values : [1])) * 1.05;
    const last = Math.max(1, history.at(-1)?.[0] ?? 1);
    const x = (epoch) => pad.left + (width - pad.left - pad.right) * epoch / last;
    const y = (value) => pad.top + (height - pad.top - pad.bottom) * (1 - value / high);
    const curve = (index, name) => {
      const points = history.filter((entry) => entry[index] !== null);
      if (points.length === 0) return [];
      const d = points.map((entry, at) => `${at ? 'L' : 'M'}${x(entry[0]).toFixed(1)} ${y(entry[index]).toFixed(1)}`);
      return [svg('path', { class: name, d: d.join('') })];
    };
    const bottom = height - pad.bottom;
    const label = (text, attributes) => svg('text', attributes, text);
    this.drawing.replaceChildren(
      svg('title', {}, 'Loss by epoch'),
      svg('path', { class: 'axis', d: `M${pad.left} ${pad.top}V${bottom}H${width - pad.right}` }),
      ...(baseline === null || baseline === undefined ? []
        : [svg('path', { class: 'baseline', d: `M${pad.left} ${y(baseline)}H${width - pad.right}` })]),
      ...curve(1, 'training'), ...curve(2, 'validation'),
      label(number(high / 1.05, 3), { x: pad.left - 5, y: pad.top + 14, 'text-anchor': 'end' }),
      label('0', { x: pad.left - 5, y: bottom, 'text-anchor': 'end' }),
      label(`epoch ${last}`, { x: width - pad.right, y: height - 10, 'text-anchor': 'end' }));
    const held = this.setup.points.validation.count ? 'dashed: held out; ' : '';
    this.caption.textContent = `Solid: training; ${held}dotted: predicting the mean, ${number(baseline)}.`;
  }

  save() {
    const copy = this.drawing.cloneNode(true);
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    copy.prepend(svg('style', {}, style));
    save('loss.svg', 'image/svg+xml', copy.outerHTML);
  }
}
