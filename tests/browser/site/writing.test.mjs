/** Writing: in each of the editors, faults typed with real keys are underlined, mended from the card, and undone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertQuiet, choose, EDITORS, openSite, painted, stage } from "./support/site.mjs";

const TYPED = "请用户登陆系统,截止目前已有三人";
const on = stage();

const plain = (text) => text.replace(/\u00a0/g, " ").replace(/\n+$/, "");

async function until(what, sight) {
  for (let left = 50; ; left--) {
    const seen = await sight();
    if (seen) return seen;
    assert.ok(left, `not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Clicks into the first underline over these words; a textarea has none in the page, so there F8 leads to it. */
async function openCard(page, kind, words) {
  const { area, window } = EDITORS[kind];
  const card = page.locator("xianshen-card .card");
  if (kind === "textarea") {
    await area(page).focus();
    await page.keyboard.press("Control+Home");
    for (let left = 10; left; left--) {
      await page.keyboard.press("F8");
      if ((await card.locator(".message").textContent()).includes(words)) return card;
    }
    assert.fail(`no card for ${words}`);
  }
  const frame = kind === "tinymce" ? await page.locator("iframe").boundingBox() : { x: 0, y: 0 };
  const box = await window(page).evaluate((words) => {
    for (const [name, highlight] of CSS.highlights) {
      if (name === "xianshen-current") continue;
      for (const range of highlight) {
        if (range.toString() !== words) continue;
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
    }
    return null;
  }, words);
  assert.ok(box, `${words} is underlined`);
  await page.mouse.click(frame.x + box.x, frame.y + box.y);
  return card;
}

for (const kind of Object.keys(EDITORS)) {
  test(`${kind}: type, underline, card, fix, undo`, async () => {
    const page = await openSite(on.browser, on.site);
    const { area, text, undo } = EDITORS[kind];
    await page.getByTestId("clear").click();
    await choose(page, kind);
    await area(page).click();
    await page.keyboard.type(TYPED, { delay: 15 });
    assert.equal(plain(await text(page)), TYPED);
    const lines = await until("underlines", async () => {
      const found = await painted(page, kind);
      return ["登陆", "截止目前"].every((words) => found.includes(words)) && found;
    });
    for (const words of lines) assert.ok(TYPED.includes(words), words);
    const panel = page.getByTestId("panel");
    await panel.getByRole("option").filter({ hasText: "截止目前" }).waitFor();

    const card = await openCard(page, kind, "截止目前");
    assert.match(await card.textContent(), /截至目前/);
    await card.getByRole("button", { name: "截至目前" }).click();
    await until("the fix", async () => plain(await text(page)) === TYPED.replace("截止目前", "截至目前"));
    await until("the line to go", async () => !(await painted(page, kind)).includes("截止目前"));
    assert.equal(await card.count(), 0);

    if (kind !== "tinymce") await area(page).focus();
    await undo(page);
    await until("the undo", async () => plain(await text(page)) === TYPED);
    await until("the line to come back", async () => (await painted(page, kind)).includes("截止目前"));
    assertQuiet(page, on.site);
    await page.context().close();
  });
}

test("the text goes along from editor to editor, and the underlines with it", async () => {
  const page = await openSite(on.browser, on.site);
  const first = plain(await EDITORS.contenteditable.text(page)).split(/\n+/);
  for (const kind of ["textarea", "wangeditor", "quill", "tinymce", "prosemirror", "contenteditable"]) {
    await choose(page, kind);
    assert.deepEqual(plain(await EDITORS[kind].text(page)).split(/\n+/), first, kind);
    await until("underlines", async () => (await painted(page, kind)).includes("截止目前"));
    assert.match(await page.getByTestId("code").textContent(), new RegExp(`xianshen/editors/${kind}`));
  }
  assertQuiet(page, on.site);
  await page.context().close();
});

test("every editor has the same text judged the same way", async () => {
  const page = await openSite(on.browser, on.site);
  const settled = () =>
    page.evaluate(async () => {
      const { sessions } = document.querySelector("xianshen-panel");
      for (const session of sessions) await session.settled();
      return sessions.map((session) => {
        const { counts, diagnostics } = session.snapshot();
        const found = diagnostics.map(({ code, severity, message, target, clauses, fixes }) => ({
          ...{ code, severity, message, clauses },
          place: [target.block, target.from, target.to],
          fixes: fixes.map(({ replacement }) => replacement),
        }));
        return { text: session.text, counts, found };
      });
    });
  const first = await settled();
  const count = first.reduce((sum, { found }) => sum + found.length, 0);
  assert.ok(count > 5, `${count} findings`);
  for (const kind of Object.keys(EDITORS)) {
    await choose(page, kind);
    assert.deepEqual(await settled(), first, kind);
    // And each of them has its line.
    const under = await page.evaluate(() =>
      document.querySelector("xianshen-panel").sessions.flatMap((session) => session.snapshot().painted),
    );
    assert.equal(under.length, count, kind);
  }
  assertQuiet(page, on.site);
  await page.context().close();
});

test("quick changes of mind end with the last choice", async () => {
  const page = await openSite(on.browser, on.site);
  await page.evaluate(() => {
    for (const kind of ["tinymce", "wangeditor", "tinymce", "textarea"]) {
      document.querySelector(`[data-testid="choose-${kind}"]`).click();
    }
  });
  await EDITORS.textarea.area(page).waitFor();
  await until("underlines", async () => (await painted(page, "textarea")).includes("截止目前"));
  assert.equal(await page.locator("#editor .tox, #editor [data-slate-editor]").count(), 0);
  assertQuiet(page, on.site);
  await page.context().close();
});

test("other rules, the same text: clauses of the chosen place only", async () => {
  const page = await openSite(on.browser, on.site);
  await page.getByTestId("jurisdiction").selectOption("laibin");
  await page.locator('[data-rules="laibin"]').waitFor();
  const card = await openCard(page, "contenteditable", "截止目前");
  assert.match(await card.textContent(), /来宾/);
  assert.doesNotMatch(await card.textContent(), /海盐|三员一长/);
  assert.match(await page.getByTestId("code").textContent(), /jurisdiction: "laibin"/);
  assertQuiet(page, on.site);
  await page.context().close();
});
