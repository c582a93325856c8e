/** What the panel shows, as plain JSON: for tests and for a host's own records. */
import type { AuditRecord, Session } from "../session/types.js";
import type { Severity, Target } from "../types.js";
import { type Grouping, type Item, ORDER } from "./panel-groups.js";

/** The panel at a glance. */
export interface PanelSnapshot {
  /** `idle`: no session; `pending`: a check is under way. */
  state: "idle" | "pending" | "clean" | "found";
  /** Findings known, whatever the filter lets through. */
  counts: Record<Severity, number>;
  grouping: Grouping;
  /** Severities the list is narrowed to; empty: all. */
  only: Severity[];
  /** What the filter lets through, as listed. `text` are the words found. */
  findings: { code: string; severity: Severity; message: string; text: string | null; target: Target }[];
  /** Number of the finding in hand, or -1. */
  active: number;
  ignored: AuditRecord[];
}

/** The state of some sessions together. */
export function stateOf(sessions: readonly Session[]): PanelSnapshot["state"] {
  const attached = sessions.filter((session) => !session.detached);
  if (attached.length === 0) return "idle";
  if (attached.some((session) => session.pending)) return "pending";
  return attached.some(({ counts }) => ORDER.some((severity) => counts[severity] > 0)) ? "found" : "clean";
}

/** Takes one. */
export function panelSnapshot(
  sessions: readonly Session[],
  items: readonly Item[],
  shown: { grouping: Grouping; only: ReadonlySet<Severity>; active: number },
): PanelSnapshot {
  const attached = sessions.filter((session) => !session.detached);
  const count = (severity: Severity): number =>
    attached.reduce((sum, session) => sum + session.counts[severity], 0);
  const counts = { error: count("error"), warning: count("warning"), info: count("info") };
  return {
    state: stateOf(sessions),
    counts,
    grouping: shown.grouping,
    only: ORDER.filter((severity) => shown.only.has(severity)),
    findings: items.map(({ session, diagnostic }) => ({
      code: diagnostic.code,
      severity: diagnostic.severity,
      message: diagnostic.message,
      text: session.textOf(diagnostic),
      target: diagnostic.target,
    })),
    active: shown.active,
    ignored: attached.flatMap((session) => [...session.ignored]),
  };
}
