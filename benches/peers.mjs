/**
 * The other tools, each behind one function: a text in, the places it objects to out, as `[from, to]` in UTF-16
 * code units. A tool that names a place where something should be put in is taken to mean the characters beside it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** The version of an installed package. */
export function version(name) {
  const file = fileURLToPath(new URL(`node_modules/${name}/package.json`, import.meta.url));
  return JSON.parse(readFileSync(file, "utf8")).version;
}

/** zhlint, preset default. */
export async function zhlint() {
  const { run } = require("zhlint");
  const options = { rules: { preset: "default" }, logger: silent };
  return (text) =>
    quietly(() => run(text, options)).validations.map((v) => [
      Math.max(0, v.index),
      v.index + Math.max(1, v.length),
    ]);
}

/** zhlint complains on the console about text it cannot read (unpaired quotation marks); those lines are not wanted. */
const silent = { log() {}, info() {}, warn() {}, error() {} };
function quietly(work) {
  const { log, info, warn, error } = console;
  Object.assign(console, silent);
  try {
    return work();
  } finally {
    Object.assign(console, { log, info, warn, error });
  }
}

/** autocorrect's WebAssembly, which its package leaves to bundlers to load. */
export async function autocorrectModule() {
  const folder = new URL("node_modules/@huacnlee/autocorrect/", import.meta.url);
  const glue = await import(new URL("autocorrect_bg.js", folder).href);
  const module = await WebAssembly.compile(readFileSync(new URL("autocorrect_bg.wasm", folder)));
  const { exports } = await WebAssembly.instantiate(module, { "./autocorrect_bg.js": glue });
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start?.();
  return glue;
}

/** autocorrect as a linter of plain text. It gives lines, old and new; what differs is what it objects to. */
export async function autocorrect() {
  const { lintFor } = await autocorrectModule();
  return (text) => {
    const starts = [0];
    for (let i = text.indexOf("\n"); i !== -1; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
    const spans = [];
    for (const { l, c, old, new: mended } of lintFor(text, "text").lines) {
      // Where `old` is not found in its line the whole line is meant.
      const line = starts[l - 1];
      const end = starts[l] === undefined ? text.length : starts[l] - 1;
      const at = text.slice(line, end).indexOf(old);
      if (at < 0) spans.push([line + (c ? c - 1 : 0), end]);
      else for (const [from, to] of changes(old, mended)) spans.push([line + at + from, line + at + to]);
    }
    return spans;
  };
}

/** Places of `old` that differ in `mended`: in step, with a look ahead of a few characters where they fall out of it. */
export function changes(old, mended) {
  const spans = [];
  let i = 0;
  let k = 0;
  while (i < old.length || k < mended.length) {
    if (i < old.length && old[i] === mended[k]) {
      i++;
      k++;
      continue;
    }
    let best = null;
    for (let sum = 1; sum <= 12 && !best; sum++) {
      for (let a = 0; a <= sum && !best; a++) {
        const b = sum - a;
        const same = old.slice(i + a, i + a + 2) === mended.slice(k + b, k + b + 2);
        const inside = i + a <= old.length && k + b <= mended.length;
        if (inside && same) best = [a, b];
      }
    }
    if (!best) best = [old.length - i, mended.length - k];
    const [a, b] = best;
    spans.push(a === 0 ? [Math.max(0, i - 1), Math.min(old.length, i + 1)] : [i, i + a]);
    i += a;
    k += b;
  }
  return spans;
}

/** textlint with the rules of the registry that judge Chinese text. */
export async function textlint() {
  const { TextlintKernel } = require("@textlint/kernel");
  const of = (name) => {
    const module = require(name);
    return module.default ?? module;
  };
  const kernel = new TextlintKernel();
  const rule = (ruleId, name, options) => ({ ruleId, rule: of(name), options });
  const options = {
    ext: ".txt",
    plugins: [{ pluginId: "text", plugin: of("@textlint/textlint-plugin-text") }],
    rules: [
      rule("brackets", "textlint-rule-zh-half-and-full-width-bracket", { bracket: "full" }),
      rule("spacing", "textlint-rule-ja-space-between-half-and-full-width", { space: "always" }),
      rule("pairs", "@textlint-rule/textlint-rule-no-unmatched-pair", {}),
    ],
  };
  return async (text) =>
    (await kernel.lintText(text, options)).messages.map(({ range, index }) =>
      range && range[1] > range[0] ? range : [Math.max(0, index - 1), index + 1],
    );
}

/** The words of a lexicon as bare substrings, without folding and without context. */
export function substrings(words) {
  const set = new Set(words.filter(Boolean));
  const lengths = [...new Set([...set].map((w) => w.length))].sort((a, b) => a - b);
  const first = new Set([...set].map((w) => w[0]));
  return (text) => {
    const spans = [];
    for (let at = 0; at < text.length; at++) {
      if (!first.has(text[at])) continue;
      for (const length of lengths) {
        if (set.has(text.slice(at, at + length))) spans.push([at, at + length]);
      }
    }
    return spans;
  };
}
