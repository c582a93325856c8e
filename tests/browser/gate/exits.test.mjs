/**
 * Every known way out of a page, in Chromium and in the stock Firefox ESR, against a server that records every byte:
 * with an error standing, none of the article arrives; after passing, exactly one submission does. Each way is taken
 * twice, first with the wrong text and then with the right one, so that a way that leads nowhere proves nothing.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createKit } from "../../../pkg/dist/node.js";
import { launchChromium, launchFirefox } from "../editors/support/drive.mjs";
import { MINE, record } from "./recorder.mjs";

/** What must not arrive while an error stands beside it. */
const SECRET = "某县水利工程验收";
const WRONG = `截止目前，${SECRET}完成。`;
const RIGHT = `截至目前，${SECRET}完成。`;

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>t</title>
<form id="f" method="post" action="/save" accept-charset="utf-8">
<textarea name="text"></textarea><input name="receipt" type="hidden"><input name="one">
<button id="go">发布</button><button id="other" name="kind" value="other" formaction="/save?other">另发</button>
<button id="skip" formnovalidate>直接发</button><input id="image" type="image" alt="图">
</form><iframe id="inner" name="inner"></iframe><a id="link">链接</a><a id="tab" target="_blank" rel="opener">新窗口</a>
<script type="module" src="/page.js"></script></html>`;

const SCRIPT = `
import { createKit } from "/dist/index.js";
import "/dist/elements/index.js";
import { createGuard, guardForm, guardNavigation, guardRequests, keepDraft } from "/dist/gate.js";
const kit = await createKit({ now: "2026-11-22T09:30" });
const later = (value) => new Promise((resolve) => setTimeout(resolve, 20, value));
const judge = location.search.includes("slow") ? { review: (given) => later(kit.review(given)) } : kit;
const form = document.querySelector("#f");
const area = form.elements.text;
const collect = () => ({ text: area.value });
window.verdicts = 0;
const guard = guardForm(form, judge, {
  collect,
  onVerdict(verdict, state) {
    window.verdicts += 1;
    form.elements.receipt.value = state === "pass" ? JSON.stringify(kit.receipt(collect())) : "";
  },
});
const match = ["/save", "/autosave"];
const methods = ["GET", "POST", "PUT", "PATCH"];
const collectCall = ({ url, body }) => {
  const query = new URL(url).searchParams.get("text");
  const text = query ?? (body instanceof FormData ? String(body.get("text")) : String(body ?? ""));
  return url.includes("/autosave") ? { "操作": "草稿", text } : { text };
};
guardRequests(judge, { match, methods, collect: collectCall });
guardNavigation(judge, { match, collect: collectCall });
const draft = keepDraft({ key: "a", collect: () => (area.value ? { text: area.value } : null) });
if (draft.found) area.value = draft.found.value.text;
const address = () => "/save?text=" + encodeURIComponent(area.value);
addEventListener("pageshow", (event) => (window.persisted = event.persisted));
Object.assign(window, { kit, judge, guard, guardForm, draft, form, area, createGuard, collect, address });
document.documentElement.dataset.done = "";`;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what, check, limit = 8_000) {
  for (const end = Date.now() + limit; Date.now() < end; await pause(40))
    if (await Promise.resolve(check()).catch(() => false)) return;
  throw new Error(`not in time: ${what}`);
}

const decode = (text) => {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
};
const arrived = (received) =>
  received.filter(({ url, body }) =>
    [url, body, decode(url), decode(body)].some((part) => part.includes(SECRET)),
  );

/** Puts a text into the field as a user's edit would. */
const write = (page, text) =>
  page.evaluate((value) => {
    area.value = value;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
const done = (page) =>
  until("the page is ready", () => page.evaluate(() => "done" in document.documentElement.dataset));

/**
 * Ways out by script, run in the page; each may throw where it is held. In a list with `never`: nothing of the article
 * leaves that way (in that browser), whatever the verdict.
 */
const BY_SCRIPT = {
  "form.submit()": () => form.submit(),
  "form.requestSubmit()": () => form.requestSubmit(),
  "requestSubmit of a button": () => form.requestSubmit(document.querySelector("#other")),
  "submit() with validation off": () => {
    form.noValidate = true;
    form.submit();
  },
  "click() on a button without validation": () => document.querySelector("#skip").click(),
  "click() on an image button": () => document.querySelector("#image").click(),
  "a form that asks by GET": () => {
    form.method = "get";
    form.requestSubmit();
  },
  "an event made by hand": [
    () => form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })),
    "never in Chromium",
  ],
  "fetch with text": () => fetch("/save", { method: "POST", body: area.value }).catch(() => {}),
  "fetch with form data": () => fetch("/save", { method: "POST", body: new FormData(form) }).catch(() => {}),
  "fetch of a Request": () =>
    fetch(new Request("/save", { method: "POST", body: area.value })).catch(() => {}),
  "fetch of a Request with form data": () =>
    fetch(new Request("/save", { method: "POST", body: new FormData(form) })).catch(() => {}),
  "fetch with keepalive": () =>
    fetch("/save", { method: "POST", body: area.value, keepalive: true }).catch(() => {}),
  "fetch with the article in the address": () => fetch(address()).catch(() => {}),
  "fetch whose body changes while it is checked": [
    () => {
      const body = new FormData();
      body.set("text", "好");
      const sent = fetch("/save", { method: "POST", body }).catch(() => {});
      body.set("text", area.value);
      return sent;
    },
    "never",
  ],
  "autosave of a draft": [
    () => fetch("/autosave", { method: "POST", body: area.value }).catch(() => {}),
    "never",
  ],
  XMLHttpRequest: () =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", "/save");
      request.onloadend = resolve;
      request.send(area.value);
    }),
  sendBeacon: [() => navigator.sendBeacon("/save", area.value), "never where a check takes its time"],
  "a beacon when the page is hidden": [
    () => {
      addEventListener("pagehide", () => navigator.sendBeacon("/save", area.value));
      location.href = "/elsewhere";
    },
    "never where a check takes its time",
  ],
  "a wrapped save": () =>
    createGuard(judge, { collect })
      .wrap((text) => fetch("/other", { method: "POST", body: text }))(area.value)
      .catch(() => {}),
  "a form moved into a frame": () => {
    document.querySelector("#inner").contentDocument.body.append(form);
    form.requestSubmit();
  },
  "a form that was written in a frame": () => {
    const doc = document.querySelector("#inner").contentDocument;
    const [other, field, button] = ["form", "textarea", "button"].map((tag) => doc.createElement(tag));
    Object.assign(other, { method: "post", action: "/save" });
    Object.assign(field, { name: "text", value: area.value });
    other.append(field, button);
    doc.body.append(other);
    guardForm(other, judge, { collect: () => ({ text: field.value }) });
    button.click();
  },
  "a form whose answer goes into a frame": () => {
    form.target = "inner";
    form.requestSubmit();
  },
  "a link": () => {
    document.querySelector("#link").href = address();
    document.querySelector("#link").click();
  },
  "a link to another window": () => {
    document.querySelector("#tab").href = address();
    document.querySelector("#tab").click();
  },
  "window.open": () => window.open(address()),
  "location.href": () => {
    location.href = address();
  },
  "location.assign": () => location.assign(address()),
  "navigation.navigate()": () => {
    navigation.navigate(address()).finished.catch(() => {});
  },
};

/** What a person does at the keyboard and the mouse. */
const BY_HAND = {
  "a click": (page) => page.click("#go"),
  "a click on another button": (page) => page.click("#other"),
  "a click on a button without validation": (page) => page.click("#skip"),
  "a click on an image button": (page) => page.click("#image"),
  Enter: async (page) => {
    await page.focus("input[name=one]");
    await page.keyboard.press("Enter");
  },
};

/** `slow`: every check takes its time, as that of a kit in a worker does. */
function exits(name, launch, slow = false) {
  const title = slow ? `${name}, where a check takes its time` : name;
  describe(title, { concurrency: 1 }, () => {
    let browser;
    before(async () => {
      browser = await launch({ mine: MINE });
    });
    after(() => browser?.close());

    async function open(t, extra = {}) {
      const server = await record(t, { "/": PAGE, "/page.js": SCRIPT, "/elsewhere": "<p>别处", ...extra });
      const known = new Set(await browser.pages());
      const page = await browser.newPage();
      t.after(async () => {
        for (const tab of await browser.pages()) if (!known.has(tab)) await tab.close().catch(() => {});
      });
      await page.goto(`${server.origin}/${slow ? "?slow" : ""}`);
      await done(page);
      return { page, ...server };
    }

    /** One way, held with the wrong text and taken once with the right one. */
    async function both(t, way, closed = "") {
      const always = closed === "never" || closed === `never in ${name}`;
      const never = always || (slow && closed === "never where a check takes its time");
      const { page, received } = await open(t);
      await write(page, WRONG);
      await way(page).catch(() => {});
      await pause(slow ? 300 : 150);
      assert.deepEqual(arrived(received), [], "held");
      // A way that led out of the page is begun anew.
      const { origin } = new URL(page.url());
      await page.evaluate(() => draft.discard()).catch(() => {});
      await page.goto(`${origin}/?again${slow ? "&slow" : ""}`);
      await done(page);
      await write(page, RIGHT);
      await way(page).catch(() => {});
      if (!never) await until("it arrives", async () => arrived(received).length > 0);
      await pause(150);
      assert.equal(arrived(received).length, never ? 0 : 1, "let go once");
    }

    for (const [way, given] of Object.entries(BY_SCRIPT)) {
      const [run, never] = [given].flat();
      test(way, (t) => both(t, (page) => page.evaluate(run), never));
    }
    for (const [way, run] of Object.entries(BY_HAND)) test(way, (t) => both(t, run));
    if (slow) return;

    test("what is not yet told to the page", async (t) => {
      const { page, received } = await open(t);
      await page.evaluate((text) => {
        area.value = text;
        form.requestSubmit = form.requestSubmit.bind(form);
      }, WRONG);
      await page.click("#go");
      await pause(150);
      assert.deepEqual(arrived(received), []);
    });

    test("what an input method still holds is part of the text", async (t) => {
      const { page, received } = await open(t);
      await write(page, `，${SECRET}完成。`);
      await page.focus("textarea");
      await page.evaluate(() => area.setSelectionRange(0, 0));
      if (name === "Chromium") {
        const session = await page.createCDPSession();
        const selection = { selectionStart: 4, selectionEnd: 4 };
        await session.send("Input.imeSetComposition", { text: "截止目前", ...selection });
      } else {
        // WebDriver BiDi drives no input method; this is what one leaves in the field.
        await page.evaluate((text) => {
          area.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
          area.value = text;
          area.dispatchEvent(new CompositionEvent("compositionupdate", { bubbles: true, data: "截止目前" }));
        }, WRONG);
      }
      assert.equal(await page.evaluate(() => area.value), WRONG);
      await page.evaluate(() => form.requestSubmit());
      await pause(150);
      assert.deepEqual(arrived(received), []);
    });

    test("a second tab", async (t) => {
      const { page, origin, received } = await open(t);
      await write(page, WRONG);
      await pause(600);
      const second = await browser.newPage();
      await second.goto(origin);
      await done(second);
      assert.equal(await second.evaluate(() => area.value), WRONG, "the draft is there in the second tab");
      await second.click("#go");
      await pause(150);
      assert.deepEqual(arrived(received), []);
    });

    test("a page out of the back/forward cache is judged anew", async (t) => {
      const { page, received, origin } = await open(t);
      await write(page, RIGHT);
      await until("it passes", () => page.evaluate(() => guard.state === "pass"));
      await page.evaluate(() => {
        window.verdicts = 0;
      });
      await page.goto(`${origin}/elsewhere`);
      await page.evaluate(() => history.back()).catch(() => {});
      await until("the page is back", () => page.evaluate(() => window.persisted === true));
      await until("it is judged", () => page.evaluate(() => window.verdicts >= 2 && guard.state === "pass"));
      await write(page, WRONG);
      await page.click("#go");
      await pause(150);
      assert.deepEqual(arrived(received), []);
    });

    test("a check that was left under way lets nothing go after the way back", async (t) => {
      const script = SCRIPT.replace(
        "const guard = guardForm(form, judge, {",
        `window.answers = [];
        const slow = { review: (given) => new Promise((resolve) => answers.push(() => resolve(kit.review(given)))) };
        const guard = guardForm(form, slow, {`,
      );
      const { page, received, origin } = await open(t, { "/page.js": script });
      await write(page, RIGHT);
      await page.click("#go");
      await page.goto(`${origin}/elsewhere`);
      await page.evaluate(() => history.back()).catch(() => {});
      await until("the page is back", () => page.evaluate(() => window.persisted === true));
      for (let round = 0; round < 6; round++) {
        await page.evaluate(() => answers.splice(0).forEach((answer) => answer()));
        await pause(60);
      }
      assert.equal(await page.evaluate(() => guard.state), "pass");
      assert.deepEqual(arrived(received), [], "nobody has pressed the button since");
    });

    test("a service worker sends what did not get through once more, and only what passed", async (t) => {
      const worker = `const kept = [];
        let down = true;
        addEventListener("install", () => skipWaiting());
        addEventListener("activate", (event) => event.waitUntil(clients.claim()));
        addEventListener("fetch", (event) => {
          if (event.request.method !== "POST") return;
          if (!down) return event.respondWith(fetch(event.request));
          kept.push(event.request.clone());
          event.respondWith(new Response("later", { status: 503 }));
        });
        addEventListener("message", ({ data, ports }) => {
          down = data === "down";
          const sent = down ? [] : kept.splice(0).map((request) => fetch(request));
          Promise.allSettled(sent).then(() => ports[0].postMessage(sent.length));
        });`;
      const { page, received } = await open(t, { "/sw.js": worker });
      await page.evaluate(async () => {
        const policy = window.trustedTypes?.createPolicy("test", { createScriptURL: (url) => url });
        await navigator.serviceWorker.register(policy ? policy.createScriptURL("/sw.js") : "/sw.js");
        await navigator.serviceWorker.ready;
      });
      await until("it controls the page", () =>
        page.evaluate(() => Boolean(navigator.serviceWorker.controller)),
      );
      /** Saves while the way is down; how many requests go out when it is up again. */
      const retried = () =>
        page.evaluate(async () => {
          const tell = (word) =>
            new Promise((resolve) => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = ({ data }) => resolve(data);
              navigator.serviceWorker.controller.postMessage(word, [port2]);
            });
          await tell("down");
          await fetch("/save", { method: "POST", body: area.value }).catch(() => {});
          return tell("up");
        });
      await write(page, WRONG);
      await page.click("#go");
      assert.equal(await retried(), 0);
      await pause(300);
      assert.deepEqual(arrived(received), []);
      await write(page, RIGHT);
      assert.equal(await retried(), 1);
      await until("it arrives", async () => arrived(received).length > 0);
      await pause(300);
      assert.equal(arrived(received).length, 1);
    });

    test("what passes goes out once, with a receipt that verifies, and nothing else is asked for", async (t) => {
      const { page, received } = await open(t);
      await write(page, WRONG);
      await page.click("#go");
      await write(page, RIGHT);
      await page.click("#go");
      await until("it is sent", async () => page.url().includes("/save"));
      const posts = received.filter(({ method }) => method === "POST");
      assert.equal(posts.length, 1);
      const form = new URLSearchParams(posts[0].body);
      assert.equal(form.get("text"), RIGHT);
      const kit = await createKit({});
      const verified = kit.verifyReceipt({ text: form.get("text") }, JSON.parse(form.get("receipt")));
      assert.deepEqual(verified, { valid: true, problems: [] });
      kit.free();
      const others = received.filter(({ url }) => !/^\/(dist\/.*|page\.js|save|favicon\.ico)?$/.test(url));
      assert.deepEqual(others, [], "the kit asks for its own files and nothing else");
    });

    test("leaving the page does not lose the draft", async (t) => {
      const { page, origin } = await open(t);
      await write(page, WRONG);
      await page.evaluate(() => {
        location.href = "/elsewhere";
      });
      await until("it is left", async () => page.url().includes("elsewhere"));
      await page.goto(origin);
      await done(page);
      assert.equal(await page.evaluate(() => area.value), WRONG);
      await page.evaluate(() => draft.discard());
      await page.reload();
      await done(page);
      assert.equal(await page.evaluate(() => draft.found), null);
    });

    /** Ways in which a kit fails: how it is made, and what is said. */
    const FAILURES = {
      "a worker that dies without a word": [
        `const policy = window.trustedTypes?.createPolicy("test", { createScriptURL: (url) => url });
        const worker = new Worker(policy ? policy.createScriptURL("/dist/worker.js") : "/dist/worker.js");
        const given = await createKit({ worker });
        worker.terminate();`,
        /没有回应/,
      ],
      "a rule pack that is wrong": [
        `const given = createKit({ rules: [{ id: "ours", lexicon: [{}] }] });`,
        /规则包有误/,
      ],
      "a file that is missing": [`const given = createKit({ worker: "/nowhere.js" });`, /没有载入/],
      "memory that ran out": [
        `const given = { review: () => { throw new RangeError("out of memory"); } };`,
        /检查程序出错/,
      ],
    };
    for (const [failure, [make, said]] of Object.entries(FAILURES)) {
      test(`held, told and begun anew: ${failure}`, async (t) => {
        const script = SCRIPT.replace(
          "const guard = guardForm(form, judge, {",
          `${make}\nconst guard = guardForm(form, given, { restart: () => kit, patience: 400,`,
        );
        const { page, received } = await open(t, { "/page.js": script });
        await write(page, RIGHT);
        await page.click("#go");
        const status = () => document.querySelector("[data-xianshen=status]").shadowRoot;
        await until("it is told", async () => said.test(await page.evaluate(`(${status})().textContent`)));
        assert.equal(await page.evaluate(() => guard.state), "failed");
        assert.deepEqual(arrived(received), []);
        await page.evaluate(`(${status})().querySelector("[data-action=again]").click()`);
        await until("it passes", () => page.evaluate(() => guard.state === "pass"));
        assert.equal(await page.evaluate(() => area.value), RIGHT);
        await page.click("#go");
        await until("it is sent", async () => page.url().includes("/save"));
        assert.equal(arrived(received).length, 1);
      });
    }
  });
}

exits("Chromium", launchChromium);
exits("Firefox ESR", launchFirefox);
exits("Chromium", launchChromium, true);
