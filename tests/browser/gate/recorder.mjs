/**
 * A server that records every byte that arrives, the pages it serves, and one Chromium. What the article must not do is
 * arrive; so every request, to whatever path and by whatever way, is kept with its body.
 */
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../editors/support/browser.mjs";

const PKG = fileURLToPath(new URL("../../../pkg/", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** Starts the server; `pages` by path. `received` is everything that came, `save` decides the answer of a POST. */
export async function record(
  t,
  pages,
  save = () => ({ status: 200, body: "saved" }),
) {
  const received = [];
  const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", async () => {
      const body = Buffer.concat(parts).toString();
      const { pathname } = new URL(request.url, "http://localhost");
      received.push({
        method: request.method,
        url: decodeURIComponent(request.url),
        body,
      });
      if (request.method === "POST") {
        const { status, body: answer } = await save({ pathname, body });
        response
          .writeHead(status, { "content-type": "text/html; charset=utf-8" })
          .end(answer);
        return;
      }
      let file = pages[pathname];
      if (
        file === undefined &&
        pathname.startsWith("/dist/") &&
        existsSync(join(PKG, pathname))
      )
        file = readFileSync(join(PKG, pathname));
      response
        .writeHead(file === undefined ? 404 : 200, {
          "content-type":
            TYPES[extname(pathname)] ?? "text/html; charset=utf-8",
          "content-security-policy":
            "script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'",
        })
        .end(file ?? "none");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, received };
}

/** Where the pages of these tests send articles. */
export const MINE = [/^\/(?:save|autosave|other)$/];

let shared;

/** A context of the one browser of a test file; the page's errors are kept in `page.errors`. */
export async function openPage(t) {
  shared ??= launch([], { mine: MINE });
  const browser = await shared;
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(error.message));
  return page;
}

/** Closes the browser at the end of a file. */
export async function closeBrowser() {
  await (await shared)?.close();
  shared = undefined;
}
