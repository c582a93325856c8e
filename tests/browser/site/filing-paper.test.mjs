/** What leaves the filing form: the draft on this machine, the files byte for byte, and the sheet of paper. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { project } from "../editors/support/browser.mjs";
import { assertQuiet, openSite, OUT, ready, stage } from "./support/site.mjs";

const run = promisify(execFile);
const on = stage();

const choose = (page, place) => page.getByTestId(`place-${place}`).check({ force: true });
const control = (page, path) =>
  page.getByTestId("filing").locator(`[data-path="${path}"] :is(input, select, textarea)`);
const act = (page, name) => page.getByTestId("filing").locator(`[data-action="${name}"]`);

test("a draft comes back after the page was left, with a note, and can be discarded", async () => {
  const page = await openSite(on.browser, on.site, "#/filing");
  await choose(page, "yanchi");
  await control(page, "org_name").fill("盐池县水务局");
  // Left at once: what waits to be kept is kept on the way out.
  await page.reload();
  await ready(page);
  await choose(page, "yanchi");
  const note = page.getByTestId("filing").locator('[data-note="draft"]');
  assert.match(await note.textContent(), /已恢复/);
  assert.equal(await control(page, "org_name").inputValue(), "盐池县水务局");
  const { draft } = await page.getByTestId("filing").evaluate((one) => one.snapshot());
  assert.ok(Math.abs(Date.now() - draft) < 60_000);

  // Each form has a draft of its own.
  await choose(page, "luqiao");
  assert.equal(await note.count(), 0);
  assert.equal(await control(page, "host").inputValue(), "");
  await page.reload();
  await ready(page);
  await choose(page, "yanchi");
  await act(page, "discard-draft").click();
  assert.equal(await note.count(), 0);
  assert.equal(await control(page, "org_name").inputValue(), "");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.reload();
  await ready(page);
  await choose(page, "yanchi");
  assert.equal(await note.count(), 0);
  assertQuiet(page, on.site);
  await page.context().close();
});

test("a filing that was handed in leaves no draft; a reset clears the form", async () => {
  const page = await openSite(on.browser, on.site, "#/filing");
  await choose(page, "yanchi");
  await page.getByTestId("filing-right").click();
  await control(page, "publisher.position").fill("主任科员");
  await page.waitForFunction(() => localStorage.length === 1);
  await page.getByTestId("filing-submit").click();
  assert.match(await page.getByTestId("filing-sent").textContent(), /已报送/);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await control(page, "publisher.position").fill("");
  await page.getByTestId("filing-reset").click();
  assert.equal(await control(page, "publisher.position").inputValue(), "科员");
  await page.context().close();
});

test("where storage is forbidden or holds nonsense the form works all the same", async () => {
  const context = await on.browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await page.goto(`${on.site.origin}/#/filing`);
  await ready(page);
  await choose(page, "yanchi");
  await control(page, "org_name").fill("盐池县水务局");
  await page.waitForTimeout(500);
  assert.equal(
    (await page.getByTestId("filing").evaluate((one) => one.value)).fields.org_name,
    "盐池县水务局",
  );
  await context.close();

  const other = await openSite(on.browser, on.site, "#/filing");
  await other.evaluate(() => {
    localStorage.setItem("xianshen-filing:yanchi/account-filing", "{nonsense");
    localStorage.setItem(
      "xianshen-filing:luqiao/account-filing",
      JSON.stringify({
        saved: Date.now() - 31 * 86_400_000,
        value: { fields: { host: "旧" } },
      }),
    );
  });
  await choose(other, "yanchi");
  assert.equal(await control(other, "org_name").inputValue(), "");
  await choose(other, "luqiao");
  assert.equal(await control(other, "host").inputValue(), "", "a draft of last month is gone");
  assert.deepEqual(faults, []);
  await other.context().close();
});

async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent("download"), act(page, name).click()]);
  return {
    name: file.suggestedFilename(),
    bytes: await readFile(await file.path()),
  };
}

test("the exports, byte for byte", async () => {
  const page = await openSite(on.browser, on.site, "#/filing");
  await choose(page, "yanchi");
  const value = {
    jurisdiction: "yanchi",
    form: "account-filing",
    event: { kind: "open", date: "2017-11-06" },
    submitted_on: "2017-11-10",
    fields: {
      org_name: '=HYPERLINK("http://x","点我")',
      account_name: "盐池水务,发布",
      opened_on: "2017-11-06",
      "deputy_leader.name": "+王海",
      "deputy_leader.phone": "0953-6010001",
      "reviewer.name": "李兰\n马明",
      qq: "@10001",
    },
  };
  await page.getByTestId("filing").evaluate((one, filing) => {
    one.value = filing;
  }, value);
  const json = await download(page, "export-json");
  assert.equal(json.name, "yanchi-account-filing-2017-11-10.json");
  assert.equal(json.bytes.toString("utf8"), `${JSON.stringify(value, null, 2)}\n`);

  const csv = await download(page, "export-csv");
  assert.equal(csv.name, "yanchi-account-filing-2017-11-10.csv");
  assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const text = csv.bytes.toString("utf8").slice(1);
  assert.equal(
    text,
    "jurisdiction,form,event.kind,event.date,submitted_on,单位名称,微博、微信名称,开通时间,分管领导,分管领导联系电话," +
      "分管领导职务,审核人员,审核人员联系电话,审核人员职务,发布人员,发布人员联系电话,发布人员职务,QQ号," +
      "主要领导批准,申请设立日期,功能定位,管理部门,第一责任人职务,抄告上级单位日期,公告日期,平台注销日期\r\n" +
      'yanchi,account-filing,open,2017-11-06,2017-11-10,"\'=HYPERLINK(""http://x"",""点我"")","盐池水务,发布",2017-11-06,' +
      "'+王海,0953-6010001,,\"李兰\n马明\",,,,,,'@10001,,,,,,,,\r\n",
  );
  assert.equal(text, (await page.getByTestId("filing").evaluate((one) => one.toCsv())).slice(1));

  // Both files go through the command line, which finds in them what the page finds.
  const report = await page.getByTestId("filing").evaluate((one) => one.report);
  const said = ({ diagnostics }) =>
    diagnostics.map(({ code, target, message }) => [code, target.path, message]);
  for (const { name, bytes } of [json, csv]) {
    const file = join(OUT, name);
    await writeFile(file, bytes);
    const args = [join(project, "pkg/dist/cli.js"), "filing", file, "--format", "json"];
    const { stdout } = await run(process.execPath, args).catch((error) => error);
    assert.deepEqual(said(JSON.parse(stdout).files[0]), said(report), name);
  }
  assertQuiet(page, on.site);
  await page.context().close();
});

/** The document that is printed, as soon as its frame asks for the dialogue; `print` itself does nothing. */
async function paper(page) {
  await page.evaluate(() => {
    window.printed = 0;
  });
  await act(page, "print").click();
  await page.waitForFunction(() => window.printed === 1);
  return page.frames().find((frame) => frame !== page.mainFrame());
}

const STUB = () => {
  window.print = () => {
    top.printed += 1;
  };
};

for (const [place, labels] of [
  [
    "yanchi",
    [
      "单位名称",
      "微博、微信名称",
      "开通时间",
      "分管领导",
      "联系电话",
      "职务",
      "审核人员",
      "联系电话",
      "职务",
      "发布人员",
      "联系电话",
      "职务",
      "QQ号",
    ],
  ],
  ["laibin", null],
  ["luqiao", null],
  ["haiyan", null],
  ["hanyin", null],
]) {
  test(`${place} on paper`, async () => {
    const page = await openSite(on.browser, on.site, "#/filing", {
      viewport: { width: 900, height: 1200 },
    });
    // A frame made later runs no script of the page, so its own window is stubbed as it comes.
    await page.addInitScript(STUB);
    await page.reload();
    await ready(page);
    await choose(page, place);
    await page.getByTestId("filing-right").click();
    const value = await page.getByTestId("filing").evaluate((one) => one.value);
    const frame = await paper(page);
    assert.equal(
      await frame.locator("h1").textContent(),
      await page.getByTestId("filing").locator("h2").textContent(),
    );
    assert.match(
      await frame.locator(".head").textContent(),
      /填报单位（盖章）：.+填报日期：20\d\d年\d+月\d+日/,
    );
    if (labels) assert.deepEqual(await frame.locator("th").allTextContents(), labels);
    const text = await frame.locator("body").innerText();
    for (const [name, field] of Object.entries(value.fields))
      if (!/\d{4}-\d\d-\d\d|^(是|否|开设|变更)$/.test(field))
        assert.ok(text.includes(field), `${name} is printed`);
    const opinions = await frame.locator("td.opinion").count();
    assert.equal(await frame.locator(".sign").count(), opinions);
    if (place === "laibin") {
      assert.equal(opinions, 4);
      assert.match(await frame.locator(".sign").first().textContent(), /签字（盖章）：\s+2022年4月2日/);
    }
    // Rows fill the table: no cell is left over, none sticks out.
    const widths = await frame.evaluate(() => {
      const table = document.querySelector("table").getBoundingClientRect();
      return [...document.querySelectorAll("table:first-of-type tr")].map((row) =>
        Math.round(Math.abs(row.lastElementChild.getBoundingClientRect().right - table.right)),
      );
    });
    assert.ok(
      widths.every((gap) => gap <= 2),
      String(widths),
    );
    const html = await frame.evaluate(() => ({
      body: document.documentElement.outerHTML,
      css: [...document.adoptedStyleSheets[0].cssRules].map((rule) => rule.cssText).join("\n"),
    }));
    const sheet = await on.browser.newPage({
      viewport: { width: 794, height: 1123 },
    });
    await sheet.setContent(
      html.body.replace("</head>", `<style>${html.css} html { padding: 25mm 20mm 20mm; }</style></head>`),
    );
    await sheet.screenshot({
      path: join(OUT, `site-filing-paper-${place}.png`),
      fullPage: true,
    });
    // As the printer gets it: A4 by the sheet's own word, and on one page.
    await sheet.setContent(html.body.replace("</head>", `<style>${html.css}</style></head>`));
    const pdf = (await sheet.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, "one page");
    assert.match(pdf, /\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    await sheet.close();
    assertQuiet(page, on.site);
    await page.context().close();
  });
}

test("user text is never HTML, on the page or on paper", async () => {
  const page = await openSite(on.browser, on.site, "#/filing");
  await page.addInitScript(STUB);
  await page.reload();
  await ready(page);
  await choose(page, "yanchi");
  await control(page, "org_name").fill('<img src=x onerror="top.hit=1"><b>局</b>');
  await control(page, "org_name").blur();
  const frame = await paper(page);
  assert.equal(await frame.locator("img, b").count(), 0);
  assert.match(await frame.locator("table").textContent(), /<img src=x/);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assertQuiet(page, on.site);
  await page.context().close();
});
