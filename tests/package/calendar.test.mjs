/**
 * Every day from 2016 to 2026 as the kit counts it, against npm chinese-days. The kit is asked through a vendor's form
 * with a limit of one working day: its timeline says whether the day after the event counted.
 */
import assert from "node:assert/strict";
import test from "node:test";
import chineseDays from "chinese-days";
import { createKit } from "../../pkg/dist/node.js";

const DAY = 86_400_000;
const clauses = ["luqiao-form-02"];
const field = (name, kind) => ({
  name,
  label: `栏${name}`,
  kind,
  example: "2026-12-01",
  clauses,
});
const OURS = {
  id: "ours",
  forms: [
    {
      id: "one-day",
      jurisdiction: "luqiao",
      title: "一日",
      default_event: "open",
      inputs: [field("event.date", "date"), field("submitted_on", "date")],
      fields: [field("note", "text")],
      limits: [
        {
          id: "one",
          label: "报送",
          base: "event.date",
          days: 1,
          unit: "working",
          clauses,
        },
      ],
    },
  ],
};

const iso = (at) => new Date(at).toISOString().slice(0, 10);

test("working days are those of chinese-days, every day of every year", async () => {
  const kit = await createKit({
    jurisdiction: "luqiao",
    today: "2026-11-22",
    rules: [OURS],
  });
  let days = 0;
  for (
    let at = Date.UTC(2016, 0, 1);
    at < Date.UTC(2027, 0, 1);
    at += DAY, days++
  ) {
    const [deadline] = kit.checkFiling({
      form: "one-day",
      event: { date: iso(at - DAY) },
      fields: {},
    }).timeline;
    assert.ok(deadline.last_day, iso(at));
    assert.equal(
      deadline.counted[0].date === iso(at),
      chineseDays.isWorkday(iso(at)),
      iso(at),
    );
  }
  assert.equal(days, 4018);
  const [unknown] = kit.checkFiling({
    form: "one-day",
    event: { date: "2026-12-31" },
    fields: {},
  }).timeline;
  assert.deepEqual([unknown.last_day, unknown.state], [null, "unknown"]);
});
