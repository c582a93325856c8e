/** The panel: counts, list, keys, fixes of one kind, several editors, and what assistive technology is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stage } from "./support/browser.mjs";

const { open } = stage();

const HTML = "<p>请用户登陆系统，截止目前已有三人。</p><p>忘记帐号的的，登陆平台，最佳。</p>";

async function withPanel(work, { kind = "contenteditable", use = "", html = HTML, mount = {} } = {}) {
  const page = await open(use);
  const run = (fn, argument) => page.evaluate(fn, argument);
  try {
    await page.evaluate(([k, h, o]) => harness.mount(k, h, o), [kind, html, mount]);
    await run(() => {
      const panel = document.createElement("xianshen-panel");
      panel.session = harness.session;
      document.body.append(panel);
      harness.panel = panel;
      return harness.later(40);
    });
    await work(page, run);
    assert.deepEqual(page.errors, []);
  } finally {
    await page.context().close();
  }
}

const options = (page) => page.locator("xianshen-panel [role=option] .was").allTextContents();

test("findings are listed by severity with counts, and follow the text", async () => {
  await withPanel(async (page, run) => {
    assert.deepEqual(await options(page), ["登陆", "的的", "登陆", "截止目前", "帐号", "最佳"]);
    const counts = await page.locator("xianshen-panel .counts .mark").allTextContents();
    assert.deepEqual(counts, ["3必须修改", "2建议修改", "1提示"]);
    await run(() => harness.mounted.set("<p>帐号</p>"));
    await run(() => harness.later(60));
    assert.deepEqual(await options(page), ["帐号"]);
    await run(() => harness.mounted.set("<p>好</p>"));
    await run(() => harness.later(60));
    assert.match(await page.locator("xianshen-panel .empty").textContent(), /未发现问题/);
  });
});

test("arrow keys move, the text is tinted, Enter goes to it", async () => {
  await withPanel(async (page, run) => {
    await page.locator("xianshen-panel [role=listbox]").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const active = await run(() => {
      const { shadowRoot } = harness.panel;
      const id = shadowRoot.querySelector("[role=listbox]").getAttribute("aria-activedescendant");
      const row = shadowRoot.getElementById(id);
      const tint = [...CSS.highlights.get("xianshen-current")].map(String);
      return {
        selected: row.getAttribute("aria-selected"),
        words: row.querySelector(".was").textContent,
        tint,
      };
    });
    assert.deepEqual(active, { selected: "true", words: "截止目前", tint: ["截止目前"] });
    await page.keyboard.press("Enter");
    const seen = await run(() => ({
      selection: `${getSelection()}`,
      inEditor: harness.session.adapter.root === document.activeElement,
    }));
    assert.deepEqual(seen, { selection: "截止目前", inEditor: true });
  });
});

test("fixes of the same kind are made together and undone together", async () => {
  for (const [kind, use] of [
    ["contenteditable", ""],
    ["textarea", ""],
    ["tinymce", "tinymce"],
    ["wangeditor", "wangeditor"],
  ]) {
    await withPanel(
      async (page, run) => {
        await page.locator("xianshen-panel [role=option]").first().click();
        await page.locator("xianshen-panel .all").click();
        // The preview shows each change with the words around it; nothing is done yet.
        assert.deepEqual(await page.locator("xianshen-panel .preview li").allTextContents(), [
          "请用户登陆登录系统，截止目前已…",
          "忘记帐号的的的，登陆平台，最佳…",
          "忘记帐号的的，登陆登录平台，最佳。",
        ]);
        assert.equal(await run(() => harness.mounted.content() === harness.mounted.before), true);
        await page.locator("xianshen-panel .confirm").click();
        await run(() => harness.later(80));
        assert.deepEqual(await options(page), ["截止目前", "帐号", "最佳"]);
        assert.equal(await page.locator("xianshen-panel [role=status]").textContent(), "已修正 3 处");
        await run(() => harness.mounted.undo());
        await run(() => harness.later(80));
        assert.equal(await run(() => harness.mounted.content() === harness.mounted.before), true);
        assert.equal((await options(page)).length, 6);
      },
      { kind, use },
    );
  }
});

test("one finding is tinted at a time, whoever asks", async () => {
  await withPanel(async (page, run) => {
    const tint = () => run(() => [...(CSS.highlights.get("xianshen-current") ?? [])].map(String));
    await page.locator("xianshen-panel [role=option]").nth(3).click();
    await page.locator("xianshen-panel [role=option]").nth(3).click();
    assert.deepEqual(await tint(), ["截止目前"]);
    const at = await run(() => harness.session.rects(harness.session.diagnostics[0])[0].toJSON());
    await page.mouse.click(at.left + 4, at.top + 4);
    await run(() => harness.later(60));
    assert.deepEqual(await tint(), ["登陆"]);
    await page.keyboard.press("Escape");
    await run(() => harness.session.detach());
    assert.deepEqual(await tint(), []);
  });
});

test("F8 in the panel walks, a fix keeps the focus in the panel", async () => {
  await withPanel(async (page, run) => {
    await page.locator("xianshen-panel [role=listbox]").focus();
    await page.keyboard.press("F8");
    await page.keyboard.press("F8");
    assert.equal(await run(() => `${getSelection()}`), "登陆");
    assert.equal(await run(() => document.activeElement === harness.panel), true);
    for (const [keys, words] of [
      ["Shift+F8", "的的"],
      ["Shift+F8", "登陆"],
      ["Shift+F8", "最佳"],
      ["F8", "登陆"],
      ["F8", "的的"],
      ["F8", "登陆"],
    ]) {
      await page.keyboard.press(keys);
      assert.equal(await run(() => `${getSelection()}`), words);
    }
    await page.locator("xianshen-panel button[data-fix]").first().focus();
    await page.keyboard.press("Enter");
    await run(() => harness.later(60));
    assert.equal(await run(() => harness.session.blocks[1]), "忘记帐号的的，登录平台，最佳。");
    assert.equal(await run(() => document.activeElement === harness.panel), true);
  });
});

test("several editors in one list; a detached one drops out; ignored ones can be taken back", async () => {
  await withPanel(async (page, run) => {
    await run(() => harness.mount("textarea", "<p>帐号</p>", { place: "place2" }));
    await run(() => {
      harness.panel.sessions = harness.all.map((entry) => entry.session);
      return harness.later(40);
    });
    assert.equal((await options(page)).filter((words) => words === "帐号").length, 2);
    await run(() => {
      harness.all[0].session.detach();
      return harness.later(40);
    });
    assert.deepEqual(await options(page), ["帐号"]);
    await run(() => {
      const { session } = harness.all[1];
      session.ignore(session.diagnostics[0], "原文如此");
      return harness.later(40);
    });
    assert.deepEqual(await options(page), []);
    await page.locator("xianshen-panel .waved summary").click();
    assert.match(await page.locator("xianshen-panel .waved li").textContent(), /帐号.*原文如此/);
    await page.locator("xianshen-panel .waved li button").click();
    await run(() => harness.later(40));
    assert.deepEqual(await options(page), ["帐号"]);
  });
});

test("among several editors each finding says which field it is in, by the page's name for it", async () => {
  await withPanel(
    async (page, run) => {
      const fields = () => page.locator("xianshen-panel .field").allTextContents();
      assert.deepEqual(await fields(), []);
      await run(() => harness.mount("textarea", "<p>帐号</p>", { place: "place2" }));
      await run(() => {
        const [body, summary] = harness.all;
        const label = document.body.appendChild(document.createElement("label"));
        label.textContent = "摘要";
        summary.mounted.target.id = "summary";
        label.htmlFor = "summary";
        harness.panel.sessions = [summary.session, body.session];
        return harness.later(40);
      });
      assert.equal((await options(page)).length, 7);
      assert.deepEqual([...new Set(await fields())].sort(), ["摘要", "正文"].sort());
      await page.locator("xianshen-panel select").selectOption("place");
      const groups = await page.locator("xianshen-panel .group").allTextContents();
      assert.deepEqual(groups, ["摘要 · 1", "正文 · 第 1 段 · 2", "正文 · 第 2 段 · 4"]);
      await page.locator("xianshen-panel input[type=search]").fill("摘要");
      assert.deepEqual(await options(page), ["帐号"]);
    },
    { kind: "tinymce", use: "tinymce", mount: { name: "正文" } },
  );
});

test("counts are read out after a pause, once", async () => {
  await withPanel(async (page, run) => {
    const status = page.locator("xianshen-panel [role=status]");
    assert.equal(await status.textContent(), "");
    await run(() => harness.later(1400));
    assert.equal(await status.textContent(), "3 处必须修改，2 处建议修改，1 处提示");
  });
});

test("grouped by severity, kind or place; filtered by severity and by words", async () => {
  await withPanel(async (page, run) => {
    const groups = () => page.locator("xianshen-panel .group").allTextContents();
    assert.deepEqual(await groups(), ["3 处必须修改", "2 处建议修改", "1 处提示"]);
    const sort = page.locator("xianshen-panel select");
    await sort.selectOption("kind");
    assert.deepEqual(await groups(), ["错别字 · 3", "固定表述 · 1", "异形词 · 1", "绝对化用语 · 1"]);
    await sort.selectOption("place");
    assert.deepEqual(await groups(), ["第 1 段 · 2", "第 2 段 · 4"]);
    assert.deepEqual(await options(page), ["登陆", "截止目前", "帐号", "的的", "登陆", "最佳"]);
    const names = await page
      .locator("xianshen-panel [role=group][aria-label]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    assert.deepEqual(names, ["第 1 段", "第 2 段"]);
    await page.locator("xianshen-panel button[data-severity=warning]").click();
    assert.deepEqual(await options(page), ["截止目前", "帐号"]);
    await page.locator("xianshen-panel button[data-severity=warning]").click();
    await page.locator("xianshen-panel input[type=search]").fill("登");
    assert.deepEqual(await options(page), ["登陆", "登陆"]);
    await page.locator("xianshen-panel input[type=search]").fill("绝对化");
    assert.deepEqual(await options(page), ["最佳"]);
    await page.locator("xianshen-panel input[type=search]").fill("没有");
    assert.deepEqual(await options(page), []);
    await page.locator("xianshen-panel .show-all").click();
    assert.equal((await options(page)).length, 6);
    // F8 walks in the order of the list, from the first, which the list has in hand.
    await page.keyboard.press("F8");
    assert.equal(await run(() => `${getSelection()}`), "截止目前");
  });
});

test("Escape leaves the preview with nothing done", async () => {
  await withPanel(async (page, run) => {
    await page.locator("xianshen-panel [role=option]").first().click();
    await page.locator("xianshen-panel .all").click();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("xianshen-panel .preview").count(), 0);
    assert.equal(await run(() => harness.mounted.content() === harness.mounted.before), true);
  });
});

test("what has several ways to be fixed is left out of fixing a whole kind", async () => {
  await withPanel(async (page, run) => {
    const seen = await run(() => {
      const { session } = harness;
      const d = session.diagnostics.find((one) => one.code === "lexicon/typo");
      d.fixes.push({ title: "另一种", replacement: "登入" });
      return [session.fixable("lexicon/typo").length, session.fixAll("lexicon/typo")];
    });
    assert.deepEqual(seen, [2, 2]);
  });
});

test("the record of what was ignored is offered to the page, else saved as a file", async () => {
  await withPanel(async (page, run) => {
    await run(() => {
      const { session } = harness;
      session.ignore(
        session.diagnostics.find((d) => d.severity === "warning"),
        "引用原文",
      );
      return harness.later(40);
    });
    await page.locator("xianshen-panel .waved summary").click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("xianshen-panel .export").click(),
    ]);
    assert.match(file.suggestedFilename(), /^xianshen-audit-\d{4}-\d\d-\d\d\.json$/);
    const { readFile } = await import("node:fs/promises");
    const [record] = JSON.parse(await readFile(await file.path(), "utf8"));
    assert.equal(record.reason, "引用原文");
    assert.equal(record.text, "截止目前");
    const given = await run(() => {
      const records = [];
      harness.panel.addEventListener("xianshen-export", (event) => {
        event.preventDefault();
        records.push(...event.detail);
      });
      harness.panel.shadowRoot.querySelector(".export").click();
      return records.map((one) => one.action);
    });
    assert.deepEqual(given, ["ignore"]);
  });
});

test("in English every word of panel and card is English", async () => {
  await withPanel(
    async (page, run) => {
      const words = (selector) =>
        run((host) => {
          const walk = (node) =>
            [...node.childNodes].flatMap((child) => {
              if (child.nodeType === 3) return [child.data];
              // The kit's own words and those of the text.
              if (
                child.nodeType !== 1 ||
                child.matches(".why, .message, .quote, .basis, summary, .was, .now, b")
              )
                return [];
              if (child.matches(".preview li, .waved li > span")) return [];
              const named = ["title", "placeholder", "aria-description"];
              return [...named.map((name) => child.getAttribute(name) ?? ""), ...walk(child)];
            });
          return walk(document.querySelector(host).shadowRoot).filter((text) => text.trim());
        }, selector);
      const chinese = (list) =>
        list.filter((word) => /[\p{Script=Han}，。（）]/u.test(word.replace(/[“"][^”"]*[”"]/g, "")));
      await page.locator("xianshen-panel [role=option]").first().click();
      const first = await words("xianshen-panel");
      assert.ok(first.length > 10);
      assert.deepEqual(chinese(first), []);
      await page.locator("xianshen-panel .all").click();
      assert.deepEqual(chinese(await words("xianshen-panel")), []);
      await page.keyboard.press("Escape");
      await run(() => harness.later(1400));
      assert.match(await page.locator("xianshen-panel [role=status]").textContent(), /^[ -~]+$/);
      await run(() => harness.caret(0, 9));
      await page.keyboard.press("Alt+Enter");
      await page.locator("xianshen-card [data-action=ignore]").click();
      assert.deepEqual(chinese(await words("xianshen-card")), []);
      await page.keyboard.type("a quotation");
      await page.keyboard.press("Enter");
      await run(() => harness.later(60));
      await page.locator("xianshen-panel .waved summary").click();
      assert.deepEqual(chinese(await words("xianshen-panel")), []);
      await run(() => harness.mounted.set("<p>干净</p>"));
      await run(() => harness.later(60));
      assert.deepEqual(chinese(await words("xianshen-panel")), []);
    },
    { mount: { lang: "en" } },
  );
});

test("every word of panel and card can be replaced", async () => {
  const own = await (async () => {
    const page = await open("");
    const keys = await page.evaluate(() => {
      harness.attachTo(document.body.appendChild(document.createElement("div")));
      return Object.keys(harness.session.strings);
    });
    await page.context().close();
    return Object.fromEntries(keys.map((key) => [key, `⟦${key}⟧`]));
  })();
  await withPanel(
    async (page, run) => {
      const words = async (root) =>
        run((selector) => {
          const walk = (node) =>
            [...node.childNodes].flatMap((child) => {
              if (child.nodeType === 3) return child.data.trim() ? [child.data.trim()] : [];
              if (child.nodeType !== 1 || child.closest(".words, .why, .message, .quote, .basis, summary"))
                return [];
              const named = ["aria-label", "title", "placeholder", "aria-description"];
              return [...named.map((name) => child.getAttribute(name)).filter(Boolean), ...walk(child)];
            });
          return walk(document.querySelector(selector).shadowRoot);
        }, root);
      await page.locator("xianshen-panel [role=option]").first().click();
      const foreign = (list) =>
        list.filter((word) => /[\p{Script=Han}A-Za-z]/u.test(word.replace(/⟦.*?⟧/g, "")));
      const found = "登陆登录截止目前至帐号账";
      const left = (list) => foreign(list).filter((word) => ![...word].every((char) => found.includes(char)));
      assert.deepEqual(left(await words("xianshen-panel")), []);
      await page.locator("xianshen-panel .all").click();
      await run(() => harness.caret(0, 4));
      await page.keyboard.press("Alt+Enter");
      assert.deepEqual(left(await words("xianshen-card")), []);
      await page.keyboard.press("Escape");
      await run(() => harness.caret(0, 9));
      await page.keyboard.press("Alt+Enter");
      await page.locator("xianshen-card [data-action=ignore]").click();
      assert.deepEqual(left(await words("xianshen-card")), []);
    },
    { mount: { strings: own } },
  );
});

test("of three thousand findings only the rows near the view are in the page, and all can be reached", async () => {
  const html = Array.from({ length: 1500 }, (_, i) => `<p>第${i}段，登陆系统，忘记帐号。</p>`).join("");
  await withPanel(
    async (page, run) => {
      await run(() => {
        Object.assign(harness.panel.style, { position: "fixed", top: "0", right: "0", width: "300px" });
        return harness.later(60);
      });
      const state = () =>
        run(() => {
          const { shadowRoot } = harness.panel;
          const box = shadowRoot.querySelector(".list");
          const view = box.getBoundingClientRect();
          const rows = [...box.querySelectorAll("[role=option]")];
          const seen = rows.filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return bottom > view.top && top < view.bottom;
          });
          const at = box.getAttribute("aria-activedescendant");
          const active = at && shadowRoot.getElementById(at);
          const numbers = rows.map((row) => Number(row.getAttribute("aria-posinset")));
          return {
            rows: rows.length,
            size: rows[0].getAttribute("aria-setsize"),
            inOrder: numbers.every((number, i) => !i || number === numbers[i - 1] + 1),
            // What can be seen is covered by rows, but for a heading or two.
            covered: seen.reduce((sum, row) => sum + row.offsetHeight, 0) > view.height - 120,
            first: Number(seen[0]?.getAttribute("aria-posinset")),
            active: active && Number(active.getAttribute("aria-posinset")),
            activeSeen: seen.includes(active),
          };
        });
      const start = await state();
      assert.ok(start.rows < 150 && start.covered && start.inOrder, JSON.stringify(start));
      assert.equal(start.size, "3000");
      const counts = await page.locator("xianshen-panel .counts .mark").allTextContents();
      assert.deepEqual(counts, ["1500必须修改", "1500建议修改", "0提示"]);
      for (const share of [0.5, 0.2, 0.97, 0.03]) {
        await run(async (part) => {
          const box = harness.panel.shadowRoot.querySelector(".list");
          box.scrollTop = box.scrollHeight * part;
          await harness.later(60);
        }, share);
        const there = await state();
        assert.ok(there.rows < 150 && there.covered && there.inOrder, JSON.stringify(there));
        assert.ok(Math.abs(there.first / 3000 - share) < 0.1, JSON.stringify(there));
      }
      await page.locator("xianshen-panel [role=listbox]").focus();
      await page.keyboard.press("End");
      const end = await state();
      assert.deepEqual([end.active, end.activeSeen], [3000, true]);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Home");
      const home = await state();
      assert.deepEqual([home.active, home.activeSeen], [1, true]);
      // F8 goes to words far down, which are underlined when they come into view.
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      await run(() => harness.later(150));
      const far = await run(() => ({
        selection: `${getSelection()}`,
        painted: harness.painted().join() === harness.expected().join() && harness.painted().length > 0,
      }));
      assert.deepEqual(far, { selection: "帐号", painted: true });
      // A row that says the same stays the same element while the text changes elsewhere.
      const kept = await run(async () => {
        harness.panel.shadowRoot.querySelector(".list").scrollTop = 0;
        await harness.later(60);
        const row = harness.panel.shadowRoot.querySelector("#o3");
        harness.mounted.target.lastElementChild.append("好");
        await harness.later(300);
        return row === harness.panel.shadowRoot.querySelector("#o3");
      });
      assert.equal(kept, true);
    },
    { html },
  );
});
