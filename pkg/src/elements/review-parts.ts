/** Parts of `<xianshen-review>` that only show: the limits that run, and what changed since a text was signed. */
import { changes } from "../review/diff.js";
import { type ReviewSubmission, versionOf } from "../review/model.js";
import { when } from "../review/sheet.js";
import type { ReviewStrings } from "../review/strings.js";
import { fill } from "../strings/index.js";
import type { Verdict } from "../types.js";
import { el } from "./base.js";

/** The limits in hours that run. */
export function hoursNode(verdict: Verdict, words: ReviewStrings): HTMLElement | null {
  if (verdict.hours.length === 0) return null;
  const line = (limit: Verdict["hours"][number]) => {
    const left = Math.abs(limit.minutes_left);
    const text = limit.minutes_left < 0 ? words.hoursOver : words.hoursLeft;
    const values = {
      label: limit.label,
      due: when(limit.due),
      hours: Math.floor(left / 60),
      minutes: left % 60,
    };
    return el("li", { "data-limit": limit.id }, fill(text, values));
  };
  return el(
    "section",
    { class: "hours" },
    el("ul", { "aria-label": words.hours }, ...verdict.hours.map(line)),
  );
}

/** What changed since the last signature over another text whose words are at hand. */
export function diffNode(
  current: ReviewSubmission,
  verdict: Verdict,
  words: ReviewStrings,
): HTMLElement | null {
  const stale = [...verdict.steps].reverse().find((step) => step.state === "stale" && step.digest);
  const seen = stale?.digest ? current.versions?.[stale.digest] : undefined;
  if (!stale || !seen) return null;
  const lines = changes(seen, versionOf(current));
  if (lines.length === 0) return null;
  const nodes: Node[] = [];
  let same = 0;
  const flush = (): void => {
    if (same > 0) nodes.push(el("p", { class: "muted" }, fill(words.unchanged, { count: same })));
    same = 0;
  };
  for (const line of lines) {
    if (line.every((change) => change.kind === "same")) {
      same += 1;
      continue;
    }
    flush();
    nodes.push(
      el(
        "p",
        {},
        ...line.map(({ kind, text }) =>
          kind === "same"
            ? text
            : el(
                kind === "added" ? "ins" : "del",
                { title: kind === "added" ? words.added : words.removed },
                text,
              ),
        ),
      ),
    );
  }
  flush();
  const title = fill(words.changesSince, { label: stale.label, person: stale.person ?? "" });
  return el(
    "section",
    {},
    el("h2", {}, title),
    el(
      "div",
      { class: "diff", tabindex: 0, role: "group", "aria-label": title, "data-diff": stale.step },
      ...nodes,
    ),
  );
}
