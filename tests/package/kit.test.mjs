import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { createKit, Kit, XianshenError } from "../../pkg/dist/node.js";
import { DIST } from "./helper.mjs";

const OURS = {
  id: "ours",
  lexicon: [{ word: "测试禁词", kind: "custom", severity: "error", fixes: ["好词"] }],
};

test("checks text with UTF-16 offsets in the block and in the whole text", async () => {
  const kit = await createKit({ rules: [OURS] });
  assert.ok(kit instanceof Kit);
  const { diagnostics } = kit.checkText("一😀行\n😀𠮷测试禁词");
  const [found] = diagnostics.filter((d) => d.code === "lexicon/custom");
  assert.deepEqual(found.target, { kind: "text", block: 1, from: 4, to: 8, start: 9, end: 13 });
  assert.equal(found.severity, "error");
  assert.equal(found.fixes[0].replacement, "好词");
  kit.free();
});

test("the jurisdiction comes from the options, else from the first pack that extends one", async () => {
  assert.equal((await createKit()).jurisdiction, null);
  assert.equal((await createKit({ jurisdiction: "haiyan" })).jurisdiction, "haiyan");
  assert.equal((await createKit({ rules: [{ ...OURS, extends: "yanchi" }] })).jurisdiction, "yanchi");
});

test("a pack may bring its words as CSV", async () => {
  const kit = await createKit({
    rules: [
      {
        id: "words",
        csv: "word,kind,severity,message,fixes,unless\n某某词,custom,warning,不用某某词。,甲|乙,\n",
      },
    ],
  });
  const [found] = kit.checkText("这里有某某词。").diagnostics.filter((d) => d.code === "lexicon/custom");
  assert.equal(found.message, "不用某某词。");
  assert.deepEqual(
    found.fixes.map((fix) => fix.replacement),
    ["甲", "乙"],
  );
});

test("every fault is a XianshenError with a code", async () => {
  const fails = (promise, code) =>
    assert.rejects(
      promise,
      (error) => error instanceof XianshenError && error instanceof Error && error.code === code,
    );
  await fails(createKit({ jurisdiction: "mars" }), "unknown-jurisdiction");
  await fails(createKit({ rules: [{ id: "x", lexicon: [{ word: 1 }] }] }), "bad-pack");
  await fails(createKit({ rules: { id: "x" } }), "bad-options");
  await fails(createKit({ today: "tomorrow" }), "bad-options");
  await fails(createKit(null), "bad-options");
  await fails(createKit({ worker: "./worker.js" }), "worker-load");
  const kit = await createKit();
  const throws = (work, code) =>
    assert.throws(work, (error) => error instanceof XianshenError && error.code === code);
  throws(() => kit.checkText(undefined), "bad-input");
  throws(() => kit.checkFiling(null), "bad-input");
  throws(() => kit.checkFiling({ form: "nonsense" }), "bad-input");
  throws(() => kit.checkRegister("x"), "bad-input");
});

test("free and close may be repeated; later use throws freed", async () => {
  const kit = await createKit();
  const document = kit.openDocument(["一"]);
  document.close();
  document.close();
  assert.throws(() => document.diagnostics(), { code: "freed" });
  const other = kit.openDocument(["截止目前"]);
  kit.free();
  kit.free();
  assert.throws(() => kit.checkText(""), { code: "freed" });
  assert.equal(other.diagnostics().length, 1, "a document outlives its kit");
});

test("a document tells what an edit changed, and agrees with a check of the whole", async () => {
  const kit = await createKit({ rules: [OURS] });
  const blocks = ["一", "测试禁词", "三"];
  const document = kit.openDocument(blocks);
  assert.equal(document.length, 3);
  const change = document.replaceBlocks(0, 1, ["新的测试禁词", "又一段"]);
  assert.deepEqual([change.at, change.removed, change.inserted, document.length], [0, 1, 2, 4]);
  assert.deepEqual(change.changed.find((c) => c.block === 0).diagnostics[0].target, {
    kind: "text",
    block: 0,
    from: 2,
    to: 6,
  });
  const whole = ["新的测试禁词", "又一段", "测试禁词", "三"].join("\n");
  assert.deepEqual(document.diagnostics(), kit.checkText(whole).diagnostics);
  assert.throws(() => document.replaceBlocks(9, 1, []), { code: "bad-input" });
  assert.equal(document.length, 4, "a refused edit changes nothing");
});

test("answers are plain JSON and the same every time", async () => {
  const kit = await createKit({ jurisdiction: "yanchi", today: "2022-04-02" });
  const ask = () => [
    kit.checkText("截止目前，电话13812345678。"),
    kit.checkHtml("<p>截止目前</p><p>好</p>"),
    kit.checkFiling({ form: "account-filing", event: { kind: "open", date: "2022-03-31" }, fields: {} }),
    kit.checkRegisterCsv("序号,主办单位,平台,账号名称\n1,某局,微信,某局发布\n1,某局,微信,某局发布\n"),
    kit.checkRegister([{ 主办单位: "某局", 平台: "微信", 账号名称: "某局发布" }]),
    kit.review({ title: "好", text: "截止目前" }),
    kit.rules(),
    kit.forms(),
  ];
  const first = ask();
  assert.deepEqual(JSON.parse(JSON.stringify(first)), first);
  assert.equal(JSON.stringify(ask()), JSON.stringify(first));
  assert.equal(first[5].state, "hold");
  const clause = first[6].clauses[0];
  assert.deepEqual(kit.explain(clause.id), clause);
  assert.equal(kit.explain("none-such-01"), undefined);
});

test("the module may be handed over as bytes, as a module, or as a response", async () => {
  const bytes = readFileSync(join(DIST, "xianshen.wasm"));
  // Each copy of the module starts only once; a query gives a fresh copy of the entry, but shares its chunks.
  for (const wasm of [bytes, new WebAssembly.Module(bytes), new Response(bytes)]) {
    assert.ok((await createKit({ wasm })).checkText("好"));
  }
});

test("plain words, which cross the border in bulk, are words like all others", async () => {
  const plain = [
    {
      word: "测试甲词",
      kind: "custom",
      severity: "info",
      message: "不用“{found}”。",
      fixes: ["好词", "妙词"],
    },
    { word: "测试乙词" },
    { word: "测试丙词", kind: "typo", fixes: ["测试病词"], message: undefined },
  ];
  const context = { word: "测试丁词", unless: ["测试丁词典"] };
  const text = "测试甲词，测试丁词，测试乙词，测试丙词，测试丁词典。";
  // An empty list of contexts says nothing, but keeps a word out of the bulk.
  const slow = plain.map((word) => ({ ...word, unless: [] }));
  const kits = [];
  for (const lexicon of [
    [...plain, context],
    [context, ...slow],
    [plain[0], context, slow[1], plain[2]],
  ]) {
    kits.push(await createKit({ rules: [{ id: "ours", lexicon }] }));
  }
  const [first, ...others] = kits.map((kit) => kit.checkText(text).diagnostics);
  assert.deepEqual(
    first.map((d) => [d.code, d.severity, d.target.from]),
    [
      ["lexicon/custom", "info", 0],
      ["lexicon/custom", "warning", 5],
      ["lexicon/custom", "warning", 10],
      ["lexicon/typo", "error", 15],
    ],
  );
  assert.equal(first[0].message, "不用“测试甲词”。");
  for (const other of others) assert.deepEqual(other, first);
  assert.equal(
    kits[0].rules().digest,
    (await createKit({ rules: [{ id: "ours", lexicon: [...plain, context] }] })).rules().digest,
  );
});

test("what is wrong with a word is named with its place, however the words cross the border", async () => {
  const good = Array.from({ length: 50 }, (_, i) => ({ word: `测试词${i}号` }));
  const cases = [
    [{ word: "" }, "lexicon[50].word"],
    [{ word: "测试词7号" }, "lexicon[50].word"],
    [{ word: "长".repeat(65) }, "lexicon[50].word"],
    [{ word: "某词", kind: "none" }, "lexicon[50].kind"],
    [{ word: "某词", severity: "fatal" }, "lexicon[50].severity"],
    [{ word: "某词", fixes: ["他词", "某词"] }, "lexicon[50].fixes[1]"],
    [{ word: "某词", near: ["@none"] }, "lexicon[50].near[0]"],
    [{ word: "某词", wrod: "某词" }, "lexicon[50].wrod"],
    [null, "lexicon[50]"],
  ];
  for (const [bad, path] of cases) {
    const rules = [{ id: "ours", lexicon: [...good, bad, { word: "末词" }] }];
    await assert.rejects(createKit({ rules }), (error) => {
      assert.equal(error.code, "bad-pack");
      assert.equal(error.path, path);
      return true;
    });
  }
  // Marks of the bulk form inside a word are characters like others.
  const kit = await createKit({
    rules: [{ id: "ours", lexicon: [{ word: "某\u001e词" }, { word: "他\u001f词" }] }],
  });
  assert.equal(kit.checkText("某词，他词").diagnostics.filter((d) => d.code === "lexicon/custom").length, 2);
});
