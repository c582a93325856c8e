/**
 * `<xianshen-gate>`: says in plain words whether a form may go out, and takes part in the form's own validation, so
 * that the browser itself blocks the submit button, Enter and `requestSubmit()` while the verdict holds. What walks
 * past validation (`novalidate`, `form.submit()`, AJAX) is stopped by `guardForm`, which feeds this element.
 */
import type { Diagnostic, Verdict } from "../types.js";
import { ElementBase, el, languageOf, upgradeProperties } from "./base.js";
import { elementStrings } from "./strings.js";
import { adoptTheme } from "./theme.js";
import { type GateState, holding, VERDICT_CSS, verdictNodes } from "./verdict.js";

/**
 * Fires `xianshen-statechange` (`detail` holds state and verdict) whenever it is told one, `xianshen-reveal` (bubbling, `detail` is the diagnostic) when a finding in the list is chosen, and
 * `xianshen-again` when a failed check is to be repeated.
 * With a `name` attribute it sends `pass` or `hold` along with the form.
 */
export class XianshenGate extends ElementBase {
  /** Takes part in forms. */
  static readonly formAssociated = true;
  /** Attributes that redraw. */
  static readonly observedAttributes = ["lang"];

  private readonly internals: ElementInternals | null;
  private readonly root: ShadowRoot;
  private live: HTMLElement | null = null;
  private currentState: GateState = "idle";
  private currentVerdict: Verdict | null = null;

  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open", delegatesFocus: true });
    // Chromium before 77 and Safari before 16.4 have none; there the guard alone holds the form.
    this.internals = typeof this.attachInternals === "function" ? this.attachInternals() : null;
  }

  connectedCallback(): void {
    adoptTheme(this.root, VERDICT_CSS, "[role=status] { border-radius: var(--x-radius); }");
    upgradeProperties(this, "verdict", "state");
    this.draw();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.draw();
  }

  /** The form this element belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals?.form ?? this.closest("form");
  }

  /** `idle` and `pass` let the form go; everything else holds it. */
  get state(): GateState {
    return this.currentState;
  }

  set state(state: GateState) {
    this.show(state, this.currentVerdict);
  }

  /** The verdict shown. Setting one also sets the state; null goes back to `idle`. */
  get verdict(): Verdict | null {
    return this.currentVerdict;
  }

  set verdict(verdict: Verdict | null) {
    this.show(verdict ? verdict.state : "idle", verdict);
  }

  /** Sets state and verdict in one step. */
  show(state: GateState, verdict: Verdict | null): void {
    this.currentState = state;
    this.currentVerdict = verdict;
    this.draw();
    // It does not bubble: the guard tells the form.
    this.dispatchEvent(new CustomEvent("xianshen-statechange", { detail: { state, verdict } }));
  }

  private draw(): void {
    if (!this.live) {
      // It stays for good: a live region that comes together with its words is often not read out.
      this.live = el("div", { role: "status", tabindex: -1 });
      this.root.append(this.live);
    }
    const words = elementStrings(languageOf(this));
    const again = (): void => {
      this.dispatchEvent(new CustomEvent("xianshen-again", { bubbles: true, composed: true }));
    };
    const box = verdictNodes(
      this.currentState,
      this.currentVerdict,
      words,
      (index) => this.reveal(index),
      again,
    );
    // The same words again would be read out again by a screen reader.
    if (!this.live.firstElementChild?.isEqualNode(box)) this.live.replaceChildren(box);
    this.setAttribute("data-state", this.currentState);
    const held = this.currentState !== "pass" && this.currentState !== "idle";
    const message = held ? (box.firstElementChild?.textContent ?? "") : "";
    this.internals?.setValidity(held ? { customError: true } : {}, message, held ? this.live : undefined);
    this.internals?.setFormValue(this.currentState === "pass" ? "pass" : "hold");
  }

  /** What is shown, as plain JSON. */
  snapshot(): { state: GateState; reasons: { code: string; message: string }[]; codes: string[] } {
    const verdict = this.currentVerdict;
    return {
      state: this.currentState,
      reasons: (verdict?.reasons ?? []).map(({ code, message }) => ({ code, message })),
      codes: verdict ? holding(verdict).map((d) => d.code) : [],
    };
  }

  private reveal(index: number): void {
    const detail = this.currentVerdict ? holding(this.currentVerdict)[index] : undefined;
    if (!detail) return;
    this.dispatchEvent(
      new CustomEvent<Diagnostic>("xianshen-reveal", { detail, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "xianshen-gate": XianshenGate;
  }
}
