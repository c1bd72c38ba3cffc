// What-if charts: the prediction as one column moves, drawn as small drawings.
import { element, shape, number, percent } from "./elements.js";

const size = { width: 260, height: 150, left: 42, right: 10, top: 8, bottom: 22 };
const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };

function shorten(text, count = 9) {
  return text.length > count ? `${text.slice(0, count - 1)}…` : text;
}

/** The scale of values up the drawing: of probabilities from 0 to 1, of numbers their range in all charts. */
export class Scale {
  constructor(lines, isShare) {
    this.isShare = isShare;
    const values = lines.flat().filter(Number.isFinite);
    let [low, high] = isShare ? [0, 1] : [Math.min(...values), Math.max(...values)];
    if (low === high) [low, high] = [low - 1, high + 1];
    [this.low, this.high] = [low, high];
  }

  y(value) { return size.top + inner.height * (1 - (value - this.low) / (this.high - this.low)); }
  text(value) { return this.isShare ? `${Math.round(value * 100)} %` : number(Number(value.toPrecision(3))); }
}

/** Draws one column: a line for each series, and the value of the form. */
export function chart(field, series, scale, current) {
  const { column, steps } = field;
  const isList = column.kind === "category";
  const across = (index) => size.left + inner.width * (isList ? (index + 0.5) / steps.length : index / (steps.length - 1));
  const drawing = shape("svg", { viewBox: `0 0 ${size.width} ${size.height}`, role: "img" });
  drawing.append(shape("title", {}, summary(field, series, scale)));
  drawing.append(shape("path", { class: "axis",
    d: `M${size.left} ${size.top}V${size.top + inner.height}H${size.width - size.right}` }));
  for (const value of [scale.low, scale.high]) {
    drawing.append(shape("text", { x: size.left - 5, y: scale.y(value) + (value === scale.low ? 0 : 8), "text-anchor": "end" }, scale.text(value)));
  }
  const place = position(field, across);
  if (place !== null) {
    drawing.append(shape("path", { class: "now", d: `M${place} ${size.top}V${size.top + inner.height}` }));
  }
  series.forEach((line, index) => {
    if (isList) {
      line.forEach((value, step) => drawing.append(shape("circle", { class: `dot k${index}`, cx: across(step), cy: scale.y(value), r: 3.5 })));
    } else {
      const path = line.map((value, step) => `${step ? "L" : "M"}${across(step).toFixed(1)} ${scale.y(value).toFixed(1)}`).join("");
      drawing.append(shape("path", { class: `curve k${index}`, d: path }));
      if (place !== null && current) drawing.append(shape("circle", { class: `dot k${index}`, cx: place, cy: scale.y(current[index]), r: 3.5 }));
    }
  });
  drawing.append(...labels(field, across));
  return element("figure", {}, element("figcaption", { textContent: column.name }), drawing);
}

function labels(field, across) {
  const { column, steps } = field;
  const y = size.height - 7;
  if (column.kind === "category") {
    const room = steps.length > 3 ? Math.max(3, Math.floor(30 / steps.length)) : 12;
    return steps.length > 8 ? [shape("text", { x: size.left, y }, `${steps.length} values`)]
      : steps.map((value, index) => shape("text", { x: across(index), y, "text-anchor": "middle" }, shorten(value, room)));
  }
  const text = (value) => column.kind === "date" ? value : number(Number(value.toPrecision(4)));
  return [shape("text", { x: size.left, y }, text(steps[0])),
    shape("text", { x: size.width - size.right, y, "text-anchor": "end" }, text(steps.at(-1)))];
}

/** Returns the position of the form's value, or `null` if it is missing or outside. */
function position(field, across) {
  const { column, steps, value } = field;
  if (value === null) return null;
  if (column.kind === "category") {
    const index = steps.indexOf(value);
    return index < 0 ? null : across(index);
  }
  const at = column.kind === "date" ? Date.parse(value) / 1000 : value;
  const share = (at - column.minimum) / (column.maximum - column.minimum);
  return share < 0 || share > 1 ? null : size.left + inner.width * share;
}

/** Describes a chart for screen readers. */
function summary(field, series, scale) {
  const { column, steps } = field;
  const text = (value) => scale.isShare ? percent(value) : number(value);
  const first = series[0];
  if (column.kind === "category") {
    return `${column.name}: ${steps.map((value, index) => `${value} ${text(first[index])}`).join(", ")}`;
  }
  return `${column.name} from ${steps[0]} to ${steps.at(-1)}: from ${text(first[0])} to ${text(first.at(-1))}, between ${text(Math.min(...first))} and ${text(Math.max(...first))}`;
}
