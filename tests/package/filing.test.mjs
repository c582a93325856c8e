/**
 * Filing in a vendor's page under a strict policy: `bindFiling` on a plain form, with a kit of the page and one in a
 * worker, and `<xianshen-filing>` as a control among others.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { openPage, serve } from "./helper.mjs";

const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'none'; form-action 'self'; require-trusted-types-for 'script'";

const page = (body) =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body>${body}<script type="module" src="/page.js"></script></body></html>`;

/** Waits for an expression to hold; Playwright's own way would evaluate it in the page, which the policy forbids. */
async function until(tab, expression) {
  for (let tries = 0; tries < 200; tries++) {
    if (await tab.evaluate(expression)) return;
    await tab.waitForTimeout(50);
  }
  assert.fail(`never: ${expression}`);
}

const VENDOR = `
<form id="f" action="/sent" method="get">
  <p><label>单位 <input name="unit"></label></p>
  <p><label for="acc">账号</label> <input name="account" id="acc" aria-describedby="hint"> <i id="hint">一个账号一张表</i></p>
  <p><label>开通 <input name="opened" type="date"></label></p>
  <p><label>分管领导 <input name="leader"></label> <label>电话 <input name="leaderTel"></label> <label>职务 <input name="leaderJob"></label></p>
  <p><label>审核 <input name="reviewer"></label> <label>电话 <input name="reviewerTel"></label> <label>职务 <input name="reviewerJob"></label></p>
  <p><label>发布 <input name="publisher"></label> <label>电话 <input name="publisherTel"></label> <label>职务 <input name="publisherJob"></label></p>
  <p><label>QQ <input name="qq"></label></p>
  <p><label>交表 <input name="sent" type="date"></label></p>
  <p><input name="own" value="别的"></p>
  <button id="go">提交</button><button type="reset" id="again">重填</button>
</form>`;

const MAPPING = {
  unit: "单位名称",
  account: "fields.account_name",
  opened: "opened_on",
  leader: "deputy_leader.name",
  leaderTel: "分管领导联系电话",
  leaderJob: "deputy_leader.position",
  reviewer: "reviewer.name",
  reviewerTel: "reviewer.phone",
  reviewerJob: "reviewer.position",
  publisher: "publisher.name",
  publisherTel: "publisher.phone",
  publisherJob: "publisher.position",
  qq: "QQ号",
  sent: "submitted_on",
};

const RIGHT = {
  unit: "盐池县水务局",
  account: "盐池水务",
  opened: "2017-11-06",
  leader: "王海",
  leaderTel: "0953-6010001",
  leaderJob: "副局长",
  reviewer: "李兰",
  reviewerTel: "13895000001",
  reviewerJob: "主任",
  publisher: "马明",
  publisherTel: "13895000002",
  publisherJob: "科员",
  qq: "100012345",
  sent: "2017-11-10",
};

const BIND = (kit) => `
  import { createKit } from "/dist/index.js";
  import { bindFiling } from "/dist/filing.js";
  const kit = ${kit};
  const form = document.querySelector("#f");
  window.heard = 0;
  window.reports = 0;
  window.binding = bindFiling(form, kit, ${JSON.stringify(MAPPING)}, { form: "yanchi/account-filing", base: { event: { kind: "open" } } });
  binding.on("change", () => window.reports++);
  form.addEventListener("submit", () => window.heard++);
  document.documentElement.dataset.done = "";`;

const KITS = {
  "a kit of the page": 'await createKit({ today: "2017-11-10" })',
  "a kit in a worker": 'await createKit({ worker: "/dist/worker.js", today: "2017-11-10" })',
};

for (const [name, kit] of Object.entries(KITS)) {
  test(`bindFiling on a plain form: ${name}`, async (t) => {
    const origin = await serve(
      t,
      { "/": page(VENDOR), "/page.js": BIND(kit), "/sent": "<p>sent</p>" },
      { csp: CSP },
    );
    const tab = await openPage(t);
    await tab.goto(origin);
    await tab.waitForSelector("html[data-done]", { state: "attached" });
    await until(tab, "binding.current");
    const shown = () => tab.locator(".xianshen-finding:visible").allTextContents();
    const untouched = await tab.evaluate("f.checkValidity()");
    assert.equal(untouched, false, "an empty form may not go out");
    assert.deepEqual(await shown(), [], "but nothing is said before a field was left, or when merely asked");

    await tab.fill("[name=reviewerTel]", "１３８９５０００００１");
    assert.deepEqual(await shown(), []);
    await tab.locator("[name=reviewerTel]").blur();
    const fix = tab.locator(
      "[name=reviewerTel] ~ .xianshen-findings button, label:has([name=reviewerTel]) + .xianshen-findings button",
    );
    await fix.waitFor();
    assert.equal((await shown()).length, 1);
    await fix.click();
    await until(tab, "![...document.querySelectorAll('.xianshen-finding')].length");
    assert.equal(await tab.inputValue("[name=reviewerTel]"), "13895000001");

    await tab.click("#go");
    await tab.locator(".xianshen-finding").nth(5).waitFor();
    assert.equal(await tab.evaluate("heard"), 0);
    assert.doesNotMatch(tab.url(), /sent/);
    assert.equal(await tab.evaluate("document.activeElement.name"), "unit");
    assert.equal(await tab.getAttribute("[name=unit]", "aria-invalid"), "true");
    const described = await tab.getAttribute("#acc", "aria-describedby");
    assert.match(described, /^hint xianshen-findings-\d+$/);
    assert.match(await tab.locator(`#${described.split(" ")[1]}`).textContent(), /微博、微信名称/);
    assert.match(await tab.evaluate("f.elements.unit.validationMessage"), /单位名称/);

    for (const [control, text] of Object.entries({ ...RIGHT, sent: "2017-11-14" }))
      await tab.fill(`[name=${control}]`, text);
    await until(tab, "binding.current.diagnostics.length === 1");
    const { value, fields, other } = await tab.evaluate("binding.snapshot()");
    assert.deepEqual(value.event, { kind: "open" });
    assert.equal(value.fields.org_name, RIGHT.unit);
    assert.equal(value.own, undefined);
    assert.deepEqual(other, []);
    assert.deepEqual(
      fields.flatMap(({ name: control, shown: list }) => list.map((d) => `${control} ${d.code}`)),
      ["sent filing/late"],
    );
    await tab.click("#go");
    await tab.waitForTimeout(200);
    assert.doesNotMatch(tab.url(), /sent/);
    await tab.fill("[name=sent]", "2017-11-13");
    await tab.click("#go");
    await tab.waitForURL(/\/sent\?/);
    assert.match(decodeURIComponent(tab.url()), /unit=盐池县水务局.*qq=100012345/);
    assert.deepEqual(tab.errors, []);
  });
}

test("report leads to the first error; a reset forgets; destroy leaves nothing", async (t) => {
  const origin = await serve(
    t,
    { "/": page(VENDOR), "/page.js": BIND(KITS["a kit of the page"]), "/sent": "" },
    { csp: CSP },
  );
  const tab = await openPage(t);
  await tab.goto(origin);
  await tab.waitForSelector("html[data-done]", { state: "attached" });
  const before = await tab.evaluate(
    "f.cloneNode(true).outerHTML.replaceAll(/<div[^>]*xianshen[^]*?<\\/div>/g, '')",
  );
  const report = await tab.evaluate("binding.report()");
  assert.ok(report.diagnostics.length >= 12);
  assert.equal(await tab.evaluate("document.activeElement.name"), "unit");
  await tab.click("#again");
  await until(tab, "!document.querySelector('.xianshen-finding')");
  assert.equal(await tab.getAttribute("[name=unit]", "aria-invalid"), null);
  await tab.evaluate("f.elements.unit.value = '盐池县水务局'; binding.refresh()");
  assert.equal(await tab.evaluate("f.elements.unit.validity.valid"), true);
  await tab.evaluate("f.elements.unit.value = ''; binding.destroy()");
  assert.equal(await tab.evaluate("f.checkValidity()"), true);
  assert.equal(await tab.evaluate("f.outerHTML"), before);
  assert.deepEqual(tab.errors, []);
});

test("what belongs to no control is said at the end of the form and holds it, novalidate or not", async (t) => {
  const body = `<form id="f" novalidate action="/sent"><label>单位 <input name="unit"></label><button id="go">提交</button></form>`;
  const script = `
    import { createKit } from "/dist/index.js";
    import { bindFiling } from "/dist/filing.js";
    window.binding = bindFiling(document.querySelector("#f"), await createKit({ jurisdiction: "yanchi" }), { unit: "单位名称" });
    document.documentElement.dataset.done = "";`;
  const origin = await serve(t, { "/": page(body), "/page.js": script, "/sent": "" }, { csp: CSP });
  const tab = await openPage(t);
  await tab.goto(origin);
  await tab.waitForSelector("html[data-done]", { state: "attached" });
  await tab.fill("[name=unit]", "盐池县水务局");
  await tab.click("#go");
  await tab.waitForTimeout(150);
  assert.doesNotMatch(tab.url(), /sent/);
  assert.match(await tab.locator("[data-xianshen=filing-other]").textContent(), /QQ号/);
  assert.deepEqual(tab.errors, []);
});

test("radio buttons, boxes and selects are read and mended like fields", async (t) => {
  const body = `<form id="f">
    <select name="what"><option value="">-</option><option>开设</option></select>
    <label><input type="radio" name="status" value="在编">在编</label> <label><input type="radio" name="status" value="外包人员">外包</label>
    <label><input type="checkbox" name="cac"> 已备案</label><button id="go">提交</button></form>`;
  const script = `
    import { createKit } from "/dist/index.js";
    import { bindFiling } from "/dist/filing.js";
    window.binding = bindFiling(document.querySelector("#f"), await createKit({ jurisdiction: "hanyin" }),
      { what: "事项", status: "业务人员身份", cac: "registered_with_cac" });
    document.documentElement.dataset.done = "";`;
  const origin = await serve(t, { "/": page(body), "/page.js": script }, { csp: CSP });
  const tab = await openPage(t);
  await tab.goto(origin);
  await tab.waitForSelector("html[data-done]", { state: "attached" });
  await tab.selectOption("[name=what]", "开设");
  await tab.check("[value=外包人员]");
  assert.deepEqual((await tab.evaluate("binding.value")).fields, {
    matter: "开设",
    staff_status: "外包人员",
    registered_with_cac: false,
  });
  await tab.evaluate("binding.report().catch(() => {})");
  assert.equal(await tab.getAttribute("[value=外包人员]", "aria-invalid"), "true");
  await tab.check("[value=在编]");
  assert.equal(await tab.getAttribute("[value=外包人员]", "aria-invalid"), null);
  await tab.check("[name=cac]");
  assert.equal((await tab.evaluate("binding.value")).fields.registered_with_cac, true);
  assert.deepEqual(tab.errors, []);
});

const ELEMENT = `
<form id="f" action="/sent" method="get">
  <input name="title" value="备案" required>
  <fieldset id="set"><xianshen-filing name="filing" form-id="yanchi/account-filing" draft="off"></xianshen-filing></fieldset>
  <button id="go">提交</button></form>`;

const ELEMENT_SCRIPT = (kit) => `
  import { createKit } from "/dist/index.js";
  import "/dist/elements/index.js";
  const element = document.querySelector("xianshen-filing");
  const kit = ${kit};
  window.element = element;
  window.heard = 0;
  document.querySelector("#f").addEventListener("submit", () => window.heard++);
  window.early = [element.form?.id, element.checkValidity(), document.querySelector("#f").checkValidity()];
  element.kit = kit;
  document.documentElement.dataset.done = "";`;

for (const [name, kit] of Object.entries(KITS)) {
  test(`<xianshen-filing> is a control of the vendor's form: ${name}`, async (t) => {
    const origin = await serve(
      t,
      { "/": page(ELEMENT), "/page.js": ELEMENT_SCRIPT(kit), "/sent": "<p>sent</p>" },
      { csp: CSP },
    );
    const tab = await openPage(t);
    await tab.goto(origin);
    await tab.waitForSelector("html[data-done]", { state: "attached" });
    assert.deepEqual(await tab.evaluate("early"), ["f", false, false], "what cannot be checked yet is held");
    await until(tab, "element.report");
    const shown = () =>
      tab.evaluate("element.snapshot().fields.filter((field) => field.findings.length).length");
    assert.equal(await tab.evaluate("f.checkValidity()"), false);
    assert.equal(await shown(), 0, "a form that is merely asked shows nothing");
    assert.equal(await tab.evaluate("element.matches(':invalid') && element.validity.customError"), true);
    assert.match(await tab.evaluate("element.validationMessage"), /还有 \d+ 处必须修改/);

    await tab.evaluate("f.reportValidity()");
    assert.ok((await shown()) >= 10, "a form that is told to report shows everything");
    await tab.evaluate("element.value = {}");
    await until(
      tab,
      "element.report.diagnostics.length && element.snapshot().fields.every((field) => !field.findings.length)",
    );

    // A control of the vendor's own that is wrong and stands first keeps the focus.
    await tab.fill("[name=title]", "");
    await tab.click("#go");
    assert.equal(await tab.evaluate("document.activeElement.name"), "title");
    assert.ok((await shown()) >= 10);
    await tab.fill("[name=title]", "备案");
    await tab.click("#go");
    assert.equal(await tab.evaluate("element.shadowRoot.activeElement.className"), "summary");
    assert.equal(await tab.evaluate("heard"), 0);

    await tab.evaluate("set.disabled = true");
    assert.equal(await tab.locator("xianshen-filing [data-path=org_name] input").isDisabled(), true);
    assert.equal(await tab.evaluate("element.willValidate || new FormData(f).has('filing')"), false);
    await tab.evaluate("set.disabled = false");
    assert.equal(await tab.locator("xianshen-filing [data-path=org_name] input").isDisabled(), false);

    const value = {
      jurisdiction: "yanchi",
      form: "account-filing",
      event: { kind: "open" },
      submitted_on: "2017-11-10",
      fields: Object.fromEntries(
        Object.entries(MAPPING).flatMap(([control, path]) => {
          const key =
            {
              单位名称: "org_name",
              "fields.account_name": "account_name",
              分管领导联系电话: "deputy_leader.phone",
              QQ号: "qq",
            }[path] ?? path;
          return key === "submitted_on" ? [] : [[key, RIGHT[control]]];
        }),
      ),
    };
    await tab.evaluate((filing) => {
      window.element.value = filing;
    }, value);
    await until(tab, "element.checkValidity()");
    assert.equal(await tab.evaluate("element.shadowRoot.querySelectorAll('iframe').length"), 0);
    await tab.locator("xianshen-filing [data-path=qq] input").fill("暂无");
    await until(tab, "!element.checkValidity()");
    await tab.evaluate("f.reset()");
    await until(tab, "element.checkValidity()");
    assert.deepEqual(await tab.evaluate("element.value"), value, "a reset brings back what the page had set");
    await tab.click("#go");
    await tab.waitForURL(/\/sent\?/);
    assert.deepEqual(JSON.parse(new URL(tab.url()).searchParams.get("filing")), value);
    assert.deepEqual(tab.errors, []);
  });
}

test("what was typed is there again after the page was left and come back to, without a draft", async (t) => {
  const origin = await serve(
    t,
    { "/": page(ELEMENT), "/page.js": ELEMENT_SCRIPT(KITS["a kit of the page"]), "/sent": "<p>sent</p>" },
    { csp: CSP },
  );
  const tab = await openPage(t);
  await tab.goto(origin);
  await tab.waitForSelector("html[data-done]", { state: "attached" });
  await tab.locator("xianshen-filing [data-path=org_name] input").fill("盐池县水务局");
  await tab.goto(`${origin}/sent`);
  await tab.goBack();
  await tab.waitForSelector("html[data-done]", { state: "attached" });
  await until(tab, "element.value.fields?.org_name === '盐池县水务局'");
  assert.equal(await tab.locator("xianshen-filing [data-path=org_name] input").inputValue(), "盐池县水务局");
  assert.equal(await tab.evaluate("localStorage.length"), 0);
  assert.deepEqual(tab.errors, []);
});

test("words of one's own take the place of single words", async (t) => {
  const script = `${ELEMENT_SCRIPT(KITS["a kit of the page"])}
    element.strings = { check: "核对", clause: "出处", error: "须改" };`;
  const origin = await serve(t, { "/": page(ELEMENT), "/page.js": script }, { csp: CSP });
  const tab = await openPage(t);
  await tab.goto(origin);
  await tab.waitForSelector("html[data-done]", { state: "attached" });
  const check = tab.locator("xianshen-filing [data-action=check]");
  assert.equal(await check.textContent(), "核对");
  await check.click();
  const cell = tab.locator("xianshen-filing [data-path=org_name]");
  assert.match(await cell.textContent(), /出处.*须改/);
  assert.deepEqual(tab.errors, []);
});

test("the sheet is printed under the strict policy, too", async (t) => {
  const script = `${ELEMENT_SCRIPT(KITS["a kit of the page"])}
    window.printed = [];
    // The frame has a window of its own, which is met when it is put in.
    const append = Node.prototype.appendChild;
    Node.prototype.appendChild = function (node) {
      const done = append.call(this, node);
      if (node.localName === "iframe" && node.contentWindow) node.contentWindow.print = () => printed.push(node.contentDocument.title);
      return done;
    };`;
  const origin = await serve(t, { "/": page(ELEMENT), "/page.js": script }, { csp: CSP });
  const tab = await openPage(t);
  const refused = [];
  tab.on("console", (message) => message.type() === "error" && refused.push(message.text()));
  await tab.addInitScript(() => {
    window.print = () => top.printed.push(document.title);
  });
  await tab.goto(origin);
  await tab.waitForSelector("html[data-done]", { state: "attached" });
  await tab.evaluate("element.print()");
  await until(tab, "printed.length");
  assert.deepEqual(await tab.evaluate("printed"), ["盐池县政府系统政务微博、微信备案表"]);
  const border = await tab.evaluate(() => {
    const { contentDocument } = window.element.shadowRoot.querySelector("iframe");
    return contentDocument.defaultView.getComputedStyle(contentDocument.querySelector("td")).borderTopStyle;
  });
  assert.equal(border, "solid");
  assert.deepEqual(
    refused.filter((text) => /Content Security Policy|Trusted/.test(text)),
    [],
  );
  assert.deepEqual(tab.errors, []);
});
