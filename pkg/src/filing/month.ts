/**
 * The days of a limit, month by month: which counted and as which, which were rest and why, which were worked in lieu,
 * and where the event, the last day, today and the day on which it was done fall. Plain data, so that the picture, its words for those
 * who do not see it and the tests all speak of the same days.
 */
import type { Deadline } from "../types.js";

/** How a day stands. `weekend` is a Saturday or Sunday outside the days of the limit, of which nothing more is told. */
export type DayKind = "work" | "weekend" | "rest" | "make-up";

/** What falls on a day. */
export type DayMark = "start" | "last" | "today" | "done";

/** One day of a month. */
export interface MonthDay {
  /** `YYYY-MM-DD`. */
  date: string;
  day: number;
  kind: DayKind;
  /** Which day of the limit it is, from 1; 0 where it does not count. */
  count: number;
  /** `weekend`, `holiday` or a holiday's name, for a day of rest that was passed over. */
  reason: string;
  marks: DayMark[];
}

/** One month. `lead` is the number of empty places before the 1st in a week that begins on Monday. */
export interface Month {
  year: number;
  month: number;
  lead: number;
  days: MonthDay[];
}

const DAY = 86_400_000;
/** More months than this say nothing as a picture. */
const MOST_MONTHS = 4;

/** The months of a limit from its start to its last day; none where the last day is not known. */
export function monthsOf(deadline: Deadline, today: string): Month[] {
  const first = timeOf(deadline.start);
  const last = timeOf(deadline.last_day ?? "");
  if (first === null || last === null || last < first) return [];
  const skipped = new Map(deadline.skipped.map((day) => [day.date, day]));
  const counted = new Map(deadline.counted.map((day) => [day.date, day]));
  const months: Month[] = [];
  const start = new Date(first);
  for (let at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1); at <= last;) {
    const year = new Date(at).getUTCFullYear();
    const month = new Date(at).getUTCMonth();
    const end = Date.UTC(year, month + 1, 1);
    const days: MonthDay[] = [];
    for (let time = at; time < end; time += DAY) {
      const date = isoOf(time);
      const weekday = new Date(time).getUTCDay();
      const weekend = weekday === 0 || weekday === 6;
      const rest = skipped.get(date);
      const worked = counted.get(date);
      const marks: DayMark[] = [];
      if (time === first) marks.push("start");
      if (time === last) marks.push("last");
      if (date === today) marks.push("today");
      if (date === deadline.done_on) marks.push("done");
      days.push({
        date,
        day: days.length + 1,
        kind: rest ? "rest" : worked?.makeup ? "make-up" : weekend ? "weekend" : "work",
        count: worked?.number ?? 0,
        reason: rest ? rest.holiday || rest.reason : "",
        marks,
      });
    }
    months.push({ year, month: month + 1, lead: (new Date(at).getUTCDay() + 6) % 7, days });
    at = end;
  }
  return months.length > MOST_MONTHS ? [] : months;
}

/** Days that follow one another, as runs from the first to the last. */
export function runsOf(days: readonly MonthDay[]): { from: string; to: string; reason: string }[] {
  const runs: { from: string; to: string; reason: string }[] = [];
  for (const { date, reason } of days) {
    const open = runs[runs.length - 1];
    if (open && open.reason === reason && (timeOf(open.to) ?? 0) + DAY === timeOf(date)) open.to = date;
    else runs.push({ from: date, to: date, reason });
  }
  return runs;
}

function timeOf(date: string): number | null {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

function isoOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
