/** The deadlines of a filing: one sentence each, and a strip that shows which days count. */
import type { Deadline } from "../types.js";
import { el } from "./base.js";
import type { ElementStrings } from "./strings.js";

const DAY = 86_400_000;
/** Above this many days a strip of single days says nothing any more. */
const LONGEST = 70;

/** The look of {@link deadlineNode}; goes on top of the theme. */
export const TIMELINE_CSS = `
.deadline { padding-block: 0.5em; }
.deadline + .deadline { border-top: 1px solid var(--x-line); }
.days { max-width: calc(var(--days) * 2em); min-width: min(100%, 20em); margin-top: 0.35em; }
.strip { display: flex; gap: 2px; margin-bottom: 0.15em; }
.strip i { flex: 1 1 0; min-width: 2px; height: 0.9em; border-radius: 2px; background: var(--x-accent); opacity: 0.75; }
.strip i.done { background: var(--x-ok); }
.strip i.late { background: var(--x-error); }
.strip i.skipped { opacity: 1; background: repeating-linear-gradient(-45deg, var(--x-line) 0 2px, transparent 2px 5px); }
.strip i.today { outline: 2px solid var(--x-text); outline-offset: 1px; opacity: 1; }
.ends { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1em; font-variant-numeric: tabular-nums; }
`;

/** One deadline. */
export function deadlineNode(deadline: Deadline, words: ElementStrings): HTMLElement {
  const { state, last_day: last, days_left: left } = deadline;
  const sentence = words.filing.deadline[state]({
    label: deadline.label,
    last: last ?? "—",
    days: words.filing.days(deadline.days, deadline.unit),
    left: left ?? 0,
  });
  const look = state === "missed" ? "error" : state === "met" ? "ok" : state === "open" ? "info" : "";
  const node = el(
    "li",
    { class: "deadline", "data-id": deadline.id, "data-state": state },
    el("p", { class: look }, sentence),
  );
  const strip = last ? stripNode(deadline, last, words) : null;
  if (strip) {
    const skipped = deadline.skipped.length > 0 ? words.filing.skippedCount(deadline.skipped.length) : "";
    const days = el(
      "div",
      { class: "days" },
      strip,
      el(
        "p",
        { class: "muted ends" },
        el("span", {}, `${words.filing.start} ${deadline.start}`),
        skipped && el("span", {}, skipped),
        el("span", {}, `${words.filing.last} ${last}`),
      ),
    );
    days.style.setProperty("--days", String(strip.childElementCount));
    node.append(days);
  }
  return node;
}

function stripNode(deadline: Deadline, last: string, words: ElementStrings): HTMLElement | null {
  const from = Date.parse(`${deadline.start}T00:00:00Z`);
  const to = Date.parse(`${last}T00:00:00Z`);
  const count = Math.round((to - from) / DAY) + 1;
  if (!(count >= 2 && count <= LONGEST)) return null;
  const skipped = new Map(
    deadline.skipped.map((day) => [day.date, words.filing.reasons[day.reason] ?? day.reason]),
  );
  const left = deadline.days_left ?? undefined;
  const today = left === undefined ? "" : iso(to - left * DAY);
  // The sentence says it all; the strip is for the eye.
  const strip = el("div", { class: "strip", "aria-hidden": "true" });
  for (let i = 0; i < count; i++) {
    const date = iso(from + i * DAY);
    const reason = skipped.get(date);
    const look = reason
      ? "skipped"
      : deadline.state === "met"
        ? "done"
        : deadline.state === "missed"
          ? "late"
          : "";
    strip.append(
      el("i", {
        class: `${look}${date === today ? " today" : ""}`,
        title: reason ? `${date} ${reason}` : date,
      }),
    );
  }
  return strip;
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
