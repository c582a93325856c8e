/**
 * The gate before addresses that a page goes to with an article in them: links, `location`, `window.open` and
 * `navigation.navigate()`. Forms that post have their own guard. Where a browser has no Navigation API, links and
 * `window.open` are held all the same; an assignment to `location` cannot be noticed there, as docs/gate.md says.
 */
import { absolute, type FetchCall, isNamed, judge, type NetworkGuardOptions } from "./gate-network.js";
import { type GateKit, isPromise, kitOf } from "./gate-review.js";
import type { Awaitable } from "./kit.js";

/** The part of the Navigation API that is used; not in every browser, nor in every TypeScript. */
interface NavigateEvent extends Event {
  readonly destination: { readonly url: string };
  readonly formData: FormData | null;
  readonly navigationType: string;
}

/**
 * Holds navigation to the named addresses; `methods` do not matter, the article is in the address. A check that does not
 * answer at once holds, and the page goes on by itself when it has passed. Returns the way back.
 */
export function guardNavigation(given: Awaitable<GateKit>, options: NetworkGuardOptions): () => void {
  const kit = kitOf(given);
  const view = (options.target ?? globalThis) as Window & typeof globalThis;
  const before = view.open;
  let active = true;
  /** The address that has passed and is being gone to. */
  let cleared: string | null = null;

  /** True: let it go now. `later` is called when a check that took its time has passed. */
  const asked = (address: string, later: () => void): boolean => {
    const call: FetchCall = { url: absolute(address, view), method: "GET", body: undefined };
    if (!active || cleared === call.url || !isNamed(call, options.match)) return true;
    const verdict = judge(kit, call, options);
    if (!isPromise(verdict)) return verdict?.state !== "hold";
    void verdict.then((answer) => {
      if (!active || answer?.state === "hold") return;
      cleared = call.url;
      try {
        later();
      } finally {
        cleared = null;
      }
    });
    return false;
  };

  const guarded: typeof view.open = (url, ...rest) => {
    const go = (): Window | null => before.call(view, url, ...rest);
    return url === undefined || String(url) === "" || asked(String(url), go) ? go() : null;
  };
  view.open = guarded;

  const onNavigate = (event: Event): void => {
    const { destination, formData, navigationType } = event as NavigateEvent;
    if (!event.cancelable || formData || navigationType === "traverse") return;
    if (!asked(destination.url, () => view.location.assign(destination.url))) event.preventDefault();
  };
  const onClick = (event: Event): void => {
    const link = event
      .composedPath()
      .find((node): node is HTMLAnchorElement =>
        /^a(?:rea)?$/.test((node as Partial<Element>).localName ?? ""),
      );
    if (typeof link?.href !== "string" || link.href === "") return;
    const go = (): void => link.click();
    if (asked(link.href, go)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const { navigation } = view as { navigation?: EventTarget };
  navigation?.addEventListener("navigate", onNavigate);
  // Links that open another window fire no event of the Navigation API here.
  for (const type of ["click", "auxclick"]) view.addEventListener(type, onClick, true);

  return () => {
    active = false;
    if (view.open === guarded) view.open = before;
    navigation?.removeEventListener("navigate", onNavigate);
    for (const type of ["click", "auxclick"]) view.removeEventListener(type, onClick, true);
  };
}
