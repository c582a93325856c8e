/**
 * The look that all elements share: one constructable style sheet a document, so that no `<style>` and no style
 * attribute is needed under a strict Content-Security-Policy. Colours follow the page's `color-scheme` through
 * `light-dark()`; a page that declares none gets the light look, whatever the system prefers, because it is
 * light itself. `theme="light|dark|auto"` on an element decides for that element. A host restyles with the
 * `--xianshen-…` properties below; the `--x-…` ones are private.
 */

type Token = [name: string, light: string, dark: string];

const TOKENS: Token[] = [
  ["text", "#1c2430", "#e6e9ee"],
  ["muted", "#5a6675", "#a3adba"],
  ["surface", "#ffffff", "#191d23"],
  ["raised", "#f5f7f9", "#22272f"],
  ["line", "#d8dee5", "#39414c"],
  ["field-line", "#8a95a3", "#6f7b8a"],
  ["accent", "#1a5fb4", "#7fb4f5"],
  ["accent-text", "#ffffff", "#10151c"],
  ["error", "#b3261e", "#ff9d95"],
  ["error-surface", "#fdf1f0", "#3a1f1e"],
  ["warning", "#8a5300", "#f2bd6b"],
  ["warning-surface", "#fdf5e6", "#352915"],
  ["info", "#1f5f8b", "#8fc4ea"],
  ["info-surface", "#eef5fa", "#1b2c3a"],
  ["ok", "#1d6b3a", "#84d3a0"],
  ["ok-surface", "#eef8f1", "#1a3023"],
];

const light = TOKENS.map(([name, value]) => `--x-${name}: var(--xianshen-${name}, ${value});`).join("\n  ");
const both = TOKENS.map(
  ([name, value, dark]) => `--x-${name}: var(--xianshen-${name}, light-dark(${value}, ${dark}));`,
).join("\n    ");

const BASE = `
:host {
  ${light}
  --x-radius: var(--xianshen-radius, 6px);
  --x-font: var(--xianshen-font, system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei UI",
    "Microsoft YaHei", "HarmonyOS Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", sans-serif);
  display: block;
  box-sizing: border-box;
  color: var(--x-text);
  background: var(--x-surface);
  font: 400 var(--xianshen-size, 15px)/1.65 var(--x-font);
  text-align: start;
  text-size-adjust: 100%;
}
@supports (color: light-dark(#000, #fff)) {
  :host {
    ${both}
  }
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([theme="auto"]) { color-scheme: light dark; }
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
h2, h3, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
ul, ol { list-style: none; }
h2 { font-size: 1.2em; font-weight: 600; line-height: 1.4; }
h3 { font-size: 1em; font-weight: 600; }
button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
button {
  padding: 0.3em 0.9em;
  border: 1px solid var(--x-field-line);
  border-radius: var(--x-radius);
  background: var(--x-surface);
  cursor: pointer;
}
button:hover { background: var(--x-raised); }
button:disabled { opacity: 0.55; cursor: default; }
button.primary { border-color: var(--x-accent); background: var(--x-accent); color: var(--x-accent-text); }
button.primary:hover { filter: brightness(1.08); }
button.fix {
  padding: 0 0.6em;
  border-color: currentcolor;
  background: transparent;
  color: var(--x-accent);
  font-size: 0.93em;
}
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--x-accent); outline-offset: 2px; }
.muted { color: var(--x-muted); font-size: 0.9em; }
.hidden-visually {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.mark { display: inline-flex; flex: none; align-items: center; gap: 0.3em; font-size: 0.87em; font-weight: 600; white-space: nowrap; }
.mark::before { content: ""; flex: none; width: 0.7em; height: 0.7em; border-radius: 50%; background: currentcolor; }
.mark.warning::before { border-radius: 0; clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.mark.info::before { border-radius: 2px; }
.error { color: var(--x-error); }
.warning { color: var(--x-warning); }
.info { color: var(--x-info); }
.ok { color: var(--x-ok); }
@media (forced-colors: active) {
  .mark::before { background: CanvasText; forced-color-adjust: none; }
}
@media (prefers-reduced-motion: no-preference) {
  button { transition: background-color 0.12s; }
}
`;

const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

function sheet(owner: Document, css: string): CSSStyleSheet {
  let known = sheets.get(owner);
  if (!known) {
    known = new Map();
    sheets.set(owner, known);
  }
  let made = known.get(css);
  if (!made) {
    // A sheet can only be adopted in the document whose window made it.
    made = new (owner.defaultView ?? globalThis).CSSStyleSheet();
    made.replaceSync(css);
    known.set(css, made);
  }
  return made;
}

/** Dresses a shadow root: the shared look first, then the element's own rules. Sheets are made once a document. */
export function adoptTheme(root: ShadowRoot, ...own: string[]): void {
  root.adoptedStyleSheets = [BASE, ...own].map((css) => sheet(root.ownerDocument, css));
}
