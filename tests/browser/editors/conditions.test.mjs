/**
 * Every adapter under the conditions of a strict office: a content security policy without unsafe-inline, Trusted
 * Types, forced colours, a dark page. Editors break some of these rules themselves; what counts is that a session,
 * its card and its panel add nothing.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { KINDS, stage } from "./support/browser.mjs";

const HTML = "<p>请用户😀登陆系统，截止目前已有三人。</p><p>帐号密码𠮷登陆系统，最佳。</p>";
const WORDS = ["帐号", "截止目前", "最佳", "登陆", "登陆"];
const wanted = process.env.EDITORS?.split(",");

/** Reported only, so that the editors run: what they break was broken before the session came. */
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; worker-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const { open } = stage({ headers: { "content-security-policy-report-only": POLICY } });

/** A policy's violation names the script that made it: ours are in page.js, editors in files of their own. */
async function strict([id, html]) {
  const ours = [];
  const note = ({ sourceFile, effectiveDirective, sample, lineNumber }) => {
    if (/\/page\.js/.test(sourceFile)) ours.push(`${effectiveDirective} ${sample} ${lineNumber}`);
  };
  document.addEventListener("securitypolicyviolation", note);
  await harness.mount(id, html);
  const { session } = harness;
  const frame = session.adapter.root.ownerDocument;
  if (frame !== document) frame.addEventListener("securitypolicyviolation", note);
  const panel = document.createElement("xianshen-panel");
  panel.session = session;
  document.getElementById("place2").append(panel);
  const [first] = session.diagnostics;
  session.highlight(first);
  session.focus(first);
  const { KeyboardEvent } = session.adapter.window;
  session.adapter.root.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", altKey: true, bubbles: true }),
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
  document.removeEventListener("securitypolicyviolation", note);
  await harness.reset();
  return { ours, card };
}

/** What is drawn under forced colours: the words, and the shape of the line of each severity. */
async function forced() {
  const page = harness.session.adapter.root.ownerDocument;
  // The browser tells a frame of the change when it next draws it, which on a busy machine may be late.
  for (let turn = 0; turn < 50 && !page.querySelector("xianshen-lines"); turn++) await harness.later(60);
  await harness.later(60);
  const shapes = {};
  for (const overlay of page.querySelectorAll("xianshen-lines")) {
    for (const line of overlay.shadowRoot.querySelectorAll(".line")) {
      const style = page.defaultView.getComputedStyle(line);
      shapes[line.className] = style.backgroundImage === "none" ? style.borderBottomStyle : "wave";
    }
  }
  const painted = harness.painted();
  await harness.reset();
  return { painted, shapes };
}

/** The colours of the lines on a light and on a dark page, and whose window holds them. */
async function dark([id, html]) {
  await harness.mount(id, html);
  const { root, window: view } = harness.session.adapter;
  const carrier = root.matches("textarea,input")
    ? root.nextElementSibling.shadowRoot.firstElementChild
    : root;
  const of = (scheme) => {
    carrier.style.colorScheme = scheme;
    return ["error", "warning", "info"].map(
      (severity) => view.getComputedStyle(carrier, `::highlight(xianshen-${severity})`).textDecorationColor,
    );
  };
  const colours = { light: of("light"), dark: of("dark") };
  harness.last = harness.painted();
  const home = {
    own: root.ownerDocument.defaultView === view && [...view.CSS.highlights.keys()].length >= 3,
    // An editor in a frame leaves nothing in the page around it.
    elsewhere: view === window ? [] : [...CSS.highlights.keys()],
  };
  await harness.reset();
  return { colours, home };
}

describe("every adapter", { concurrency: 3 }, () => {
  for (const kind of KINDS) {
    if (wanted && !wanted.includes(kind.id)) continue;

    test(`${kind.name}: strict CSP and Trusted Types, forced colours, a dark page`, async () => {
      const page = await open(kind.id);
      try {
        assert.deepEqual(await page.evaluate(strict, [kind.id, HTML]), { ours: [], card: true });

        // They come while the editor is open, as a person switches them on.
        await page.evaluate(([id, html]) => harness.mount(id, html), [kind.id, HTML]);
        await page.emulateMedia({ forcedColors: "active" });
        const { painted, shapes } = await page.evaluate(forced);
        assert.deepEqual(painted, WORDS);
        assert.deepEqual(shapes, { "line error": "wave", "line warning": "double", "line info": "dotted" });

        await page.emulateMedia({ forcedColors: "none", colorScheme: "dark" });
        const { colours, home } = await page.evaluate(dark, [kind.id, HTML]);
        assert.deepEqual(
          colours.light.map((one, i) => one === colours.dark[i]),
          [false, false, false],
        );
        assert.deepEqual(home, { own: true, elsewhere: [] });
        assert.deepEqual(await page.evaluate(() => harness.last), WORDS);
      } finally {
        await page.context().close();
      }
    });
  }
});
