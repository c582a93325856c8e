/** The panel's own look, on top of the shared theme and the card's body. */
import { CARD_CSS } from "./card-body.js";

const BODY = CARD_CSS.slice(CARD_CSS.indexOf(".message"));

/** Rules for `<xianshen-panel>`. */
export const PANEL_CSS = `
:host { container-type: inline-size; border: 1px solid var(--x-line); border-radius: calc(var(--x-radius) + 2px); overflow: hidden; font-size: var(--xianshen-size, 14px); min-width: 0; }
section { display: flex; flex-direction: column; height: 100%; max-height: inherit; min-height: 0; }
header { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 0.15em 0.6em; padding: 0.7em 1em 0.65em; border-bottom: 1px solid var(--x-line); }
header h2 { font-size: 1.08em; }
.counts { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0.1em 1.1em; }
.counts .mark { padding: 0.1em 0.5em; margin-inline-start: -0.5em; border: 1px solid transparent; border-radius: 1em; background: none; font-variant-numeric: tabular-nums; }
.counts .mark:enabled:hover { background: var(--x-raised); }
.counts .mark[aria-pressed="true"] { border-color: currentcolor; background: var(--x-raised); }
.counts .mark.none { color: var(--x-muted); font-weight: 400; }
.counts .mark:disabled { opacity: 1; }
.order { grid-column: 1 / -1; display: flex; gap: 0.5em; padding-top: 0.35em; }
.order[hidden] { display: none; }
.order select, .order input { min-width: 0; height: 2.1em; padding: 0.1em 0.5em; border: 1px solid var(--x-field-line); border-radius: var(--x-radius); background: var(--x-surface); font-size: 0.93em; }
.order input { flex: 1 1 6em; }
.order input::placeholder { color: var(--x-muted); opacity: 1; }
.counts .word { color: var(--x-muted); font-weight: 400; }
.tools { display: flex; min-height: 1.9em; }
.tools button { display: grid; place-items: center; width: 1.9em; height: 1.9em; padding: 0; border: 0; background: none; color: var(--x-muted); }
.tools button:hover { background: var(--x-raised); color: var(--x-text); }
.tools svg { width: 1.1em; height: 1.1em; fill: none; stroke: currentcolor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.list { flex: 1 1 auto; min-height: 7em; overflow: auto; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: var(--x-line) transparent; }
.list:focus-visible { outline: none; }
.list:focus-visible .row[aria-selected="true"] { outline: 2px solid var(--x-accent); outline-offset: -2px; }
.group { position: sticky; top: 0; z-index: 1; padding: 0.35em 1.11em; background: var(--x-raised); color: var(--x-muted); font-size: 0.9em; }
.row { display: grid; gap: 0.05em; padding: 0.55em 1em 0.6em; border-bottom: 1px solid var(--x-line); cursor: pointer; scroll-margin-top: 2.2em; }
.row:hover { background: var(--x-raised); }
.row[aria-selected="true"] { background: color-mix(in srgb, var(--x-accent) 9%, var(--x-surface)); box-shadow: inset 3px 0 var(--x-accent); }
.words { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.05em 0.4em; font-weight: 600; color: var(--x-text); overflow-wrap: anywhere; }
.words .was { text-decoration: underline; text-decoration-thickness: 1.5px; text-underline-offset: 0.28em; text-decoration-skip-ink: none; }
.words.error .was { text-decoration-style: wavy; text-decoration-color: var(--x-error); text-decoration-thickness: 1px; }
.words.warning .was { text-decoration-style: double; text-decoration-color: var(--x-warning); text-decoration-thickness: 1px; }
.words.info .was { text-decoration-style: dotted; text-decoration-color: var(--x-info); }
.words .arrow { color: var(--x-muted); font-weight: 400; }
.words .now { color: var(--x-ok); }
.words .field { margin-inline-start: auto; color: var(--x-muted); font-size: 0.9em; font-weight: 400; }
.why { color: var(--x-muted); font-size: 0.95em; line-height: 1.55; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.list[data-many] { max-height: 80vh; overflow-anchor: none; }
.empty { display: grid; justify-items: center; gap: 0.1em; padding: 2.2em 1em; text-align: center; }
.detail { flex: none; max-height: 55%; overflow: auto; border-top: 1px solid var(--x-line); }
.detail:empty, .detail[data-idle] { display: none; }
${BODY}
.card { animation: none; border: 0; border-radius: 0; box-shadow: none; max-height: none; padding: 0.8em 1em 0.75em; background: var(--x-raised); }
.card .top { display: none; }
.card { display: grid; gap: 0.7em; }
.waved { flex: none; max-height: 9em; margin: 0; padding: 0; overflow: auto; border: 0; border-top: 1px solid var(--x-line); }
.waved summary { padding: 0.5em 1em; }
.waved li { display: flex; align-items: baseline; gap: 0.6em; padding: 0.3em 1em; }
.waved .text { font-weight: 600; overflow-wrap: anywhere; }
.waved .muted { flex: 1 1 auto; overflow-wrap: anywhere; }
.waved button { flex: none; padding: 0; border: 0; background: none; color: var(--x-accent); }
.waved button:hover { text-decoration: underline; text-underline-offset: 0.25em; }
.waved .out { padding: 0.3em 1em 0.6em; }
.act .all { border-style: dashed; }
.preview ol { display: grid; gap: 0.25em; margin: 0; padding: 0; max-height: 14em; overflow: auto; }
.preview li { font-size: 0.97em; line-height: 1.6; overflow-wrap: anywhere; }
.preview del { color: var(--x-muted); text-decoration: line-through; }
.preview ins { margin-inline-start: 0.15em; color: var(--x-ok); font-weight: 600; text-decoration: none; }
.show-all { margin-top: 0.5em; }
@container (min-width: 720px) {
  section { display: grid; grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) minmax(18rem, 24rem); }
  header { grid-column: 1 / -1; }
  .waved { grid-column: 1 / -1; }
  .list:has(+ .detail:empty) { grid-column: 1 / -1; }
  .detail[data-idle]:not(:empty) { display: grid; align-content: center; gap: 0.4em; padding: 1em 1.5em; color: var(--x-muted); text-align: center; }
  .detail[data-idle] p { margin: 0; }
  .detail { max-height: none; border-top: 0; border-inline-start: 1px solid var(--x-line); background: var(--x-raised); }
}
@media (forced-colors: active) { .row[aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; } }
`;
