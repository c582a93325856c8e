/**
 * Builds dist/ from src/ and wasm/. Prints every step; a step that cannot be done ends the build.
 *
 *   dist/*.js, editors/*, elements/*   ES modules over shared chunks, parsable by older bundlers (ES2019 syntax)
 *   dist/worker.js, global.js, global-inline.js   one self-contained classic script each
 *   dist/main.cjs                      everything in one CommonJS file for bundlers that know no "exports"
 *   dist/spreadsheet.js, .cjs          the reader and writer of workbooks, loaded when the first one is opened
 *   dist/**.d.ts                       declarations, by tsc
 *   README*, LICENSE*, docs, examples  copies of the papers beside the package
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = fileURLToPath(new URL(".", import.meta.url));
const at = (...parts) => join(root, ...parts);
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));

function fail(message) {
  console.error(`build: ${message}`);
  process.exit(1);
}

for (const name of [
  "xianshen.js",
  "xianshen.d.ts",
  "xianshen_bg.wasm",
  "spreadsheet/spreadsheet.js",
  "spreadsheet/spreadsheet_bg.wasm",
]) {
  if (!existsSync(at("wasm", name))) {
    fail(`pkg/wasm/${name} is missing: run "make build" at the top of the project`);
  }
}

/** Every adapter: the modules of src/editors that export `attach`. */
const editorFiles = existsSync(at("src/editors"))
  ? readdirSync(at("src/editors"))
      .filter((f) => f.endsWith(".ts"))
      .sort()
  : [];
const editors = [];
for (const file of editorFiles) {
  if (
    /^export (?:async )?(?:function|const) attach\b|^export \{[^}]*\battach\b/m.test(
      readFileSync(at("src/editors", file), "utf8"),
    )
  ) {
    editors.push(basename(file, ".ts"));
  } else {
    console.log(`src/editors/${file} exports no attach: bundled where it is imported, no entry of its own`);
  }
}
console.log(`adapters: ${editors.join(", ") || "none"}`);

/**
 * Where each build finds spreadsheet.js: ES modules beside themselves, so that a bundler sees the import and makes a file
 * of it; a classic script beside itself, once it runs; CommonJS as a file that its bundler splits off.
 */
const findSpreadsheet = {
  esm: 'export default () => import("./spreadsheet.js");',
  iife: `const here = typeof document === "undefined" ? self.location && self.location.href : document.currentScript && document.currentScript.src;
export default () => import(new URL("spreadsheet.js", here).href);`,
  cjs: 'export default () => import("./spreadsheet.cjs");',
};

/** What the licences of the libraries inside spreadsheet.js ask to be told. */
const NOTICE = `/*! Contains calamine (MIT, Johann Tuffe), zip (MIT), quick-xml (MIT), encoding_rs (Apache-2.0 OR MIT, BSD-3-Clause), write-excel-file (MIT, @catamphetamine), fflate (MIT, Arjun Barrett) */`;

/** Modules that exist only in the build, and the places where wasm-bindgen guesses an address. */
const plugin = {
  name: "xianshen",
  setup(b) {
    b.onResolve({ filter: /^xianshen:/ }, ({ path }) => ({ path, namespace: "xianshen" }));
    b.onResolve({ filter: /^\.\/spreadsheet\.c?js$/, namespace: "xianshen" }, ({ path }) => ({
      path,
      external: true,
    }));
    b.onLoad({ filter: /^xianshen:spreadsheet$/, namespace: "xianshen" }, () => ({
      contents: findSpreadsheet[b.initialOptions.format],
    }));
    b.onLoad({ filter: /^xianshen:spreadsheet-wasm$/, namespace: "xianshen" }, () => ({
      contents: `export default ${JSON.stringify(readFileSync(at("wasm/spreadsheet/spreadsheet_bg.wasm")).toString("base64"))};`,
    }));
    b.onLoad({ filter: /[\\/]wasm[\\/]spreadsheet[\\/]spreadsheet\.js$/ }, ({ path }) => {
      const glue = withoutGuess(readFileSync(path, "utf8"), "spreadsheet_bg.wasm");
      // A module that ran out of memory is started afresh; the glue would keep the dead one.
      const once = /if \(wasm !== undefined\) return wasm;/g;
      if (!once.test(glue)) fail("wasm/spreadsheet.js no longer starts its module as the build expects it");
      return { contents: glue.replace(once, ""), loader: "js" };
    });
    // The writer compresses through fflate's asynchronous functions, which start workers from blobs: no strict policy
    // lets them. It runs in the kit's own worker, or is asked for a file of a few pages.
    b.onResolve({ filter: /^fflate$/ }, ({ importer, pluginData }) =>
      /write-excel-file/.test(importer) && !pluginData
        ? { path: "xianshen:fflate", namespace: "xianshen" }
        : undefined,
    );
    b.onLoad({ filter: /^xianshen:fflate$/, namespace: "xianshen" }, () => ({
      contents: `export * from "fflate";
import { zipSync } from "fflate";
export const zip = (files, done) => done(null, zipSync(files));`,
      resolveDir: root,
    }));
    b.onLoad({ filter: /^xianshen:wasm$/, namespace: "xianshen" }, () => ({
      contents: `export default ${JSON.stringify(readFileSync(at("wasm/xianshen_bg.wasm")).toString("base64"))};`,
    }));
    b.onLoad({ filter: /^xianshen:editors$/, namespace: "xianshen" }, () => ({
      contents: `${editors.map((name) => `import * as ${name} from "./editors/${name}.ts";`).join("\n")}
export default { ${editors.join(", ")} };`,
      resolveDir: at("src"),
    }));
    b.onLoad({ filter: /[\\/]wasm[\\/]xianshen\.js$/ }, ({ path }) => {
      return { contents: withoutGuess(readFileSync(path, "utf8"), "xianshen_bg.wasm"), loader: "js" };
    });
  },
};

/** The loaders always pass the module; left in, the guess would make bundlers look for a file that is not there. */
function withoutGuess(glue, file) {
  const guess = `new URL('${file}', import.meta.url)`;
  const plain = glue.replaceAll('"', "'");
  if (!plain.includes(guess))
    fail(`the glue of ${file} no longer guesses its address where the build expects it`);
  return glue.replaceAll(guess, "undefined").replaceAll(guess.replaceAll("'", '"'), "undefined");
}

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  keepNames: false,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  plugins: [plugin],
  define: { __VERSION__: JSON.stringify(version) },
  supported: { "import-meta": true, "dynamic-import": true },
};

// Made aside and put in place at the end: a build that fails leaves the last good one, and a running test its files.
const OUT = at("node_modules/.xianshen-dist");
rmSync(OUT, { recursive: true, force: true });

console.log("dist/*.js: ES modules");
await build({
  ...common,
  entryPoints: [
    "src/index.ts",
    "src/node.ts",
    "src/inline.ts",
    "src/gate.ts",
    "src/filing.ts",
    "src/elements/index.ts",
    "src/cli/cli.ts",
    ...editors.map((name) => `src/editors/${name}.ts`),
  ].map((input) => ({
    in: input,
    out: input === "src/cli/cli.ts" ? "cli" : input.slice("src/".length, -".ts".length),
  })),
  outdir: OUT,
  format: "esm",
  splitting: true,
  // Beside the entries, because "./xianshen.wasm" is looked up from wherever the code ends up.
  chunkNames: "chunk-[hash]",
  platform: "neutral",
  external: ["node:*"],
  target: "es2019",
});

for (const [input, output, format] of [
  ["worker", "worker.js", "iife"],
  ["global", "global.js", "iife"],
  ["global-inline", "global-inline.js", "iife"],
  ["main", "main.cjs", "cjs"],
  ["spreadsheet/module", "spreadsheet.js", "esm"],
  ["spreadsheet/module", "spreadsheet.cjs", "cjs"],
]) {
  console.log(
    `dist/${output}: one ${{ cjs: "CommonJS file", iife: "classic script", esm: "ES module" }[format]}`,
  );
  await build({
    ...common,
    entryPoints: [`src/${input}.ts`],
    outfile: join(OUT, output),
    format,
    platform: "browser",
    target: "es2018",
    supported: { "dynamic-import": true },
    ...(input === "spreadsheet/module" ? { banner: { js: NOTICE } } : {}),
  });
}

console.log("dist/xianshen.wasm: copied");
const wasm = readFileSync(at("wasm/xianshen_bg.wasm"));
writeFileSync(join(OUT, "xianshen.wasm"), wasm);
chmodSync(join(OUT, "cli.js"), 0o755);

console.log("dist/**.d.ts: declarations");
try {
  execFileSync(
    process.execPath,
    [
      at("node_modules/typescript/bin/tsc"),
      "-p",
      at("tsconfig.json"),
      "--declaration",
      "--emitDeclarationOnly",
      "--outDir",
      OUT,
      // Tidiness is the business of "npm run check"; a build wants sound types.
      "--noUnusedLocals",
      "false",
    ],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
} catch {
  fail("the types do not check");
}
// Of the generated declarations only the plain values are public; the classes ask for newer libraries than users have.
const comment = String.raw`(?:/\*\*(?:(?!\*/)[\s\S])*\*/\n)?`;
const plain = new RegExp(
  String.raw`${comment}export (?:interface (?!InitOutput)\w+ \{[\s\S]*?\n\}|type (?!InitInput|SyncInitInput)\w+ = [^\n]*;)`,
  "g",
);
writeFileSync(
  join(OUT, "wasm.d.ts"),
  `${readFileSync(at("wasm/xianshen.d.ts"), "utf8").match(plain).join("\n\n")}\n`,
);
for (const file of walk(OUT).filter((f) => f.endsWith(".d.ts"))) {
  const text = readFileSync(file, "utf8");
  if (!text.includes("wasm/xianshen.js")) continue;
  const depth = relative(OUT, file).split(/[\\/]/).length - 1;
  const here = depth === 0 ? "./" : "../".repeat(depth);
  writeFileSync(file, text.replaceAll(/(?:\.\.\/)+wasm\/xianshen\.js/g, `${here}wasm.js`));
}

rmSync(at("dist"), { recursive: true, force: true });
renameSync(OUT, at("dist"));
console.log("dist: in place");

// The papers go along in the tarball: an office without a network reads them there.
for (const paper of ["README.md", "README.zh-CN.md", "LICENSE-MIT", "LICENSE-APACHE", "docs", "examples"]) {
  rmSync(at(paper), { recursive: true, force: true });
  cpSync(at(`../${paper}`), at(paper), { recursive: true });
}

console.log("\nsizes (bytes, gzip):");
for (const file of walk(at("dist")).filter((f) => !f.endsWith(".d.ts"))) {
  const bytes = readFileSync(file);
  const name = relative(root, file).padEnd(44);
  console.log(
    `  ${name} ${String(bytes.length).padStart(9)} ${String(gzipSync(bytes, { level: 9 }).length).padStart(9)}`,
  );
}
console.log(`  sha256 of xianshen.wasm: ${createHash("sha256").update(wasm).digest("hex")}`);

function walk(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? walk(path) : [path];
    });
}
