/**
 * What the reader asked to see more of: a finding with its reason and its clauses, and the accounts it concerns, side by
 * side where there are several, with what differs marked in word and shape. Escape goes back to where they came from.
 */
import { fill } from "../../strings/index.js";
import { el } from "../base.js";
import { clauseNodes, type Explainer } from "../findings.js";
import { elementStrings } from "../strings.js";
import { markNode } from "./board.js";
import { kindName } from "./list.js";
import type { RegisterStrings } from "./strings.js";
import {
  callOf,
  type Finding,
  groupOf,
  imitatedRow,
  MARK_ORDER,
  MARKS,
  type View,
  numberOf,
} from "./view.js";

/** Accounts side by side at first; more would not be read. */
const BESIDE = 8;
/** Findings of a row that are written out under it. */
const MOST_FINDINGS = 40;

/** What the pane needs. */
export interface DetailOptions {
  view: View;
  words: RegisterStrings;
  lang: "zh" | "en";
  kit: Explainer | null;
  /** The finding, or null where rows were asked for. */
  finding: Finding | null;
  rows: readonly number[];
  title: string;
  back: () => void;
  toRows: (row: number) => void;
  open: (finding: Finding) => void;
}

/** The pane as a region with a heading that can take the focus. */
export function detailNode(options: DetailOptions): HTMLElement {
  const { view, words, finding, rows, title, back, toRows } = options;
  const heading = el("h3", { tabindex: -1 }, title);
  const first = rows[0];
  const node = el(
    "section",
    { class: "detail", "data-detail": finding?.diagnostic.code ?? "rows", "aria-label": words.detail },
    el(
      "header",
      {},
      el("button", { type: "button", class: "back", onclick: back }, `← ${words.back}`),
      heading,
      ...(first === undefined
        ? []
        : [el("button", { type: "button", onclick: () => toRows(first) }, words.toRows)]),
    ),
    ...(finding ? findingNodes(finding, options) : []),
    ...(finding ? whyNodes(finding, options) : []),
    ...(rows.length > 1 ? compareNodes(rows, options, finding?.kind === "duplicate") : []),
    ...(rows.length === 1 && first !== undefined ? [rowNode(first, view, words)] : []),
    ...(finding ? [] : otherFindings(rows, options)),
  );
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    back();
  });
  return node;
}

function findingNodes(finding: Finding, { kit, lang, words }: DetailOptions): HTMLElement[] {
  const { diagnostic } = finding;
  const clauses = clauseNodes(diagnostic.clauses, kit, elementStrings(lang));
  return [
    el(
      "p",
      { class: "what" },
      el("span", { class: `mark ${diagnostic.severity}` }, words[`severity_${diagnostic.severity}`]),
      ` ${diagnostic.message}`,
    ),
    ...(clauses ? [clauses] : []),
  ];
}

/** Why accounts were joined or one imitates another, how sure that is, and which to keep. */
function whyNodes(finding: Finding, { view, words }: DetailOptions): HTMLElement[] {
  const group = finding.kind === "duplicate" ? groupOf(view, finding.rows) : undefined;
  const first = finding.rows[0];
  const look =
    finding.kind === "look-alike" && first !== undefined
      ? view.lookAlikes.get(numberOf(view, first))
      : undefined;
  if (look) return [el("p", { "data-why": "" }, el("b", {}, words.why), ` ${look.why}`)];
  if (!group) return [];
  const keep = view.rowsOf([group.keep])[0];
  return [
    el(
      "div",
      { class: "reasons", "data-why": "", "data-certainty": group.certainty },
      el(
        "p",
        {},
        el("b", {}, words.why),
        " ",
        el("span", { class: `sure ${group.certainty}` }, words[group.certainty]),
      ),
      el("ul", {}, ...group.why.map((reason) => el("li", {}, reason))),
      keep !== undefined &&
        el(
          "p",
          { "data-keep": group.keep },
          el("b", {}, words.keep),
          ` ${callOf(view, keep)} `,
          group.keep_why,
        ),
    ),
  ];
}

/** Rows of a table, one account a column. */
function compareNodes(
  rows: readonly number[],
  { view, words, finding }: DetailOptions,
  group: boolean,
): HTMLElement[] {
  const imitated = finding ? imitatedRow(view, finding) : -1;
  const beside = rows.slice(0, BESIDE);
  const proposed = group ? groupOf(view, rows)?.keep : undefined;
  const keep = proposed === undefined ? undefined : view.rowsOf([proposed])[0];
  const cells = beside.map((row) => view.table.row(row));
  const used = view.table.head
    .map((name, column) => ({ name, values: cells.map((row) => row[column] ?? "") }))
    .filter(({ name, values }) => name !== "" && values.some((value) => value !== ""));
  const head = el(
    "tr",
    {},
    el("th", { scope: "col" }, words.field),
    ...beside.map((row) =>
      el(
        "th",
        { scope: "col" },
        ...MARK_ORDER.filter((mark) => (view.marks[row] ?? 0) & MARKS[mark]).map((mark) =>
          markNode(mark, words),
        ),
        ` ${callOf(view, row)}`,
        ...(row === imitated ? [el("span", { class: "sure certain" }, words.imitated)] : []),
        ...(row === keep ? [el("span", { class: "sure certain" }, words.keep)] : []),
      ),
    ),
  );
  const body = used.map(({ name, values }) => {
    const differ = new Set(values).size > 1;
    return el(
      "tr",
      { class: differ ? "differs" : "", "data-differs": differ ? "true" : undefined },
      el(
        "th",
        { scope: "row" },
        name,
        ...(differ ? [el("span", { class: "unlike" }, "≠", hidden(words.differs))] : []),
      ),
      ...values.map((value) => el("td", {}, value || "—")),
    );
  });
  return [
    el(
      "div",
      {
        class: "beside",
        tabindex: 0,
        role: "region",
        "aria-label": group ? words.compareLabel : words.accounts,
      },
      el("table", { "data-compare": "" }, el("thead", {}, head), el("tbody", {}, ...body)),
    ),
    ...(rows.length > BESIDE
      ? [el("p", { class: "muted" }, fill(words.first, { n: BESIDE }), ` / ${rows.length}`)]
      : []),
  ];
}

function hidden(text: string): HTMLElement {
  return el("span", { class: "hidden-visually" }, text);
}

function rowNode(row: number, view: View, words: RegisterStrings): HTMLElement {
  const cells = view.table.row(row);
  return el(
    "dl",
    { class: "account", "aria-label": words.accounts },
    ...view.table.head.flatMap((name, column) =>
      cells[column] ? [el("div", {}, el("dt", {}, name), el("dd", {}, cells[column]))] : [],
    ),
  );
}

/** The findings about rows that were asked for, each one click from its own page. */
function otherFindings(rows: readonly number[], { view, words, open }: DetailOptions): HTMLElement[] {
  const indexes = [...new Set(rows.flatMap((row) => view.ofRow.get(row) ?? []))].slice(0, MOST_FINDINGS);
  if (indexes.length === 0) return [el("p", { class: "ok" }, words.clean)];
  return [
    el(
      "ul",
      { class: "about", "aria-label": words.list },
      ...indexes.flatMap((index) => {
        const finding = view.findings[index];
        if (!finding) return [];
        const { diagnostic } = finding;
        return [
          el(
            "li",
            {},
            el("span", { class: `mark ${diagnostic.severity}` }, words[`severity_${diagnostic.severity}`]),
            el(
              "button",
              { type: "button", class: "link", onclick: () => open(finding) },
              kindName(finding.kind, words),
            ),
            el("span", { class: "message" }, diagnostic.message),
          ),
        ];
      }),
    ),
  ];
}

/** The look of the pane; goes on top of the grid's. */
export const DETAIL_CSS = `
.detail { display: grid; gap: 0.7em; padding: 1em 1.1em; border: 1px solid var(--x-line); border-inline-start: 4px solid var(--x-accent); border-radius: var(--x-radius); background: var(--x-raised); }
.detail > header { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 1em; }
.detail > header h3 { flex: 1 1 12em; overflow-wrap: anywhere; }
.detail .what { overflow-wrap: anywhere; }
.beside { overflow-x: auto; }
.beside table { border-collapse: collapse; width: 100%; background: var(--x-surface); font-size: 0.93em; }
.beside th, .beside td { padding: 0.3em 0.7em; border: 1px solid var(--x-line); text-align: start; vertical-align: top; min-width: 7em; overflow-wrap: anywhere; }
.beside thead th { background: var(--x-raised); }
.beside thead .sign { vertical-align: middle; }
.beside tbody th { font-weight: 400; color: var(--x-muted); white-space: nowrap; }
.beside .differs td { font-weight: 600; background: var(--x-warning-surface); }
.unlike { margin-inline-start: 0.5em; font-weight: 700; color: var(--x-warning); }
@media (max-width: 40em) {
  .beside th, .beside td { min-width: 6em; padding: 0.3em 0.5em; }
  .beside tbody th { min-width: 5em; white-space: normal; }
  .detail { padding: 0.8em 0.7em; }
}
.reasons { display: grid; gap: 0.25em; }
.reasons ul { padding-inline-start: 1.3em; list-style: disc; }
.sure { display: inline-block; margin-inline-start: 0.4em; padding: 0 0.6em; border: 1px solid currentcolor; border-radius: 1em; font-size: 0.87em; font-weight: 400; }
.sure.likely { border-style: dashed; color: var(--x-warning); }
.sure.certain { color: var(--x-ok); }
.account { display: grid; grid-template-columns: repeat(auto-fill, minmax(13em, 1fr)); gap: 0.2em 1.4em; }
.account div { display: flex; gap: 0.6em; border-bottom: 1px solid var(--x-line); padding: 0.2em 0; }
.account dt { flex: none; color: var(--x-muted); }
.account dd { overflow-wrap: anywhere; }
.about li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2em 0.7em; padding: 0.35em 0; border-top: 1px solid var(--x-line); }
.about .message { flex: 1 1 16em; overflow-wrap: anywhere; }
button.link { padding: 0; border: 0; background: none; color: var(--x-accent); text-decoration: underline dotted; text-underline-offset: 0.25em; }
`;
