/**
 * A person at the keyboard and the mouse, in one of two browsers: Chromium under playwright-core, the stock
 * Firefox ESR under puppeteer-core over WebDriver BiDi. The contract knows only what stands here.
 */
import { existsSync } from "node:fs";
import { watched } from "../../own-requests.mjs";
import { FLAGS, launch, openPage } from "./browser.mjs";

/** The clipboard is one for the whole browser: who uses it waits for the others. */
function lock() {
  let last = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

/** What both browsers do alike with a page of their driver. */
class Hands {
  constructor(page, clipboard) {
    this.page = page;
    this.clipboard = clipboard;
    this.run = (fn, argument) => page.evaluate(fn, argument);
  }

  get errors() {
    return this.page.errors;
  }

  /** Real key presses, one a character. */
  type(text) {
    return this.page.keyboard.type(text);
  }

  /** Copy a text out of a scratch field, put the caret back where `before` puts it, and paste. */
  paste(text, before) {
    return this.clipboard(async () => {
      await this.run((value) => {
        const scratch = document.body.appendChild(document.createElement("textarea"));
        scratch.id = "scratch";
        scratch.value = value;
        scratch.focus();
        scratch.select();
      }, text);
      await this.press("Control+c");
      await this.run(() => document.getElementById("scratch").remove());
      await before();
      await this.press("Control+v");
      await this.run(() => harness.later(60));
    });
  }

  /** Press at one point, move to another, let go. */
  async drag(from, to) {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 8, from.y, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: 6 });
    await mouse.up();
    await this.run(() => harness.later(80));
  }
}

class ChromiumHands extends Hands {
  insert(text) {
    return this.page.keyboard.insertText(text);
  }

  press(keys) {
    return this.page.keyboard.press(keys);
  }

  async cdp() {
    this.session ??= await this.page.context().newCDPSession(this.page);
    return this.session;
  }

  /**
   * Compose: each state of the input method's line (`during` is called in each), then what it gives in the end
   * (null: it is called off).
   */
  async compose(states, given, during) {
    const cdp = await this.cdp();
    for (const text of states) {
      await cdp.send("Input.imeSetComposition", {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
      await this.run(() => harness.later(24));
      await during?.();
    }
    if (given === null)
      await cdp.send("Input.imeSetComposition", { text: "", selectionStart: 0, selectionEnd: 0 });
    else await cdp.send("Input.insertText", { text: given });
    await this.run(() => harness.later(100));
  }

  /** Live nodes and listeners of the page, after the garbage is gone. */
  async counts() {
    const cdp = await this.cdp();
    await cdp.send("Performance.enable");
    for (let i = 0; i < 2; i++) await cdp.send("HeapProfiler.collectGarbage");
    const { metrics } = await cdp.send("Performance.getMetrics");
    const of = (name) => metrics.find((one) => one.name === name).value;
    return { nodes: of("Nodes"), listeners: of("JSEventListeners"), documents: of("Documents") };
  }

  close() {
    return this.page.context().close();
  }
}

/** Chromium. */
export async function chromium(origin) {
  const browser = await launch();
  const clipboard = lock();
  return {
    name: "Chromium",
    cannot: {},
    open: async (use, options) => new ChromiumHands(await openPage(browser, origin, use, options), clipboard),
    close: () => browser.close(),
  };
}

class FirefoxHands extends Hands {
  async press(keys) {
    const { keyboard } = this.page;
    const held = keys.split("+");
    const last = held.pop();
    for (const key of held) await keyboard.down(key);
    await keyboard.press(last);
    for (const key of held.reverse()) await keyboard.up(key);
  }

  close() {
    return this.page.close();
  }
}

/** Chromium under Puppeteer, with its back/forward cache, which Playwright has to switch off. */
export async function launchChromium({ mine } = {}) {
  const { default: puppeteer } = await import("puppeteer-core");
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await puppeteer.launch({ executablePath, headless: true, args: FLAGS });
  return watched(browser, mine);
}

/** The stock Firefox ESR itself; `mine` are paths that the pages ask for themselves, see own-requests.mjs. */
export async function launchFirefox({ mine, prefs } = {}) {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find(existsSync),
    headless: true,
    extraPrefsFirefox: { "datareporting.policy.dataSubmissionEnabled": false, ...prefs },
  });
  return watched(browser, mine);
}

/** The stock Firefox ESR, driven. */
export async function firefox(origin) {
  const browser = await launchFirefox();
  const clipboard = lock();
  return {
    name: "Firefox",
    open: async (use) => {
      const page = await browser.newPage();
      await page.setViewport({ width: 1000, height: 800 });
      page.errors = [];
      page.on("pageerror", (error) =>
        page.errors.push(`${error} ${error.stack?.match(/https?:[^\s)]*/)?.[0] ?? ""}`),
      );
      page.on("console", (message) => {
        if (message.type() === "error") page.errors.push(message.text());
      });
      await page.goto(`${origin}/?use=${use}`);
      await page.waitForFunction(() => window.harness);
      return new FirefoxHands(page, clipboard);
    },
    close: () => browser.close(),
  };
}

/** What WebDriver BiDi has no way to drive. */
export const FIREFOX_CANNOT = {
  compose: "WebDriver BiDi drives no input method",
  counts: "WebDriver BiDi counts no nodes and listeners",
  insert: "WebDriver BiDi inserts text only by keys",
  drag: "a driven pointer starts no drag of text in headless Firefox",
};
