/** The rows of the panel: findings, and what was ignored. They only show; the panel decides what a click does. */
import type { Session } from "../session/types.js";
import { fill, type Strings } from "../strings/index.js";
import { el } from "./base.js";
import { shown } from "./card-body.js";
import type { Item } from "./panel-groups.js";

/** The same text for the same finding at the same place. */
export function keyOf({ diagnostic }: Item): string {
  return JSON.stringify([diagnostic.code, diagnostic.target, diagnostic.message]);
}

/** The same text for rows that say the same. */
export function rowKey({ session, diagnostic, field }: Item, words: string): string {
  const { code, severity, message, fixes } = diagnostic;
  return JSON.stringify([session.lang, field, code, severity, words, fixes[0]?.replacement ?? null, message]);
}

/** The row of one finding: the words, what they would become, and why. */
export function findingRow({ session, diagnostic, field }: Item, words: string): HTMLElement {
  const fix = diagnostic.fixes[0];
  return el(
    "div",
    {
      role: "option",
      class: "row",
      "data-code": diagnostic.code,
    },
    el(
      "span",
      { class: `words ${diagnostic.severity}` },
      el("span", { class: "was" }, shown(session, words)),
      fix ? el("span", { class: "arrow", "aria-hidden": "true" }, "→") : null,
      fix
        ? el(
            "span",
            { class: "now" },
            fix.replacement ? shown(session, fix.replacement) : session.strings.remove,
          )
        : null,
      field ? el("span", { class: "field" }, field) : null,
    ),
    el("span", { class: "why" }, diagnostic.message),
  );
}

/** What was ignored, each with the way back. */
export function ignoredRows(strings: Strings, sessions: readonly Session[], done: () => void): HTMLElement[] {
  const rows: HTMLElement[] = [];
  for (const session of sessions) {
    for (const record of session.ignored) {
      const label = fill(strings.restoreLabel, { text: record.text });
      const scope = record.action === "ignore-word" ? strings.ignoredWord : "";
      const restore = () => {
        session.restore(record);
        done();
      };
      rows.push(
        el(
          "li",
          {},
          el("span", { class: "text" }, shown(session, record.text)),
          el("span", { class: "muted" }, [scope, record.reason].filter(Boolean).join(" · ")),
          el(
            "button",
            { type: "button", "aria-label": label, title: label, onclick: restore },
            strings.restore,
          ),
        ),
      );
    }
  }
  return rows;
}
