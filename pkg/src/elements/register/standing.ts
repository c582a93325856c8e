/**
 * How hosts and accounts stand beyond single findings: accounts proposed to be merged, talks that are due, scores with
 * the weights they were made with, notices and rectifications with their days. Each line leads to its accounts.
 */
import { fill } from "../../strings/index.js";
import { el } from "../base.js";
import type { RegisterStrings } from "./strings.js";
import { callOf, type View } from "./view.js";

/** Lines of one table; a province's register has thousands, and a page is no place for them. */
const MOST = 500;

type Open = (rows: readonly number[], title: string) => void;

/** The page of what stands. */
export function standingNode(view: View, words: RegisterStrings, open: Open): HTMLElement {
  const { report } = view;
  const link = (numbers: readonly number[], text: string, title: string) => {
    const rows = view.rowsOf(numbers);
    return el("button", { type: "button", class: "link", onclick: () => open(rows, title) }, text);
  };
  const called = (numbers: readonly number[]) =>
    view
      .rowsOf(numbers)
      .map((row) => callOf(view, row))
      .join(words.comma);
  const host = (index: number) => view.hosts[index]?.name ?? "";
  const sections = [
    section(
      "merges",
      words.standingMerges,
      [words.col_keep, words.col_merge, words.col_why],
      report.merges.map(({ rows, keep, why }) => [
        link([keep], called([keep]), words.col_keep),
        link(
          [keep, ...rows.filter((row) => row !== keep)],
          called(rows.filter((row) => row !== keep)),
          words.standingMerges,
        ),
        why.join(" "),
      ]),
      words,
    ),
    section(
      "talks",
      words.standingTalks,
      [words.host, words.col_alerts, words.col_level, words.col_by, words.col_with],
      report.talks.map((talk) => [
        link(talk.rows, host(talk.host), talk.message),
        String(talk.alerts),
        String(talk.level),
        talk.by,
        talk.with,
      ]),
      words,
    ),
    scores(view, words, link),
    section(
      "deadlines",
      words.standingDeadlines,
      [words.where, words.col_what, words.col_from, words.col_due, words.col_state],
      report.deadlines.map(({ row, kind, from, due, state }) => [
        link([row], called([row]), words[`deadline_${kind}`]),
        words[`deadline_${kind}`],
        from,
        due ?? "—",
        el("span", { class: `due ${state}` }, words[`state_${state}`]),
      ]),
      words,
    ),
    report.notes.length > 0 &&
      el(
        "section",
        { "data-standing": "notes" },
        el("h3", {}, words.standingNotes),
        el("ul", { class: "notes" }, ...report.notes.map((note) => el("li", {}, note))),
      ),
  ].filter((node): node is HTMLElement => node instanceof HTMLElement);
  return el(
    "div",
    { class: "view standing" },
    ...(sections.length > 0 ? sections : [el("p", { class: "muted" }, words.standingNone)]),
  );
}

function scores(
  view: View,
  words: RegisterStrings,
  link: (numbers: readonly number[], text: string, title: string) => HTMLElement,
): HTMLElement | null {
  const scored = view.report.hosts
    .filter((one) => one.score)
    .sort((a, b) => (a.score?.total ?? 0) - (b.score?.total ?? 0));
  const first = scored[0]?.score;
  if (!first) return null;
  // Hosts may lack one index or another: every index that any host has is a column.
  const parts = new Map<string, { label: string; weight: number }>();
  for (const { score } of scored) for (const part of score?.parts ?? []) parts.set(part.index, part);
  const node = section(
    "scores",
    words.standingScores,
    [
      words.host,
      words.col_score,
      ...[...parts.values()].map(({ label, weight }) => `${label}（${fill(words.weight, { n: weight })}）`),
    ],
    scored.map((one) => [
      link(one.rows, one.name, words.standingScores),
      el("b", {}, String(Math.round((one.score?.total ?? 0) * 10) / 10)),
      ...[...parts.keys()].map((index) => {
        const part = one.score?.parts.find((other) => other.index === index);
        return part ? String(Math.round(part.value * 10) / 10) : "—";
      }),
    ]),
    words,
  );
  node?.append(el("p", { class: "muted", "data-note": "" }, first.note));
  return node;
}

function section(
  name: string,
  title: string,
  heads: readonly string[],
  lines: readonly (readonly (string | Node)[])[],
  words: RegisterStrings,
): HTMLElement | null {
  if (lines.length === 0) return null;
  const shown = lines.slice(0, MOST);
  return el(
    "section",
    { "data-standing": name },
    el("h3", {}, `${title} ${lines.length}`),
    el(
      "div",
      { class: "wide", tabindex: 0, role: "region", "aria-label": title },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, ...shown.map((line) => el("tr", {}, ...line.map((cell) => el("td", {}, cell))))),
      ),
    ),
    shown.length < lines.length &&
      el("p", { class: "muted" }, fill(words.shown, { shown: shown.length, all: lines.length })),
  );
}

/** The look of the page; goes on top of the theme. */
export const STANDING_CSS = `
.standing section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5em; }
.standing .due.missed { color: var(--x-error); font-weight: 600; }
.standing .due.met { color: var(--x-ok); }
.standing .notes { padding-inline-start: 1.3em; list-style: disc; }
.standing .link { text-align: start; }
`;
