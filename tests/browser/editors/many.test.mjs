/** Texts with more lines than a screen: what comes into view is underlined when it does, in every way to stand in a page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS, stage } from "./support/browser.mjs";

const { open } = stage();

const HTML = Array.from({ length: 400 }, (_, i) => `<p>第${i}段，登陆系统。</p>`).join("");

for (const id of ["contenteditable", "iframe", "shadow", "textarea", "codemirror", "prosemirror"]) {
  test(`${id}: 400 findings, scrolled through`, async () => {
    const page = await open(id);
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

test("a frame as high as its text: only lines near what the page shows of it are registered", async () => {
  const page = await open("iframe");
  const seen = await page.evaluate(async (html) => {
    await harness.mount("iframe", html);
    await harness.session.settled();
    const { session } = harness;
    const { frameElement } = session.adapter.window;
    const { scrollHeight } = session.adapter.root.ownerDocument.documentElement;
    frameElement.style.height = `${scrollHeight + 40}px`;
    const out = [];
    for (const share of [0, 0.6, 1, 0.1]) {
      window.scrollTo(0, document.documentElement.scrollHeight * share);
      await harness.later(400);
      const painted = harness.painted();
      let held = 0;
      for (const [, highlight] of session.adapter.window.CSS.highlights) held += highlight.size;
      out.push(painted.length > 0 && painted.join() === harness.expected().join() && held < 60);
    }
    return out;
  }, HTML);
  assert.deepEqual(seen, [true, true, true, true]);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("what is deleted, put back and moved far from the view is underlined when it comes there", async () => {
  const page = await open("contenteditable");
  const seen = await page.evaluate(async (html) => {
    await harness.mount("contenteditable", html);
    const { session, mounted } = harness;
    const root = mounted.target;
    // A box of its own height: nothing tells that what is in it has moved.
    Object.assign(root.style, { height: "300px", overflow: "auto" });
    const out = [];
    const look = async () => {
      await harness.later(400);
      const painted = harness.painted();
      out.push(painted.length > 0 && painted.join() === harness.expected().join());
    };
    await look();
    const gone = [...root.children].slice(0, 200);
    for (const one of gone) one.remove();
    await look();
    root.prepend(...gone.slice(0, 100));
    await look();
    root.prepend(root.lastElementChild);
    await look();
    root.scrollTop = 1e6;
    await look();
    return [session.diagnostics.length, ...out];
  }, HTML);
  assert.deepEqual(seen, [300, true, true, true, true, true]);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("an editor that fills the screen has its lines, whatever box it comes from", async () => {
  const page = await open("contenteditable");
  const seen = await page.evaluate(async (html) => {
    await harness.mount("contenteditable", html);
    const { session, mounted } = harness;
    const { style } = document.getElementById("place");
    Object.assign(style, { height: "40px", overflow: "hidden" });
    Object.assign(mounted.target.style, {
      position: "fixed",
      inset: "0",
      overflow: "auto",
      background: "#fff",
    });
    const out = [];
    for (const top of [0, 3000]) {
      mounted.target.scrollTop = top;
      await harness.later(400);
      const held = [...CSS.highlights.get("xianshen-error")];
      const shown = held.filter((range) => {
        const rect = range.getBoundingClientRect();
        return rect.bottom > 100 && rect.top < 700;
      });
      out.push(shown.length > 10 && held.length < 100);
    }
    return [session.diagnostics.length, ...out];
  }, HTML);
  assert.deepEqual(seen, [400, true, true]);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

for (const { id, name, plain } of KINDS) {
  test(`${name}: six hundred findings fixed at once, by one step that one undo takes back`, async () => {
    const page = await open(id);
    const seen = await page.evaluate(
      async ([kind, rich]) => {
        const words = rich ? "请登<b>陆</b>系统，登陆平台" : "请登陆系统，登陆平台";
        const html = Array.from({ length: 300 }, (_, i) => `<p>第${i}段，${words}。</p>`).join("");
        await harness.mount(kind, html);
        await harness.session.settled();
        const { session, mounted } = harness;
        const model = mounted.editor?.model?.document;
        await harness.caret(0, 2);
        const before = model?.version;
        const caret = session.adapter.selection(session.adapter.read());
        const count = session.fixAll("lexicon/typo");
        await harness.later(300);
        const fixed = mounted.content();
        const after = session.adapter.selection(session.adapter.read());
        const steps = model ? model.version - before : 0;
        await mounted.undo();
        await harness.until(() => mounted.content() === mounted.before);
        return {
          count,
          fixed: fixed === mounted.before.replaceAll("陆", "录"),
          caret: JSON.stringify(caret) === JSON.stringify(after),
          undone: mounted.content() === mounted.before,
          // An undo sets each operation against all others: few of them, whatever is fixed.
          few: steps < 60,
        };
      },
      [id, !plain],
    );
    assert.deepEqual(seen, { count: 600, fixed: true, caret: true, undone: true, few: true });
    await page.context().close();
  });
}

test("CKEditor 5: what a fix of very many leaves alone stays the same node: pictures between, words under a comment", async () => {
  const page = await open("ckeditor5");
  const seen = await page.evaluate(async () => {
    const lines = (n) => Array.from({ length: n }, (_, i) => `<p>第${i}段，登陆系统。</p>`).join("");
    const table = "<table><tbody><tr><td>无事</td></tr></tbody></table>";
    const faulty = "<table><tbody><tr><td>登陆系统</td><td><i>登</i>陆平台</td></tr></tbody></table>";
    await harness.mount("ckeditor5", lines(30) + table + faulty + lines(30) + "<hr>" + lines(10));
    const { session, mounted } = harness;
    const { model } = mounted.editor;
    const root = model.document.getRoot();
    const under = root.getChild(3);
    model.change((writer) => {
      const range = writer.createRangeIn(under);
      writer.addMarker("comment:one", { range, usingOperation: true });
    });
    const kept = [30, 62].map((at) => root.getChild(at));
    const count = session.fixAll("lexicon/typo");
    await harness.later(100);
    const marker = model.markers.get("comment:one").getRange();
    const out = {
      count,
      names: kept.map(({ name }) => name),
      kept: kept.map((node) => node.root === root),
      commented: [...marker.getItems()].map(({ data }) => data).join(""),
      fixed: mounted.content() === mounted.before.replaceAll("陆", "录"),
    };
    mounted.undo();
    await harness.until(() => mounted.content() === mounted.before);
    return { ...out, undone: mounted.content() === mounted.before };
  });
  assert.deepEqual(seen, {
    count: 72,
    names: ["table", "horizontalLine"],
    kept: [true, true],
    commented: "第3段，登录系统。",
    fixed: true,
    undone: true,
  });
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
