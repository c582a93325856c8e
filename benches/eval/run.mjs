/**
 * What the kit finds, and what others make of the same rows. Deterministic; `--json` for machines, `--no-peers` for
 * the kit alone.
 *
 * Rows are tests/cases/text-*.jsonl, which are also its tests: the kit's own figures there say what is promised, and
 * the comparison and the clean text say what that is worth. Expected findings name a code and the text they stand
 * on; they are looked for in reading order.
 *
 *   recall      expected findings of the code that are found (same code; the same text, or an overlapping place)
 *   precision   findings of the code that were expected
 *   fix         of the found ones whose row names a fix: place exact and first fix as named
 *
 * A peer has found an expected place if it objects to anything that overlaps it, and raises a false alarm on a row
 * where nothing is wrong if it objects to anything at all.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createKit } from "../../pkg/dist/node.js";
import { CORPUS, corpus } from "../corpus.mjs";
import { LAW, law } from "../law.mjs";
import * as peers from "../peers.mjs";
import { STATUTES, statutes } from "../statutes.mjs";
import { table } from "../table.mjs";

const root = new URL("../../", import.meta.url);
const asJson = process.argv.includes("--json");
const withPeers = !process.argv.includes("--no-peers");
/** Peers read only the beginning of the clean text: some take a minute for all of it. */
const PEER_CLEAN = 200_000;

const kits = new Map();
async function kitOf(jurisdiction) {
  if (!kits.has(jurisdiction)) kits.set(jurisdiction, await createKit(jurisdiction ? { jurisdiction } : {}));
  return kits.get(jurisdiction);
}

function readRows() {
  const folder = new URL("tests/cases/", root);
  const files = readdirSync(folder)
    .filter((f) => /^text-.*\.jsonl$/.test(f))
    .sort();
  return files.flatMap((file) =>
    readFileSync(new URL(file, folder), "utf8")
      .split("\n")
      .map((line, i) => ({ line, place: `${file}:${i + 1}` }))
      .filter(({ line }) => line.trim())
      .map(({ line, place }) => ({ place, ...JSON.parse(line) })),
  );
}

/** Gives each expected finding its place: the first occurrence of its text from where the one before it began. */
function locate(row) {
  let from = 0;
  return row.expect.map((e) => {
    const at = row.text.indexOf(e.at, from);
    const start = at < 0 ? row.text.indexOf(e.at) : at;
    from = Math.max(from, start);
    return { ...e, start, end: start + e.at.length };
  });
}

const overlaps = (a, b, c, d) => a < d && c < b;

const rows = readRows();
const codes = new Map();
const of = (code) => {
  if (!codes.has(code))
    codes.set(code, { rows: 0, expected: 0, hit: 0, found: 0, right: 0, fixes: 0, fixed: 0, peers: {} });
  return codes.get(code);
};

const judges = {};
if (withPeers) {
  const { lexicon } = JSON.parse(readFileSync(new URL("rules.json", root), "utf8"));
  const words = lexicon.flatMap((w) => [w.word, ...(w.also ?? [])]);
  judges.zhlint = await peers.zhlint();
  judges.autocorrect = await peers.autocorrect();
  judges.textlint = await peers.textlint();
  judges.substring = peers.substrings(words);
}

let innocent = 0;
const alarms = Object.fromEntries(["xianshen", ...Object.keys(judges)].map((name) => [name, 0]));

for (const row of rows) {
  const kit = await kitOf(row.jurisdiction);
  const diagnostics = kit.checkText(row.text).diagnostics;
  const found = diagnostics.filter((d) => row.info || d.severity !== "info");
  const expected = locate(row);
  for (const code of new Set(expected.map((e) => e.code))) of(code).rows++;
  for (const d of found) of(d.code).found++;
  const taken = new Set();
  for (const e of expected) {
    const tally = of(e.code);
    tally.expected++;
    const is = (d) => row.text.slice(d.target.start, d.target.end) === e.at;
    const candidates = found.filter(
      (d) =>
        d.code === e.code &&
        !taken.has(d) &&
        (is(d) || overlaps(d.target.start, d.target.end, e.start, e.end)),
    );
    const best = candidates.find(is) ?? candidates[0];
    if (best) {
      taken.add(best);
      if (is(best)) [e.start, e.end] = [best.target.start, best.target.end];
      tally.hit++;
      tally.right++;
      if (e.fix !== undefined) {
        tally.fixes++;
        if (is(best) && best.fixes[0]?.replacement === e.fix) tally.fixed++;
      }
    }
  }
  if (expected.length === 0) {
    innocent++;
    if (found.length > 0) alarms.xianshen++;
  }
  for (const [name, judge] of Object.entries(judges)) {
    const spans = await judge(row.text);
    for (const e of expected) {
      const tally = of(e.code).peers;
      tally[name] ??= 0;
      if (spans.some(([from, to]) => overlaps(from, to, e.start, e.end))) tally[name]++;
    }
    if (expected.length === 0 && spans.length > 0) alarms[name]++;
  }
}

const share = (part, whole) => (whole === 0 ? null : part / whole);
const figures = (t) => {
  const recall = share(t.hit, t.expected);
  const precision = share(t.right, t.found);
  const f1 =
    recall && precision ? (2 * recall * precision) / (recall + precision) : recall === null ? null : 0;
  return { rows: t.rows, expected: t.expected, recall, precision, fix: share(t.fixed, t.fixes), f1 };
};
const sum = { rows: rows.length, expected: 0, hit: 0, found: 0, right: 0, fixes: 0, fixed: 0, peers: {} };
for (const t of codes.values()) {
  for (const key of ["expected", "hit", "found", "right", "fixes", "fixed"]) sum[key] += t[key];
  for (const [name, n] of Object.entries(t.peers)) sum.peers[name] = (sum.peers[name] ?? 0) + n;
}

// The clean texts: what is objected to at error or warning level, per 10,000 characters.
const cleans = [
  { name: CORPUS, ...corpus() },
  { name: LAW, ...law() },
  { name: STATUTES, ...statutes() },
];
for (const clean of cleans.filter((c) => c.text)) {
  const kit = await kitOf(undefined);
  clean.characters = clean.text.length;
  clean.rates = {};
  clean.hits = {};
  const hits = kit.checkText(clean.text).diagnostics.filter((d) => d.severity !== "info");
  for (const d of hits) {
    clean.hits[d.code] ??= { count: 0, examples: [] };
    clean.hits[d.code].count++;
    const example = clean.text.slice(d.target.start, d.target.end);
    if (!clean.hits[d.code].examples.includes(example) && clean.hits[d.code].examples.length < 4) {
      clean.hits[d.code].examples.push(example);
    }
  }
  clean.rates.xianshen = (hits.length / clean.characters) * 10_000;
  const end = clean.characters > PEER_CLEAN ? clean.text.lastIndexOf("\n", PEER_CLEAN) : clean.characters;
  const beginning = clean.text.slice(0, end);
  for (const [name, judge] of Object.entries(judges)) {
    let count = 0;
    for (const line of beginning.split("\n")) count += (await judge(line)).length;
    clean.rates[name] = (count / beginning.length) * 10_000;
  }
}

const names = Object.keys(judges);
const versions = withPeers
  ? {
      zhlint: peers.version("zhlint"),
      autocorrect: peers.version("@huacnlee/autocorrect"),
      textlint: peers.version("@textlint/kernel"),
    }
  : {};
const perCode = [...codes].sort(([a], [b]) => (a < b ? -1 : 1));

if (asJson) {
  const result = {
    rows: rows.length,
    innocent,
    versions,
    codes: Object.fromEntries(
      perCode.map(([code, t]) => [
        code,
        {
          ...figures(t),
          peers: Object.fromEntries(names.map((n) => [n, share(t.peers[n] ?? 0, t.expected)])),
        },
      ]),
    ),
    all: {
      ...figures(sum),
      peers: Object.fromEntries(names.map((n) => [n, share(sum.peers[n] ?? 0, sum.expected)])),
    },
    falseAlarmsOnInnocentRows: Object.fromEntries(
      Object.entries(alarms).map(([n, c]) => [n, share(c, innocent)]),
    ),
    clean: cleans.map((clean) =>
      clean.text
        ? {
            corpus: clean.name,
            characters: clean.characters,
            peerCharacters: Math.min(PEER_CLEAN, clean.characters),
            per10000: clean.rates,
            hits: clean.hits,
          }
        : { corpus: clean.name, skipped: clean.reason },
    ),
  };
  console.log(JSON.stringify(result, null, 1));
} else {
  const percent = (x) => (x === null ? "–" : `${(x * 100).toFixed(1)}`);
  const line = (name, t) => {
    const f = figures(t);
    return [
      name,
      f.rows,
      f.expected,
      percent(f.recall),
      percent(f.precision),
      percent(f.fix),
      percent(f.f1),
      ...names.map((n) => percent(share(t.peers[n] ?? 0, t.expected))),
    ];
  };
  const rate = (x) => (x === undefined ? "–" : x.toFixed(2));
  const body = perCode.map(([code, t]) => line(code, t));
  body.push(null, line("all", sum));
  body.push([
    "false alarms, % of rows without error",
    innocent,
    "",
    percent(share(alarms.xianshen, innocent)),
    "",
    "",
    "",
    ...names.map((n) => percent(share(alarms[n], innocent))),
  ]);
  for (const [i, clean] of cleans.entries()) {
    body.push([
      `objections per 10,000 characters, clean text ${i + 1}`,
      "",
      "",
      rate(clean.rates?.xianshen),
      "",
      "",
      "",
      ...names.map((n) => rate(clean.rates?.[n])),
    ]);
  }
  const head = [
    "code",
    "rows",
    "spans",
    "recall %",
    "precision %",
    "fix %",
    "F1 %",
    ...names.map((n) => `${n}: recall %`),
  ];
  console.log(table(head, body));
  console.log();
  for (const [i, clean] of cleans.entries()) {
    if (!clean.text) {
      console.log(`clean text ${i + 1}: SKIPPED, ${clean.reason}`);
      continue;
    }
    const peers = names.length ? ` (peers: the first ${Math.min(PEER_CLEAN, clean.characters)})` : "";
    console.log(`clean text ${i + 1}: ${clean.name}, ${clean.characters} characters${peers}`);
    for (const [code, { count, examples }] of Object.entries(clean.hits).sort(
      ([, a], [, b]) => b.count - a.count,
    )) {
      const each = rate((count / clean.characters) * 10_000);
      console.log(`  ${code} ${count}, ${each} per 10,000: ${examples.join(" ")}`);
    }
  }
  if (names.length) {
    console.log(
      `peers: zhlint ${versions.zhlint} (preset default), autocorrect ${versions.autocorrect}, textlint ${versions.textlint} ` +
        `(brackets, spacing, unpaired marks), substring: the words of rules.json without context`,
    );
  }
}
