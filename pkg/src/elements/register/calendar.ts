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
  /** How many of them are beyond the days allowed to them. */
  over: number;
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
    // By the square root, and never too low to be seen: a single account stands beside a thousand.
    const height = bar.rows.length === 0 ? 0 : Math.max(5, Math.sqrt(bar.rows.length / most) * 100);
    const share = bar.rows.length === 0 ? 0 : bar.over / bar.rows.length;
    const piece = (look: string, part: number) => {
      const node = el("span", { class: look, "aria-hidden": "true" });
      node.style.height = `${height * part}%`;
      node.hidden = part === 0 || height === 0;
      return node;
    };
    return el(
      "button",
      {
        type: "button",
        class: `week ${bar.look}`,
        tabindex: i === 0 ? 0 : -1,
        title: bar.label,
        "data-count": bar.rows.length,
        "data-over": bar.over,
        onclick: () => bar.rows.length > 0 && open(bar.rows, bar.label),
      },
      el("span", { class: "hidden-visually" }, bar.label),
      el("span", { class: "n", "aria-hidden": "true" }, bar.rows.length ? String(bar.rows.length) : ""),
      el("span", { class: "rail", "aria-hidden": "true" }, piece("bar over", share), piece("bar", 1 - share)),
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
  const key = el(
    "p",
    { class: "key muted" },
    el("span", {}, el("i", {}), words.inLimit),
    el("span", {}, el("i", { class: "over" }), words.overLimit),
  );
  return el("div", { class: "view" }, strip, key, el("p", { class: "muted" }, words.calendarHelp));
}

function barsOf(view: View, words: RegisterStrings, today: number): Bar[] {
  const bar = (short: string, look: string): Bar => ({ label: "", short, rows: [], over: 0, look });
  const bars = Array.from({ length: WEEKS }, (_, week) =>
    bar(week === 0 ? words.today : week % 4 === 0 ? fill(words.weeksAgo, { n: week }) : "", ""),
  );
  const older = bar(words.olderShort, "apart");
  const never = bar(words.neverShort, "apart");
  view.accounts.forEach((account, row) => {
    if (!account || account.state === "closed") return;
    const { days, over = 0, never: none = false } = account.health ?? {};
    const into = days === undefined ? never : (bars[Math.floor(Math.max(0, days) / 7)] ?? older);
    into.rows.push(row);
    if (over > 0 || none) into.over++;
  });
  bars.forEach((one, week) => {
    one.label = fill(words.week, {
      from: dateOf(today - week * 7 - 6),
      to: dateOf(today - week * 7),
      n: one.rows.length,
    });
  });
  older.label = fill(words.older, { n: older.rows.length });
  never.label = fill(words.never, { n: never.rows.length });
  const all = [...bars, older, never];
  for (const one of all) {
    if (one.over > 0) one.label = fill(words.weekOver, { label: one.label, n: one.over });
  }
  return all;
}

/** A day as `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The look of the strip; goes on top of the theme. */
export const CALENDAR_CSS = `
.strip { display: flex; align-items: stretch; gap: 2px; overflow-x: auto; padding: 0.5em 0.3em; border: 1px solid var(--x-line); border-radius: var(--x-radius); }
.week { position: relative; display: grid; grid-template-rows: 1.4em 8em 1.6em; flex: 1 0 2em; min-width: 2em; padding: 0; border: 0; border-radius: 2px; background: none; font-size: 0.82em; line-height: 1.4em; text-align: center; }
.week:hover { background: var(--x-raised); }
.week .rail { display: flex; flex-direction: column; justify-content: end; border-bottom: 1px solid var(--x-field-line); }
.week .bar { margin: 0 2px; background: var(--x-ok); }
.week .bar[hidden] { display: none; }
.week .bar.over { background: repeating-linear-gradient(45deg, var(--x-warning) 0 3px, var(--x-warning-surface) 3px 8px); border: 1px solid var(--x-warning); }
.week.apart { flex-basis: 3.6em; margin-inline-start: 0.5em; }
.key { display: flex; gap: 1.2em; }
.key span { display: inline-flex; align-items: center; gap: 0.4em; }
.key i { width: 1em; height: 1em; background: var(--x-ok); }
.key i.over { background: repeating-linear-gradient(45deg, var(--x-warning) 0 3px, var(--x-warning-surface) 3px 8px); border: 1px solid var(--x-warning); }
.week .when { color: var(--x-muted); white-space: nowrap; overflow: visible; }
.week .n { font-variant-numeric: tabular-nums; }
`;
