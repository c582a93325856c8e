/** What the package tests share: where the build is, how to run the command line, how to open a page. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the package. */
export const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));
/** Folder of the build. */
export const DIST = join(PKG, "dist");

if (!existsSync(join(DIST, "cli.js"))) throw new Error("pkg/dist is missing: run npm run build in pkg first");

/** Runs the command line; gives exit code and outputs. `input` goes to standard input. */
export function cli(args, { input = "", cwd, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(DIST, "cli.js"), ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: "1", ...env },
    });
    const out = [];
    const err = [];
    child.stdout.on("data", (part) => out.push(part));
    child.stderr.on("data", (part) => err.push(part));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** A folder with these files, removed after the test. */
export function folder(t, files = {}) {
  const path = mkdtempSync(join(tmpdir(), "xianshen-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".css": "text/css",
};

/** Serves the build under /dist/ and `pages` by their path; every answer carries the policy, if one is given. */
export async function serve(t, pages, { csp, cspFor = () => true } = {}) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    let body = pages[path];
    if (body === undefined && path.startsWith("/dist/") && existsSync(join(PKG, path)))
      body = readFileSync(join(PKG, path));
    if (body === undefined) {
      response.writeHead(404).end("none");
      return;
    }
    const headers = { "content-type": TYPES[extname(path)] ?? "text/html; charset=utf-8" };
    if (csp && cspFor(path)) headers["content-security-policy"] = csp;
    response.writeHead(200, headers).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A page of the installed Chromium; the test fails on any error the page throws. */
export async function openPage(t) {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(error.message));
  return page;
}
