/** The session core by itself: reading the DOM, arithmetic on places, boxes, strict pages, speed, failures. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";
import { project, stage } from "./support/browser.mjs";

const { open } = stage();

async function withPage(work, use = "", options = {}) {
  const page = await open(use, options);
  try {
    await work(page, (fn, argument) => page.evaluate(fn, argument));
    assert.deepEqual(page.errors, []);
  } finally {
    await page.context().close();
  }
}

async function load(file) {
  const { outputFiles } = await build({
    entryPoints: [`${project}/pkg/src/${file}`],
    bundle: true,
    write: false,
    format: "esm",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}

/** A small generator of random numbers, so that a failure can be run again. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("DOM to blocks", async () => {
  const cases = [
    ["<p>一</p><p>二</p>", ["一", "二"]],
    ["一<br>二<br><br>三<br>", ["一", "二", "", "三"]],
    ["<p><br></p><p>一<br></p>", ["", "一"]],
    ["", [""]],
    ["<ul>\n  <li>一</li>\n  <li>二<ul><li>三</li></ul></li>\n</ul>", ["一", "二", "三"]],
    ["<table><tbody><tr><td>一</td><td>二</td></tr></tbody></table>", ["一", "二"]],
    ["<p>\n   一  二\n三 </p>", ["一 二 三"]],
    ["<pre>一\n  二\n\n三\n</pre>", ["一", "  二", "", "三"]],
    ["<p>前<img>后</p><hr><p>完</p>", ["前\uFFFC后", "\uFFFC", "完"]],
    ['<p>前<span contenteditable="false">不可改</span>后</p>', ["前\uFFFC后"]],
    ['<div contenteditable="false"><div contenteditable="true">可改</div></div>', ["可改"]],
    ["<p>前<!-- 注 --><script>x</script><style>y</style>后</p>", ["前后"]],
    ["<p>零\u200B宽</p>", ["零\u200B宽"]],
    ["文<div>块</div>字", ["文", "块", "字"]],
    ["<h1>题</h1>散文<blockquote><p>引</p></blockquote>", ["题", "散文", "引"]],
    ["<p>一 <b> 二</b> </p>", ["一 二"]],
    ['<p>一<span style="display:inline-block">二</span></p>', ["一二"]],
    ["<section><header>头</header><x-y>行内</x-y>尾</section>", ["头", "行内尾"]],
  ];
  await withPage(async (_, run) => {
    const read = await run(
      (list) =>
        list.map((html) => {
          const root = document.body.appendChild(document.createElement("div"));
          root.contentEditable = "true";
          root.innerHTML = html;
          const map = harness.readDom(root);
          // Every stretch of every block must be found in the DOM again.
          for (const [block, text] of map.blocks.entries()) {
            for (let at = 0; at <= text.length; at++) {
              const range = map.toRange(block, at, at);
              const back = range && map.locate(range.startContainer, range.startOffset);
              if (back?.block !== block || back.offset !== at) return [html, block, at, back];
            }
          }
          root.remove();
          return [...map.blocks];
        }),
      cases.map(([html]) => html),
    );
    for (const [i, [html, blocks]] of cases.entries()) assert.deepEqual(read[i], blocks, html);
  });
});

test("a fix over folded white space takes all of it; one over an embed is refused", async () => {
  await withPage(async (_, run) => {
    for (const kind of ["contenteditable", "tinymce"]) {
      const seen = await run(async (k) => {
        await harness.mount(k, "<p>请登陆\n   系统<img alt=''>登陆系统</p>", { attach: false });
        const { mounted } = harness;
        const find = (text) => {
          const at = text.indexOf(" ");
          const diagnostic = (from, to, replacement) => ({
            code: "notation/spacing",
            severity: "info",
            message: "m",
            target: { kind: "text", block: 0, from, to },
            clauses: [],
            fixes: [{ title: "", replacement }],
          });
          const object = text.indexOf("\uFFFC");
          return [...(at < 0 ? [] : [diagnostic(at, at + 1, "")]), diagnostic(object - 1, object + 1, "错")];
        };
        const kit = {
          openDocument: () => ({
            replaceBlocks: (at, removed, inserted) => ({
              revision: 1,
              at,
              removed,
              inserted: inserted.length,
              changed: inserted.map((text, i) => ({ block: at + i, diagnostics: i ? [] : find(text) })),
            }),
            close() {},
          }),
          explain: () => undefined,
          rules: () => ({ sources: [] }),
        };
        const root = mounted.editor?.getBody();
        if (root) root.innerHTML = "<p>请登陆\n   系统<img alt=''>登陆系统</p>";
        const session = mounted.attachWith(mounted.module, kit);
        harness.session = session;
        const before = session.text;
        const refused = session.applyFix(session.diagnostics.at(-1));
        const done = session.fixAll("notation/spacing");
        const after = session.text;
        session.detach();
        return { before, refused, done, after };
      }, kind);
      assert.deepEqual(seen, {
        before: "请登陆 系统\uFFFC登陆系统",
        refused: false,
        done: 1,
        after: "请登陆系统\uFFFC登陆系统",
      });
    }
  }, "tinymce");
});

test("a span that comes back from an edit covers the same words", async () => {
  const { diffBlocks } = await load("text-diff.ts");
  const { mover, smallestEdit, movePosition } = await load("session/diff.ts");
  const next = random(20221);
  const letters = ["登", "陆", "系", "统", "😀", "\u0301", "a", "𠮷"];
  const word = () => Array.from({ length: next(7) }, () => letters[next(letters.length)]).join("");
  for (let round = 0; round < 4000; round++) {
    const before = Array.from({ length: 1 + next(4) }, word);
    const text = before.join("\n");
    const from = next(text.length + 1);
    const to = Math.min(text.length, from + next(4));
    const edited = text.slice(0, from) + (next(3) ? word() : "\n") + text.slice(to);
    const after = edited.split("\n");
    const splice = diffBlocks(before, after);
    if (!splice) continue;
    const rebuilt = [...before];
    rebuilt.splice(splice.at, splice.removed, ...after.slice(splice.at, splice.at + splice.inserted));
    assert.deepEqual(rebuilt, after);
    const to_ = mover(before, after, splice);
    for (const [block, line] of before.entries()) {
      for (let at = 0; at < line.length; at++) {
        const span = { block, from: at, to: Math.min(line.length, at + 1 + next(3)) };
        const moved = to_(span);
        if (moved)
          assert.equal(after[moved.block].slice(moved.from, moved.to), line.slice(span.from, span.to));
      }
    }
    const a = word();
    const b = word();
    const edit = smallestEdit(0, 5, a, b);
    assert.equal(a.slice(0, edit.from - 5) + edit.text + a.slice(edit.to - 5), b);
    for (const cut of [edit.from - 5, edit.to - 5]) {
      const high = a.charCodeAt(cut - 1);
      assert.ok(!(high >= 0xd800 && high < 0xdc00), "cut a pair");
    }
  }
  assert.deepEqual(smallestEdit(0, 0, "截止目前", "截至目前"), { block: 0, from: 1, to: 2, text: "至" });
  assert.deepEqual(movePosition({ block: 0, offset: 6 }, [{ block: 0, from: 1, to: 2, text: "好的" }]), {
    block: 0,
    offset: 7,
  });
});

test("boxes where highlights are missing: same words, clipped, moved on scroll, gone after detach", async () => {
  await withPage(async (_page, run) => {
    await run(() => {
      const paragraphs = Array.from({ length: 30 }, (_, i) => `<p>${i} 登陆系统</p>`).join("");
      return harness.mount("contenteditable", paragraphs, { painter: "boxes" });
    });
    await run(() => {
      Object.assign(harness.session.adapter.root.style, { height: "200px", overflow: "auto" });
      return harness.later(80);
    });
    const boxes = () =>
      run(() => {
        const lines = document.querySelector("xianshen-lines")?.shadowRoot.querySelectorAll(".line") ?? [];
        return [...lines].map((line) => Math.round(line.getBoundingClientRect().top));
      });
    const first = await boxes();
    assert.ok(first.length > 1 && first.length < 12, `${first.length} boxes`);
    await run(() => {
      harness.session.adapter.root.scrollTop = 300;
      return harness.later(80);
    });
    assert.notDeepEqual(await boxes(), first);
    assert.deepEqual(await run(() => [...CSS.highlights.keys()]), []);
    const saved = await run(() => harness.mounted.content() === harness.mounted.before);
    assert.equal(saved, true);
    await run(() => harness.session.detach());
    assert.equal(await run(() => document.querySelector("xianshen-lines")), null);
  });
});

test("boxes in a textarea and in TinyMCE", async () => {
  await withPage(async (_, run) => {
    for (const kind of ["textarea", "tinymce"]) {
      await run((k) => harness.mount(k, "<p>登陆系统，帐号</p>", { painter: "boxes" }), kind);
      const seen = await run(() => {
        const { window: view } = harness.session.adapter;
        const count = view.document
          .querySelector("xianshen-lines")
          .shadowRoot.querySelectorAll(".line").length;
        const same = harness.mounted.content() === harness.mounted.before;
        harness.session.detach();
        return { count, same, left: view.document.querySelector("xianshen-lines") };
      });
      assert.deepEqual(seen, { count: 2, same: true, left: null });
    }
  }, "tinymce");
});

test("the mirror of a textarea lies exactly over its text, scrolled too", async () => {
  await withPage(async (_page, run) => {
    const text = Array.from({ length: 40 }, (_, i) => `第${i}行 登陆系统 mixed text 😀`).join("</p><p>");
    await run((t) => harness.mount("textarea", `<p>${t}</p>`), text);
    const heights = await run(() => {
      const body = document.querySelector("xianshen-mirror").shadowRoot.querySelector("div");
      const area = harness.session.adapter.root;
      area.scrollTop = 200;
      return { area: area.scrollHeight, mirror: body.scrollHeight, top: body.style.transform };
    });
    assert.ok(Math.abs(heights.area - heights.mirror) <= 1, JSON.stringify(heights));
    await run(() => harness.later(60));
    const moved = await run(
      () => document.querySelector("xianshen-mirror").shadowRoot.querySelector("div").style.transform,
    );
    assert.match(moved, /-200px/);
  });
});

test("the mirror of a long textarea is as high as its text, whatever way its line height is written", async () => {
  await withPage(async (page, run) => {
    for (const lineHeight of ["1.9", "30.4px", "normal", "1.75em"]) {
      const off = await run(async (height) => {
        const field = document.getElementById("place").appendChild(document.createElement("textarea"));
        Object.assign(field.style, { width: "600px", height: "200px", fontSize: "16px", lineHeight: height });
        field.value = Array.from({ length: 900 }, (_, i) => `第${i}段，请登陆系统。`).join("\n");
        const session = harness.adapters.textarea(field, harness.makeKit());
        await session.settled();
        await harness.later(500);
        const copy = field.nextElementSibling.shadowRoot.querySelector(".text");
        const seen = Math.abs(copy.getBoundingClientRect().height - field.scrollHeight);
        session.detach();
        field.remove();
        return seen;
      }, lineHeight);
      assert.ok(off <= 1, `${lineHeight}: ${off} px apart`);
    }
  });
});

test("the mirror of a textarea is copied only where a line is asked for, and then is right", async () => {
  await withPage(async (page, run) => {
    const lines = ["第一段，登陆系统。", "第二段。", "第三段。"];
    await run((html) => harness.mount("textarea", html), lines.map((line) => `<p>${line}</p>`).join(""));
    await run(() => {
      harness.copied = [];
      const { shadowRoot } = document.querySelector("xianshen-mirror");
      const options = { subtree: true, childList: true, characterData: true };
      new MutationObserver((records) => harness.copied.push(...records)).observe(shadowRoot, options);
      return harness.caret(2, 3);
    });
    // Below the only line that is drawn: nothing of it can move.
    await page.keyboard.type("写下去很长的一段话。");
    await run(() => harness.later(400));
    assert.equal(await run(() => harness.copied.length), 0);
    assert.deepEqual(await run(() => harness.painted()), ["登陆"]);
    // Above it, and where there is something to draw, the copy follows in the same frame.
    await run(() => {
      harness.frames = harness.watchFrames();
      return harness.caret(0, 0);
    });
    await page.keyboard.type("新写的帐号，");
    await page.keyboard.press("Enter");
    await run(() => harness.later(60));
    const seen = await run(() => {
      const body = document.querySelector("xianshen-mirror").shadowRoot.querySelector(".text");
      const rows = [...body.children].map((row) => row.textContent.replace(/\u200B/g, ""));
      return {
        ...harness.frames(),
        painted: harness.painted(),
        same: rows.join("\n") === harness.session.text,
      };
    });
    assert.deepEqual(seen.wrong, []);
    assert.deepEqual(seen.painted, ["帐号", "登陆"]);
    assert.equal(seen.same, true);
    assert.ok((await run(() => harness.copied.length)) > 0);
  });
});

test("events: the session, the page, and plain JSON", async () => {
  await withPage(async (_page, run) => {
    const seen = await run(async () => {
      const heard = [];
      document.addEventListener("xianshen-change", (event) => heard.push(event.detail.diagnostics.length));
      await harness.mount("contenteditable", "<p>登陆系统</p>");
      const own = [];
      const off = harness.session.on("change", (event) => own.push(event.diagnostics.length));
      harness.mounted.set("<p>登陆系统，帐号</p>");
      await harness.later(20);
      off();
      harness.mounted.set("<p>无</p>");
      await harness.later(20);
      return { heard, own, snapshot: harness.session.snapshot() };
    });
    assert.deepEqual(seen.own, [2]);
    assert.deepEqual(seen.heard, [1, 2, 0]);
    assert.deepEqual(seen.snapshot.counts, { error: 0, warning: 0, info: 0 });
    assert.deepEqual(seen.snapshot.painted, []);
  });
});

test("a strict page: no inline style, no inline script, Trusted Types", async () => {
  await withPage(async (page, run) => {
    await run(async () => {
      const policy = document.createElement("meta");
      policy.httpEquiv = "Content-Security-Policy";
      policy.content = "default-src 'self'; style-src 'self'; require-trusted-types-for 'script'";
      document.head.append(policy);
      harness.violations = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        harness.violations.push(event.violatedDirective),
      );
      const root = document.getElementById("place").appendChild(document.createElement("div"));
      root.contentEditable = "true";
      root.textContent = "登陆系统，帐号帐号";
      const panel = document.body.appendChild(document.createElement("xianshen-panel"));
      panel.session = harness.attachTo(root);
      await harness.later(60);
      panel.session.fixAll("lexicon/variant-word");
      await harness.later(60);
    });
    const at = await run(() => harness.session.rects(harness.session.diagnostics[0])[0].toJSON());
    await page.mouse.click(at.left + 8, at.top + 8);
    assert.equal(await page.locator("xianshen-card .message").count(), 1);
    await page.keyboard.press("Escape");
    await page.locator("xianshen-panel [role=option]").first().click();
    // A mirror, boxes, a frame of the page's own and a list of which only a part is drawn.
    const more = await run(async () => {
      const place = document.getElementById("place2");
      const field = place.appendChild(document.createElement("textarea"));
      field.value = "登陆系统\n截止目前";
      const field2 = harness.adapters.textarea(field, harness.makeKit(), { painter: "boxes" });
      const frame = place.appendChild(document.createElement("iframe"));
      const body = frame.contentDocument.body;
      for (let i = 0; i < 300; i++)
        body.appendChild(frame.contentDocument.createElement("p")).textContent = "登陆系统";
      body.contentEditable = "true";
      const framed = harness.adapters.contenteditable(frame, harness.makeKit());
      const panel = document.querySelector("xianshen-panel");
      const sessions = [...panel.sessions, field2, framed];
      panel.sessions = sessions;
      await harness.later(300);
      framed.focus(framed.diagnostics[250]);
      await harness.later(300);
      const seen = [
        document.querySelectorAll("xianshen-lines").length,
        // Of three hundred lines those in sight are held, and one of them lies under the words gone to.
        [...frame.contentWindow.CSS.highlights.get("xianshen-error")].length < 60,
        [...frame.contentWindow.CSS.highlights.get("xianshen-error")].some(
          (range) => range.startContainer.parentNode === body.children[250],
        ),
        panel.shadowRoot.querySelectorAll("[role=option]").length < 150,
      ];
      field2.detach();
      framed.detach();
      return seen;
    });
    assert.deepEqual(more, [1, true, true, true]);
    assert.deepEqual(await run(() => harness.violations), []);
    assert.equal(await run(() => harness.session.text), "登陆系统，账号账号");
  });
});

test("a kit that fails is told of, and asked again at the next change", async () => {
  await withPage(async (_, run) => {
    const seen = await run(async () => {
      await harness.mount("contenteditable", "<p>帐号</p>", { kit: { remote: true } });
      const { session, kit } = harness;
      await session.settled();
      const errors = [];
      session.on("error", (error) => errors.push(String(error.message)));
      kit.fail = true;
      harness.mounted.set("<p>帐号，登陆系统</p>");
      await harness.later(40);
      const held = session.pending;
      kit.fail = false;
      harness.mounted.set("<p>帐号，登陆系统。</p>");
      await harness.later(60);
      return { errors, held, after: harness.painted(), pending: session.pending };
    });
    assert.deepEqual(seen, { errors: ["worker gone"], held: true, after: ["帐号", "登陆"], pending: false });
  });
});

test("twenty thousand characters and a thousand findings: a keystroke stays well under a frame", async () => {
  await withPage(async (_page, run) => {
    const html = Array.from(
      { length: 200 },
      (_, i) => `<p>第${i}段${"各单位登陆系统核对信息，请注意。".repeat(5)}填充文字。</p>`,
    ).join("");
    await run((h) => harness.mount("contenteditable", h), html);
    assert.equal(await run(() => harness.session.diagnostics.length), 1000);
    await run(() => harness.caret(100, 3));
    await run(() => {
      harness.kit.log.splice(0);
      harness.times = [];
      const { session } = harness;
      const node = session.adapter.read().toRange(100, 3, 3).startContainer;
      for (let i = 0; i < 30; i++) {
        node.insertData(3, "好");
        const start = performance.now();
        session.flush();
        harness.times.push(performance.now() - start);
      }
    });
    const { times, checked } = await run(() => ({
      times: harness.times.sort((a, b) => a - b),
      checked: harness.kit.log.flatMap((call) => call.inserted).length,
    }));
    assert.equal(checked, 30);
    console.log(`read, judge and paint: median ${times[15].toFixed(1)} ms, worst ${times[29].toFixed(1)} ms`);
    assert.ok(times[15] < 16, `median ${times[15]} ms`);
  });
});

test("a frame that is written anew keeps its session, its lines and its card", async () => {
  await withPage(async (page, run) => {
    await run(() => harness.mount("iframe", "<p>请登陆系统</p>"));
    const seen = await run(async () => {
      const { session } = harness;
      const frame = document.querySelector("iframe");
      const { root } = session.adapter;
      let told = 0;
      frame.addEventListener("xianshen-change", () => told++);
      frame.srcdoc = "<!doctype html><title>anew</title><body contenteditable><p>又登陆平台，帐号</p>";
      await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
      await harness.later(40);
      const moved = session.adapter.root !== root;
      const first = { text: session.text, painted: harness.painted() };
      session.adapter.root.firstChild.firstChild.insertData(0, "好");
      await harness.later(40);
      return { moved, told: told > 1, first, text: session.text, painted: harness.painted() };
    });
    assert.deepEqual(seen, {
      moved: true,
      told: true,
      first: { text: "又登陆平台，帐号", painted: ["帐号", "登陆"] },
      text: "好又登陆平台，帐号",
      painted: ["帐号", "登陆"],
    });
    await run(() => harness.caret(0, 2));
    await page.keyboard.press("Alt+Enter");
    await page.waitForSelector("xianshen-card");
  });
});
