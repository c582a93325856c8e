/** Hundreds of filings on the command line: each answers for itself, a broken one does not stop the rest. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { cli, folder } from "./helper.mjs";

const RIGHT = {
  开设单位: "汉阴县水利局",
  事项: "开设",
  平台: "微信公众号",
  账号名称: "汉阴水利",
  认证信息: "汉阴县水利局官方公众号",
  分管领导: "唐磊",
  责任股室: "办公室",
  业务人员: "邓洁",
  业务人员身份: "在编",
  "已向县委宣传部(网信办)备案": "是",
};
const filing = (more = {}) => ({
  jurisdiction: "hanyin",
  form: "account-filing",
  event: { kind: "开设", date: "2022-03-31" },
  submitted_on: "2022-04-06",
  fields: { ...RIGHT, ...more },
});
const codes = ({ diagnostics }) => diagnostics.map((d) => `${d.code}@${d.target.path}`);
const run = (args, options) => cli(["filing", ...args, "--today", "2022-06-30"], options);

test("JSON lines: in order, with ids, a broken line in its place", async (t) => {
  const lines = Array.from({ length: 300 }, (_, i) => {
    if (i === 7) return "{broken";
    if (i === 8) return "[1]";
    if (i === 9) return JSON.stringify({ id: 9, jurisdiction: "hanyin", form: "no such form" });
    return JSON.stringify({ id: i, ...filing(i % 2 ? { 业务人员身份: "外包" } : {}) });
  });
  const cwd = folder(t, { "many.jsonl": `${lines.join("\n")}\n` });
  const { code, out, err } = await run(["many.jsonl", "-f", "jsonl"], { cwd });
  assert.deepEqual([code, err], [2, ""]);
  const answers = out.trimEnd().split("\n").map(JSON.parse);
  assert.equal(answers.length, 300);
  answers.forEach((answer, i) => {
    if (i >= 7 && i <= 9) {
      assert.equal(answer.line, i + 1);
      assert.ok(answer.error.length > 5 && !answer.diagnostics);
      assert.equal(answer.id, i === 9 ? 9 : null);
      return;
    }
    assert.equal(answer.id, i);
    assert.deepEqual(codes(answer), i % 2 ? ["filing/ineligible-person@staff_status"] : []);
    assert.equal(answer.timeline[0].last_day, "2022-04-06");
    assert.ok(Array.isArray(answer.attestations));
  });
  // The same file as one answer.
  const { files } = JSON.parse((await run(["many.jsonl", "-f", "json"], { cwd })).out);
  assert.deepEqual(
    files.map(({ item, line, error }) => [item, line, error]),
    answers.map(({ error }, i) => [i + 1, i + 1, error]),
  );
  assert.deepEqual(codes(files[1]), codes(answers[1]));
});

test("a table: rows in both encodings, repeated headings as in a printed form, a row too long", async (t) => {
  const head =
    "序号,submitted_on,单位名称,微博、微信名称,开通时间,分管领导,联系电话,职 务,审核人员,联系电话,职 务,发布人员,联系电话,职 务,QQ号";
  const row = (n, more = "") =>
    `${n},2017-11-10,盐池县水务局,盐池水务,2017-11-06,王海,0953-6010001,副局长,李兰,13895000001,主任,马明,13895000002,科员,100012345${more}`;
  const text = [
    head,
    row(11),
    row(12, ",多余"),
    row(13).replace("13895000001", "1389500000"),
    row(14, ",,"),
    "",
  ].join("\n");
  const cwd = folder(t, {
    "u.csv": text,
    "tab.csv": text.replaceAll(",", "\t"),
    "g.csv": execFileSync("iconv", ["-f", "utf8", "-t", "gb18030"], { input: text }),
  });
  for (const file of ["u.csv", "g.csv", "tab.csv"]) {
    const { code, out } = await run([file, "-j", "yanchi", "-f", "json"], { cwd });
    assert.equal(code, 2, file);
    const { files } = JSON.parse(out);
    assert.deepEqual(
      files.map((f) => [f.line, f.error ? "broken" : codes(f)]),
      [
        [2, []],
        [3, "broken"],
        [4, ["filing/invalid-field@reviewer.phone"]],
        [5, []],
      ],
      file,
    );
  }
  const lines = (await run(["u.csv", "-j", "yanchi", "-f", "jsonl"], { cwd })).out.trimEnd().split("\n");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).id),
    ["11", null, "13", "14"].map((id, i) => (i === 1 ? null : id)),
  );
  const pretty = await run(["u.csv", "-j", "yanchi"], { cwd });
  assert.match(pretty.out, /第 2 份\n {2}无法检查/);
  const sarif = JSON.parse((await run(["u.csv", "-j", "yanchi", "-f", "sarif"], { cwd })).out);
  assert.equal(sarif.runs[0].invocations[0].toolExecutionNotifications.length, 1);
});

test("rows of several jurisdictions, each by its own rules; one whose form is not said", async (t) => {
  const table = [
    "地区,form,event.kind,event.date,submitted_on,主办单位,集体研究或主要领导同意",
    "luqiao,account-filing,人员变动,2022-03-31,2022-04-12,路桥区水利局,",
    ",,开设,2022-03-31,2022-04-12,某局,",
    "hanyin,account-filing,关停,2022-03-31,2022-04-12,汉阴县水利局,",
  ].join("\n");
  const cwd = folder(t, { "mixed.csv": table });
  const { files } = JSON.parse((await run(["mixed.csv", "-f", "json"], { cwd })).out);
  assert.ok(codes(files[0]).includes("filing/role-missing@publisher"));
  assert.match(files[1].error, /form/);
  assert.ok(codes(files[2]).includes("filing/missing-field@registered_with_cac"));
});

test("a list whose second filing is none", async (t) => {
  const cwd = folder(t, { "list.json": JSON.stringify([filing(), 5, filing({ 业务人员: "" })]) });
  const { code, out } = await run(["list.json", "-f", "json"], { cwd });
  assert.equal(code, 2);
  const { files } = JSON.parse(out);
  assert.deepEqual(files.map(codes), [[], [], ["filing/role-missing@staff"]]);
  assert.match(files[1].error, /object/);
});
