/**
 * From a key press to painted underlines in an article of 100,000 characters, beside the same editor without the
 * kit, and beside tools that read the whole text at each change. All contestants of an editor take turns within
 * one run, key by key and each time in another order; each key is set beside the key that the editor alone took in the
 * same turn, and the median of those pairs counts. So only the ratios mean something, and a busy machine slows all
 * alike. Frames are drawn as fast as they can be, so that what is measured is work and not the wait for the screen.
 * `--json` for machines, `--quick` for fewer keys.
 *
 * Two measures: the frame by the clock (from the key to the frame that shows it) and the time that the page's thread
 * was busy by its own clock, until the answer is painted; the second does not count the time in which the machine did
 * something else. What the kit adds is given beside the editor alone, and as a share of a frame of 1/60 s, which is
 * what a writer has. The longest task at load is by the thread's clock too, the median of several loads.
 *
 * The kit is measured twice, on the page's own thread and in a worker; the peers run on the page's thread at each
 * change, as their documentation shows it, over the same text that the kit's adapter reads.
 */
import { fileURLToPath } from "node:url";
import { launch, openPage, startServer } from "../tests/browser/editors/support/browser.mjs";
import { CORPUS, corpus } from "./corpus.mjs";
import { version } from "./peers.mjs";
import { table } from "./table.mjs";
import { shuffled } from "./words.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const quick = process.argv.includes("--quick");
const asJson = process.argv.includes("--json");
const LENGTH = 100_000;
const KEYS = quick ? 15 : 60;
const SLOW_KEYS = quick ? 2 : 5;
/** Keys before those that count: the engine compiles what runs often. */
const WARM = 15;
const LOADS = quick ? 1 : 3;
const EVERY = "contenteditable,ueditor,tinymce,wangeditor,quill,prosemirror,ckeditor5,textarea";
const EDITORS = (process.env.EDITORS ?? EVERY).split(",");
/** `CONTESTANTS=alone,kit` runs only some. */
const only = process.env.CONTESTANTS?.split(",");
/** A frame at 60 Hz, in milliseconds, and the share of it that the kit may take. */
const FRAME = 1000 / 60;
const SHARE = 0.1;
/** What a key press may cost beside the editor alone. */
const RATIO = 1.1;
/** A long task by the browsers' own measure, in milliseconds. */
const LONG = 50;

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];
const say = (...line) => asJson || console.log(...line);
const ms = (x) => (x >= 100 ? x.toFixed(0) : x >= 1 ? x.toFixed(1) : x.toFixed(2));

const clean = corpus();
if (!clean.text) {
  console.log(`bench of editors: SKIPPED, ${clean.reason}`);
  process.exit(0);
}
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
/** Paragraphs as an article has them: five clauses of the corpus each, with a mistake in every tenth. */
const lines = shuffled(clean.text, LENGTH).split("\n").filter(Boolean);
const paragraphs = [];
for (let i = 0; i < lines.length; i += 5) {
  const text = lines.slice(i, i + 5).join("");
  paragraphs.push(paragraphs.length % 10 ? text : `${text}请登陆系统，截止目前帐号。`);
}
const html = paragraphs.map((text) => `<p>${escape(text)}</p>`).join("");

const server = await startServer({ folders: { "/peers/": here("node_modules/") } });
const browser = await launch(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);

/** How each contestant watches the editor that the page has mounted. */
const WATCH = {
  alone: async () => {},
  kit: async () => {
    const { createKit } = await import("/dist/inline.js");
    harness.real = await createKit({});
  },
  "kit in a worker": async () => {
    const { createKit } = await import("/dist/index.js");
    harness.real = await createKit({ worker: "/dist/worker.js" });
  },
  zhlint: async () => {
    const options = { rules: { preset: "default" }, logger: { log() {}, info() {}, warn() {}, error() {} } };
    harness.peer = (text) => zhlint.run(text, options).validations.length;
  },
  "harper.js": async () => {
    const { LocalLinter } = await import("/peers/harper.js/dist/index.js");
    const { binary } = await import("/peers/harper.js/dist/binary.js");
    const linter = new LocalLinter({ binary });
    await linter.setup();
    harness.peer = (text) => linter.lint(text);
  },
};

async function mounted(editor, name) {
  const page = await openPage(browser, server.origin, editor);
  if (name === "zhlint") await page.addScriptTag({ url: "/peers/zhlint/dist/zhlint.umd.js" });
  await page.evaluate(async ([id, content]) => harness.mount(id, content, { attach: false }), [editor, html]);
  await page.evaluate(WATCH[name]);
  await page.evaluate(() => harness.later(300));
  return page;
}

/** The longest task of the page's thread while the kit is attached and reads the article for the first time, in ms. */
async function longestAtLoad(editor, name) {
  const longest = [];
  for (let i = 0; i < LOADS; i++) {
    const page = await mounted(editor, name);
    await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
    await page.evaluate(attached);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    const main = new Set(
      traceEvents
        .filter(({ name: event, args }) => event === "thread_name" && args.name === "CrRendererMain")
        .map(({ pid, tid }) => `${pid} ${tid}`),
    );
    const tasks = traceEvents.filter(
      ({ name: event, pid, tid, tdur }) => event === "RunTask" && tdur && main.has(`${pid} ${tid}`),
    );
    longest.push(Math.max(0, ...tasks.map(({ tdur }) => tdur / 1000)));
    await page.context().close();
  }
  return median(longest);
}

/** Runs in the page: puts the contestant on the editor and waits until it has read all. */
async function attached() {
  const adapt = () => {
    const session = harness.adapters[harness.entry.kind.module](harness.mounted.target, harness.real, {});
    harness.session = harness.entry.session = session;
    return session;
  };
  if (harness.real) {
    await new Promise((resolve) => setTimeout(resolve));
    await adapt().settled();
  } else {
    // The adapter alone tells where the text is; it is taken away again.
    harness.real = harness.makeKit();
    const { adapter } = adapt();
    const root = adapter.root;
    if (harness.peer) {
      const read = () => adapter.read().blocks.join("\n");
      const Observer = adapter.window.MutationObserver;
      harness.session.detach();
      harness.busy = harness.peer(read());
      new Observer(() => {
        harness.busy = harness.peer(read());
      }).observe(root, { subtree: true, childList: true, characterData: true });
    } else harness.session.detach();
    harness.session = { adapter, settled: async () => harness.busy };
  }
  await harness.later(300);
  return harness.session.diagnostics?.length ?? null;
}

async function contestant(editor, name) {
  const page = await mounted(editor, name);
  const found = await page.evaluate(attached);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.evaluate(() => {
    const { adapter } = harness.session;
    const { window: view } = adapter;
    harness.times = [];
    view.addEventListener(
      "keydown",
      (event) => {
        const start = performance.now();
        const stamp = event.timeStamp;
        view.requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = async () => {
            const frame = performance.now() - start;
            await harness.busy;
            await harness.session.settled?.();
            harness.times.push({ frame, answer: performance.now() - start, stamp });
          };
          channel.port2.postMessage(0);
        });
      },
      true,
    );
    const map = adapter.read();
    const block = map.blocks.findIndex((text) => text.length > 40);
    adapter.select(map, { anchor: { block, offset: 20 }, focus: { block, offset: 20 } }, true);
    return harness.later(300);
  });
  const busy = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return metrics.find((one) => one.name === "TaskDuration").value * 1000;
  };
  return { name, page, found, busy };
}

/** Tools that read the whole text at each change get fewer keys: seconds pass between them. */
const isSlow = ({ name }) => /zhlint|harper/.test(name);

/** One key; what it took. */
const press = async ({ page, busy }) => {
  const before = await page.evaluate(() => harness.times.length);
  const start = await busy();
  await page.keyboard.press("a");
  await page.waitForFunction((count) => harness.times.length > count, before, {
    polling: 5,
    timeout: 120_000,
  });
  const spent = (await busy()) - start;
  return { ...(await page.evaluate(() => harness.times.at(-1))), busy: spent };
};

const results = [];
say(
  `key press to painted lines, ${html.length} characters of HTML, ${paragraphs.length} paragraphs; ${CORPUS}`,
);
const peers = Object.keys(WATCH).filter((name) => isSlow({ name }) && (!only || only.includes(name)));
say([...peers.map((name) => `${name} ${version(name)}`), `Chromium ${browser.version()}\n`].join(", "));
const rows = [];
for (const editor of EDITORS) {
  const names = Object.keys(WATCH).filter(
    // What reads the whole text at each change takes as long in any editor: once is enough.
    (name) => (only ? only.includes(name) : editor === EDITORS[0] || !isSlow({ name })),
  );
  const all = [];
  for (const name of names) all.push(await contestant(editor, name));
  for (const one of all) for (let i = 0; i < (isSlow(one) ? 1 : WARM); i++) await press(one);
  const taken = new Map(all.map(({ name }) => [name, []]));
  for (let turn = 0; turn < KEYS; turn++) {
    const order = turn % 2 ? all.toReversed() : all;
    for (const one of order) {
      if (turn < SLOW_KEYS || !isSlow(one)) taken.get(one.name)[turn] = await press(one);
    }
  }
  const alone = taken.get("alone");
  for (const { name, page, found } of all) {
    const keys = taken.get(name);
    const middle = (measure) => median(keys.map(measure));
    const beside = (measure) => median(keys.map((key, turn) => measure(key) / measure(alone[turn])));
    const added = median(keys.map((key, turn) => key.busy - alone[turn].busy)) / FRAME;
    const ratio = beside((key) => key.busy);
    const kit = name.startsWith("kit");
    await page.context().close();
    const longest = kit ? await longestAtLoad(editor, name) : null;
    rows.push([
      `${editor}, ${name}`,
      ms(middle((key) => key.frame)),
      `${beside((key) => key.frame).toFixed(2)}×`,
      ms(middle((key) => key.busy)),
      `${ratio.toFixed(2)}×`,
      `${(added * 100).toFixed(1)} %`,
      ms(middle((key) => key.answer)),
      longest === null ? "" : ms(longest),
      found ?? "",
    ]);
    if (!kit) continue;
    const what = `${editor}, ${name}`;
    const result = (about, value, most) =>
      results.push({ name: `${what}: ${about}`, found: value, most, met: value <= most });
    result("added to a frame of 1/60 s", added, SHARE);
    result("busy, beside the editor alone", ratio, RATIO);
    result("longest task at load, ms", longest, LONG);
  }
  rows.push(null);
}
rows.pop();
say(
  table(
    [
      "editor",
      "frame ms",
      "beside alone",
      "busy ms",
      "beside alone",
      "added, of a frame",
      "answer ms",
      "longest task at load ms",
      "found",
    ],
    rows,
  ),
);
say("");
for (const { name, found, most, met } of results)
  say(`${met ? "met   " : "missed"}  ${name}: ${found.toFixed(2)} (at most ${most})`);
if (asJson) console.log(JSON.stringify(results, null, 2));
await browser.close();
server.close();
