/**
 * The five forms, filled in wrong and then right by hand: what is said, when it is said, what the form around the
 * element would send, and the counted days in the picture of the months.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { FORMS } from "./support/filings.mjs";
import { assertQuiet, openSite, ready, stage } from "./support/site.mjs";

const on = stage();

const openFiling = async (place, options) => {
  const page = await openSite(on.browser, on.site, "#/filing", options);
  await page.getByTestId(`place-${place}`).check({ force: true });
  return page;
};
const control = (page, path) =>
  page.getByTestId("filing").locator(`[data-path="${path}"] :is(input, select, textarea)`);
const snapshot = (page) => page.getByTestId("filing").evaluate((element) => element.snapshot());
const found = async (page) =>
  (await snapshot(page)).fields.flatMap((field) =>
    field.findings.map(({ severity, code }) => `${severity} ${code} ${field.path}`),
  );

/** Sets a control as a reader does, and leaves it. */
async function put(page, path, text) {
  const node = control(page, path);
  // Nothing is known of it before it was filled in; it may stand among the folded fields.
  if (!(await node.isVisible())) await page.getByTestId("filing").locator(".more > summary").click();
  if ((await node.evaluate((one) => one.localName)) === "select") await node.selectOption(text);
  else await node.fill(text);
  await node.blur();
}

for (const [place, { wrong, found: expected, mend, last }] of Object.entries(FORMS)) {
  test(`${place}: filled in wrong, mended, handed in`, async () => {
    const page = await openFiling(place);
    const filing = page.getByTestId("filing");
    assert.deepEqual(await found(page), [], "an untouched form accuses nobody");
    for (const [path, text] of Object.entries(wrong)) await put(page, path, text);
    assert.deepEqual(
      (await found(page)).filter((line) => line.startsWith("error")).sort(),
      [...expected].sort(),
    );

    // The form around it holds, leads to the summary, and the summary leads to the field.
    await page.getByTestId("filing-submit").click();
    assert.equal(await page.getByTestId("filing-sent").textContent(), "");
    const summary = filing.locator(".summary");
    assert.equal(await summary.locator("li").count(), expected.length);
    assert.equal(await filing.evaluate((one) => one.shadowRoot.activeElement?.className), "summary");
    const first = summary.locator("li button").first();
    const path = await first.getAttribute("data-go");
    await first.click();
    assert.equal(await control(page, path).evaluate((one) => one.getRootNode().activeElement === one), true);
    assert.equal(await control(page, path).getAttribute("aria-invalid"), "true");

    for (const [name, text] of Object.entries(mend)) await put(page, name, text);
    const state = await snapshot(page);
    assert.equal(state.errors, 0, JSON.stringify(state.fields.flatMap((field) => field.findings)));
    assert.equal(await summary.isVisible(), false);
    assert.equal(await filing.locator("[aria-invalid=true]").count(), 0);
    const [deadline] = state.deadlines;
    assert.equal(deadline.last_day, last);
    assert.equal(deadline.state, "met");
    assert.equal(await filing.locator(`.day.last[data-date="${last}"]`).count(), 1);

    await page.getByTestId("filing-submit").click();
    assert.match(await page.getByTestId("filing-sent").textContent(), /已报送 \d+ 字节/);
    const sent = await page
      .getByTestId("filing-send")
      .evaluate((form) => JSON.parse(new FormData(form).get("filing")));
    assert.deepEqual(sent, state.value);
    assert.deepEqual(JSON.parse(await page.getByTestId("filing-json").textContent()), state.value);
    assertQuiet(page, on.site);
    await page.context().close();
  });
}

test("the months show rest days, make-up days and the last day, in marks and in words", async () => {
  const page = await openFiling("luqiao");
  const filing = page.getByTestId("filing");
  await page.getByTestId("filing-right").click();
  const day = (date) => filing.locator(`[data-id="filing"] .day[data-date="${date}"]`);
  assert.match(await day("2022-04-02").getAttribute("class"), /make-up counted/);
  assert.match(await day("2022-04-02").textContent(), /班/);
  for (const date of ["2022-04-03", "2022-04-04", "2022-04-05", "2022-04-09", "2022-04-10"]) {
    assert.match(await day(date).getAttribute("class"), /rest out/);
    assert.match(await day(date).textContent(), /休/);
  }
  assert.match(await day("2022-03-31").textContent(), /发生/);
  assert.match(await day("2022-04-12").textContent(), /期限/);
  const text = await filing.locator('[data-id="filing"] figcaption').textContent();
  assert.match(text, /3月31日当天不算/);
  assert.match(text, /4月3日至4月5日（[^）]*清明[^）]*）/);
  assert.match(text, /4月2日调休上班，照算/);
  assert.match(text, /最后一天是4月12日/);
  const { deadlines } = await snapshot(page);
  assert.deepEqual(
    deadlines.map(({ id, state, last_day }) => [id, state, last_day]),
    [
      ["filing", "met", "2022-04-12"],
      ["notice", "met", "2022-04-26"],
    ],
  );
  const counted = deadlines[0].months.flatMap((month) => month.days).filter(({ count }) => count > 0);
  assert.deepEqual(
    counted.map(({ date, count }) => `${count} ${date.slice(5)}`),
    ["1 04-01", "2 04-02", "3 04-06", "4 04-07", "5 04-08", "6 04-11", "7 04-12"],
  );
  await page.context().close();
});

test("nothing is said of a field before it is left; a fix is one click", async () => {
  const page = await openFiling("yanchi");
  const phone = control(page, "reviewer.phone");
  await phone.pressSequentially("１３８９５");
  assert.deepEqual(await found(page), []);
  assert.equal(await phone.getAttribute("aria-invalid"), null);
  await phone.pressSequentially("００００１２");
  await phone.blur();
  const fix = page.getByTestId("filing").locator('[data-path="reviewer.phone"] button.fix');
  assert.match(await fix.textContent(), /13895000012/);
  const described = await phone.getAttribute("aria-describedby");
  assert.match(described, /errors-0 .*help/);
  await fix.click();
  assert.equal(await phone.inputValue(), "13895000012");
  assert.equal(await fix.count(), 0);
  assert.equal(await phone.evaluate((one) => one.getRootNode().activeElement === one), true);
  // Now that it was left once, typing is followed.
  await phone.fill("138");
  assert.equal(await phone.getAttribute("aria-invalid"), "true");
  await phone.fill("13895000012");
  assert.equal(await phone.getAttribute("aria-invalid"), null);
  await page.context().close();
});

test("a filing is read with labels, names or nested objects, and written with names", async () => {
  const page = await openFiling("yanchi");
  const filing = page.getByTestId("filing");
  await filing.evaluate((one) => {
    one.value = {
      fields: {
        单位名称: "盐池县水务局",
        reviewer: { name: ["李兰", "马明"], phone: "13895000001" },
        别的: "x",
      },
    };
  });
  assert.equal(await control(page, "org_name").inputValue(), "盐池县水务局");
  assert.equal(await control(page, "reviewer.name").inputValue(), "李兰、马明");
  assert.deepEqual((await snapshot(page)).value.fields, {
    org_name: "盐池县水务局",
    "reviewer.name": ["李兰", "马明"],
    "reviewer.phone": "13895000001",
    别的: "x",
  });
  await filing.evaluate((one) => one.check());
  const { other } = await snapshot(page);
  assert.deepEqual(
    other.map(({ code, target }) => [code, target.path]),
    [["filing/unknown-field", "别的"]],
  );
  await page.context().close();
});

test("what an input method still holds is judged by nobody", async () => {
  const page = await openFiling("yanchi");
  const name = control(page, "org_name");
  await put(page, "org_name", "盐池县");
  const client = await page.context().newCDPSession(page);
  await name.focus();
  await name.press("End");
  await client.send("Input.imeSetComposition", { text: "shui wu ju", selectionStart: 10, selectionEnd: 10 });
  assert.equal((await snapshot(page)).value.fields.org_name, "盐池县");
  await client.send("Input.insertText", { text: "水务局" });
  assert.equal(await name.inputValue(), "盐池县水务局");
  assert.equal((await snapshot(page)).value.fields.org_name, "盐池县水务局");
  await page.context().close();
});

test("a click beside the fields leads nowhere; focus() leads to the first field, or to the first that is wrong", async () => {
  const page = await openFiling("yanchi");
  const filing = page.getByTestId("filing");
  await page.getByTestId("filing-right").click();
  const active = () => filing.evaluate((one) => one.shadowRoot.activeElement?.name ?? null);
  await filing.locator("figcaption").first().click();
  assert.equal(await active(), null);
  await filing.evaluate((one) => one.focus());
  assert.equal(await active(), "event.kind");
  await put(page, "qq", "暂无");
  await filing.evaluate((one) => one.focus());
  assert.equal(await active(), "qq");
  await page.context().close();
});

test("the kind of event decides what is asked for; what was put by comes back", async () => {
  const page = await openFiling("luqiao");
  const paths = async () => (await snapshot(page)).fields.map((field) => field.path);
  await put(page, "matter", "人员变动");
  assert.ok(!(await paths()).includes("notice.from"));
  assert.ok((await paths()).includes("pledge_on"));
  await put(page, "matter", "开设");
  await put(page, "notice.from", "2022-04-06");
  await control(page, "matter").focus();
  await control(page, "matter").selectOption("人员变动");
  assert.equal((await snapshot(page)).value.notice, undefined);
  assert.equal(
    await control(page, "matter").evaluate((one) => one.getRootNode().activeElement === one),
    true,
  );
  await control(page, "matter").selectOption("开设");
  assert.deepEqual((await snapshot(page)).value.notice, { from: "2022-04-06" });
  assert.equal((await snapshot(page)).value.event.kind, "open");
  await page.context().close();
});

test("by keyboard alone: from the first field to a form that is handed in", async () => {
  const page = await openFiling("yanchi");
  const filing = page.getByTestId("filing");
  const { wrong, mend } = FORMS.yanchi;
  const values = {
    ...wrong,
    ...mend,
    "reviewer.phone": "１３８９５００００１２",
  };
  const active = () =>
    filing.evaluate((one) => {
      const node = one.shadowRoot.activeElement;
      return node?.closest("[data-path]") && !node.matches("summary, button")
        ? node.name
        : (node?.dataset.go ?? "");
    });
  await control(page, "event.kind").focus();
  const seen = new Set();
  for (let presses = 0; presses < 120 && seen.size < Object.keys(values).length; presses++) {
    const path = await active();
    if (path in values && !seen.has(path)) {
      seen.add(path);
      const text = values[path];
      if (path === "event.kind") await page.keyboard.press("ArrowDown");
      else if (/^\d{4}-\d\d-\d\d$/.test(text)) {
        // The parts of a date control stand in the order of the browser's language.
        const parts = text.split("-");
        await page.keyboard.type(`${parts[1]}${parts[2]}${parts[0]}`);
      } else await page.keyboard.type(text);
    }
    await page.keyboard.press("Tab");
  }
  assert.equal(seen.size, Object.keys(values).length, `reached ${[...seen]}`);
  // The fix is reached by Tab from its field, and Enter takes it.
  await control(page, "reviewer.phone").focus();
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press("Tab");
    if (await filing.evaluate((one) => one.shadowRoot.activeElement?.className === "fix")) break;
  }
  await page.keyboard.press("Enter");
  assert.equal(await control(page, "reviewer.phone").inputValue(), "13895000012");
  const { errors, value } = await snapshot(page);
  assert.equal(errors, 0, JSON.stringify([await found(page), value]));
  // Enter in a field sends the form around the element.
  await page.keyboard.press("Enter");
  assert.match(await page.getByTestId("filing-sent").textContent(), /已报送/);
  await page.context().close();
});

test("Enter in a faulty form shows everything and stays", async () => {
  const page = await openFiling("yanchi");
  await control(page, "org_name").focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.getByTestId("filing-sent").textContent(), "");
  assert.ok((await found(page)).length >= 10);
  assert.equal(
    await page.getByTestId("filing").evaluate((one) => one.shadowRoot.activeElement?.className),
    "summary",
  );
  await page.context().close();
});

test("a change of language keeps what is typed and says it in the other language", async () => {
  const page = await openFiling("yanchi");
  await put(page, "org_name", "盐池县水务局");
  await page.getByTestId("lang").click();
  await ready(page);
  assert.equal(await control(page, "org_name").inputValue(), "盐池县水务局");
  const filing = page.getByTestId("filing");
  assert.equal(await filing.locator('[data-action="check"]').textContent(), "Check the form");
  await filing.locator('[data-action="check"]').click();
  assert.match(await filing.locator(".summary h3").textContent(), /To be changed: \d+/);
  assertQuiet(page, on.site);
  await page.context().close();
});
