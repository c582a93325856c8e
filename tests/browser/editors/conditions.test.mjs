/**
 * Every adapter under the conditions of a strict office: a content security policy without unsafe-inline, Trusted
 * Types, forced colours, a dark page. Editors break some of these rules themselves; what counts is that a session,
 * its card and its panel add nothing.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TWO_WORDS } from "./contract/index.mjs";
import { KINDS, launch, openPage, startServer } from "./support/browser.mjs";

const HTML = "<p>请用户😀登陆系统，截止目前已有三人。</p><p>帐号密码𠮷登陆系统。</p>";
const wanted = process.env.EDITORS?.split(",");

/** Reported only, so that the editors run: what they break was broken before the session came. */
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; worker-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

let server;
let browser;
before(async () => {
  server = await startServer({
    headers: { "content-security-policy-report-only": POLICY },
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function withEditor(kind, options, work) {
  const page = await openPage(browser, server.origin, kind.id, options);
  const run = (fn, argument) => page.evaluate(fn, argument);
  try {
    await work(run, page);
  } finally {
    await page.context().close();
  }
}

describe("every adapter", { concurrency: 3 }, () => {
  for (const kind of KINDS) {
    if (wanted && !wanted.includes(kind.id)) continue;

    test(`${kind.name}: strict CSP and Trusted Types are not violated`, async () => {
      await withEditor(kind, {}, async (run) => {
        const broken = await run(
          async ([id, html]) => {
            // A violation names the script that made it: ours are in page.js, editors in files of their own.
            const ours = [];
            const listen = (page) =>
              page.addEventListener("securitypolicyviolation", (event) => {
                if (/\/page\.js/.test(event.sourceFile))
                  ours.push(`${event.effectiveDirective} ${event.sample} ${event.lineNumber}`);
              });
            listen(document);
            await harness.mount(id, html);
            const { session } = harness;
            const frame = session.adapter.root.ownerDocument;
            if (frame !== document) listen(frame);
            const panel = document.createElement("xianshen-panel");
            panel.session = session;
            document.getElementById("place2").append(panel);
            const [first] = session.diagnostics;
            session.highlight(first);
            session.focus(first);
            session.adapter.root.dispatchEvent(
              new session.adapter.window.KeyboardEvent("keydown", {
                key: "Enter",
                altKey: true,
                bubbles: true,
              }),
            );
            await harness.later(60);
            const card = document.querySelector("xianshen-card") !== null;
            session.fixAll("lexicon/typo");
            await harness.later(60);
            session.ignoreWord(
              session.diagnostics.find((d) => d.severity !== "error"),
              "核对过",
            );
            session.detach();
            await harness.later(60);
            return { ours, card };
          },
          [kind.id, HTML],
        );
        assert.deepEqual(broken, { ours: [], card: true });
      });
    });

    test(`${kind.name}: lines are boxes under forced colours, and differ in shape`, async () => {
      await withEditor(kind, { forcedColors: "active" }, async (run) => {
        const seen = await run(
          async ([id, html]) => {
            await harness.mount(id, html);
            await harness.frame();
            const page = harness.session.adapter.root.ownerDocument;
            const overlay = page.querySelector("xianshen-lines");
            const shapes = {};
            for (const line of overlay?.shadowRoot.querySelectorAll(".line") ?? []) {
              const style = page.defaultView.getComputedStyle(line);
              shapes[line.className] =
                `${style.backgroundImage === "none" ? "" : "wave"}${style.borderBottomStyle}`;
            }
            return { painted: harness.painted(), shapes };
          },
          [kind.id, HTML],
        );
        assert.deepEqual(seen.painted, TWO_WORDS);
        assert.match(seen.shapes["line error"], /^wave/);
        assert.equal(seen.shapes["line warning"], "double");
      });
    });

    test(`${kind.name}: lines take the colours of a dark page`, async () => {
      await withEditor(kind, { colorScheme: "dark" }, async (run) => {
        const colours = await run(
          async ([id, html]) => {
            await harness.mount(id, html);
            const { root, window: view } = harness.session.adapter;
            const of = (scheme) => {
              root.ownerDocument.documentElement.style.colorScheme = scheme;
              const carrier = root.matches("textarea,input")
                ? root.nextElementSibling.shadowRoot.firstElementChild
                : root;
              carrier.style.colorScheme = scheme;
              return view.getComputedStyle(carrier, "::highlight(xianshen-error)").textDecorationColor;
            };
            return [of("light"), of("dark"), harness.painted()];
          },
          [kind.id, HTML],
        );
        assert.notEqual(colours[0], colours[1]);
        assert.deepEqual(colours[2], TWO_WORDS);
      });
    });
  }
});
