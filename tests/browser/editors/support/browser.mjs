/** Chromium under playwright-core, and a server on this machine only that gives the test page and the editors. */

import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { watched } from "../../own-requests.mjs";

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
  ".svg": "image/svg+xml",
  ".gif": "image/gif",
  ".png": "image/png",
};

/**
 * Every editor under the contract, from the files of kinds/ (one a family). An editor is described by
 *   id, name     how tests and people call it
 *   module       the adapter under pkg/src/editors
 *   load         scripts and styles under tests/node_modules that its page needs, in order
 *   cannot       what it has no way to do, by the contract's word for it, with the reason: those tests are skipped
 *   plain        true for controls that hold text without formatting; `line`: of one line only
 *   optional     left out where the files to load are not there: on no registry
 *   parts        HTML of a structure of contract/text.mjs in the editor's own dialect
 *   noise        errors in the console that the editor makes by itself, with or without a session
 *   redoKey      keys of redo, if not Control+y
 *   virtual      true if it draws only what can be seen
 *   seen(range)  the words under a range, where the page holds more than the text (marks of Markdown)
 *   firefox      true if it is run in Firefox as well
 *   mount(html, place, tools)   puts the editor into the page (see support/page.js for what it gives back)
 */
export const KINDS = [];
for (const file of readdirSync(join(here, "kinds")).sort()) {
  const { default: kinds } = await import(`../kinds/${file}`);
  for (const kind of kinds) {
    const { load = [] } = kind;
    if (kind.optional && !load.every((path) => existsSync(join(tests, "node_modules", path)))) continue;
    KINDS.push({ load, cannot: {}, ...kind, file: file.replace(".mjs", "") });
  }
}

/** The plain ones are in every page. */
const ALWAYS = ["contenteditable", "textarea"];

function page(ids) {
  const kinds = ids.map((id) => {
    const kind = KINDS.find((one) => one.id === id);
    if (!kind) throw new Error(`no editor is called ${id}`);
    return kind;
  });
  const tags = [...new Set(kinds.flatMap((kind) => kind.load))].map((file) =>
    file.endsWith(".css")
      ? `<link rel="stylesheet" href="/node_modules/${file}">`
      : `<script src="/node_modules/${file}"></script>`,
  );
  const files = new Set([...ALWAYS, ...kinds.map((kind) => kind.file)]);
  for (const file of files) tags.push(`<script src="/kinds/${file}.js"></script>`);
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>test</title><link rel="stylesheet" href="/page.css"><div id="place"></div><div id="place2"></div><script src="/page.js"></script>${tags.join("")}</html>`;
}

const CSS = `body{margin:24px;font:16px/1.8 sans-serif}
.box{border:1px solid #ccc;border-radius:6px;padding:8px 12px;min-height:160px;width:min(640px,100%);box-sizing:border-box;font:16px/1.8 sans-serif;display:block;margin-bottom:16px}
.line{border:1px solid #ccc;border-radius:6px;padding:8px 12px;width:min(640px,100%);box-sizing:border-box;font:16px/1.8 sans-serif;display:block;margin-bottom:16px}
.hidden{display:none}`;

/** All adapters by the name of their module. */
const adapters = {
  name: "adapters",
  setup(b) {
    b.onResolve({ filter: /^tests:adapters$/ }, ({ path }) => ({ path, namespace: "tests" }));
    b.onLoad({ filter: /.*/, namespace: "tests" }, () => {
      const folder = join(project, "pkg/src/editors");
      const names = readdirSync(folder)
        .filter((file) => file !== "open.ts" && file.endsWith(".ts"))
        .map((file) => file.slice(0, -3));
      const lines = names.map(
        (name, i) => `import * as m${i} from ${JSON.stringify(join(folder, `${name}.ts`))};`,
      );
      const list = names.map((name, i) => `${JSON.stringify(name)}: m${i}.attach`);
      return { contents: `${lines.join("\n")}\nexport default { ${list.join(", ")} };`, resolveDir: folder };
    });
  },
};

async function bundle(input) {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    logLevel: "error",
    loader: { ".css": "text" },
    define: { "process.env.NODE_ENV": '"production"' },
    ...input,
  });
  return outputFiles[0].text;
}

/**
 * Serve the test page; `headers` go with it (a content security policy), `folders` are further ones by the
 * beginning of their path ("/peers/").
 */
export async function startServer({ headers = {}, folders = {} } = {}) {
  const scripts = new Map();
  const script = (name) => {
    if (!scripts.has(name)) {
      const made =
        name === "page"
          ? bundle({ entryPoints: [join(here, "support/page.js")], plugins: [adapters] })
          : bundle({
              stdin: {
                contents: `import kinds from ${JSON.stringify(`./kinds/${name}.mjs`)};
for (const kind of kinds) window.harness.kinds[kind.id] = kind;`,
                resolveDir: here,
              },
            });
      scripts.set(name, made);
    }
    return scripts.get(name);
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    const send = (type, body, more = {}) => {
      response.writeHead(200, { "content-type": type, "cache-control": "max-age=60", ...more });
      response.end(body);
    };
    const path = normalize(decodeURIComponent(url.pathname));
    try {
      if (path === "/")
        return send(
          TYPES[".html"],
          page((url.searchParams.get("use") ?? "").split(",").filter(Boolean)),
          headers,
        );
      if (path === "/page.js") return send(TYPES[".js"], await script("page"));
      if (path === "/page.css") return send(TYPES[".css"], CSS);
      const kind = path.match(/^\/kinds\/([\w-]+)\.js$/);
      if (kind) return send(TYPES[".js"], await script(kind[1]));
      if (path === "/favicon.ico") return response.writeHead(204).end();
      const prefix = Object.keys(folders).find((one) => path.startsWith(one));
      const base = path.startsWith("/dist/") ? join(project, "pkg") : tests;
      const file = prefix ? join(folders[prefix], path.slice(prefix.length)) : join(base, path);
      send(TYPES[extname(path)] ?? "application/octet-stream", await readFile(file));
    } catch (error) {
      if (error.code !== "ENOENT") console.error(error);
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Chromium without a sandbox of its own, and without what it would ask the network for. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium; `more` are further switches, `mine` paths that the pages ask for themselves, see own-requests.mjs. */
export async function launch(more = [], { mine, ...options } = {}) {
  const browser = await chromium.launch({
    ...options,
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [...FLAGS, ...more],
  });
  return watched(browser, mine);
}

/**
 * The stage of a test file: server and Chromium, there from its first test to behind its last. `options` are the
 * server's; with `skip` the file runs without them.
 */
export function stage({ skip = false, ...options } = {}) {
  let server;
  let browser;
  before(async () => {
    if (skip) return;
    server = await startServer(options);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });
  return {
    /** {@link openPage} on this stage. */
    open: (use, options) => openPage(browser, server.origin, use, options),
  };
}

/** A fresh page with the harness; `use` names editors beside the plain ones. Its errors gather in `page.errors`. */
export async function openPage(browser, origin, use, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  const opened = await context.newPage();
  opened.errors = [];
  opened.on("pageerror", (error) => {
    const frame = error.stack?.match(/https?:[^\s)]*/)?.[0];
    opened.errors.push(`${error}${frame ? ` (${frame})` : ""}`);
  });
  opened.on("console", (message) => {
    if (message.type() === "error") opened.errors.push(message.text());
  });
  await opened.goto(`${origin}/?use=${use}`);
  await opened.waitForFunction(() => window.harness);
  return opened;
}
