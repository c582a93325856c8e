import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import vm from "node:vm";
import { DIST, PKG } from "./helper.mjs";

const run = promisify(execFile);
const TEXT = "截止目前。";

/** Runs a module in a process of its own, so that nothing is running yet. */
async function evaluate(code) {
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", code], { cwd: PKG });
  return JSON.parse(stdout);
}

test("./inline carries the module inside and fetches nothing", async () => {
  const found = await evaluate(`
    globalThis.fetch = () => { throw new Error("a request"); };
    const { createKit } = await import("xianshen/inline");
    console.log(JSON.stringify((await createKit()).checkText("${TEXT}").diagnostics.map((d) => d.code)));
  `);
  assert.deepEqual(found, ["lexicon/typo"]);
});

test("the package resolves itself: the node condition reads the file", async () => {
  const found = await evaluate(`
    const { createKit } = await import("xianshen");
    console.log(JSON.stringify((await createKit()).checkText("${TEXT}").diagnostics.map((d) => d.code)));
  `);
  assert.deepEqual(found, ["lexicon/typo"]);
});

test("a broken or missing module is refused with a hint", async () => {
  const codes = await evaluate(`
    const { createKit } = await import("xianshen");
    const code = (wasm) => createKit({ wasm }).then(() => "ok", (e) => [e.code, typeof e.hint]);
    const html = new Response("<!doctype html>");
    const none = new Response("", { status: 404 });
    const broken = new Uint8Array([0, 0x61, 0x73, 0x6d, 9, 9, 9, 9]);
    console.log(JSON.stringify([await code(html), await code(none), await code(broken), await code(5), await code(undefined)]));
  `);
  assert.deepEqual(codes.map(([code]) => code).slice(0, 4), [
    "wasm-load",
    "wasm-load",
    "wasm-compile",
    "bad-options",
  ]);
  assert.equal(codes[4], "ok", "a start that failed may be tried again");
});

test("nothing happens at import, with or without a page", async () => {
  const editors = readdirSync(join(DIST, "editors")).filter((file) => file.endsWith(".js"));
  assert.ok(editors.length > 0);
  const before = await evaluate(`
    const before = Object.keys(globalThis).length;
    for (const entry of ["xianshen", "xianshen/inline", "xianshen/gate", "xianshen/filing", "xianshen/elements", ${editors.map((f) => `"xianshen/editors/${f.slice(0, -3)}"`).join(", ")}])
      await import(entry);
    console.log(JSON.stringify(Object.keys(globalThis).length - before));
  `);
  assert.equal(before, 0);
});

test("main.cjs works through require, and in syntax that old bundlers can parse", async () => {
  const main = createRequire(import.meta.url)(join(DIST, "main.cjs"));
  const kit = await main.createKit();
  assert.equal(kit.checkText(TEXT).diagnostics[0].code, "lexicon/typo");
  assert.equal(typeof main.guardForm, "function");
  assert.equal(typeof main.bindFiling, "function");
  assert.equal(typeof main.editors.textarea.attach, "function");
  // Whatever the entries export is in it, so that no page without `exports` lacks a function.
  for (const entry of ["inline", "gate", "filing"]) {
    const names = Object.keys(await import(join(DIST, `${entry}.js`)));
    assert.deepEqual(
      names.filter((name) => !(name in main)),
      [],
      entry,
    );
  }
  for (const file of ["main.cjs", "global.js", "global-inline.js", "worker.js"]) {
    // Without the WebAssembly, which is one long string.
    const parts = readFileSync(join(DIST, file), "utf8").split('"');
    const code = parts.map((part) => (part.length > 1_000_000 ? "" : part)).join('"');
    assert.equal(/import\.meta|\?\?=/.exec(code)?.[0], undefined, file);
    // The one import left is that of spreadsheet.js, when the first workbook is opened; webpack 4 splits it off.
    assert.equal(code.match(/\bimport\(/g)?.length, 1, file);
    assert.match(code, /\bimport\((?:new URL\("spreadsheet\.js",|"\.\/spreadsheet\.cjs"\))/, file);
  }
});

test("the script-tag build sets one global and finds its files through the script's address", async () => {
  for (const file of ["global.js", "global-inline.js"]) {
    const asked = [];
    const sandbox = {
      document: { currentScript: { src: "https://cms.example/static/xianshen/global.js" } },
      fetch: async (address) => {
        asked.push(String(address));
        return new Response(readFileSync(join(DIST, "xianshen.wasm")));
      },
      ...{ URL, Response, TextDecoder, TextEncoder, WebAssembly, atob, setTimeout, clearTimeout, console },
    };
    sandbox.globalThis = sandbox;
    const before = new Set(Object.keys(sandbox));
    vm.runInNewContext(readFileSync(join(DIST, file), "utf8"), sandbox);
    assert.deepEqual(
      Object.keys(sandbox).filter((key) => !before.has(key)),
      ["xianshen"],
    );
    const kit = await sandbox.xianshen.createKit();
    assert.equal(kit.checkText(TEXT).diagnostics[0].code, "lexicon/typo");
    assert.deepEqual(
      asked,
      file === "global.js" ? ["https://cms.example/static/xianshen/xianshen.wasm"] : [],
    );
    assert.deepEqual(Object.keys(sandbox.xianshen).sort(), [
      "XianshenError",
      "createKit",
      "defineElements",
      "editors",
      "filing",
      "gate",
    ]);
    for (const entry of ["gate", "filing"]) {
      const names = Object.keys(await import(join(DIST, `${entry}.js`)));
      assert.deepEqual(
        names.filter((name) => !(name in sandbox.xianshen[entry])),
        [],
        entry,
      );
    }
  }
});

test("no build asks for an address by itself, parses HTML, or sets a style element", () => {
  const files = readdirSync(DIST, { recursive: true }).filter((file) => /\.c?js$/.test(file));
  for (const file of files) {
    const code = readFileSync(join(DIST, file), "utf8");
    // The found words and not the whole file are what a failure should print.
    const found = (pattern) => pattern.exec(code)?.[0];
    assert.equal(
      found(/new URL\([^)]*xianshen_bg\.wasm/),
      undefined,
      `${file}: an address that bundlers would follow`,
    );
    const html = /\.(?:inner|outer)HTML=[^=]|insertAdjacentHTML|document\.write\(|createElement\("style"\)/;
    assert.equal(found(html), undefined, file);
    assert.equal(found(/\beval\(|new Function\(/), undefined, file);
  }
});
