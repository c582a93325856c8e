/**
 * Every known way out of a page, against a server that records every byte: with an error standing, none of the article
 * arrives; after passing, exactly one submission does, with a receipt that verifies.
 */
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { createKit } from "../../../pkg/dist/node.js";
import { closeBrowser, openPage, record } from "./recorder.mjs";

after(closeBrowser);

/** What must not arrive while an error stands beside it. */
const SECRET = "某县水利工程验收";
const WRONG = `截止目前，${SECRET}完成。`;
const RIGHT = `截至目前，${SECRET}完成。`;

const PAGE = `<!doctype html><meta charset="utf-8"><title>t</title>
<form id="f" method="post" action="/save" accept-charset="utf-8">
<textarea name="text"></textarea><input name="receipt" type="hidden"><input name="one">
<button id="go">发布</button><button id="other" name="kind" value="other" formaction="/save?other">另发</button>
<button id="skip" formnovalidate>直接发</button><input id="image" type="image" alt="图">
</form><iframe id="inner" name="inner"></iframe><a id="away" href="/elsewhere">别处</a>
<script type="module" src="/page.js"></script>`;

const SCRIPT = `
import { createKit } from "/dist/index.js";
import "/dist/elements/index.js";
import { createGuard, guardForm, guardRequests, keepDraft } from "/dist/gate.js";
const kit = await createKit({ now: "2026-11-22T09:30" });
const form = document.querySelector("#f");
const area = form.elements.text;
const collect = () => ({ text: area.value });
const guard = guardForm(form, kit, {
  collect,
  onVerdict(verdict, state) {
    form.elements.receipt.value = state === "pass" ? JSON.stringify(kit.receipt(collect())) : "";
  },
});
const off = guardRequests(kit, {
  match: ["/save", "/autosave"],
  collect: ({ url, body }) => {
    const text = body instanceof FormData ? String(body.get("text")) : String(body ?? "");
    return url.includes("/autosave") ? { action: "draft", text } : { text };
  },
});
const draft = keepDraft({ key: "a", collect: () => (area.value ? { text: area.value } : null) });
if (draft.found) area.value = draft.found.value.text;
Object.assign(window, { kit, guard, off, draft, form, area, createGuard, collect });
document.documentElement.dataset.done = "";`;

async function open(t, extra = {}) {
  const server = await record(t, { "/": PAGE, "/page.js": SCRIPT, ...extra });
  const page = await openPage(t);
  await page.goto(server.origin);
  await page.waitForSelector("html[data-done]", { state: "attached" });
  return { page, ...server };
}

const arrived = (received) =>
  received.filter(
    ({ url, body }) =>
      url.includes(SECRET) ||
      body.includes("%E6%88%AA%E6%AD%A2") ||
      body.includes(SECRET) ||
      decode(body).includes(SECRET),
  );
const decode = (body) => {
  try {
    return decodeURIComponent(body.replace(/\+/g, " "));
  } catch {
    return body;
  }
};

/** Ways out by script, run in the page; each may throw where it is held. */
const BY_SCRIPT = {
  "form.submit()": () => form.submit(),
  "form.requestSubmit()": () => form.requestSubmit(),
  "requestSubmit of a button": () =>
    form.requestSubmit(document.querySelector("#other")),
  "submit() with validation off": () => {
    form.noValidate = true;
    form.submit();
  },
  "click() on a button without validation": () =>
    document.querySelector("#skip").click(),
  "a click on an image button": () => document.querySelector("#image").click(),
  "an event made by hand": () =>
    form.dispatchEvent(
      new Event("submit", { bubbles: true, cancelable: true }),
    ),
  "fetch with text": () =>
    fetch("/save", { method: "POST", body: area.value }).catch(() => {}),
  "fetch with form data": () =>
    fetch("/save", { method: "POST", body: new FormData(form) }).catch(
      () => {},
    ),
  "fetch of a Request": () =>
    fetch(new Request("/autosave", { method: "POST", body: area.value })).catch(
      () => {},
    ),
  "fetch with keepalive": () =>
    fetch("/save", { method: "POST", body: area.value, keepalive: true }).catch(
      () => {},
    ),
  "fetch whose body changes while it is checked": () => {
    const body = new FormData();
    body.set("text", "好");
    const sent = fetch("/save", { method: "POST", body }).catch(() => {});
    body.set("text", area.value);
    return sent;
  },
  XMLHttpRequest: () =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", "/save");
      request.onloadend = done;
      request.send(area.value);
    }),
  sendBeacon: () => navigator.sendBeacon("/save", area.value),
  "a beacon when the page is hidden": () => {
    addEventListener("pagehide", () =>
      navigator.sendBeacon("/save", area.value),
    );
    location.href = "/elsewhere";
  },
  autosave: () =>
    fetch("/autosave", { method: "POST", body: area.value }).catch(() => {}),
  "a wrapped save": () => {
    const guard = createGuard(kit, { collect });
    return guard
      .wrap((text) => fetch("/other", { method: "POST", body: text }))(
        area.value,
      )
      .catch(() => {});
  },
  "a form moved into a frame": () => {
    const inner = document.querySelector("#inner").contentDocument;
    inner.body.append(form);
    form.requestSubmit();
  },
  "a target in a frame": () => {
    form.target = "inner";
    form.requestSubmit();
  },
};

for (const [name, way] of Object.entries(BY_SCRIPT)) {
  test(`held: ${name}`, async (t) => {
    const { page, received } = await open(t);
    await page.fill("textarea", WRONG);
    await page.evaluate(way).catch(() => {});
    await page.waitForTimeout(200);
    assert.deepEqual(arrived(received), []);
    assert.deepEqual(page.errors, []);
  });
}

test("held: buttons, Enter and what is not yet told to the page", async (t) => {
  const { page, received } = await open(t);
  await page.fill("textarea", WRONG);
  for (const button of ["#go", "#other", "#skip", "#image"])
    await page.click(button);
  await page.press("input[name=one]", "Enter");
  // Set by script, so that no event tells of it.
  await page.evaluate((text) => {
    area.value = "好";
    form.requestSubmit = form.requestSubmit.bind(form);
    area.value = text;
  }, WRONG);
  await page.click("#go");
  await page.waitForTimeout(200);
  assert.deepEqual(arrived(received), []);
});

test("held: in a second tab, and after the back button", async (t) => {
  const { page, origin, received } = await open(t);
  await page.fill("textarea", WRONG);
  await page.waitForTimeout(600);
  const second = await page.context().newPage();
  await second.goto(origin);
  await second.waitForSelector("html[data-done]", { state: "attached" });
  assert.equal(
    await second.evaluate("area.value"),
    WRONG,
    "the draft is there in the second tab",
  );
  await second.click("#go");
  await page.evaluate("draft.stop()");
  await page.click("#away");
  await page.goBack();
  await page.waitForSelector("html[data-done]", { state: "attached" });
  await page.fill("textarea", WRONG);
  await page.click("#go");
  await page.waitForTimeout(200);
  assert.deepEqual(arrived(received), []);
});

test("held: a service worker has nothing to send again", async (t) => {
  const worker = `const kept = [];
    addEventListener("fetch", (event) => {
      if (event.request.method !== "POST") return;
      kept.push(event.request.clone());
      event.respondWith(fetch(event.request).catch(() => new Response("later")));
    });
    addEventListener("message", () => kept.splice(0).forEach((request) => fetch(request)));`;
  const { page, received } = await open(t, { "/sw.js": worker });
  await page.evaluate(async () => {
    const policy = trustedTypes.createPolicy("test", {
      createScriptURL: (url) => url,
    });
    await navigator.serviceWorker.register(policy.createScriptURL("/sw.js"));
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await page.waitForSelector("html[data-done]", { state: "attached" });
  await page.fill("textarea", WRONG);
  await page.evaluate(() =>
    fetch("/save", { method: "POST", body: area.value }).catch(() => {}),
  );
  await page.click("#go");
  await page.evaluate(() =>
    navigator.serviceWorker.controller?.postMessage("again"),
  );
  await page.waitForTimeout(300);
  assert.deepEqual(arrived(received), []);
});

test("held: what an input method still holds is part of the text", async (t) => {
  const { page, received } = await open(t);
  await page.fill("textarea", `${SECRET}完成。`);
  await page.focus("textarea");
  await page.evaluate("area.setSelectionRange(0, 0)");
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", {
    text: "截止目前",
    selectionStart: 4,
    selectionEnd: 4,
  });
  await page.evaluate("form.requestSubmit()");
  await page.waitForTimeout(200);
  assert.deepEqual(arrived(received), []);
});

test("what passes goes out once, with a receipt that verifies, and nothing else is asked for", async (t) => {
  const { page, received } = await open(t);
  await page.fill("textarea", WRONG);
  await page.click("#go");
  await page.fill("textarea", RIGHT);
  await page.click("#go");
  await page.waitForURL(/save/);
  const posts = received.filter(({ method }) => method === "POST");
  assert.equal(posts.length, 1);
  const form = new URLSearchParams(posts[0].body);
  assert.equal(form.get("text"), RIGHT);
  const kit = await createKit({});
  assert.deepEqual(
    kit.verifyReceipt(
      { text: form.get("text") },
      JSON.parse(form.get("receipt")),
    ),
    {
      valid: true,
      problems: [],
    },
  );
  kit.free();
  const others = received.filter(
    ({ url }) => !/^\/(dist\/.*|page\.js|save|favicon\.ico)?$/.test(url),
  );
  assert.deepEqual(
    others,
    [],
    "the kit asks for its own files and nothing else",
  );
});

test("with the network cut after load everything still works", async (t) => {
  const { page } = await open(t);
  await page.context().setOffline(true);
  await page.fill("textarea", WRONG);
  await page.evaluate("guard.check()");
  assert.equal(await page.evaluate("guard.state"), "hold");
  await page.fill("textarea", RIGHT);
  await page.evaluate("guard.check()");
  assert.equal(await page.evaluate("guard.state"), "pass");
});

test("a kit that died holds, says so, and a new one goes on with the same text", async (t) => {
  const script = SCRIPT.replace(
    "const guard = guardForm(form, kit, {",
    "const guard = guardForm(form, { review: () => { throw new Error('worker died'); } }, { restart: () => kit,",
  );
  const { page, received } = await open(t, { "/page.js": script });
  await page.fill("textarea", RIGHT);
  await page.click("#go");
  const status = page.locator("[data-xianshen=status]");
  await status.getByText("检查没有完成").waitFor();
  assert.deepEqual(arrived(received), []);
  await status.getByRole("button", { name: "重新检查" }).click();
  await page.waitForFunction("guard.state === 'pass'");
  assert.equal(await page.inputValue("textarea"), RIGHT);
  await page.click("#go");
  await page.waitForURL(/save/);
  assert.equal(arrived(received).length, 1);
});

test("leaving the page does not lose the draft", async (t) => {
  const { page, origin } = await open(t);
  await page.fill("textarea", WRONG);
  await page.click("#away");
  await page.goto(origin);
  await page.waitForSelector("html[data-done]", { state: "attached" });
  assert.equal(await page.inputValue("textarea"), WRONG);
  await page.evaluate("draft.discard()");
  await page.reload();
  await page.waitForSelector("html[data-done]", { state: "attached" });
  assert.equal(await page.inputValue("textarea"), "");
});
