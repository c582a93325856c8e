/** Panel and card under axe, in light and dark, narrow and wide; the lines differ in shape, not only in colour. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stage, tests } from "./support/browser.mjs";

const { open } = stage();

const HTML = "<p>请用户登陆系统，截止目前已有三人。</p><p>忘记帐号的的，登陆平台，最佳。</p>";

for (const dark of [false, true]) {
  for (const width of [360, 1100]) {
    test(`axe finds nothing, ${dark ? "dark" : "light"}, ${width} px`, async () => {
      const page = await open("", { viewport: { width, height: 800 } });
      try {
        await page.evaluate(
          async ([html, scheme]) => {
            await harness.mount("contenteditable", html);
            document.documentElement.style.colorScheme = scheme;
            document.body.style.background = scheme === "dark" ? "#14171c" : "#fff";
            harness.session.adapter.root.setAttribute("aria-label", "正文");
            harness.session.adapter.root.setAttribute("role", "textbox");
            const panel = document.createElement("xianshen-panel");
            panel.session = harness.session;
            document.getElementById("place2").append(panel);
            harness.panel = panel;
            await harness.later(60);
          },
          [HTML, dark ? "dark" : "light"],
        );
        await page.addScriptTag({ path: `${tests}/node_modules/axe-core/axe.min.js` });
        const audit = () =>
          page.evaluate(async () => {
            const { violations } = await axe.run(document, {
              rules: {
                region: { enabled: false },
                "landmark-one-main": { enabled: false },
                "page-has-heading-one": { enabled: false },
              },
            });
            return violations.map(
              (v) =>
                `${v.id}: ${v.nodes.map((n) => `${n.target.join(" ")} ${n.failureSummary}`).join(" | ")}`,
            );
          });
        assert.deepEqual(await audit(), []);
        await page.locator("xianshen-panel [role=option]").first().click();
        await page.locator("xianshen-panel .all").click();
        assert.deepEqual(await audit(), []);
        await page.locator("xianshen-panel .cancel").click();
        await page.locator("xianshen-panel select").selectOption("place");
        await page.locator("xianshen-panel button[data-severity=warning]").click();
        assert.deepEqual(await audit(), []);
        await page.locator("xianshen-panel [role=option]").first().click();
        await page.locator("xianshen-panel summary").first().click();
        await page.locator("xianshen-panel [data-action=ignore]").click();
        assert.deepEqual(await audit(), []);
        const at = await page.evaluate(() => {
          window.scrollTo(0, 0);
          return harness.session.rects(harness.session.diagnostics[1])[0].toJSON();
        });
        await page.mouse.click(at.left + 4, at.top + 4);
        await page.waitForTimeout(200);
        await page.locator("xianshen-card summary").click();
        await page.locator("xianshen-card [data-action=ignore]").click();
        assert.deepEqual(await audit(), []);
        // A list of which only the part in sight is in the page.
        await page.keyboard.press("Escape");
        await page.evaluate(async () => {
          const many = Array.from({ length: 300 }, () => "<p>登陆系统，帐号</p>").join("");
          harness.mounted.set(many);
          await harness.later(400);
          const list = harness.panel.shadowRoot.querySelector(".list");
          list.scrollTop = list.scrollHeight / 2;
          await harness.later(100);
        });
        const drawn = await page.locator("xianshen-panel [role=option]").count();
        assert.ok(drawn > 3 && drawn < 150, `${drawn} rows`);
        await page.locator("xianshen-panel button[data-severity=warning]").click();
        await page.locator("xianshen-panel [role=option]").first().click();
        assert.equal(await page.locator("xianshen-panel .all").count(), 1);
        assert.deepEqual(await audit(), []);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
        assert.deepEqual(page.errors, []);
      } finally {
        await page.context().close();
      }
    });
  }
}

test("shapes differ by severity, and the same path runs under a robot", async () => {
  const page = await open("");
  const seen = await page.evaluate(async (html) => {
    await harness.mount("contenteditable", html);
    const shape = (name) =>
      getComputedStyle(harness.session.adapter.root, `::highlight(${name})`).textDecorationStyle;
    return {
      robot: navigator.webdriver,
      shapes: ["error", "warning", "info"].map((s) => shape(`xianshen-${s}`)),
    };
  }, HTML);
  assert.deepEqual(seen, { robot: true, shapes: ["wavy", "double", "dotted"] });
  await page.context().close();
});

/** Editors in each way to stand in a page; the keyboard alone leads through all of them. */
const BY_KEYS = [
  "contenteditable",
  "shadow",
  "textarea",
  "tinymce",
  "wangeditor",
  "quill",
  "ckeditor5",
  "prosemirror",
];

for (const id of BY_KEYS) {
  test(`${id}: with the keyboard alone, from the first line to a clean text`, async () => {
    const page = await open(id);
    await page.evaluate(
      async ([kind, html]) => {
        await harness.mount(kind, html);
        await harness.caret(0, 0);
      },
      [id, HTML],
    );
    // F8 to the next finding, Alt+Enter into its card, Enter for its fix; what has no fix is given a reason.
    const stands = () => page.evaluate(() => harness.session.diagnostics.length);
    for (let i = 0; i < 10 && (await stands()); i++) {
      await page.keyboard.press("F8");
      await page.evaluate(() => harness.later(harness.mounted.pause ?? 30));
      await page.keyboard.press("Alt+Enter");
      const fixes = await page.locator("xianshen-card [data-fix]").count();
      if (!fixes) {
        const label = "忽略此处";
        for (let tab = 0; tab < 12; tab++) {
          const focus = await page.evaluate(
            () => document.querySelector("xianshen-card").shadowRoot.activeElement?.textContent,
          );
          if (focus === label) break;
          await page.keyboard.press("Tab");
        }
        await page.keyboard.press("Enter");
        await page.keyboard.type("引用原文");
      }
      await page.keyboard.press("Enter");
      await page.evaluate(() => harness.later(harness.mounted.pause ?? 40));
    }
    const seen = await page.evaluate(() => {
      const { root, window: view } = harness.session.adapter;
      const home = root.getRootNode();
      const within = home.activeElement === root || root.contains(home.activeElement);
      return {
        text: harness.session.text,
        left: harness.session.diagnostics.length,
        painted: harness.painted(),
        home: within && (view === window || document.activeElement === view.frameElement),
        record: harness.session.audit().map(({ text, reason }) => [text, reason]),
      };
    });
    assert.deepEqual(seen, {
      text: "请用户登录系统，截至目前已有三人。\n忘记账号的，登录平台，最佳。",
      left: 0,
      painted: [],
      home: true,
      record: [["最佳", "引用原文"]],
    });
    // Who goes on writing writes there.
    await page.keyboard.type("a");
    await page.evaluate(() => harness.later(60));
    assert.match(await page.evaluate(() => harness.session.text), /a/);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

test("with the keyboard alone from the panel: every finding settled, the focus never lost", async () => {
  const page = await open("");
  await page.evaluate(async (html) => {
    await harness.mount("contenteditable", html);
    const panel = document.createElement("xianshen-panel");
    panel.session = harness.session;
    document.getElementById("place2").append(panel);
    harness.panel = panel;
    await harness.later(60);
    harness.mounted.target.focus();
  }, HTML);
  const focus = () =>
    page.evaluate(() => {
      const active = harness.panel.shadowRoot.activeElement;
      return (
        active &&
        (active.getAttribute("role") ?? active.dataset.fix ?? active.dataset.action ?? active.className)
      );
    });
  const reach = async (wanted) => {
    for (let tab = 0; tab < 20; tab++) {
      if ((await focus()) === wanted) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`no way by Tab to ${wanted}`);
  };
  const stands = () => page.evaluate(() => harness.session.diagnostics.length);
  await reach("listbox");
  // All of the first kind at once, after the preview; then one by one.
  await reach("all");
  await page.keyboard.press("Enter");
  assert.equal(await focus(), "primary confirm");
  await page.keyboard.press("Enter");
  await page.evaluate(() => harness.later(80));
  assert.equal(await stands(), 3);
  assert.equal(await focus(), "listbox");
  while ((await stands()) > 1) {
    const before = await stands();
    await reach("0");
    await page.keyboard.press("Enter");
    await page.evaluate(() => harness.later(80));
    assert.equal(await stands(), before - 1);
    assert.equal(await focus(), "listbox");
  }
  await reach("ignore");
  await page.keyboard.press("Enter");
  await page.keyboard.type("引用原文");
  await page.keyboard.press("Enter");
  await page.evaluate(() => harness.later(80));
  assert.equal(await stands(), 0);
  assert.equal(await focus(), "listbox");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
