/**
 * The examples as a visitor meets them: an article with an error is written with real keys and cannot be saved, the
 * corrected one can, and what the server gets is what the editor held.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { launch, project, tests } from "../editors/support/browser.mjs";

const modules = join(tests, "node_modules");
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};
/** Folders of the address, and where their files are. */
const FOLDERS = {
  "/examples/": join(project, "examples"),
  "/xianshen/": join(project, "pkg/dist"),
  "/ueditor/": join(modules, "ueditor/example/public/ueditor"),
};

/** A vendor's build of one example; the package is the one that is built here. */
async function bundle(name, file, vue) {
  const { outputFiles } = await build({
    entryPoints: [join(project, "examples", name, file)],
    outdir: "/",
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    charset: "utf8",
    logLevel: "error",
    // The site has the package by link, as `npm install` of a folder makes it.
    nodePaths: [modules, join(project, "www/node_modules")],
    alias: vue ? { vue: join(modules, vue) } : {},
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [extname(path), text]));
}

const PAGES = [
  {
    name: "vue3-wangeditor",
    file: "main.js",
    vue: "vue/dist/vue.esm-bundler.js",
    area: "[data-slate-editor]",
  },
  { name: "vue2-wangeditor", file: "main.js", vue: "vue2/dist/vue.esm.js", area: "[data-slate-editor]" },
  { name: "react-tiptap", file: "main.jsx", area: ".ProseMirror" },
  { name: "jsp-ueditor", frame: "#ueditor_0", area: "body" },
  { name: "ajax", area: "textarea" },
];

let browser;
let server;
let origin;
const saves = [];

before(async () => {
  const bundles = new Map();
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const send = (type, body) => response.writeHead(200, { "content-type": type }).end(body);
    if (request.method === "POST") {
      let body = "";
      for await (const piece of request) body += piece;
      saves.push({ type: request.headers["content-type"] ?? "", body });
      return send("text/html; charset=utf-8", "<!doctype html><title>saved</title><p>已保存");
    }
    const page = PAGES.find(({ name, file }) => file && pathname.startsWith(`/examples/${name}/main.`));
    try {
      if (page) {
        if (!bundles.has(page.name)) bundles.set(page.name, bundle(page.name, page.file, page.vue));
        const extension = extname(pathname);
        return send(TYPES[extension], (await bundles.get(page.name))[extension] ?? "");
      }
      const [prefix, folder] = Object.entries(FOLDERS).find(([one]) => pathname.startsWith(one)) ?? [];
      const rest = pathname.slice(prefix?.length ?? 0);
      const file = join(folder, rest.endsWith("/") ? `${rest}index.html` : rest);
      send(TYPES[extname(file)] ?? "application/octet-stream", await readFile(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await launch([], { mine: [/^\/save$/] });
});
after(async () => {
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
});

for (const { name, area, frame } of PAGES) {
  test(`${name}: held with an error, saved once it is corrected`, async () => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.goto(`${origin}/examples/${name}/`);
    const home = frame ? page.frameLocator(frame).locator(area) : page.locator(area);
    await home.waitFor();
    await home.click();
    await page.waitForTimeout(300);
    await page.keyboard.type("群众可登陆系统预约办理。", { delay: 5 });
    const options = page.locator("xianshen-panel [role=option]");
    await options.filter({ hasText: "登陆" }).first().waitFor();
    saves.length = 0;
    await page.locator("#save").click();
    await page.waitForTimeout(400);
    assert.deepEqual(saves, []);
    assert.match(page.url(), new RegExp(`/examples/${name}/$`));

    await options.filter({ hasText: "登陆" }).first().click();
    await page.locator("xianshen-panel button[data-fix]").first().click();
    const words = async () =>
      (await home.evaluate((element) => element.value ?? element.textContent)).replace(
        /[\s\u200B\uFEFF]/g,
        "",
      );
    for (let left = 40; left && /登陆/.test(await words()); left--) await page.waitForTimeout(50);
    const held = await words();
    assert.equal(held, "群众可登录系统预约办理。");
    await page.locator("#save").click();
    for (let left = 40; left && !saves.length; left--) await page.waitForTimeout(100);
    assert.equal(saves.length, 1);
    const [{ type, body }] = saves;
    const content = /form-urlencoded/.test(type)
      ? new URLSearchParams(body).get("content")
      : JSON.parse(body).content;
    assert.equal(content.replace(/<[^>]+>/g, "").trim(), held);
    assert.deepEqual(faults, []);
    await context.close();
  });
}
