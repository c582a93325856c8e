/** Receipts in Node and on the command line, and JUnit output. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { createKit } from "../../pkg/dist/node.js";
import { cli, folder } from "./helper.mjs";

const NOW = "2026-11-22T09:30";
const article = {
  title: "全县水利工作会议召开",
  blocks: ["会议部署了今年的重点工作。"],
};
const { digest } = await createKit({}).then((kit) => kit.review(article));
const submission = {
  ...article,
  review: [{ step: "审批", person: "甲", digest }],
  attestations: ["secrecy-review"],
};

test("a receipt verifies for its article and for no other", async () => {
  const kit = await createKit({ jurisdiction: "yanchi", now: NOW });
  const receipt = JSON.parse(JSON.stringify(kit.receipt(submission)));
  assert.equal(receipt.at, "2026-11-22T09:30+08:00");
  assert.equal(receipt.digest, kit.digest(article));
  assert.deepEqual(kit.verifyReceipt(article, receipt), {
    valid: true,
    problems: [],
  });
  const other = kit.verifyReceipt(
    { ...article, title: "全县水利工作会议召开。" },
    receipt,
  );
  assert.deepEqual(
    other.problems.map((p) => p.path),
    ["digest", "state"],
  );
  assert.throws(() => kit.receipt(article), { code: "held" });
  assert.throws(() => kit.verifyReceipt(article, { at: "never" }), {
    code: "bad-input",
    path: "receipt.at",
  });
  kit.free();
});

test("the digest can be built in any language", async () => {
  const kit = await createKit({});
  const parts = {
    title: article.title,
    text: article.blocks.join("\n"),
    source: "",
    author: "",
  };
  const lines = Object.entries(parts).map(
    ([name, value]) => `${name}:${Buffer.byteLength(value)}:${value}\n`,
  );
  const digest = createHash("sha256")
    .update(`xianshen-content/1\n${lines.join("")}`)
    .digest("hex");
  assert.equal(kit.digest(submission), digest);
  kit.free();
});

test("gate writes a receipt for what passes, verify reads it", async (t) => {
  const files = {
    "s.json": JSON.stringify(submission),
    "a.json": JSON.stringify(article),
  };
  files["held.json"] = JSON.stringify(article);
  files["other.json"] = JSON.stringify({
    ...article,
    blocks: ["会议部署了明年的重点工作。"],
  });
  const cwd = folder(t, files);
  const run = (...args) =>
    cli([...args, "-j", "yanchi", "--now", NOW], { cwd });
  assert.equal((await run("gate", "s.json", "--receipt", "r.json")).code, 0);
  assert.equal(
    JSON.parse(readFileSync(join(cwd, "r.json"), "utf8")).format,
    "xianshen-receipt/1",
  );
  assert.deepEqual(await run("verify", "a.json", "--receipt", "r.json"), {
    code: 0,
    out: "a.json: 与凭证一致。\n",
    err: "",
  });
  const refused = await run(
    "verify",
    "other.json",
    "--receipt",
    "r.json",
    "--format",
    "json",
  );
  assert.equal(refused.code, 1);
  assert.equal(JSON.parse(refused.out).problems[0].path, "digest");
  assert.equal(
    (await run("gate", "held.json", "--receipt", "none.json")).code,
    1,
  );
  assert.throws(() => readFileSync(join(cwd, "none.json")));
  assert.equal((await run("verify", "a.json")).code, 2);
  assert.equal((await run("verify", "a.json", "--receipt", "a.json")).code, 2);
});

test("gate, json: digest, steps and attestations stand beside the findings", async (t) => {
  const cwd = folder(t, {
    "s.json": JSON.stringify({ ...submission, review: [] }),
  });
  const { code, out } = await cli(
    ["gate", "s.json", "-j", "yanchi", "--format", "json"],
    { cwd },
  );
  assert.equal(code, 1);
  const [file] = JSON.parse(out).files;
  assert.equal(file.steps[0].state, "missing");
  assert.equal(file.attestations[0].ticked, true);
  assert.match(file.digest, /^[0-9a-f]{64}$/);
});

test("junit: a failing case an error, everything escaped", async (t) => {
  const pack = {
    id: "o",
    lexicon: [
      {
        word: "禁<词",
        kind: "custom",
        severity: "error",
        message: "“禁<词”&\u0007",
      },
    ],
  };
  const cwd = folder(t, {
    "a.txt": "禁<词\n",
    "b.txt": "好。\n",
    "o.json": JSON.stringify(pack),
  });
  const { code, out } = await cli(
    ["check", "a.txt", "b.txt", "-r", "o.json", "-f", "junit"],
    { cwd },
  );
  assert.equal(code, 1);
  assert.match(
    out,
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="xianshen" tests="2" failures="1" errors="0">/,
  );
  assert.match(out, /message="“禁&#60;词”&#38;\uFFFD"/);
  assert.match(
    out,
    /<testsuite name="b.txt" tests="1" failures="0" errors="0" skipped="0">/,
  );
});

test("gate as junit and sarif: each reason once, cases told apart, the exit as for json", async (t) => {
  const cwd = folder(t, {
    "s.json": JSON.stringify({ ...article, blocks: ["截止目前已完成。"] }),
  });
  const as = (format) =>
    cli(["gate", "s.json", "-j", "hanyin", "--now", NOW, "-f", format], {
      cwd,
    });
  const json = await as("json");
  const { diagnostics } = JSON.parse(json.out).files[0];
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const junit = await as("junit");
  const names = [
    ...junit.out.matchAll(/<testcase classname="[^"]*" name="([^"]*)"/g),
  ].map(([, name]) => name);
  assert.equal(names.length, errors.length);
  assert.equal(new Set(names).size, names.length);
  const sarif = await as("sarif");
  const { results } = JSON.parse(sarif.out).runs[0];
  assert.deepEqual(
    results.map(({ ruleId }) => ruleId).sort(),
    diagnostics.map(({ code }) => code).sort(),
  );
  assert.deepEqual([json.code, junit.code, sarif.code], [1, 1, 1]);
});
