import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import test from "node:test";
import { cli, DIST, folder } from "./helper.mjs";

const PACK = JSON.stringify({ id: "o", lexicon: [{ word: "测试禁词", kind: "custom", severity: "error" }] });

test("answers in order; a bad line is answered and does not stop the rest", async (t) => {
  const cwd = folder(t, { "o.json": PACK });
  const lines = [
    '{"id":"a","text":"测试禁词"}',
    "nonsense",
    '{"id":7,"html":"<p>好</p><p>测试禁词</p>"}\r',
    "",
    '{"id":{"k":1},"text":""}',
    '{"id":"x","text":5}',
    "[1]",
    '{"text":"好"}',
    Buffer.from([0x7b, 0xff, 0x7d]),
    '{"id":"last","text":"好"}',
  ].map((line) => Buffer.concat([Buffer.from(line), Buffer.from("\n")]));
  const { code, out, err } = await cli(["check", "-", "-f", "jsonl", "-r", "o.json"], {
    cwd,
    input: Buffer.concat(lines),
  });
  assert.equal(err, "");
  assert.equal(code, 2);
  const answers = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    answers.map((a) => a.id),
    ["a", null, 7, { k: 1 }, "x", null, null, null, "last"],
  );
  assert.deepEqual(
    answers.map((a) => a.line),
    [undefined, 2, undefined, undefined, 6, 7, undefined, 9, undefined],
  );
  assert.deepEqual(
    answers[0].diagnostics.map((d) => d.target),
    [{ kind: "text", block: 0, from: 0, to: 4, start: 0, end: 4 }],
  );
  assert.equal(answers[2].diagnostics[0].target.block, 1);
});

test("exit codes and a last line without a line feed", async (t) => {
  const cwd = folder(t, {
    "o.json": PACK,
    "a.jsonl": '{"id":1,"text":"好"}',
    "b.jsonl": '{"id":2,"text":"测试禁词"}',
  });
  const run = (...files) => cli(["check", ...files, "-f", "jsonl", "-r", "o.json"], { cwd });
  assert.deepEqual(await run("a.jsonl"), { code: 0, out: '{"id":1,"diagnostics":[]}\n', err: "" });
  assert.equal((await run("a.jsonl", "b.jsonl")).code, 1);
  assert.equal((await run("none.jsonl")).code, 2);
});

test("every line is answered as it comes, for engines that wait for it", { timeout: 20_000 }, async (t) => {
  const child = spawn(process.execPath, [join(DIST, "cli.js"), "check", "-", "-f", "jsonl"]);
  t.after(() => child.kill());
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (const id of [1, 2, 3]) {
    child.stdin.write(`{"id":${id},"text":"好"}\n`);
    assert.equal(JSON.parse((await answers.next()).value).id, id);
  }
  child.stdin.end();
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

test("constant memory and back-pressure over 20,000 lines", { timeout: 120_000 }, async () => {
  // About 60 MB in, in a heap that could not hold it; the reader is slow to begin with.
  const child = spawn(process.execPath, [
    "--max-old-space-size=48",
    join(DIST, "cli.js"),
    "check",
    "-",
    "-f",
    "jsonl",
  ]);
  const text = "各镇人民政府要认真抓好落实，及时发布信息。".repeat(50);
  let sent = 0;
  const feed = (async () => {
    for (let id = 0; id < 20_000; id++) {
      const line = `${JSON.stringify({ id, text })}\n`;
      sent += line.length;
      if (!child.stdin.write(line)) await once(child.stdin, "drain");
    }
    child.stdin.end();
  })();
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.ok(sent < 20_000_000, "without a reader the program stops reading");
  let next = 0;
  for await (const line of createInterface({ input: child.stdout }))
    assert.equal(JSON.parse(line).id, next++);
  await feed;
  assert.equal(next, 20_000);
  assert.equal(child.exitCode ?? (await once(child, "exit"))[0], 0);
});
