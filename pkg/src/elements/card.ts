/**
 * The card: what is wrong with the words under a line, which clause says so, and what to do about it. It lies in
 * the outermost page this script may touch, so that an editor in a small iframe does not cut it, in a shadow
 * root and the top layer. It never takes the focus from somebody who is typing: only Alt+Enter moves it there,
 * and Escape gives it back with the caret where it was.
 */
import { frameOf, topWindow, toTop } from "../geometry.js";
import type { Session } from "../session/types.js";
import type { Diagnostic } from "../types.js";
import { CARD_CSS, cardBody } from "./card-body.js";
import { adoptTheme } from "./theme.js";

/** Delay before a resting pointer opens the card, and before it closes after the pointer left, in milliseconds. */
const HOVER_IN = 350;
const HOVER_OUT = 250;

type Reason = "hover" | "click" | "keyboard" | "step";

/** The card of one session. */
export interface Card {
  /** The finding shown, or null. */
  readonly diagnostic: Diagnostic | null;
  /** Show a finding; with `focus`, move the keyboard focus into the card. */
  open(diagnostic: Diagnostic, focus?: boolean): void;
  close(): void;
  detach(): void;
}

/** Open the card on a click or rest of the pointer in an underline, on Alt+Enter at the caret, and on F8. */
export function attachCard(session: Session): Card {
  return new SessionCard(session);
}

const OPEN = Symbol.for("xianshen.card");

class SessionCard implements Card {
  diagnostic: Diagnostic | null = null;
  private reason: Reason = "click";
  private host: HTMLElement | null = null;
  private timer = 0;
  private frame = 0;
  private point: { x: number; y: number } | null = null;
  private readonly view: Window & typeof globalThis;
  private readonly top: Window & typeof globalThis;
  private readonly leave: (() => void)[] = [];
  private untrack: (() => void)[] = [];

  constructor(private readonly session: Session) {
    this.view = session.adapter.window;
    this.top = topWindow(this.view);
    const { root } = session.adapter;
    this.listen(root, "click", (event: MouseEvent) => this.clicked(event));
    this.listen(root, "pointermove", (event: PointerEvent) => this.pointed(event));
    this.listen(root, "pointerleave", () => this.hoverOut());
    this.listen(root, "keydown", (event: KeyboardEvent) => this.pressed(event), true);
    this.listen(this.view, "pagehide", () => this.detach());
    this.leave.push(
      session.on("change", () => this.changed()),
      session.on("detach", () => this.detach()),
    );
  }

  open(diagnostic: Diagnostic, focus = false): void {
    this.show(diagnostic, focus ? "keyboard" : "click", focus);
  }

  close(): void {
    this.view.clearTimeout(this.timer);
    if (!this.host) return;
    const hadFocus = Boolean(this.host.shadowRoot?.activeElement);
    for (const untrack of this.untrack.splice(0)) untrack();
    this.top.cancelAnimationFrame(this.frame);
    this.host.remove();
    this.host = null;
    this.diagnostic = null;
    const holder = this.top as unknown as Record<symbol, unknown>;
    if (holder[OPEN] === this) delete holder[OPEN];
    this.session.highlight(null);
    if (hadFocus) this.giveBack();
  }

  detach(): void {
    this.close();
    for (const leave of this.leave.splice(0)) leave();
  }

  /** Return the focus to the editor; its selection is where it was. */
  private giveBack(): void {
    const { adapter } = this.session;
    this.view.focus();
    if (adapter.focus) adapter.focus();
    else adapter.root.focus({ preventScroll: true });
  }

  private clicked(event: MouseEvent): void {
    if (event.button !== 0) return;
    const diagnostic = this.session.atPoint(event.clientX, event.clientY);
    this.point = { x: event.clientX, y: event.clientY };
    if (diagnostic) this.show(diagnostic, "click", false);
    else this.close();
  }

  private pointed(event: PointerEvent): void {
    if (event.pointerType === "touch" || event.buttons) return;
    this.view.clearTimeout(this.timer);
    const { clientX: x, clientY: y } = event;
    if (this.host && this.reason !== "hover") return;
    this.timer = this.view.setTimeout(
      () => {
        const diagnostic = this.session.atPoint(x, y);
        if (diagnostic === this.diagnostic && diagnostic) return;
        this.point = { x, y };
        if (diagnostic) this.show(diagnostic, "hover", false);
        else if (this.reason === "hover") this.close();
      },
      this.host ? HOVER_OUT : HOVER_IN,
    );
  }

  private hoverOut(): void {
    this.view.clearTimeout(this.timer);
    if (!this.host || this.reason !== "hover") return;
    this.timer = this.view.setTimeout(() => {
      if (this.reason === "hover" && !this.host?.matches(":hover")) this.close();
    }, HOVER_OUT);
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || /^(Alt|Shift|Control|Meta|CapsLock)$/.test(event.key)) return;
    const step = event.key === "F8" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" && event.altKey) {
      const diagnostic = this.session.atCaret() ?? this.diagnostic;
      if (!diagnostic) return;
      this.show(diagnostic, "keyboard", true);
    } else if (step) {
      const diagnostic = this.session.next(event.shiftKey);
      if (!diagnostic) return;
      this.session.focus(diagnostic);
      this.show(this.session.current(diagnostic) ?? diagnostic, "step", false);
    } else if (event.key === "Escape" && this.host) {
      this.close();
    } else {
      if (this.reason === "hover" || this.reason === "step") this.close();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  private changed(): void {
    if (!this.diagnostic) return;
    const now = this.session.current(this.diagnostic);
    if (now && this.session.diagnostics.includes(now)) {
      if (now !== this.diagnostic) this.show(now, this.reason, false);
      else this.place();
    } else this.close();
  }

  private show(diagnostic: Diagnostic, reason: Reason, focus: boolean): void {
    const holder = this.top as unknown as Record<symbol, Card | undefined>;
    if (holder[OPEN] && holder[OPEN] !== this) holder[OPEN]?.close();
    holder[OPEN] = this;
    const inside = Boolean(this.host?.shadowRoot?.activeElement);
    this.diagnostic = diagnostic;
    this.reason = reason;
    if (reason !== "hover" && reason !== "click") this.point = null;
    const host = this.host ?? this.build();
    const { shadowRoot } = host;
    const list = this.session.diagnostics;
    const body = cardBody(this.session, diagnostic, list.indexOf(diagnostic), {
      step: (by) => this.step(by),
      close: () => this.close(),
      done: () => this.close(),
      resized: () => this.place(),
    });
    shadowRoot?.replaceChildren(body);
    this.session.highlight(diagnostic);
    this.place();
    if (focus || inside) {
      (
        body.querySelector<HTMLElement>(".act button:enabled") ?? body.querySelector<HTMLElement>("button")
      )?.focus();
    }
  }

  private step(by: 1 | -1): void {
    const list = this.session.diagnostics;
    const at = this.diagnostic ? list.indexOf(this.diagnostic) : -1;
    const next = list[(at + by + list.length) % list.length];
    if (!next) return;
    const inside = Boolean(this.host?.shadowRoot?.activeElement);
    const { adapter } = this.session;
    this.session.focus(next);
    this.show(next, "step", inside);
    const button = this.host?.shadowRoot?.querySelector<HTMLElement>(by > 0 ? ".next" : ".previous");
    if (inside) button?.focus();
    else if (adapter.focus) adapter.focus();
    else adapter.root.focus({ preventScroll: true });
  }

  private build(): HTMLElement {
    const page = this.top.document;
    const host = page.createElement("xianshen-card");
    const { root } = this.session.adapter;
    host.lang = this.session.lang;
    const shadow = host.attachShadow({ mode: "open" });
    adoptTheme(shadow, CARD_CSS);
    this.home(page).append(host);
    host.setAttribute("popover", "manual");
    const scheme = this.view.getComputedStyle(root).colorScheme;
    if (/dark/.test(scheme)) host.style.colorScheme = scheme;
    if (typeof host.showPopover === "function") host.showPopover();
    this.host = host;
    this.track(host);
    return host;
  }

  /** Where the card is attached: an open modal dialog around the editor, else the body. */
  private home(page: Document): Element {
    let element: Element = this.session.adapter.root;
    for (let frame = frameOf(this.view); frame && element.ownerDocument !== page;) {
      element = frame;
      const outer = frame.ownerDocument.defaultView;
      frame = outer ? frameOf(outer) : null;
    }
    return element.closest("dialog[open]") ?? page.body;
  }

  /** Follow everything that can move the words while the card is open. */
  private track(host: HTMLElement): void {
    const follow = () => {
      this.top.cancelAnimationFrame(this.frame);
      this.frame = this.top.requestAnimationFrame(() => this.place());
    };
    const on = (
      target: EventTarget,
      type: string,
      listener: EventListener,
      options?: AddEventListenerOptions,
    ) => {
      target.addEventListener(type, listener, options);
      this.untrack.push(() => target.removeEventListener(type, listener, options));
    };
    for (let view: Window | null = this.view; view;) {
      on(view, "scroll", follow, { capture: true, passive: true });
      on(view, "resize", follow, { passive: true });
      const outside = (event: Event) => {
        const target = event.target as Node;
        if (target !== host && !this.session.adapter.root.contains(target)) this.close();
      };
      on(view.document, "pointerdown", outside, { capture: true });
      const frame = frameOf(view);
      view = frame?.ownerDocument.defaultView ?? null;
    }
    on(host, "pointerleave", () => this.hoverOut());
    on(host, "pointerenter", () => this.view.clearTimeout(this.timer));
    on(host, "keydown", ((event: KeyboardEvent) => {
      if (event.key === "F8") this.step(event.shiftKey ? -1 : 1);
      else if (event.key === "Escape") this.close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }) as EventListener);
  }

  /** Beside the words: below if there is room, else above; always inside of the window. */
  private place(): void {
    const { host, diagnostic } = this;
    if (!host || !diagnostic) return;
    const rects = this.session.rects(diagnostic);
    const { point } = this;
    const rect =
      (point &&
        rects.find(
          (r) =>
            point.x >= r.left - 2 &&
            point.x <= r.right + 2 &&
            point.y >= r.top - 2 &&
            point.y <= r.bottom + 5,
        )) ??
      rects[0];
    if (!rect) return;
    const box = toTop(this.view, rect);
    host.style.visibility = box.visible ? "visible" : "hidden";
    const margin = 8;
    const width = this.top.document.documentElement.clientWidth;
    const height = this.top.innerHeight;
    const { offsetWidth, offsetHeight } = host;
    const below = box.bottom + 10;
    const above = box.top - offsetHeight - 6;
    const top = below + offsetHeight <= height - margin || above < margin ? below : above;
    const clamp = (value: number, high: number) => Math.max(margin, Math.min(value, high - margin));
    host.style.left = `${clamp(box.left - 12, width - offsetWidth)}px`;
    host.style.top = `${clamp(top, height - offsetHeight)}px`;
  }

  private listen<E extends Event>(
    target: EventTarget,
    type: string,
    listener: (event: E) => void,
    capture = false,
  ): void {
    target.addEventListener(type, listener as EventListener, capture);
    this.leave.push(() => target.removeEventListener(type, listener as EventListener, capture));
  }
}
