/**
 * What leaves the element: the findings as a table, the register with every column it came in with and one more, and the
 * list of corrections that an office prints, signs and files. As sheets for a workbook, as CSV, and as a page of paper.
 */
import { guardCell, toCsv } from "../../csv.js";
import type { Cell, Sheet } from "../../spreadsheet/module.js";
import { fill } from "../../strings/index.js";
import { kindName } from "./list.js";
import type { RegisterStrings } from "./strings.js";
import { callOf, type Finding, groupOf, namesOf, slices, type View, numberOf } from "./view.js";

/** One line of the list of corrections. */
export interface Correction {
  host: string;
  platform: string;
  name: string;
  problem: string;
  clause: string;
  advice: string;
  due: string;
  person: string;
}

/** How clauses are cited: the title of the document and the place in it. */
export type Cite = (clauses: readonly string[]) => string;

const HEAD_FILL = "#e8eef5";
/** Rows of a sheet that get lines around their cells; a longer one is for working on, not for paper. */
const MOST_LINED = 5000;

/** Each different name of the rows once. */
function distinct(
  view: View,
  rows: readonly number[],
  which: "host" | "platform" | "name",
  words: RegisterStrings,
): string {
  return [...new Set(rows.map((row) => namesOf(view, row)[which]).filter(Boolean))].join(words.comma);
}

/** The findings, one a row under the headings. */
export function findingRows(
  view: View,
  findings: readonly Finding[],
  words: RegisterStrings,
  cite: Cite,
): string[][] {
  return [
    [
      words.column_number,
      words.column_severity,
      words.column_kind,
      words.column_host,
      words.column_platform,
      words.column_name,
      words.column_problem,
      words.column_clause,
      words.column_rows,
    ],
    ...findings.map(({ diagnostic, kind, rows }, i) => [
      String(i + 1),
      words[`severity_${diagnostic.severity}`],
      kindName(kind, words),
      distinct(view, rows, "host", words),
      distinct(view, rows, "platform", words),
      distinct(view, rows, "name", words),
      diagnostic.message,
      cite(diagnostic.clauses),
      rows.map((row) => numberOf(view, row)).join(words.comma),
    ]),
  ];
}

/** CSV that a spreadsheet program opens as it is meant: with a byte order mark, and no cell run as a formula. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${toCsv(rows.map((row) => row.map(guardCell))).replace(/\n/g, "\r\n")}`;
}

/** A sheet of text with a row of headings that stays in sight. */
export function sheetOf(name: string, rows: readonly (readonly string[])[], widths: number[]): Sheet {
  return {
    name,
    frozen: 1,
    landscape: true,
    widths,
    rows: rows.map((row, i) =>
      i === 0
        ? row.map((value): Cell => ({ value, border: true, bold: true, fill: HEAD_FILL }))
        : rows.length > MOST_LINED
          ? [...row]
          : row.map((value): Cell => ({ value, border: true })),
    ),
  };
}

/** The register as it came in, lines above the headings left out, with one column more: what was found. */
export async function registerRows(view: View, words: RegisterStrings): Promise<string[][]> {
  const { table } = view;
  const breath = slices(undefined);
  const rows: string[][] = [[...table.head, words.column_findings]];
  let width = table.head.length + 1;
  for (let row = 0; row < table.length; row++) {
    if ((row & 63) === 0) await breath();
    const found = (view.ofRow.get(row) ?? []).map((index) => view.findings[index]?.diagnostic.message ?? "");
    const cells = [...table.row(row), found.join(words.semicolon)];
    width = Math.max(width, cells.length);
    rows.push(cells);
  }
  // A row may have more cells than there are headings; they stay where they were, before the new column.
  for (const cells of rows) {
    if (cells.length < width)
      cells.splice(cells.length - 1, 0, ...Array<string>(width - cells.length).fill(""));
  }
  return rows;
}

/** What must or should be put right, host by host. Who answers for it is written in by hand, unless the register says. */
export function corrections(view: View, words: RegisterStrings, cite: Cite): Correction[] {
  const manager = view.table.head.findIndex((name) => /^(账号)?(管理员|负责人|责任人)$/.test(name));
  const dues = new Map<number, string>();
  for (const { row, kind, due } of view.report.deadlines) {
    if (kind === "rectification" && due) for (const at of view.rowsOf([row])) dues.set(at, due);
  }
  return view.findings
    .filter(({ diagnostic, rows }) => diagnostic.severity !== "info" && rows.length > 0)
    .sort((a, b) => a.host - b.host)
    .map(({ diagnostic, kind, rows }) => ({
      host: distinct(view, rows, "host", words) || words.noHost,
      platform: distinct(view, rows, "platform", words),
      name: distinct(view, rows, "name", words),
      problem: diagnostic.message,
      clause: cite(diagnostic.clauses),
      advice: adviceOf(view, diagnostic.fixes, kind, rows, words),
      due: rows.map((row) => dues.get(row)).find(Boolean) ?? "",
      person:
        manager < 0
          ? ""
          : [...new Set(rows.map((row) => view.table.row(row)[manager]).filter(Boolean))].join(words.comma),
    }));
}

/** What to do: the finding's own fixes, the account proposed to be kept, else the usual way with its kind. */
function adviceOf(
  view: View,
  fixes: readonly { title: string }[],
  kind: string,
  rows: readonly number[],
  words: RegisterStrings,
): string {
  if (fixes.length > 0) return fixes.map((fix) => fix.title).join(words.semicolon);
  const group = kind === "duplicate" ? groupOf(view, rows) : undefined;
  const keep = group ? view.rowsOf([group.keep])[0] : undefined;
  if (group && keep !== undefined) {
    return fill(words.adviceKeep, { name: callOf(view, keep), why: group.keep_why });
  }
  return words[`advice_${kind}` as keyof RegisterStrings] ?? words.advice_other;
}

/** The list of corrections as a sheet: title, line of particulars, table. */
export function correctionSheet(list: readonly Correction[], words: RegisterStrings, date: string): Sheet {
  const head = correctionHead(words);
  const blank = (n: number) => Array<null>(n).fill(null);
  return {
    name: words.printTitle,
    landscape: true,
    frozen: 3,
    widths: [6, 20, 12, 20, 40, 30, 30, 12, 12],
    rows: [
      [
        { value: words.printTitle, bold: true, size: 18, align: "center", span: head.length },
        ...blank(head.length - 1),
      ],
      [
        { value: words.printUnit, span: 5 },
        ...blank(4),
        { value: fill(words.printDate, { date }), span: 4, align: "right" },
        ...blank(3),
      ],
      head.map((value): Cell => ({ value, bold: true, border: true, align: "center", fill: HEAD_FILL })),
      ...list.map((line, i) => correctionCells(line, i).map((value): Cell => ({ value, border: true }))),
    ],
  };
}

/** The headings of the list of corrections. */
export function correctionHead(words: RegisterStrings): string[] {
  return [
    words.column_number,
    words.column_host,
    words.column_platform,
    words.column_name,
    words.column_problem,
    words.column_clause,
    words.column_advice,
    words.column_due,
    words.column_person,
  ];
}

/** One line of it as cells. */
export function correctionCells(line: Correction, index: number): string[] {
  const { host, platform, name, problem, clause, advice, due, person } = line;
  return [String(index + 1), host, platform, name, problem, clause, advice, due, person];
}
