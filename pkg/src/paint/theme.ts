/**
 * The looks of the lines: colour, shape and thickness by severity, once as rules for highlights and once as
 * values for boxes. Colours have a contrast of at least 3:1 on white and on near-black; the shape differs by
 * severity, so that colour is never the only sign. Pages change them by `--xianshen-error` and so on.
 */
import type { Severity } from "../types.js";

/** Severities from grave to slight. */
export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** Name of the highlight of a severity in `CSS.highlights`. */
export function highlightName(severity: Severity): string {
  return `xianshen-${severity}`;
}

/** Name of the highlight that tints the finding in hand. */
export const CURRENT = "xianshen-current";

const LINES: Record<Severity, { shape: string; light: string; dark: string; thickness: string }> = {
  error: { shape: "wavy", light: "#d92d20", dark: "#ff6b5e", thickness: "1.25px" },
  warning: { shape: "double", light: "#b86e00", dark: "#f0b429", thickness: "1px" },
  info: { shape: "dotted", light: "#2f6feb", dark: "#7aa7ff", thickness: "2px" },
};

const TINT = { light: "rgba(255, 196, 0, 0.22)", dark: "rgba(255, 210, 80, 0.26)" };

function rule(severity: Severity): string {
  const { shape, light, dark, thickness } = LINES[severity];
  const name = `::highlight(${highlightName(severity)})`;
  const line = "text-decoration-line: underline; text-decoration-skip-ink: none;";
  return (
    `${name} { ${line} text-decoration-style: ${shape}; text-decoration-thickness: ${thickness}; ` +
    `text-underline-offset: 3px; text-decoration-color: var(--xianshen-${severity}, ${light}); }\n` +
    `@supports (color: light-dark(red, blue)) { ${name} ` +
    `{ text-decoration-color: var(--xianshen-${severity}, light-dark(${light}, ${dark})); } }\n`
  );
}

/** Rules for the highlights of one document or shadow root. */
export function highlightCss(): string {
  return (
    SEVERITIES.map(rule).join("") +
    `::highlight(${CURRENT}) { background-color: var(--xianshen-current, ${TINT.light}); }\n` +
    `@supports (color: light-dark(red, blue)) { ::highlight(${CURRENT}) ` +
    `{ background-color: var(--xianshen-current, light-dark(${TINT.light}, ${TINT.dark})); } }\n`
  );
}

/** Rules for boxes: one element a line, drawn as a border or a repeated wave under the words. */
export function boxCss(): string {
  const wave =
    "radial-gradient(circle at 3px -1px, transparent 2.4px, var(--x-error) 2.4px 3.6px, transparent 3.6px) 0 0 / 6px 4px repeat-x";
  const colours = SEVERITIES.map((s) => `--x-${s}: var(--xianshen-${s}, ${LINES[s].light});`).join(" ");
  const system = SEVERITIES.map((s) => `--x-${s}: CanvasText;`).join(" ");
  return (
    ":host { all: initial; position: fixed; inset: 0; pointer-events: none; display: block; z-index: 2147483000; contain: strict; }\n" +
    `.line { ${colours} position: absolute; pointer-events: none; box-sizing: border-box; height: 4px; }\n` +
    `.error { background: ${wave}; }\n` +
    ".warning { border-bottom: 3px double var(--x-warning); }\n" +
    ".info { border-bottom: 2px dotted var(--x-info); }\n" +
    `.current { background: var(--xianshen-current, ${TINT.light}); height: auto; }\n` +
    `@media (forced-colors: active) { .line { forced-color-adjust: none; ${system} } ` +
    ".current { background: none; outline: 2px solid Highlight; outline-offset: 1px; } }\n"
  );
}
