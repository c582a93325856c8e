/**
 * What stands on the card: severity, message, fixes, the clause with its words, and the two ways to ignore.
 * It only builds nodes; opening, placing and closing is the card's own affair.
 */
import { then } from "../session/support.js";
import type { Session, SessionKit } from "../session/types.js";
import { fill } from "../strings/index.js";
import type { ClauseStatus, Diagnostic, SourceInfo } from "../types.js";
import { el } from "./base.js";

/** What the buttons of the card do besides acting on the session. */
export interface CardActions {
  step(by: 1 | -1): void;
  close(): void;
  /** The finding is settled. */
  done(): void;
  /** The card has a new height. */
  resized(): void;
}

/** The card's own look, on top of the shared theme. */
export const CARD_CSS = `
:host {
  position: fixed; inset: auto; left: 0; top: 0; margin: 0; padding: 0; border: 0; z-index: 2147483600;
  width: min(22.5rem, calc(100vw - 16px)); max-height: calc(100vh - 16px); overflow: visible;
  background: transparent; font-size: var(--xianshen-size, 14px);
}
.card {
  display: grid; gap: 0.7em; max-height: calc(100vh - 16px); overflow: auto; padding: 0.75em 0.95em 0.7em;
  border: 1px solid var(--x-line); border-radius: calc(var(--x-radius) + 4px); background: var(--x-surface);
  box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 8px 28px rgb(0 0 0 / 16%);
}
.top { display: flex; align-items: center; gap: 0.5em; min-height: 1.8em; }
.top .mark { margin-inline-end: auto; }
.tools { display: flex; align-items: center; gap: 0.1em; color: var(--x-muted); font-size: 0.9em; }
.tools .count { padding-inline: 0.3em; font-variant-numeric: tabular-nums; }
.tools button { display: grid; place-items: center; width: 1.9em; height: 1.9em; padding: 0; border: 0; background: none; border-radius: var(--x-radius); }
.tools button:hover { background: var(--x-raised); color: var(--x-text); }
.tools svg { width: 1.1em; height: 1.1em; fill: none; stroke: currentcolor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.message { margin: 0; font-size: 1.07em; line-height: 1.6; overflow-wrap: anywhere; }
.act { display: flex; flex-wrap: wrap; gap: 0.45em; }
.act button { max-width: 100%; padding: 0.28em 0.8em; overflow-wrap: anywhere; text-align: start; line-height: 1.5; }
.act .verb { opacity: 0.8; font-size: 0.93em; margin-inline-end: 0.45em; }
.act b { font-weight: 600; }
.clauses { display: grid; gap: 0.25em; border-inline-start: 2px solid var(--x-line); padding-inline-start: 0.7em; }
.clauses:empty { display: none; }
.basis { margin: 0; color: var(--x-muted); font-size: 0.93em; line-height: 1.55; }
summary { cursor: pointer; color: var(--x-muted); font-size: 0.93em; line-height: 1.55; list-style: none; border-radius: 2px; }
summary::-webkit-details-marker { display: none; }
summary::after { content: ""; display: inline-block; width: 0.36em; height: 0.36em; margin-inline-start: 0.5em; border: solid currentcolor; border-width: 0 1.5px 1.5px 0; transform: translateY(-0.18em) rotate(45deg); }
details[open] > summary::after { transform: translateY(0.02em) rotate(225deg); }
summary:hover { color: var(--x-text); }
.quote { margin: 0.35em 0 0.1em; font-size: 0.97em; line-height: 1.7; }
.foot { display: flex; flex-wrap: wrap; gap: 0.2em 1em; padding-top: 0.5em; border-top: 1px solid var(--x-line); }
.foot button { padding: 0.15em 0; border: 0; background: none; color: var(--x-muted); font-size: 0.93em; }
.foot button:hover { color: var(--x-text); text-decoration: underline; text-underline-offset: 0.25em; background: none; }
.foot .holds { margin: 0; color: var(--x-muted); font-size: 0.93em; line-height: 1.55; }
.foot button:disabled { opacity: 0.5; text-decoration: none; }
form { display: grid; gap: 0.5em; padding-top: 0.6em; border-top: 1px solid var(--x-line); }
form label { color: var(--x-muted); font-size: 0.93em; }
form input { width: 100%; padding: 0.35em 0.6em; border: 1px solid var(--x-field-line); border-radius: var(--x-radius); background: var(--x-surface); }
form input[aria-invalid="true"] { border-color: var(--x-error); outline-color: var(--x-error); }
form .quick { display: flex; flex-wrap: wrap; gap: 0.35em; }
form .quick button { padding: 0.05em 0.7em; border-color: var(--x-line); border-radius: 1em; color: var(--x-muted); font-size: 0.93em; }
form .row { display: flex; justify-content: flex-end; gap: 0.5em; }
.note { margin: 0; color: var(--x-error); font-size: 0.93em; }
@media (pointer: coarse) { .act button, .foot button, .tools button { min-height: 2.6em; } }
@media (prefers-reduced-motion: no-preference) { .card { animation: in 0.1s ease-out; } }
@keyframes in { from { opacity: 0; translate: 0 -3px; } }
@media (forced-colors: active) { .card { border: 2px solid CanvasText; } }
`;

/** A small line drawing; a path of an 16 by 16 grid. */
export function icon(path: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** Paths for {@link icon}. */
export const ICONS = { up: "M4 10l4-4 4 4", down: "M4 6l4 4 4-4", close: "M4 4l8 8M12 4l-8 8" };

/** Words made visible: the result of a fix, with blanks named. */
export function shown(session: Session, text: string): string {
  return /^\s+$/.test(text) ? session.strings.space : text;
}

/** The body of the card for one finding. */
export function cardBody(
  session: Session,
  diagnostic: Diagnostic,
  index: number,
  actions: CardActions,
): HTMLElement {
  const { strings } = session;
  const note = el("p", { class: "note", role: "alert", hidden: true });
  const foot = el("div", { class: "foot" });
  const message = el("p", { class: "message", id: "message" }, diagnostic.message);
  const say = (text: string) => {
    note.textContent = text;
    note.hidden = false;
    actions.resized();
  };
  const body = el(
    "div",
    {
      class: "card",
      role: "dialog",
      "aria-label": strings.cardLabel,
      "aria-describedby": "message",
      "data-code": diagnostic.code,
      part: "card",
    },
    top(session, diagnostic, index, actions),
    message,
    fixes(session, diagnostic, actions, say),
    clauses(session, diagnostic, actions),
    note,
    foot,
  );
  if (session.canIgnore(diagnostic)) {
    for (const word of [false, true]) {
      const label = word ? strings.ignoreWord : strings.ignorePlace;
      foot.append(
        button(label, { "data-action": word ? "ignore-word" : "ignore" }, () => {
          foot.replaceWith(reason(session, diagnostic, word, label, actions, foot));
          actions.resized();
          body.querySelector("input")?.focus();
        }),
      );
    }
  } else if (diagnostic.severity === "error") {
    foot.append(el("p", { class: "holds" }, strings.holds));
  } else foot.remove();
  // A press on a button leaves the focus and the caret where they are.
  body.addEventListener("mousedown", (event) => {
    if (!(event.target as Element).closest("input, summary, .message, .quote")) event.preventDefault();
  });
  return body;
}

function button(
  label: string,
  props: Record<string, string>,
  act: () => void,
  ...content: (Node | string)[]
): HTMLButtonElement {
  const attributes = content.length ? { ...props, "aria-label": label, title: label } : props;
  return el(
    "button",
    { type: "button", ...attributes, onclick: act },
    ...(content.length ? content : [label]),
  );
}

function top(session: Session, { severity }: Diagnostic, index: number, actions: CardActions): HTMLElement {
  const { strings } = session;
  const count = session.diagnostics.length;
  const tools = el("span", { class: "tools" });
  if (count > 1 && index >= 0) {
    tools.append(
      el("span", { class: "count" }, fill(strings.position, { index: index + 1, count })),
      button(strings.previous, { class: "previous" }, () => actions.step(-1), icon(ICONS.up)),
      button(strings.next, { class: "next" }, () => actions.step(1), icon(ICONS.down)),
    );
  }
  tools.append(button(strings.close, { class: "close" }, actions.close, icon(ICONS.close)));
  return el("div", { class: "top" }, el("span", { class: `mark ${severity}` }, strings[severity]), tools);
}

function fixes(
  session: Session,
  diagnostic: Diagnostic,
  actions: CardActions,
  say: (text: string) => void,
): HTMLElement | null {
  if (!diagnostic.fixes.length) return null;
  const { strings } = session;
  const writable = session.adapter.editable();
  const buttons = diagnostic.fixes.map((fix, index) => {
    const result = shown(session, fix.replacement);
    const verb = fix.replacement ? strings.changeTo : strings.remove;
    const what = fix.replacement ? result : (session.textOf(diagnostic) ?? "");
    const control = button(
      fill(fix.replacement ? strings.fixLabel : strings.fixRemoveLabel, { text: what }),
      { class: index === 0 ? "primary" : "", "data-fix": String(index) },
      () => {
        if (session.applyFix(diagnostic, index)) actions.done();
        else say(session.adapter.editable() ? strings.notApplied : strings.readOnly);
      },
      el("span", { class: "verb" }, verb),
      el("b", {}, what),
    );
    control.disabled = !writable;
    if (!writable) control.title = strings.readOnly;
    return control;
  });
  return el("div", { class: "act" }, ...buttons);
}

function reason(
  session: Session,
  diagnostic: Diagnostic,
  word: boolean,
  label: string,
  actions: CardActions,
  foot: HTMLElement,
): HTMLElement {
  const { strings } = session;
  const input = el("input", {
    type: "text",
    name: "reason",
    maxlength: 200,
    autocomplete: "off",
    required: true,
  });
  input.placeholder = strings.reason;
  // The reasons given most often are one press away.
  const quick = [strings.reasonQuote, strings.reasonName, strings.reasonRight].map((text) =>
    button(text, {}, () => {
      input.value = text;
      input.removeAttribute("aria-invalid");
      input.focus();
    }),
  );
  const form = el(
    "form",
    { novalidate: true },
    el("label", {}, `${label} · ${strings.reasonHint}`, input),
    el("div", { class: "quick" }, ...quick),
    el(
      "div",
      { class: "row" },
      button(strings.cancel, {}, () => {
        form.replaceWith(foot);
        actions.resized();
        foot.querySelector<HTMLElement>("button")?.focus();
      }),
      el("button", { type: "submit", class: "primary" }, strings.confirmIgnore),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const done = word ? session.ignoreWord(diagnostic, input.value) : session.ignore(diagnostic, input.value);
    if (done) return actions.done();
    input.setAttribute("aria-invalid", "true");
    input.focus();
  });
  return form;
}

const SOURCES = new WeakMap<SessionKit, Map<string, SourceInfo>>();

/** The clauses a finding rests on; filled in when a kit in a worker answers. */
function clauses(session: Session, diagnostic: Diagnostic, actions: CardActions): HTMLElement | null {
  if (!diagnostic.clauses.length) return null;
  const list = el("div", { class: "clauses" });
  const draw = (clause: ClauseStatus | undefined) => {
    if (!clause) return;
    list.append(clauseDetails(session, clause, SOURCES.get(session.kit)?.get(clause.source), actions));
    actions.resized();
  };
  const explain = () => {
    for (const id of diagnostic.clauses) then(session.kit.explain(id), draw, () => undefined);
  };
  if (SOURCES.has(session.kit)) explain();
  else {
    then(
      session.kit.rules(),
      (rules) => {
        SOURCES.set(session.kit, new Map(rules.sources.map((source) => [source.id, source])));
        explain();
      },
      explain,
    );
  }
  return list;
}

function clauseDetails(
  session: Session,
  clause: ClauseStatus,
  source: SourceInfo | undefined,
  actions: CardActions,
): HTMLElement {
  const name = source?.title ?? clause.title;
  const title = session.lang === "en" || name.startsWith("《") ? name : `《${name}》`;
  const number = source?.number ? `（${source.number}）` : "";
  const basis = fill(session.strings.clause, { title: `${title}${number}${clause.where}` });
  // A standard is named as a whole: there are no words to unfold.
  if (title.includes(clause.text)) return el("p", { class: "basis", "data-clause": clause.id }, basis);
  const details = el(
    "details",
    { "data-clause": clause.id },
    el("summary", {}, basis),
    el("p", { class: "quote" }, clause.text),
  );
  details.addEventListener("toggle", actions.resized);
  return details;
}
