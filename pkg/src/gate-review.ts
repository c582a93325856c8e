/**
 * One check of one submission, and the rule that what goes out is what was checked. A check never throws: what
 * cannot be checked is held, and says so.
 */
import { toXianshenError, XianshenError } from "./errors.js";
import type { Awaitable } from "./kit.js";
import type { Verdict } from "./types.js";

/** The part of a kit that the gate uses. */
export interface GateKit {
  review(submission: object): Awaitable<Verdict>;
}

/** A guarded save or request was not let out; `verdict` says why. */
export class HeldError extends XianshenError {
  readonly verdict: Verdict;

  constructor(verdict: Verdict) {
    super("held", verdict.reasons.map((r) => r.message).join(" ") || "the submission is held");
    this.verdict = verdict;
  }
}

/** A verdict with the text of the submission it is about. */
export interface Collected {
  verdict: Verdict;
  /** The submission as JSON; null when it could not be collected. */
  text: string | null;
  /** The check itself failed. */
  failed: boolean;
  /** The submission says that it is a draft. */
  draft?: boolean;
}

/** Where a draft may be kept: only on this machine, or also sent like anything else. */
export type DraftRule = "local" | "send";

/**
 * The verdict for something that is about to leave: a draft passes every check, so it is held here unless the vendor
 * lets drafts be sent.
 */
export function leaving(collected: Collected, drafts: DraftRule = "local"): Collected {
  if (drafts === "send" || collected.verdict.state !== "pass" || !collected.draft) return collected;
  const reasons = [{ code: "gate/draft", message: "草稿只在本机保存，未经审核不发往服务器。" }];
  return { ...collected, verdict: { ...collected.verdict, state: "hold", reasons } };
}

/** Collects and reviews; synchronous if both are. */
export function collectAndReview(kit: GateKit, collect: () => Awaitable<object>): Awaitable<Collected> {
  try {
    const submission = collect();
    return isPromise(submission)
      ? submission.then((value) => review(kit, value)).catch(failure)
      : review(kit, submission);
  } catch (thrown) {
    return failure(thrown);
  }
}

function review(kit: GateKit, submission: object): Awaitable<Collected> {
  try {
    const text = JSON.stringify(submission);
    const draft = (submission as { action?: unknown }).action === "draft";
    const done = (verdict: Verdict): Collected => ({ verdict: sound(verdict), text, failed: false, draft });
    const verdict = kit.review(submission);
    return isPromise(verdict) ? verdict.then(done).catch(failure) : done(verdict);
  } catch (thrown) {
    return failure(thrown);
  }
}

function sound(verdict: Verdict): Verdict {
  if (verdict?.state !== "pass" && verdict?.state !== "hold") throw new Error("the kit gave no verdict");
  return verdict;
}

/** A verdict over nothing. */
export const EMPTY: Verdict = {
  state: "pass",
  diagnostics: [],
  reasons: [],
  digest: "",
  steps: [],
  attestations: [],
  hours: [],
  overridden: [],
};

function failure(thrown: unknown): Collected {
  const error = toXianshenError(thrown);
  const message = error.hint ? `${error.message} (${error.hint})` : error.message;
  return {
    verdict: { ...EMPTY, state: "hold", reasons: [{ code: "gate/failed", message }] },
    text: null,
    failed: true,
  };
}

/** How often a submission may change under a check before it is held for this attempt. */
const ROUNDS = 5;

/**
 * Repeats an asynchronous check until two in a row saw the same submission: what was written while a check was
 * under way has then been checked too. `first` is a check that was started already.
 */
export async function letThrough(
  check: () => Awaitable<Collected>,
  first?: Awaitable<Collected>,
): Promise<Collected> {
  const started = first ?? check();
  let last = await started;
  if (!isPromise(started)) return last;
  for (let round = 0; round < ROUNDS; round++) {
    if (last.verdict.state !== "pass") return last;
    const again = await check();
    if (again.text === last.text) return again;
    last = again;
  }
  return failure(new Error("the text keeps changing while it is checked; try again"));
}

/** Whether a value is a promise of any make. */
export function isPromise<T>(value: Awaitable<T>): value is Promise<T> {
  return typeof (value as Promise<T> | null)?.then === "function";
}
