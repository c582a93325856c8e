/** The look of the register element's frame: where files come in, progress, figures, tabs; goes on top of the views'. */
export const FRAME_CSS = `
:host { padding: 1.2em 1.4em; border: 1px solid var(--x-line); border-radius: calc(var(--x-radius) * 1.5); }
.all, .view { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.9em; }
.drop { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 1em; padding: 1em 1.1em; border: 1.5px dashed var(--x-field-line); border-radius: var(--x-radius); background: var(--x-raised); }
.drop.small { padding: 0.4em 0.6em; border-width: 1px; }
.drop.over { border-color: var(--x-accent); background: var(--x-info-surface); }
.busy { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 1em; }
.busy[hidden] { display: none; }
.busy progress { flex: 1 1 12em; height: 0.8em; accent-color: var(--x-accent); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(5.4em, 1fr)); gap: 0.5em; }
.tile { width: 100%; height: 100%; display: grid; gap: 0.3em; align-content: start; padding: 0.4em 0.7em 0.5em; border: 1px solid var(--x-line); border-radius: var(--x-radius); background: var(--x-surface); text-align: start; }
.tile b { font-size: 1.5em; font-weight: 600; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tile span { display: inline-flex; align-items: center; gap: 0.4em; color: var(--x-muted); font-size: 0.9em; }
button.tile:hover { border-color: var(--x-accent); }
.tablist { display: flex; flex-wrap: wrap; gap: 0.2em; border-bottom: 1px solid var(--x-line); }
.tablist [role=tab] { padding: 0.45em 1em; border: 0; border-bottom: 3px solid transparent; border-radius: 0; background: none; }
.tablist [role=tab][aria-selected=true] { border-bottom-color: var(--x-accent); color: var(--x-accent); font-weight: 600; }
.tablist .menu { margin-inline-start: auto; }
.menu { position: relative; }
.menu summary { padding: 0.3em 0.9em; border: 1px solid var(--x-field-line); border-radius: var(--x-radius); cursor: pointer; list-style: none; }
.menu summary::after { content: " ▾"; }
.menu[open] > div { position: absolute; inset-inline-end: 0; z-index: 5; display: grid; min-width: max-content; margin-top: 0.2em; padding: 0.3em; border: 1px solid var(--x-field-line); border-radius: var(--x-radius); background: var(--x-surface); box-shadow: 0 4px 16px #0003; }
.menu div button { border: 0; text-align: start; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 0.8em; }
.tools input[type=search], .tools select { padding: 0.25em 0.6em; border: 1px solid var(--x-field-line); border-radius: var(--x-radius); background: var(--x-surface); max-width: 100%; }
.check { display: inline-flex; align-items: center; gap: 0.4em; }
.rows { font-size: 0.93em; font-variant-numeric: tabular-nums; }
.rows .g-body > .g-row { cursor: pointer; }
.rows .signs { gap: 0.25em; }
.g-row.chosen > .g-cell { box-shadow: inset 0 2px var(--x-accent), inset 0 -2px var(--x-accent); }
.standing table { border-collapse: collapse; width: 100%; font-size: 0.93em; font-variant-numeric: tabular-nums; }
.standing th, .standing td { padding: 0.35em 0.8em; border-bottom: 1px solid var(--x-line); text-align: start; vertical-align: top; }
@media (max-width: 40em) { .standing table { width: max-content; } .standing th, .standing td { min-width: 5em; max-width: 14em; } }
.standing thead th { background: var(--x-raised); }
.wide { overflow-x: auto; }
@media (max-width: 40em) { :host { padding: 0.8em; } .tablist [role=tab] { padding: 0.45em 0.6em; } }
`;
