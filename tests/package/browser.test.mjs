import assert from "node:assert/strict";
import test from "node:test";
import { openPage, serve } from "./helper.mjs";

const STRICT =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'none'; require-trusted-types-for 'script'";
const WASM =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; form-action 'self'; require-trusted-types-for 'script'";

const page = (body, script = "/page.js") =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body>${body}<script type="module" src="${script}"></script></body></html>`;

test("under a strict policy the page may not compile, the worker file may", async (t) => {
  const origin = await serve(
    t,
    {
      "/": page(""),
      "/page.js": `
        import { createKit } from "/dist/index.js";
        const fail = async (options) => createKit(options).then(() => "ok", (e) => [e.name, e.code, Boolean(e.hint)]);
        window.here = await fail({ wasm: new Uint8Array(await 0 || [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) });
        const kit = await createKit({ worker: "/dist/worker.js", jurisdiction: "yanchi" });
        window.found = (await kit.checkText("截止目前")).diagnostics.length;
        const doc = await kit.openDocument(["好"]);
        window.changed = (await doc.replaceBlocks(0, 1, ["截止目前"])).changed[0].diagnostics.length;
        const bytes = await kit.writeWorkbook([{ name: "台账", widths: [], rows: [["主办单位", "平台"]] }]);
        window.head = [...(await kit.readRegister(bytes)).head];
        window.none = await fail({ worker: "/nowhere.js" });
        window.html = await fail({ worker: "/" });
        document.documentElement.dataset.done = "";`,
    },
    // The policy of the worker's own answer is what counts in the worker.
    { csp: STRICT, cspFor: (path) => path !== "/dist/worker.js" },
  );
  const tab = await openPage(t);
  await tab.goto(origin);
  await tab.waitForSelector("html[data-done]", { state: "attached" });
  const seen = await tab.evaluate("({ here, found, changed, head, none, html })");
  assert.deepEqual(seen, {
    here: ["XianshenError", "wasm-compile", true],
    found: 1,
    changed: 1,
    head: ["主办单位", "平台"],
    none: ["XianshenError", "worker-load", true],
    html: ["XianshenError", "worker-load", true],
  });
});

test("the script tag gives window.xianshen, on the page and in its worker, and asks for its own files only", async (t) => {
  const origin = await serve(t, {
    "/": '<!doctype html><meta charset="utf-8"><textarea></textarea><script src="/dist/global.js"></script><script src="/page.js"></script>',
    "/page.js": `
      (async () => {
        const kit = await xianshen.createKit();
        const remote = await xianshen.createKit({ worker: true });
        window.seen = [kit.checkText("截止目前").diagnostics.length, (await remote.checkText("截止目前")).diagnostics.length,
          Object.keys(xianshen.editors), Boolean(customElements.get("xianshen-gate"))];
        xianshen.editors.textarea.attach(document.querySelector("textarea"), kit);
        document.documentElement.dataset.done = "";
      })();`,
  });
  const tab = await openPage(t);
  const asked = [];
  tab.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await tab.goto(origin);
  await tab.waitForSelector("html[data-done]", { state: "attached" });
  const [here, there, editors, registered] = await tab.evaluate("seen");
  assert.deepEqual([here, there, registered], [1, 1, true]);
  assert.ok(editors.includes("textarea"));
  assert.deepEqual(asked.filter((path) => path !== "/favicon.ico").sort(), [
    "/",
    "/dist/global.js",
    "/dist/worker.js",
    "/dist/xianshen.wasm",
    "/page.js",
  ]);
  assert.deepEqual(tab.errors, []);
});

const GATE = (inner) => `
  <form id="f" action="/sent" method="get"><input name="title" value="截止目前"><button id="go">提交</button>${inner}</form>`;
const GUARD = (kit) => `
  import { createKit } from "/dist/index.js";
  import "/dist/elements/index.js";
  import { guardForm, guardFetch, guardXhr, createGuard } from "/dist/gate.js";
  const kit = await createKit();
  const slow = { review: async (s) => { await new Promise((r) => setTimeout(r, 60)); return kit.review(s); } };
  const broken = { review() { throw new Error("坏了"); } };
  const form = document.querySelector("#f");
  window.states = [];
  window.heard = 0;
  form.addEventListener("submit", () => window.heard++);
  Object.assign(window, { kit, slow, broken, createGuard, guardFetch, guardXhr });
  window.guard = guardForm(form, ${kit}, { collect: (f) => ({ title: f.elements.title.value }), onVerdict: (v, s) => states.push(s) });
  document.documentElement.dataset.done = "";`;

async function guarded(t, kit, inner = "") {
  const origin = await serve(
    t,
    { "/": page(GATE(inner)), "/page.js": GUARD(kit), "/sent": "<p>sent</p>" },
    { csp: WASM },
  );
  const tab = await openPage(t);
  await tab.goto(origin);
  await tab.waitForSelector("html[data-done]", { state: "attached" });
  return tab;
}

const stays = async (tab) => {
  await tab.waitForTimeout(250);
  assert.doesNotMatch(tab.url(), /sent/);
  assert.equal(await tab.evaluate("heard"), 0, "no listener of the page heard of it");
};

for (const [name, inner] of [
  ["no element", ""],
  ["<xianshen-gate>", "<xianshen-gate></xianshen-gate>"],
]) {
  for (const kit of ["kit", "slow"]) {
    test(`every way to submit is held, then let go: ${kit}, ${name}`, async (t) => {
      const tab = await guarded(t, kit, inner);
      await tab.click("#go");
      await stays(tab);
      await tab.press("input", "Enter");
      await stays(tab);
      await tab.evaluate("f.submit()");
      await stays(tab);
      await tab.evaluate("f.requestSubmit()");
      await stays(tab);
      await tab.evaluate("f.noValidate = true");
      await tab.click("#go");
      await stays(tab);
      await tab.evaluate("f.requestSubmit(go)");
      await stays(tab);
      const text = inner
        ? "document.querySelector('xianshen-gate').shadowRoot.textContent"
        : "document.querySelector('[data-xianshen]').shadowRoot.textContent";
      assert.match(await tab.evaluate(text), /暂不能提交/);
      if (inner)
        assert.equal(await tab.evaluate("document.querySelector('xianshen-gate').matches(':invalid')"), true);
      // Mended and sent at once, before the check that follows a rest has run.
      await tab.evaluate("f.noValidate = false; f.title.value = '好'");
      await tab.click("#go");
      await tab.waitForURL(/sent/);
      assert.deepEqual(tab.errors, []);
    });
  }
}

for (const how of ["f.submit()", "f.requestSubmit()", "f.requestSubmit(go)"]) {
  test(`what passes goes out by ${how}`, async (t) => {
    const tab = await guarded(t, "slow", "<xianshen-gate></xianshen-gate>");
    await tab.fill("input", "好");
    await tab.evaluate(how);
    await tab.waitForURL(/sent\?title/);
  });
}

test("what is written while a check is under way is checked too", async (t) => {
  const tab = await guarded(t, "slow");
  await tab.fill("input", "好");
  await tab.evaluate("go.click(); f.title.value = '截止目前'");
  await stays(tab);
  assert.equal(await tab.evaluate("guard.state"), "hold");
});

test("a kit that fails holds and says so; release lets go", async (t) => {
  const tab = await guarded(t, "broken");
  await tab.fill("input", "好");
  await tab.click("#go");
  await stays(tab);
  assert.match(
    await tab.evaluate("document.querySelector('[data-xianshen]').shadowRoot.textContent"),
    /检查没有完成[\s\S]*坏了/,
  );
  assert.equal(await tab.evaluate("guard.state"), "failed");
  await tab.evaluate("guard.release()");
  assert.equal(
    await tab.evaluate("document.querySelector('[data-xianshen]') === null && !Object.hasOwn(f, 'submit')"),
    true,
  );
  await tab.click("#go");
  await tab.waitForURL(/sent/);
});

test("wrap, fetch and XMLHttpRequest are held for what is named, and only for that", async (t) => {
  const tab = await guarded(t, "kit");
  const seen = await tab.evaluate(async () => {
    const out = {};
    const name = (work) =>
      work.then(
        () => "went",
        (error) => error.code ?? error.message,
      );
    const guard = createGuard(slow, { collect: () => ({ title: window.text }) });
    const save = guard.wrap(async (x) => x * 2);
    window.text = "截止目前";
    out.held = await name(save(2));
    window.text = "好";
    out.saved = await save(2);
    const verdicts = [];
    const options = {
      match: ["/sent", /never/g],
      collect: ({ body }) => (body === "other" ? null : { text: String(body) }),
      onVerdict: (v) => verdicts.push(v.state),
    };
    const off = guardFetch(slow, options);
    const post = (body, url = "/sent") => name(fetch(url, { method: "POST", body }));
    out.fetch = [
      await post("截止目前"),
      await post("好"),
      await post("other"),
      await post("截止目前", "/page.js"),
      await name(fetch("/sent")),
    ];
    off();
    out.off = await post("截止目前");
    const offXhr = guardXhr(slow, options);
    const xhr = (body) =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open("POST", "/sent");
        request.onload = () => resolve("went");
        request.onerror = () => resolve("error");
        request.send(body);
      });
    out.xhr = [await xhr("截止目前"), await xhr("好")];
    offXhr();
    out.xhrOff = await xhr("截止目前");
    out.verdicts = verdicts;
    return out;
  });
  assert.deepEqual(seen, {
    held: "held",
    saved: 4,
    fetch: ["held", "went", "went", "went", "went"],
    off: "went",
    xhr: ["error", "went"],
    xhrOff: "went",
    verdicts: ["hold", "pass", "hold", "pass"],
  });
});
