/** What a command found in one input, in the one shape that all printers read. */
import type { Deadline, Diagnostic, RegisterReport, Verdict } from "../types.js";

/** One input, or one filing of an input that holds several. */
export interface Result {
  /** As given on the command line. */
  path: string;
  /** Number of the filing in the file, from 1, where a file may hold several. */
  item?: number;
  diagnostics: Diagnostic[];
  /** The blocks of the text, for excerpts. */
  blocks?: string[];
  /** Block n is line n of the file. */
  blocksAreLines?: boolean;
  /** Line of the file (from 1) that each row number of a register stands on. */
  rowLines?: Map<number, number>;
  timeline?: Deadline[];
  rows?: number;
  /** What a register's report holds besides findings and accounts. */
  register?: Omit<RegisterReport, "diagnostics" | "rows" | "accounts">;
  state?: Verdict["state"];
  reasons?: Verdict["reasons"];
}

/** Whether the input keeps the exit code from being 0. */
export function failed(result: Result): boolean {
  return result.state === "hold" || result.diagnostics.some((d) => d.severity === "error");
}

/** `{"files":[{"path":…,"diagnostics":[…]}]}`, with what else the command knows after the diagnostics. */
export function printJson(results: readonly Result[]): string {
  const files = results.map(({ path, item, diagnostics, timeline, rows, register, state, reasons }) => ({
    path,
    ...(item === undefined ? {} : { item }),
    ...(state === undefined ? {} : { state }),
    diagnostics,
    ...(reasons === undefined ? {} : { reasons }),
    ...(timeline === undefined ? {} : { timeline }),
    ...(rows === undefined ? {} : { rows }),
    ...(register === undefined ? {} : { register }),
  }));
  return `${JSON.stringify({ files }, null, 2)}\n`;
}
