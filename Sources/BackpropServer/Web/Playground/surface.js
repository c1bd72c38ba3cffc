// The decision surface with the rows on it.

import { classColor, classPixels, css, decode, number, paint, valueColor, valuePixels } from './colors.js';
import { element, save, svg } from './dom.js';

const edge = 300, pad = { left: 46, bottom: 38, top: 6, right: 6 };

export class Surface {
  constructor(host, onRow) {
    this.host = host;
    this.onRow = onRow;
    this.canvas = element('canvas', { width: 40, height: 40 });
  }

  build(setup) {
    this.setup = setup;
    this.host.replaceChildren();
    if (!setup.plane) {
      this.host.append(element('p', {}, 'There is no plane to draw for this table.'));
      return;
    }
    const { x, y } = setup.plane;
    const wide = edge + pad.left + pad.right, high = edge + pad.top + pad.bottom;
    this.image = svg('image', { x: pad.left, y: pad.top, width: edge, height: edge, preserveAspectRatio: 'none' });
    this.dots = svg('g', { class: 'dots' });
    const text = (content, attributes) => svg('text', attributes, content);
    this.drawing = svg('svg', {
      viewBox: `0 0 ${wide} ${high}`, role: 'img', class: 'plane',
      'aria-label': `Predictions over ${x.name} and ${y.name}, with the rows as points` });
    const share = (part, whole) => `${(part / whole * 100).toFixed(3)}%`;
    Object.assign(this.canvas.style, { left: share(pad.left, wide), top: share(pad.top, high),
      width: share(edge, wide), height: share(edge, high) });
    this.drawing.append(svg('rect', { class: 'border', x: pad.left, y: pad.top, width: edge, height: edge }), this.dots,
      text(x.name, { x: pad.left + edge / 2, y: high - 6, 'text-anchor': 'middle' }),
      text(y.name, { x: 12, y: pad.top + edge / 2, 'text-anchor': 'middle',
        transform: `rotate(-90 12 ${pad.top + edge / 2})` }),
      text(number(x.range[0], 3), { x: pad.left, y: high - 22 }),
      text(number(x.range[1], 3), { x: pad.left + edge, y: high - 22, 'text-anchor': 'end' }),
      text(number(y.range[1], 3), { x: pad.left - 4, y: pad.top + 11, 'text-anchor': 'end' }),
      text(number(y.range[0], 3), { x: pad.left - 4, y: pad.top + edge, 'text-anchor': 'end' }));
    this.host.append(element('div', { class: 'stack' }, this.canvas, this.drawing), this.caption());
    this.drawPoints();
  }

  caption() {
    const { setup } = this;
    const parts = setup.task === 'regression'
      ? ['Color is the predicted value: ', swatch(valueColor(-1)), ' low, ', swatch(valueColor(1)), ' high. ']
      : setup.classes.flatMap((name, index) => [swatch(classColor(index)), ` ${name} `]);
    const held = setup.plane.held.map(({ name, value }) => `${name} at ${value}`).join(', ');
    const button = element('button', { type: 'button' }, 'Save as SVG');
    button.addEventListener('click', () => this.save());
    return element('figcaption', {}, ...parts, 'Rings are held-out rows. ',
      held ? `Other columns are held: ${held}. ` : '', button);
  }

  position(x, y) {
    const { plane } = this.setup;
    const share = (value, [low, high]) => (value - low) / (high - low);
    return [pad.left + edge * share(x, plane.x.range), pad.top + edge * (1 - share(y, plane.y.range))];
  }

  /** The color of a row's target. */
  targetColor(target) {
    if (this.setup.task === 'regression') return valueColor(target[0] / this.scale);
    return classColor(target.length === 1 ? (target[0] > 0.5 ? 1 : 0) : target.indexOf(Math.max(...target)));
  }

  drawPoints() {
    const { points, task } = this.setup;
    const all = [...points.training.rows, ...points.validation.rows];
    this.scale = task === 'regression' ? Math.max(1e-9, ...all.map((row) => Math.abs(row[4][0]))) : 1;
    this.dots.replaceChildren();
    for (const part of ['training', 'validation']) {
      for (const [row, line, x, y, target] of points[part].rows) {
        if (x === null || y === null) continue;
        const [cx, cy] = this.position(x, y);
        const dot = svg('circle', { cx, cy, r: 3.6, class: part }, svg('title', {}, `line ${line}`));
        dot.style.setProperty('--color', css(this.targetColor(target)));
        dot.addEventListener('click', () => this.onRow(row + 1));
        this.dots.append(dot);
      }
    }
  }

  show({ maps }) {
    this.maps = maps;
    if (!this.setup?.plane || maps.length === 0) return;
    const outputs = maps[maps.length - 1].map(decode);
    const { side } = this.setup.plane;
    if (this.setup.task === 'regression') {
      const color = valuePixels();
      paint(this.canvas, side, (point) => color(outputs[0][point] / this.scale));
    } else if (outputs.length === 1) {
      const [first, second] = [classPixels(0), classPixels(1)];
      paint(this.canvas, side, (point) => {
        const share = outputs[0][point] * 2 - 1;
        return share > 0 ? second(share) : first(-share);
      });
    } else {
      const colors = outputs.map((_, index) => classPixels(index)), chance = 1 / outputs.length;
      paint(this.canvas, side, (point) => {
        let best = 0;
        for (let index = 1; index < outputs.length; index++) {
          if (outputs[index][point] > outputs[best][point]) best = index;
        }
        return colors[best]((outputs[best][point] - chance) / (1 - chance));
      });
    }
  }

  redraw() {
    if (this.setup) this.build(this.setup);
    if (this.maps) this.show({ maps: this.maps });
  }

  /** A copy in which the picture is part of the file. */
  save() {
    const copy = this.drawing.cloneNode(true);
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    this.image.setAttribute('href', this.canvas.toDataURL());
    copy.prepend(this.image.cloneNode());
    for (const dot of copy.querySelectorAll('circle')) {
      dot.setAttribute('fill', dot.style.getPropertyValue('--color'));
      dot.setAttribute('stroke', '#fff');
      dot.removeAttribute('style');
    }
    copy.querySelector('.border').setAttribute('fill', 'none');
    save('surface.svg', 'image/svg+xml', copy.outerHTML);
  }
}

function swatch(color) {
  const span = element('span', { class: 'swatch' });
  span.style.background = css(color);
  return span;
}
