/**
 * What the register element shows, worked out once from the table and the report: hosts and platforms for the board,
 * findings with their rows, marks of each row. A large register is worked through in slices, so that the page stays
 * alive meanwhile.
 */
import type { RegisterTable } from "../../register/table.js";
import { throwIfAborted, turn } from "../../register/turn.js";
import type { Diagnostic, RegisterReport, Severity } from "../../types.js";

/** Marks of a row or of a cell of the board, as bits; a lower bit is shown before a higher. */
export const MARKS = { duplicate: 1, "look-alike": 2, orphan: 4, stale: 8, other: 16 } as const;
/** The name of a mark. */
export type Mark = keyof typeof MARKS;
/** The marks in the order in which one cell shows them. */
export const MARK_ORDER = Object.keys(MARKS) as Mark[];

/** A finding with what the lists ask of it. */
export interface Finding {
  diagnostic: Diagnostic;
  /** The code without its area: `duplicate`, `stale` … */
  kind: string;
  /** Rows of the table, from 0. */
  rows: readonly number[];
  /** Index into {@link View.hosts} of the first row, or -1. */
  host: number;
}

/** A line of the board. */
export interface HostLine {
  /** The name of the host, empty for accounts without one. */
  name: string;
  /** Rows of the table by platform. */
  cells: Map<number, number[]>;
  /** All marks of its rows. */
  marks: number;
  /** How many findings concern its rows. */
  findings: number;
  rows: number;
}

/** Which column of the table holds what; -1 where there is none. */
export interface Columns {
  host: number;
  platform: number;
  name: number;
  updated: number;
  manager: number;
}

/** Everything the element shows. */
export interface View {
  table: RegisterTable;
  report: RegisterReport;
  columns: Columns;
  hosts: HostLine[];
  platforms: string[];
  findings: Finding[];
  /** Marks of each row. */
  marks: Uint8Array;
  /** Findings of each row, as indexes. */
  ofRow: Map<number, number[]>;
  severities: Record<Severity, number>;
  /** Kinds that occur, the most frequent first. */
  kinds: [kind: string, count: number][];
  /** The day of the last update of each row, counted from 1970, or -1. */
  updated: Int32Array;
}

/** Work in one go before others have a turn, in milliseconds. */
const SLICE = 12;

/** A breath between slices of long work: gives way when the slice is used up. */
function slices(signal: AbortSignal | undefined): () => Promise<void> | null {
  let end = performance.now() + SLICE;
  return () => {
    if (performance.now() < end) return null;
    return turn().then(() => {
      throwIfAborted(signal);
      end = performance.now() + SLICE;
    });
  };
}

/** Works out a view. */
export async function viewOf(
  table: RegisterTable,
  report: RegisterReport,
  signal?: AbortSignal,
): Promise<View> {
  const breath = slices(signal);
  const columns = columnsOf(table.head);
  const view: View = {
    table,
    report,
    columns,
    hosts: [],
    platforms: [],
    findings: [],
    marks: new Uint8Array(table.length),
    ofRow: new Map(),
    severities: { error: 0, warning: 0, info: 0 },
    kinds: [],
    updated: new Int32Array(table.length).fill(-1),
  };
  const hosts = new Map<string, number>();
  const platforms = new Map<string, number>();
  const hostOf = new Int32Array(table.length);
  const uses: number[] = [];
  for (let row = 0; row < table.length; row++) {
    if ((row & 63) === 0) await breath();
    const cells = table.row(row);
    const host = indexIn(hosts, cells[columns.host] ?? "");
    const platform = indexIn(platforms, cells[columns.platform] ?? "");
    const line = (view.hosts[host] ??= {
      name: cells[columns.host] ?? "",
      cells: new Map(),
      marks: 0,
      findings: 0,
      rows: 0,
    });
    const rows = line.cells.get(platform);
    if (rows) rows.push(row);
    else line.cells.set(platform, [row]);
    line.rows++;
    uses[platform] = (uses[platform] ?? 0) + 1;
    hostOf[row] = host;
    if (line.name === "") view.marks[row] = MARKS.orphan;
    view.updated[row] = dayOf(cells[columns.updated] ?? "");
  }
  const kinds = new Map<string, number>();
  for (const diagnostic of report.diagnostics) {
    if ((view.findings.length & 63) === 0) await breath();
    const kind = diagnostic.code.slice(diagnostic.code.indexOf("/") + 1);
    const rows: number[] = [];
    if (diagnostic.target.kind === "account") {
      for (const number of diagnostic.target.rows) rows.push(...table.find(number));
    }
    const index = view.findings.length;
    const mark = kind in MARKS ? MARKS[kind as Mark] : diagnostic.severity === "info" ? 0 : MARKS.other;
    for (const row of rows) {
      view.marks[row] = (view.marks[row] ?? 0) | mark;
      const line = view.hosts[hostOf[row] ?? -1];
      if (line) line.findings++;
      const known = view.ofRow.get(row);
      if (known) known.push(index);
      else view.ofRow.set(row, [index]);
    }
    view.findings.push({
      diagnostic,
      kind,
      rows,
      host: rows[0] === undefined ? -1 : (hostOf[rows[0]] ?? -1),
    });
    view.severities[diagnostic.severity]++;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  for (let row = 0; row < table.length; row++) {
    const line = view.hosts[hostOf[row] ?? -1];
    if (line) line.marks |= view.marks[row] ?? 0;
  }
  await breath();
  view.kinds = [...kinds].sort((a, b) => b[1] - a[1]);
  // Platforms that most accounts are on come first.
  const order = [...platforms.values()].sort((a, b) => (uses[b] ?? 0) - (uses[a] ?? 0));
  const place = new Map(order.map((old, now) => [old, now]));
  const names = [...platforms.keys()];
  view.platforms = order.map((old) => names[old] ?? "");
  for (const line of view.hosts) {
    line.cells = new Map([...line.cells].map(([old, rows]) => [place.get(old) ?? 0, rows]));
  }
  await breath();
  return view;
}

function indexIn(known: Map<string, number>, name: string): number {
  let index = known.get(name);
  if (index === undefined) {
    index = known.size;
    known.set(name, index);
  }
  return index;
}

function columnsOf(head: readonly string[]): Columns {
  const find = (pattern: RegExp) => head.findIndex((name) => pattern.test(name));
  return {
    host: find(/^(主办单位|开设单位|主管单位|单位名称|单位|host)$/i),
    platform: find(/平台|platform/i),
    name: find(/账号名称|名称|^name$/i),
    updated: find(/更新日期|更新时间|last_update/i),
    manager: find(/管理员$|负责人|manager/i),
  };
}

/** A day as offices write it, counted from 1970; -1 where it is none. */
export function dayOf(text: string): number {
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/.exec(text);
  if (parts) {
    const time = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
    return Number.isNaN(time) ? -1 : Math.floor(time / 86_400_000);
  }
  // A serial number of a spreadsheet: days from 30 December 1899.
  return /^[34]\d{4}(\.\d+)?$/.test(text) ? Math.floor(Number(text)) - 25_569 : -1;
}

/** The cell of a row in a column that may not be there. */
export function cellOf(view: View, row: number, column: number): string {
  return column < 0 ? "" : (view.table.row(row)[column] ?? "");
}
