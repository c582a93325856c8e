/**
 * The deadlines of a filing: one sentence each, a picture of the month or months with what counts and what does not,
 * and the counting told in words, which is all that somebody needs who does not see the picture.
 */
import { fill, type FilingStrings } from "../filing/strings.js";
import { type Month, type MonthDay, monthsOf, runsOf } from "../filing/month.js";
import type { Deadline } from "../types.js";
import { el } from "./base.js";

/** The look of {@link deadlineNode}; goes on top of the theme. */
export const TIMELINE_CSS = `
.deadline { padding-block: 0.7em; }
.deadline + .deadline { border-top: 1px solid var(--x-line); }
.deadline .sentence { font-weight: 500; }
.months { display: flex; flex-wrap: wrap; gap: 1em 2em; margin-top: 0.7em; }
.month { flex: 0 1 21em; min-width: 0; }
.month .name { margin-bottom: 0.2em; font-size: 0.93em; font-weight: 600; text-align: center; }
.grid { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 3px; font-size: 0.87em; font-variant-numeric: tabular-nums; text-align: center; }
.grid .weekday { color: var(--x-muted); font-size: 0.93em; }
.day { position: relative; display: flex; flex-direction: column; align-items: center; min-height: 3em; padding-top: 0.25em; border: 1px solid transparent; border-radius: 4px; line-height: 1.25; }
.day small { font-size: 0.78em; line-height: 1.2; white-space: nowrap; }
.day .badge { position: absolute; inset-block-start: 0; inset-inline-end: 1px; font-size: 0.78em; line-height: 1.2; }
.day.out { color: var(--x-muted); }
.day.weekend { color: var(--x-muted); background: var(--x-raised); }
.day.rest { color: var(--x-muted); background: repeating-linear-gradient(-45deg, var(--x-line) 0 1px, transparent 1px 5px), var(--x-raised); }
.day.counted { border-color: var(--x-info); background: var(--x-info-surface); color: var(--x-text); }
.day.make-up .badge { color: var(--x-warning); font-weight: 600; }
.day.start { border: 1px dashed var(--x-text); color: var(--x-text); }
.day.last { border-color: transparent; background: var(--x-accent); color: var(--x-accent-text); font-weight: 600; }
.day.last .badge { color: inherit; }
.missed .day.last { background: var(--x-error); color: var(--x-surface); }
.met .day.last { background: var(--x-ok); color: var(--x-surface); }
.day.today::after, .day.done::after { content: ""; position: absolute; inset: -2px; border: 2px solid var(--x-text); border-radius: 5px; }
.keys { display: flex; flex-wrap: wrap; gap: 0.2em 1.2em; margin-top: 0.6em; font-size: 0.87em; color: var(--x-muted); }
.keys li { display: flex; align-items: center; gap: 0.4em; }
.keys .day { min-height: 0; width: 1.9em; padding: 0.15em 0; }
.keys .day .badge { position: static; font-size: 0.87em; }
.deadline figcaption { margin-top: 0.5em; max-width: 48em; font-size: 0.93em; color: var(--x-muted); }
@media (forced-colors: active) {
  .day.counted, .day.make-up { border-color: CanvasText; }
  .day.last { outline: 3px solid Highlight; }
}
`;

/** The day that "days left" was counted from, where the deadline tells. */
export function todayOf(deadline: Deadline): string {
  const { last_day: last, days_left: left } = deadline;
  if (last === null || left === null) return "";
  return new Date(Date.parse(`${last}T00:00:00Z`) - left * 86_400_000).toISOString().slice(0, 10);
}

/** The sentence that says how a deadline stands. */
export function deadlineSentence(deadline: Deadline, words: FilingStrings): string {
  const { state, kind, label } = deadline;
  const left = deadline.days_left ?? 0;
  const late = state === "missed" && deadline.done_on === null && left < 0;
  const key =
    state === "unknown"
      ? "unknown"
      : kind === "minimum"
        ? (`${state}Minimum` as const)
        : late
          ? "missedBy"
          : state === "open" && left === 0
            ? "openToday"
            : state;
  const unit = deadline.unit === "working" ? words.workingDays : words.calendarDays;
  return fill(words[key], {
    label,
    last: deadline.last_day ?? "—",
    done: deadline.done_on ?? "—",
    days: deadline.days === 0 ? words.sameDay : fill(unit, { count: deadline.days }),
    left,
    over: -left,
  });
}

/** How the days were counted, in words. */
export function countingText(deadline: Deadline, months: readonly Month[], words: FilingStrings): string {
  const days = months.flatMap((month) => month.days);
  const list = (runs: readonly { from: string; to: string; reason: string }[], reasons: boolean) =>
    runs
      .map(({ from, to, reason }) => {
        const ends = { from: spoken(from, words), to: spoken(to, words) };
        const span = from === to ? ends.from : fill(words.between, ends);
        return reasons ? fill(words.rest, { days: span, reason: reasonText(reason, words) }) : span;
      })
      .join(words.listJoin);
  const skipped = days.filter((day) => day.kind === "rest");
  const worked = days.filter((day) => day.kind === "make-up");
  return [
    fill(words.countedFrom, { start: spoken(deadline.start, words) }),
    skipped.length > 0 ? fill(words.skipped, { days: list(runsOf(skipped), true) }) : words.countedNone,
    worked.length > 0 ? fill(words.workedOn, { days: list(runsOf(worked), false) }) : "",
    fill(words.lastOn, { last: spoken(deadline.last_day ?? "", words) }),
  ]
    .filter(Boolean)
    .join(words.sentenceJoin);
}

/** One deadline, drawn. */
export function deadlineNode(deadline: Deadline, words: FilingStrings): HTMLElement {
  const { state } = deadline;
  const look = state === "missed" ? "error" : state === "met" ? "ok" : state === "open" ? "info" : "muted";
  const node = el(
    "li",
    {
      class: `deadline ${state}`,
      "data-id": deadline.id,
      "data-state": state,
      "data-last": deadline.last_day ?? "",
    },
    el("p", { class: `sentence ${look}` }, deadlineSentence(deadline, words)),
  );
  const months = monthsOf(deadline, todayOf(deadline));
  if (months.length > 0) {
    node.append(
      el(
        "figure",
        {},
        el(
          "div",
          { class: "months", "aria-hidden": "true" },
          ...months.map((month) => monthNode(month, words)),
        ),
        el("figcaption", {}, countingText(deadline, months, words)),
      ),
    );
  }
  return node;
}

/** What the marks of the picture mean. */
export function keysNode(words: FilingStrings): HTMLElement {
  const key = (look: string, badge: string, text: string) =>
    el("li", {}, el("span", { class: `day ${look}` }, el("span", { class: "badge" }, badge)), text);
  return el(
    "ul",
    { class: "keys", "aria-hidden": "true" },
    key("counted", "1", words.legendCounted),
    key("rest", words.badgeRest, words.legendRest),
    key("counted make-up", words.badgeWork, words.legendWork),
    key("last", words.markLast, words.legendLast),
  );
}

function monthNode(month: Month, words: FilingStrings): HTMLElement {
  const name = fill(words.month, { year: month.year, month: month.month });
  const cells: HTMLElement[] = words.weekdays
    .split(" ")
    .map((weekday) => el("span", { class: "weekday" }, weekday));
  for (let i = 0; i < month.lead; i++) cells.push(el("span"));
  cells.push(...month.days.map((day) => dayNode(day, words)));
  return el(
    "div",
    { class: "month" },
    el("p", { class: "name" }, name),
    el("div", { class: "grid" }, ...cells),
  );
}

function dayNode(day: MonthDay, words: FilingStrings): HTMLElement {
  const look = [day.kind, day.count > 0 ? "counted" : "out", ...day.marks].join(" ");
  const badge = day.kind === "rest" ? words.badgeRest : day.kind === "make-up" ? words.badgeWork : "";
  const marks = {
    start: words.markStart,
    last: words.markLast,
    today: words.markToday,
    done: words.markDone,
  };
  // One word fits under a number: what matters most, else which day of the limit it is.
  const first = (["last", "start", "done", "today"] as const).find((mark) => day.marks.includes(mark));
  const under = first ? marks[first] : day.count > 0 ? String(day.count) : "";
  const title = [day.date, reasonText(day.reason, words), ...day.marks.map((mark) => marks[mark])];
  return el(
    "span",
    { class: `day ${look}`, "data-date": day.date, title: title.filter(Boolean).join(" ") },
    String(day.day),
    badge && el("span", { class: "badge" }, badge),
    under && el("small", {}, under),
  );
}

/** A day as it is said; the year stands in the picture. */
function spoken(date: string, words: FilingStrings): string {
  const [year, month, day] = date.split("-").map(Number);
  return fill(words.daySpoken, { date, year: year ?? "", month: month ?? "", day: day ?? "" });
}

function reasonText(reason: string, words: FilingStrings): string {
  return (words as Readonly<Record<string, string>>)[reason] ?? reason;
}
