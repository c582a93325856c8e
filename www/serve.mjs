#!/usr/bin/env node
/**
 * Serves www/dist on this machine only, with the headers that an office would want: nothing may be loaded from
 * elsewhere, nothing may be sent anywhere, no script may be written into the page. Needs nothing but Node.
 *
 *   node serve.mjs [--port 4173]      another port is taken if that one is in use
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("./dist", import.meta.url));

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

const HEADERS = {
  "content-security-policy": [
    "default-src 'self'",
    // WebAssembly may be compiled; inline scripts and eval may not run.
    "script-src 'self' 'wasm-unsafe-eval'",
    "img-src 'self' data: blob:",
    // Only because TinyMCE and wangEditor write style elements and style attributes themselves; xianshen needs none.
    "style-src 'self' 'unsafe-inline'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

async function answer(request, response) {
  const refuse = (status, text) => {
    response.writeHead(status, { ...HEADERS, "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
  };
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "Only GET and HEAD.");
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  } catch {
    return refuse(400, "Bad address.");
  }
  const file = normalize(join(ROOT, path.endsWith("/") ? `${path}index.html` : path));
  const found =
    file.startsWith(ROOT + sep) && !file.includes("\0") ? await stat(file).catch(() => null) : null;
  if (!found?.isFile()) return refuse(404, "Not found.");
  response.writeHead(200, {
    ...HEADERS,
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-length": found.size,
    // A new build is seen at once; on this machine there is nothing to gain from keeping copies.
    "cache-control": "no-store",
  });
  if (request.method === "HEAD") return response.end();
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

function wantedPort() {
  const at = process.argv.indexOf("--port");
  const port = at < 0 ? 4173 : Number(process.argv[at + 1]);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  console.error("serve.mjs: --port takes a number from 0 to 65535");
  process.exit(2);
}

if (!(await stat(join(ROOT, "index.html")).catch(() => null))) {
  console.error("serve.mjs: www/dist is not there yet; run `npm run build` in www first");
  process.exit(2);
}

const server = createServer((request, response) => void answer(request, response));
server.on("error", (error) => {
  if (error.code !== "EADDRINUSE") throw error;
  server.listen(0, "127.0.0.1");
});
server.on("listening", () => {
  console.log(`先审演示 xianshen demo: http://127.0.0.1:${server.address().port}/`);
});
server.listen(wantedPort(), "127.0.0.1");
