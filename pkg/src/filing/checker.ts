/**
 * The check behind a form that a person fills in: runs the kit at every change, forgets answers that come too late,
 * and knows which findings may be shown. A field is judged in front of its writer only after it was left once, or
 * when the whole form is asked for.
 */
import { andThen } from "../elements/base.js";
import type { Awaitable } from "../kit.js";
import type { ClauseStatus, Diagnostic, FilingReport, FormInfo } from "../types.js";
import { ownerOf } from "./model.js";

/** The part of a kit that a filing form uses. */
export interface FilingKit {
  forms(): Awaitable<FormInfo[]>;
  checkFiling(filing: object): Awaitable<FilingReport>;
  explain(clauseId: string): Awaitable<ClauseStatus | undefined>;
}

/** How many findings of each severity there are. */
export interface Counts {
  error: number;
  warning: number;
  info: number;
}

/** What a checker needs of the form it stands behind. */
export interface CheckedForm {
  /** The filing as it stands now. */
  value(): object;
  /** The form in hand. */
  info(): FormInfo | null;
  /** The paths of the controls that are drawn, in their order. */
  paths(): readonly string[];
  /** Told of every new report, and when other findings may be shown. */
  show(): void;
  /** Told when a check could not be made. */
  failed(error: unknown): void;
}

/** Runs checks and sorts what they find. */
export class FilingChecker {
  /** The last report, or null before the first. */
  report: FilingReport | null = null;
  /** True between a change and its report, which matters where the kit runs in a worker. */
  pending = false;
  /** Whether the last check could not be made. */
  broken = false;
  /** Whether everything may be shown. */
  all = false;
  private readonly touched = new Set<string>();
  private readonly form: CheckedForm;
  private run = 0;
  private checked = "";

  constructor(form: CheckedForm) {
    this.form = form;
  }

  /** A field was left. */
  leave(path: string): void {
    this.touched.add(path);
  }

  /** Whether the findings of a path may be shown. */
  mayShow(path: string): boolean {
    return this.all || this.touched.has(path);
  }

  /** Forgets what was left and shown: the form is new again. */
  reset(): void {
    this.touched.clear();
    this.all = false;
  }

  /** The paths that were left, in no order. */
  get left(): string[] {
    return [...this.touched];
  }

  /** Checks what is there now; `then` runs with the report unless a newer check took its place. */
  check(kit: FilingKit, then?: (report: FilingReport) => void): void {
    const run = ++this.run;
    const fail = (error: unknown) => {
      if (run !== this.run) return;
      this.pending = false;
      this.broken = true;
      this.form.failed(error);
    };
    this.pending = true;
    try {
      const value = this.form.value();
      this.checked = JSON.stringify(value);
      andThen(
        kit.checkFiling(value),
        (report) => {
          if (run !== this.run) return;
          this.pending = false;
          this.broken = false;
          this.report = report;
          this.form.show();
          then?.(report);
        },
        fail,
      );
    } catch (error) {
      fail(error);
    }
  }

  /** Whether the report at hand speaks of what is there now. */
  get settled(): boolean {
    return !this.pending && !this.broken && this.checked === JSON.stringify(this.form.value());
  }

  /** The findings of each drawn control, and those that belong to none under "". Shown or not. */
  sorted(): Map<string, Diagnostic[]> {
    const paths = this.form.paths();
    const info = this.form.info();
    const sorted = new Map<string, Diagnostic[]>();
    for (const diagnostic of this.report?.diagnostics ?? []) {
      const owner = ownerOf(diagnostic, paths, info) ?? "";
      const list = sorted.get(owner);
      if (list) list.push(diagnostic);
      else sorted.set(owner, [diagnostic]);
    }
    return sorted;
  }

  /** How many findings there are, shown or not. */
  counts(): Counts {
    const counts: Counts = { error: 0, warning: 0, info: 0 };
    for (const { severity } of this.report?.diagnostics ?? []) counts[severity] += 1;
    return counts;
  }
}
