/** Typing beside and inside of findings: in no frame is a word underlined that is not one of the text shown. */
import assert from "node:assert/strict";
import { placeOf, TWO_TEXT, TWO_WORDS } from "./index.mjs";

// Offsets in the two paragraphs: 登陆 is 5–7 of the first and 6–8 of the second, 截止目前 10–14, 帐号 0–2.
const STEPS = [
  ["before a finding", 0, 3, "x"],
  ["at its start", 0, 5, "新y"],
  ["in its middle", 0, 6, "q"],
  ["at its end", 0, 7, "z"],
  ["in the middle of a longer one", 0, 12, "，w"],
  ["at the start of a paragraph", 1, 0, "登陆系统"],
  ["what makes a finding", 1, 2, "的的"],
];

export default function typing({ kind, check, cannot }) {
  check(
    "typing before, at the start, in the middle and after never underlines a wrong word",
    {},
    async (hands, run) => {
      await run(() => {
        harness.frames = harness.watchFrames();
      });
      for (const [, block, offset, keys] of STEPS) {
        await run(([b, o]) => harness.caret(b, o), placeOf(kind, TWO_TEXT, block, offset));
        await hands.type(keys);
        await run(() => harness.frame());
        for (const _ of keys) await hands.press("Backspace");
        await run(() => harness.later(40));
      }
      const back = await run(() => ({ text: harness.session.text, painted: harness.painted() }));
      assert.equal(back.text, kind.line ? TWO_TEXT.join(" ") : TWO_TEXT.join("\n"));
      assert.deepEqual(back.painted, TWO_WORDS);
      // Deletions into a finding from both sides, and a new paragraph in the middle of one.
      await run(([b, o]) => harness.caret(b, o), placeOf(kind, TWO_TEXT, 0, 7));
      await hands.press("Backspace");
      await run(() => harness.frame());
      await run(([b, o]) => harness.caret(b, o), placeOf(kind, TWO_TEXT, 1, 0));
      await hands.press("Delete");
      await run(() => harness.frame());
      await run(([b, o]) => harness.caret(b, o), placeOf(kind, TWO_TEXT, 0, 11));
      if (!kind.line) await hands.press("Enter");
      await hands.type("hao");
      await run(() => harness.later(120));
      const seen = await run(() => ({
        ...harness.frames(),
        painted: harness.painted(),
        expected: harness.expected(),
      }));
      assert.deepEqual(seen.wrong, []);
      assert.ok(seen.frames > 20, `${seen.frames} frames`);
      assert.deepEqual(seen.painted, seen.expected);
      assert.deepEqual(seen.painted, cannot.delete ? ["帐号", "登陆"] : ["登陆"]);
    },
  );

  check(
    "a kit in a worker answers later; old answers are not shown",
    { settings: { kit: { remote: true, delay: 60 } } },
    async (hands, run) => {
      assert.equal(await run(() => harness.entry.pendingAtFirst), true);
      await run(() => harness.session.settled());
      assert.deepEqual(await run(() => harness.painted()), TWO_WORDS);
      await run(() => {
        harness.frames = harness.watchFrames({ late: true });
      });
      await run(() => harness.caret(0, 6));
      await hands.type("好的的吗");
      await hands.press("Backspace");
      await run(() => harness.session.settled());
      await run(() => harness.later(40));
      const seen = await run(() => ({
        ...harness.frames(),
        painted: harness.painted(),
        expected: harness.expected(),
      }));
      assert.deepEqual(seen.wrong, []);
      assert.deepEqual(seen.painted, seen.expected);
    },
  );
}
