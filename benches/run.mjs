/**
 * Speed and memory, as ratios within one run: what is compared takes turns, and of many turns the median counts, so
 * that a busy machine slows all of them alike. `--json` for machines, `--quick` for fewer turns.
 *
 *   a  matching with folding on, beside the fastest JavaScript peer and the stock crate in WebAssembly
 *   b  the whole check beside matching alone, autocorrect and zhlint
 *   c  a keystroke beside the whole check
 *   d  building a pack of vendor words, each time in a fresh process
 *   e  memory of a session
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { initSync, Kit } from "../pkg/wasm/xianshen.js";
import { CORPUS, corpus } from "./corpus.mjs";
import { engines } from "./engines.mjs";
import * as peers from "./peers.mjs";
import { table } from "./table.mjs";
import { repeated, shuffled, words } from "./words.mjs";

const require = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const quick = process.argv.includes("--quick");
const asJson = process.argv.includes("--json");
const LENGTH = 100_000;

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

/** Runs the contestants in turns; the median time of each in ms. A run shorter than a tick is repeated within its turn. */
function race(contestants, turns = quick ? 7 : 25) {
  const entries = Object.entries(contestants);
  const times = Object.fromEntries(entries.map(([name]) => [name, []]));
  const repeat = {};
  for (const [name, run] of entries) {
    const start = performance.now();
    run();
    run();
    repeat[name] = Math.max(1, Math.min(500, Math.floor(2 / ((performance.now() - start) / 2))));
    for (let i = 0; i < Math.min(8, repeat[name] * 2); i++) run();
  }
  for (let turn = 0; turn < turns; turn++) {
    for (const [name, run] of entries) {
      const start = performance.now();
      for (let i = 0; i < repeat[name]; i++) run();
      times[name].push((performance.now() - start) / repeat[name]);
    }
  }
  return Object.fromEntries(entries.map(([name]) => [name, median(times[name])]));
}

/** A pack of these words alone: every code of the built-in pack is switched off. */
function wordPack(list, codes) {
  return { id: "bench", disable: codes, lexicon: list.map((word) => ({ word, kind: "custom" })) };
}

// One task in a process of its own: build one thing cold and say how long it took.
if (process.argv[2] === "build") {
  const [, , , what, count] = process.argv;
  const list = words(corpus().text, Number(count), 0);
  const { createKit } = await import("../pkg/dist/node.js");
  /** As a vendor builds it, once the module is loaded. */
  const kit = async (words) => {
    (await createKit()).free();
    return () => createKit({ rules: [{ id: "bench", disable: ["lexicon/typo"], ...words }] });
  };
  const entry = (word, i) => ({
    word,
    severity: "error",
    message: "本县不用这个词。",
    fixes: [list.at(i - 1)],
  });
  const build = {
    kit: () => kit({ lexicon: list.map((word) => ({ word, kind: "custom" })) }),
    "kit, fixes": () => kit({ lexicon: list.map(entry) }),
    "kit, CSV": () => kit({ csv: `word\n${list.join("\n")}` }),
    matcher: () => {
      const { own } = engines(process.env.XIANSHEN_STOCK);
      own(["甲乙"]);
      return () => own(list);
    },
    monyone: () => {
      const { AhoCorasick } = require("@monyone/aho-corasick");
      return () => new AhoCorasick(list);
    },
    "monyone/fast": () => {
      const { AhoCorasick } = require("@monyone/aho-corasick/fast");
      return () => new AhoCorasick(list);
    },
    fastscan: () => {
      const module = require("fastscan");
      const FastScanner = module.default ?? module;
      return () => new FastScanner(list);
    },
  };
  const run = await build[what]();
  const start = performance.now();
  await run();
  console.log(performance.now() - start);
  process.exit(0);
}

// Memory of a session in a process of its own: growth of the WebAssembly memory over an open document. With the first
// document also comes what the kit makes when a text first asks for it and keeps for all, so the second is weighed.
if (process.argv[2] === "memory") {
  const wasm = initSync({ module: readFileSync(here("../pkg/wasm/xianshen_bg.wasm")) });
  const kit = new Kit({});
  kit.checkText("热身。");
  const blocks = shuffled(corpus().text, Number(process.argv[3])).split("\n");
  const size = () => wasm.memory.buffer.byteLength;
  const before = size();
  const documents = [kit.openDocument(blocks)];
  const first = size() - before;
  documents.push(kit.openDocument(blocks));
  const grown = size() - before - first;
  console.log(JSON.stringify({ before, first, grown, found: documents[1].diagnostics().length }));
  process.exit(0);
}

function stockModule() {
  if (process.env.XIANSHEN_STOCK) return process.env.XIANSHEN_STOCK;
  const target = process.env.CARGO_TARGET_DIR ?? here("../target");
  const cargo = ["build", "-q", "--release", "--target", "wasm32-unknown-unknown", "--target-dir", target];
  execFileSync("cargo", [...cargo, "--manifest-path", here("stock/Cargo.toml")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return `${target}/wasm32-unknown-unknown/release/xianshen_stock.wasm`;
}

const clean = corpus();
if (!clean.text) {
  console.log(`bench: SKIPPED, ${clean.reason}`);
  process.exit(0);
}
const folder = here("../../shared/sources/");
const sources = existsSync(folder)
  ? readdirSync(folder)
      .filter((f) => f.endsWith(".txt"))
      .sort()
      .map((f) => readFileSync(folder + f, "utf8"))
      .join("\n")
  : clean.text.slice(0, 19_000);
const texts = {
  "not repeating": shuffled(clean.text, LENGTH),
  "sources repeated": repeated(sources, LENGTH),
};

process.env.XIANSHEN_STOCK = stockModule();
const wasm = initSync({ module: readFileSync(here("../pkg/wasm/xianshen_bg.wasm")) });
const kit = new Kit({});
const rules = kit.rules();
const codes = [...new Set([...rules.clauses, ...rules.standards].flatMap((c) => c.codes))].filter(
  (c) => c !== "lexicon/custom",
);
const { own, stock } = engines(process.env.XIANSHEN_STOCK);
const { AhoCorasick } = require("@monyone/aho-corasick/fast");

const results = [];
const say = (...line) => asJson || console.log(...line);
const ms = (x) => (x >= 100 ? x.toFixed(0) : x >= 1 ? x.toFixed(2) : x.toFixed(4));
const goal = (name, found, least, unit = "×") =>
  results.push({ name, found, least, unit, met: found >= least });
const limit = (name, found, most, unit = "×") =>
  results.push({ name, found, most, unit, met: found <= most });

say(
  `Node ${process.version}, ${cpus()[0].model}, ${cpus().length} cores, load ${loadavg()
    .map((x) => x.toFixed(1))
    .join(" ")}`,
);
say(
  `text of ${LENGTH} UTF-16 code units: clauses of the ${CORPUS}, shuffled; sources: ${existsSync(folder) ? "the five documents" : "not at hand, the corpus's beginning"}\n`,
);

// a
const matching = [];
for (const [count, common, name] of [
  [1000, 0, "1,000 words"],
  [20_000, 0, "20,000 words"],
  [20_000, 0.4, "20,000 words, many hits"],
  [100_000, 0, "100,000 words"],
]) {
  const list = words(clean.text, count, common);
  const one = new Kit({ rules: [wordPack(list, codes)] });
  const bare = own(list);
  const crate = stock(list);
  const fast = new AhoCorasick(list);
  for (const [where, text] of Object.entries(texts)) {
    const times = race({
      matcher: () => bare.scan(text),
      checkText: () => one.checkText(text),
      monyone: () => fast.matchInText(text),
      stock: () => crate.scan(text),
    });
    const hits = one.checkText(text).diagnostics.length;
    const all = [bare.scan(text).length, fast.matchInText(text).length, crate.scan(text).length];
    matching.push({ lexicon: name, text: where, ...times, hits, all });
    if (!common) {
      goal(`matcher beside monyone/fast, ${name}, ${where}`, times.monyone / times.matcher, 4);
      goal(`matcher beside the stock crate, ${name}, ${where}`, times.stock / times.matcher, 1);
      goal(
        `checkText (findings and all) beside monyone/fast, ${name}, ${where}`,
        times.monyone / times.checkText,
        4,
      );
    }
  }
  one.free();
}
say(
  table(
    [
      "a  matching, ms",
      "text",
      "matcher",
      "checkText",
      "monyone/fast",
      "stock crate",
      "findings",
      "matches own / monyone / stock",
    ],
    matching.map((m) => [
      m.lexicon,
      m.text,
      ms(m.matcher),
      ms(m.checkText),
      ms(m.monyone),
      ms(m.stock),
      m.hits,
      m.all.join(" / "),
    ]),
  ),
);

// b
const autocorrect = (await peers.autocorrectModule()).lintFor;
const zhlint = await peers.zhlint();
const builtin = own(
  JSON.parse(readFileSync(here("../rules.json"), "utf8")).lexicon.flatMap((w) => [
    w.word,
    ...(w.also ?? []),
    ...(w.unless ?? []),
  ]),
);
// The kit with its words and set phrases alone, everything else switched off.
const others = codes.filter((code) => !code.startsWith("lexicon/"));
const lexicon = new Kit({ rules: [{ id: "bench", disable: others }] });
const whole = [];
for (const [where, text] of Object.entries(texts)) {
  const times = race(
    {
      check: () => kit.checkText(text),
      lexicon: () => lexicon.checkText(text),
      matching: () => builtin.scan(text),
      autocorrect: () => autocorrect(text, "text"),
      zhlint: () => zhlint(text),
    },
    quick ? 3 : 9,
  );
  whole.push({ text: where, ...times });
  limit(`whole check beside its words and phrases alone, ${where}`, times.check / times.lexicon, 4);
  limit(`whole check beside the bare engine with its words, ${where}`, times.check / times.matching, 4);
  goal(`whole check beside autocorrect, ${where}`, times.autocorrect / times.check, 1);
  goal(`whole check beside zhlint, ${where}`, times.zhlint / times.check, 1);
}
say();
say(
  table(
    ["b  whole check, ms", "check", "words and phrases alone", "bare engine", "autocorrect", "zhlint"],
    whole.map((w) => [w.text, ms(w.check), ms(w.lexicon), ms(w.matching), ms(w.autocorrect), ms(w.zhlint)]),
  ),
);

// c
const keystrokes = [];
/** Presses a key in a block here, then in one there: over many turns the average block. */
const open = (length) => {
  const text = shuffled(clean.text, length);
  const blocks = text.split("\n");
  const document = kit.openDocument(blocks);
  let turn = 0;
  const press = () => {
    const at = (turn++ * 37) % Math.min(blocks.length, 500);
    document.replaceBlocks(at, 1, [`${blocks[at]}字`]);
  };
  return { text, press };
};
const short = open(LENGTH);
const long = open(10 * LENGTH);
// The whole check leaves garbage that a key press would be charged with: it runs by itself.
const pressed = {
  ...race({ short: short.press, long: long.press }),
  ...race({ whole: () => kit.checkText(short.text) }),
};
keystrokes.push([
  "100,000 characters",
  ms(pressed.short),
  ms(pressed.whole),
  (pressed.whole / pressed.short).toFixed(0),
]);
keystrokes.push(["1,000,000 characters", ms(pressed.long), "", ""]);
goal("keystroke in 100,000 characters: whole check / keystroke", pressed.whole / pressed.short, 300);
limit("keystroke in a document ten times as long", pressed.long / pressed.short, 1.5);
say();
say(table(["c  keystroke, ms", "keystroke", "whole check", "times cheaper"], keystrokes));

// d
const builds = [];
/** Cold builds, each in a process of its own and in turns; of each the best, because a busy machine only adds. */
const cold = (names, count) => {
  const best = Object.fromEntries(names.map((name) => [name, Infinity]));
  for (let turn = 0; turn < (quick ? 3 : 9); turn++) {
    for (const name of names) {
      const found = execFileSync(process.execPath, [here("run.mjs"), "build", name, String(count)]);
      best[name] = Math.min(best[name], Number(found));
    }
  }
  return best;
};
for (const count of [20_000, 100_000]) {
  const times = cold(
    ["kit", "kit, fixes", "kit, CSV", "matcher", "monyone", "fastscan", "monyone/fast"],
    count,
  );
  builds.push([`${count.toLocaleString("en")} words`, ...Object.values(times).map(ms)]);
  if (count === 100_000) {
    const fastest = Math.min(times.monyone, times.fastscan, times["monyone/fast"]);
    goal("fastest JavaScript peer / kit with 100,000 vendor words as objects", fastest / times.kit, 10);
    goal("fastest JavaScript peer / kit with 100,000 vendor words as CSV", fastest / times["kit, CSV"], 10);
    goal("fastest JavaScript peer / matcher of 100,000 words", fastest / times.matcher, 10);
  }
}
say();
say(
  table(
    [
      "d  cold build, ms",
      "kit, objects",
      "kit, with fixes",
      "kit, CSV",
      "matcher",
      "monyone",
      "fastscan",
      "monyone/fast",
    ],
    builds,
  ),
);

// e
const session = JSON.parse(
  execFileSync(process.execPath, [here("run.mjs"), "memory", "1000000"], { encoding: "utf8" }),
);
limit("memory of a session, bytes per character (the text itself: 2)", session.grown / 1_000_000, 8, " B");
say();
say(
  table(
    ["e  memory", "bytes"],
    [
      ["WebAssembly memory with a kit", session.before],
      ["growth by a first document of 1,000,000 characters", session.first],
      ["growth by another", session.grown],
      ["findings in it", session.found],
    ],
  ),
);

const target = (r) => (r.least !== undefined ? `at least ${r.least}${r.unit}` : `at most ${r.most}${r.unit}`);
say();
say(
  table(
    ["target", "found", "wanted", "met"],
    results.map((r) => [r.name, `${r.found.toFixed(2)}${r.unit}`, target(r), r.met ? "yes" : "NO"]),
  ),
);
if (asJson)
  console.log(
    JSON.stringify(
      { matching, whole, pressed, builds, session, results, memory: wasm.memory.buffer.byteLength },
      null,
      1,
    ),
  );
