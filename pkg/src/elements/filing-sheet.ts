/**
 * The sheet of a filing form: one block for the matter, one for the fields, and one that stays folded for what few
 * filings need. Each is a table of rows as it would be printed. Cells are made once and set into rows again when the
 * kind of event decides that others are asked for.
 */
import { type Group, groupsOf } from "../filing/layout.js";
import { type Bag, eventField, eventOf, readPath, shownValue, textOf } from "../filing/model.js";
import type { FieldInfo, FormInfo } from "../types.js";
import { el } from "./base.js";
import { type FieldView, fieldView, type FieldWords, type Option, setRequired } from "./filing-fields.js";
import type { Explainer } from "./findings.js";

interface Drawn {
  view: FieldView;
  name: string;
  label: string;
  kind: FieldInfo["kind"];
  group: string;
}

/** The fields and inputs of one form, drawn. */
export class Sheet {
  /** Every view, in the order of the form, drawn or not. */
  readonly views: readonly FieldView[];
  /** The views in place now. */
  shown: readonly FieldView[] = [];
  /** The kind of event that the rows stand for. */
  event = "";
  /** The matter and the fields; these can be disabled. */
  readonly blocks: readonly HTMLFieldSetElement[];
  /** Fields that few filings need, folded; it stands within the last block. */
  private readonly more: HTMLDetailsElement;
  private readonly form: FormInfo;
  private readonly inputs: readonly FieldView[];
  private readonly fields: readonly FieldView[];
  private readonly bodies: readonly [matter: HTMLElement, form: HTMLElement, more: HTMLElement];
  private arranged = "";

  constructor(form: FormInfo, filing: Bag, kit: Explainer | null, words: FieldWords) {
    this.form = form;
    const draw = (field: FieldInfo) =>
      fieldView(field, shownValue(filing, field, form), optionsOf(field, form, words), kit, words);
    const kind = eventField(form);
    // The kind of event stands first, under the name that the form itself has for it.
    const stands = kind !== undefined && form.inputs.some((field) => field.name === "event.kind");
    this.inputs = form.inputs.map((field) =>
      draw(stands && field.name === "event.kind" ? { ...kind, group: "" } : field),
    );
    this.fields = form.fields.filter((field) => !stands || field !== kind).map(draw);
    this.views = [...this.inputs, ...this.fields];
    const sheet = () => el("div", { class: "sheet" });
    this.bodies = [sheet(), sheet(), sheet()];
    const [matter, fields, more] = this.bodies;
    this.more = el("details", { class: "more" }, el("summary", {}, words.filing.more), more);
    this.blocks = [
      el("fieldset", { class: "block" }, el("legend", {}, words.filing.matter), matter),
      el("fieldset", { class: "block" }, el("legend", {}, words.filing.form), fields, this.more),
    ];
  }

  /**
   * Sets the rows for a filing: what its kind of event asks for, and what holds a value already. Gives true if
   * anything moved.
   */
  arrange(filing: Bag): boolean {
    const event = eventOf(this.form, filing);
    this.event = event;
    const holds = (view: FieldView) => readPath(filing, view.path, this.form) !== undefined;
    const shown = this.views.filter(
      (view) => view.field.events.length === 0 || view.field.events.includes(event) || holds(view),
    );
    this.mark(event, filing);
    if (shown.some((view) => this.more.contains(view.cell) && holds(view))) this.more.open = true;
    const key = `${event} ${shown.map((view) => view.path).join(" ")}`;
    if (key === this.arranged) return false;
    this.arranged = key;
    this.shown = shown;
    const inPlace = (views: readonly FieldView[]) =>
      views.filter((view) => shown.includes(view)).map(drawnOf);
    const groups = groupsOf(inPlace(this.fields));
    const needed = (group: Group<Drawn>) =>
      group.rows.some((row) => row.cells.some(({ field }) => isNeeded(field.view.field, event)));
    const [matter, fields, more] = this.bodies;
    // The dots of these names name no roles.
    const inputs = inPlace(this.inputs).map((input) => ({ ...input, name: "" }));
    fill(matter, groupsOf(inputs, 3));
    fill(fields, groups.filter(needed));
    const rest = groups.filter((group) => !needed(group));
    fill(more, rest);
    this.more.hidden = rest.length === 0;
    this.more.open = shown.some((view) => this.more.contains(view.cell) && holds(view));
    return true;
  }

  /** The view of a path, drawn or not. */
  view(path: string): FieldView | undefined {
    return this.views.find((view) => view.path === path);
  }

  /** Makes sure that a field can be seen. */
  unfold(view: FieldView): void {
    if (this.more.contains(view.cell)) this.more.open = true;
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

/** Whether a field belongs to the sheet itself for a kind of event, and not to what few filings need. */
function isNeeded(field: FieldInfo, event: string): boolean {
  return (
    field.required ||
    field.printed ||
    field.role ||
    field.kind === "opinion" ||
    field.required_when.some((one) => !one.more && (event === "" || one.events.includes(event)))
  );
}

function drawnOf(view: FieldView): Drawn {
  const { name, kind, group } = view.field;
  return { view, name, label: view.label, kind, group };
}

function fill(body: HTMLElement, groups: readonly Group<Drawn>[]): void {
  body.replaceChildren(
    ...groups.flatMap(({ heading, rows }) => {
      const nodes = rows.map(({ role, cells }) => {
        const cellNodes = cells.map(({ field: { view }, short, span }) => {
          view.cell.dataset.span = String(span);
          view.said.textContent = view.label.slice(0, view.label.length - short.length);
          view.short.textContent = short;
          return view.cell;
        });
        return role
          ? el(
              "fieldset",
              { class: "row" },
              el("legend", { class: "hidden-visually", lang: "zh-CN" }, role),
              ...cellNodes,
            )
          : el("div", { class: "row" }, ...cellNodes);
      });
      return heading
        ? [el("fieldset", { class: "group" }, el("legend", { lang: "zh-CN" }, heading), ...nodes)]
        : nodes;
    }),
  );
}

function optionsOf(field: FieldInfo, form: FormInfo, words: FieldWords): Option[] {
  if (field.kind === "event") {
    const texts = words.filing as Readonly<Record<string, string>>;
    const own = field.name !== "event.kind";
    return form.events.map(({ id, name }): Option => [own ? name : id, texts[`kind.${id}`] || name]);
  }
  if (field.kind === "yes-no")
    return [
      ["是", words.filing.yes],
      ["否", words.filing.no],
    ];
  return field.options.map((option): Option => [option, option]);
}
