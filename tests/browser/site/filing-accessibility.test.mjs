/** The five forms under axe, faulty and with every fold open, in light and dark, narrow and wide; names and descriptions. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { tests } from "../editors/support/browser.mjs";
import { openSite, stage } from "./support/site.mjs";

const on = stage();

const PLACES = ["haiyan", "laibin", "luqiao", "yanchi", "hanyin"];

/** axe needs to be let in past the page's policy, and only reads. */
async function audit(page) {
  await page.evaluate(
    await (
      await import("node:fs/promises")
    ).readFile(join(tests, "node_modules/axe-core/axe.min.js"), "utf8"),
  );
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document.querySelector("#page-filing"));
    return violations.map(
      (one) =>
        `${one.id}: ${one.nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary}`).join(" | ")}`,
    );
  });
}

for (const [width, colorScheme] of [
  [360, "light"],
  [360, "dark"],
  [1440, "light"],
  [1440, "dark"],
]) {
  test(`axe finds nothing at ${width} px, ${colorScheme}`, async () => {
    const page = await openSite(on.browser, on.site, "#/filing", {
      viewport: { width, height: 900 },
      colorScheme,
    });
    for (const place of PLACES) {
      await page.getByTestId(`place-${place}`).check({ force: true });
      await page.getByTestId("filing-wrong").click();
      await page.getByTestId("filing").evaluate((filing) => {
        for (const fold of filing.shadowRoot.querySelectorAll("details.more")) fold.open = true;
        filing.shadowRoot.querySelector(".under details").open = true;
      });
      await page.mouse.move(0, 0);
      await page.waitForTimeout(200);
      assert.deepEqual(await audit(page), [], place);
    }
    await page.context().close();
  });
}

test("every control has the whole label as its name, its help and its findings as description", async () => {
  const page = await openSite(on.browser, on.site, "#/filing");
  for (const place of PLACES) {
    await page.getByTestId(`place-${place}`).check({ force: true });
    await page.getByTestId("filing-wrong").click();
    const { fields } = await page.getByTestId("filing").evaluate((filing) => filing.snapshot());
    const filing = page.getByTestId("filing");
    await filing.evaluate((one) => {
      for (const fold of one.shadowRoot.querySelectorAll("details.more")) fold.open = true;
    });
    for (const field of fields) {
      const control = filing.locator(`[data-path="${field.path}"] :is(input, select, textarea)`);
      assert.equal(
        await control.evaluate((one) => one.labels[0].innerText.replaceAll(/[*\s]/g, "")),
        field.label,
      );
      const said = await control.evaluate((one) =>
        (one.getAttribute("aria-describedby") ?? "")
          .split(" ")
          .map((id) => one.getRootNode().getElementById(id)?.textContent ?? "")
          .join(" "),
      );
      for (const { message } of field.findings) assert.ok(said.includes(message), `${field.path}: ${said}`);
      assert.equal(
        field.invalid,
        field.findings.some(({ severity }) => severity === "error"),
      );
    }
  }
  // The fields of a role stand in a group that bears its name.
  await page.getByTestId("place-yanchi").check({ force: true });
  const group = page.getByTestId("filing").getByRole("group", { name: "审核人员" });
  assert.equal(await group.getByRole("textbox").count(), 3);
  await page.context().close();
});
