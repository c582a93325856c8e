/**
 * What is remembered between two looks at a text (blocks of the DOM, findings, ranges) is what a fresh look would
 * give: under random changes of the DOM, and in real editors under hard use. Deterministic: the seed is in the name.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stage } from "./support/browser.mjs";

const { open } = stage();

/** Random changes of an element; after each batch the session is compared with a session that has just begun. */
async function shake([seed, rounds, remote]) {
  let state = seed;
  const next = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * n);
  };
  const WORDS = [
    "登陆系统",
    "截止目前",
    "帐号",
    "的的",
    "好",
    " ",
    "\n",
    "😀",
    "𠮷",
    "最佳",
    "，",
    "\u200B",
    "  ",
  ];
  const words = () => Array.from({ length: 1 + next(4) }, () => WORDS[next(WORDS.length)]).join("");
  const TAGS = "p p p b i span div ul li table td pre br img h2 blockquote section code".split(" ");
  const make = (depth = 0) => {
    const element = document.createElement(TAGS[next(TAGS.length)]);
    if (element.tagName === "DIV" && next(3) === 0) element.style.display = "inline";
    if (next(12) === 0) element.contentEditable = "false";
    for (let i = next(3); i > 0; i--) element.append(depth < 2 && next(3) === 0 ? make(depth + 1) : words());
    return element;
  };
  await harness.mount("contenteditable", "<p>登陆系统</p><p>帐号</p><ul><li>一</li><li>截止目前</li></ul>", {
    kit: { remote, delay: 3 },
  });
  const { session, mounted } = harness;
  const root = mounted.target;
  const nodes = () => {
    const walker = document.createTreeWalker(root, 5);
    const all = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) all.push(node);
    return all;
  };
  const CHANGES = [
    (node) => node.nodeType === 3 && node.replaceData(next(node.length + 1), next(3), words()),
    (node) => node.nodeType === 3 && node.length > 1 && node.splitText(1 + next(node.length - 1)),
    (node) => node.nodeType === 1 && node.normalize(),
    (node) => node.before(make()),
    (node) => node.after(words()),
    (node) => next(3) === 0 && node.remove(),
    (node, other) => !node.contains(other) && other.parentNode.insertBefore(node, other),
    (node, other) => other.nodeType === 1 && !node.contains(other) && other.append(node),
    (node) => {
      const around = document.createElement(next(2) ? "b" : "div");
      node.replaceWith(around);
      around.append(node);
    },
    (node) => node.nodeType === 1 && node.replaceWith(...node.childNodes),
    (node) => node.nodeType === 1 && node.setAttribute("contenteditable", next(2) ? "false" : "true"),
    (node) => node.nodeType === 1 && next(40) === 0 && root.replaceChildren(...root.childNodes),
    () => root.childNodes.length > 40 && root.replaceChildren(),
    () => root.append(make()),
  ];
  const finding = ({ code, target }) => `${code} ${target.block}:${target.from}-${target.to}`;
  for (let round = 0; round < rounds; round++) {
    for (let i = 1 + next(4); i > 0; i--) {
      const all = nodes();
      const [node, other] = [
        all[next(all.length)] ?? root.appendChild(make()),
        all[next(all.length)] ?? root,
      ];
      if (other !== root) CHANGES[next(CHANGES.length)](node, other);
    }
    if (remote && next(2)) await harness.later(2);
    else await null;
    if (remote && next(3)) continue;
    await session.settled();
    const remembered = session.adapter.read();
    const fresh = harness.readDom(root);
    const wrong = (what, seen, wanted) => ({
      round,
      what,
      seen,
      wanted,
      html: root.innerHTML,
    });
    if (remembered.blocks.join("\n") !== fresh.blocks.join("\n"))
      return wrong("blocks", remembered.blocks, fresh.blocks);
    const wanted = fresh.blocks.flatMap((text, block) =>
      harness.checkBlock(text).map(({ code, target }) => finding({ code, target: { ...target, block } })),
    );
    const seen = session.diagnostics.map(finding);
    if (seen.sort().join() !== wanted.sort().join()) return wrong("findings", seen, wanted);
    for (const [block, text] of fresh.blocks.entries()) {
      for (const offset of [0, text.length >> 1, text.length]) {
        const [a, b] = [remembered, fresh].map((map) => map.toRange(block, offset, offset));
        if (a?.startContainer !== b?.startContainer || a?.startOffset !== b?.startOffset)
          return wrong("places", [block, offset], b?.startOffset);
      }
    }
    // The painter may wait for a frame where nothing but the DOM was moved.
    await harness.frame();
    if (harness.painted().join() !== harness.expected().join())
      return wrong("lines", harness.painted(), harness.expected());
  }
  return null;
}

for (const [seed, remote] of [
  [1, false],
  [20, false],
  [7, true],
]) {
  test(`random changes of the DOM, ${remote ? "kit in a worker, " : ""}seed ${seed}`, async () => {
    const page = await open("");
    assert.equal(await page.evaluate(shake, [seed, 400, remote]), null);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

/** An article that somebody works on without mercy, in a real editor. */
const ARTICLE = Array.from(
  { length: 240 },
  (_, i) =>
    `<p>第${i}段写的是平常的事，没有什么要改的地方${i % 3 ? "。" : "，请登陆系统，截止目前帐号已开通。"}</p>`,
).join("");
const PASTED =
  '<p class="MsoNormal" style="text-indent:21pt"><span lang="EN-US">一<o:p></o:p></span><span>、登陆系统。</span><b>截止</b>目前</p>' +
  '<table><tr><td><p class="MsoNormal">帐号</p></td><td>的的</td></tr></table><p>مرحبا 登陆系统</p>';

for (const [id, remote] of [
  ["contenteditable", false],
  ["contenteditable", true],
  ["ueditor", false],
  ["tinymce", true],
  ["wangeditor", false],
  ["quill", true],
  ["prosemirror", false],
  ["ckeditor5", true],
]) {
  test(`${id}${remote ? ", kit in a worker" : ""}: hard use of an article`, async () => {
    const context = { permissions: ["clipboard-read", "clipboard-write"] };
    const page = await open(id, context);
    const { keyboard } = page;
    const run = (fn, argument) => page.evaluate(fn, argument);
    await run(
      ([kind, html, far]) => harness.mount(kind, html, { kit: { remote: far, delay: 4 } }),
      [id, ARTICLE, remote],
    );
    const holds = async (step) => {
      const seen = await run(async () => {
        const { session } = harness;
        await harness.later(120);
        await session.settled();
        await harness.until(() => harness.painted().join() === harness.expected().join());
        const fresh = session.adapter.read(true).blocks;
        const wanted = fresh.flatMap((text, block) =>
          harness.checkBlock(text).map(({ code, target }) => `${code} ${block}:${target.from}`),
        );
        return {
          text: session.text === fresh.join("\n"),
          findings: session.diagnostics
            .map(({ code, target }) => `${code} ${target.block}:${target.from}`)
            .join(),
          wanted: wanted.join(),
          painted: harness.painted().join(),
          expected: harness.expected().join(),
          count: wanted.length,
        };
      });
      assert.equal(seen.text, true, step);
      assert.equal(seen.findings, seen.wanted, step);
      assert.equal(seen.painted, seen.expected, step);
      return seen.count;
    };
    const caret = (block, offset) => run(([b, o]) => harness.caret(b, o), [block, offset]);
    const start = await holds("at first");
    assert.equal(start, 240);
    await caret(30, 8);
    await keyboard.type("很快地写下登陆系统，截止目前，帐号", { delay: 0 });
    assert.equal(await holds("typed fast"), start + 3);
    await run(async (html) => {
      const item = new ClipboardItem({
        "text/html": new Blob([html], { type: "text/html" }),
        "text/plain": new Blob(["登陆系统"], { type: "text/plain" }),
      });
      await navigator.clipboard.write([item]);
    }, PASTED);
    await caret(60, 4);
    await keyboard.press("Control+v");
    assert.ok((await holds("pasted from Word")) > start + 3);
    await caret(90, 5);
    for (const key of ["Enter", "Enter", "Backspace", "Backspace", "Backspace"]) await keyboard.press(key);
    await holds("cut in two and joined");
    for (let i = 0; i < 15; i++) await keyboard.press("Control+z");
    await holds("a storm of undo");
    for (let i = 0; i < 15; i++) await keyboard.press("Control+y");
    await holds("a storm of redo");
    await run(() => {
      document.body.style.zoom = "1.6";
    });
    await holds("zoomed");
    await caret(100, 3);
    await keyboard.press("Control+a");
    await keyboard.press("Delete");
    assert.equal(await holds("all deleted"), 0);
    await keyboard.press("Control+z");
    // Some editors join the deleting to what was done just before.
    assert.ok((await holds("all put back")) >= start);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}
