/** What the filing element shows, as plain JSON, for tests: labels, values, findings in place, deadlines day by day. */
import type { FilingChecker } from "../filing/checker.js";
import { joinId } from "../filing/model.js";
import { type Month, monthsOf } from "../filing/month.js";
import type { FilingStrings } from "../filing/strings.js";
import type { Deadline, Diagnostic, FormInfo } from "../types.js";
import type { Sheet } from "./filing-sheet.js";
import { countingText, deadlineSentence, todayOf } from "./timeline.js";

/** One field as it stands. */
export interface FieldSnapshot {
  path: string;
  label: string;
  /** The heading it stands under, or "". */
  group: string;
  /** What the control shows. */
  value: string;
  required: boolean;
  invalid: boolean;
  /** The findings under it: none before it was left. */
  findings: Diagnostic[];
}

/** One deadline as it stands. */
export interface DeadlineSnapshot {
  id: string;
  state: Deadline["state"];
  last_day: string | null;
  sentence: string;
  counting: string;
  months: Month[];
}

/** What the element shows. */
export interface FilingSnapshot {
  /** `idle` before the first check. */
  state: "idle" | "found" | "clean";
  /** `jurisdiction/id`, or "" before a form is drawn. */
  form: string;
  title: string;
  value: object;
  /** The fields in place, in order. */
  fields: FieldSnapshot[];
  /** Findings that belong to no field in place. */
  other: Diagnostic[];
  /** The lines of the summary of errors. */
  summary: string[];
  deadlines: DeadlineSnapshot[];
  /** The questions asked, by clause. */
  attestations: { clause: string; question: string }[];
  status: string;
  /** When the draft brought back was saved, in milliseconds since 1970, or null. */
  draft: number | null;
  /** Errors known, shown or not. */
  errors: number;
}

/** Whether errors are known, shown or not. */
export function stateOf(checker: FilingChecker): FilingSnapshot["state"] {
  if (!checker.report) return "idle";
  return checker.counts().error > 0 ? "found" : "clean";
}

/** Puts a snapshot together. */
export function snapshotOf(from: {
  form: FormInfo | null;
  value: object;
  sheet: Sheet | null;
  checker: FilingChecker;
  restored: number | null;
  status: string;
  summary: string[];
  words: FilingStrings;
}): FilingSnapshot {
  const { form, sheet, checker, words } = from;
  const sorted = checker.sorted();
  return {
    state: stateOf(checker),
    form: form ? joinId(form.jurisdiction, form.id) : "",
    title: form?.title ?? "",
    value: from.value,
    fields: (sheet?.shown ?? []).map((view) => ({
      path: view.path,
      label: view.label,
      group: view.field.group,
      value: view.control.value,
      required: view.control.getAttribute("aria-required") === "true",
      invalid: view.control.getAttribute("aria-invalid") === "true",
      findings: checker.mayShow(view.path) ? (sorted.get(view.path) ?? []) : [],
    })),
    other: checker.all ? (sorted.get("") ?? []) : [],
    summary: from.summary,
    deadlines: (checker.report?.timeline ?? []).map((deadline) => {
      const months = monthsOf(deadline, todayOf(deadline));
      return {
        id: deadline.id,
        state: deadline.state,
        last_day: deadline.last_day,
        sentence: deadlineSentence(deadline, words),
        counting: months.length > 0 ? countingText(deadline, months, words) : "",
        months,
      };
    }),
    attestations: checker.report?.attestations ?? [],
    status: from.status,
    draft: from.restored,
    errors: checker.counts().error,
  };
}
