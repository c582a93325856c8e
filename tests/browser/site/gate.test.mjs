/** The gate: an article with an error stays here, with the reason shown and the first fault in hand; a clean one passes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertQuiet, choose, EDITORS, openSite, stage } from "./support/site.mjs";

const on = stage();

const state = (page, wanted) => page.locator(`[data-testid="gate-reason"][data-state="${wanted}"]`).waitFor();
const sent = (page) => page.getByTestId("sent").textContent();

for (const kind of Object.keys(EDITORS)) {
  test(`${kind}: held with an error, let go when it is mended`, async () => {
    const page = await openSite(on.browser, on.site);
    const { area, window } = EDITORS[kind];
    await choose(page, kind);
    await state(page, "hold");
    await page.getByTestId("submit").click();
    assert.equal(await sent(page), "");
    const reason = page.getByTestId("gate-reason").locator(".verdict");
    assert.match(await reason.textContent(), /暂不能提交/);
    assert.match(await reason.textContent(), /截至目前/);
    // The first error is in hand: the focus is in the editor and its words are selected.
    const held = await window(page).evaluate(() => {
      const active = document.activeElement;
      return active.value?.slice(active.selectionStart, active.selectionEnd) ?? getSelection().toString();
    });
    assert.ok((await reason.getByRole("button").allTextContents())[0].includes(held), held);
    assert.ok(held.length > 1);

    // Enter in the title is a submission too.
    await page.getByTestId("title").press("Enter");
    assert.equal(await sent(page), "");

    // Each reason leads to its place; there the fix is one click away.
    const panel = page.getByTestId("panel");
    for (let left = 20; left && (await panel.locator('[role="option"] .words.error').count()); left--) {
      const count = await panel.getByRole("option").count();
      await panel.locator('[role="option"]:has(.words.error)').first().click();
      await panel.locator(".detail [data-fix]").first().click();
      await page.waitForFunction(
        (count) =>
          document.querySelector("xianshen-panel").shadowRoot.querySelectorAll("[role=option]").length <
          count,
        count,
      );
      // A fix may settle two findings; the list follows a frame later.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
    }
    await state(page, "pass");
    assert.equal(await sent(page), "", "nothing goes out by itself");
    await page.getByTestId("submit").click();
    assert.equal(await sent(page), "已提交（演示，不离开本页）");
    assert.equal(page.url(), `${on.site.origin}/#/writing`);

    // A new fault takes the word back.
    await area(page).click();
    await page.keyboard.type("截止目前");
    await state(page, "hold");
    assert.equal(await sent(page), "");
    await page.getByTestId("submit").click();
    assert.equal(await sent(page), "");
    assertQuiet(page, on.site);
    await page.context().close();
  });
}

test("an error in the title leads to the title", async () => {
  const page = await openSite(on.browser, on.site);
  await page.getByTestId("sample-clean").click();
  await state(page, "pass");
  await page.getByTestId("title").fill("截止目前的进展");
  await page.getByTestId("submit").click();
  assert.equal(await sent(page), "");
  const selected = await page.evaluate(() => {
    const { id, value, selectionStart, selectionEnd } = document.activeElement;
    return [id, value?.slice(selectionStart, selectionEnd)];
  });
  assert.deepEqual(selected, ["title", "截止目前"]);
  assertQuiet(page, on.site);
  await page.context().close();
});

test("scripts that submit the form are held as well", async () => {
  const page = await openSite(on.browser, on.site);
  await state(page, "hold");
  await page.evaluate(() => {
    const form = document.querySelector("form#article");
    form.noValidate = true;
    form.requestSubmit();
    form.submit();
  });
  assert.equal(await sent(page), "");
  assert.equal(page.url(), `${on.site.origin}/#/writing`);
  assertQuiet(page, on.site);
  await page.context().close();
});
