/**
 * What a review asks of people as `<xianshen-review>` draws it: the checklist that no program can answer, with the
 * clauses behind each item, and the remarks that do not hold the text back.
 */
import { placeOf, type ReviewSubmission } from "../review/model.js";
import type { ReviewStrings } from "../review/strings.js";
import { fill } from "../strings/index.js";
import type { AttestationStatus, ClauseStatus, Diagnostic, Verdict } from "../types.js";
import { el } from "./base.js";
import { clauseNodes } from "./findings.js";
import { reasonNode, type Turn } from "./review-ladder.js";
import { elementStrings } from "./strings.js";

/** What is under review, who explains its clauses, and who acts. */
export interface Matter {
  readonly submission: ReviewSubmission | null;
  readonly kit: {
    explain(clauseId: string): ClauseStatus | undefined | Promise<ClauseStatus | undefined>;
  } | null;
  readonly lang: "zh" | "en";
  readonly turn: Turn;
}

/** Members of a record that is more than a tick. */
const RECORD = ["issuer", "number", "date"] as const;

/** What a person has to confirm before release. */
export function checklistNode(verdict: Verdict, about: Matter, words: ReviewStrings): HTMLElement | null {
  if (verdict.attestations.length === 0) return null;
  return el(
    "section",
    {},
    el("h2", {}, words.checklist),
    el("ul", { class: "checks" }, ...verdict.attestations.map((status) => checkNode(status, about, words))),
  );
}

function checkNode(status: AttestationStatus, about: Matter, words: ReviewStrings): HTMLElement {
  const { submission, turn } = about;
  const { id, label, ticked, required, record } = status;
  const clauses = clauseNodes(status.clauses, about.kit, elementStrings(about.lang), true);
  const note = el("span", { class: "muted" }, required ? words.required : words.optional);
  if (record) {
    const value = (submission?.[record] ?? {}) as Record<string, unknown>;
    const fields = RECORD.map((member) => {
      const text = value[member];
      const input = el("input", {
        type: member === "date" ? "date" : "text",
        value: typeof text === "string" ? text : "",
        disabled: !turn.actor,
        "data-action": `${record}.${member}`,
      });
      input.addEventListener("change", () =>
        turn.act({ kind: "record", record, member, value: input.value }),
      );
      return el("label", {}, words[member], input);
    });
    return el(
      "li",
      { "data-attestation": id, "data-ticked": String(ticked) },
      `${ticked ? "☑" : "□"} ${label}`,
      note,
      el("div", { class: "record" }, ...fields),
      clauses,
    );
  }
  const box = el("input", {
    type: "checkbox",
    checked: ticked,
    disabled: !turn.actor,
    "data-action": `tick:${id}`,
    onchange: () => turn.act({ kind: ticked ? "untick" : "tick", id }),
  });
  return el(
    "li",
    { "data-attestation": id, "data-ticked": String(ticked) },
    el("label", {}, box, label),
    note,
    clauses,
  );
}

/** What does not hold the text back: remarks, each of which can be let pass with a reason, and those that were. */
export function remarksNode(verdict: Verdict, about: Matter, words: ReviewStrings): HTMLElement | null {
  const { submission, turn } = about;
  const open = verdict.diagnostics.filter((d) => d.severity !== "error" && d.target.kind !== "review");
  if (open.length === 0 && verdict.overridden.length === 0) return null;
  const item = (diagnostic: Diagnostic, index: number): HTMLElement => {
    const key = `override:${index}`;
    const place = submission ? placeOf(submission, diagnostic) : {};
    const row = el(
      "li",
      { "data-code": diagnostic.code },
      el("span", { class: `mark ${diagnostic.severity}` }, ""),
      ` ${diagnostic.message} `,
      turn.actor &&
        el("button", { type: "button", "data-action": key, onclick: () => turn.ask(key) }, words.override),
    );
    if (turn.asking === key)
      row.append(
        reasonNode(words.overrideReason, true, turn, words, (reason) =>
          turn.act({ kind: "override", code: diagnostic.code, ...place, reason }),
        ),
      );
    return row;
  };
  const waved = verdict.overridden.map((entry) =>
    el(
      "li",
      { "data-code": entry.diagnostic.code, "data-overridden": "" },
      `${fill(words.waved, { message: entry.diagnostic.message })} `,
      el(
        "span",
        { class: "muted" },
        fill(words.overriddenBy, { person: entry.person, reason: entry.reason }),
      ),
    ),
  );
  const box = el(
    "details",
    {},
    el("summary", {}, fill(words.remarks, { count: open.length + waved.length })),
    el("ul", { class: "remarks" }, ...open.map(item), ...waved),
  );
  box.open = turn.asking?.startsWith("override:") ?? false;
  return el("section", {}, box);
}
