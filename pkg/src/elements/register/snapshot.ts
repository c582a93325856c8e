/** What the register element shows, as plain JSON: for tests, for a host's own records, for a bug report. */
import type { Severity } from "../../types.js";
import type { Filter } from "./list.js";
import { MARK_ORDER, MARKS, type View, numberOf } from "./view.js";
import type { Views } from "./views.js";

/** Findings that a snapshot writes out. */
const MOST = 1000;

/** The element at a glance. */
export interface Snapshot {
  state: string;
  /** Why nothing is shown, where something failed. */
  fault: string;
  file: { name: string; kind: string; encoding: string; sheet: string } | null;
  rows: number;
  hosts: number;
  platforms: string[];
  severities: Record<Severity, number>;
  kinds: Record<string, number>;
  /** Rows that carry each mark of the board. */
  marks: Record<string, number>;
  tab: string;
  filter: Omit<Filter, "rows"> | null;
  /** How many findings pass the filter, and the first of them. */
  shown: number;
  findings: { code: string; severity: Severity; message: string; rows: number[] }[];
  /** The numbers of the rows whose details are open. */
  detail: number[];
}

/** Takes one. */
export function snapshotOf(state: string, fault: string, view: View | null, views: Views | null): Snapshot {
  const shown = views?.shown ?? view?.findings ?? [];
  const source = view?.table.source;
  const filter = views?.filter ?? null;
  return {
    state,
    fault: state === "failed" ? fault : "",
    file: source
      ? {
          name: source.name ?? "",
          kind: source.kind,
          encoding: source.encoding ?? "",
          sheet: source.sheet ?? "",
        }
      : null,
    rows: view?.report.rows ?? 0,
    hosts: view?.board.filter((line) => line.name !== "").length ?? 0,
    platforms: view ? [...view.platforms] : [],
    severities: view ? { ...view.severities } : { error: 0, warning: 0, info: 0 },
    kinds: view ? Object.fromEntries(view.kinds) : {},
    marks: view ? marksOf(view) : {},
    tab: views?.tab ?? "",
    filter: filter
      ? { severity: filter.severity, kind: filter.kind, host: filter.host, text: filter.text }
      : null,
    shown: shown.length,
    findings: shown.slice(0, MOST).map(({ diagnostic, rows }) => ({
      code: diagnostic.code,
      severity: diagnostic.severity,
      message: diagnostic.message,
      rows: rows.map((row) => (view ? numberOf(view, row) : 0)),
    })),
    detail: views?.detailRows.map((row) => (view ? numberOf(view, row) : 0)) ?? [],
  };
}

/** How many rows carry each mark. */
export function marksOf(view: View): Record<string, number> {
  const counts = Object.fromEntries(MARK_ORDER.map((mark) => [mark, 0]));
  for (const marks of view.marks) {
    if (marks === 0) continue;
    for (const mark of MARK_ORDER) if (marks & MARKS[mark]) counts[mark] = (counts[mark] ?? 0) + 1;
  }
  return counts;
}
