/** The look: nothing runs over the edge of a small screen, nothing jumps; pictures of every page go to tests/out. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { assertQuiet, choose, openSite, OUT, stage } from "./support/site.mjs";

const on = stage();

async function fillIn(page, place, kind) {
  await page.getByTestId(`place-${place}`).check({ force: true });
  await page.getByTestId(`filing-${kind}`).click();
}

const PAGES = {
  writing: ["#/writing", () => {}],
  "writing-textarea": ["#/writing", (page) => choose(page, "textarea")],
  "writing-wangeditor": ["#/writing", (page) => choose(page, "wangeditor")],
  "writing-tinymce": ["#/writing", (page) => choose(page, "tinymce")],
  "writing-clean": [
    "#/writing",
    async (page) => {
      await page.getByTestId("sample-clean").click();
      await page.locator('[data-testid="gate-reason"][data-state="pass"]').waitFor();
      await page.getByTestId("submit").click();
    },
  ],
  "writing-en": ["#/en/writing", () => {}],
  filing: ["#/filing", () => {}],
  ...Object.fromEntries(
    ["haiyan", "laibin", "luqiao", "yanchi", "hanyin"].map((place) => [
      `filing-${place}`,
      ["#/filing", (page) => fillIn(page, place, "wrong")],
    ]),
  ),
  "filing-right-en": ["#/en/filing", (page) => fillIn(page, "luqiao", "right")],
  register: ["#/register", (page) => page.getByTestId("register-sample").click()],
  "register-empty-en": ["#/en/register", () => {}],
  rules: ["#/rules", () => {}],
  "rules-en": ["#/en/rules", () => {}],
};

for (const [width, height] of [
  [360, 740],
  [1440, 900],
]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${width} px, ${colorScheme}`, async () => {
      for (const [name, [route, act]] of Object.entries(PAGES)) {
        const page = await openSite(on.browser, on.site, route, { viewport: { width, height }, colorScheme });
        await act(page);
        await page.waitForTimeout(400);
        await page.screenshot({
          path: join(OUT, `site-${name}-${width}-${colorScheme}.png`),
          fullPage: true,
        });
        const over = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        assert.ok(over <= 0, `${name} is ${over} px too wide`);
        assertQuiet(page, on.site);
        await page.context().close();
      }
    });
  }
}

for (const [width, height] of [
  [360, 740],
  [1440, 900],
]) {
  test(`nothing jumps while the page loads at ${width} px`, async () => {
    const context = await on.browser.newContext({ viewport: { width, height } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      window.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    for (const route of ["#/writing", "#/filing", "#/register", "#/rules"]) {
      await page.goto("about:blank");
      await page.goto(`${on.site.origin}/${route}`);
      await page.waitForFunction(() => document.documentElement.dataset.ready);
      await page.waitForTimeout(400);
      const shifts = await page.evaluate(() => window.shifts);
      assert.ok(shifts < 0.05, `${route}: ${shifts}`);
    }
    await context.close();
  });
}
