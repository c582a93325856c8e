/**
 * The ladder of a review as `<xianshen-review>` draws it: the steps, who signed them, whose turn it is, and what the
 * person who acts can do: sign, or send back with a reason.
 */
import type { ReviewAction, Reviewer } from "../review/model.js";
import { when } from "../review/sheet.js";
import type { ReviewStrings } from "../review/strings.js";
import { fill } from "../strings/index.js";
import type { StepStatus, Verdict } from "../types.js";
import { el } from "./base.js";

/** Who acts, and how: what the buttons of a review need. */
export interface Turn {
  /** Null where the element is for reading. */
  readonly actor: Reviewer | null;
  /** What a reason is being asked for: "return", "override:3", or nothing. */
  readonly asking: string | null;
  act(action: ReviewAction): boolean;
  /** Ask for a reason, or leave off asking. */
  ask(what: string | null): void;
}

/** The steps, which of them count, and what whoever is here can do about the next one. */
export function ladderNode(
  verdict: Verdict,
  next: StepStatus | undefined,
  turn: Turn,
  words: ReviewStrings,
): HTMLElement | null {
  if (verdict.steps.length === 0) return null;
  const item = (step: StepStatus, index: number) =>
    el(
      "li",
      {
        class: `step ${step.state}${step === next ? " next" : ""}`,
        "data-step": step.step,
        "data-state": step.state,
        "aria-current": step === next ? "step" : undefined,
      },
      el("span", { class: "dot", "aria-hidden": "true" }, step.state === "signed" ? "✓" : String(index + 1)),
      el("span", { class: "label" }, step.label),
      el("span", { class: "state" }, words[`state.${step.state}`]),
      el(
        "span",
        { class: "muted" },
        step.person
          ? fill(words.signedBy, { person: step.person, at: step.at ? when(step.at) : "" }).replace(
              /[，,]\s*$/,
              "",
            )
          : fill(words.by, { who: step.who }),
      ),
    );
  return el(
    "section",
    {},
    el("h2", {}, words.steps),
    el("ol", { class: "steps", tabindex: 0, "aria-label": words.steps }, ...verdict.steps.map(item)),
    actNode(next, turn, words),
  );
}

function actNode(next: StepStatus | undefined, turn: Turn, words: ReviewStrings): HTMLElement {
  const { actor, asking } = turn;
  if (!actor) return el("p", { class: "muted" }, words.nobody);
  const who = fill(words.you, {
    name: actor.name,
    role: actor.role ? fill(words.role, { role: actor.role }) : "",
  });
  const node = el("div", { class: "act" }, el("span", { class: "muted" }, who));
  if (!next) return node;
  const { step, label } = next;
  const button = (name: string, look: string, text: string, press: () => void) =>
    el("button", { type: "button", class: look, "data-action": name, onclick: press }, text);
  node.append(
    button("sign", "primary", fill(words.signStep, { label }), () => turn.act({ kind: "sign", step })),
    button("return", "", words.return, () => turn.ask("return")),
  );
  if (asking !== "return") return node;
  return el(
    "div",
    {},
    node,
    reasonNode(words.returnReason, false, turn, words, (reason) =>
      turn.act({ kind: "return", step, ...(reason ? { reason } : {}) }),
    ),
  );
}

/** Asks for a reason in one line; `needed`: an empty one is not taken. */
export function reasonNode(
  label: string,
  needed: boolean,
  turn: Turn,
  words: ReviewStrings,
  done: (text: string) => void,
): HTMLElement {
  const input = el("input", { type: "text", required: needed, "data-action": "reason" });
  const finish = (): void => {
    const text = input.value.trim();
    if (needed && !text) input.focus();
    else done(text);
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") finish();
    else if (event.key === "Escape") turn.ask(null);
    else return;
    event.preventDefault();
  });
  return el(
    "div",
    { class: "ask" },
    el("label", {}, label, input),
    el(
      "button",
      { type: "button", class: "primary", "data-action": "confirm", onclick: finish },
      words.confirm,
    ),
    el("button", { type: "button", "data-action": "cancel", onclick: () => turn.ask(null) }, words.cancel),
  );
}
