/** The fields of a filing form: what control stands for each kind, and the cell of the sheet around it. */
import { textOf } from "../filing/model.js";
import { fill, type FilingStrings } from "../filing/strings.js";
import type { Diagnostic, FieldInfo } from "../types.js";
import { el } from "./base.js";
import { clauseNodes, type Explainer, findingNode } from "./findings.js";
import type { ElementStrings } from "./strings.js";

/** Any control of a form. */
export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What the cells are written in. */
export interface FieldWords {
  filing: FilingStrings;
  common: ElementStrings;
}

/** One field as it stands in the element. */
export interface FieldView {
  /** The name that diagnostics and the value use. */
  path: string;
  field: FieldInfo;
  /** The label as the reader sees it: the form's own, or the word of the interface's language. */
  label: string;
  cell: HTMLElement;
  control: Control;
  /** The part of the label that the heading of its group says already. */
  said: HTMLElement;
  /** The rest of the label. */
  short: HTMLElement;
  star: HTMLElement;
  help: HTMLElement | null;
  /** Where its findings are drawn. */
  errors: HTMLElement;
}

let serial = 0;

/** One choice of a select: what is kept, and what is read. */
export type Option = readonly [value: string, label: string];

/** Draws one field. `options` are those of a select, where it is one. */
export function fieldView(
  field: FieldInfo,
  value: unknown,
  options: readonly Option[],
  kit: Explainer | null,
  words: FieldWords,
): FieldView {
  const id = `f${++serial}`;
  const texts = words.filing as Readonly<Record<string, string>>;
  const own = texts[`input.${field.name}`] ?? "";
  const label = own || field.label;
  const control = controlFor(field, textOf(value), options, words.filing);
  control.id = id;
  control.name = field.name;
  // Other controls show the example as a placeholder; a date control has none.
  const dated = control.localName === "input" && (control as HTMLInputElement).type === "date";
  const helpText = [
    texts[`input.${field.name}.help`] || field.help,
    dated && field.example ? fill(words.filing.example, { text: field.example }) : "",
  ]
    .filter(Boolean)
    .join(" ");
  const clauses = clauseNodes(field.clauses, kit, words.common, true);
  // The forms are Chinese in every language of the interface.
  const lang = own ? undefined : "zh-CN";
  const help = helpText ? el("p", { class: "help", id: `${id}-help`, lang }, helpText) : null;
  const errors = el("div", { class: "errors", id: `${id}-errors` });
  const said = el("span", { class: "hidden-visually" });
  const short = el("span", {}, label);
  const star = el("span", { class: "star", "aria-hidden": "true", hidden: true }, "*");
  const cell = el(
    "div",
    { class: "cell", "data-path": field.name },
    el("label", { for: id, lang }, el("span", {}, said, short, star)),
    el("div", { class: "body" }, control, el("div", { class: "under" }, help, clauses), errors),
  );
  const view = { path: field.name, field, label, cell, control, said, short, star, help, errors };
  describe(view, []);
  return view;
}

/** Shows some findings under a field, with their fixes as buttons. */
export function showFindings(
  view: FieldView,
  found: readonly Diagnostic[],
  kit: Explainer | null,
  words: FieldWords,
  fix: (text: string) => void,
): void {
  const nodes = found.map((diagnostic) => {
    // The field's own clauses stand above already.
    const clauses = diagnostic.clauses.filter((id) => !view.field.clauses.includes(id));
    return findingNode({ ...diagnostic, clauses }, kit, words.common, fix);
  });
  view.errors.replaceChildren(...nodes);
  const ids = [...view.errors.querySelectorAll(".message")].map((message, i) => {
    message.id = `${view.errors.id}-${i}`;
    return message.id;
  });
  describe(view, ids);
  if (found.some((diagnostic) => diagnostic.severity === "error"))
    view.control.setAttribute("aria-invalid", "true");
  else view.control.removeAttribute("aria-invalid");
}

/** Marks a field as one that must be filled in, or not. */
export function setRequired(view: FieldView, required: boolean): void {
  view.star.hidden = !required;
  if (required) view.control.setAttribute("aria-required", "true");
  else view.control.removeAttribute("aria-required");
}

/** Puts a text into a field's control, which becomes a text control where a date control could not show it. */
export function setText(view: FieldView, text: string): void {
  const { control } = view;
  if (control.localName === "input" && view.field.kind === "date")
    (control as HTMLInputElement).type = fitsDate(text) ? "date" : "text";
  if (
    control.localName === "select" &&
    ![...(control as HTMLSelectElement).options].some((o) => o.value === text)
  )
    control.append(el("option", { value: text }, text));
  control.value = text;
}

function describe(view: FieldView, errors: readonly string[]): void {
  const ids = [...errors, ...(view.help ? [view.help.id] : [])];
  if (ids.length > 0) view.control.setAttribute("aria-describedby", ids.join(" "));
  else view.control.removeAttribute("aria-describedby");
}

function controlFor(
  field: FieldInfo,
  text: string,
  options: readonly Option[],
  words: FilingStrings,
): Control {
  if (options.length > 0) return select(options, text, words);
  if (field.kind === "opinion") {
    const area = el("textarea", { rows: 2, placeholder: field.example || undefined });
    area.value = text;
    return area;
  }
  const input = el("input", { placeholder: field.example || undefined, autocomplete: "off" });
  if (field.kind === "date" && fitsDate(text)) input.type = "date";
  else if (field.kind === "phone") input.type = "tel";
  else if (field.kind === "qq") input.inputMode = "numeric";
  else if (field.kind === "email") input.inputMode = "email";
  input.value = text;
  return input;
}

/** A date control shows only ISO dates; anything else must stay readable, so that it can be mended. */
function fitsDate(text: string): boolean {
  return text === "" || /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function select(options: readonly Option[], value: string, words: FilingStrings): HTMLSelectElement {
  const node = el("select", {}, el("option", { value: "" }, words.unchosen));
  for (const [option, label] of options) node.append(el("option", { value: option }, label));
  if (value && !options.some(([option]) => option === value)) node.append(el("option", { value }, value));
  node.value = value;
  return node;
}
