import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import vm from "node:vm";
import { createKit } from "../../pkg/dist/node.js";
import { DIST } from "./helper.mjs";

/** dist/worker.js in a context of its own, with the few things of a worker that it uses. */
class WorkerShim extends EventTarget {
  terminated = false;

  constructor() {
    super();
    const scope = new EventTarget();
    const context = {
      self: scope,
      ...{ TextDecoder, TextEncoder, WebAssembly, atob, setTimeout, console, URL, Response },
      ...{ MessageChannel, AbortController, performance },
    };
    vm.runInNewContext(readFileSync(join(DIST, "worker.js"), "utf8"), context);
    this.scope = scope;
  }

  postMessage(data, ports = []) {
    const event = new Event("message");
    Object.assign(event, { data: structuredClone(data), ports });
    queueMicrotask(() => this.scope.dispatchEvent(event));
  }

  terminate() {
    this.terminated = true;
  }
}

test("a kit in the worker answers as one on this thread", async (t) => {
  const options = {
    jurisdiction: "yanchi",
    today: "2022-04-02",
    rules: [{ id: "o", csv: "word\n某某词\n" }],
  };
  const here = await createKit(options);
  const there = await createKit({ ...options, worker: new WorkerShim() });
  t.after(() => there.free());
  assert.equal(there.jurisdiction, "yanchi");
  for (const [method, argument] of [
    ["checkText", "截止目前，某某词。"],
    ["checkHtml", "<p>截止目前</p>"],
    ["checkFiling", { form: "account-filing", fields: {} }],
    ["checkRegisterCsv", "主办单位,平台\n某局,微信\n"],
    ["checkRegister", [{ 主办单位: "某局", 平台: "微信" }]],
    ["review", { text: "截止目前" }],
    ["explain", "yanchi-form-01"],
    ["rules", undefined],
    ["forms", undefined],
  ]) {
    assert.deepEqual(await there[method](argument), here[method](argument), method);
  }
});

test("documents work through the worker, in the order of the calls", async (t) => {
  const kit = await createKit({ worker: new WorkerShim() });
  t.after(() => kit.free());
  const document = await kit.openDocument(["截止目前", "二"]);
  const first = document.replaceBlocks(0, 1, ["好", "截止目前"]);
  const second = document.replaceBlocks(2, 1, []);
  const all = document.diagnostics();
  assert.equal(document.length, 2);
  assert.equal((await first).revision + 1, (await second).revision);
  assert.deepEqual(
    (await all).map((d) => d.target.block),
    [1],
  );
  await assert.rejects(document.replaceBlocks(9, 9, []), { code: "bad-input", name: "XianshenError" });
  assert.equal(document.length, 2);
  document.close();
  document.close();
  await assert.rejects(document.diagnostics(), { code: "freed" });
});

test("one worker serves several kits and leaves the host's own messages alone", async (t) => {
  const worker = new WorkerShim();
  worker.postMessage({ hello: 1 });
  const [a, b] = await Promise.all([
    createKit({ worker, rules: [{ id: "a", csv: "word\n甲某词\n" }] }),
    createKit({ worker, rules: [{ id: "b", csv: "word\n乙某词\n" }] }),
  ]);
  t.after(() => b.free());
  assert.equal((await a.checkText("甲某词乙某词")).diagnostics.length, 1);
  assert.equal((await b.checkText("甲某词乙某词甲某词乙某词")).diagnostics.length, 2);
  a.free();
  await assert.rejects(a.checkText("好"), { code: "freed" });
  assert.equal((await b.checkText("乙某词")).diagnostics.length, 1);
  assert.equal(worker.terminated, false, "a worker that the host started is the host's");
});

test("errors keep their code on the way", async (t) => {
  const worker = new WorkerShim();
  await assert.rejects(createKit({ worker, jurisdiction: "mars" }), {
    code: "unknown-jurisdiction",
    name: "XianshenError",
  });
  const kit = await createKit({ worker });
  t.after(() => kit.free());
  await assert.rejects(kit.checkText(5), { code: "bad-input" });
  await assert.rejects(kit.checkFiling({ form: "x", bad: () => 1 }), { code: "bad-input" });
});

test("a worker that dies rejects what is pending and refuses what comes later", async () => {
  for (const type of ["error", "messageerror"]) {
    const worker = new WorkerShim();
    const kit = await createKit({ worker });
    const pending = kit.checkText("好");
    worker.dispatchEvent(new Event(type));
    await assert.rejects(pending, { code: "worker-dead" });
    await assert.rejects(kit.checkText("好"), { code: "worker-dead" });
    await assert.rejects(kit.openDocument([]), { code: "worker-dead" });
    kit.free();
  }
});

test("a worker that never starts is worker-load", async () => {
  const worker = new WorkerShim();
  worker.postMessage = () => {};
  const start = createKit({ worker });
  worker.dispatchEvent(new Event("error"));
  await assert.rejects(start, { code: "worker-load", name: "XianshenError" });
});

test("a register in the worker: read, checked in parts, told of and taken back", async (t) => {
  const here = await createKit({ today: "2022-04-20" });
  const there = await createKit({ today: "2022-04-20", worker: new WorkerShim() });
  t.after(() => there.free());
  const rows = Array.from({ length: 3000 }, (_, i) => `${i + 1},${i % 3 ? "" : `第${i}局`},微信,甲${i}`);
  const bytes = new TextEncoder().encode(`序号,主办单位,平台,账号名称\n${rows.join("\n")}\n`);
  const phases = new Set();
  const onProgress = ({ phase, done, total }) => {
    assert.ok(done <= total);
    phases.add(phase);
  };
  const table = await there.readRegister(bytes, { onProgress });
  assert.equal(table.length, 3000);
  const report = await there.checkRegister(table, { onProgress });
  assert.deepEqual([...phases], ["read", "check", "deliver"]);
  assert.ok(report.diagnostics.length > 1000, "more than one part");
  assert.deepEqual(report, here.checkRegister(table));
  assert.deepEqual(await there.checkRegisterCsv(table.text()), report);

  const controller = new AbortController();
  const pending = there.checkRegister(table, { signal: controller.signal });
  controller.abort(new Error("no more"));
  await assert.rejects(pending, /no more/);
  await assert.rejects(there.checkRegister(table, { signal: controller.signal }), /no more/);
  assert.equal((await there.checkRegister(table)).rows, 3000, "the worker goes on");
  await assert.rejects(there.readRegister(new Uint8Array()), { code: "file-empty", name: "XianshenError" });
});
