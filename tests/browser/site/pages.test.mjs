/** The other pages: the clauses with their filters, the language. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertQuiet, openSite, ready, stage } from "./support/site.mjs";

const on = stage();

test("rules: every clause is there; search and filters narrow the list", async () => {
  const page = await openSite(on.browser, on.site, "#/rules");
  const count = async () => Number(/\d+/.exec(await page.getByTestId("rules-count").textContent())?.[0] ?? 0);
  const all = await count();
  assert.equal(all, 292);
  assert.match(await page.getByTestId("totals").locator("tfoot").textContent(), new RegExp(`${all}$`));
  await page.getByTestId("rules-more").click();
  assert.equal(await page.getByTestId("clauses").locator("li").count(), all);

  await page.getByTestId("rules-jurisdiction").selectOption("yanchi");
  const yanchi = await count();
  assert.ok(yanchi > 0 && yanchi < all);
  await page.getByTestId("rules-mode").selectOption("enforced");
  const enforced = await count();
  assert.ok(enforced > 0 && enforced < yanchi);
  for (const clause of await page.getByTestId("clauses").locator("li").all()) {
    assert.equal(await clause.getAttribute("data-mode"), "enforced");
    assert.ok(
      (await clause.locator(".codes code").count()) > 0,
      "a clause checked by machine names its codes",
    );
  }
  await page.getByTestId("rules-search").fill("yanchi-form-01");
  assert.equal(await count(), 1);
  await page.getByTestId("rules-search").fill("没有这样的字句");
  assert.match(await page.getByTestId("rules-count").textContent(), /没有/);
  assert.ok((await page.getByTestId("standards").locator("li").count()) > 10);
  assertQuiet(page, on.site);
  await page.context().close();
});

test("language: one click changes page, elements and messages; the address keeps it", async () => {
  const page = await openSite(on.browser, on.site);
  await page.getByTestId("lang").click();
  await ready(page);
  assert.equal(new URL(page.url()).hash, "#/en/writing");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.getByTestId("submit").textContent(), "Submit");
  const panel = page.getByTestId("panel");
  await panel.getByText("Must change").first().waitFor();
  await panel.locator(".why", { hasText: "should be" }).first().waitFor();
  await page.getByTestId("gate-reason").getByText(/Held/).waitFor();

  const left = [];
  for (const name of ["writing", "review", "filing", "register", "rules"]) {
    await page.locator(`nav [data-page="${name}"]`).click();
    await ready(page);
    left.push(
      ...(await page.evaluate(() => {
        // Chinese that is not marked as Chinese: in the page itself, not in the elements' data.
        const found = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const holder = node.parentElement;
          if (holder.closest("[lang='zh-CN'], [hidden], noscript, #filing-json")) continue;
          if (/\p{Script=Han}/u.test(node.data)) found.push(node.data.trim());
        }
        return found;
      })),
    );
  }
  assert.deepEqual(left, []);

  await page.reload();
  await ready(page);
  assert.equal(await page.locator("h1:visible").textContent(), "Rules");
  await page.getByTestId("lang").click();
  await ready(page);
  assert.equal(await page.locator("h1:visible").textContent(), "规则");
  await page.goBack();
  await ready(page);
  assert.equal(await page.locator("h1:visible").textContent(), "Rules");
  assertQuiet(page, on.site);
  await page.context().close();
});

test("what is written survives a change of page and of language", async () => {
  const page = await openSite(on.browser, on.site);
  await page.getByTestId("title").fill("自己的标题");
  await page.locator('nav [data-page="rules"]').click();
  await ready(page);
  await page.getByTestId("lang").click();
  await ready(page);
  await page.locator('nav [data-page="writing"]').click();
  await ready(page);
  assert.equal(await page.getByTestId("title").inputValue(), "自己的标题");
  assertQuiet(page, on.site);
  await page.context().close();
});

test("keyboard: the skip link leads to the content and leaves the address alone", async () => {
  const page = await openSite(on.browser, on.site, "#/filing");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  assert.equal(new URL(page.url()).hash, "#/filing");
  await page.context().close();
});

test("the three lines can be copied", async () => {
  const page = await openSite(on.browser, on.site, "#/writing", {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.getByTestId("copy").click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.trim().split("\n").length, 3);
  assert.match(copied, /from "xianshen"/);
  assertQuiet(page, on.site);
  await page.context().close();
});
