/**
 * Where a form's guard shows its state: the `<xianshen-gate>` it was given or finds in the form, else a node of
 * its own at the end of the form, which appears only when a submission was held.
 */
import { el, languageOf } from "./elements/base.js";
import { elementStrings } from "./elements/strings.js";
import { adoptTheme } from "./elements/theme.js";
import { type GateState, holding, VERDICT_CSS, verdictNodes } from "./elements/verdict.js";
import type { Diagnostic, Verdict } from "./types.js";

interface GateElement extends HTMLElement {
  show?(state: GateState, verdict: Verdict | null): void;
}

/** The visible side of a guard. */
export class GateFace {
  private readonly form: HTMLFormElement;
  private readonly given: GateElement | undefined;
  private readonly lang: "zh" | "en" | undefined;
  private readonly reveal: (diagnostic: Diagnostic) => boolean;
  private readonly again: () => void;
  private made: { host: HTMLElement; live: HTMLElement } | null = null;
  private state: GateState = "idle";
  private verdict: Verdict | null = null;

  constructor(
    form: HTMLFormElement,
    given: HTMLElement | undefined,
    lang: "zh" | "en" | undefined,
    reveal: (diagnostic: Diagnostic) => boolean,
    again: () => void,
  ) {
    this.form = form;
    this.given = given;
    this.lang = lang;
    this.reveal = reveal;
    this.again = again;
    for (const place of given && !form.contains(given) ? [form, given] : [form]) {
      place.addEventListener("xianshen-reveal", this.onReveal);
      place.addEventListener("xianshen-again", again);
    }
  }

  /** True when an element in the form takes part in its validation. */
  get validates(): boolean {
    const gate = this.gate();
    return gate !== null && (gate as unknown as { form?: unknown }).form === this.form;
  }

  /** Shows a state. */
  show(state: GateState, verdict: Verdict | null): void {
    this.state = state;
    this.verdict = verdict;
    const gate = this.gate();
    if (gate) gate.show?.(state, verdict);
    else if (this.made) this.draw();
  }

  /** Makes sure that a reader sees why nothing went out. */
  insist(): void {
    if (this.gate()) return;
    if (!this.made) {
      const host = el("div", { "data-xianshen": "status" });
      const root = host.attachShadow({ mode: "open" });
      adoptTheme(
        root,
        VERDICT_CSS,
        ":host { margin-block: 0.8em; } :host([data-state=idle]) { display: none; }",
      );
      const live = el("div", { role: "alert", tabindex: -1 });
      root.append(live);
      this.form.append(host);
      this.made = { host, live };
    }
    this.draw();
  }

  /** Moves the focus to the reasons. */
  focus(): void {
    const target = this.gate() ?? this.made?.live;
    target?.focus();
    target?.scrollIntoView?.({ block: "nearest" });
  }

  /** Takes the node away and lets a given element go. */
  release(): void {
    for (const place of [this.form, this.given]) {
      place?.removeEventListener("xianshen-reveal", this.onReveal);
      place?.removeEventListener("xianshen-again", this.again);
    }
    this.gate()?.show?.("idle", null);
    this.made?.host.remove();
    this.made = null;
  }

  private gate(): GateElement | null {
    const gate = this.given ?? this.form.querySelector<GateElement>("xianshen-gate");
    // One that is not registered can show nothing.
    return typeof gate?.show === "function" ? gate : null;
  }

  private draw(): void {
    if (!this.made) return;
    const { host, live } = this.made;
    const words = elementStrings(this.lang ?? languageOf(this.form));
    const reveal = (index: number): void => {
      const diagnostic = this.verdict ? holding(this.verdict)[index] : undefined;
      if (diagnostic) this.reveal(diagnostic);
    };
    const box = verdictNodes(this.state, this.verdict, words, reveal, this.again);
    host.setAttribute("data-state", this.state);
    if (!live.firstElementChild?.isEqualNode(box)) live.replaceChildren(box);
  }

  private readonly onReveal = (event: Event): void => {
    this.reveal((event as CustomEvent<Diagnostic>).detail);
  };
}
