/**
 * What every element shows can be read without looking: a snapshot of plain JSON, a state in `data-state`, events; and
 * once a page is loaded, all of it works without a network.
 */
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { closeBrowser, openPage, record } from "./recorder.mjs";

after(closeBrowser);

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>t</title>
<form id="form" method="post" action="/save"><textarea id="area" name="text">截止目前已完成。</textarea>
<xianshen-gate></xianshen-gate><button>发布</button></form>
<xianshen-panel></xianshen-panel><xianshen-filing form-id="yanchi/account-filing"></xianshen-filing>
<xianshen-register></xianshen-register><xianshen-review></xianshen-review>
<script type="module" src="/page.js"></script></html>`;
const SCRIPT = `
import { createKit } from "/dist/index.js";
import "/dist/elements/index.js";
import { attach } from "/dist/editors/textarea.js";
import { guardForm, keepDraft } from "/dist/gate.js";
const kit = await createKit({ jurisdiction: "yanchi", now: "2026-11-22T09:30" });
const all = await createKit({ now: "2026-11-22T09:30" });
const of = (name) => document.querySelector("xianshen-" + name);
const fired = {};
for (const name of ["panel", "gate", "filing", "register", "review"])
  for (const type of ["statechange", "select", "reveal", "report", "change", "review", "progress"])
    of(name).addEventListener("xianshen-" + type, () => (fired[name] ??= new Set()).add(type));
const area = document.querySelector("#area");
const session = attach(area, kit, { by: "李兰" });
of("panel").session = session;
const form = document.querySelector("#form");
const guard = guardForm(form, all, { collect: () => ({ text: area.value }), sessions: [session] });
of("filing").kit = kit;
of("register").kit = all;
of("review").kit = kit;
of("review").submission = { title: "全县水利工作会议召开", text: "会议部署了今年的重点工作。" };
const draft = keepDraft({ key: "offline", collect: () => ({ text: area.value }) });
Object.assign(window, { kit, all, of, fired, session, area, form, guard, draft });
document.documentElement.dataset.done = "";`;

const CSV = "序号,主办单位,平台,账号名称\n1,某县水利局,微信,某县水利\n2,某县水利局,微信,某县水利服务\n";

async function open(t) {
  const server = await record(t, { "/": PAGE, "/page.js": SCRIPT });
  const page = await openPage(t);
  await page.goto(server.origin);
  await page.waitForSelector("html[data-done]", { state: "attached" });
  return { page, ...server };
}

/** By element: what is done with it, the states it may be in before and after, and what it tells. */
const ELEMENTS = {
  panel: {
    first: "found",
    act: () => of("panel").shadowRoot.querySelector("[role=option]").click(),
    last: "found",
    events: ["select", "statechange"],
    shows: ({ findings }) => findings.map(({ code, text }) => [code, text]),
    shown: [["lexicon/typo", "截止目前"]],
  },
  gate: {
    first: "hold",
    act: () => of("gate").shadowRoot.querySelector("li button").click(),
    last: "hold",
    events: ["reveal", "statechange"],
    shows: ({ codes }) => codes,
    shown: ["lexicon/typo"],
  },
  filing: {
    first: "found",
    act: () => of("filing").check(),
    last: "found",
    events: ["report", "statechange"],
    shows: ({ form, fields }) => [form, fields.length > 5],
    shown: ["yanchi/account-filing", true],
  },
  register: {
    first: "empty",
    act: async (csv) => {
      of("register").table = await all.readRegister(new Blob([csv]), { name: "a.csv" });
      await new Promise((done) => setTimeout(done, 300));
    },
    last: "done",
    events: ["progress", "report", "statechange"],
    shows: ({ rows, findings }) => [rows, findings.map(({ code }) => code)],
    shown: [2, ["account/duplicate"]],
  },
  review: {
    first: "hold",
    act: () => {
      of("review").person = { name: "甲", role: "审核人员" };
      of("review").shadowRoot.querySelector("[data-action=sign]").click();
    },
    last: "hold",
    events: ["review", "statechange"],
    shows: ({ steps, attestations }) => [steps.map((s) => s.state), attestations.map((a) => a.id)],
    shown: [["signed"], ["secrecy-review"]],
  },
};

for (const [name, { first, act, last, events, shows, shown }] of Object.entries(ELEMENTS)) {
  test(`<xianshen-${name}>: a snapshot, a state, events`, async (t) => {
    const { page } = await open(t);
    const state = (wanted) =>
      page.waitForFunction(([name, wanted]) => of(name).dataset.state === wanted, [name, wanted]);
    await state(first);
    await page.evaluate(act, CSV);
    await state(last);
    const snapshot = await page.evaluate((name) => {
      const taken = of(name).snapshot();
      const text = JSON.stringify(taken);
      const again = JSON.stringify(of(name).snapshot());
      return text === again && structuredClone(taken) ? text : "not plain, or not the same twice";
    }, name);
    const taken = JSON.parse(snapshot);
    assert.equal(taken.state, last);
    assert.deepEqual(shows(taken), shown);
    const fired = await page.evaluate((name) => [...(window.fired[name] ?? [])].sort(), name);
    assert.deepEqual(
      events.filter((type) => !fired.includes(type)),
      [],
      `fired: ${fired}`,
    );
    assert.deepEqual(page.errors, []);
  });
}

test("what was ignored in an editor is let pass where it stands, and nowhere else", async (t) => {
  const { page } = await open(t);
  const passed = await page.evaluate(async () => {
    const write = async (text) => {
      area.value = text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
      session.flush();
      const { overridden, diagnostics } = await guard.check();
      const standing = diagnostics.filter(({ code }) => code === "lexicon/emotion");
      return `${overridden.map(({ person, reason }) => person + reason)} ${standing.length}`;
    };
    const seen = [await write("我个人认为这样很好。")];
    session.ignore(session.diagnostics[0], "引文");
    seen.push(await write("我个人认为这样很好。"), await write("会上，我个人认为这样很好。"));
    seen.push(await write("会上，我个人认为这样很好。\n我个人认为可行。"));
    session.ignoreWord(session.diagnostics.at(-1), "都是引文");
    seen.push((await guard.check()).overridden.length);
    return seen;
  });
  assert.deepEqual(passed, [" 1", "李兰引文 0", "李兰引文 0", "李兰引文 1", 2]);
});

test("with the network cut after load everything still works", async (t) => {
  const { page, received } = await open(t);
  await page.waitForFunction(() => of("gate").dataset.state === "hold");
  // The page's own files are there; what is read of a workbook is loaded ahead, in a quiet moment.
  await page.waitForTimeout(1_500);
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  const before = received.length;

  // Writing: found, fixed, let go.
  assert.equal(
    await page.evaluate(async () => {
      session.applyFix(session.diagnostics[0]);
      await session.settled();
      await guard.check();
      return `${area.value} ${guard.state} ${session.diagnostics.length} ${draft.save()}`;
    }),
    "截至目前已完成。 pass 0 true",
  );
  // A filing: filled, wrong, mended.
  const filing = await page.evaluate(async () => {
    const element = of("filing");
    element.value = {
      jurisdiction: "yanchi",
      form: "account-filing",
      fields: { 单位名称: "盐池县水务局", QQ号: "12" },
    };
    element.check();
    const wrong = element.snapshot().errors;
    const { fields } = kit.forms().find((form) => form.id === "account-filing");
    const example = Object.fromEntries(fields.map(({ name, example }) => [name, example]));
    element.value = { jurisdiction: "yanchi", form: "account-filing", fields: example };
    element.check();
    return [wrong > 0, element.snapshot().errors < wrong];
  });
  assert.deepEqual(filing, [true, true]);
  // A register: as text, and as a workbook that is written and read again.
  const register = await page.evaluate(async (csv) => {
    const rows = csv
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    const bytes = await all.writeWorkbook([{ name: "台账", widths: [], rows }]);
    const tables = [await all.readRegister(new Blob([csv])), await all.readRegister(new Blob([bytes]))];
    return tables.map((table) => all.checkRegister(table).diagnostics.map(({ code }) => code));
  }, CSV);
  assert.deepEqual(register, [["account/duplicate"], ["account/duplicate"]]);
  // A review: signed, ticked, passed, with a receipt that verifies.
  const review = await page.evaluate(async () => {
    const element = of("review");
    element.person = { name: "甲", role: "审核人员" };
    element.act({ kind: "sign", step: "approval" });
    await element.refresh();
    element.act({ kind: "tick", id: "secrecy-review" });
    await element.refresh();
    const { state, receipt } = element.snapshot();
    return [state, kit.verifyReceipt(element.submission, receipt).valid];
  });
  assert.deepEqual(review, ["pass", true]);
  assert.deepEqual(page.errors, []);
  assert.equal(received.length, before);
});
