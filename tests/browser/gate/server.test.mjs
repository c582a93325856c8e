/** The example server refuses an altered article, a forged receipt and a stranger's signature. */
import assert from "node:assert/strict";
import test from "node:test";
import { createKit } from "../../../pkg/dist/node.js";
import { gateServer } from "../../../www/gate-server.mjs";

const kit = await createKit({ jurisdiction: "haiyan" });
const article = {
  title: "全县水利工作会议召开",
  text: "会议部署了今年的重点工作。",
};
/** The article with every step signed over it as it stands. */
const signed = (article) => ({
  ...article,
  review: [
    { step: "初审", person: "李兰" },
    { step: "复审", person: "王海" },
    { step: "终审", person: "张明", role: "分管领导" },
    { step: "风险辅助识别", person: "李兰" },
  ].map((step) => ({ ...step, digest: kit.digest(article) })),
  attestations: ["haiyan-gate-03"],
});
const submission = signed(article);

test("what was checked is stored, anything else is refused", async (t) => {
  const stored = [];
  const people = ["李兰", "王海", "张明"];
  const server = await gateServer({
    jurisdiction: "haiyan",
    people,
    store: (article) => stored.push(article),
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const post = async (article, path = "/articles") => {
    const body =
      typeof article === "string" ? article : JSON.stringify(article);
    const answer = await fetch(
      `http://127.0.0.1:${server.address().port}${path}`,
      { method: "POST", body },
    );
    return { status: answer.status, ...(await answer.json()) };
  };
  const receipt = kit.receipt(submission);

  assert.equal((await post({ submission, receipt })).status, 201);
  assert.equal(stored.length, 1);
  assert.equal(
    (await post({ submission, receipt })).status,
    409,
    "sent once more, it is not released twice",
  );

  const altered = await post({
    submission: { ...submission, text: "会议部署了明年的重点工作。" },
    receipt,
  });
  assert.equal(altered.status, 422);
  assert.match(altered.refused[0], /^digest/);

  const wrong = signed({ ...article, text: "截止目前，会议部署了重点工作。" });
  const forged = { ...receipt, digest: kit.digest(wrong) };
  assert.equal(
    (await post({ submission: wrong, receipt: forged })).status,
    422,
  );

  const lenient = await createKit({
    jurisdiction: "haiyan",
    rules: [{ id: "lenient", extends: "haiyan", disable: ["lexicon/typo"] }],
  });
  const other = await post({
    submission: wrong,
    receipt: lenient.receipt(wrong),
  });
  assert.equal(other.status, 422, "the server's own rules count");

  const stranger = structuredClone(submission);
  stranger.review[1].person = "外人";
  const unknown = await post({
    submission: stranger,
    receipt: kit.receipt(stranger),
  });
  assert.deepEqual(
    [unknown.status, unknown.refused],
    [422, ["复审: 外人 is not known here"]],
  );

  // A ladder of another place, and a draft, which passes everywhere.
  const elsewhere = await createKit({ jurisdiction: "yanchi" });
  const digest = kit.digest(article);
  const short = {
    ...article,
    jurisdiction: "yanchi",
    review: [{ step: "审批", person: "李兰", digest }],
    attestations: ["secrecy-review"],
  };
  const easier = await post({
    submission: short,
    receipt: elsewhere.receipt(short),
  });
  assert.equal(easier.status, 422, "the server's own ladder counts");
  const draft = structuredClone(receipt);
  draft.submission.action = "draft";
  assert.equal((await post({ submission, receipt: draft })).status, 422);

  assert.equal((await post("not json")).status, 422);
  assert.equal((await post({ submission }, "/other")).status, 404);
  assert.equal(stored.length, 1);
});
