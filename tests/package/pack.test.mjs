import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { before } from "node:test";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { folder, PKG } from "./helper.mjs";

const run = promisify(execFile);
const app = {};

/** The tarball, installed in an empty folder without a network. */
before(async (t) => {
  app.path = folder(t, { "package.json": '{"name":"app","private":true,"type":"module"}' });
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", app.path], { cwd: PKG });
  const [packed] = JSON.parse(stdout);
  app.files = packed.files.map((file) => file.path);
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${packed.filename}`], {
    cwd: app.path,
  });
});

test("the tarball holds the build, the papers, and nothing else", () => {
  for (const file of app.files) {
    assert.match(file, /^(dist\/|docs\/|examples\/|package\.json$|README|LICENSE)/, file);
    assert.doesNotMatch(file, /(^|\/)\./, file);
  }
  // What a paper points at is there, without a network.
  for (const paper of app.files.filter((file) => file.endsWith(".md"))) {
    const text = readFileSync(join(app.path, "node_modules/xianshen", paper), "utf8");
    for (const [, link] of text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)) {
      const target = join(paper, "..", link);
      assert.ok(
        app.files.some((file) => file === target || file.startsWith(`${target}/`)),
        `${paper}: ${link}`,
      );
    }
  }
  for (const paper of ["LICENSE-MIT", "LICENSE-APACHE", "README.md", "docs/embedding.md"])
    assert.ok(app.files.includes(paper), paper);
  const { exports, main, types, bin, unpkg } = JSON.parse(readFileSync(join(PKG, "package.json"), "utf8"));
  const targets = (entry) => (typeof entry === "string" ? [entry] : Object.values(entry).flatMap(targets));
  for (const target of [...targets(exports), main, types, unpkg, bin.xianshen]) {
    if (!target.includes("*")) assert.ok(app.files.includes(target.replace("./", "")), target);
  }
  const installed = readdirSync(join(app.path, "node_modules")).filter((name) => !name.startsWith("."));
  assert.deepEqual(installed, ["xianshen"], "no dependency came along");
});

test("the sizes that the documentation names are those of the files", () => {
  const text = readFileSync(join(PKG, "docs/embedding.md"), "utf8");
  const rows = [...text.matchAll(/^\| `([\w./-]+)`[^|]*\| (\d+) \|$/gm)];
  assert.ok(rows.length >= 8, `${rows.length} sizes`);
  for (const [, file, said] of rows) {
    const size = gzipSync(readFileSync(join(PKG, "dist", file)), { level: 9 }).length / 1000;
    // The rules grow; a tenth is what a reader forgives.
    assert.ok(Math.abs(size - Number(said)) <= Math.max(1, size / 10), `${file}: ${size.toFixed(0)} KB`);
  }
});

test("npx runs the command", async () => {
  writeFileSync(join(app.path, "a.txt"), "截止目前。\n");
  const failed = await run("npx", ["--offline", "xianshen", "check", "a.txt"], { cwd: app.path }).catch(
    (error) => error,
  );
  assert.equal(failed.code, 1);
  assert.match(failed.stdout, /截至目前/);
});

test("every entry loads from the installed package", async () => {
  const code = `
    import { createRequire } from "node:module";
    const { createKit } = await import("xianshen");
    const kit = await createKit({ jurisdiction: "yanchi" });
    await import("xianshen/inline"); await import("xianshen/gate"); await import("xianshen/filing"); await import("xianshen/elements"); await import("xianshen/editors/textarea");
    const require = createRequire(import.meta.url);
    const paths = ["xianshen/worker", "xianshen/global", "xianshen/xianshen.wasm", "xianshen/package.json"].map((name) => require.resolve(name));
    console.log(JSON.stringify({ found: kit.checkText("截止目前").diagnostics.length, paths }));`;
  writeFileSync(join(app.path, "entries.mjs"), code);
  const { stdout } = await run(process.execPath, ["entries.mjs"], { cwd: app.path });
  const { found, paths } = JSON.parse(stdout);
  assert.equal(found, 1);
  for (const path of paths) assert.ok(existsSync(path), path);
});

const CONSUMER = `
import { createKit, XianshenError, type AnyKit, type Diagnostic, type Kit, type RemoteKit } from "xianshen";
import { createKit as inline } from "xianshen/inline";
import { guardFetch, guardForm, type Guard, HeldError } from "xianshen/gate";
import { defineElements, XianshenFiling } from "xianshen/elements";
import { bindFiling, type FilingBinding } from "xianshen/filing";
import { attach } from "xianshen/editors/textarea";

const kit: Kit = await createKit({ jurisdiction: "haiyan", rules: [{ id: "ours", csv: "word\\n某\\n" }], lang: "zh" });
const remote: RemoteKit = await createKit({ worker: new URL("https://cms.example/worker.js") });
const either: AnyKit = Math.random() > 0.5 ? kit : remote;
const found: Diagnostic[] = kit.checkText("好").diagnostics;
const later: Promise<{ diagnostics: Diagnostic[] }> = remote.checkText("好");
for (const { target, fixes } of found) {
  if (target.kind === "text") console.log(target.from + target.to, fixes[0]?.replacement);
}
const change = kit.openDocument(["一"]).replaceBlocks(0, 1, ["二"]);
const block: number | undefined = change.changed[0]?.block;
const form = document.querySelector("form")!;
const guard: Guard = guardForm(form, either, { collect: () => ({ text: "好" }) });
const save: (text: string) => Promise<number> = guard.wrap((text: string) => text.length);
const off: () => void = guardFetch(kit, { match: "/api/save", collect: ({ body }) => (body ? { text: String(body) } : null) });
const session = attach(document.querySelector("textarea")!, kit);
const element: XianshenFiling = document.createElement("xianshen-filing");
element.kit = either;
element.strings = { check: "核对" };
const bound: FilingBinding = bindFiling(form, either, { unit: "单位名称" }, { form: "yanchi/account-filing", base: { event: { kind: "open" } } });
bound.on("change", (report) => console.log(report.timeline[0]?.last_day, bound.snapshot().fields));
try { await save("x"); } catch (error) {
  if (error instanceof HeldError) console.log(error.verdict.reasons[0]?.message);
  if (error instanceof XianshenError) console.log(error.code, error.hint);
}
// @ts-expect-error: no such language
await createKit({ lang: "fr" });
// @ts-expect-error: a text must be a string
kit.checkText(5);
export { block, defineElements, inline, later, off, session };
`;

test("a TypeScript consumer compiles, with every way of resolving modules", async () => {
  writeFileSync(join(app.path, "consumer.ts"), CONSUMER);
  const tsc = join(PKG, "node_modules/typescript/bin/tsc");
  const common = [
    "--noEmit",
    "--strict",
    "--target",
    "es2022",
    "--lib",
    "es2022,dom,dom.iterable",
    "consumer.ts",
  ];
  for (const way of [
    ["--module", "nodenext"],
    ["--module", "esnext", "--moduleResolution", "bundler"],
  ]) {
    const result = await run(process.execPath, [tsc, ...way, ...common], { cwd: app.path }).catch(
      (error) => error,
    );
    assert.equal(result.stdout, "", `${way.join(" ")}: ${result.stdout}`);
    assert.ok(!(result instanceof Error), String(result));
  }
});

test("the core's types need no page: a Node consumer without the DOM library compiles", async () => {
  writeFileSync(
    join(app.path, "server.ts"),
    'import { createKit } from "xianshen";\nconst kit = await createKit({ jurisdiction: "haiyan" });\nconsole.log(kit.review({ text: "好" }).state);\n',
  );
  const tsc = join(PKG, "node_modules/typescript/bin/tsc");
  const args = [
    "--noEmit",
    "--strict",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--lib",
    "es2022",
    "--typeRoots",
    join(PKG, "node_modules/@types"),
    "--types",
    "node",
  ];
  const result = await run(process.execPath, [tsc, ...args, "--skipLibCheck", "server.ts"], {
    cwd: app.path,
  }).catch((error) => error);
  assert.equal(result.stdout, "");
});

test("publint finds nothing to say", async () => {
  const { stdout } = await run("npx", ["--offline", "publint", "--strict"], { cwd: PKG });
  assert.match(stdout, /All good!/);
});
