/** `<xianshen-review>` in Chromium: the ladder, the checklist, what changed since a signature, the printed sheet. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test, { after } from "node:test";
import { closeBrowser, openPage, record } from "./recorder.mjs";

after(closeBrowser);

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>t</title>
<main><h1>审核</h1><xianshen-review id="r"></xianshen-review></main>
<script type="module" src="/page.js"></script></html>`;
const SCRIPT = `
import { createKit } from "/dist/index.js";
import "/dist/elements/index.js";
const r = document.querySelector("#r");
window.r = r;
window.events = [];
r.addEventListener("xianshen-review", (event) => events.push(event.detail.action));
window.start = async (jurisdiction, submission) => {
  r.kit = await createKit({ jurisdiction });
  r.submission = submission;
  await r.refresh();
};
document.documentElement.dataset.done = "";`;

const ARTICLE = {
  title: "全县水利工作会议召开",
  text: "会议部署了今年的重点工作。\n会议要求抓好落实。",
};

async function open(t, jurisdiction = "luqiao", submission = ARTICLE) {
  const { origin, received } = await record(t, {
    "/": PAGE,
    "/page.js": SCRIPT,
  });
  const page = await openPage(t);
  await page.goto(origin);
  await page.waitForSelector("html[data-done]", { state: "attached" });
  await page.evaluate(([j, s]) => start(j, s), [jurisdiction, submission]);
  const as = (name, role) =>
    page.evaluate(([name, role]) => (r.person = { name, role }), [name, role]);
  const states = () =>
    page.evaluate(() =>
      r
        .snapshot()
        .steps.map((step) => step.state)
        .join(" "),
    );
  const state = () => page.evaluate(() => r.snapshot().state);
  const press = (action) =>
    page.locator(`xianshen-review [data-action="${action}"]`).click();
  return { page, as, states, state, press, received };
}

test("signed step by step, ticked, passed with a receipt; the same person may not take both", async (t) => {
  const { page, as, states, state, press } = await open(t);
  assert.equal(await states(), "missing missing");
  assert.equal(
    await page.locator("xianshen-review [data-action=sign]").count(),
    0,
    "nobody acts yet",
  );
  await as("甲", "采编人员");
  await press("sign");
  assert.equal(await states(), "signed missing");
  await page.evaluate(() => (r.person = { name: "甲", role: "审核人员" }));
  await press("sign");
  assert.deepEqual(
    (await page.evaluate(() => r.snapshot().reasons)).map(
      (reason) => reason.code,
    ),
    ["review/unattested", "review/same-person"],
  );
  await press("return");
  await page.keyboard.press("Escape");
  await page.evaluate(() =>
    start("luqiao", {
      ...r.submission,
      review: r.submission.review.slice(0, 1),
    }),
  );
  await as("乙", "审核人员");
  await press("sign");
  for (const gate of ["political", "law", "policy", "secrecy", "wording"])
    await press(`tick:${gate}-gate`);
  assert.equal(await state(), "pass");
  const receipt = await page.evaluate(() => r.snapshot().receipt);
  assert.equal(
    receipt.digest,
    await page.evaluate(() => r.kit.digest(r.submission)),
  );
  assert.deepEqual(page.errors, []);
});

test("a change re-opens what was signed and shows what changed", async (t) => {
  const { page, as, states, press } = await open(t, "yanchi");
  await as("甲", "审核人员");
  await press("sign");
  await press("tick:secrecy-review");
  assert.equal(await states(), "signed");
  await page.evaluate(() => {
    r.submission = {
      ...r.submission,
      text: "会议部署了明年的重点工作。\n会议要求抓好落实。",
    };
  });
  assert.equal(await states(), "stale");
  const diff = page.locator("xianshen-review .diff");
  assert.equal(await diff.locator("del").textContent(), "今");
  assert.equal(await diff.locator("ins").textContent(), "明");
  assert.equal(
    await page
      .locator("xianshen-review [data-attestation=secrecy-review]")
      .getAttribute("data-ticked"),
    "false",
    "a tick is for the text it was given for",
  );
  await press("sign");
  await press("tick:secrecy-review");
  assert.equal(await page.evaluate(() => r.snapshot().state), "pass");
});

test("sent back with a reason, by keyboard", async (t) => {
  const { page, as, states } = await open(t, "yanchi");
  await as("甲", "审核人员");
  await page.locator("xianshen-review [data-action=return]").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("标题不准");
  await page.keyboard.press("Enter");
  assert.equal(await states(), "returned");
  assert.deepEqual(await page.evaluate(() => events), [
    { kind: "return", step: "approval", reason: "标题不准" },
  ]);
});

test("an authorisation is a record, a warning is let pass only with a reason", async (t) => {
  const text =
    "受强降雨影响，城东片区发生山体滑坡，3人失联。\n我觉得这次处置很及时。";
  const { page, as, press } = await open(t, "laibin", {
    title: "灾情通报",
    text,
  });
  await as("甲", "审核人员");
  await press("sign");
  await as("乙", "主要领导");
  await press("sign");
  assert.deepEqual(
    await page.evaluate(() =>
      r.snapshot().reasons.map((reason) => reason.step),
    ),
    ["authorization"],
  );
  for (const [member, value] of Object.entries({
    issuer: "市应急管理局",
    date: "2026-11-21",
  })) {
    const field = page.locator(
      `xianshen-review [data-action="authorization.${member}"]`,
    );
    await field.fill(value);
    await field.press("Tab");
  }
  assert.equal(await page.evaluate(() => r.snapshot().state), "pass");
  await page.locator("xianshen-review details:has(.remarks) summary").click();
  const row = page
    .locator('xianshen-review .remarks [data-code="lexicon/emotion"]')
    .first();
  await row.getByRole("button").click();
  await page.locator("xianshen-review [data-action=confirm]").click();
  assert.equal(
    await page.evaluate(() => r.snapshot().overridden),
    0,
    "no reason, no release",
  );
  await page
    .locator("xianshen-review [data-action=reason]")
    .fill("引用群众原话");
  await page.keyboard.press("Enter");
  assert.ok((await page.evaluate(() => r.snapshot().overridden)) > 0);
});

test("the printed sheet holds the steps, the checklist and the digest; nothing is sent", async (t) => {
  const { page, as, press, received } = await open(t, "yanchi");
  await as("甲", "审核人员");
  await press("sign");
  await press("tick:secrecy-review");
  await page.evaluate(() => {
    window.printed = new Promise((resolve) => {
      const append = r.shadowRoot.appendChild;
      r.shadowRoot.appendChild = (frame) => {
        const stub = () => {
          frame.contentWindow.print = () =>
            resolve(frame.contentDocument.body.textContent);
        };
        // Capturing, so that it comes before the element's own listener.
        frame.addEventListener("load", stub, true);
        return append.call(r.shadowRoot, frame);
      };
    });
  });
  const before = received.length;
  await press("print");
  const text = await page.evaluate(() => window.printed);
  for (const part of [
    "审核单",
    "全县水利工作会议召开",
    "信息审批",
    "甲",
    "☑ 已依法进行保密审查",
  ])
    assert.ok(text.includes(part), part);
  assert.match(text, /[0-9a-f]{64}/);
  assert.equal(received.length, before);
});

test("axe finds nothing, in either theme and language", async (t) => {
  const { page, as, press } = await open(t, "haiyan");
  await as("甲", "信息采编员");
  await press("sign");
  const axe = readFileSync(
    createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
    "utf8",
  );
  for (const theme of ["light", "dark"]) {
    await page.evaluate((theme) => r.setAttribute("theme", theme), theme);
    await page.evaluate(
      (lang) => (document.documentElement.lang = lang),
      theme === "dark" ? "en" : "zh-CN",
    );
    // Buttons fade into their new colour.
    await page.waitForTimeout(400);
    const session = await page.context().newCDPSession(page);
    await session.send("Page.setBypassCSP", { enabled: true });
    await session.send("Runtime.evaluate", { expression: axe });
    const { violations } = await page.evaluate(() =>
      window.axe.run("xianshen-review"),
    );
    assert.deepEqual(
      violations.map(
        (v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`,
      ),
      [],
    );
  }
});
