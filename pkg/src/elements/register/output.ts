/**
 * What leaves the element: the findings as a table, the register with every column it came in with and one more, and the
 * list of corrections that an office prints, signs and files. As sheets for a workbook, as CSV, and as a page of paper.
 */
import { guardCell, toCsv } from "../../csv.js";
import type { Cell, Sheet } from "../../spreadsheet/module.js";
import { fill } from "../../strings/index.js";
import { kindName } from "./list.js";
import type { RegisterStrings } from "./strings.js";
import { cellOf, type Finding, type View } from "./view.js";

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

/** The findings, one a row under the headings. */
export function findingRows(
  view: View,
  findings: readonly Finding[],
  words: RegisterStrings,
  cite: Cite,
): string[][] {
  const distinct = (finding: Finding, column: number) =>
    [...new Set(finding.rows.map((row) => cellOf(view, row, column)).filter(Boolean))].join(words.comma);
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
    ...findings.map((finding, i) => [
      String(i + 1),
      words[`severity_${finding.diagnostic.severity}`],
      kindName(finding.kind, words),
      distinct(finding, view.columns.host),
      distinct(finding, view.columns.platform),
      distinct(finding, view.columns.name),
      finding.diagnostic.message,
      cite(finding.diagnostic.clauses),
      finding.rows.map((row) => view.table.number(row)).join(words.comma),
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
      row.map((value): Cell => ({
        value,
        border: true,
        ...(i === 0 ? { bold: true, fill: HEAD_FILL } : {}),
      })),
    ),
  };
}

/** The register as it came in, lines above the headings left out, with one column more: what was found. */
export function registerRows(view: View, words: RegisterStrings): string[][] {
  const { table } = view;
  const rows: string[][] = [[...table.head, words.column_findings]];
  for (let row = 0; row < table.length; row++) {
    const found = (view.ofRow.get(row) ?? []).map((index) => view.findings[index]?.diagnostic.message ?? "");
    rows.push([...table.row(row), found.join(words.semicolon)]);
  }
  // A row may have more cells than there are headings; they stay where they were, before the new column.
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  for (const row of rows) {
    if (row.length < width) row.splice(row.length - 1, 0, ...Array<string>(width - row.length).fill(""));
  }
  return rows;
}

/** What must or should be put right, host by host. */
export function corrections(view: View, words: RegisterStrings, cite: Cite): Correction[] {
  const list = view.findings
    .filter(({ diagnostic, rows }) => diagnostic.severity !== "info" && rows.length > 0)
    .map((finding): Correction => {
      const values = (column: number) =>
        [...new Set(finding.rows.map((row) => cellOf(view, row, column)).filter(Boolean))].join(words.comma);
      return {
        host: values(view.columns.host) || words.noHost,
        platform: values(view.columns.platform),
        name: values(view.columns.name),
        problem: finding.diagnostic.message,
        clause: cite(finding.diagnostic.clauses),
        advice: finding.diagnostic.fixes.map((fix) => fix.title).join(words.semicolon),
        due: "",
        person: "",
      };
    });
  return list.sort((a, b) => a.host.localeCompare(b.host, "zh"));
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
