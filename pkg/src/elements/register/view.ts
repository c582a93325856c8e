/**
 * What the register element shows, worked out once from the table and the report: hosts and platforms for the board,
 * findings with their rows, marks of each row. Who a host is and what platform is meant the kit decides; its accounts are
 * joined to the rows of the table by the line they stand on. A large register is worked through in slices, so that
 * the page stays alive meanwhile.
 */
import type { RegisterTable } from "../../register/table.js";
import { throwIfAborted, turn } from "../../register/turn.js";
import type { AccountState, Diagnostic, Group, LookAlike, RegisterReport, Severity } from "../../types.js";

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
  /** Every way in which the register writes it. */
  spellings: readonly string[];
  /** Rows of the table by platform. */
  cells: Map<number, number[]>;
  /** All marks of its rows. */
  marks: number;
  /** How many findings concern its rows. */
  findings: number;
  /** Its place among the hosts of the register. */
  place: number;
}

/** Everything the element shows. */
export interface View {
  table: RegisterTable;
  report: RegisterReport;
  hosts: HostLine[];
  /** The hosts that have accounts, in the order of the board. */
  board: HostLine[];
  platforms: string[];
  findings: Finding[];
  /** Marks of each row. */
  marks: Uint8Array;
  /** Findings of each row, as indexes. */
  ofRow: Map<number, number[]>;
  /** The account that each row was read as; none for rows that could not be read. */
  accounts: (AccountState | undefined)[];
  /** The rows of the table by the number that findings call them. */
  rowsOf: (numbers: readonly number[]) => number[];
  /** Groups of duplicates and look-alikes by the rows of their findings. */
  groups: Map<string, Group>;
  lookAlikes: Map<number, LookAlike>;
  severities: Record<Severity, number>;
  /** Kinds that occur, the most frequent first. */
  kinds: [kind: string, count: number][];
}

/** Work in one go before others have a turn, in milliseconds. */
const SLICE = 5;

/** A breath between slices of long work: gives way when the slice is used up. */
export function slices(signal: AbortSignal | undefined): () => Promise<void> | null {
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
  const view: View = {
    table,
    report,
    hosts: [],
    board: [],
    platforms: [],
    findings: [],
    marks: new Uint8Array(table.length),
    ofRow: new Map(),
    accounts: [],
    rowsOf: () => [],
    groups: new Map(),
    lookAlikes: new Map(),
    severities: { error: 0, warning: 0, info: 0 },
    kinds: [],
  };
  for (const [i, group] of report.groups.entries()) {
    if ((i & 255) === 0) await breath();
    view.groups.set(keyOf(group.rows), group);
  }
  for (const [i, look] of report.look_alikes.entries()) {
    if ((i & 255) === 0) await breath();
    view.lookAlikes.set(look.row, look);
  }
  for (const [i, host] of report.hosts.entries()) {
    if ((i & 255) === 0) await breath();
    const { name, spellings } = host;
    view.hosts.push({ name, spellings, cells: new Map(), marks: 0, findings: 0, place: view.hosts.length });
  }
  const hostOf = await placeAccounts(view, breath);
  const kinds = new Map<string, number>();
  for (const diagnostic of report.diagnostics) {
    const index = view.findings.length;
    if ((index & 63) === 0) await breath();
    const kind = diagnostic.code.slice(diagnostic.code.indexOf("/") + 1);
    const rows = diagnostic.target.kind === "account" ? view.rowsOf(diagnostic.target.rows) : [];
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
    if ((row & 4095) === 0) await breath();
    const line = view.hosts[hostOf[row] ?? -1];
    if (line) line.marks |= view.marks[row] ?? 0;
  }
  await breath();
  // In trouble first; otherwise as the register has them. Lines of one weight are put in order in a task of their own.
  const weighed = new Map<number, HostLine[]>();
  for (const [i, line] of view.hosts.entries()) {
    if ((i & 1023) === 0) await breath();
    if (line.cells.size === 0) continue;
    const weight = weightOf(line);
    const alike = weighed.get(weight);
    if (alike) alike.push(line);
    else weighed.set(weight, [line]);
  }
  for (const weight of [...weighed.keys()].sort((a, b) => b - a)) {
    await breath();
    const lines = weighed.get(weight) ?? [];
    lines.sort((a, b) => b.findings - a.findings || a.place - b.place);
    for (const line of lines) view.board.push(line);
  }
  view.kinds = [...kinds].sort((a, b) => b[1] - a[1]);
  await breath();
  return view;
}

/** Puts every account on the board, and gives the host of each row. */
async function placeAccounts(view: View, breath: () => Promise<void> | null): Promise<Int32Array> {
  const { table, report, hosts } = view;
  const hostOf = new Int32Array(table.length).fill(-1);
  // Mostly a number is that of one row.
  const numbers = new Map<number, number>();
  const more = new Map<number, number[]>();
  const platforms = await platformsOf(report, breath);
  view.platforms = [...platforms.keys()];
  let without = -1;
  for (const [i, account] of report.accounts.entries()) {
    if ((i & 255) === 0) await breath();
    const row = table.atLine(account.line);
    if (row < 0) continue;
    view.accounts[row] = account;
    if (!numbers.has(account.row)) numbers.set(account.row, row);
    else if (more.has(account.row)) more.get(account.row)?.push(row);
    else more.set(account.row, [row]);
    if (account.state === "closed") continue;
    let host = account.host ?? -1;
    if (host < 0) {
      if (without < 0) {
        without = hosts.length;
        hosts.push({
          name: "",
          spellings: [],
          cells: new Map(),
          marks: 0,
          findings: 0,
          place: view.hosts.length,
        });
      }
      host = without;
      view.marks[row] = MARKS.orphan;
    }
    hostOf[row] = host;
    const platform = platforms.get(account.platform_name) ?? 0;
    const cells = hosts[host]?.cells;
    const rows = cells?.get(platform);
    if (rows) rows.push(row);
    else cells?.set(platform, [row]);
  }
  // A row that could not be read is no account; its number is that of the table.
  for (let row = 0; row < table.length; row++) {
    if ((row & 4095) === 0) await breath();
    const number = table.number(row);
    if (!view.accounts[row] && !numbers.has(number)) numbers.set(number, row);
  }
  view.rowsOf = (wanted) =>
    wanted.flatMap((number) => {
      const row = numbers.get(number);
      return row === undefined ? [] : [row, ...(more.get(number) ?? [])];
    });
  return hostOf;
}

/** The platforms that accounts are on, with the place of each: those of most accounts come first. */
async function platformsOf(
  report: RegisterReport,
  breath: () => Promise<void> | null,
): Promise<Map<string, number>> {
  const uses = new Map<string, number>();
  for (const [i, account] of report.accounts.entries()) {
    if ((i & 1023) === 0) await breath();
    if (account.state !== "closed") {
      uses.set(account.platform_name, (uses.get(account.platform_name) ?? 0) + 1);
    }
  }
  const names = [...uses].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return new Map(names.map((name, place) => [name, place]));
}

/** Rows by their numbers as a key. */
function keyOf(numbers: readonly number[]): string {
  return numbers.join(",");
}

/** The group of duplicates that these rows of the table are. */
export function groupOf(view: View, rows: readonly number[]): Group | undefined {
  return view.groups.get(keyOf(rows.map((row) => numberOf(view, row))));
}

/** The names of a row's host, platform and account as the kit knows them; empty where there is none. */
export function namesOf(view: View, row: number): { host: string; platform: string; name: string } {
  const account = view.accounts[row];
  const host = account?.host;
  return {
    host: host === undefined ? "" : (view.hosts[host]?.name ?? ""),
    platform: account?.platform_name ?? "",
    name: account?.name ?? "",
  };
}

/** What an account is called where space is short: its name, else its number. */
export function callOf(view: View, row: number): string {
  return view.accounts[row]?.name || `#${numberOf(view, row)}`;
}

/** How much is the matter with a host: duplicates weigh more than sleepers, and so on. */
export function weightOf(line: HostLine): number {
  return MARK_ORDER.reduce((sum, mark, i) => sum + (line.marks & MARKS[mark] ? 1 << (8 - i) : 0), 0);
}

/** The row that a finding says is imitated, or -1. */
export function imitatedRow(view: View, finding: Finding): number {
  const first = finding.rows[0];
  if (finding.kind !== "look-alike" || first === undefined) return -1;
  const look = view.lookAlikes.get(numberOf(view, first));
  return look ? (view.rowsOf([look.imitates])[0] ?? -1) : -1;
}

/** How findings call a row. */
export function numberOf(view: View, row: number): number {
  return view.accounts[row]?.row ?? view.table.number(row);
}

/** A day as `YYYY-MM-DD`, counted from 1970. */
export function dayOf(text: string): number {
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) ? -1 : Math.floor(time / 86_400_000);
}
