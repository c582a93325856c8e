/** The look of `<xianshen-review>`; goes on top of the theme. */
export const REVIEW_CSS = `
:host { padding: 1rem; border: 1px solid var(--x-line); border-radius: var(--x-radius); container-type: inline-size; }
section + section { margin-top: 1.1rem; }
h2 { margin-bottom: 0.4rem; font-size: 1em; }
.verdict-line { padding: 0.6em 0.9em; border: 1px solid var(--x-line); border-inline-start: 4px solid var(--x-error); border-radius: var(--x-radius); background: var(--x-error-surface); }
.verdict-line.pass { border-inline-start-color: var(--x-ok); background: var(--x-ok-surface); }
.verdict-line.pending { border-inline-start-color: var(--x-field-line); background: var(--x-raised); }
.verdict-line .head { font-weight: 600; }
.verdict-line ol { margin: 0.3em 0 0; padding-inline-start: 1.6em; list-style: decimal; }
.verdict-line li b { font-weight: 400; color: var(--x-muted); }
.steps { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(8.5em, 1fr); gap: 0; overflow-x: auto; padding-block: 0.2em; }
.step { position: relative; padding: 0 0.6em; text-align: center; font-size: 0.93em; }
.step::before { content: ""; position: absolute; top: 1.05em; inset-inline: calc(-50% + 1.25em) calc(50% + 1.25em); height: 2px; background: var(--x-line); }
.step:first-child::before { display: none; }
.step.signed::before { background: var(--x-ok); }
.dot { position: relative; display: inline-grid; place-items: center; width: 2.1em; height: 2.1em; border: 2px solid var(--x-field-line); border-radius: 50%; background: var(--x-surface); font-weight: 600; }
.step.signed .dot { border-color: var(--x-ok); color: var(--x-ok); }
.step:is(.stale, .returned, .order, .wrong) .dot { border-style: dashed; border-color: var(--x-error); color: var(--x-error); }
.step.next .dot { border-color: var(--x-accent); box-shadow: 0 0 0 3px color-mix(in srgb, var(--x-accent) 25%, transparent); }
.step .label { display: block; font-weight: 600; margin-top: 0.25em; overflow-wrap: anywhere; }
.step .state { display: block; }
.step:is(.stale, .returned, .order, .wrong) .state { color: var(--x-error); }
.step.signed .state { color: var(--x-ok); }
.act { display: flex; flex-wrap: wrap; gap: 0.6em; align-items: center; margin-top: 0.8em; }
.ask { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: end; margin-top: 0.6em; padding: 0.6em; border-radius: var(--x-radius); background: var(--x-raised); }
.ask label { flex: 1 1 14em; }
input[type="text"], input[type="date"] { display: block; width: 100%; padding: 0.3em 0.5em; border: 1px solid var(--x-field-line); border-radius: var(--x-radius); background: var(--x-surface); }
.checks li { display: flex; flex-wrap: wrap; gap: 0.2em 0.6em; padding: 0.25em 0; }
.checks label { display: flex; gap: 0.55em; align-items: baseline; cursor: pointer; }
.checks input[type="checkbox"] { width: 1.05em; height: 1.05em; flex: none; accent-color: var(--x-accent); }
.checks .record { display: grid; grid-template-columns: repeat(auto-fit, minmax(10em, 1fr)); gap: 0.6em; width: 100%; padding-inline-start: 1.6em; }
.checks .record label { display: block; }
.diff { max-height: 22em; overflow: auto; padding: 0.6em 0.8em; border: 1px solid var(--x-line); border-radius: var(--x-radius); background: var(--x-surface); }
.diff p { min-height: 1.2em; overflow-wrap: anywhere; white-space: pre-wrap; }
.diff p + p { margin-top: 0.3em; }
.diff ins { background: var(--x-ok-surface); color: var(--x-ok); text-decoration: underline; }
.diff del { background: var(--x-error-surface); color: var(--x-error); text-decoration: line-through; }
.remarks li { padding: 0.3em 0; border-top: 1px solid var(--x-line); }
.remarks li:first-child { border-top: 0; }
details > summary { cursor: pointer; width: fit-content; }
.hours { padding: 0.5em 0.8em; border-radius: var(--x-radius); background: var(--x-warning-surface); color: var(--x-warning); }
@container (max-width: 34em) {
  .steps { grid-auto-flow: row; grid-auto-columns: auto; gap: 0.7em; }
  .step { display: grid; grid-template-columns: auto 1fr; column-gap: 0.8em; padding: 0; text-align: start; }
  .step::before { top: -0.7em; bottom: auto; inset-inline: 1em auto; width: 2px; height: 0.7em; }
  .step .dot { grid-row: span 3; }
  .step .label { margin-top: 0; }
}
@media (forced-colors: active) {
  .step.signed .dot { border-width: 4px; }
  .diff ins { text-decoration: underline double; }
}
`;
