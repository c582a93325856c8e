/** The look of the filing form: a sheet of bordered rows with narrow label cells, as offices print them. */

/** Goes on top of the theme. */
export const FILING_CSS = `
:host { padding: 1.4em 1.5em; border: 1px solid var(--x-line); border-radius: calc(var(--x-radius) * 1.5); container-type: inline-size; }
.all { display: grid; gap: 1.1em; }
[hidden], section:empty, .notes:empty { display: none !important; }
h2 { font-size: 1.3em; text-align: center; text-wrap: balance; }
h3 { margin-bottom: 0.5em; }
.lead { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1.5em; }
.star { margin-inline-start: 0.25em; color: var(--x-error); font-weight: 600; }
.choose { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6em; }
.choose select { flex: 1 1 16em; min-width: 0; }
.block > legend { padding: 0; margin-bottom: 0.45em; font-weight: 600; }
.sheet { border: 1px solid var(--x-field-line); border-radius: var(--x-radius); overflow: clip; }
.row { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); }
.row + .row, .row + .group, .group + .row, .group + .group, .group .row { border-top: 1px solid var(--x-line); }
.group > legend { float: inline-start; width: 100%; padding: 0.3em 0.7em; background: var(--x-line); font-size: 0.93em; font-weight: 600; }
.group > legend + .row { clear: both; }
.more { margin-top: 0.8em; }
.more > summary { width: fit-content; margin-bottom: 0.5em; cursor: pointer; color: var(--x-accent); }
.cell { display: grid; grid-template-columns: 7.6em minmax(0, 1fr); }
.cell[data-span="2"] { grid-column: span 2; }
.cell[data-span="3"] { grid-column: span 3; }
.cell[data-span="6"] { grid-column: 1 / -1; }
.cell + .cell { border-inline-start: 1px solid var(--x-line); }
.cell > label { padding: 0.95em 0.7em 0.6em; border-inline-end: 1px solid var(--x-line); background: var(--x-raised); font-weight: 500; line-height: 1.45; overflow-wrap: anywhere; }
.body { padding: 0.6em 0.7em 0.55em; min-width: 0; }
input, select, textarea {
  display: block; width: 100%; min-height: 2.4em; padding: 0.35em 0.65em;
  border: 1px solid var(--x-field-line); border-radius: var(--x-radius); background: var(--x-surface);
}
textarea { min-height: 4.2em; resize: vertical; }
input::placeholder, textarea::placeholder { color: var(--x-muted); opacity: 0.8; }
:disabled { background: var(--x-raised); }
[aria-invalid=true] { border-color: var(--x-error); box-shadow: inset 0 0 0 1px var(--x-error); }
.under { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.8em; margin-top: 0.2em; font-size: 0.87em; color: var(--x-muted); }
.under:empty { display: none; }
.under .help { flex: 0 1 auto; }
.under details.clause { font-size: 1em; }
.under details[open] { flex-basis: 100%; }
.errors:not(:empty) { display: grid; gap: 0.25em; margin-top: 0.4em; padding-inline-start: 0.6em; border-inline-start: 3px solid var(--x-line); }
.errors:has([data-severity=error]) { border-inline-start-color: var(--x-error); }
.errors .finding { display: block; font-size: 0.93em; }
.errors .mark { margin-inline-end: 0.5em; }
.errors button.fix { margin-inline-start: 0.5em; }
.summary { padding: 0.8em 1em 0.9em; border: 1px solid var(--x-error); border-inline-start-width: 4px; border-radius: var(--x-radius); background: var(--x-error-surface); }
.summary h3 { margin-bottom: 0.1em; color: var(--x-error); }
.summary ol { margin-top: 0.4em; list-style: decimal; padding-inline-start: 1.5em; }
.summary button { display: inline; padding: 0; border: 0; background: none; color: inherit; text-align: start; text-decoration: underline; text-underline-offset: 0.25em; overflow-wrap: anywhere; }
.summary button:hover { color: var(--x-error); }
.note { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4em 1em; padding: 0.55em 0.9em; border-radius: var(--x-radius); background: var(--x-info-surface); color: var(--x-info); }
.note p { flex: 1 1 18em; }
.note button { background: transparent; border-color: currentcolor; color: inherit; }
.other ul, .attest ul { display: grid; gap: 0.4em; }
.attest li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.8em; }
.attest li::before { content: ""; flex: none; align-self: center; width: 0.75em; height: 0.75em; border: 1px solid var(--x-field-line); border-radius: 2px; }
.attest li > span { flex: 0 1 auto; }
.attest details[open] { flex-basis: 100%; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 0.7em; padding-top: 1em; border-top: 1px solid var(--x-line); }
.bar > p { flex: 1 1 14em; }
.bar .tools { display: flex; flex-wrap: wrap; gap: 0.5em; }
@container (max-width: 58em) {
  .cell[data-span="2"] { grid-template-columns: minmax(0, 1fr); grid-template-rows: auto 1fr; }
  .cell[data-span="2"] > label { padding: 0.35em 0.7em; border-inline-end: 0; border-bottom: 1px solid var(--x-line); }
}
@container (max-width: 42em) {
  .row { grid-template-columns: minmax(0, 1fr); }
  .cell[data-span] { grid-column: 1; grid-template-columns: 7.6em minmax(0, 1fr); grid-template-rows: auto; }
  .cell[data-span] > label { padding: 0.95em 0.7em 0.6em; border-inline-end: 1px solid var(--x-line); border-bottom: 0; }
  .cell + .cell { border-inline-start: 0; border-top: 1px solid var(--x-line); }
  .bar .primary { flex: 1 1 auto; }
}
@container (max-width: 30em) {
  .cell[data-span] { grid-template-columns: minmax(0, 1fr); }
  .cell[data-span] > label { padding: 0.3em 0.7em; border-inline-end: 0; border-bottom: 1px solid var(--x-line); }
}
`;
