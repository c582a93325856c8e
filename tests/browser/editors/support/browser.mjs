/** Chromium under playwright-core, and a static server on this machine only. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const here = fileURLToPath(new URL("..", import.meta.url));
export const tests = join(here, "../..");
export const project = join(tests, "..");

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

const EDITORS = {
  tinymce: ["tinymce/tinymce.min.js"],
  tinymce6: ["tinymce6/tinymce.min.js"],
  wangeditor: ["@wangeditor/editor/dist/css/style.css", "@wangeditor/editor/dist/index.js"],
  wangeditorNext: ["@wangeditor-next/editor/dist/css/style.css", "@wangeditor-next/editor/dist/index.js"],
};

function page(editors) {
  const tags = editors
    .flatMap((name) => EDITORS[name])
    .map((file) =>
      file.endsWith(".css")
        ? `<link rel="stylesheet" href="/node_modules/${file}">`
        : `<script src="/node_modules/${file}"></script>`,
    );
  if (editors.includes("wangeditorNext"))
    tags.push("<script>window.wangEditor ??= window.WangEditorNext;</script>");
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>test</title><style>
body{margin:24px;font:16px/1.8 sans-serif}
.box{border:1px solid #ccc;border-radius:6px;padding:8px 12px;min-height:160px;width:min(640px,100%);box-sizing:border-box;font:16px/1.8 sans-serif;display:block;margin-bottom:16px}
.line{border:1px solid #ccc;border-radius:6px;padding:8px 12px;width:min(640px,100%);box-sizing:border-box;font:16px/1.8 sans-serif;display:block;margin-bottom:16px}
</style>${tags.join("")}<div id="place"></div><div id="place2"></div><script src="/page.js"></script></html>`;
}

export async function startServer() {
  const bundle = await build({
    entryPoints: [join(here, "support/page.js")],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    logLevel: "error",
  });
  const script = bundle.outputFiles[0].text;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    const send = (type, body) => {
      response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
      response.end(body);
    };
    if (url.pathname === "/")
      return send(TYPES[".html"], page((url.searchParams.get("use") ?? "").split(",").filter(Boolean)));
    if (url.pathname === "/page.js") return send(TYPES[".js"], script);
    const path = normalize(decodeURIComponent(url.pathname));
    const base = path.startsWith("/dist/") ? join(project, "pkg") : tests;
    try {
      send(TYPES[extname(path)] ?? "application/octet-stream", await readFile(join(base, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Kinds of editor under the contract, and the scripts each needs. */
export const KINDS = [
  { name: "contenteditable", kind: "contenteditable", use: "" },
  { name: "contenteditable in an iframe", kind: "iframe", use: "" },
  { name: "contenteditable in a shadow root", kind: "shadow", use: "" },
  { name: "textarea", kind: "textarea", use: "", plain: true },
  { name: "TinyMCE 8", kind: "tinymce", use: "tinymce" },
  { name: "TinyMCE 8 inline", kind: "tinymceInline", use: "tinymce" },
  { name: "TinyMCE 6", kind: "tinymce", use: "tinymce6" },
  { name: "wangEditor 5", kind: "wangeditor", use: "wangeditor" },
  { name: "wangEditor-next", kind: "wangeditor", use: "wangeditorNext" },
];

/** A fresh page with the harness; errors of the page fail the test through `page.errors`. */
export async function openPage(browser, origin, use, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  const opened = await context.newPage();
  opened.errors = [];
  opened.on("pageerror", (error) => opened.errors.push(String(error)));
  await opened.goto(`${origin}/?use=${use}`);
  await opened.waitForFunction(() => window.harness);
  return opened;
}
