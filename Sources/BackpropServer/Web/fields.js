// The form of one row, made from the columns that the model uses.
import { element, number } from "./elements.js";

const longList = 60;

/** Returns a step for the numbers of a range: whole numbers stay whole. */
function step(column) {
  const { minimum, maximum } = column;
  const width = maximum - minimum;
  if (width === 0) return "any";
  const exact = 10 ** Math.floor(Math.log10(width / 100));
  return Number.isInteger(minimum) && Number.isInteger(maximum) && width >= 10 ? Math.max(1, exact) : exact;
}

/** Returns a date as its field writes it. */
function date(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** One column: its controls, its value, and the values that what-if curves take. */
export class Field {
  constructor(column, index, changed) {
    this.column = column;
    this.id = `field-${index}`;
    this.isMissing = element("input", { type: "checkbox", id: `${this.id}-missing` });
    const note = element("span", { textContent: this.range(), id: `${this.id}-range` });
    this.controls = this.makeControls();
    this.controls[0].setAttribute("aria-describedby", note.id);
    this.node = element("div", { className: "field" },
      element("label", { htmlFor: this.id, textContent: column.name }), ...this.controls,
      element("div", { className: "missing" }, note,
        element("label", {}, this.isMissing, "missing")));
    this.isMissing.setAttribute("aria-label", `${column.name} is missing`);
    this.isMissing.addEventListener("input", () => { this.enable(); changed(); });
    for (const control of this.controls) control.addEventListener("input", changed);
    this.reset();
  }

  range() {
    const { kind, minimum, maximum } = this.column;
    if (kind === "date") return `seen: ${date(minimum)} to ${date(maximum)}`;
    return kind === "number" ? `seen: ${number(minimum)} to ${number(maximum)}` : "";
  }

  makeControls() {
    const { column, id } = this;
    switch (column.kind) {
    case "number": {
      const field = element("input", { type: "number", id, step: "any", inputMode: "decimal" });
      const slider = element("input", {
        type: "range", min: column.minimum, max: column.maximum, step: step(column), tabIndex: -1 });
      slider.setAttribute("aria-hidden", "true");
      field.addEventListener("input", () => { slider.value = field.value; });
      slider.addEventListener("input", () => { field.value = slider.value; });
      this.slider = slider;
      return [field, slider].reverse();
    }
    case "category": {
      const values = column.values ?? [];
      if (values.length > longList) {
        const list = element("datalist", { id: `${id}-values` }, ...values.map((value) => element("option", { value })));
        const field = element("input", { id, className: "span", autocomplete: "off" }, list);
        field.setAttribute("list", list.id);
        return [field, list];
      }
      return [element("select", { id, className: "span" },
        ...values.map((value) => element("option", { value, textContent: value })))];
    }
    case "date": return [element("input", { type: "date", id, className: "span" })];
    default: return [element("textarea", { id, className: "span", placeholder: "Text" })];
    }
  }

  /** The control with the value. */
  get main() { return this.slider ? this.controls[1] : this.controls[0]; }

  reset() {
    const { kind, typical } = this.column;
    this.isMissing.checked = false;
    this.main.value = kind === "date" ? date(typical) : kind === "number" ? Number(typical.toPrecision(6)) : typical ?? "";
    if (this.slider) this.slider.value = this.main.value;
    this.enable();
  }

  enable() {
    for (const control of this.controls) control.disabled = this.isMissing.checked;
  }

  get value() {
    const text = this.main.value;
    if (this.isMissing.checked || text === "") return null;
    return this.column.kind === "number" ? Number(text) : text;
  }

  /** A value as the cell of a row. Percentages are texts, as a number could also mean the fraction. */
  cell(value) {
    const { percentMark } = this.column;
    return percentMark && value !== null ? `${value} %`.replace(".", percentMark) : value;
  }

  /** The values that a curve moves through: of a number its range, of a category its most frequent values. */
  get steps() {
    const { kind, minimum, maximum, values } = this.column;
    const count = 33;
    const range = Array.from({ length: count }, (_, index) => minimum + (maximum - minimum) * index / (count - 1));
    if (kind === "number") return maximum > minimum ? range : [];
    if (kind === "date") return maximum > minimum ? [...new Set(range.map(date))] : [];
    if (kind !== "category" || values.length < 2) return [];
    return values.slice(0, 12);
  }
}
