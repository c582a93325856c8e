/**
 * What a check has to say, drawn: findings under their fields, the summary that leads to them, what belongs to no field,
 * the deadlines, and one line of status. Everything is drawn anew only when it differs, so that an opened clause stays
 * open and a live region stays quiet.
 */
import type { FilingChecker } from "../filing/checker.js";
import { fill, type FilingStrings } from "../filing/strings.js";
import type { Diagnostic } from "../types.js";
import { el } from "./base.js";
import { type FieldView, type FieldWords, showFindings } from "./filing-fields.js";
import type { Sheet } from "./filing-sheet.js";
import { clauseNodes, type Explainer, findingNode } from "./findings.js";
import { deadlineNode, keysNode } from "./timeline.js";

/** What a report is drawn from and into. */
export interface Shown {
  sheet: Sheet;
  checker: FilingChecker;
  kit: Explainer | null;
  words: FieldWords;
  fix(view: FieldView, text: string): void;
  go(path: string): void;
}

/** The parts of the element that show reports. */
export class ReportView {
  readonly status = el("p", { role: "status" });
  readonly live = el("p", { class: "hidden-visually", "aria-live": "polite" });
  readonly summary = el("div", { class: "summary", role: "group", tabindex: -1, hidden: true });
  readonly deadlines = el("section", { class: "deadlines" });
  readonly attestations = el("section", { class: "attest" });
  readonly other = el("section", { class: "other" });
  private readonly drawn = new WeakMap<Element, string>();

  /** Draws everything anew the next time, in another language perhaps. */
  forget(): void {
    for (const node of [this.summary, this.deadlines, this.attestations, this.other]) this.drawn.delete(node);
  }

  /** Shows the last report. */
  show(shown: Shown): void {
    const { sheet, checker, kit, words } = shown;
    if (!checker.report) return;
    const sorted = checker.sorted();
    for (const view of sheet.views) {
      const found = checker.mayShow(view.path) ? (sorted.get(view.path) ?? []) : [];
      if (!this.same(view.errors, found))
        showFindings(view, found, kit, words, (text) => shown.fix(view, text));
    }
    const rest = checker.all ? (sorted.get("") ?? []) : [];
    if (!this.same(this.other, rest)) {
      const items = rest.map((diagnostic) => el("li", {}, findingNode(diagnostic, kit, words.common)));
      this.other.replaceChildren(
        ...(items.length > 0 ? [el("h3", {}, words.filing.other), el("ul", {}, ...items)] : []),
      );
    }
    this.showDeadlines(shown);
    this.showAttestations(shown);
    this.showSummary(shown, sorted);
    const { error, warning } = checker.counts();
    const key =
      error > 0 ? (warning > 0 ? "errorsAndWarnings" : "errors") : warning > 0 ? "warnings" : "complete";
    this.state(
      checker.all ? (error > 0 ? "error" : "ok") : "muted",
      fill(words.filing[key], { count: error, warnings: warning }),
    );
  }

  /** The line of status. */
  state(look: "error" | "ok" | "muted", text: string): void {
    this.status.className = look;
    say(this.status, text);
  }

  /** Reads a sentence out, once. */
  announce(text: string): void {
    say(this.live, text);
  }

  /** Leads to the summary, where there is one. */
  lead(): void {
    if (this.summary.hidden) return;
    this.summary.focus({ preventScroll: true });
    this.summary.scrollIntoView?.({ block: "nearest" });
  }

  private showDeadlines({ checker, words: { filing } }: Shown): void {
    const timeline = checker.report?.timeline ?? [];
    if (this.same(this.deadlines, timeline)) return;
    const nodes = timeline.map((deadline) => deadlineNode(deadline, filing));
    const pictures = nodes.some((node) => node.querySelector("figure"));
    this.deadlines.replaceChildren(
      ...(nodes.length > 0 ? [el("h3", {}, filing.deadlines), el("ul", {}, ...nodes)] : []),
      ...(pictures ? [keysNode(filing)] : []),
    );
  }

  /** What no program can judge: asked, with its clause. */
  private showAttestations({ checker, kit, words }: Shown): void {
    const asked = checker.report?.attestations ?? [];
    if (this.same(this.attestations, asked)) return;
    const items = asked.map(({ clause, question }) =>
      el(
        "li",
        { "data-clause": clause },
        el("span", {}, question),
        clauseNodes([clause], kit, words.common, true),
      ),
    );
    this.attestations.replaceChildren(
      ...(items.length > 0 ? [el("h3", {}, words.filing.attestations), el("ul", {}, ...items)] : []),
    );
  }

  private showSummary(
    { sheet, checker, words: { filing }, go }: Shown,
    sorted: Map<string, Diagnostic[]>,
  ): void {
    const lines: { path: string; text: string }[] = [];
    const paths = checker.all ? [...sheet.shown.map((view) => view.path), ""] : [];
    for (const path of paths) {
      for (const { severity, message } of sorted.get(path) ?? []) {
        if (severity !== "error") continue;
        lines.push({ path, text: sayField(sheet.view(path)?.label, message, filing) });
      }
    }
    this.summary.hidden = lines.length === 0;
    if (this.same(this.summary, lines)) return;
    const items = lines.map(({ path, text }) =>
      el(
        "li",
        {},
        path ? el("button", { type: "button", "data-go": path, onclick: () => go(path) }, text) : text,
      ),
    );
    this.summary.replaceChildren(
      el("h3", {}, fill(filing.errorsTitle, { count: lines.length })),
      el("p", { class: "muted" }, filing.errorsHint),
      el("ol", {}, ...items),
    );
  }

  private same(place: Element, what: unknown): boolean {
    const key = JSON.stringify(what);
    if (this.drawn.get(place) === key) return true;
    this.drawn.set(place, key);
    return false;
  }
}

/** A message with the label of its field in front, unless the message says the label itself. */
export function sayField(label: string | undefined, message: string, words: FilingStrings): string {
  return label && !message.includes(label) ? fill(words.fieldSays, { label, message }) : message;
}

function say(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
