/** The built site behind its own server, and pages that note every request, message and fault. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { launch, project, tests } from "../../editors/support/browser.mjs";

export { launch };

/** The site and a browser for all tests of a file, from before the first until after the last. */
export function stage() {
  const on = {};
  before(async () => {
    on.site = await startSite();
    on.browser = await launch();
  });
  after(async () => {
    await on.browser?.close();
    await on.site?.close();
  });
  return on;
}

/** Where screenshots go; not kept in the repository. */
export const OUT = join(tests, "out");
mkdirSync(OUT, { recursive: true });

/** Starts www/serve.mjs on a free port and reads the address from its one line. */
export async function startSite() {
  const child = spawn(process.execPath, [join(project, "www/serve.mjs"), "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  const origin = await new Promise((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`serve.mjs ended with ${code}; is www built?`)));
    child.stdout.on("data", (data) => {
      output += data;
      const found = /(http:\/\/127\.0\.0\.1:\d+)\/\n/.exec(output);
      if (found) resolve(found[1]);
    });
  });
  return {
    origin,
    output: () => output,
    close: () =>
      new Promise((resolve) => {
        child.removeAllListeners("exit").on("exit", resolve);
        child.kill();
      }),
  };
}

/** A fresh page on one route, ready to use. `page.noted` holds what must stay empty, and every address asked for. */
export async function openSite(browser, site, route = "#/writing", options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    ...options,
  });
  const page = await context.newPage();
  page.noted = { faults: [], requests: [], failed: [] };
  page.on("pageerror", (error) => page.noted.faults.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      page.noted.faults.push(`${message.type()}: ${message.text()}`);
  });
  context.on("request", (request) => page.noted.requests.push(request.url()));
  context.on("response", (response) => {
    if (response.status() >= 400) page.noted.failed.push(`${response.status()} ${response.url()}`);
  });
  context.on("requestfailed", (request) => {
    // A page that is left or loaded again takes its own open requests back; that is no fault of the site.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") page.noted.failed.push(request.url());
  });
  await page.goto(`${site.origin}/${route}`);
  await ready(page).catch(async (error) => {
    const fault = await page.getByTestId("fault").textContent();
    throw new Error(`${route} was not drawn: ${fault} ${JSON.stringify(page.noted)}`, { cause: error });
  });
  return page;
}

/** Waits until the page of the present address is drawn. */
export async function ready(page) {
  await page.waitForFunction(
    () => {
      const [first, second] = location.hash.replace(/^#\/?/, "").split("/");
      const want = first === "en" ? `en/${second || "writing"}` : `zh/${first || "writing"}`;
      return document.documentElement.dataset.ready === want;
    },
    undefined,
    { polling: 50 },
  );
}

/** Ends the test if the page complained or asked for anything that is not the site's own. */
export function assertQuiet(page, site) {
  assert.deepEqual(page.noted.faults, []);
  assert.deepEqual(page.noted.failed, []);
  const foreign = page.noted.requests.filter(
    (address) => !address.startsWith(`${site.origin}/`) && !/^(data|blob|about):/.test(address),
  );
  assert.deepEqual(foreign, []);
}

/** How to reach each editor of the writing page. */
export const EDITORS = {
  contenteditable: {
    area: (page) => page.locator('[data-testid="editor-contenteditable"] [contenteditable]'),
    window: (page) => page,
    undo: (page) => page.keyboard.press("Control+z"),
    text: (page) => page.locator('[data-testid="editor-contenteditable"] [contenteditable]').innerText(),
  },
  textarea: {
    area: (page) => page.locator('[data-testid="editor-textarea"] textarea'),
    window: (page) => page,
    undo: (page) => page.keyboard.press("Control+z"),
    text: (page) => page.locator('[data-testid="editor-textarea"] textarea').inputValue(),
  },
  wangeditor: {
    area: (page) => page.locator('[data-testid="editor-wangeditor"] [data-slate-editor]'),
    window: (page) => page,
    undo: (page) => page.keyboard.press("Control+z"),
    text: (page) => page.locator('[data-testid="editor-wangeditor"] [data-slate-editor]').innerText(),
  },
  quill: {
    area: (page) => page.locator('[data-testid="editor-quill"] .ql-editor'),
    window: (page) => page,
    undo: (page) => page.keyboard.press("Control+z"),
    text: (page) => page.locator('[data-testid="editor-quill"] .ql-editor').innerText(),
  },
  prosemirror: {
    area: (page) => page.locator('[data-testid="editor-prosemirror"] .ProseMirror'),
    window: (page) => page,
    undo: (page) => page.keyboard.press("Control+z"),
    text: (page) => page.locator('[data-testid="editor-prosemirror"] .ProseMirror').innerText(),
  },
  tinymce: {
    area: (page) => page.frameLocator('[data-testid="editor-tinymce"] iframe').locator("body"),
    window: (page) => page.frames().find((frame) => frame !== page.mainFrame()),
    undo: (page) => page.evaluate(() => window.tinymce.activeEditor.undoManager.undo()),
    text: (page) => page.evaluate(() => window.tinymce.activeEditor.getContent({ format: "text" })),
  },
};

/** Chooses an editor and waits until it is open. */
export async function choose(page, kind) {
  await page.getByTestId(`choose-${kind}`).check({ force: true });
  await page.locator(`[data-testid="form"][data-editor="${kind}"]`).waitFor();
  await EDITORS[kind].area(page).waitFor();
}

/** What is underlined in an editor: the words under each highlight, by severity. */
export function painted(page, kind) {
  return EDITORS[kind]
    .window(page)
    .evaluate(() =>
      [...CSS.highlights].flatMap(([name, highlight]) =>
        name === "xianshen-current" ? [] : [...highlight].map((range) => range.toString()),
      ),
    );
}
