/**
 * How a verdict is shown: one sentence on top, the reasons, then the findings that hold. Shared by
 * `<xianshen-gate>` and by the status node that a guard makes where a page has no such element.
 */
import type { Diagnostic, Verdict } from "../types.js";
import { el } from "./base.js";
import type { ElementStrings } from "./strings.js";

/** `idle`: never asked. `pending`: being checked, which counts as held. `failed`: could not be checked, held too. */
export type GateState = "idle" | "pending" | "hold" | "pass" | "failed";

/** The look of {@link verdictNodes}; goes on top of the theme. */
export const VERDICT_CSS = `
.verdict { padding: 0.7em 1em; border: 1px solid var(--x-line); border-inline-start: 4px solid var(--x-field-line); border-radius: var(--x-radius); background: var(--x-raised); }
.verdict.hold, .verdict.failed { border-inline-start-color: var(--x-error); background: var(--x-error-surface); }
.verdict.pass { border-inline-start-color: var(--x-ok); background: var(--x-ok-surface); }
.verdict .head { font-weight: 600; }
.verdict.hold .head, .verdict.failed .head { color: var(--x-error); }
.verdict.pass .head { color: var(--x-ok); }
.verdict ul { margin-top: 0.4em; }
.verdict li { position: relative; padding-inline-start: 1.1em; overflow-wrap: anywhere; }
.verdict li::before { content: ""; position: absolute; inset-inline-start: 0.2em; top: 0.7em; width: 0.35em; height: 0.35em; border-radius: 50%; background: currentcolor; opacity: 0.6; }
.verdict li + li { margin-top: 0.15em; }
.verdict .sub { margin-top: 0.6em; font-weight: 600; font-size: 0.93em; }
.verdict button { display: inline; padding: 0; border: 0; background: none; color: inherit; text-align: start; text-decoration: underline dotted; text-underline-offset: 0.25em; }
.verdict button:hover { color: var(--x-accent); }
.verdict button.again { margin-top: 0.4em; }
`;

/** The findings that hold a verdict, in order; what the review lacks is among the reasons. */
export function holding(verdict: Verdict): Diagnostic[] {
  return verdict.diagnostics.filter((d) => d.severity === "error" && d.target.kind !== "review");
}

/**
 * Draws a state and its verdict. `reveal`, where given, makes each finding a button; it is called with the finding's
 * number in {@link holding}, so that it stays right when the same words stand for a newer verdict. `again`, where given,
 * puts a button under a failure.
 */
export function verdictNodes(
  state: GateState,
  verdict: Verdict | null,
  words: ElementStrings,
  reveal?: (index: number) => void,
  again?: () => void,
): HTMLElement {
  const errors = verdict && state === "hold" ? holding(verdict) : [];
  const reasons = state === "hold" || state === "failed" ? (verdict?.reasons ?? []) : [];
  const head =
    state === "hold" ? words.gate.hold : state === "failed" ? words.gate.failed : words.gate[state];
  const box = el("div", { class: `verdict ${state}`, part: "verdict" }, el("p", { class: "head" }, head));
  if (reasons.length > 0) box.append(el("ul", {}, ...reasons.map((r) => el("li", {}, r.message))));
  if (state === "failed" && again)
    box.append(
      el(
        "button",
        { type: "button", class: "again", "data-action": "again", onclick: again },
        words.gate.again,
      ),
    );
  if (errors.length > 0) {
    box.append(
      el("p", { class: "sub" }, words.gate.findings),
      el(
        "ul",
        {},
        ...errors.map((d, i) =>
          el(
            "li",
            { "data-code": d.code },
            reveal ? el("button", { type: "button", onclick: () => reveal(i) }, d.message) : d.message,
          ),
        ),
      ),
    );
  }
  return box;
}
