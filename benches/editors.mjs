/**
 * From a key press to painted underlines in an article of 100,000 characters, beside the same editor without the
 * kit, and beside tools that read the whole text at each change. All contestants of an editor take turns within
 * one run, key by key, and of many keys the median counts; so only the ratios mean something. Frames are drawn as
 * fast as they can be, so that what is measured is work and not the wait for the screen. `--json` for machines,
 * `--quick` for fewer keys.
 *
 * What the kit adds is also given as a share of a frame of 1/60 s, which is what a writer has; that is the target.
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
const KEYS = quick ? 12 : 40;
const SLOW_KEYS = quick ? 2 : 5;
const EDITORS = (process.env.EDITORS ?? "contenteditable,tinymce,prosemirror,wangeditor").split(",");
/** `CONTESTANTS=alone,kit` runs only some. */
const only = process.env.CONTESTANTS?.split(",");
/** A frame at 60 Hz, in milliseconds, and the share of it that the kit may take. */
const FRAME = 1000 / 60;
const SHARE = 0.1;
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

async function contestant(editor, name) {
  const page = await openPage(browser, server.origin, editor);
  if (name === "zhlint") await page.addScriptTag({ url: "/peers/zhlint/dist/zhlint.umd.js" });
  await page.evaluate(async ([id, content]) => harness.mount(id, content, { attach: false }), [editor, html]);
  await page.evaluate(WATCH[name]);
  const load = await page.evaluate(async () => {
    await harness.later(300);
    const tasks = [];
    const observer = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map((entry) => entry.duration)),
    );
    observer.observe({ type: "longtask" });
    const adapt = () => {
      const session = harness.adapters[harness.entry.kind.module](harness.mounted.target, harness.real, {});
      harness.session = harness.entry.session = session;
      return session;
    };
    const start = performance.now();
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
    const whole = performance.now() - start;
    await harness.later(300);
    tasks.push(...observer.takeRecords().map((entry) => entry.duration));
    return { whole, longest: Math.max(0, ...tasks), found: harness.session.diagnostics?.length ?? null };
  });
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
  return { name, page, load };
}

/** Tools that read the whole text at each change get fewer keys: seconds pass between them. */
const isSlow = ({ name }) => /zhlint|harper/.test(name);

const press = async ({ page }) => {
  const before = await page.evaluate(() => harness.times.length);
  await page.keyboard.press("a");
  await page.waitForFunction((count) => harness.times.length > count, before, {
    polling: 5,
    timeout: 120_000,
  });
};

const results = [];
say(
  `key press to painted lines, ${html.length} characters of HTML, ${paragraphs.length} paragraphs; ${CORPUS}`,
);
say(`zhlint ${version("zhlint")}, harper.js ${version("harper.js")}, Chromium ${browser.version()}\n`);
const rows = [];
for (const editor of EDITORS) {
  const names = Object.keys(WATCH).filter(
    // What reads the whole text at each change takes as long in any editor: once is enough.
    (name) => (only ? only.includes(name) : editor === EDITORS[0] || !isSlow({ name })),
  );
  const all = [];
  for (const name of names) all.push(await contestant(editor, name));
  for (const one of all) for (let i = 0; i < (isSlow(one) ? 1 : 15); i++) await press(one);
  for (const one of all) await one.page.evaluate(() => void harness.times.splice(0));
  for (let turn = 0; turn < KEYS; turn++) {
    for (const one of all) {
      if (turn >= SLOW_KEYS && isSlow(one)) continue;
      await press(one);
    }
  }
  const seen = {};
  for (const { name, page, load } of all) {
    const times = await page.evaluate(() => harness.times);
    seen[name] = {
      frame: median(times.map((one) => one.frame)),
      answer: median(times.map((one) => one.answer)),
      ...load,
    };
    await page.context().close();
  }
  const { alone } = seen;
  for (const [name, one] of Object.entries(seen)) {
    rows.push([
      `${editor}, ${name}`,
      ms(one.frame),
      `${(one.frame / alone.frame).toFixed(2)}×`,
      `${(((one.frame - alone.frame) / FRAME) * 100).toFixed(0)} %`,
      ms(one.answer),
      ms(one.longest),
      one.found ?? "",
    ]);
    if (/^kit/.test(name)) {
      const added = (one.frame - alone.frame) / FRAME;
      results.push({
        name: `${editor}, ${name}: added, as a share of a frame`,
        found: added,
        most: SHARE,
        met: added < SHARE,
      });
      const { longest } = one;
      results.push({
        name: `${editor}, ${name}: longest task at load`,
        found: longest,
        most: LONG,
        met: longest <= LONG,
      });
    }
  }
  rows.push(null);
}
rows.pop();
say(
  table(
    ["editor", "frame ms", "beside alone", "added, of a frame", "answer ms", "longest task ms", "found"],
    rows,
  ),
);
say("");
for (const { name, found, most, met } of results)
  say(`${met ? "met   " : "missed"}  ${name}: ${found.toFixed(2)} (at most ${most})`);
if (asJson) console.log(JSON.stringify(results, null, 2));
await browser.close();
server.close();
