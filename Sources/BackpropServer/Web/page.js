// The page of a server: a form for one row or image, its prediction, what-if charts, many rows, and the model's facts.
import { element, shape, number, percent, takesFiles } from "./elements.js";
import { Field } from "./fields.js";
import { Scale, chart } from "./charts.js";
import { send, predict } from "./server.js";

const $ = (id) => document.getElementById(id);
const mostLines = 6;
const mostCharts = 24;
let model, fields = [], shares = [], timer, running;

/** Shows an error. That of one row goes away with its next prediction, that of a file with the next file. */
function fail(error, source = "file") {
  if (error.name === "AbortError") return;
  $("fault").dataset.source = source;
  $("fault").textContent = error.message;
  $("fault").hidden = false;
}

/** Reads the list of models, and shows the first or the one of the address. */
async function start() {
  const { models } = await (await send("models")).json();
  const names = models.map((one) => one.name);
  $("models").replaceChildren(...names.map((name) => element("option", { value: name, textContent: name })));
  $("choice").hidden = names.length < 2;
  const named = decodeURIComponent(location.hash.slice(1));
  await show(names.includes(named) ? named : names[0]);
}

async function show(name) {
  model = await (await send(`models/${encodeURIComponent(name)}`)).json();
  $("models").value = name;
  $("title").textContent = document.title = name;
  $("example").textContent = $("choice").hidden ? "POST /predict" : `POST /models/${encodeURIComponent(name)}/predict`;
  $("fault").hidden = true;
  for (const id of ["inputs", "curves", "table"]) $(id).hidden = Boolean(model.image);
  $("picture").hidden = !model.image;
  for (const id of ["result", "bars", "remarks", "charts", "legend", "facts", "table-rows"]) $(id).replaceChildren();
  $("table-state").textContent = "";
  $("download").hidden = $("table-rows").hidden = $("preview").hidden = true;
  fields = model.columns.map((column, index) => new Field(column, index, changed));
  $("fields").replaceChildren(...fields.map((field) => field.node));
  showCard();
  $("main").hidden = false;
  if (model.image) {
    $("result").replaceChildren(element("p", { textContent: "Choose an image to see its class." }));
  } else {
    await update().catch((error) => fail(error, "row"));
  }
}

/** Waits for a pause in typing. */
function changed() {
  clearTimeout(timer);
  timer = setTimeout(() => update().catch((error) => fail(error, "row")), 120);
}

/** The settings of a prediction: intervals and sets of classes if the model has errors of held-out rows. */
function query(hasCertainty = true) {
  const settings = ["probabilities=true"];
  if (hasCertainty && model.card.heldOutRows >= 30 && model.card.targets.length < 2) {
    settings.push(model.task === "regression" ? "interval=90" : "sets=90");
  }
  return settings.join("&");
}

async function update() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const row = Object.fromEntries(fields.map((field) => [field.column.name, field.cell(field.value)]));
  try {
    const [answer] = await predict(model.name, [row], query(), signal);
    if ($("fault").dataset.source === "row") $("fault").hidden = true;
    showPrediction(answer);
    await showCharts(row, answer, signal);
  } catch (error) {
    if (error.name !== "AbortError") $("result").replaceChildren();
    throw error;
  }
}

/** The columns of an answer that are probabilities, as pairs of a label and a share. */
function probabilities(answer) {
  return Object.entries(answer).filter(([key]) => key.startsWith("probability_"))
    .map(([key, share]) => [key.slice("probability_".length), share]);
}

function showPrediction(answer) {
  shares = probabilities(answer);
  const texts = Object.entries(answer).filter(([key]) => key === "prediction" || key.startsWith("prediction_"));
  const nodes = texts.map(([key, value]) => element("div", {},
    ...(texts.length > 1 ? [element("p", { textContent: key.slice("prediction_".length) })] : []),
    element("div", { className: "value", textContent: number(value) })));
  if (model.card.targets.length === 1) nodes.unshift(element("p", { textContent: model.card.targets[0] }));
  const own = shares.find(([label]) => label === answer.prediction);
  if (own) nodes.push(element("p", { textContent: `with a probability of ${percent(own[1])}` }));
  if ("lower" in answer) {
    nodes.push(element("p", { textContent: `90 % interval: ${number(answer.lower)} to ${number(answer.upper)}` }));
  }
  if (answer.possible) {
    const list = [answer.possible].flat();
    nodes.push(element("p", { textContent: list.length === 1 ? "No other class is likely, at 90 %."
      : `Cannot be excluded, at 90 %: ${list.join(", ")}` }));
  }
  if (model.card.threshold) {
    const { label, probability } = model.card.threshold;
    nodes.push(element("p", { textContent: `Decision: ${label} from a probability of ${percent(probability)}` }));
  }
  $("result").replaceChildren(...nodes);
  const sorted = shares.length > 2 ? [...shares].sort((left, right) => right[1] - left[1]) : shares;
  $("bars").replaceChildren(...sorted.map(([label, share]) => {
    const bar = element("i");
    bar.setAttribute("aria-hidden", "true");
    bar.style.setProperty("--share", `${share * 100}%`);
    return element("li", {}, element("span", { textContent: label }), element("b", { textContent: percent(share) }), bar);
  }));
  const remarks = Object.entries(answer.outside_training ?? {});
  $("remarks").replaceChildren(...remarks.map(([column, value]) => element("li", {
    textContent: `Unusual: ${column} (${value})` })));
}

/** Predicts all charts by one request, and draws them. */
async function showCharts(row, answer, signal) {
  const moving = fields.filter((field) => field.steps.length > 1).slice(0, mostCharts);
  const rows = moving.flatMap((field) => field.steps.map((value) => ({ ...row, [field.column.name]: field.cell(value) })));
  if (!rows.length) { $("curves").hidden = true; return; }
  const answers = await predict(model.name, rows, query(false), signal);
  const isShare = shares.length > 0;
  // Of two classes, one line tells both.
  const labels = shares.length === 2 && model.task === "classification" ? [shares[1][0]]
    : isShare ? [...shares].sort((left, right) => right[1] - left[1]).slice(0, mostLines).map(([label]) => label).sort()
      : Object.keys(answer).filter((key) => key === "prediction" || key.startsWith("prediction_")).slice(0, mostLines);
  const value = (one, label) => one[isShare ? `probability_${label}` : label];
  const lines = labels.map((label) => answers.map((one) => value(one, label)));
  const scale = new Scale(lines, isShare);
  let begin = 0;
  $("charts").replaceChildren(...moving.map((field) => {
    const end = begin + field.steps.length;
    const series = lines.map((line) => line.slice(begin, end));
    begin = end;
    return chart(field, series, scale, labels.map((label) => value(answer, label)));
  }));
  const title = (label) => isShare ? `probability of ${label}` : label === "prediction" ? model.card.targets[0] ?? label : label.slice("prediction_".length);
  $("legend").replaceChildren(...labels.map((label, index) => element("li", {},
    shape("svg", { viewBox: "0 0 22 8", "aria-hidden": "true" }, shape("path", { class: `curve k${index}`, d: "M0 4H22" })),
    title(label))));
}

function showCard() {
  const { card } = model;
  const facts = [
    ["Predicts", card.targets.join(", ") || `one of ${model.classes.length} classes`],
    model.classes.length ? ["Classes", model.classes.join(", ")] : null,
    model.image ? ["Images", `${model.image[0]} × ${model.image[1]} pixels, ${model.image[2] === 1 ? "gray" : `${model.image[2]} channels`}`] : null,
    ["Trained on", `${card.rows} ${model.image ? "images" : "rows"}${card.source ? ` of ${card.source}` : ""}`],
    card.scores.length ? ["Scores", `${card.scores.map((one) => `${one.title} ${one.value}`).join(", ")}, on ${card.scoredRows}`] : null,
    card.heldOutRows ? ["Intervals and sets", `from the errors on ${card.heldOutRows} rows that were held out`] : null,
    ["Network", `${card.layers.join(", ")}; ${card.parameters} parameters${card.networks > 1 ? ` in ${card.networks} networks, whose predictions are averaged` : ""}`],
    ["Training", `${card.epochs} epochs, seed ${card.seed}`],
    ["SHA-256", model.sha256],
  ].filter(Boolean);
  $("facts").replaceChildren(...facts.flatMap(([name, text]) => [
    element("dt", { textContent: name }), element("dd", { textContent: text })]));
}

/** Predicts the rows of a file, shows the first, and offers all. */
async function takeTable(file) {
  $("fault").hidden = true;
  $("table-state").textContent = `Predicting ${file.name} …`;
  $("download").hidden = $("table-rows").hidden = true;
  try {
    const answer = await send(`models/${encodeURIComponent(model.name)}/predict?${query()}`, {
      method: "POST", body: file, headers: { "Content-Type": "text/csv", Accept: "text/csv" } });
    const text = await answer.text();
    URL.revokeObjectURL($("download").href);
    $("download").href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    $("download").hidden = false;
    const lines = text.trimEnd().split("\n");
    const shown = lines.slice(0, 101).map(cells);
    $("table-state").textContent = `${lines.length - 1} predictions for ${file.name}${lines.length > 101 ? "; the first 100 are shown" : ""}.`;
    const row = (name, list, first) => element("tr", {}, element("th", { textContent: first }), ...list.map((cell) => element(name, { textContent: /^-?\d+\.\d{5,}$/.test(cell) ? number(Number(cell)) : cell })));
    $("table-rows").replaceChildren(element("table", {}, element("thead", {}, row("th", shown[0], "row")),
      element("tbody", {}, ...shown.slice(1).map((list, index) => row("td", list, index + 1)))));
    $("table-rows").hidden = false;
  } catch (error) {
    $("table-state").textContent = "";
    fail(error);
  }
}

/** Splits a line of the answer, whose delimiter is that of the file. */
function cells(line) {
  const delimiter = [",", ";", "\t", "|"].find((one) => line.includes(one)) ?? ",";
  return [...`${delimiter}${line}`.matchAll(new RegExp(`\\${delimiter}(?:"((?:[^"]|"")*)"|([^\\${delimiter}]*))`, "g"))]
    .map((match) => match[1]?.replaceAll('""', '"') ?? match[2]);
}

async function takePicture(file) {
  $("fault").hidden = true;
  URL.revokeObjectURL($("preview").src);
  $("preview").src = URL.createObjectURL(file);
  $("preview").hidden = false;
  try {
    const answer = await send(`models/${encodeURIComponent(model.name)}/predict?${query()}`, { method: "POST", body: file,
      headers: { "Content-Type": file.type || "application/octet-stream" } });
    showPrediction((await answer.json()).predictions[0]);
  } catch (error) {
    for (const id of ["result", "bars"]) $(id).replaceChildren();
    fail(error);
  }
}

$("models").addEventListener("change", () => { location.hash = encodeURIComponent($("models").value); });
addEventListener("hashchange", () => show(decodeURIComponent(location.hash.slice(1))).catch(fail));
$("fields").addEventListener("submit", (event) => event.preventDefault());
$("reset").addEventListener("click", () => { for (const field of fields) field.reset(); changed(); });
takesFiles($("table-drop"), $("table-file"), takeTable);
takesFiles($("picture-drop"), $("picture-file"), takePicture);
start().catch(fail);
