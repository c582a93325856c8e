import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { cli, folder, PKG } from "./helper.mjs";

const { version } = JSON.parse(readFileSync(join(PKG, "package.json"), "utf8"));
const PACK = JSON.stringify({
  id: "ours",
  lexicon: [
    { word: "测试禁词", kind: "custom", severity: "error", message: "不用这个词。", fixes: ["好词"] },
    { word: "测试慎用", kind: "custom", severity: "warning", message: "慎用。" },
  ],
});

test("help and version", async () => {
  assert.deepEqual(await cli(["--version"]), { code: 0, out: `${version}\n`, err: "" });
  for (const args of [[], ["-h"], ["check", "--help"]])
    assert.match((await cli(args)).out, /用法[\s\S]*xianshen check FILE…/);
  assert.match((await cli(["--help", "--lang", "en"])).out, /Usage/);
});

test("check, pretty: place, severity, sentence, code, underline", async (t) => {
  const cwd = folder(t, { "a.txt": "好。\n一😀测试禁词。\n", "ours.json": PACK });
  const { code, out, err } = await cli(["check", "a.txt", "--rules", "ours.json"], { cwd });
  assert.equal(err, "");
  assert.equal(code, 1);
  assert.equal(
    out,
    `a.txt
  2:3     必须修改  不用这个词。  lexicon/custom std-own-words
          一😀测试禁词。
              ^^^^^^^^
          可改 改为“好词”

共检查 1 份：1 处必须修改，0 处建议修改，0 条提示。
`,
  );
});

test("exit codes: 0 clean, 0 with warnings only, 1 with an error", async (t) => {
  const cwd = folder(t, {
    "clean.txt": "好。\n",
    "warn.txt": "测试慎用\n",
    "bad.txt": "测试禁词\n",
    "ours.json": PACK,
  });
  const run = async (...files) => (await cli(["check", ...files, "-r", "ours.json"], { cwd })).code;
  assert.equal(await run("clean.txt"), 0);
  assert.equal(await run("warn.txt"), 0);
  assert.equal(await run("clean.txt", "bad.txt"), 1);
});

test("json has one entry a file, in the order given, and is the same every time", async (t) => {
  const cwd = folder(t, { "b.txt": "测试禁词", "a.html": "<p>好</p><p>测试禁词</p>", "ours.json": PACK });
  const args = ["check", "b.txt", "a.html", "-", "-r", "ours.json", "--format", "json"];
  const first = await cli(args, { cwd, input: "\uFEFF测试慎用" });
  assert.equal(first.code, 1);
  const { files } = JSON.parse(first.out);
  assert.deepEqual(
    files.map((f) => f.path),
    ["b.txt", "a.html", "-"],
  );
  assert.deepEqual(
    files.map((f) => f.diagnostics.map((d) => d.target.block)),
    [[0], [1], [0]],
  );
  assert.deepEqual(await cli(args, { cwd, input: "\uFEFF测试慎用" }), first);
});

test("sarif names rules, levels, regions and fixes", async (t) => {
  const cwd = folder(t, { "稿 1.txt": "好\n😀测试禁词", "ours.json": PACK });
  const { out } = await cli(["check", "稿 1.txt", "-r", "ours.json", "-f", "sarif"], { cwd });
  const log = JSON.parse(out);
  assert.equal(log.version, "2.1.0");
  const [run] = log.runs;
  assert.equal(run.tool.driver.version, version);
  const [result] = run.results;
  assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
  assert.equal(result.level, "error");
  const { artifactLocation, region } = result.locations[0].physicalLocation;
  assert.equal(artifactLocation.uri, encodeURIComponent("稿 1.txt"));
  assert.deepEqual(region, { startLine: 2, startColumn: 3, endLine: 2, endColumn: 7 });
  assert.equal(result.fixes[0].artifactChanges[0].replacements[0].insertedContent.text, "好词");
});

test("Markdown: fenced code is skipped, lines keep their numbers", async (t) => {
  const text = "# 题\n\n```\n测试禁词\n~~~\n```\n\n测试禁词\n~~~~ js\n测试禁词\n~~~\n测试禁词\n";
  const cwd = folder(t, { "a.md": text, "ours.json": PACK });
  const { out } = await cli(["check", "a.md", "-r", "ours.json", "-f", "json"], { cwd });
  assert.deepEqual(
    JSON.parse(out).files[0].diagnostics.map((d) => d.target.block),
    [7],
  );
});

test("GB18030 and UTF-16 files are read", async (t) => {
  const gb = Buffer.from("b2e2cad4bdfbb4ca", "hex");
  const cwd = folder(t, {
    "gb.txt": gb,
    "u16.txt": Buffer.from("\uFEFF测试禁词", "utf16le"),
    "ours.json": PACK,
  });
  const { out } = await cli(["check", "gb.txt", "u16.txt", "-r", "ours.json", "-f", "json"], { cwd });
  assert.deepEqual(
    JSON.parse(out).files.map((f) => f.diagnostics.length),
    [1, 1],
  );
});

test("a pack as CSV; several packs on top of each other", async (t) => {
  const cwd = folder(t, {
    "words.csv": "\uFEFFword,kind,severity,message,fixes,unless\n某某词,custom,error,不用。,甲|乙,\n",
    "ours.json": PACK,
  });
  const { out } = await cli(["check", "-", "-r", "words.csv", "-r", "ours.json", "-f", "json"], {
    cwd,
    input: "某某词，测试禁词",
  });
  const [file] = JSON.parse(out).files;
  assert.deepEqual(
    file.diagnostics.map((d) => d.fixes.length),
    [2, 1],
  );
});

test("filing: an object, a list, a table", async (t) => {
  const filing = {
    jurisdiction: "yanchi",
    form: "account-filing",
    event: { kind: "open", date: "2022-03-31" },
    fields: { 单位名称: "某局" },
  };
  const cwd = folder(t, {
    "one.json": JSON.stringify(filing),
    "two.json": JSON.stringify([filing, filing]),
    "table.csv": "发生日期,event.kind,单位名称\n2022-03-31,open,某局\n2022-04-01,open,\n",
  });
  const run = async (file) =>
    JSON.parse(
      (await cli(["filing", file, "-j", "yanchi", "--today", "2022-04-02", "-f", "json"], { cwd })).out,
    ).files;
  const [one] = await run("one.json");
  assert.equal(one.item, undefined);
  assert.ok(one.diagnostics.some((d) => d.code === "filing/missing-field"));
  assert.equal(one.timeline[0].start, "2022-03-31");
  const two = await run("two.json");
  assert.deepEqual(
    two.map((f) => f.item),
    [1, 2],
  );
  assert.deepEqual(two[0].diagnostics, one.diagnostics);
  const table = await run("table.csv");
  assert.deepEqual(table[0].diagnostics, one.diagnostics);
  assert.equal(
    table[1].diagnostics.length,
    one.diagnostics.length + 1,
    "the unit is missing in the second row",
  );
});

test("register: CSV in both encodings, rows as JSON", async (t) => {
  const csv = "序号,主办单位,平台,账号名称\n7,,微信,某局发布\n";
  const gb = execFileSync("iconv", ["-f", "utf8", "-t", "gb18030"], { input: csv });
  const cwd = folder(t, {
    "u.csv": csv,
    "g.csv": gb,
    "r.json": JSON.stringify([{ 序号: "7", 平台: "微信", 账号名称: "某局发布" }]),
    "none.csv": "",
    "head.csv": "甲,乙\n1,2\n",
  });
  const run = async (file) =>
    JSON.parse((await cli(["register", file, "-f", "json"], { cwd })).out).files[0].diagnostics;
  const found = await run("u.csv");
  assert.equal(found[0].code, "account/invalid-row");
  assert.deepEqual(found[0].target.rows, [7]);
  assert.deepEqual(await run("g.csv"), found);
  assert.deepEqual(
    (await run("r.json")).map((d) => d.code),
    found.map((d) => d.code),
  );
  const sarif = JSON.parse((await cli(["register", "u.csv", "-f", "sarif"], { cwd })).out);
  assert.deepEqual(sarif.runs[0].results[0].locations[0].physicalLocation.region, { startLine: 2 });
  for (const file of ["none.csv", "head.csv"]) {
    const { code, out, err } = await cli(["register", file], { cwd });
    assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], err);
    assert.match(err, new RegExp(file));
  }
});

test("gate: passes or holds", async (t) => {
  const cwd = folder(t, { "ours.json": PACK });
  const run = (submission, ...more) =>
    cli(["gate", "-", "-r", "ours.json", ...more], { cwd, input: JSON.stringify(submission) });
  const held = await run({ title: "测试禁词" }, "-f", "json");
  assert.equal(held.code, 1);
  const [file] = JSON.parse(held.out).files;
  assert.equal(file.state, "hold");
  assert.ok(file.reasons.length > 0);
  const pretty = await run({ title: "题", text: "好\n测试禁词" });
  assert.match(pretty.out, /暂不能提交/);
  assert.match(pretty.out, /测试禁词\n {10}\^{8}/);
});

test("rules: a table and json, by clause", async () => {
  const { code, out } = await cli(["rules", "-f", "json"]);
  assert.equal(code, 0);
  const { clauses, standards } = JSON.parse(out);
  for (const clause of [...clauses, ...standards])
    assert.match(clause.mode, /^(enforced|attested|informative)$/);
  const local = JSON.parse((await cli(["rules", "-j", "yanchi", "-f", "json"])).out);
  assert.ok(local.clauses.every((clause) => clause.jurisdiction === "yanchi"));
  const table = (await cli(["rules"])).out;
  for (const { id } of clauses) assert.ok(table.includes(id), id);
});

test("what cannot be used: exit 2, nothing printed, one line that says where", async (t) => {
  const cwd = folder(t, {
    "ok.txt": "好",
    "bad.json": '{\n  "form": "x",\n}',
    "list.json": "[]",
    "number.json": "5",
    "form.json": '{"form":"nonsense"}',
    "open.csv": '单位名称,开通时间\n"某局,2020-01-01\n',
    "binary.bin": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]),
    "pack.json": '{"id":"x","lexicon":[{"word":1}]}',
    "pack.csv": "word,severity\n甲,grave\n",
    "x.xlsx": Buffer.from("504b0304aaaa", "hex"),
  });
  const cases = [
    [["check"], /no FILE/],
    [["check", "none.txt"], /none\.txt: no such file/],
    [["check", "ok.txt", "none.txt"], /none\.txt/],
    [["check", "."], /folder/],
    [["check", "binary.bin"], /binary\.bin/],
    [["check", "ok.txt", "--jurisdiction", "mars"], /mars/],
    [["check", "ok.txt", "--rules", "bad.json"], /bad\.json:3:1: not JSON/],
    [["check", "ok.txt", "--rules", "number.json"], /number\.json/],
    [["check", "ok.txt", "--rules", "pack.json"], /pack\.json: .*lexicon\[0\]\.word/],
    [["check", "ok.txt", "--rules", "pack.csv"], /pack\.csv: .*line 2/],
    [["check", "ok.txt", "--format", "xml"], /xml/],
    [["check", "ok.txt", "--today", "2022-02-30"], /2022-02-30/],
    [["check", "ok.txt", "--lang", "fr"], /fr/],
    [["check", "ok.txt", "--nonsense"], /nonsense/],
    [["check", "-", "-"], /once/],
    [["frobnicate"], /frobnicate/],
    [["filing", "bad.json"], /bad\.json:3:1/],
    [["filing", "list.json"], /empty list/],
    [["filing", "number.json"], /object/],
    [["filing", "form.json"], /form\.json: form/],
    [["filing", "open.csv"], /open\.csv:2/],
    [["register", "x.xlsx"], /x\.xlsx/],
    [["gate", "list.json"], /list\.json/],
    [["gate", "ok.txt", "--format", "jsonl"], /jsonl/],
    [["rules", "ok.txt"], /FILE/],
  ];
  for (const [args, pattern] of cases) {
    const { code, out, err } = await cli(args, { cwd });
    assert.deepEqual([code, out], [2, ""], args.join(" "));
    assert.match(err, pattern, args.join(" "));
    assert.match(err, /^xianshen: [^\n]+\n$/, args.join(" "));
  }
});

test("control and direction characters of a text never reach the terminal", async (t) => {
  const cwd = folder(t, { "ours.json": PACK });
  const { out } = await cli(["check", "-", "-r", "ours.json"], {
    cwd,
    input: "\u001b[31m\u202e测试禁词\u0007",
  });
  for (const character of "\u001b\u0007\u202e") assert.ok(!out.includes(character));
  assert.match(out, /\^{8}/);
});

test("a reader that goes away ends the program quietly", async (t) => {
  const cwd = folder(t, { "big.txt": "测试禁词\n".repeat(20000), "ours.json": PACK });
  const bin = join(PKG, "dist/cli.js");
  const out = execFileSync(
    "sh",
    ["-c", `"${process.execPath}" "${bin}" check big.txt -r ours.json 2>err.txt | head -1; cat err.txt`],
    { cwd },
  );
  assert.equal(out.toString(), "big.txt\n");
});
