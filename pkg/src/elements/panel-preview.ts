/**
 * What fixing all findings of a kind would do, shown before it is done: each place with the words around it, what
 * goes and what comes, and one button that does it. Nothing is changed until that is pressed.
 */
import type { Session } from "../session/types.js";
import { fill } from "../strings/index.js";
import type { Diagnostic } from "../types.js";
import { el } from "./base.js";
import { shown } from "./card-body.js";
import { kindName } from "./panel-groups.js";

/** UTF-16 units shown on either side. */
const AROUND = 8;
/** Places listed one by one; the rest is counted. */
const LISTED = 50;

/** The preview for all findings of a kind that have nothing to choose. */
export function preview(
  session: Session,
  code: string,
  confirm: () => void,
  cancel: () => void,
): HTMLElement {
  const { strings } = session;
  const list = session.fixable(code);
  const count = list.length;
  const button = (words: string, className: string, act: () => void) => {
    const made = el("button", { type: "button", class: className }, words);
    made.addEventListener("click", act);
    return made;
  };
  const rest = count - LISTED;
  return el(
    "div",
    { class: "card preview", role: "group", "aria-label": fill(strings.preview, { count }) },
    el("p", { class: "message" }, `${kindName(strings, code)} · ${fill(strings.preview, { count })}`),
    el("ol", {}, ...list.slice(0, LISTED).map((diagnostic) => row(session, diagnostic))),
    rest > 0 ? el("p", { class: "muted" }, `+${rest}`) : null,
    el(
      "div",
      { class: "act" },
      button(fill(strings.previewConfirm, { count }), "primary confirm", confirm),
      button(strings.cancel, "cancel", cancel),
    ),
  );
}

function row(session: Session, diagnostic: Diagnostic): HTMLElement {
  const { target } = diagnostic;
  if (target.kind !== "text") return el("li");
  const block = session.blocks[target.block] ?? "";
  const put = diagnostic.fixes[0]?.replacement ?? "";
  return el(
    "li",
    {},
    `${target.from > AROUND ? "…" : ""}${before(block, target.from)}`,
    el("del", {}, shown(session, block.slice(target.from, target.to))),
    put ? el("ins", {}, shown(session, put)) : null,
    `${after(block, target.to)}${target.to + AROUND < block.length ? "…" : ""}`,
  );
}

/** The words before a place, never half of a surrogate pair. */
function before(block: string, at: number): string {
  return block.slice(Math.max(0, at - AROUND), at).replace(/^[\uDC00-\uDFFF]/, "");
}

function after(block: string, at: number): string {
  return block.slice(at, at + AROUND).replace(/[\uD800-\uDBFF]$/, "");
}
