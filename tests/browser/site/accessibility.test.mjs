/** Every page of the site under axe, in light and dark, narrow and wide, in both languages; the writing page in every editor. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { tests } from "../editors/support/browser.mjs";
import { assertQuiet, choose, EDITORS, openSite, stage } from "./support/site.mjs";

const AXE = readFileSync(`${tests}/node_modules/axe-core/axe.min.js`, "utf8");
const on = stage();

/** What axe holds against a page; `own` leaves out what an editor draws itself. */
async function audit(page, own = false) {
  await page.evaluate(AXE);
  return page.evaluate(async (apart) => {
    const context = apart ? { exclude: [["#editor"]] } : document;
    const { violations } = await axe.run(context, { iframes: false });
    return violations.map(
      ({ id, impact, nodes }) =>
        `${id} (${impact}): ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary}`).join(" | ")}`,
    );
  }, own);
}

const ROUTES = ["#/writing", "#/review", "#/filing", "#/register", "#/rules"];

for (const width of [360, 1440]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing, ${width} px, ${colorScheme}`, async () => {
      for (const language of ["zh", "en"]) {
        for (const route of ROUTES) {
          const address = language === "en" ? route.replace("#/", "#/en/") : route;
          const page = await openSite(on.browser, on.site, address, {
            viewport: { width, height: 900 },
            colorScheme,
          });
          await page.waitForTimeout(300);
          assert.deepEqual(await audit(page), [], address);
          assertQuiet(page, on.site);
          await page.context().close();
        }
      }
    });
  }
}

test("axe finds nothing of ours in any editor, with a card open and a finding in hand", async () => {
  for (const kind of Object.keys(EDITORS)) {
    const page = await openSite(on.browser, on.site);
    await choose(page, kind);
    await page.waitForTimeout(300);
    await page.locator("xianshen-panel [role=option]").first().click();
    await EDITORS[kind].area(page).focus();
    await page.keyboard.press("F8");
    await page.locator("xianshen-card .card").waitFor();
    await page.waitForTimeout(200);
    // What an editor brings along is its own: no text of ours stands in it.
    assert.deepEqual(await audit(page, true), [], kind);
    await page.context().close();
  }
});
