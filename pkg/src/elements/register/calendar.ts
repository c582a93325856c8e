/**
 * When accounts were last updated, week by week back from today: a strip of bars, each a button that lists its accounts.
 * What is older than the strip and what has no date stand at its end with a pattern and a word, not with colour alone.
 */
import { fill } from "../../strings/index.js";
import { el } from "../base.js";
import type { RegisterStrings } from "./strings.js";
import type { View } from "./view.js";

/** Weeks in the strip. */
const WEEKS = 26;

interface Bar {
  label: string;
  short: string;
  rows: number[];
  look: string;
}

/** The strip. `today` is a day counted from 1970. */
export function calendarNode(
  view: View,
  words: RegisterStrings,
  today: number,
  open: (rows: readonly number[], title: string) => void,
): HTMLElement {
  const bars = barsOf(view, words, today);
  const most = Math.max(1, ...bars.map((bar) => bar.rows.length));
  const buttons = bars.map((bar, i) => {
    const column = el("span", { class: "bar", "aria-hidden": "true" });
    // By the square root, and never too low to be seen: a single account stands beside a thousand.
    column.style.height = `${Math.max(4, Math.sqrt(bar.rows.length / most) * 100)}%`;
    column.hidden = bar.rows.length === 0;
    return el(
      "button",
      {
        type: "button",
        class: `week ${bar.look}`,
        tabindex: i === 0 ? 0 : -1,
        "aria-label": bar.label,
        title: bar.label,
        "data-count": bar.rows.length,
        onclick: () => bar.rows.length > 0 && open(bar.rows, bar.label),
      },
      el("span", { class: "n", "aria-hidden": "true" }, bar.rows.length ? String(bar.rows.length) : ""),
      el("span", { class: "rail", "aria-hidden": "true" }, column),
      el("span", { class: "when", "aria-hidden": "true" }, bar.short),
    );
  });
  const strip = el(
    "div",
    { class: "strip", role: "toolbar", "aria-label": words.calendarLabel, "data-calendar": "" },
    ...buttons,
  );
  strip.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const ways: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: buttons.length - 1,
    };
    const to = buttons[ways[event.key] ?? -1];
    if (at < 0 || !to) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === to ? 0 : -1;
    to.focus();
  });
  return el("div", { class: "view" }, strip, el("p", { class: "muted" }, words.calendarHelp));
}

function barsOf(view: View, words: RegisterStrings, today: number): Bar[] {
  const bars: Bar[] = [];
  for (let week = 0; week < WEEKS; week++) {
    bars.push({
      label: "",
      short: week === 0 ? words.today : week % 4 === 0 ? fill(words.weeksAgo, { n: week }) : "",
      rows: [],
      look: week === 0 ? "fresh" : week < 2 ? "" : "old",
    });
  }
  const older: Bar = { label: "", short: words.olderShort, rows: [], look: "older" };
  const never: Bar = { label: "", short: words.neverShort, rows: [], look: "never" };
  view.updated.forEach((day, row) => {
    const week = Math.floor(Math.max(0, today - day) / 7);
    (day < 0 ? never : (bars[week] ?? older)).rows.push(row);
  });
  bars.forEach((bar, week) => {
    bar.label = fill(words.week, {
      from: dateOf(today - week * 7 - 6),
      to: dateOf(today - week * 7),
      n: bar.rows.length,
    });
  });
  older.label = fill(words.older, { n: older.rows.length });
  never.label = fill(words.never, { n: never.rows.length });
  return [...bars, older, never];
}

/** A day as `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The look of the strip; goes on top of the theme. */
export const CALENDAR_CSS = `
.strip { display: flex; align-items: stretch; gap: 2px; overflow-x: auto; padding: 0.5em 0.3em; border: 1px solid var(--x-line); border-radius: var(--x-radius); }
.week { display: grid; grid-template-rows: 1.4em 8em 1.6em; flex: 1 0 2em; min-width: 2em; padding: 0; border: 0; border-radius: 2px; background: none; font-size: 0.82em; line-height: 1.4em; text-align: center; }
.week:hover { background: var(--x-raised); }
.week .rail { display: flex; align-items: end; border-bottom: 1px solid var(--x-field-line); }
.week .bar { flex: 1; margin: 0 2px; background: var(--x-ok); border-radius: 2px 2px 0 0; }
.week .bar[hidden] { display: none; }
.week.old .bar { background: repeating-linear-gradient(45deg, var(--x-info) 0 4px, var(--x-info-surface) 4px 8px); border: 1px solid var(--x-info); }
.week.older .bar, .week.never .bar { background: repeating-linear-gradient(135deg, var(--x-warning) 0 3px, var(--x-warning-surface) 3px 8px); border: 1px solid var(--x-warning); }
.week.older, .week.never { flex-basis: 3.6em; margin-inline-start: 0.5em; }
.week .when { color: var(--x-muted); white-space: nowrap; overflow: visible; }
.week .n { font-variant-numeric: tabular-nums; }
`;
