/**
 * `<xianshen-filing form-id="yanchi/account-filing">`: draws a filing form from what the kit knows of it, says what is
 * wrong with a field once the reader has left it, offers fixes, shows the deadlines as a calendar, keeps a draft on this
 * machine, and gives the filing as JSON, CSV or a printed sheet. In a `<form>` it is one control: its value is the
 * filing as JSON, and it is valid when no error is left. It sends nothing itself.
 */
import { FilingChecker, type FilingKit } from "../filing/checker.js";
import { worthKeeping } from "../filing/draft.js";
import { fileName, filingCsv, filingJson } from "../filing/export.js";
import {
  type Bag,
  copyOf,
  eventOf,
  findForm,
  joinId,
  readPath,
  tidy,
  valueOf,
  writePath,
} from "../filing/model.js";
import { printFiling } from "../filing/print.js";
import { PutBy } from "../filing/put-by.js";
import { fill, type FilingStrings, filingStrings } from "../filing/strings.js";
import type { FilingReport, FormInfo } from "../types.js";
import { andThen, download, el, languageOf, tellState, upgradeProperties } from "./base.js";
import { FormControl } from "./filing-control.js";
import { FILING_CSS } from "./filing-css.js";
import { DraftKeeper } from "./filing-draft.js";
import { type FieldView, type FieldWords, setText } from "./filing-fields.js";
import { frameNode } from "./filing-frame.js";
import { ReportView, sayField } from "./filing-report.js";
import { Sheet } from "./filing-sheet.js";
import { type FilingSnapshot, snapshotOf, stateOf } from "./filing-snapshot.js";
import { FINDING_CSS } from "./findings.js";
import { elementStrings } from "./strings.js";
import { adoptTheme } from "./theme.js";
import { TIMELINE_CSS } from "./timeline.js";

export type { FilingKit } from "../filing/checker.js";
export type { FilingSnapshot } from "./filing-snapshot.js";

/**
 * Fires `xianshen-change` (`detail`: the value) at every edit and `xianshen-report` (`detail`: the report) after every
 * check; both bubble.
 */
export class XianshenFiling extends FormControl {
  /** Attributes that redraw. */
  static readonly observedAttributes = ["form-id", "lang", "draft"];

  private readonly root: ShadowRoot;
  private readonly checker: FilingChecker;
  private readonly view = new ReportView();
  private readonly keeper = new DraftKeeper();
  private readonly putBy = new PutBy();
  private currentKit: FilingKit | null = null;
  private ownStrings: Partial<FilingStrings> = {};
  private data: Bag = {};
  private initial: Bag = {};
  private given = false;
  private info: FormInfo | null = null;
  private sheet: Sheet | null = null;
  private off = false;

  constructor() {
    super();
    // No delegated focus: a click on the calendar would lead back to the first field.
    this.root = this.attachShadow({ mode: "open" });
    this.checker = new FilingChecker({
      value: () => this.data,
      info: () => this.info,
      paths: () => this.sheet?.shown.map((view) => view.path) ?? [],
      show: () => this.show(),
      failed: (error) => this.fail(error),
    });
  }

  connectedCallback(): void {
    adoptTheme(this.root, FILING_CSS, FINDING_CSS, TIMELINE_CSS);
    upgradeProperties(this, "strings", "value", "kit");
    if (!this.given && this.hasAttribute("value")) this.readAttribute();
    window.addEventListener("pagehide", this.onLeave);
    this.redraw();
  }

  disconnectedCallback(): void {
    window.removeEventListener("pagehide", this.onLeave);
    this.keeper.flush();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.redraw();
  }

  /** The kit that knows the forms and checks them. */
  get kit(): FilingKit | null {
    return this.currentKit;
  }

  set kit(kit: FilingKit | null) {
    this.currentKit = kit;
    if (this.isConnected) this.redraw();
  }

  /** Words of one's own in the place of single words of the interface. */
  get strings(): Partial<FilingStrings> {
    return this.ownStrings;
  }

  set strings(strings: Partial<FilingStrings> | null | undefined) {
    this.ownStrings = strings ?? {};
    if (this.isConnected) this.redraw();
  }

  /**
   * The filing as `kit.checkFiling` reads it. Setting one fills the form, marks nothing yet, takes the place of a
   * draft, and is what a reset goes back to.
   */
  get value(): object {
    return copyOf(this.data);
  }

  set value(value: object | null | undefined) {
    this.initial = copyOf(value);
    this.given = worthKeeping(this.initial);
    this.keeper.hide();
    this.start(this.initial);
  }

  /** The form drawn, as `jurisdiction/id`; set it to draw another. */
  get formId(): string {
    return this.info ? joinId(this.info.jurisdiction, this.info.id) : this.wanted;
  }

  set formId(id: string) {
    this.setAttribute("form-id", id);
  }

  /** The last report, or null before the first. */
  get report(): FilingReport | null {
    return this.checker.report;
  }

  /** Leads to the first field that is shown as wrong, else to the first of all. */
  override focus(options?: FocusOptions): void {
    const views = this.sheet?.shown ?? [];
    const wrong = views.find((view) => view.control.getAttribute("aria-invalid") === "true");
    (wrong ?? views[0])?.control.focus(options);
  }

  /** Checks the whole form, shows everything, and leads to the summary of what must change. */
  check(): void {
    this.checker.all = true;
    this.recheck(() => this.view.lead());
  }

  /** Leads to a field. False if it is not drawn. */
  reveal(path: string): boolean {
    const view = this.sheet?.shown.find((one) => one.path === path.replace(/^fields\./, ""));
    if (view) this.sheet?.unfold(view);
    view?.control.focus();
    return view !== undefined;
  }

  /** Opens the print dialogue with the filing as a sheet of paper. */
  print(): void {
    if (this.info) printFiling(this.info, this.data, this.words.filing, this.root);
  }

  /** The filing as CSV text, with a byte order mark. */
  toCsv(): string {
    return this.info ? filingCsv(this.info, this.data) : "";
  }

  /** Throws away the draft on this machine; call it when the filing has safely arrived. What is typed stays. */
  forgetDraft(): void {
    this.keeper.forget();
  }

  /** What the element shows, as plain JSON. */
  snapshot(): FilingSnapshot {
    return snapshotOf({
      form: this.info,
      value: this.value,
      sheet: this.sheet,
      checker: this.checker,
      restored: this.keeper.restored,
      status: this.view.status.textContent ?? "",
      summary: [...this.view.summary.querySelectorAll("li")].map((line) => line.textContent ?? ""),
      words: this.words.filing,
    });
  }

  override formResetCallback(): void {
    this.keeper.forget();
    this.start(this.initial);
  }

  override formDisabledCallback(disabled: boolean): void {
    this.off = disabled;
    this.applyDisabled();
  }

  override formStateRestoreCallback(state: unknown): void {
    try {
      const value = JSON.parse(String(state)) as Bag;
      this.given = true;
      this.start(value);
    } catch {
      // Not of this element's making: nothing is brought back.
    }
  }

  protected override countErrors(): number {
    return this.checker.counts().error;
  }

  protected override isPending(): boolean {
    return this.checker.pending;
  }

  protected override showWrong(lead: boolean): void {
    this.checker.all = true;
    this.show();
    if (lead) this.view.lead();
  }

  private get wanted(): string {
    const id = this.getAttribute("form-id");
    return id ?? (this.data.form ? joinId(this.data.jurisdiction, this.data.form) : "");
  }

  private get words(): FieldWords {
    const lang = languageOf(this);
    const filing = filingStrings(lang, this.ownStrings);
    const { error, warning, info, clause } = filing;
    return { filing, common: { ...elementStrings(lang), severity: { error, warning, info }, clause } };
  }

  private readonly onLeave = (): void => this.keeper.flush();

  private readAttribute(): void {
    try {
      this.initial = copyOf(JSON.parse(this.getAttribute("value") ?? "{}") as object);
      this.data = copyOf(this.initial);
      this.given = worthKeeping(this.initial);
    } catch {
      // A page that writes no JSON there gets an empty form.
    }
  }

  private start(value: Bag): void {
    this.data = copyOf(value);
    this.putBy.clear();
    this.checker.reset();
    if (this.isConnected) this.redraw();
  }

  private redraw(): void {
    const kit = this.currentKit;
    this.tellForm();
    if (!kit) {
      this.root.replaceChildren();
      return;
    }
    try {
      andThen(
        kit.forms(),
        (forms) => this.draw(forms, kit),
        (error) => this.fail(error),
      );
    } catch (error) {
      this.fail(error);
    }
  }

  private draw(forms: FormInfo[], kit: FilingKit): void {
    if (kit !== this.currentKit) return;
    const { words } = this;
    const focused = this.focusedPath();
    const info = findForm(forms, this.wanted) ?? null;
    this.info = info;
    if (!info) {
      this.sheet = null;
      this.root.replaceChildren(
        el("p", { class: "error" }, fill(words.filing.noForm, { form: this.wanted })),
      );
      return;
    }
    this.bringDraft(info, words);
    this.data.jurisdiction = info.jurisdiction;
    this.data.form = info.id;
    tidy(this.data, info);
    this.sheet = new Sheet(info, this.data, kit, words);
    this.sheet.arrange(this.data);
    for (const view of this.sheet.views) this.follow(view);
    this.view.forget();
    const { keeper, view } = this;
    this.root.replaceChildren(
      frameNode({
        form: info,
        choice: this.hasAttribute("form-id") ? [] : forms,
        words: words.filing,
        above: [keeper.notes, view.summary],
        body: [...this.sheet.blocks, view.deadlines, view.attestations, view.other],
        status: view.status,
        live: view.live,
        onKey: (event) => this.onKey(event),
        choose: (id) => this.choose(findForm(forms, id)),
        act: {
          check: () => this.check(),
          "export-json": () => this.export("json"),
          "export-csv": () => this.export("csv"),
          print: () => this.print(),
        },
      }),
    );
    this.applyDisabled();
    if (focused) this.reveal(focused);
    this.recheck();
  }

  private choose(form: FormInfo | undefined): void {
    if (!form) return;
    // Another form has other fields, and a draft of its own.
    this.given = false;
    this.start({ jurisdiction: form.jurisdiction, form: form.id });
    this.root.getElementById("choose")?.focus();
  }

  private follow(view: FieldView): void {
    // A control that is drawn anew while it holds the focus speaks once more on its way out; nobody listens then.
    const gone = () => this.sheet?.views.includes(view) !== true;
    const store = (event: Event) => {
      // What an input method still holds is nobody's answer yet.
      if (!(event as InputEvent).isComposing && !gone()) this.put(view, view.control.value);
    };
    for (const type of ["input", "change", "compositionend"]) view.control.addEventListener(type, store);
    view.control.addEventListener("blur", () => {
      if (gone()) return;
      this.checker.leave(view.path);
      const announce = () => {
        const wrong = view.errors.querySelector("[data-severity=error] .message")?.textContent;
        this.view.announce(wrong ? sayField(view.label, wrong, this.words.filing) : "");
      };
      if (!this.checker.settled) {
        this.recheck(announce);
        return;
      }
      this.show();
      announce();
    });
  }

  private put(view: FieldView, text: string): void {
    const value = valueOf(view.path, text);
    if (readPath(this.data, view.path, this.info) === value) return;
    writePath(this.data, view.path, value, this.info);
    if (view.field.kind === "event" && this.info) {
      // Said twice, once in the form's words and once in the filing's; the two never differ.
      const kind = this.info.events.find((event) => event.id === text || event.name === text)?.id;
      writePath(this.data, "event.kind", kind ?? value, this.info);
    }
    this.rearrange();
    this.keeper.changed(this.data);
    this.dispatchEvent(
      new CustomEvent("xianshen-change", { detail: this.value, bubbles: true, composed: true }),
    );
    this.recheck();
  }

  /** The kind of event decides what is asked for. */
  private rearrange(): void {
    const { sheet, info, data } = this;
    if (!sheet || !info) return;
    const event = eventOf(info, data);
    if (event !== sheet.event)
      this.putBy.turn(
        sheet.views.map((view) => view.field),
        event,
        data,
        info,
      );
    const focused = this.focusedPath();
    if (sheet.arrange(data) && focused) this.reveal(focused);
  }

  private recheck(then?: () => void): void {
    const kit = this.currentKit;
    if (!kit || !this.info) return;
    this.checker.check(kit, (report) => {
      then?.();
      tellState(this, stateOf(this.checker));
      this.dispatchEvent(
        new CustomEvent("xianshen-report", { detail: report, bubbles: true, composed: true }),
      );
    });
    this.tellForm();
  }

  private show(): void {
    const { sheet, checker } = this;
    if (!sheet) return;
    this.view.show({
      sheet,
      checker,
      kit: this.currentKit,
      words: this.words,
      fix: (view, text) => {
        setText(view, text);
        view.control.focus();
        this.put(view, text);
      },
      go: (path) => void this.reveal(path),
    });
    this.tellForm();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing || (event.target as Element).localName !== "input") return;
    event.preventDefault();
    if (!this.sendForm()) this.check();
  }

  /** Tells the form around the element what would be sent, and whether it may be. */
  private tellForm(): void {
    const { checker } = this;
    const { filing } = this.words;
    const { error } = checker.counts();
    const unknown = checker.pending || !checker.report;
    const failed = checker.broken ? (this.view.status.textContent ?? "") : "";
    const message = failed
      ? failed
      : unknown
        ? filing.pending
        : error > 0
          ? fill(filing.errors, { count: error })
          : "";
    this.tell(JSON.stringify(this.data), message, this.sheet?.shown[0]?.control);
  }

  private applyDisabled(): void {
    const buttons = this.root.querySelectorAll<HTMLButtonElement>("[data-action=check], #choose");
    for (const node of [...(this.sheet?.blocks ?? []), ...buttons]) node.disabled = this.off;
  }

  private bringDraft(info: FormInfo, words: FieldWords): void {
    const draft = this.keeper.turn(joinId(info.jurisdiction, info.id), this.getAttribute("draft") ?? "");
    // What the page has set is newer than what was left here.
    if (draft && !this.given) this.data = draft.value;
    const note = draft && !this.given ? draft : this.keeper.shown;
    if (!note) return;
    const first = () => this.sheet?.shown[0]?.control.focus();
    this.keeper.note(note, languageOf(this), words.filing, {
      discard: () => {
        this.keeper.forget();
        const same = this.initial.form === info.id && this.initial.jurisdiction === info.jurisdiction;
        this.start(same ? this.initial : { jurisdiction: info.jurisdiction, form: info.id });
        this.view.announce(this.words.filing.draftDiscarded);
        first();
      },
      keep: first,
    });
  }

  private focusedPath(): string | undefined {
    const active = this.root.activeElement;
    return active ? this.sheet?.views.find((view) => view.control === active)?.path : undefined;
  }

  private export(kind: "json" | "csv"): void {
    if (!this.info) return;
    const name = fileName(this.info, this.data, kind);
    if (kind === "json") download(name, "application/json", filingJson(this.data));
    else download(name, "text/csv;charset=utf-8", this.toCsv());
  }

  private fail(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.view.state("error", fill(this.words.filing.failed, { why }));
    if (!this.view.status.isConnected) this.root.replaceChildren(this.view.status);
    this.tellForm();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "xianshen-filing": XianshenFiling;
  }
}
