/**
 * The build: esbuild bundles the scripts and the style sheet into dist/assets, the page and the mark are copied. The
 * one thing that xianshen asks of a build is done in the last step: its files go beside the scripts, WebAssembly for the
 * page, and for the register page the worker with the reader of workbooks.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

rmSync(here("dist"), { recursive: true, force: true });
await build({
  absWorkingDir: here("."),
  entryPoints: ["src/main.js", "src/style.css"],
  outdir: "dist/assets",
  bundle: true,
  // Each editor becomes a file of its own, loaded when it is chosen.
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "linked",
  logLevel: "warning",
  // Chunks of the package that only keep an order of loading are dropped on purpose; esbuild says so of linked packages.
  logOverride: { "ignored-bare-import": "silent" },
});

const page = readFileSync(here("index.html"), "utf8").replaceAll("./src/", "./assets/");
writeFileSync(here("dist/index.html"), page);
cpSync(here("mark.svg"), here("dist/mark.svg"));
for (const [file, entry] of [
  ["xianshen.wasm", "xianshen/xianshen.wasm"],
  ["worker.js", "xianshen/worker"],
  ["spreadsheet.js", "xianshen/spreadsheet"],
]) {
  cpSync(fileURLToPath(import.meta.resolve(entry)), here(`dist/assets/${file}`));
}
