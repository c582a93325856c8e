/**
 * One check of one submission, and the rule that what goes out is what was checked. A check never throws: what
 * cannot be checked is held, and says so.
 */
import { toXianshenError, XianshenError } from "./errors.js";
import { failureWords, type GateLanguage, gateWords } from "./gate-words.js";
import type { Awaitable } from "./kit.js";
import type { Verdict } from "./types.js";

/** The part of a kit that the gate uses. */
export interface GateKit {
  review(submission: object): Awaitable<Verdict>;
  /** Language of its sentences; `zh` unless told. */
  readonly lang?: GateLanguage;
}

/**
 * A kit that may still be on its way, or never come: until it is there every check waits, and one that cannot be made
 * (a bad rule pack, a file that is missing) fails every check, so that the gate holds and says so.
 */
export function kitOf(given: Awaitable<GateKit>): GateKit {
  if (!isPromise(given)) return given;
  let here: GateKit | undefined;
  given.then(
    (kit) => (here = kit),
    () => undefined,
  );
  return {
    review: (submission) => (here ? here.review(submission) : given.then((kit) => kit.review(submission))),
    get lang() {
      return here?.lang ?? pageLanguage();
    },
  };
}

function pageLanguage(): GateLanguage {
  const lang = typeof document === "undefined" ? "" : document.documentElement.lang;
  return lang.toLowerCase().startsWith("en") ? "en" : "zh";
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
}

/** Where a draft may be kept: only on this machine, or also sent like anything else. */
export type DraftRule = "local" | "send";

/**
 * The verdict for something that is about to leave: a draft passes every check, so it is held here unless the vendor
 * lets drafts be sent.
 */
export function leaving(collected: Collected, drafts: DraftRule = "local", lang?: GateLanguage): Collected {
  const { state, action } = collected.verdict;
  if (drafts === "send" || state !== "pass" || action !== "draft") return collected;
  const reasons = [{ code: "gate/draft", message: gateWords(lang, "draft") }];
  return { ...collected, verdict: { ...collected.verdict, state: "hold", reasons } };
}

/** How long a check may take before it counts as failed, in milliseconds, unless told. */
export const PATIENCE = 30_000;

/**
 * Collects and reviews; synchronous if both are. A check that does not answer within `patience` (the worker is gone
 * without a word) has failed.
 */
export function collectAndReview(
  kit: GateKit,
  collect: () => Awaitable<object>,
  patience = PATIENCE,
): Awaitable<Collected> {
  const failed = (thrown: unknown): Collected => failure(thrown, kit.lang);
  try {
    const submission = collect();
    const answer = isPromise(submission)
      ? submission.then((value) => review(kit, value, failed))
      : review(kit, submission, failed);
    return isPromise(answer) ? inTime(answer, patience).catch(failed) : answer;
  } catch (thrown) {
    return failed(thrown);
  }
}

async function inTime<T>(answer: Promise<T>, patience: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new XianshenError("silent", "the kit does not answer")), patience);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

function review(
  kit: GateKit,
  submission: object,
  failed: (thrown: unknown) => Collected,
): Awaitable<Collected> {
  try {
    const text = JSON.stringify(submission);
    const done = (verdict: Verdict): Collected => ({ verdict: sound(verdict), text, failed: false });
    const verdict = kit.review(submission);
    return isPromise(verdict) ? verdict.then(done).catch(failed) : done(verdict);
  } catch (thrown) {
    return failed(thrown);
  }
}

function sound(verdict: Verdict): Verdict {
  if (verdict?.state !== "pass" && verdict?.state !== "hold") throw new Error("the kit gave no verdict");
  return verdict;
}

/** A verdict over nothing. */
export const EMPTY: Verdict = {
  state: "pass",
  action: "publish",
  diagnostics: [],
  reasons: [],
  digest: "",
  steps: [],
  attestations: [],
  hours: [],
  overridden: [],
};

function failure(thrown: unknown, lang: GateLanguage | undefined): Collected {
  const message = failureWords(lang, toXianshenError(thrown));
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
  lang?: GateLanguage,
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
  return failure(new XianshenError("changing", "the text keeps changing"), lang);
}

/** Whether a value is a promise of any make. */
export function isPromise<T>(value: Awaitable<T>): value is Promise<T> {
  return typeof (value as Promise<T> | null)?.then === "function";
}
