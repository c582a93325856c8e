/** The card: opens where it should, never takes the focus from typing, gives it back, stays in the window. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stage } from "./support/browser.mjs";

const { open } = stage();

const HTML = "<p>请用户登陆系统，截止目前已有三人。</p><p>忘记帐号的的，登陆平台，最佳。</p>";
const KINDS = [
  ["contenteditable", ""],
  ["textarea", ""],
  ["tinymce", "tinymce"],
  ["wangeditor", "wangeditor"],
];

async function withEditor(kind, use, work, { html = HTML, mount = {}, ...options } = {}) {
  const page = await open(use, options);
  const run = (fn, argument) => page.evaluate(fn, argument);
  try {
    await page.evaluate(([k, h, o]) => harness.mount(k, h, o), [kind, html, mount]);
    await work(page, run);
    assert.deepEqual(page.errors, []);
  } finally {
    await page.context().close();
  }
}

/** The middle of the nth finding in coordinates of the page. */
const middle = (run, n) =>
  run((index) => {
    const { session } = harness;
    const rect = session.rects(session.diagnostics[index])[0];
    const frame = session.adapter.window.frameElement?.getBoundingClientRect();
    return {
      x: rect.left + rect.width / 2 + (frame?.left ?? 0),
      y: rect.top + rect.height / 2 + (frame?.top ?? 0),
    };
  }, n);

const card = (run) =>
  run(() => {
    const host = document.querySelector("xianshen-card");
    if (!host) return null;
    const rect = host.getBoundingClientRect();
    const { shadowRoot } = host;
    return {
      text: shadowRoot.querySelector(".message").textContent,
      focus: shadowRoot.activeElement?.textContent ?? null,
      inside: rect.left >= 0 && rect.top >= 0 && rect.right <= innerWidth && rect.bottom <= innerHeight,
    };
  });

for (const [kind, use] of KINDS) {
  test(`${kind}: a click opens the card, its button fixes, the focus stays in the editor`, async () => {
    await withEditor(kind, use, async (page, run) => {
      const at = await middle(run, 0);
      await page.mouse.click(at.x, at.y);
      const opened = await card(run);
      assert.match(opened.text, /登录/);
      assert.equal(opened.inside, true);
      assert.equal(opened.focus, null);
      await page.locator("xianshen-card button[data-fix]").click();
      await run(() => harness.later(60));
      assert.equal(await card(run), null);
      assert.equal(await run(() => harness.session.blocks[0]), "请用户登录系统，截止目前已有三人。");
      await page.keyboard.insertText("好");
      await run(() => harness.later(60));
      assert.match(await run(() => harness.session.blocks[0]), /^请用户登好?录好?系统/);
    });
  });

  test(`${kind}: a resting pointer opens the card, typing goes on and closes it`, async () => {
    await withEditor(kind, use, async (page, run) => {
      await run(() => harness.caret(1, 3));
      const at = await middle(run, 1);
      await page.mouse.move(at.x, at.y);
      await run(() => harness.later(600));
      assert.match((await card(run)).text, /截至目前/);
      await page.keyboard.type("x");
      await run(() => harness.later(60));
      assert.equal(await card(run), null);
      assert.equal(await run(() => harness.session.blocks[1].slice(0, 5)), "忘记帐x号");
    });
  });

  test(`${kind}: Alt+Enter moves into the card, Escape returns the focus and the caret`, async () => {
    await withEditor(kind, use, async (page, run) => {
      await run(() => harness.caret(0, 4));
      await page.keyboard.press("Alt+Enter");
      assert.match((await card(run)).focus, /登录/);
      await page.keyboard.press("Escape");
      assert.equal(await card(run), null);
      const caret = await run(() => harness.session.adapter.selection(harness.session.adapter.read()).focus);
      assert.deepEqual(caret, { block: 0, offset: 4 });
      await page.keyboard.insertText("好");
      await run(() => harness.later(60));
      assert.equal(await run(() => harness.session.blocks[0].slice(0, 6)), "请用户登好陆");
    });
  });

  test(`${kind}: F8 and Shift+F8 go from finding to finding`, async () => {
    await withEditor(kind, use, async (page, run) => {
      await run(() => harness.caret(0, 0));
      const seen = [];
      for (const key of ["F8", "F8", "F8", "Shift+F8"]) {
        await page.keyboard.press(key);
        await run(() => harness.later(200));
        seen.push((await card(run)).text);
      }
      assert.match(seen[0], /登录/);
      assert.match(seen[1], /截至目前/);
      assert.match(seen[2], /账号/);
      assert.match(seen[3], /截至目前/);
    });
  });
}

for (const [kind, use] of KINDS) {
  test(`${kind}: the card's own buttons go on, back and round; a word is ignored everywhere, with a reason`, async () => {
    const html = `${HTML}<p>帐号和帐号</p>`;
    await withEditor(
      kind,
      use,
      async (page, run) => {
        const at = await middle(run, 0);
        await page.mouse.click(at.x, at.y);
        const seen = [];
        const look = async () =>
          seen.push(
            await page.locator("xianshen-card .count").textContent(),
            await run(() => harness.session.textOf(harness.session.atCaret())),
          );
        await look();
        for (const name of ["previous", "next", "next", "next"]) {
          await page.locator(`xianshen-card .${name}`).click();
          await run(() => harness.later(60));
          await look();
          assert.equal((await card(run)).inside, true);
        }
        assert.deepEqual(seen, [
          "1/8",
          "登陆",
          "8/8",
          "帐号",
          "1/8",
          "登陆",
          "2/8",
          "截止目前",
          "3/8",
          "帐号",
        ]);
        // Whoever clicks there is still writing in the editor.
        await page.locator("xianshen-card [data-action=ignore-word]").click();
        await page.locator("xianshen-card .quick button", { hasText: "专有名称" }).click();
        await page.keyboard.press("Enter");
        await run(() => harness.later(60));
        assert.equal(await card(run), null);
        const after = await run(() => ({
          painted: harness.painted(),
          record: harness.session.audit().map(({ action, text, reason }) => [action, text, reason]),
        }));
        assert.deepEqual(after.painted, ["截止目前", "最佳", "登陆", "登陆", "的的"]);
        assert.deepEqual(after.record, [["ignore-word", "帐号", "专有名称"]]);
        // The focus is back in the editor.
        await page.keyboard.press("F8");
        assert.notEqual(await card(run), null);
      },
      { html },
    );
  });
}

test("the clause is shown with its source and can be opened", async () => {
  for (const remote of [false, true]) {
    await withEditor(
      "contenteditable",
      "",
      async (page, run) => {
        await run(() => harness.session.settled());
        const at = await middle(run, 0);
        await page.mouse.click(at.x, at.y);
        const summary = page.locator("xianshen-card summary");
        await summary.waitFor();
        assert.equal(
          await summary.textContent(),
          "依据《某县政务新媒体管理办法》（某政办发〔2022〕12号）第三条第一款",
        );
        await summary.click();
        assert.match(await page.locator("xianshen-card .quote").textContent(), /避免错别字/);
      },
      { mount: { kit: { remote, delay: 20 } } },
    );
  }
});

test("an error is not to be waved through: the card says that it holds the gate, unless the page says otherwise", async () => {
  const html = "<p>请登陆系统</p>";
  await withEditor(
    "contenteditable",
    "",
    async (page, run) => {
      const at = await middle(run, 0);
      await page.mouse.click(at.x, at.y);
      assert.equal(await page.locator("xianshen-card [data-action]").count(), 0);
      assert.match(await page.locator("xianshen-card .holds").textContent(), /改正前不能提交/);
      assert.equal(
        await run(() => harness.session.ignore(harness.session.diagnostics[0], "引用原文")),
        false,
      );
      assert.deepEqual(await run(() => harness.session.audit()), []);
      // An ignore recorded by an earlier version, or elsewhere, hides no error either.
      const shown = await run(() => {
        const { session, entry } = harness;
        const [{ code, severity, message, clauses }] = session.diagnostics;
        const record = {
          at: "2026-01-01T00:00:00Z",
          action: "ignore-word",
          code,
          severity,
          message,
          clauses,
        };
        const ignored = [{ ...record, text: "登陆", before: "", after: "", reason: "旧", by: null }];
        session.detach();
        harness.session = entry.mounted.attachWith(entry.mounted.module, entry.kit, { ignored });
        return harness.session.diagnostics.length;
      });
      assert.equal(shown, 1);
    },
    { html },
  );
});

test("ignoring needs a reason, a word is ignored everywhere, the record can be loaded again", async () => {
  await withEditor(
    "contenteditable",
    "",
    async (page, run) => {
      const at = await middle(run, 0);
      await page.mouse.click(at.x, at.y);
      await page.locator("xianshen-card [data-action=ignore]").click();
      await page.keyboard.press("Enter");
      assert.equal(await page.locator("xianshen-card input").getAttribute("aria-invalid"), "true");
      assert.equal(await run(() => harness.session.diagnostics.length), 4);
      // A reason given often is one press away.
      await page.locator("xianshen-card .quick button", { hasText: "引用原文" }).click();
      await page.keyboard.press("Enter");
      assert.deepEqual(await run(() => harness.painted()), ["帐号", "帐号", "截止目前"]);
      // The place moves along with the text; the second one is still found.
      await run(() => harness.caret(0, 0));
      await page.keyboard.insertText("新");
      await run(() => harness.later(30));
      assert.deepEqual(await run(() => harness.painted()), ["帐号", "帐号", "截止目前"]);
      const seen = await run(() => {
        const { session, entry } = harness;
        const silent = session.ignoreWord(session.diagnostics[0], " ");
        const word = session.ignoreWord(session.diagnostics[0], "专有名称");
        const record = session.audit();
        const painted = harness.painted();
        session.detach();
        const again = (ignored) => {
          entry.session = entry.mounted.attachWith(entry.mounted.module, entry.kit, { ignored, by: "乙" });
          harness.session = entry.session;
        };
        again(record);
        const loaded = harness.painted();
        const restored = harness.session.restore(harness.session.ignored[0]);
        return {
          silent,
          word,
          record,
          painted,
          loaded,
          restored,
          after: harness.painted(),
          last: harness.session.audit().at(-1),
        };
      });
      assert.equal(seen.silent, false);
      assert.equal(seen.word, true);
      assert.deepEqual(seen.painted, ["截止目前"]);
      assert.deepEqual(seen.loaded, ["截止目前"]);
      assert.equal(seen.restored, true);
      assert.deepEqual(seen.after, ["截止目前", "截止目前"]);
      assert.equal(seen.last.action, "restore");
      const [first, second] = seen.record;
      assert.deepEqual(
        {
          action: first.action,
          text: first.text,
          before: first.before,
          reason: first.reason,
          by: first.by,
          code: first.code,
        },
        {
          action: "ignore",
          text: "截止目前",
          before: "请，",
          reason: "引用原文",
          by: "甲",
          code: "lexicon/fixed-phrase",
        },
      );
      assert.equal(second.action, "ignore-word");
      assert.equal(second.reason, "专有名称");
      assert.match(first.at, /^\d{4}-\d\d-\d\dT/);
    },
    { html: "<p>请，截止目前，帐号，帐号。</p><p>截止目前</p>", mount: { by: "甲" } },
  );
});

test("the card stays in a small window and under a small iframe", async () => {
  await withEditor(
    "iframe",
    "",
    async (page, run) => {
      await run(() => {
        const frame = document.querySelector("iframe");
        Object.assign(frame.style, {
          width: "200px",
          height: "80px",
          minHeight: "0",
          position: "fixed",
          right: "4px",
          bottom: "4px",
        });
      });
      const at = await middle(run, 0);
      await page.mouse.click(at.x, at.y);
      const opened = await card(run);
      assert.equal(opened.inside, true);
    },
    { viewport: { width: 360, height: 420 } },
  );
});

test("nothing of the card is left after detaching; a read-only editor offers no fix", async () => {
  await withEditor("contenteditable", "", async (page, run) => {
    await run(() => {
      harness.session.adapter.root.contentEditable = "false";
    });
    const at = await middle(run, 0);
    await page.mouse.click(at.x, at.y);
    assert.equal(await page.locator("xianshen-card button[data-fix]").isDisabled(), true);
    assert.equal(await run(() => harness.session.applyFix(harness.session.diagnostics[0])), false);
    await run(() => harness.session.detach());
    assert.equal(await card(run), null);
    await page.mouse.click(at.x, at.y);
    assert.equal(await card(run), null);
  });
});
