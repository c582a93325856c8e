/**
 * Registers: how the time of a check grows with the rows, beside comparing every account with every other (names by
 * edit distance, hosts by spelling) and beside fuse.js, which looks every name up among all. The peers stop at the
 * size where they still end. `--json` for machines; sizes may follow as numbers.
 *
 *   node register.mjs [--json] [1000 10000 100000]
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { initSync, Kit } from "../pkg/wasm/xianshen.js";
import { table } from "./table.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const asJson = process.argv.includes("--json");
const asked = process.argv.slice(2).map(Number).filter(Boolean);
const SIZES = asked.length > 0 ? asked : [1_000, 10_000, 100_000];
/** Beyond these sizes a peer would take hours. */
const PAIRWISE_UP_TO = 10_000;
const FUSE_UP_TO = 1_000;
const TODAY = "2026-11-22";

const PLATFORMS = ["微博", "微信公众号", "抖音", "快手", "今日头条"];
const BUREAUS = ["水利局", "教育局", "审计局", "统计局", "民政局", "司法局", "财政局", "林业局", "公安局", "商务局"];

/** Bureaus of made-up counties, one account in twenty written another way, one in a hundred found on patrol. */
function accounts(rows) {
  const syllable = (n) => String.fromCodePoint(0x5000 + n * 31);
  return Array.from({ length: rows }, (_, i) => {
    const n = Math.floor(i / 50);
    const county = syllable(n % 211) + syllable(200 + (Math.floor(n / 211) % 197));
    const bureau = BUREAUS[Math.floor(i / 5) % 10];
    const again = i % 20 === 19;
    return {
      序号: i + 1,
      主办单位: again ? `${county}${bureau}` : `${county}县${bureau}`,
      平台: again ? PLATFORMS[(i - 1) % 5] : PLATFORMS[i % 5],
      账号名称: county + bureau.slice(0, -1) + (i % 100 === 50 ? "官方" : ""),
      最近更新日期: "2026-11-20",
      来源: i % 100 === 50 ? "巡查发现" : "备案",
    };
  });
}

function csvOf(list) {
  const columns = Object.keys(list[0]);
  return [columns.join(","), ...list.map((row) => columns.map((c) => row[c]).join(","))].join("\n");
}

/** Edit distance, at most `limit`. */
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++) {
      next[k] = Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + (a[i - 1] === b[k - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

function pairwise(list) {
  let found = 0;
  for (let i = 0; i < list.length; i++) {
    for (let k = i + 1; k < list.length; k++) {
      if (list[i].平台 === list[k].平台 && distance(list[i].主办单位, list[k].主办单位, 1) <= 1) found++;
      if (list[i].来源 !== list[k].来源 && distance(list[i].账号名称, list[k].账号名称, 2) <= 2) found++;
    }
  }
  return found;
}

function timed(run, turns) {
  const times = [];
  let result;
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    result = run();
    times.push(performance.now() - start);
  }
  return { ms: times.toSorted((a, b) => a - b)[times.length >> 1], result };
}

initSync({ module: readFileSync(here("../pkg/wasm/xianshen_bg.wasm")) });
const kit = new Kit({ jurisdiction: "haiyan" });
const Fuse = await import("fuse.js").then((module) => module.default, () => undefined);
const rows = [];
for (const size of SIZES) {
  const list = accounts(size);
  const csv = csvOf(list);
  const turns = size > 20_000 ? 3 : 5;
  const own = timed(() => kit.checkRegisterCsv(csv, TODAY), turns);
  const slices = timed(() => {
    const check = kit.beginRegisterCsv(csv, TODAY);
    let longest = 0;
    for (let progress = { done: 0, total: 1 }; progress.done < progress.total; ) {
      const start = performance.now();
      progress = check.step(2_000);
      longest = Math.max(longest, performance.now() - start);
    }
    check.finish();
    check.free();
    return longest;
  }, 1);
  const naive = size <= PAIRWISE_UP_TO ? timed(() => pairwise(list), 1) : undefined;
  const fuse =
    Fuse !== undefined && size <= FUSE_UP_TO
      ? timed(() => {
          const index = new Fuse(list, { keys: ["账号名称"], threshold: 0.2 });
          return list.reduce((sum, row) => sum + index.search(row.账号名称).length, 0);
        }, 1)
      : undefined;
  rows.push({
    size,
    own: own.ms,
    findings: own.result.diagnostics.length,
    sliced: slices.ms,
    slice: slices.result,
    pairwise: naive?.ms,
    fuse: fuse?.ms,
  });
}

/** By which power of the rows the time grows. */
function growth(key) {
  const known = rows.filter((row) => row[key] !== undefined);
  if (known.length < 2) return undefined;
  const [first, last] = [known[0], known.at(-1)];
  return Math.log(last[key] / first[key]) / Math.log(last.size / first.size);
}

const exponents = { own: growth("own"), pairwise: growth("pairwise"), fuse: growth("fuse") };
if (asJson) {
  console.log(JSON.stringify({ rows, exponents }));
} else {
  const ms = (value) => (value === undefined ? "–" : value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en"));
  const power = (value) => (value === undefined ? "–" : value.toFixed(2));
  const head = ["rows", "findings", "kit, ms", "in slices, ms", "longest slice, ms", "pairwise, ms", "fuse.js, ms"];
  const body = rows.map((r) => [
    r.size.toLocaleString("en"), r.findings.toLocaleString("en"), ms(r.own), ms(r.sliced), ms(r.slice), ms(r.pairwise), ms(r.fuse),
  ]);
  body.push(["growth exponent", "", power(exponents.own), "", "", power(exponents.pairwise), power(exponents.fuse)]);
  console.log(table(head, body));
}
