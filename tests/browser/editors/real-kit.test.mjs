/**
 * The built package as a page uses it: kit and adapters from pkg/dist, on the main thread and in a worker, over
 * every editor; also that both give the same findings as a check of the whole text. Skipped without a build.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, test } from "node:test";
import { KINDS, project, stage } from "./support/browser.mjs";

const built =
  existsSync(`${project}/pkg/dist/index.js`) && existsSync(`${project}/pkg/dist/editors/tinymce.js`);
const skip = built ? false : "pkg/dist is not built";

const { open } = stage({ skip: !built });

const HTML = "<p>😀要做好布署工作，截止目前已完成。</p><p>国发[2021]5号，𠮷按<b>装</b>完毕。</p>";

const wanted = process.env.EDITORS?.split(",");

/** What the built package finds and fixes in one editor. */
async function look([editor, module, html, inWorker]) {
  const { createKit } = await import("/dist/index.js");
  const { attach } = await import(`/dist/editors/${module}.js`);
  const kit = await createKit({
    jurisdiction: "haiyan",
    ...(inWorker ? { worker: "/dist/worker.js" } : {}),
  });
  await harness.mount(editor, html, { attach: false });
  const { mounted } = harness;
  const session = mounted.attachWith(attach, kit);
  harness.session = session;
  await session.settled();
  const first = { blocks: session.blocks, painted: harness.painted(), list: session.diagnostics };
  const whole = (await kit.checkText(session.text)).diagnostics;
  const codes = session.diagnostics.map((d) => d.code);
  session.fixAll("lexicon/typo");
  await harness.later(80);
  await session.settled();
  const fixed = { text: session.text, painted: harness.painted() };
  await mounted.undo();
  await harness.later(80);
  const same = mounted.content() === mounted.before;
  session.detach();
  await harness.reset();
  return { first, whole, codes, fixed, same };
}

const plain = (list) =>
  list.map(({ code, target: { block, from, to } }) => `${code} ${block}:${from}-${to}`).sort();

describe("the built package", { concurrency: 3 }, () => {
  for (const { name, id, module, line, noise = [] } of KINDS) {
    if (line || (wanted && !wanted.includes(id))) continue;
    test(`${name}, on this thread and in a worker`, { skip }, async () => {
      const page = await open(id);
      try {
        for (const worker of [false, true]) {
          const seen = await page.evaluate(look, [id, module, HTML, worker]);
          assert.deepEqual(plain(seen.first.list), plain(seen.whole));
          assert.ok(
            seen.codes.includes("lexicon/typo") && seen.codes.includes("notation/document-number"),
            seen.codes.join(),
          );
          assert.ok(
            seen.first.painted.includes("布署") && seen.first.painted.includes("截止目前"),
            seen.first.painted.join(),
          );
          assert.equal(seen.fixed.text, "😀要做好部署工作，截至目前已完成。\n国发[2021]5号，𠮷安装完毕。");
          assert.equal(seen.same, true);
        }
        const errors = page.errors.filter((error) => !noise.some((known) => known.test(error)));
        assert.deepEqual(errors, []);
      } finally {
        await page.context().close();
      }
    });
  }
});
