// Colors of values and classes; they differ in lightness too, so that they can be told apart without hue.

const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

const light = { low: [179, 69, 11], middle: [246, 246, 244], high: [11, 92, 173] };
const dark = { low: [255, 157, 92], middle: [32, 36, 40], high: [108, 178, 255] };

const classes = {
  light: [[11, 92, 173], [179, 69, 11], [30, 122, 70], [138, 59, 150], [120, 100, 20], [90, 98, 104]],
  dark: [[108, 178, 255], [255, 157, 92], [98, 204, 140], [214, 150, 230], [222, 200, 100], [165, 173, 181]],
};

/** A color between two, as red, green and blue. */
const mixed = (from, to, share) => from.map((part, index) => Math.round(part + share * (to[index] - part)));

/** The color of a value from −1 to 1. */
export function valueColor(value) {
  const { low, middle, high } = isDark() ? dark : light;
  const clipped = Math.max(-1, Math.min(1, value));
  return mixed(middle, clipped < 0 ? low : high, Math.abs(clipped));
}

export const classColor = (index) => {
  const list = isDark() ? classes.dark : classes.light;
  return list[index % list.length];
};

/** The color of a class with a probability: pale if it is unsure. */
const shareColor = (index, share) =>
  mixed((isDark() ? dark : light).middle, classColor(index), 0.12 + 0.6 * Math.max(0, Math.min(1, share)));

// Pictures have tens of thousands of points, so their colors are looked up: opaque pixels, red in the lowest byte.

const levels = 255;
const pixel = ([red, green, blue]) => (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
let palettes = new Map();

function palette(name, color) {
  let found = palettes.get(name);
  if (!found) {
    found = Uint32Array.from({ length: levels + 1 }, (_, level) => pixel(color(level / levels)));
    palettes.set(name, found);
  }
  return found;
}

/** Returns a function from values between −1 and 1 to pixels. */
export function valuePixels() {
  const colors = palette('values', (share) => valueColor(share * 2 - 1));
  return (value) => colors[Math.max(0, Math.min(levels, Math.round((value + 1) / 2 * levels)))];
}

/** Returns a function from the strength of a class, between 0 and 1, to pixels. */
export function classPixels(index) {
  const colors = palette(`class ${index}`, (share) => shareColor(index, share));
  return (share) => colors[Math.max(0, Math.min(levels, Math.round(share * levels)))];
}

export const css = ([red, green, blue]) => `rgb(${red} ${green} ${blue})`;

export const onColorChange = (redraw) =>
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    palettes = new Map();
    redraw();
  });

/** Bytes of a map, as values between its least and its largest. */
export function decode([least, largest, text]) {
  const bytes = atob(text);
  const values = new Float32Array(bytes.length);
  const scale = (largest - least) / 255;
  for (let index = 0; index < bytes.length; index++) values[index] = least + scale * bytes.charCodeAt(index);
  return values;
}

/** Draws a square of pixels on a small canvas, which styles make larger. */
export function paint(canvas, side, pixelAt) {
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const context = canvas.getContext('2d');
  const image = context.createImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  for (let index = 0; index < pixels.length; index++) pixels[index] = pixelAt(index);
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
