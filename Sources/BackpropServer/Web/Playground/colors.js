// Colors of values and classes; they differ in lightness too, so that they can be told apart without hue.

const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

const light = { low: [179, 69, 11], middle: [246, 246, 244], high: [11, 92, 173] };
const dark = { low: [255, 157, 92], middle: [32, 36, 40], high: [108, 178, 255] };

const classes = {
  light: [[11, 92, 173], [179, 69, 11], [30, 122, 70], [138, 59, 150], [120, 100, 20], [90, 98, 104]],
  dark: [[108, 178, 255], [255, 157, 92], [98, 204, 140], [214, 150, 230], [222, 200, 100], [165, 173, 181]],
};

/** The color of a value from −1 to 1. */
export function valueColor(value) {
  const { low, middle, high } = isDark() ? dark : light;
  const clipped = Math.max(-1, Math.min(1, value));
  const end = clipped < 0 ? low : high;
  const share = Math.abs(clipped);
  return middle.map((from, index) => Math.round(from + share * (end[index] - from)));
}

export const classColor = (index) => {
  const list = isDark() ? classes.dark : classes.light;
  return list[index % list.length];
};

/** The color of a class with a probability: pale if it is unsure. */
export function shareColor(index, share) {
  const { middle } = isDark() ? dark : light;
  const full = classColor(index);
  const strength = 0.12 + 0.6 * Math.max(0, Math.min(1, share));
  return middle.map((from, part) => Math.round(from + strength * (full[part] - from)));
}

export const css = ([red, green, blue]) => `rgb(${red} ${green} ${blue})`;

export const onColorChange = (redraw) =>
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);

/** Bytes of a map, as values between its least and its largest. */
export function decode([least, largest, text]) {
  const bytes = atob(text);
  const values = new Float32Array(bytes.length);
  const scale = (largest - least) / 255;
  for (let index = 0; index < bytes.length; index++) values[index] = least + scale * bytes.charCodeAt(index);
  return values;
}

/** Draws colors of a square of points on a small canvas, which styles make larger. */
export function paint(canvas, side, colorAt) {
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const context = canvas.getContext('2d');
  const image = context.createImageData(side, side);
  for (let index = 0; index < side * side; index++) {
    const [red, green, blue] = colorAt(index);
    image.data.set([red, green, blue, 255], index * 4);
  }
  context.putImageData(image, 0, 0);
}

/** A number for people: whole, with four digits, or with a power of ten. */
export function number(value, digits = 4) {
  if (value === null || value === undefined) return '–';
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value).replace('-', '−');
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e6) return value.toExponential(digits - 2).replace('-', '−').replace('e+', 'e');
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return value.toFixed(Math.min(places, 6)).replace('-', '−');
}
