// The form of the data and the recipe. Every change begins a new run.

import { element } from './dom.js';

const samples = [
  ['circles', 'Circles'], ['xor', 'Exclusive or'], ['gaussians', 'Two Gaussians'], ['spirals', 'Spirals'],
  ['plane', 'A plane (numbers)'], ['wave', 'A wave (numbers)'], ['tutorial', 'The tutorial’s rows'],
  ['tutorial-row', 'The tutorial’s first row'],
];

const choice = (...names) => names.map((name) => [name, name]);

/** The options of the recipe: name, label, kind, and whether the option is shown first. */
const fields = [
  ['optimizer', 'Optimizer', choice('sgd', 'sgd momentum 0.9', 'adam', 'adamw', 'rmsprop', 'adagrad', 'lbfgs'), true],
  ['learning-rate', 'Learning rate', choice('0.001', '0.003', '0.01', '0.03', '0.1', '0.3', '0.5', '1', '3', '10'), true],
  ['batch-size', 'Batch size', choice('1', '5', '10', '20', '32', '100', 'full'), true],
  ['epochs', 'Epochs at most', 'text', true],
  ['seed', 'Seed', 'text', true],
  ['loss', 'Loss', 'text', false],
  ['output', 'Activation of the output', 'text', false],
  ['init', 'Initial weights', 'text', false],
  ['schedule', 'Schedule', 'text', false],
  ['l1', 'L1 penalty', 'text', false],
  ['l2', 'L2 penalty', 'text', false],
  ['weight-decay', 'Weight decay', 'text', false],
  ['clip-norm', 'Largest gradient norm', 'text', false],
  ['input-noise', 'Noise on inputs', 'text', false],
  ['scale', 'Scaling', choice('standard', 'minmax', 'robust', 'none'), false],
  ['precision', 'Precision', choice('float32', 'float64'), false],
];

const activations = ['tanh', 'relu', 'sigmoid', 'gelu', 'linear'];

export class Controls {
  constructor(form, tools, onChange) {
    Object.assign(this, { form, tools, onChange });
    form.addEventListener('submit', (event) => event.preventDefault());
  }

  build(setup) {
    this.setup = setup;
    this.settings = structuredClone(setup.settings);
    const open = this.form.querySelector('details')?.open;
    const focused = document.activeElement?.id;
    this.form.replaceChildren(...this.dataFields(), ...this.optionFields());
    if (open) this.form.querySelector('details').open = true;
    this.buildLayers();
    if (focused) document.getElementById(focused)?.focus();
  }

  change(edit) {
    const settings = structuredClone(this.settings);
    edit(settings);
    this.onChange(settings);
  }

  dataFields() {
    const { settings, setup } = this;
    const names = [...samples];
    if (setup.file) names.push(['', setup.file]);
    const fields = [this.select('sample', 'Data', names, settings.sample ?? '', (value) => this.change((all) => {
      all.axes = [];
      delete all.target;
      if (value) all.sample = value; else delete all.sample;
      if (!value.startsWith('tutorial')) all.startsAsTutorial = false;
    }))];
    const numbers = (name, label, values) => this.select(name, label, choice(...values), String(settings[name]),
      (value) => this.change((all) => { all[name] = Number(value); }));
    if (settings.sample && !settings.sample.startsWith('tutorial')) {
      fields.push(numbers('rows', 'Rows', ['50', '100', '200', '500', '1000']),
        numbers('noise', 'Noise', ['0', '0.1', '0.2', '0.3', '0.5']));
    }
    if (!settings.sample) {
      fields.push(this.select('target', 'Column to predict', choice(...setup.columns), setup.target[0],
        (value) => this.change((all) => { all.target = value; all.axes = []; })));
    }
    if (setup.numeric.length > 2 && setup.plane) {
      ['x', 'y'].forEach((axis, index) => fields.push(this.select(`axis-${axis}`, `Plane: ${axis}`,
        choice(...setup.numeric), setup.plane[axis].name, (value) => this.change((all) => {
          all.axes = [setup.plane.x.name, setup.plane.y.name];
          all.axes[index] = value;
        }))));
    }
    fields.push(numbers('heldOut', 'Share held out', ['0', '0.1', '0.2', '0.3', '0.5']));
    return fields;
  }

  optionFields() {
    const make = ([name, label, kind]) => {
      const value = this.settings.options[name] ?? '';
      const set = (text) => this.change((all) => {
        if (text) all.options[name] = text; else delete all.options[name];
        if (name === 'optimizer' && text === 'lbfgs') delete all.options['batch-size'];
      });
      if (kind === 'text') return this.text(name, label, value, set);
      const values = name === 'optimizer' ? kind : [['', 'default'], ...kind];
      return this.select(name, label, values, value, set);
    };
    const first = fields.filter((field) => field[3]).map(make);
    const rest = fields.filter((field) => !field[3]).map(make);
    return [...first, element('details', {}, element('summary', {}, 'More settings'),
      element('div', { class: 'fields' }, ...rest))];
  }

  select(id, label, values, value, set) {
    const known = values.some(([name]) => name === value) ? values : [...values, [value, value]];
    const select = element('select', { id: `field-${id}` }, ...known.map(([name, text]) =>
      element('option', { value: name, selected: name === value ? '' : null }, text)));
    select.addEventListener('change', () => set(select.value));
    return element('label', { class: 'field' }, label, select);
  }

  text(id, label, value, set) {
    const input = element('input', { id: `field-${id}`, value, placeholder: 'default', autocomplete: 'off' });
    input.addEventListener('change', () => set(input.value.trim()));
    return element('label', { class: 'field' }, label, input);
  }

  // The hidden layers, as buttons that add and remove.

  get layers() {
    return (this.settings.options.layers ?? 'none').split(',').map((text) => text.trim())
      .filter((text) => text && text !== 'none');
  }

  setLayers(layers) {
    this.change((all) => {
      all.options.layers = layers.length ? layers.join(', ') : 'none';
      all.startsAsTutorial = false;
    });
  }

  buildLayers() {
    const layers = this.layers;
    const button = (text, label, act, id) => {
      const node = element('button', { type: 'button', 'aria-label': label, title: label, id }, text);
      node.addEventListener('click', act);
      return node;
    };
    const edit = (index, text) => this.setLayers(layers.map((layer, at) => (at === index ? text : layer)));
    const groups = layers.map((layer, index) => {
      const number = index + 1;
      const match = layer.match(/^dense (\d+)(?: (\S+))?$/);
      const remove = button('✕', `Remove layer ${number}`, () => this.setLayers(layers.toSpliced(index, 1)), `remove-${number}`);
      if (!match) return element('span', { class: 'layer' }, layer, remove);
      const [units, activation] = [Number(match[1]), match[2] ?? 'linear'];
      const select = element('select', { id: `activation-${number}`, 'aria-label': `Activation of layer ${number}` },
        ...new Set([...activations, activation]).values().map((name) =>
          element('option', { selected: name === activation ? '' : null }, name)));
      select.addEventListener('change', () => edit(index, `dense ${units} ${select.value}`));
      return element('span', { class: 'layer' },
        button('−', `Remove a neuron from layer ${number}`, () => units > 1 && edit(index, `dense ${units - 1} ${activation}`), `fewer-${number}`),
        element('b', {}, String(units)),
        button('+', `Add a neuron to layer ${number}`, () => edit(index, `dense ${units + 1} ${activation}`), `more-${number}`),
        select, remove);
    });
    const add = button('Add a layer', 'Add a layer', () => this.setLayers([...layers, 'dense 2 tanh']), 'add-layer');
    const dropout = button('Add dropout', 'Add a dropout layer', () => this.setLayers([...layers, 'dropout 0.2']), 'add-dropout');
    this.tools.replaceChildren(...groups, add, dropout);
  }
}
