/** The recipes of docs/testing.md, run as they stand there. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { after } from "node:test";
import { closeBrowser, openPage, record } from "./recorder.mjs";

after(closeBrowser);

const docs = readFileSync(
  new URL("../../../docs/testing.md", import.meta.url),
  "utf8",
);
const recipe = (name) =>
  new RegExp(`<!-- recipe: ${name} -->\\n\\n?\`\`\`js\\n([\\s\\S]*?)\`\`\``).exec(
    docs,
  )[1];

const PAGE = `<!doctype html><meta charset="utf-8"><title>t</title>
<form id="f" method="post" action="/save"><textarea name="text"></textarea><button>发布</button>
<xianshen-gate></xianshen-gate></form><script type="module" src="/page.js"></script>`;
const SCRIPT = `
import { createKit } from "/dist/index.js";
import "/dist/elements/index.js";
import { guardForm } from "/dist/gate.js";
const form = document.querySelector("#f");
guardForm(form, await createKit(), { collect: () => ({ text: form.elements.text.value }) });
document.documentElement.dataset.done = "";`;

async function open(t) {
  const { origin } = await record(t, { "/": PAGE, "/page.js": SCRIPT });
  const page = await openPage(t);
  await page.goto(origin);
  await page.waitForSelector("html[data-done]", { state: "attached" });
  return page;
}

test("Playwright: this page holds this article for these codes", async (t) => {
  const { holdsFor } = await import(
    `data:text/javascript,${encodeURIComponent(recipe("playwright"))}`
  );
  const page = await open(t);
  await page.fill("textarea", "截止目前，请登陆系统。");
  await holdsFor(page, "#f", ["lexicon/typo"]);
  await assert.rejects(
    holdsFor(page, "#f", ["lexicon/vulgar"]),
    /held for lexicon\/typo/,
  );
  await page.fill("textarea", "截至目前已完成。");
  await assert.rejects(
    holdsFor(page, "#f", []),
    /not held|closed|navigat|destroyed/,
  );
});

test("WebDriver: the script gives the gate's snapshot", async (t) => {
  const page = await open(t);
  await page.fill("textarea", "截止目前已完成。");
  await page.click("button");
  const script = `(() => { ${recipe("webdriver")} })()`;
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send("Runtime.evaluate", {
    expression: script,
  });
  assert.deepEqual(JSON.parse(result.value).codes, ["lexicon/typo"]);
});
