// The drawing of the network: a picture for each neuron, and a line for each weight.

import { decode, number, paint, valuePixels } from './colors.js';
import { element, svg } from './dom.js';

const gap = 14, top = 30;

/** The side of a neuron's picture, which is smaller in a narrow window. */
let size = 46;

/** Whether outputs lie around one half rather than around zero. */
const center = (text) => (/sigmoid|softmax/.test(text) ? 0.5 : 0);

export class NetworkDrawing {
  constructor(host, onChoose) {
    this.host = host;
    this.onChoose = onChoose;
    this.chosen = null;
  }

  /** Builds the parts for a setup. */
  build(setup) {
    if (setup !== this.setup) this.chosen = null;
    this.setup = setup;
    this.host.replaceChildren();
    this.units = [];
    this.lines = [];
    this.drawn = null;
    if (!setup.isDrawn) return;
    const isNarrow = innerWidth < 700;
    size = isNarrow ? 36 : 46;
    const columns = [setup.inputs.length, ...setup.network.map((layer) => layer.units)];
    const tallest = Math.max(...columns);
    const height = top + tallest * (size + gap) + 6;
    const labels = isNarrow ? 54 : 92, outputs = isNarrow ? 54 : 84;
    this.outputs = outputs - 6;
    const room = (this.host.clientWidth - labels - outputs - size) / (columns.length - 1);
    const distance = Math.max(size + 20, Math.min(170, room));
    const width = labels + (columns.length - 1) * distance + size + outputs;
    this.frame = element('div', { class: 'frame' });
    this.frame.style.width = `${width}px`;
    this.frame.style.height = `${height}px`;
    this.wires = svg('svg', { class: 'wires', width, height, 'aria-hidden': 'true' });
    this.frame.append(this.wires);
    const place = (column, unit) => ({
      x: labels + column * distance,
      y: top + (tallest - columns[column]) * (size + gap) / 2 + unit * (size + gap),
    });
    columns.forEach((count, column) => {
      const text = column === 0 ? 'Input' : setup.network[column - 1].text;
      const head = element('div', { class: 'head' }, text);
      head.style.left = `${labels + column * distance + size / 2 - distance / 2}px`;
      head.style.width = `${distance}px`;
      this.frame.append(head);
      for (let unit = 0; unit < count; unit++) this.addUnit(column, unit, place(column, unit));
      if (column === 0) return;
      for (let unit = 0; unit < count; unit++) {
        for (let from = 0; from < columns[column - 1]; from++) {
          this.addLine(column, unit, from, place(column - 1, from), place(column, unit));
        }
      }
    });
    this.host.append(this.frame);
    this.paintInputs();
  }

  addUnit(column, unit, { x, y }) {
    const { setup } = this;
    const isInput = column === 0, isOutput = column === setup.network.length;
    const name = isInput ? setup.inputs[unit] : isOutput ? setup.outputs[unit] ?? `output ${unit + 1}` : '';
    const label = isInput ? `Input ${name}`
      : isOutput ? `Output ${name}` : `Neuron ${unit + 1} of layer ${column}`;
    const canvas = element('canvas', { width: setup.plane?.side ?? 1, height: setup.plane?.side ?? 1 });
    const button = element('button', { class: 'unit', type: 'button', 'aria-label': label, title: label }, canvas);
    button.style.left = `${x}px`;
    button.style.top = `${y}px`;
    button.style.width = button.style.height = `${size}px`;
    button.dataset.column = column;
    button.dataset.unit = unit;
    if (isInput) {
      button.disabled = true;
    } else {
      button.addEventListener('click', () => this.choose(column - 1, unit));
    }
    this.frame.append(button);
    if (name) {
      const text = element('div', { class: isInput ? 'name input' : 'name output', title: name }, name);
      text.style.left = isInput ? '0' : `${x + size + 6}px`;
      text.style.width = isInput ? `${x - 8}px` : `${this.outputs}px`;
      text.style.top = `${y + size / 2 - 10}px`;
      this.frame.append(text);
    }
    (this.units[column] ??= []).push({ button, canvas });
  }

  addLine(column, unit, from, start, end) {
    const [x1, y1, x2, y2] = [start.x + size, start.y + size / 2, end.x, end.y + size / 2];
    const middle = (x1 + x2) / 2;
    const title = svg('title');
    const line = svg('path', { d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}` }, title);
    const part = { line, column, unit, from, weight: null, width: '', kind: '' };
    // The text is made when someone points at the line: making all of them takes longer than drawing.
    line.addEventListener('pointerenter', () => {
      title.textContent = `weight from ${from + 1} to ${unit + 1}: ${number(part.weight, 6)}`;
    });
    this.wires.append(line);
    this.lines.push(part);
  }

  choose(layer, unit) {
    this.chosen = { layer, unit };
    for (const column of this.units) for (const { button } of column) button.removeAttribute('aria-pressed');
    this.units[layer + 1]?.[unit]?.button.setAttribute('aria-pressed', 'true');
    this.onChoose(layer, unit);
  }

  /** Inputs rise along their own axis of the plane. */
  paintInputs() {
    const { setup } = this;
    if (!setup.plane) return;
    const { side } = setup.plane, color = valuePixels();
    this.units[0].forEach(({ canvas }, index) => {
      const name = setup.inputs[index];
      const share = (point) => name === setup.plane.x.name ? (point % side) / (side - 1) * 2 - 1
        : name === setup.plane.y.name ? 1 - Math.floor(point / side) / (side - 1) * 2 : 0;
      paint(canvas, side, (point) => color(share(point)));
    });
  }

  show(snapshot) {
    this.latest = snapshot;
    if (!this.setup?.isDrawn) return;
    this.showMaps(snapshot);
    this.showWeights(snapshot);
  }

  showMaps({ maps, layers }) {
    const color = valuePixels();
    maps.forEach((units, layer) => {
      const text = this.setup.network[layer].text;
      units.forEach((map, unit) => {
        const part = this.units[layer + 1]?.[unit];
        if (!part) return;
        const middle = center(text), values = decode(map);
        const scale = Math.max(Math.abs(map[0] - middle), Math.abs(map[1] - middle)) || 1;
        paint(part.canvas, this.setup.plane.side, (point) => color((values[point] - middle) / scale));
        part.button.classList.toggle('dead', layers[layer].dead.includes(unit));
      });
    });
  }

  /** The weight of a line; tensors lie in memory with the weights of one input next to each other. */
  static weight(layer, unit, from) {
    const tensor = layer.tensors?.find(({ shape }) => shape.length === 2);
    return tensor ? tensor.values[from * tensor.shape[1] + unit] : null;
  }

  showWeights({ layers }) {
    let largest = 0;
    for (const part of this.lines) {
      part.weight = NetworkDrawing.weight(layers[part.column - 1], part.unit, part.from);
      largest = Math.max(largest, Math.abs(part.weight ?? 0));
    }
    for (const part of this.lines) {
      const width = (0.6 + 5.4 * Math.abs(part.weight ?? 0) / (largest || 1)).toFixed(1);
      const kind = part.weight === null ? 'plain' : part.weight < 0 ? 'negative' : 'positive';
      if (width !== part.width) part.line.setAttribute('stroke-width', part.width = width);
      if (kind !== part.kind) part.line.setAttribute('class', part.kind = kind);
    }
  }

  /** Draws anew for another width of the window, with the neuron chosen as before. */
  rebuild() {
    if (!this.setup) return;
    this.build(this.setup);
    if (this.latest) this.show(this.latest);
    const { layer, unit } = this.chosen ?? {};
    this.units[layer + 1]?.[unit]?.button.setAttribute('aria-pressed', 'true');
  }

  redraw() {
    if (!this.setup?.isDrawn) return;
    this.paintInputs();
    if (this.latest) this.show(this.latest);
  }
}

