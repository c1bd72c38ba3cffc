// The page: connects the parts with the session on the server.

import * as address from './address.js';
import * as api from './api.js';
import { Controls } from './controls.js';
import { LossChart } from './chart.js';
import { number, onColorChange } from './colors.js';
import { Details } from './details.js';
import { byId } from './dom.js';
import { NetworkDrawing } from './network.js';
import { showRecipe } from './recipe.js';
import { Results } from './results.js';
import { Surface } from './surface.js';
import { Tour } from './tour.js';

let setup = null, latest = null, loading = null, frame = 0;

function tell(error) {
  const banner = byId('error');
  banner.hidden = !error;
  banner.textContent = error ? error.message : '';
}

/** Sends a command; an error appears on the page. Returns whether it was done. */
async function act(name, more) {
  try {
    const snapshot = await api.command(name, more);
    tell(null);
    await take(snapshot);
    return true;
  } catch (error) {
    tell(error);
    if (setup) controls.build(setup);
    return false;
  }
}

const details = new Details(byId('details'), tell);
const drawing = new NetworkDrawing(byId('drawing'), (layer, unit) => details.choose(layer, unit));
const results = new Results(byId('results'), byId('sizes'), tell);
const surface = new Surface(byId('surface'), (row) => results.showLine(row));
const chart = new LossChart(byId('chart'));
const controls = new Controls(byId('form'), byId('layer-tools'), (settings) => act('configure', { settings }));
const tour = new Tour(byId('tour-content'), act, (layer, unit) => drawing.choose(layer, unit));

/** Takes a setup: everything that updates do not change. */
async function loadSetup() {
  setup = await api.setup();
  for (const part of [controls, drawing, details, surface, chart, results]) part.build(setup);
  showRecipe(byId('recipe-content'), setup);
  address.write(setup.settings);
}

/** Takes a snapshot, and first its setup if that is new. Snapshots come as answers and over the stream. */
async function take(snapshot) {
  if (latest && snapshot.setup === latest.setup && snapshot.number < latest.number) return loading;
  latest = snapshot;
  while (setup?.number !== latest.setup) {
    loading ??= loadSetup().finally(() => { loading = null; });
    await loading;
  }
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => show(latest));
}

let pictures = 0;

function show(snapshot) {
  if (setup?.number !== snapshot.setup) return;
  pictures += 1;
  document.body.dataset.pictures = pictures;
  document.body.dataset.step = snapshot.step;
  byId('epoch').textContent = snapshot.epoch;
  byId('update').textContent = snapshot.step;
  byId('loss-training').textContent = number(snapshot.loss.training);
  byId('loss-validation').textContent = number(snapshot.loss.validation);
  const isRegression = setup.task === 'regression';
  const score = snapshot.scores.validation ?? snapshot.scores.training;
  byId('score-name').textContent = isRegression ? 'Root mean squared error' : 'Accuracy';
  byId('score').textContent = isRegression || score === null ? number(score) : `${(score * 100).toFixed(1)} %`;
  byId('run').textContent = snapshot.isRunning ? 'Pause' : 'Run';
  byId('run').disabled = snapshot.isOver;
  for (const id of ['step', 'ten']) byId(id).disabled = snapshot.isOver;
  byId('back').disabled = snapshot.step === 0;
  for (const part of [drawing, surface, chart, results]) part.show(snapshot);
  tour.show(snapshot, setup);
  if (snapshot.failure) tell(new Error(snapshot.failure));
  if (!snapshot.isRunning) {
    details.refresh();
    byId('says').textContent =
      `Epoch ${snapshot.epoch}, update ${snapshot.step}, training loss ${number(snapshot.loss.training)}.`;
  }
}

/** Draws the latest snapshot many times. Returns the milliseconds of one picture with its layout. */
export function drawForTest(count) {
  const begin = performance.now();
  for (let picture = 0; picture < count; picture++) {
    show(latest);
    document.body.getBoundingClientRect();
  }
  return (performance.now() - begin) / count;
}

const toggle = () => (latest?.isRunning ? act('pause') : act('run', { pace: byId('pace').value }));

async function loadFile(file) {
  if (!file) return;
  try {
    await api.load(file);
    tell(null);
  } catch (error) {
    tell(error);
  }
}

function listenToPage() {
  byId('run').addEventListener('click', toggle);
  byId('step').addEventListener('click', () => act('step', { count: 1 }));
  byId('ten').addEventListener('click', () => act('epochs', { count: 10 }));
  byId('back').addEventListener('click', () => act('back'));
  byId('reset').addEventListener('click', () => act('reset'));
  byId('pace').addEventListener('change', () => latest?.isRunning && act('run', { pace: byId('pace').value }));
  byId('file').addEventListener('change', (event) => loadFile(event.target.files[0]));
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    loadFile(event.dataTransfer.files[0]);
  });
  addEventListener('keydown', (event) => {
    if (event.target !== document.body || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = { ' ': toggle, ArrowRight: () => act('step', { count: 1 }), ArrowLeft: () => act('back') }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth !== width) drawing.rebuild();
    width = innerWidth;
  });
  onColorChange(() => { drawing.redraw(); surface.redraw(); });
}

listenToPage();
const wanted = address.read();
await loadSetup().catch(tell);
if (wanted && setup && JSON.stringify(wanted) !== JSON.stringify(setup.settings)) await act('configure', { settings: wanted });
api.listen(take, (isConnected) => {
  const banner = byId('connection');
  banner.hidden = isConnected;
  banner.textContent = isConnected ? '' : 'The connection to backprop is lost; trying again.';
});
