/**
 * What every adapter has to keep: the same tests over every editor, driven as a person would drive it. The kit
 * is a stand-in with five rules, so that a failure here is one of the editor side.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { KINDS, launch, openPage, startServer } from "./support/browser.mjs";

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

const TWO = "<p>请用户😀登陆系统，截止目前已有三人。</p><p>帐号密码𠮷登陆系统。</p>";
const TWO_TEXT = ["请用户😀登陆系统，截止目前已有三人。", "帐号密码𠮷登陆系统。"];

/** Run `work` on a fresh page with an editor of this kind. */
async function withEditor({ kind, use }, html, options, work) {
  const page = await openPage(browser, server.origin, use);
  try {
    await page.evaluate(([k, h, o]) => harness.mount(k, h, o), [kind, html, options]);
    await work(page, (fn, argument) => page.evaluate(fn, argument));
    assert.deepEqual(page.errors, []);
  } finally {
    await page.context().close();
  }
}

for (const editor of KINDS) {
  describe(editor.name, () => {
    test("text and offsets hold with emoji, ZWJ families, rare characters and combining marks", async () => {
      const html = "<p>👨‍👩‍👧‍👦登陆系统é́登陆系统</p><p>𠮷𠮷登陆平台🇨🇳👍🏽登陆系统</p><p>只有文字</p>";
      await withEditor(editor, html, {}, async (_, run) => {
        const seen = await run(() => {
          const { session } = harness;
          return {
            blocks: session.blocks,
            painted: harness.painted(),
            ranges: session.snapshot().painted.map((p) => p.text),
            sliced: session.diagnostics.map((d) =>
              session.blocks[d.target.block].slice(d.target.from, d.target.to),
            ),
          };
        });
        assert.deepEqual(seen.blocks, [
          "👨‍👩‍👧‍👦登陆系统é́登陆系统",
          "𠮷𠮷登陆平台🇨🇳👍🏽登陆系统",
          "只有文字",
        ]);
        assert.deepEqual(seen.painted, ["登陆", "登陆", "登陆", "登陆"]);
        assert.deepEqual(seen.ranges, seen.sliced);
      });
    });

    test("every place of the text leads to the DOM and back", async () => {
      await withEditor(editor, TWO, {}, async (_, run) => {
        const lost = await run(() => {
          const { adapter } = harness.session;
          const map = adapter.read();
          const wrong = [];
          for (const [block, text] of map.blocks.entries()) {
            for (let from = 0; from <= text.length; from++) {
              const range = map.toRange(block, from, Math.min(from + 2, text.length));
              if (!range || range.toString() !== text.slice(from, from + 2))
                wrong.push([block, from, `${range}`]);
              const caret = range && map.locate(range.startContainer, range.startOffset);
              if (caret?.block !== block || caret.offset !== from) wrong.push([block, from, caret]);
            }
          }
          return wrong;
        });
        assert.deepEqual(lost, []);
      });
    });

    if (!editor.plain) {
      test("a line break ends a block, an embed is one U+FFFC, a word may cross an inline tag", async () => {
        const pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
        const html = `<p>请登<strong>陆系</strong>统<br>截<em>止</em>目前</p><p>图<img src="${pixel}" alt="">登陆系统</p>`;
        await withEditor(editor, html, {}, async (_, run) => {
          const seen = await run(() => ({ blocks: harness.session.blocks, painted: harness.painted() }));
          assert.deepEqual(seen.blocks, ["请登陆系统", "截止目前", "图\uFFFC登陆系统"]);
          assert.deepEqual(seen.painted, ["截止目前", "登陆", "登陆"]);
        });
      });
    }

    if (!editor.plain) {
      test("tables, lists, code and rules: their text, fixes in all of them, one undo", async () => {
        const html =
          '<table style="width: auto;"><tbody><tr><th colSpan="1" rowSpan="1" width="auto">登陆系统</th>' +
          '<td colSpan="1" rowSpan="1" width="auto">帐号</td></tr></tbody></table>' +
          '<ul><li>项，登陆系统</li></ul><pre><code>码 登陆系统</code></pre><hr/><p>末<a href="#">链登陆系统接</a>尾</p>';
        await withEditor(editor, html, {}, async (_, run) => {
          const seen = await run(async () => {
            const { session, mounted } = harness;
            const text = () => session.blocks.filter(Boolean);
            const first = text();
            const painted = harness.painted();
            session.fixAll("lexicon/typo");
            await harness.later(60);
            const fixed = text();
            mounted.undo();
            await harness.later(60);
            return { first, painted, fixed, same: mounted.content() === mounted.before };
          });
          const expected = ["登陆系统", "帐号", "项，登陆系统", "码 登陆系统", "\uFFFC", "末链登陆系统接尾"];
          assert.deepEqual(seen.first, expected);
          assert.deepEqual(seen.painted, ["帐号", "登陆", "登陆", "登陆", "登陆"]);
          assert.deepEqual(
            seen.fixed,
            expected.map((block) => block.replace("登陆", "登录")),
          );
          assert.equal(seen.same, true);
        });
      });
    }

    test("what is saved is the same before and after painting", async () => {
      await withEditor(editor, TWO, {}, async (_, run) => {
        const seen = await run(async () => {
          harness.session.highlight(harness.session.diagnostics[0]);
          await harness.later(60);
          const { mounted } = harness;
          return {
            before: mounted.before,
            after: mounted.content(),
            dirty: mounted.editor?.isDirty?.() ?? false,
          };
        });
        assert.equal(seen.after, seen.before);
        assert.equal(seen.dirty, false);
      });
    });

    test("a fix is the smallest edit, keeps the formatting, and one undo takes it back", async () => {
      await withEditor(editor, TWO.replace("截止目前", "截<b>止目</b>前"), {}, async (_page, run) => {
        const seen = await run(async () => {
          const { session, mounted } = harness;
          const d = session.diagnostics.find((one) => one.code === "lexicon/fixed-phrase");
          const applied = session.applyFix(d);
          await harness.later(40);
          const fixed = mounted.content();
          const painted = harness.painted();
          mounted.undo();
          await harness.later(40);
          return {
            applied,
            before: mounted.before,
            fixed,
            painted,
            undone: mounted.content(),
            again: harness.painted(),
          };
        });
        assert.equal(seen.applied, true);
        assert.equal(seen.fixed, seen.before.replace("止", "至"));
        assert.deepEqual(seen.painted, ["帐号", "登陆", "登陆"]);
        assert.equal(seen.undone, seen.before);
        assert.deepEqual(seen.again, ["帐号", "截止目前", "登陆", "登陆"]);
      });
    });

    test("a fix that only deletes, and a fix of text that no longer stands", async () => {
      await withEditor(editor, "<p>我们的的平台</p>", {}, async (_, run) => {
        const seen = await run(async () => {
          const { session, mounted } = harness;
          const [d] = session.diagnostics;
          const applied = session.applyFix(d);
          await harness.later(40);
          const fixed = session.text;
          const again = session.applyFix(d);
          mounted.undo();
          await harness.later(40);
          return { applied, again, fixed, same: mounted.content() === mounted.before };
        });
        assert.deepEqual(seen, { applied: true, again: false, fixed: "我们的平台", same: true });
      });
    });

    test("a fix after typing is an undo step of its own, and the caret stays where it was", async () => {
      await withEditor(editor, TWO, {}, async (page, run) => {
        await run(() => harness.caret(0, harness.session.blocks[0].length));
        await page.keyboard.type("abc");
        await run(() => harness.later(300));
        const seen = await run(async () => {
          const { session, mounted } = harness;
          const typed = mounted.content();
          const text = session.text;
          session.applyFix(session.diagnostics.find((one) => one.code === "lexicon/fixed-phrase"));
          await harness.later(160);
          const caret = session.adapter.selection(session.adapter.read());
          const fixed = session.text;
          mounted.undo();
          await harness.later(40);
          return { text, fixed, caret, same: mounted.content() === typed };
        });
        assert.equal(seen.text, `${TWO_TEXT[0]}abc\n${TWO_TEXT[1]}`);
        assert.equal(seen.fixed, seen.text.replace("止", "至"));
        assert.deepEqual(seen.caret?.focus, { block: 0, offset: TWO_TEXT[0].length + 3 });
        assert.equal(seen.same, true);
      });
    });

    test("all findings of one code are fixed as one undo step", async () => {
      const html = "<p>登陆系统😀登陆系统，帐号。</p><p>请登<b>陆</b>平台的的，登陆系统。</p>";
      await withEditor(editor, html, {}, async (_, run) => {
        const seen = await run(async () => {
          const { session, mounted } = harness;
          const count = session.fixAll("lexicon/typo");
          await harness.later(60);
          const fixed = mounted.content();
          const painted = harness.painted();
          mounted.undo();
          await harness.later(60);
          return { count, before: mounted.before, fixed, painted, undone: mounted.content() };
        });
        assert.equal(seen.count, 5);
        assert.equal(seen.fixed, seen.before.replaceAll("陆", "录").replace("的的", "的"));
        assert.deepEqual(seen.painted, ["帐号"]);
        assert.equal(seen.undone, seen.before);
      });
    });

    test("typing before, inside and after a finding never underlines a wrong word", async () => {
      await withEditor(editor, TWO, {}, async (page, run) => {
        await run(() => {
          harness.frames = harness.watchFrames();
        });
        // Before, inside and after 登陆 in the first block; then across blocks.
        for (const [block, offset, keys] of [
          [0, 3, "新x"],
          [0, 8, "q"],
          [0, 12, "，w"],
          [1, 0, "登陆系统"],
          [1, 5, "的的"],
        ]) {
          await run(([b, o]) => harness.caret(b, o), [block, offset]);
          for (const key of keys) await page.keyboard.insertText(key);
          for (let i = 0; i < 2; i++) await page.keyboard.press("Backspace");
          await run(() => harness.later(40));
        }
        await page.keyboard.press("Enter");
        await page.keyboard.type("hao");
        await run(() => harness.later(80));
        const seen = await run(() => ({
          ...harness.frames(),
          painted: harness.painted(),
          expected: harness.expected(),
        }));
        assert.deepEqual(seen.wrong, []);
        assert.ok(seen.frames > 10);
        assert.deepEqual(seen.painted, seen.expected);
      });
    });

    test("an input method composes undisturbed, before and inside a finding", async () => {
      await withEditor(editor, TWO, {}, async (page, run) => {
        const cdp = await page.context().newCDPSession(page);
        await run(() => {
          harness.frames = harness.watchFrames();
          harness.events = [];
          const { root } = harness.session.adapter;
          for (const type of ["compositionstart", "compositionend"]) {
            root.addEventListener(type, (event) => harness.events.push(`${type}:${event.data}`));
          }
        });
        for (const offset of [3, 8]) {
          await run((o) => harness.caret(0, o), offset);
          const checks = await run(() => harness.session.stats.checks);
          for (const text of ["n", "ni", "ni'h", "ni'hao"]) {
            await cdp.send("Input.imeSetComposition", {
              text,
              selectionStart: text.length,
              selectionEnd: text.length,
            });
            await run(() => harness.later(30));
          }
          assert.equal(await run(() => harness.session.stats.checks), checks, "judged while composing");
          await cdp.send("Input.insertText", { text: "你好" });
          await run(() => harness.later(120));
        }
        const seen = await run(() => ({
          ...harness.frames(),
          events: harness.events,
          text: harness.session.blocks[0],
          painted: harness.painted(),
          expected: harness.expected(),
        }));
        assert.equal(seen.text, "请用户你好😀登你好陆系统，截止目前已有三人。");
        assert.deepEqual(seen.events, [
          "compositionstart:",
          "compositionend:你好",
          "compositionstart:",
          "compositionend:你好",
        ]);
        assert.deepEqual(seen.wrong, []);
        assert.deepEqual(seen.painted, seen.expected);
      });
    });

    test("content set by script is judged and painted anew", async () => {
      await withEditor(editor, TWO, {}, async (_, run) => {
        const seen = await run(async () => {
          harness.mounted.set("<p>新内容：截止目前</p><p>登陆平台</p><p>完</p>");
          await harness.later(60);
          const one = { blocks: harness.session.blocks, painted: harness.painted() };
          harness.mounted.set("<p>干净</p>");
          await harness.later(60);
          return {
            one,
            painted: harness.painted(),
            names: [...harness.session.adapter.window.CSS.highlights.keys()],
          };
        });
        assert.deepEqual(seen.one, {
          blocks: ["新内容：截止目前", "登陆平台", "完"],
          painted: ["截止目前", "登陆"],
        });
        assert.deepEqual(seen.painted, []);
        assert.deepEqual(seen.names, []);
      });
    });

    test("detaching leaves nothing, attaching again works", async () => {
      await withEditor(editor, TWO, { attach: false }, async (_, run) => {
        const seen = await run(async () => {
          const state = (view, root) => ({
            names: [...view.CSS.highlights.keys()],
            sheets: root.adoptedStyleSheets.length + (root.ownerDocument ?? root).adoptedStyleSheets.length,
            ours: [...document.querySelectorAll("*")].filter((e) => /^XIANSHEN/.test(e.tagName)).length,
          });
          const { entry, mounted } = harness;
          const probe = () => {
            const { adapter } = entry.session;
            return state(adapter.window, adapter.root.getRootNode());
          };
          const out = [];
          let sheets = null;
          for (let i = 0; i < 3; i++) {
            entry.attach();
            entry.session.highlight(entry.session.diagnostics[0]);
            const during = harness.painted().length;
            const { session } = entry;
            const { adapter } = session;
            session.detach();
            session.detach();
            const afterwards = probe();
            sheets ??= afterwards.sheets;
            out.push({
              during,
              names: afterwards.names,
              ours: afterwards.ours,
              more: afterwards.sheets - sheets,
            });
            adapter.root.dispatchEvent(new adapter.window.Event("input", { bubbles: true }));
            await harness.later(10);
          }
          return {
            out,
            same: mounted.content() === mounted.before,
            errors: entry.session.diagnostics.length,
          };
        });
        assert.deepEqual(seen.out, Array(3).fill({ during: 4, names: [], ours: 0, more: 0 }));
        assert.equal(seen.same, true);
        assert.equal(seen.errors, 0);
      });
    });

    test("two editors on one page keep their own lines", async () => {
      await withEditor(editor, TWO, {}, async (_page, run) => {
        await run(([kind]) => harness.mount(kind, "<p>另有帐号</p>", { place: "place2" }), [editor.kind]);
        const seen = await run(async () => {
          const [a, b] = harness.all;
          const words = (entry) => entry.session.snapshot().painted.map((p) => p.text);
          const both = [words(a), words(b)];
          a.session.detach();
          return { both, left: harness.painted(b.session), still: words(b) };
        });
        assert.deepEqual(seen.both, [["登陆", "截止目前", "帐号", "登陆"], ["帐号"]]);
        assert.deepEqual(seen.left, ["帐号"]);
        assert.deepEqual(seen.still, ["帐号"]);
      });
    });

    test("only blocks that changed are checked", async () => {
      const html = Array.from({ length: 40 }, (_, i) => `<p>第${i}段，登陆系统。</p>`).join("");
      await withEditor(editor, html, {}, async (page, run) => {
        assert.equal(await run(() => harness.session.stats.checkedBlocks), 40);
        await run(() => harness.caret(20, 3));
        await run(() => harness.kit.log.splice(0));
        await page.keyboard.insertText("好");
        await run(() => harness.later(60));
        const one = await run(() => harness.kit.log.splice(0));
        assert.deepEqual(one, [{ at: 20, removed: 1, inserted: ["第20好段，登陆系统。"] }]);
        await page.keyboard.press("Enter");
        await run(() => harness.later(60));
        const two = await run(() => harness.kit.log.splice(0));
        const checked = two.flatMap((call) => call.inserted);
        assert.ok(
          checked.length <= 3,
          `checked ${checked.length} blocks for one Enter: ${JSON.stringify(two)}`,
        );
        const seen = await run(() => ({
          painted: harness.painted().length,
          blocks: harness.session.diagnostics.map((d) => d.target.block),
        }));
        assert.equal(seen.painted, 40);
        assert.equal(seen.blocks.at(-1), 40);
      });
    });

    test("a kit in a worker answers later; old answers are not shown", async () => {
      await withEditor(editor, TWO, { kit: { remote: true, delay: 60 } }, async (page, run) => {
        assert.equal(await run(() => harness.entry.pendingAtFirst), true);
        await run(() => harness.session.settled());
        assert.deepEqual(await run(() => harness.painted()), ["帐号", "截止目前", "登陆", "登陆"]);
        await run(() => {
          harness.frames = harness.watchFrames({ late: true });
        });
        await run(() => harness.caret(0, 8));
        for (const key of "好的的吗") await page.keyboard.insertText(key);
        await page.keyboard.press("Backspace");
        await run(() => harness.session.settled());
        const seen = await run(() => ({
          ...harness.frames(),
          painted: harness.painted(),
          expected: harness.expected(),
        }));
        assert.deepEqual(seen.wrong, []);
        assert.deepEqual(seen.painted, seen.expected);
      });
    });
  });
}
