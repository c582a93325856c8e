/** The site's own server: strict headers, right types, nothing outside of its folder, another port if one is taken. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { project } from "../editors/support/browser.mjs";
import { startSite } from "./support/site.mjs";

let site;
before(async () => {
  site = await startSite();
});
after(() => site?.close());

/** A request with the path exactly as given; fetch would tidy it first. */
function get(path, method = "GET") {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(site.origin);
    request({ hostname, port, path, method }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
      );
    })
      .on("error", reject)
      .end();
  });
}

test("it prints one line, with its address", () => {
  assert.match(site.output(), /^先审演示 xianshen demo: http:\/\/127\.0\.0\.1:\d+\/\n$/);
});

test("strict headers on every answer", async () => {
  for (const path of ["/", "/none"]) {
    const { headers } = await get(path);
    const policy = headers["content-security-policy"];
    assert.match(policy, /default-src 'self'/);
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
    assert.equal(headers["x-content-type-options"], "nosniff");
  }
});

test("the page has no inline script and no address of another host; WebAssembly has its type", async () => {
  const { body, headers } = await get("/");
  const page = body.toString();
  assert.match(headers["content-type"], /^text\/html/);
  assert.doesNotMatch(page, /https?:\/\//);
  for (const [, attributes, script] of page.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)) {
    assert.match(attributes, /src=/);
    assert.equal(script.trim(), "");
  }
  const answer = await get("/assets/xianshen.wasm", "HEAD");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers["content-type"], "application/wasm");
  assert.ok(Number(answer.headers["content-length"]) > 10_000);
});

test("nothing outside of the folder, no other methods", async () => {
  for (const path of ["/../package.json", "/..%2fpackage.json", "/%2e%2e/serve.mjs", "/assets", "/%00"]) {
    assert.equal((await get(path)).status, 404, path);
  }
  assert.equal((await get("/%zz")).status, 400);
  assert.equal((await get("/", "POST")).status, 405);
});

test("a port that is taken is left alone", async () => {
  const taken = createServer();
  await new Promise((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address();
  const child = spawn(process.execPath, [join(project, "www/serve.mjs"), "--port", String(port)]);
  const line = await new Promise((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
  const other = Number(/:(\d+)\/\n$/.exec(line)[1]);
  assert.notEqual(other, port);
  child.kill();
  taken.close();
});
