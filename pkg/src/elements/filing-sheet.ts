/**
 * The sheet of a filing form: one block for the matter and one for the fields, each a table of rows as it would be
 * printed. Cells are made once and set into rows again when the kind of event decides that others are asked for.
 */
import { rowsOf } from "../filing/layout.js";
import { type Bag, readPath, textOf } from "../filing/model.js";
import type { FieldInfo, FormInfo } from "../types.js";
import { el } from "./base.js";
import { type FieldView, fieldView, type FieldWords, type Option, setRequired } from "./filing-fields.js";
import type { Explainer } from "./findings.js";

/** The id of the event kind that a filing names, in any spelling of the form; "" where it names none. */
export function eventOf(form: FormInfo, filing: Bag): string {
  const asked = form.fields.find((field) => field.kind === "event");
  const named =
    textOf(readPath(filing, "event.kind", form)) || (asked ? textOf(readPath(filing, asked.name, form)) : "");
  const kind = form.events.find((event) => event.id === named || event.name === named);
  return kind?.id ?? (named === "" && form.events.length === 1 ? (form.events[0]?.id ?? "") : "");
}

/** The fields and inputs of one form, drawn. */
export class Sheet {
  /** Every view, in the order of the form, drawn or not. */
  readonly views: readonly FieldView[];
  /** The views in place now. */
  shown: readonly FieldView[] = [];
  /** The kind of event that the rows stand for. */
  event = "";
  readonly blocks: readonly HTMLFieldSetElement[];
  private readonly form: FormInfo;
  private readonly bodies: readonly HTMLElement[];
  private readonly sections: readonly (readonly FieldView[])[];
  private arranged = "";

  constructor(form: FormInfo, filing: Bag, kit: Explainer | null, words: FieldWords) {
    this.form = form;
    const view = (field: FieldInfo) =>
      fieldView(field, readPath(filing, field.name, form), optionsOf(field, form, words), kit, words);
    const inputs = form.inputs.map(view);
    const fields = form.fields.map(view);
    this.sections = [inputs, fields];
    this.views = [...inputs, ...fields];
    this.bodies = this.sections.map(() => el("div", { class: "sheet" }));
    const titles = [words.filing.matter, words.filing.form];
    this.blocks = this.bodies.map((body, i) =>
      el("fieldset", { class: "block" }, el("legend", {}, titles[i] ?? ""), body),
    );
  }

  /**
   * Sets the rows for a filing: what its kind of event asks for, and what holds a value already. Gives true if
   * anything moved.
   */
  arrange(filing: Bag): boolean {
    const event = eventOf(this.form, filing);
    this.event = event;
    const shown = this.views.filter(
      ({ field }) =>
        field.events.length === 0 ||
        field.events.includes(event) ||
        readPath(filing, field.name, this.form) !== undefined,
    );
    this.mark(event, filing);
    const key = shown.map((view) => view.path).join(" ");
    if (key === this.arranged) return false;
    this.arranged = key;
    this.shown = shown;
    for (const [i, section] of this.sections.entries()) {
      const fields = section.filter((view) => shown.includes(view));
      const rows = rowsOf(
        fields.map((view) => ({ view, label: view.label, kind: view.field.kind, group: view.field.group })),
      );
      (this.bodies[i] as HTMLElement).replaceChildren(
        ...rows.map(({ group, cells }) => {
          const nodes = cells.map(({ field: { view }, short, span }) => {
            view.cell.dataset.span = String(span);
            view.said.textContent = view.label.slice(0, view.label.length - short.length);
            view.short.textContent = short;
            return view.cell;
          });
          return group && cells.length > 1
            ? el("fieldset", { class: "row" }, el("legend", { class: "hidden-visually" }, group), ...nodes)
            : el("div", { class: "row" }, ...nodes);
        }),
      );
      (this.blocks[i] as HTMLElement).hidden = fields.length === 0;
    }
    return true;
  }

  /** The view of a path, drawn or not. */
  view(path: string): FieldView | undefined {
    return this.views.find((view) => view.path === path);
  }

  private mark(event: string, filing: Bag): void {
    const platform = this.form.fields.find((field) => field.kind === "platform");
    const on = platform ? textOf(readPath(filing, platform.name, this.form)) : "";
    for (const view of this.views) {
      const { required, required_when: cases } = view.field;
      setRequired(
        view,
        required ||
          cases.some(
            (one) =>
              !one.more &&
              (one.events.length === 0 || one.events.includes(event)) &&
              (one.platforms.length === 0 || one.platforms.includes(on)),
          ),
      );
    }
  }
}

function optionsOf(field: FieldInfo, form: FormInfo, words: FieldWords): Option[] {
  if (field.name === "event.kind") {
    const texts = words.filing as Readonly<Record<string, string>>;
    return form.events.map(({ id, name }): Option => [id, texts[`kind.${id}`] || name]);
  }
  if (field.kind === "yes-no")
    return [
      ["是", words.filing.yes],
      ["否", words.filing.no],
    ];
  if (field.options.length > 0) return field.options.map((option): Option => [option, option]);
  if (field.kind === "event") return form.events.map(({ name }): Option => [name, name]);
  return [];
}
