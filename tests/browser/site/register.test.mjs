/**
 * The register page: a file becomes a board, a list, a strip of updates, accounts side by side, files and paper; by keyboard
 * alone, in either language, under axe; ten thousand rows scroll and a hundred thousand are checked while the page
 * stays alive.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createKit } from "../../../pkg/dist/node.js";
import { countySample, longSample } from "../../../www/src/samples/register.js";
import { tests } from "../editors/support/browser.mjs";
import { assertQuiet, openSite, stage } from "./support/site.mjs";

const on = stage();

const done = (page, limit = 30_000) =>
  page.locator('[data-testid="register"][data-state="done"]').waitFor({ timeout: limit });
const snapshot = (page) => page.getByTestId("register").evaluate((register) => register.snapshot());
const tab = (page, name) => page.getByTestId("register").locator(`[data-tab="${name}"]`);
/** What has the focus inside the element. */
const focused = (page) =>
  page.getByTestId("register").evaluate((register) => {
    const node = register.shadowRoot.activeElement;
    return node && [node.getAttribute("role") ?? node.localName, node.parentElement?.dataset.index ?? ""];
  });

async function open(route = "#/register", options = {}) {
  const page = await openSite(on.browser, on.site, route, options);
  await page.getByTestId("register-sample").click();
  await done(page);
  return page;
}

test("the sample: duplicates, look-alikes, sleepers and orphans stand out on the board", async () => {
  const page = await open();
  const seen = await snapshot(page);
  assert.equal(seen.rows, 42);
  assert.ok(seen.hosts > 20 && seen.hosts < 42);
  for (const mark of ["duplicate", "orphan", "stale", "look-alike"]) assert.ok(seen.marks[mark] > 0, mark);
  const register = page.getByTestId("register");
  const twice = register.locator(".board .square[data-marks~=duplicate]").first();
  assert.equal(await twice.getAttribute("data-count"), "2");
  assert.match(await twice.textContent(), /2 个账号、重复开设/);
  assert.match(await twice.locator(".sign.duplicate").textContent(), /重/);
  await register.locator('[data-tile="duplicate"]').click();
  assert.deepEqual((await snapshot(page)).filter.kind, "duplicate");
  assertQuiet(page, on.site);
  await page.context().close();
});

test("one click from a finding to its accounts, why they were joined, and back to where it was left", async () => {
  const page = await open();
  const register = page.getByTestId("register");
  await tab(page, "list").click();
  await register.locator('.findings .g-row[data-code="account/duplicate"]').first().click();
  const detail = register.locator('[data-detail="account/duplicate"]');
  assert.ok((await detail.locator("[data-why] li").count()) > 0);
  assert.match(await detail.locator("[data-why]").getAttribute("data-certainty"), /^(certain|likely)$/);
  assert.equal(await detail.locator("[data-compare] thead th").count(), 3);
  assert.ok((await detail.locator("[data-differs]").count()) > 0);
  assert.match(await detail.locator("[data-differs] .unlike").first().textContent(), /≠不同/);
  assert.equal((await snapshot(page)).detail.length, 2);
  await page.keyboard.press("Escape");
  assert.equal(await detail.count(), 0);
  assert.deepEqual((await focused(page))[0], "gridcell");

  await register.locator('[data-filter="text"]').fill("水利");
  await page.waitForFunction(
    () => document.querySelector("xianshen-register").snapshot().filter.text === "水利",
  );
  const narrowed = await snapshot(page);
  assert.ok(narrowed.shown > 0 && narrowed.shown < narrowed.kinds.duplicate + 40);
  assert.ok(narrowed.shown < Object.values(narrowed.kinds).reduce((a, b) => a + b));
  await register.locator('[data-filter="reset"]').click();
  await register.locator('[data-filter="kind"]').selectOption("stale");
  assert.ok((await snapshot(page)).findings.every((finding) => finding.code === "account/stale"));
  await register.locator('.filters [data-severity="all"]').click();
  assertQuiet(page, on.site);
  await page.context().close();
});

test("by keyboard alone: grid, accounts, back; tabs; the strip of updates", async () => {
  const page = await open();
  const register = page.getByTestId("register");
  const board = register.locator('[data-grid="board"]');
  assert.equal(await board.getAttribute("role"), "grid");

  await board.locator('[tabindex="0"]').focus();
  assert.deepEqual(await focused(page), ["rowheader", "0"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await focused(page), ["gridcell", "1"]);
  await page.keyboard.press("Control+End");
  const last = Number(await board.getAttribute("aria-rowcount")) - 2;
  assert.deepEqual(await focused(page), ["gridcell", String(last)]);
  assert.equal(
    await register.evaluate((r) => r.shadowRoot.activeElement.parentElement.getAttribute("aria-rowindex")),
    String(last + 2),
  );
  await page.keyboard.press("Control+Home");
  assert.deepEqual(await focused(page), ["rowheader", "0"]);
  await page.keyboard.press("Enter");
  assert.deepEqual((await focused(page))[0], "h3");
  assert.ok((await snapshot(page)).detail.length > 0);
  await page.keyboard.press("Escape");
  assert.deepEqual(await focused(page), ["rowheader", "0"]);

  await tab(page, "board").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal((await snapshot(page)).tab, "list");
  await page.keyboard.press("ArrowRight");
  assert.equal((await snapshot(page)).tab, "calendar");
  await register.locator(".week").first().focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  assert.ok((await snapshot(page)).detail.length > 10, "most accounts were updated this week");
  assertQuiet(page, on.site);
  await page.context().close();
});

test("files of every kind, dropped or chosen; what cannot be read is said in one sentence", async () => {
  const page = await openSite(on.browser, on.site, "#/register");
  const register = page.getByTestId("register");
  const kit = await createKit();
  const book = await kit.writeWorkbook([
    { name: "说明", widths: [], rows: [["填表说明"]] },
    {
      name: "台账",
      widths: [],
      rows: [
        ["序号", "主办单位", "平台", "账号名称"],
        ["1", "甲县文旅局", "抖音", "甲县文旅"],
        ["2", "甲县文旅局", "抖音号", "甲县文旅发布"],
      ],
    },
  ]);
  const choose = (name, buffer) =>
    register.locator("input[type=file]").setInputFiles({ name, mimeType: "", buffer: Buffer.from(buffer) });
  await choose("台账.xlsx", book);
  await done(page);
  let seen = await snapshot(page);
  assert.deepEqual(seen.file, { name: "台账.xlsx", kind: "xlsx", encoding: "", sheet: "台账" });
  assert.equal(seen.kinds.duplicate, 1);
  assert.match(await register.locator("[data-status]").textContent(), /工作表“台账”/);

  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["序号,主办单位,平台,账号名称\n1,甲县文旅局,抖音,甲县文旅\n"], "one.csv"));
    const zone = document.querySelector("xianshen-register").shadowRoot.querySelector(".drop");
    zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => document.querySelector("xianshen-register").snapshot().rows === 1);

  for (const [name, bytes, words] of [
    ["旧.xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], /旧版 \.xls.*另存为/],
    ["网页.xls", [...Buffer.from("<html><table></table></html>")], /网页/],
    ["图.csv", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], /不是表格/],
    ["空.csv", [], /空的/],
    ["无.csv", [...Buffer.from("甲,乙\n1,2\n")], /列名：主办单位、平台、账号名称/],
  ]) {
    await choose(name, bytes);
    await register.locator("[data-status].error").filter({ hasText: words }).waitFor();
    seen = await snapshot(page);
    assert.deepEqual([seen.state, seen.rows], ["failed", 0], name);
  }
  await page.getByTestId("register-clear").click();
  assert.equal((await snapshot(page)).state, "empty");
  assertQuiet(page, on.site);
  await page.context().close();
});

test("out again: findings as XLSX and CSV, the register with every column, corrections and board on paper", async () => {
  const page = await openSite(on.browser, on.site, "#/register");
  const register = page.getByTestId("register");
  const kit = await createKit();
  const csv =
    '备注,序号,主办单位,平台,账号名称,口径\n=1+1,1,甲县文旅局,抖音,=甲县文旅,a\n"b, c",2,甲县文旅局,抖音号,甲县文旅发布,\n';
  await register
    .locator("input[type=file]")
    .setInputFiles({ name: "台账.csv", mimeType: "", buffer: Buffer.from(csv) });
  await done(page);
  const output = async (kind) => {
    await register.locator(".menu summary").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      register.locator(`[data-output="${kind}"]`).click(),
    ]);
    return readFileSync(await download.path());
  };
  const text = (await output("findings-csv")).toString();
  assert.ok(text.startsWith("\uFEFF序号,程度,类别,主办单位"));
  assert.match(text, /甲县文旅局/);
  const guarded = text.split("\r\n").flatMap((line) => line.split(","));
  assert.ok(
    guarded.every((cell) => !/^"?[=+@-]/.test(cell)),
    "no cell begins like a formula",
  );

  const findings = await kit.readRegister(await output("findings-xlsx"));
  assert.equal(findings.head[0], "序号");
  assert.equal(findings.source.sheets, 2, "the findings and the list of corrections");

  const again = await kit.readRegister(await output("register-xlsx"));
  assert.deepEqual([...again.head], ["备注", "序号", "主办单位", "平台", "账号名称", "口径", "发现的问题"]);
  assert.deepEqual(again.row(0).slice(0, 6), ["=1+1", "1", "甲县文旅局", "抖音", "=甲县文旅", "a"]);
  assert.deepEqual(again.row(1).slice(0, 6), ["b, c", "2", "甲县文旅局", "抖音号", "甲县文旅发布", ""]);
  assert.match(again.row(0)[6], /甲县文旅局/);

  await page.evaluate(() => {
    window.printed = 0;
    // The frame is made when it is asked for; its window's print is the browser's own.
    new MutationObserver((list) => {
      for (const { addedNodes } of list)
        for (const node of addedNodes) if (node.localName === "iframe") window.printed++;
    }).observe(document.querySelector("xianshen-register").shadowRoot, { childList: true });
  });
  for (const [kind, title] of [
    ["print", "政务新媒体账号整改清单"],
    ["print-board", "政务新媒体账号总览"],
  ]) {
    await register.locator(".menu summary").click();
    await register.locator(`[data-output="${kind}"]`).click();
    await page.waitForFunction(
      (want) =>
        document.querySelector("xianshen-register").shadowRoot.querySelector("iframe")?.title === want,
      title,
    );
    const paper = await register.evaluate((r) => {
      const { contentDocument: d } = r.shadowRoot.querySelector("iframe");
      const rules = [...d.adoptedStyleSheets]
        .flatMap((s) => [...s.cssRules].map((rule) => rule.cssText))
        .join("");
      return {
        title: d.querySelector("h1").textContent,
        heads: [...d.querySelectorAll("th")].map((th) => th.textContent),
        rows: d.querySelectorAll("tbody tr").length,
        a4: /@page \{[^}]*landscape/i.test(rules),
      };
    });
    assert.equal(paper.title, title);
    assert.ok(paper.a4 && paper.rows > 0);
    if (kind === "print")
      assert.deepEqual(
        paper.heads,
        "序号 主办单位 平台 账号名称 问题 依据 整改建议 整改期限 责任人".split(" "),
      );
  }
  assertQuiet(page, on.site);
  await page.context().close();
});

for (const [width, colorScheme, route] of [
  [1440, "light", "#/register"],
  [360, "dark", "#/en/register"],
]) {
  test(`axe finds nothing serious, ${width} px, ${colorScheme}`, async () => {
    const page = await open(route, { viewport: { width, height: 900 }, colorScheme });
    await page.evaluate(readFileSync(`${tests}/node_modules/axe-core/axe.min.js`, "utf8"));
    const audit = () =>
      page.evaluate(async () =>
        (await axe.run("xianshen-register")).violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`),
      );
    for (const name of ["board", "list", "calendar", "standing", "rows"]) {
      await tab(page, name).click();
      assert.deepEqual(await audit(), [], name);
    }
    await tab(page, "list").click();
    await page.locator('.findings .g-row[data-code="account/duplicate"]').first().click();
    assert.deepEqual(await audit(), [], "detail");
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(over <= 0, `${over} px too wide`);
    await page.context().close();
  });
}

test("words of the interface can be replaced one by one, and change with the language", async () => {
  const page = await open();
  const register = page.getByTestId("register");
  await register.evaluate((r) => {
    r.strings = { board: "一览" };
  });
  assert.equal(await tab(page, "board").textContent(), "一览");
  await register.evaluate((r) => {
    r.lang = "en";
  });
  assert.equal(await tab(page, "list").textContent(), "Findings");
  assert.equal(await tab(page, "board").textContent(), "一览");
  await page.context().close();
});

/** Processor time of the longest task of the page's main thread while `work` runs, in milliseconds; waiting for a processor does not count. */
async function longestTask(page, work) {
  await on.browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
  await work();
  const { traceEvents } = JSON.parse((await on.browser.stopTracing()).toString());
  const main = new Set(
    traceEvents
      .filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain")
      .map((event) => `${event.pid} ${event.tid}`),
  );
  const tasks = traceEvents.filter(
    (event) =>
      /RunTask$/.test(event.name) && event.tdur !== undefined && main.has(`${event.pid} ${event.tid}`),
  );
  assert.ok(tasks.length > 10, "the trace holds tasks");
  return Math.max(...tasks.map((event) => event.tdur)) / 1000;
}

test("ten thousand rows scroll smoothly, and only those in sight are in the page", async (t) => {
  const page = await openSite(on.browser, on.site, "#/register");
  await page.getByTestId("register-long").click();
  await done(page, 60_000);
  assert.equal((await snapshot(page)).rows, 10_000);
  for (const name of ["board", "list", "rows"]) {
    await tab(page, name).click();
    let nodes = 0;
    const longest = await longestTask(page, async () => {
      nodes = await page.getByTestId("register").evaluate(async (register) => {
        const grid = [...register.shadowRoot.querySelectorAll(".grid")].find((node) => node.offsetParent);
        let most = 0;
        for (let i = 0; i < 60; i++) {
          grid.scrollTop += 700;
          await new Promise(requestAnimationFrame);
          most = Math.max(most, grid.querySelectorAll("*").length);
        }
        return most;
      });
    });
    t.diagnostic(`${name}: ${nodes} nodes, longest task ${longest.toFixed(1)} ms of processor time`);
    assert.ok(nodes < 1500, `${name} holds ${nodes} nodes`);
    assert.ok(longest < 50, `${name}: a task took ${longest} ms`);
  }
  assertQuiet(page, on.site);
  await page.context().close();
});

test("a hundred thousand rows are checked while the page stays alive; the check can be taken back", async (t) => {
  const page = await openSite(on.browser, on.site, "#/register");
  const register = page.getByTestId("register");
  await page.evaluate((csv) => {
    window.file = new File([csv], "big.csv");
  }, longSample(100_000));
  const start = () => register.evaluate((r) => void r.load(window.file));
  await start();
  await register.locator("[data-cancel]").click();
  assert.equal((await snapshot(page)).state, "cancelled");
  assert.match(await register.locator("[data-status]").textContent(), /已取消/);

  const began = Date.now();
  const longest = await longestTask(page, async () => {
    await start();
    await done(page, 240_000);
  });
  t.diagnostic(`${Date.now() - began} ms in all, longest task ${longest.toFixed(1)} ms of processor time`);
  const seen = await snapshot(page);
  assert.equal(seen.rows, 100_000);
  assert.ok(longest < 50, `a task of the page took ${longest} ms`);
  assertQuiet(page, on.site);
  await page.context().close();
});

test("the county sample holds what the page promises", async () => {
  const kit = await createKit();
  const table = await kit.readRegister(new TextEncoder().encode(countySample()));
  const kinds = new Set(kit.checkRegister(table).diagnostics.map(({ code }) => code));
  for (const kind of ["duplicate", "look-alike", "stale", "personal-registration"]) {
    assert.ok(kinds.has(`account/${kind}`), kind);
  }
});
