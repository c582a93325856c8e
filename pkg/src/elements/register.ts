/**
 * `<xianshen-register>`: takes a register of accounts as a CSV or XLSX file, chosen or dropped, or through its `csv` and
 * `table` properties, and shows what the kit finds: a board of hosts and platforms, the findings with filters, the
 * updates by week, the accounts themselves. The file is read in the page (in the kit's worker, where it has one) and
 * goes nowhere. This module is the frame: files, progress, tabs and output; each view stands in a module of its own.
 */
import { XianshenError } from "../errors.js";
import { localDate } from "../today.js";
import type { RegisterProgress } from "../register/file.js";
import { type RegisterTable, tableOf } from "../register/table.js";
import { fill } from "../strings/index.js";
import type { RegisterReport } from "../types.js";
import { ElementBase, el, languageOf, tellState, upgradeProperties } from "./base.js";
import { FINDING_CSS } from "./findings.js";
import { BOARD_CSS } from "./register/board.js";
import { CALENDAR_CSS } from "./register/calendar.js";
import { DETAIL_CSS } from "./register/detail.js";
import { FRAME_CSS } from "./register/frame-css.js";
import { GRID_CSS } from "./register/grid.js";
import { type RegisterKit, deliver, type Output } from "./register/deliver.js";
import { STANDING_CSS } from "./register/standing.js";
import { LIST_CSS } from "./register/list.js";
import { type RegisterStrings, registerStrings } from "./register/strings.js";
import { type Snapshot, snapshotOf } from "./register/snapshot.js";
import { type View, viewOf } from "./register/view.js";
import { Views } from "./register/views.js";
import { adoptTheme } from "./theme.js";

export type { RegisterKit };

/** How far the element is. */
export type RegisterState = "empty" | "reading" | "checking" | "done" | "failed" | "cancelled";

/** Milliseconds after which what may be needed later is loaded. */
const QUIET = 1_000;

/**
 * Fires `xianshen-report` (bubbling, `detail` is the report) after every check, `xianshen-progress` (`detail` is a
 * RegisterProgress) while one is under way.
 */
export class XianshenRegister extends ElementBase {
  /** Attributes that redraw. */
  static readonly observedAttributes = ["lang"];

  private readonly root: ShadowRoot;
  private currentKit: RegisterKit | null = null;
  private currentTable: RegisterTable | null = null;
  private view: View | null = null;
  private views: Views | null = null;
  private own: Partial<RegisterStrings> = {};
  private work: AbortController | null = null;
  private stage: RegisterState = "empty";
  private why = "";
  private day: string | null = null;
  private readonly status = el("p", { role: "status", "data-status": "" });
  private readonly bar = el("progress", { max: 1 });
  private readonly doing = el("span", { class: "muted" });
  private readonly busy = el("div", { class: "busy", hidden: true });
  private readonly result = el("div", { class: "all" });

  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open" });
  }

  connectedCallback(): void {
    adoptTheme(
      this.root,
      FINDING_CSS,
      GRID_CSS,
      BOARD_CSS,
      LIST_CSS,
      DETAIL_CSS,
      CALENDAR_CSS,
      STANDING_CSS,
      FRAME_CSS,
    );
    upgradeProperties(this, "strings", "today", "csv", "table", "kit");
    this.draw();
  }

  disconnectedCallback(): void {
    this.views?.close();
    this.views = null;
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.draw();
  }

  /** The kit that reads and checks; one in a worker keeps the page free. */
  get kit(): RegisterKit | null {
    return this.currentKit;
  }

  set kit(kit: RegisterKit | null) {
    this.currentKit = kit;
    void this.check();
    // In a quiet moment, so that a workbook can be read where the network has gone meanwhile.
    if (kit?.prepare) setTimeout(() => void kit.prepare?.().catch(() => undefined), QUIET);
  }

  /** The register as decoded CSV text with a heading row; null shows none. */
  get csv(): string | null {
    return this.currentTable?.text() ?? null;
  }

  set csv(csv: string | null) {
    this.table = csv === null ? null : tableOf(csv, { kind: "csv" });
  }

  /** The register as the kit read it; null shows none. */
  get table(): RegisterTable | null {
    return this.currentTable;
  }

  set table(table: RegisterTable | null) {
    this.currentTable = table;
    void this.check();
  }

  /** Words of the interface to say otherwise, by their names in `RegisterStrings`. */
  get strings(): Partial<RegisterStrings> {
    return this.own;
  }

  set strings(strings: Partial<RegisterStrings>) {
    this.own = { ...strings };
    if (this.isConnected) this.draw();
  }

  /** The day that the strip of updates ends on, `YYYY-MM-DD`; the local date unless told. */
  get today(): string {
    return this.day ?? localDate();
  }

  set today(day: string | null) {
    this.day = day;
    if (this.isConnected) this.draw();
  }

  /** The last report, or null before the first. */
  get report(): RegisterReport | null {
    return this.view?.report ?? null;
  }

  /** How far the element is. */
  get state(): RegisterState {
    return this.stage;
  }

  /** What the element shows, as plain JSON. */
  snapshot(): Snapshot {
    return snapshotOf(this.stage, this.why, this.view, this.views);
  }

  /** Reads and checks a file, as if the reader had chosen it. */
  async load(file: Blob): Promise<void> {
    const kit = this.currentKit;
    if (!kit) return;
    const signal = this.begin("reading");
    try {
      const table = await kit.readRegister(file, { signal, onProgress: (p) => this.progress(p) });
      if (signal.aborted) return;
      this.currentTable = table;
      await this.check();
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  /** Ends the reading or checking that is under way. */
  cancel(): void {
    if (this.stage !== "reading" && this.stage !== "checking") return;
    this.work?.abort(new XianshenError("cancelled", "cancelled"));
    this.stage = "cancelled";
    this.draw();
  }

  /** Makes a file of the findings or the register and offers it; `print` asks the browser to print the corrections. */
  async output(kind: Output): Promise<void> {
    const { view, currentKit: kit, words } = this;
    if (!view || !kit) return;
    this.say(words.exporting);
    try {
      const name = await deliver(kind, kit, view, this.views?.shown ?? view.findings, words, {
        date: this.today,
        lang: this.lang || "zh-CN",
        holder: this.root,
      });
      this.say(name ? fill(words.exported, { name }) : this.summary(view));
    } catch (error) {
      this.say(this.reason(error), "error");
    }
  }

  private begin(stage: RegisterState): AbortSignal {
    this.work?.abort(new XianshenError("cancelled", "something else was asked for"));
    this.work = new AbortController();
    this.stage = stage;
    this.view = null;
    if (this.isConnected) this.draw();
    return this.work.signal;
  }

  private async check(): Promise<void> {
    const { currentKit: kit, currentTable: table } = this;
    if (!table || !kit) {
      this.work?.abort();
      this.view = null;
      this.stage = "empty";
      if (this.isConnected) this.draw();
      return;
    }
    const signal = this.begin("checking");
    try {
      const options = { signal, onProgress: (p: RegisterProgress) => this.progress(p) };
      const answer = kit.checkRegisterInSteps?.(table, options) ?? kit.checkRegister(table, options);
      const report = "then" in answer ? await answer : answer;
      if (signal.aborted) return;
      this.doing.textContent = this.words.delivering;
      const view = await viewOf(table, report, signal);
      if (signal.aborted) return;
      this.view = view;
      this.stage = "done";
      if (this.isConnected) this.draw();
      this.dispatchEvent(
        new CustomEvent("xianshen-report", { detail: report, bubbles: true, composed: true }),
      );
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  private progress(progress: RegisterProgress): void {
    const { phase, done, total } = progress;
    const { words } = this;
    const from = { read: 0, check: 0.2, deliver: 0.85 }[phase];
    const way = { read: 0.2, check: 0.65, deliver: 0.15 }[phase];
    this.bar.value = from + (total > 0 ? (done / total) * way : 0);
    this.doing.textContent = { read: words.reading, check: words.checking, deliver: words.delivering }[phase];
    this.dispatchEvent(
      new CustomEvent("xianshen-progress", { detail: progress, bubbles: true, composed: true }),
    );
  }

  private draw(): void {
    const { words, view, stage } = this;
    if (!this.result.isConnected) {
      this.root.replaceChildren(
        el("div", { class: "all" }, el("div", { "data-drop": "" }), this.busy, this.status, this.result),
      );
    }
    this.root.querySelector("[data-drop]")?.replaceChildren(this.dropZone(words));
    const working = stage === "reading" || stage === "checking";
    tellState(this, stage);
    this.busy.hidden = !working;
    if (working) {
      if (stage === "reading") this.bar.value = 0;
      this.bar.setAttribute("aria-label", words.checking);
      this.doing.textContent = stage === "reading" ? words.reading : words.checking;
      this.busy.replaceChildren(
        this.bar,
        this.doing,
        el("button", { type: "button", "data-cancel": "", onclick: () => this.cancel() }, words.cancel),
      );
    }
    this.views?.close();
    this.views = null;
    this.result.replaceChildren();
    if (view) {
      this.views = new Views(view, {
        words,
        lang: languageOf(this),
        kit: this.currentKit,
        today: this.today,
        output: (kind) => void this.output(kind),
      });
      this.result.append(this.views.node);
      this.views.start();
      this.say(this.summary(view), view.severities.error > 0 ? "error" : "ok");
    } else if (working) this.say(stage === "reading" ? words.reading : words.checking, "hidden-visually");
    else if (stage === "failed") this.say(this.why, "error");
    else this.say(stage === "cancelled" ? words.cancelled : words.none, "muted");
  }

  private summary(view: View): string {
    const { words } = this;
    const { error, warning, info } = view.severities;
    const { encoding, sheet, sheets } = view.table.source;
    const from = encoding
      ? fill(words.fromCsv, { encoding: encoding.toUpperCase() })
      : sheet && (sheets ?? 1) > 1
        ? fill(words.fromSheet, { sheet })
        : "";
    const counts = fill(words.counts, {
      rows: view.report.rows,
      errors: error,
      warnings: warning,
      infos: info,
    });
    return from ? `${counts} ${from}` : counts;
  }

  private dropZone(words: RegisterStrings): HTMLElement {
    const input = el("input", {
      type: "file",
      accept:
        ".csv,.xlsx,.txt,.tsv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      class: "hidden-visually",
      tabindex: -1,
      "aria-hidden": "true",
    });
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file) void this.load(file);
      input.value = "";
    });
    const zone = el(
      "div",
      { class: this.view ? "drop small" : "drop" },
      el(
        "button",
        { type: "button", class: this.view ? "" : "primary", onclick: () => input.click() },
        this.view ? words.another : words.choose,
      ),
      el("span", { class: "muted" }, this.view?.table.source.name ?? words.drop),
      input,
    );
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      const file = event.dataTransfer?.files[0];
      if (file) void this.load(file);
    });
    return zone;
  }

  private say(text: string, look = "muted"): void {
    this.status.className = look;
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  private fail(error: unknown): void {
    this.view = null;
    this.stage = "failed";
    this.why = this.reason(error);
    if (this.isConnected) this.draw();
  }

  private reason(error: unknown): string {
    const { words } = this;
    const code = error instanceof XianshenError ? error.code : "";
    const known = words[code as keyof RegisterStrings];
    if (known) return known;
    const why = error instanceof Error ? error.message : String(error);
    return `${fill(words.failed, { why })} ${code === "bad-input" ? words.noHeadings : ""}`.trim();
  }

  private get words(): RegisterStrings {
    return registerStrings(languageOf(this), this.own);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "xianshen-register": XianshenRegister;
  }
}
