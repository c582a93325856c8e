/**
 * `<xianshen-register>`: takes a register of accounts as a CSV (UTF-8 or GB18030) or XLSX file, chosen or dropped, or through its
 * `csv` property, and shows what the kit finds: a list by severity, and the table with the rows marked. The
 * file is read in the page and goes nowhere.
 */
import { type CsvRow, parseCsv } from "../csv.js";
import { decodeText } from "../decode.js";
import type { Awaitable } from "../kit.js";
import { delimiterOf, headingOf, numberingOf } from "../register-rows.js";
import type { ClauseStatus, Diagnostic, RegisterReport, Severity } from "../types.js";
import { isXlsx, xlsxToCsv } from "../xlsx.js";
import { andThen, ElementBase, el, languageOf, upgradeProperties } from "./base.js";
import { FINDING_CSS, findingNode, severityMark } from "./findings.js";
import { type ElementStrings, elementStrings } from "./strings.js";
import { adoptTheme } from "./theme.js";

/** The part of a kit that the element uses. */
export interface RegisterKit {
  checkRegisterCsv(csv: string): Awaitable<RegisterReport>;
  explain(clauseId: string): Awaitable<ClauseStatus | undefined>;
}

const CSS = `
:host { padding: 1.2em 1.4em; border: 1px solid var(--x-line); border-radius: calc(var(--x-radius) * 1.5); }
.all { display: grid; gap: 1em; }
.drop { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 1em; padding: 1em 1.1em; border: 1.5px dashed var(--x-field-line); border-radius: var(--x-radius); background: var(--x-raised); }
.drop.over { border-color: var(--x-accent); background: var(--x-info-surface); }
.filters { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4em; }
.filters button { padding: 0.1em 0.8em; border-radius: 2em; font-size: 0.93em; }
.filters button[aria-pressed=true] { border-color: var(--x-accent); background: var(--x-accent); color: var(--x-accent-text); }
.findings { display: grid; border-block: 1px solid var(--x-line); max-height: 24em; overflow: auto; }
.findings li { padding: 0.5em 0.3em; }
.findings li + li { border-top: 1px solid var(--x-line); }
.findings .to { padding: 0; border: 0; background: none; color: var(--x-accent); text-decoration: underline dotted; text-underline-offset: 0.25em; }
.scroll { overflow: auto; max-height: 32em; border: 1px solid var(--x-line); border-radius: var(--x-radius); }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 0.93em; font-variant-numeric: tabular-nums; }
th, td { padding: 0.4em 0.75em; border-bottom: 1px solid var(--x-line); text-align: start; vertical-align: top; white-space: nowrap; max-width: 22em; overflow: hidden; text-overflow: ellipsis; }
thead > tr > * { position: sticky; top: 0; z-index: 1; background: var(--x-raised); font-weight: 600; }
tbody th { font-weight: 400; color: var(--x-muted); }
tbody td { color: var(--x-text); }
tr.error > * { background: var(--x-error-surface); }
tr.warning > * { background: var(--x-warning-surface); }
tr.info > * { background: var(--x-info-surface); }
tr > .at { font-weight: 600; text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: 0.25em; }
tr.error > .at { text-decoration-color: var(--x-error); }
tr.warning > .at { text-decoration-color: var(--x-warning); }
tr:target > *, tr.chosen > * { box-shadow: inset 0 2px var(--x-accent), inset 0 -2px var(--x-accent); }
`;

const SEVERITIES: Severity[] = ["error", "warning", "info"];
/** Rows drawn before the reader asks for all. */
const FIRST = 200;

/** Fires `xianshen-report` (bubbling, `detail` is the report) after every check. */
export class XianshenRegister extends ElementBase {
  /** Attributes that redraw. */
  static readonly observedAttributes = ["lang"];

  private readonly root: ShadowRoot;
  private currentKit: RegisterKit | null = null;
  private text: string | null = null;
  private encoding = "";
  private rows: CsvRow[] = [];
  private current: RegisterReport | null = null;
  private filter: Severity | null = null;
  private everything = false;
  private run = 0;
  private readonly status = el("p", { role: "status" });
  private readonly result = el("div", { class: "all" });

  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open" });
  }

  connectedCallback(): void {
    adoptTheme(this.root, CSS, FINDING_CSS);
    upgradeProperties(this, "csv", "kit");
    this.draw();
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return;
    this.root.replaceChildren();
    this.draw();
  }

  /** The kit that checks. */
  get kit(): RegisterKit | null {
    return this.currentKit;
  }

  set kit(kit: RegisterKit | null) {
    this.currentKit = kit;
    this.check();
  }

  /** The register as decoded CSV text with a heading row; null shows none. */
  get csv(): string | null {
    return this.text;
  }

  set csv(csv: string | null) {
    this.text = csv;
    this.encoding = "";
    this.everything = false;
    this.filter = null;
    this.check();
  }

  /** The last report, or null before the first. */
  get report(): RegisterReport | null {
    return this.current;
  }

  /** Reads and checks a file, as if the reader had chosen it. */
  async load(file: Blob): Promise<void> {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { text, encoding } = isXlsx(bytes)
        ? { text: await xlsxToCsv(bytes), encoding: "" }
        : decodeText(bytes);
      this.csv = text;
      this.encoding = encoding.toUpperCase();
      this.draw();
    } catch (error) {
      this.fail(error);
    }
  }

  private check(): void {
    const run = ++this.run;
    this.current = null;
    this.rows = [];
    const kit = this.currentKit;
    if (this.text === null || !kit) {
      if (this.isConnected) this.draw();
      return;
    }
    try {
      this.rows = parseCsv(this.text, delimiterOf(this.text));
      this.say(this.words.register.reading);
      andThen(
        kit.checkRegisterCsv(this.text),
        (report) => {
          if (run !== this.run) return;
          this.current = report;
          if (this.isConnected) this.draw();
          this.dispatchEvent(
            new CustomEvent("xianshen-report", { detail: report, bubbles: true, composed: true }),
          );
        },
        (error) => this.fail(error),
      );
    } catch (error) {
      this.fail(error);
    }
  }

  private draw(): void {
    const words = this.words;
    if (!this.result.isConnected) {
      this.root.replaceChildren(el("div", { class: "all" }, this.dropZone(words), this.status, this.result));
    }
    const report = this.current;
    if (!report) {
      if (this.text === null) this.say(words.register.none, "muted");
      this.result.replaceChildren();
      return;
    }
    const count = (severity: Severity) => report.diagnostics.filter((d) => d.severity === severity).length;
    const sentence = words.register.counts(report.rows, count("error"), count("warning"), count("info"));
    this.say(
      this.encoding ? `${sentence} ${words.register.encoding(this.encoding)}` : sentence,
      count("error") ? "error" : "ok",
    );
    this.result.replaceChildren(...this.findings(report, words), ...this.table(report, words));
  }

  private dropZone(words: ElementStrings): HTMLElement {
    const input = el("input", {
      type: "file",
      accept: ".csv,.xlsx,text/csv,text/plain",
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
      { class: "drop" },
      el("button", { type: "button", class: "primary", onclick: () => input.click() }, words.register.choose),
      el("span", { class: "muted" }, words.register.drop),
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

  private findings(report: RegisterReport, words: ElementStrings): HTMLElement[] {
    if (report.diagnostics.length === 0) return [el("p", { class: "ok" }, words.register.clean)];
    const choice = (severity: Severity | null, label: string) =>
      el(
        "button",
        {
          type: "button",
          "aria-pressed": String(this.filter === severity),
          onclick: () => {
            this.filter = severity;
            this.draw();
            this.root.querySelector<HTMLElement>(".filters [aria-pressed=true]")?.focus();
          },
        },
        label,
      );
    const number = (severity: Severity) => report.diagnostics.filter((d) => d.severity === severity).length;
    const shown = report.diagnostics.filter((d) => !this.filter || d.severity === this.filter);
    return [
      el("h3", {}, words.register.findings),
      el(
        "div",
        { class: "filters", role: "group", "aria-label": words.register.filter },
        choice(null, `${words.register.all} ${report.diagnostics.length}`),
        ...SEVERITIES.filter((s) => number(s) > 0).map((s) => choice(s, `${words.severity[s]} ${number(s)}`)),
      ),
      el(
        "ul",
        { class: "findings", tabindex: 0, "aria-label": words.register.findings },
        ...shown.map((d) => this.finding(d, words)),
      ),
    ];
  }

  private finding(diagnostic: Diagnostic, words: ElementStrings): HTMLElement {
    const node = findingNode(diagnostic, this.currentKit, words);
    const { target } = diagnostic;
    if (target.kind === "account" && target.rows.length > 0) {
      const to = el(
        "button",
        { type: "button", class: "to", onclick: () => this.reveal(target.rows) },
        words.register.rows(target.rows.join("、")),
      );
      node.querySelector(".message")?.before(to);
    }
    return el("li", {}, node);
  }

  private table(report: RegisterReport, words: ElementStrings): HTMLElement[] {
    const at = headingOf(this.rows);
    const head = this.rows[at];
    const body = this.rows.slice(at + 1);
    if (!head) return [];
    const marks = new Map<number, Diagnostic[]>();
    for (const diagnostic of report.diagnostics) {
      if (diagnostic.target.kind !== "account") continue;
      for (const row of diagnostic.target.rows) marks.set(row, [...(marks.get(row) ?? []), diagnostic]);
    }
    const number = numberingOf(head);
    const shown = this.everything ? body : body.slice(0, FIRST);
    const nodes = [
      el("h3", {}, words.register.table),
      el(
        "div",
        { class: "scroll", tabindex: 0, role: "region", "aria-label": words.register.table },
        el(
          "table",
          {},
          el(
            "thead",
            {},
            el("tr", {}, el("td", {}), ...head.cells.map((cell) => el("th", { scope: "col" }, cell))),
          ),
          el(
            "tbody",
            {},
            ...shown.map((row) => this.row(row, head, number(row), marks.get(number(row)) ?? [], words)),
          ),
        ),
      ),
    ];
    if (shown.length < body.length) {
      nodes.push(
        el(
          "p",
          { class: "muted" },
          `${words.register.more(shown.length, body.length)} `,
          el("button", { type: "button", onclick: () => this.showAll() }, words.register.showAll),
        ),
      );
    }
    return nodes;
  }

  private row(
    row: CsvRow,
    head: CsvRow,
    number: number,
    found: Diagnostic[],
    words: ElementStrings,
  ): HTMLElement {
    const worst = SEVERITIES.find((severity) => found.some((d) => d.severity === severity));
    const fields = new Set(found.map((d) => (d.target.kind === "account" ? d.target.field : undefined)));
    const node = el(
      "tr",
      { class: worst ?? "", "data-row": number },
      el("td", {}, worst ? severityMark(worst, words) : ""),
      ...head.cells.map((name, i) =>
        el(
          "td",
          { class: fields.has(name) ? "at" : "", title: row.cells[i] || undefined },
          row.cells[i] ?? "",
        ),
      ),
    );
    if (found.length > 0) node.title = found.map((d) => d.message).join("\n");
    return node;
  }

  private reveal(rows: readonly number[]): void {
    const find = (row: number) => this.root.querySelector<HTMLElement>(`tr[data-row="${row}"]`);
    if (!this.everything && rows.some((row) => !find(row))) this.showAll();
    for (const node of this.root.querySelectorAll("tr.chosen")) node.classList.remove("chosen");
    for (const row of rows) find(row)?.classList.add("chosen");
    const first = rows[0] === undefined ? null : find(rows[0]);
    first?.scrollIntoView({ block: "center", inline: "nearest" });
  }

  private showAll(): void {
    this.everything = true;
    this.draw();
  }

  private say(text: string, look = "muted"): void {
    this.status.className = look;
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  private fail(error: unknown): void {
    this.current = null;
    if (this.isConnected) this.draw();
    const why = error instanceof Error ? error.message : String(error);
    this.say(`${this.words.register.unreadable(why)} ${this.words.register.headings}`, "error");
  }

  private get words(): ElementStrings {
    return elementStrings(languageOf(this));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "xianshen-register": XianshenRegister;
  }
}
