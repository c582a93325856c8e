/** What a command found in one input, in the one shape that all printers read. */
import type { Attestation, Deadline, Diagnostic, RegisterReport, Verdict } from "../types.js";

/** One input, or one filing of an input that holds several. */
export interface Result {
  /** As given on the command line. */
  path: string;
  /** Number of the filing in the file, from 1, where a file may hold several. */
  item?: number;
  /** Line of the file it begins on, from 1, where the file has one a line. */
  line?: number;
  diagnostics: Diagnostic[];
  /** Why one of several could not be judged; the others were. */
  error?: string;
  /** The blocks of the text, for excerpts. */
  blocks?: string[];
  /** Block n is line n of the file. */
  blocksAreLines?: boolean;
  /** Line of the file (from 1) that each row number of a register stands on. */
  rowLines?: Map<number, number>;
  timeline?: Deadline[];
  attestations?: Attestation[];
  rows?: number;
  /** What a register's report holds besides findings and accounts. */
  register?: Omit<RegisterReport, "diagnostics" | "rows" | "accounts">;
  state?: Verdict["state"];
  reasons?: Verdict["reasons"];
  /** What else a verdict holds. */
  verdict?: Pick<Verdict, "digest" | "steps" | "attestations" | "hours" | "overridden">;
}

/** The exit code: 2 where one of several inputs could not be used, 1 where something must change, else 0. */
export function exitCode(results: readonly Result[]): 0 | 1 | 2 {
  if (results.some((result) => result.error !== undefined)) return 2;
  const failed = ({ state, diagnostics }: Result) =>
    state === "hold" || diagnostics.some((d) => d.severity === "error");
  return results.some(failed) ? 1 : 0;
}

/** `{"files":[{"path":…,"diagnostics":[…]}]}`, with what else the command knows after the diagnostics. */
export function printJson(results: readonly Result[]): string {
  const files = results.map(
    ({
      path,
      item,
      line,
      error,
      diagnostics,
      timeline,
      attestations,
      rows,
      register,
      state,
      reasons,
      verdict,
    }) => ({
      path,
      ...(item === undefined ? {} : { item }),
      ...(line === undefined ? {} : { line }),
      ...(error === undefined ? {} : { error }),
      ...(state === undefined ? {} : { state }),
      diagnostics,
      ...(reasons === undefined ? {} : { reasons }),
      ...verdict,
      ...(timeline === undefined ? {} : { timeline }),
      ...(attestations === undefined ? {} : { attestations }),
      ...(rows === undefined ? {} : { rows }),
      ...(register === undefined ? {} : { register }),
    }),
  );
  return `${JSON.stringify({ files }, null, 2)}\n`;
}
