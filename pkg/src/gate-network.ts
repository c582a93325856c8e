/**
 * The gate before requests: `fetch` and `XMLHttpRequest` (which axios and jQuery use) are wrapped for the addresses a
 * vendor names, and only for those. The kit itself sends nothing; it only lets the page's own request go or not.
 */
import { XianshenError } from "./errors.js";
import {
  collectAndReview,
  type Collected,
  type DraftRule,
  EMPTY,
  type GateKit,
  HeldError,
  isPromise,
  kitOf,
  leaving,
} from "./gate-review.js";
import type { Awaitable } from "./kit.js";
import type { Verdict } from "./types.js";

/** Which addresses are meant: a part of the absolute address, a pattern for it, or a function. */
export type UrlMatch = string | RegExp | ((url: URL) => boolean);

/** A request that is about to leave. */
export interface FetchCall {
  /** Absolute. */
  url: string;
  /** Upper case. */
  method: string;
  /** The body as the page handed it over; that of a Request as text, or as form data where it has several parts. */
  body: unknown;
  /** A copy of the Request, where fetch was called with one. */
  request?: Request;
}

/** How to guard requests. */
export interface NetworkGuardOptions {
  /** Addresses to guard. */
  match: UrlMatch | readonly UrlMatch[];
  /** The submission in this request, in the shape that `kit.review` reads; null says that it is none, and lets it go. */
  collect: (call: FetchCall) => Awaitable<object | null>;
  /** Methods to guard; POST, PUT and PATCH unless told. */
  methods?: readonly string[];
  /** Told of every verdict. */
  onVerdict?: (verdict: Verdict, call: FetchCall) => void;
  /**
   * What becomes of a submission that says `action: "draft"`: `local` (unless told) holds it, because a draft has
   * passed no review and this would send it away; `send` lets it go.
   */
  drafts?: DraftRule;
  /** Milliseconds after which a check without an answer counts as failed. 30 000 unless told. */
  patience?: number;
  /** The window whose requests are guarded; the current one unless told. */
  target?: typeof globalThis;
}

const METHODS = ["POST", "PUT", "PATCH"];

/** Whether a call is guarded: by its method and by its address. */
function matches(call: FetchCall, options: NetworkGuardOptions): boolean {
  const { methods = METHODS, match } = options;
  return methods.some((method) => method.toUpperCase() === call.method) && isNamed(call, match);
}

/** Whether a vendor named the address of a call. */
export function isNamed(call: FetchCall, named: NetworkGuardOptions["match"]): boolean {
  const list = Array.isArray(named) ? (named as readonly UrlMatch[]) : [named as UrlMatch];
  return list.some((match) => {
    if (typeof match === "string") return call.url.includes(match);
    // A pattern with the g or y flag remembers where it stopped; search() does not.
    if (match instanceof RegExp) return call.url.search(match) >= 0;
    return match(new URL(call.url));
  });
}

/** The verdict on a call; null where it is no submission. Never rejects. */
export function judge(
  kit: GateKit,
  call: FetchCall,
  options: NetworkGuardOptions,
): Awaitable<Verdict | null> {
  let none = false;
  const answer = collectAndReview(
    // A call that is no submission is not reviewed; the flag tells the two kinds of silence apart.
    {
      review: (submission) => (none ? EMPTY : kit.review(submission)),
      lang: kit.lang,
    },
    () => {
      const mark = (submission: object | null) => {
        if (submission === null) none = true;
        else if (typeof submission !== "object")
          throw new XianshenError("bad-input", "collect gave no submission");
        return submission ?? {};
      };
      const collected = options.collect(call);
      return isPromise(collected) ? collected.then(mark) : mark(collected);
    },
    options.patience,
  );
  const tell = (collected: Collected): Verdict | null => {
    if (none) return null;
    const { verdict } = leaving(collected, options.drafts, kit.lang);
    options.onVerdict?.(verdict, call);
    return verdict;
  };
  return isPromise(answer) ? answer.then(tell) : tell(answer);
}

/** What a Request carries: else its article would be looked for in vain. */
function bodyOf(request: Request): Promise<string | FormData> {
  const parts = /^multipart\/form-data/i.test(request.headers.get("content-type") ?? "");
  return parts ? request.formData() : request.text();
}

/** The address as the browser will ask for it. */
export function absolute(url: string, target: typeof globalThis): string {
  return new URL(url, (target as { document?: Document }).document?.baseURI ?? undefined).href;
}

/**
 * Wraps `fetch` for the named addresses: a held request rejects with {@link HeldError} and never leaves.
 * Returns the way back; after it, even a wrapper kept by somebody else lets everything go.
 */
export function guardFetch(given: Awaitable<GateKit>, options: NetworkGuardOptions): () => void {
  const kit = kitOf(given);
  const target = options.target ?? globalThis;
  const before = target.fetch;
  let active = true;

  async function guarded(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    if (!active) return before.call(target, input, init);
    const request = typeof input === "object" && "url" in input ? input : undefined;
    const call: FetchCall = {
      url: absolute(request ? request.url : String(input), target),
      method: (init?.method ?? request?.method ?? "GET").toUpperCase(),
      body: init?.body,
    };
    if (!matches(call, options)) return before.call(target, input, init);
    // Taken now: a body that the page goes on changing while the check runs goes out as it was checked.
    const outgoing = new target.Request(input, init);
    if (request) {
      call.request = outgoing.clone();
      if (init?.body === undefined && request.body !== null) call.body = await bodyOf(outgoing.clone());
    }
    const verdict = await judge(kit, call, options);
    if (verdict && verdict.state !== "pass") throw new HeldError(verdict);
    return before.call(target, outgoing);
  }

  target.fetch = guarded;
  return () => {
    active = false;
    if (target.fetch === guarded) target.fetch = before;
  };
}

/**
 * Wraps `XMLHttpRequest` for the named addresses: a held request never leaves and ends with its `error` event, as if
 * the network had refused; `onVerdict` has the reasons. Returns the way back.
 */
export function guardXhr(given: Awaitable<GateKit>, options: NetworkGuardOptions): () => void {
  const kit = kitOf(given);
  const target = options.target ?? globalThis;
  const { prototype } = target.XMLHttpRequest;
  const { open, send, abort } = prototype;
  const calls = new WeakMap<XMLHttpRequest, { url: string; method: string; async: boolean; turn: number }>();
  let active = true;

  const guardedOpen = function (
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    async = true,
    ...rest: unknown[]
  ) {
    const turn = (calls.get(this)?.turn ?? 0) + 1;
    calls.set(this, {
      url: absolute(String(url), target),
      method: String(method).toUpperCase(),
      async,
      turn,
    });
    return (open as (...args: unknown[]) => void).call(this, method, url, async, ...rest);
  };

  const guardedSend = function (this: XMLHttpRequest, body?: XMLHttpRequestBodyInit | Document | null): void {
    const known = calls.get(this);
    const call = known && { url: known.url, method: known.method, body: body ?? undefined };
    if (!active || !known || !call || !matches(call, options)) {
      send.call(this, body);
      return;
    }
    const { turn } = known;
    const decide = (verdict: Verdict | null): void => {
      // Aborted or opened anew while the check ran.
      if (calls.get(this)?.turn !== turn) return;
      if (!verdict || verdict.state === "pass") send.call(this, body);
      else setTimeout(() => refuse(this));
    };
    const verdict = judge(kit, call, options);
    if (!isPromise(verdict)) {
      if (verdict && verdict.state !== "pass" && !known.async) throw new HeldError(verdict);
      decide(verdict);
    } else if (known.async) {
      void verdict.then(decide);
    } else {
      throw new XianshenError("held", "a synchronous request cannot wait for a check in a worker");
    }
  };

  const guardedAbort = function (this: XMLHttpRequest): void {
    const known = calls.get(this);
    if (known) known.turn++;
    abort.call(this);
  };

  prototype.open = guardedOpen as typeof open;
  prototype.send = guardedSend;
  prototype.abort = guardedAbort;
  return () => {
    active = false;
    if (prototype.open === guardedOpen) prototype.open = open;
    if (prototype.send === guardedSend) prototype.send = send;
    if (prototype.abort === guardedAbort) prototype.abort = abort;
  };
}

/**
 * Wraps `navigator.sendBeacon` for the named addresses. A beacon cannot wait: where the answer does not come at once (a
 * kit in a worker), it is held. A held beacon answers false, as if the browser's queue were full. Returns the way back.
 */
export function guardBeacon(given: Awaitable<GateKit>, options: NetworkGuardOptions): () => void {
  const kit = kitOf(given);
  const target = options.target ?? globalThis;
  const { navigator } = target;
  const before = navigator.sendBeacon;
  if (typeof before !== "function") return () => {};
  let active = true;

  const guarded = (url: string | URL, body?: BodyInit | null): boolean => {
    const call: FetchCall = { url: absolute(String(url), target), method: "POST", body: body ?? undefined };
    if (!active || !matches(call, options)) return before.call(navigator, url, body);
    const verdict = judge(kit, call, options);
    if (isPromise(verdict)) {
      // Whatever it says comes too late, but the vendor is told.
      void verdict;
      return false;
    }
    if (verdict && verdict.state !== "pass") return false;
    return before.call(navigator, url, body);
  };

  navigator.sendBeacon = guarded;
  return () => {
    active = false;
    if (navigator.sendBeacon === guarded) navigator.sendBeacon = before;
  };
}

/** Guards `fetch`, `XMLHttpRequest` and `sendBeacon` at once; addresses a page goes to, see `guardNavigation`. */
export function guardRequests(kit: Awaitable<GateKit>, options: NetworkGuardOptions): () => void {
  const off = [guardFetch(kit, options), guardXhr(kit, options), guardBeacon(kit, options)];
  return () => {
    for (const step of off) step();
  };
}

function refuse(xhr: XMLHttpRequest): void {
  for (const type of ["error", "loadend"]) xhr.dispatchEvent(new ProgressEvent(type));
}
