/** The fields of a filing form: what control stands for each kind, and the frame around it. */
import type { FieldInfo } from "../types.js";
import { el } from "./base.js";
import { clauseNodes, type Explainer } from "./findings.js";
import type { ElementStrings } from "./strings.js";

/** Any control of a form. */
export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** One field as it stands in the element. */
export interface FieldView {
  /** The name that diagnostics and the value use. */
  path: string;
  label: string;
  /** The clauses its head shows; its findings need not repeat them. */
  clauses: readonly string[];
  frame: HTMLElement;
  control: Control;
  /** Where its findings are drawn. */
  errors: HTMLElement;
}

/** The look of fields; goes on top of the theme. */
export const FIELD_CSS = `
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19em), 1fr)); gap: 1em 1.4em; align-items: start; }
.field.wide { grid-column: 1 / -1; }
.field .head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 0.7em; margin-bottom: 0.25em; }
.field .head details[open] { flex-basis: 100%; }
.field label { display: flex; align-items: baseline; gap: 0.5em; font-weight: 500; }
.field .required { color: var(--x-error); font-size: 0.82em; font-weight: 400; }
.field .help { margin-top: 0.2em; }
.field input:not([type=checkbox]), .field select, .field textarea {
  display: block; width: 100%; min-height: 2.4em; padding: 0.35em 0.65em;
  border: 1px solid var(--x-field-line); border-radius: var(--x-radius); background: var(--x-surface);
}
.field textarea { min-height: 4.8em; resize: vertical; }
.field input::placeholder, .field textarea::placeholder { color: var(--x-muted); opacity: 0.75; }
.field [aria-invalid=true] { border-color: var(--x-error); box-shadow: inset 0 0 0 1px var(--x-error); }
.field .errors:not(:empty) { display: grid; gap: 0.25em; margin-top: 0.35em; }
.field .finding { font-size: 0.93em; }
.field .finding > .message { flex-basis: 12em; }
`;

let serial = 0;

/** Draws one field. `span` makes it as wide as the form. */
export function fieldView(
  field: Pick<
    FieldInfo,
    "name" | "label" | "kind" | "required" | "help" | "example" | "clauses" | "options"
  >,
  value: unknown,
  kit: Explainer | null,
  words: ElementStrings,
): FieldView {
  const id = `f${++serial}`;
  const control = controlFor(field, value, words);
  control.id = id;
  control.name = field.name;
  if (field.required) control.setAttribute("aria-required", "true");
  const errors = el("div", { class: "errors", id: `${id}-errors` });
  const help = [field.help, control.localName === "select" ? "" : exampleOf(field, control, words)]
    .filter(Boolean)
    .join(" ");
  const helpNode = help ? el("p", { class: "muted help", id: `${id}-help` }, help) : null;
  if (helpNode) control.setAttribute("aria-describedby", helpNode.id);
  control.setAttribute("aria-errormessage", errors.id);
  const frame = el(
    "div",
    { class: control.localName === "textarea" ? "field wide" : "field", "data-path": field.name },
    el(
      "div",
      { class: "head" },
      el(
        "label",
        { for: id },
        field.label,
        field.required && el("span", { class: "required" }, words.filing.required),
      ),
      clauseNodes(field.clauses, kit, words, true),
    ),
    control,
    helpNode,
    errors,
  );
  return { path: field.name, label: field.label, clauses: field.clauses, frame, control, errors };
}

function exampleOf(field: { example: string }, control: Control, words: ElementStrings): string {
  // Where a placeholder can show it, it does; a date control has none.
  if (!field.example || (control.localName === "input" && (control as HTMLInputElement).type !== "date"))
    return "";
  return words.filing.example(field.example);
}

function controlFor(
  field: Pick<FieldInfo, "label" | "kind" | "options" | "example">,
  value: unknown,
  words: ElementStrings,
): Control {
  const text = textOf(value);
  if (field.kind === "yes-no")
    return select(
      [
        [words.filing.yes, "是"],
        [words.filing.no, "否"],
      ],
      text,
      words,
    );
  if (field.options.length > 0)
    return select(
      field.options.map((option) => [option, option]),
      text,
      words,
    );
  if (/意见$/.test(field.label)) {
    const area = el("textarea", { rows: 3, placeholder: field.example || undefined });
    area.value = text;
    return area;
  }
  const input = el("input", { placeholder: field.example || undefined, autocomplete: "off" });
  // A date control shows only ISO dates; anything else must stay readable, so that it can be mended.
  if (field.kind === "date" && (text === "" || /^\d{4}-\d{2}-\d{2}$/.test(text))) input.type = "date";
  else if (field.kind === "phone") input.type = "tel";
  else if (field.kind === "qq") input.inputMode = "numeric";
  input.value = text;
  return input;
}

function select(options: [string, string][], value: string, words: ElementStrings): HTMLSelectElement {
  const node = el("select", {}, el("option", { value: "" }, words.filing.unchosen));
  for (const [label, option] of options) node.append(el("option", { value: option }, label));
  if (value && !options.some(([, option]) => option === value)) node.append(el("option", { value }, value));
  node.value = value;
  return node;
}

/** The text a control shows for a value of a filing. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value === true) return "是";
  if (value === false) return "否";
  if (Array.isArray(value)) return value.map(textOf).join("、");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
