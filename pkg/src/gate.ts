/**
 * The gate: nothing leaves while the verdict holds. Layers, because each stops what the others let pass:
 * a capture-phase `submit` listener (buttons, Enter, `requestSubmit()`, also with `novalidate`), the form's own
 * `submit()` method, `<xianshen-gate>` in the form's validation, `guard.wrap` for saves by script, and
 * `guardRequests` and `guardNavigation` for addresses a vendor names. A check that is under way, or that failed, counts as held.
 * This is a help for honest hands: a hostile client walks past any script, so the server checks again.
 */
import { type GateState, holding } from "./elements/verdict.js";
import { GateFace } from "./gate-face.js";
import {
  type Collected,
  collectAndReview,
  type DraftRule,
  type GateKit,
  HeldError,
  isPromise,
  kitOf,
  leaving,
  letThrough,
} from "./gate-review.js";
import type { Awaitable } from "./kit.js";
import type { Diagnostic, Verdict } from "./types.js";

export type { GateState } from "./elements/verdict.js";
export {
  type FetchCall,
  guardBeacon,
  guardFetch,
  guardRequests,
  guardXhr,
  type NetworkGuardOptions,
  type UrlMatch,
} from "./gate-network.js";
export { guardNavigation } from "./gate-navigation.js";
export { type DraftKeeping, keepDraft, type KeptDraft } from "./gate-draft.js";
export { type DraftRule, type GateKit, HeldError } from "./gate-review.js";

/** What a session says of a finding that was ignored in it. */
export interface IgnoredFinding {
  code: string;
  /** `ignore-word`: these words wherever they stand; else the one place. */
  action?: string;
  /** The words found, and what stands on either side of them now. */
  text: string;
  before?: string;
  after?: string;
  reason: string;
  by: string | null;
  at: string;
}

/** The part of an editing session that a guard uses. */
export interface GuardedSession {
  /** Its blocks as they stand, to tell which blocks of the verdict are its own. */
  readonly blocks?: readonly string[];
  /** Reads the editor now, with what an input method still holds. */
  flush?(): void;
  /** Leads to a finding; false if it is not in this editor. */
  focus?(diagnostic: Diagnostic): boolean;
  /** Tells of changes; returns the way out. */
  on?(type: "change", listener: () => void): () => void;
  /** What was ignored in it, by whom and why: goes along as `overrides`, so that the verdict and its receipt know. */
  readonly ignored?: readonly IgnoredFinding[];
}

/** How to guard saves by script. */
export interface GuardOptions {
  /** Gives the submission as it stands now, in the shape that `kit.review` reads. */
  collect: () => Awaitable<object>;
  /** Told of every change of state. The verdict is null while nothing is known. */
  onVerdict?: (verdict: Verdict | null, state: GateState) => void;
  /** Editing sessions that belong to the submission: read before a check, followed for changes, led to. */
  sessions?: readonly GuardedSession[];
  /** Milliseconds of rest after a change before the check runs again by itself. 200 unless told. */
  delay?: number;
  /** What becomes of a submission that says `action: "draft"`; `local` (unless told) holds it. */
  drafts?: DraftRule;
  /** Makes a new kit where the old one failed (its worker died, memory ran out); the text stays where it is. */
  restart?: () => Awaitable<GateKit>;
  /** Milliseconds after which a check without an answer counts as failed. 30 000 unless told. */
  patience?: number;
}

/** How to guard a form. */
export interface FormGuardOptions extends Omit<GuardOptions, "collect"> {
  /** Gives the submission as it stands now, in the shape that `kit.review` reads. */
  collect: (form: HTMLFormElement) => Awaitable<object>;
  /** Where the reasons are shown: a `<xianshen-gate>`. Unless told, the one in the form, else a node made for it. */
  gate?: HTMLElement;
  /** Leads to a finding in the host's own way; false leaves it to the sessions and the form's fields. */
  reveal?: (diagnostic: Diagnostic) => boolean | undefined;
  /** Language of the made node; the page's, else `zh`. */
  lang?: "zh" | "en";
}

/** A guard at work. */
export interface Guard {
  /** `pending` and `failed` hold as well as `hold` does. */
  readonly state: GateState;
  /** The last verdict, or null before the first. */
  readonly verdict: Verdict | null;
  /** Checks what is there now. Never rejects: a failed check gives a verdict that holds and says so. */
  check(): Promise<Verdict>;
  /** Checks again, with a new kit where `restart` makes one: after a failure. */
  restart(): Promise<Verdict>;
  /** A save that runs only after a check of exactly what is saved has passed; else it rejects with {@link HeldError}. */
  wrap<A extends unknown[], R>(save: (...args: A) => Awaitable<R>): (...args: A) => Promise<R>;
  /** Takes the guard off. */
  release(): void;
}

class BasicGuard implements Guard {
  state: GateState = "idle";
  verdict: Verdict | null = null;
  protected kit: GateKit;
  protected readonly options: GuardOptions;
  protected released = false;
  private run = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly unfollow: (() => void)[] = [];

  constructor(kit: Awaitable<GateKit>, options: GuardOptions) {
    this.kit = kitOf(kit);
    this.options = options;
    for (const session of options.sessions ?? []) {
      const off = session.on?.("change", () => this.changed());
      if (off) this.unfollow.push(off);
    }
  }

  async check(): Promise<Verdict> {
    return (await this.review()).verdict;
  }

  async restart(): Promise<Verdict> {
    const { restart } = this.options;
    if (restart) {
      this.set("pending", this.verdict);
      try {
        this.kit = await restart();
      } catch {
        // The old one stays; the check says what is wrong with it.
      }
    }
    return this.check();
  }

  wrap<A extends unknown[], R>(save: (...args: A) => Awaitable<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      const { verdict } = await letThrough(() => this.review(), undefined, this.kit.lang);
      if (verdict.state !== "pass") {
        this.onHeld(verdict);
        throw new HeldError(verdict);
      }
      return save(...args);
    };
  }

  release(): void {
    this.released = true;
    clearTimeout(this.timer);
    for (const off of this.unfollow.splice(0)) off();
  }

  /** Checks now; the answer comes at once where kit and collect are synchronous. */
  protected review(): Awaitable<Collected> {
    clearTimeout(this.timer);
    const run = ++this.run;
    for (const session of this.options.sessions ?? []) session.flush?.();
    const { drafts, patience } = this.options;
    const checked = collectAndReview(this.kit, () => this.collect(), patience);
    const ready = (collected: Collected): Collected => leaving(collected, drafts, this.kit.lang);
    const answer = isPromise(checked) ? checked.then(ready) : ready(checked);
    if (!isPromise(answer)) {
      this.settle(answer);
      return answer;
    }
    this.set("pending", this.verdict);
    return answer.then((collected) => {
      // A newer check speaks for the state; this answer is still the right one for whoever asked.
      if (run === this.run) this.settle(collected);
      return collected;
    });
  }

  /** The submission, with what was ignored in the editors. */
  private collect(): Awaitable<object> {
    const submission = this.options.collect();
    const ignored = (this.options.sessions ?? []).flatMap((session) => session.ignored ?? []);
    if (ignored.length === 0) return submission;
    const releases = ignored.map(({ code, action, text, before, after, reason, by, at }) => ({
      code,
      text,
      ...(action === "ignore-word" ? { everywhere: true } : { before, after }),
      reason,
      ...(by === null ? {} : { person: by }),
      at,
    }));
    const add = (given: object): object => {
      const { overrides } = given as { overrides?: unknown };
      return {
        ...given,
        overrides: [...(Array.isArray(overrides) ? (overrides as object[]) : []), ...releases],
      };
    };
    return isPromise(submission) ? submission.then(add) : add(submission);
  }

  /** Something changed: what is known no longer counts, and a check follows after a rest. */
  protected changed(): void {
    if (this.released) return;
    if (this.state !== "pending") this.set("pending", this.verdict);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.review(), this.options.delay ?? 200);
  }

  protected set(state: GateState, verdict: Verdict | null): void {
    if (this.released) return;
    this.state = state;
    this.verdict = verdict;
    this.options.onVerdict?.(verdict, state);
  }

  /** A save by script was held. */
  protected onHeld(_verdict: Verdict): void {}

  private settle({ verdict, failed }: Collected): void {
    this.set(failed ? "failed" : verdict.state, verdict);
  }
}

class FormGuard extends BasicGuard {
  private readonly form: HTMLFormElement;
  private readonly face: GateFace;
  private readonly formOptions: FormGuardOptions;
  private readonly undo: (() => void)[] = [];
  private readonly seen = new WeakSet<Event>();
  private cleared = false;
  private busy = false;
  private turn = 0;

  constructor(form: HTMLFormElement, kit: Awaitable<GateKit>, options: FormGuardOptions) {
    super(kit, { ...options, collect: () => options.collect(form) });
    this.form = form;
    this.formOptions = options;
    this.face = new GateFace(
      form,
      options.gate,
      options.lang,
      (diagnostic) => this.reveal(diagnostic),
      () => void this.restart(),
    );
    const view = form.ownerDocument.defaultView ?? window;
    const root = form.getRootNode();
    // The window comes first, before any listener of an editor or of the page; the others are for forms in shadow
    // trees, whose submit event does not leave the tree, and for forms that are not in the page yet.
    for (const at of new Set<EventTarget>([view, root, form])) this.listen(at, "submit", this.onSubmit, true);
    this.listen(view, "click", this.onClick, false);
    this.listen(view, "pageshow", this.onShow, false);
    for (const type of ["input", "change", "xianshen-change"]) this.listen(form, type, this.onChange, false);
    this.replaceMethods();
    void this.review();
  }

  override release(): void {
    super.release();
    for (const step of this.undo.splice(0)) step();
    this.face.release();
  }

  protected override set(state: GateState, verdict: Verdict | null): void {
    if (this.released) return;
    super.set(state, verdict);
    this.face.show(state, verdict);
    this.form.dispatchEvent(
      new CustomEvent("xianshen-statechange", { bubbles: true, detail: { state, verdict } }),
    );
  }

  protected override onHeld(verdict: Verdict): void {
    this.face.insist();
    const first = holding(verdict)[0];
    if (!(first && this.reveal(first))) this.face.focus();
  }

  private readonly onChange = (event: Event): void => {
    if ((event.target as Partial<Element> | null)?.closest?.("xianshen-gate, xianshen-panel")) return;
    this.changed();
  };

  /** Out of the back/forward cache comes a page with the verdict of another time, perhaps in the middle of a check. */
  private readonly onShow = (event: Event): void => {
    if (!(event as PageTransitionEvent).persisted) return;
    // Whoever pressed the button then has been elsewhere since: what is let go now is asked for again.
    this.turn++;
    this.busy = false;
    this.set("pending", this.verdict);
    void this.review();
  };

  private readonly onSubmit = (event: Event): void => {
    if (event.target !== this.form || this.seen.has(event)) return;
    this.seen.add(event);
    if (this.cleared) return;
    const submitter = (event as SubmitEvent).submitter ?? null;
    // An event that a script made submits nothing in most browsers, and is given back as it came.
    const again = (): void => {
      if (event.isTrusted) this.resubmit(submitter);
      else this.form.dispatchEvent(new Event("submit", { bubbles: event.bubbles, cancelable: true }));
    };
    if (!this.attempt(again)) stop(event);
  };

  /** With `<xianshen-gate>` in the form an outdated state would make the browser block before `submit` is fired. */
  private readonly onClick = (event: Event): void => {
    if (event.defaultPrevented || !this.face.validates) return;
    const target = event.composedPath()[0];
    const button = (target as Partial<Element> | undefined)?.closest?.("button, input") ?? null;
    if (!isSubmitter(button) || button.form !== this.form) return;
    if (!this.attempt(() => this.resubmit(button))) event.preventDefault();
  };

  /** True: let go now. False: held, or `later` will be called when the check under way has passed. */
  private attempt(later: () => void): boolean {
    if (this.busy) return false;
    const answer = this.review();
    if (!(answer instanceof Promise)) {
      if (answer.verdict.state === "pass") return true;
      this.onHeld(answer.verdict);
      return false;
    }
    const turn = this.turn;
    this.busy = true;
    this.face.insist();
    void letThrough(() => this.review(), answer, this.kit.lang).then(({ verdict }) => {
      if (this.turn !== turn) return;
      this.busy = false;
      if (this.released) return;
      if (verdict.state === "pass") this.letGo(later);
      else this.onHeld(verdict);
    });
    return false;
  }

  private letGo(submit: () => void): void {
    this.cleared = true;
    try {
      submit();
    } finally {
      this.cleared = false;
    }
  }

  private resubmit(submitter: HTMLElement | null): void {
    const { form } = this;
    const usable =
      submitter?.isConnected && (submitter as HTMLButtonElement).form === form ? submitter : null;
    const native = form.ownerDocument.defaultView?.HTMLFormElement.prototype.requestSubmit;
    if (native) native.call(form, usable);
    else if (form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })))
      this.nativeSubmit();
  }

  private nativeSubmit: () => void = () => {};

  private replaceMethods(): void {
    const { form } = this;
    const prototype = form.ownerDocument.defaultView?.HTMLFormElement.prototype ?? HTMLFormElement.prototype;
    // A field named "submit" hides the method; it stays callable only through the prototype, which is not ours.
    if (typeof form.submit === "function") {
      const before = form.submit;
      this.nativeSubmit = () => before.call(form);
      this.replace("submit", () => {
        if (this.cleared || this.attempt(this.nativeSubmit)) this.nativeSubmit();
      });
    } else {
      this.nativeSubmit = () => prototype.submit.call(form);
    }
    if (typeof form.requestSubmit === "function") {
      const before = form.requestSubmit;
      this.replace("requestSubmit", (submitter?: HTMLElement | null) => {
        // Brings <xianshen-gate> up to date; the submit event that follows decides.
        const go = () => before.call(form, submitter ?? null);
        if (!this.face.validates || this.cleared) go();
        else if (this.attempt(go)) this.letGo(go);
      });
    }
  }

  private replace(name: "submit" | "requestSubmit", method: (submitter?: HTMLElement | null) => void): void {
    const before = Object.getOwnPropertyDescriptor(this.form, name);
    Object.defineProperty(this.form, name, { value: method, configurable: true, writable: true });
    this.undo.push(() => {
      if (this.form[name] !== method) return;
      if (before) Object.defineProperty(this.form, name, before);
      else delete (this.form as Partial<HTMLFormElement>)[name];
    });
  }

  private reveal(diagnostic: Diagnostic): boolean {
    if (this.formOptions.reveal?.(diagnostic)) return true;
    if (this.revealInSession(diagnostic)) return true;
    const { target } = diagnostic;
    if (target.kind !== "field") return false;
    const named = this.form.elements.namedItem(target.path);
    const field =
      named && "length" in named && !("tagName" in named) ? named[0] : (named ?? this.find(target.path));
    if (!(field && "focus" in field)) return false;
    (field as HTMLElement).focus();
    return true;
  }

  /**
   * The verdict counts blocks over the whole submission, each session counts its own: sessions are taken in the
   * order given, with and without the empty ones, which a submission may leave out.
   */
  private revealInSession(diagnostic: Diagnostic): boolean {
    const { target } = diagnostic;
    const sessions = this.options.sessions ?? [];
    if (target.kind !== "text") return sessions.some((session) => session.focus?.(diagnostic));
    for (const empty of [false, true]) {
      let first = 0;
      for (const session of sessions) {
        const blocks = session.blocks ?? [];
        const count = empty || blocks.some((block) => block !== "") ? blocks.length : 0;
        const block = target.block - first;
        if (block >= 0 && block < count && session.focus?.({ ...diagnostic, target: { ...target, block } }))
          return true;
        first += count;
      }
    }
    return sessions.some((session) => session.focus?.(diagnostic));
  }

  private find(path: string): Element | undefined {
    return [...this.form.querySelectorAll("[data-xianshen-path]")].find(
      (node) => node.getAttribute("data-xianshen-path") === path,
    );
  }

  private listen(at: EventTarget, type: string, listener: (event: Event) => void, capture: boolean): void {
    at.addEventListener(type, listener, capture);
    this.undo.push(() => at.removeEventListener(type, listener, capture));
  }
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** By name and not by class: the form may live in another window. */
function isSubmitter(node: Element | null): node is HTMLButtonElement | HTMLInputElement {
  const type = (node as { type?: string } | null)?.type;
  return type === "submit" || (node?.localName === "input" && type === "image");
}

/** Guards saves by script; use {@link Guard.wrap} around them. */
export function createGuard(kit: Awaitable<GateKit>, options: GuardOptions): Guard {
  return new BasicGuard(kit, options);
}

/**
 * Holds a form until its submission passes, from the first moment on: the kit may still be on its way. Held are the buttons, Enter, `requestSubmit()`, `submit()`, with and without
 * `novalidate`. The reasons are shown, and the first offending field or finding gets the focus.
 */
export function guardForm(form: HTMLFormElement, kit: Awaitable<GateKit>, options: FormGuardOptions): Guard {
  return new FormGuard(form, kit, options);
}
