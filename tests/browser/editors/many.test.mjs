/** Texts with more lines than a screen: what comes into view is underlined when it does, in every way to stand in a page. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, startServer } from "./support/browser.mjs";

let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

const HTML = Array.from({ length: 400 }, (_, i) => `<p>第${i}段，登陆系统。</p>`).join("");

for (const id of ["contenteditable", "iframe", "shadow", "textarea", "codemirror", "prosemirror"]) {
  test(`${id}: 400 findings, scrolled through`, async () => {
    const page = await openPage(browser, server.origin, id);
    const seen = await page.evaluate(
      async ([kind, html]) => {
        await harness.mount(kind, html);
        await harness.session.settled();
        const { session } = harness;
        const out = [session.diagnostics.length];
        for (const block of [0, 200, 399, 30]) {
          session.focus(session.diagnostics[block]);
          await harness.later(150);
          const painted = harness.painted();
          out.push(painted.length > 0 && painted.join() === harness.expected().join());
        }
        return out;
      },
      [id, HTML],
    );
    assert.deepEqual(seen, [400, true, true, true, true]);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}
