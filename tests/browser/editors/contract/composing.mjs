/** Input methods, driven over the DevTools protocol: not disturbed, and nothing half-composed is judged. */
import assert from "node:assert/strict";
import { blocksOf, TWO_TEXT } from "./index.mjs";

const PINYIN = ["n", "ni", "ni'h", "ni'hao"];

export default function composing({ kind, check }) {
  const whole = blocksOf(kind, TWO_TEXT)[0];
  check(
    "an input method composes undisturbed before, in and after a finding, over a selection, and called off",
    { needs: "compose" },
    async (hands, run) => {
      await run(() => {
        harness.frames = harness.watchFrames();
        harness.events = [];
        harness.note = ({ type, data }) => harness.events.push(`${type}:${data}`);
      });
      const compose = async (from, to, given) => {
        await run(
          ([a, b]) => {
            // Again each time: the editor may have made its element anew, and the same listener counts once.
            const { root } = harness.session.adapter;
            for (const type of ["compositionstart", "compositionend"])
              root.addEventListener(type, harness.note);
            return harness.caret(0, a, b);
          },
          [from, to],
        );
        const checks = await run(() => harness.session.stats.checks);
        const shown = [];
        await hands.compose(PINYIN, given, async () => {
          shown.push(await run(() => [harness.session.stats.checks, harness.session.composing]));
        });
        for (const [count, active] of shown) {
          assert.equal(active, true);
          assert.equal(count, checks, "judged while composing");
        }
      };
      const text = () => run(() => harness.session.blocks[0]);
      const at = (offset, more, to = offset) => whole.slice(0, offset) + more + whole.slice(to);
      await compose(3, 3, "你好");
      assert.equal(await text(), at(3, "你好"));
      await run(() => harness.mounted.set(harness.mounted.before));
      await run(() => harness.later(60));
      await compose(6, 6, "你好");
      assert.equal(await text(), at(6, "你好"));
      await compose(6, 8, "陆");
      assert.equal(await text(), at(6, "陆"));
      await run(() => harness.mounted.set(harness.mounted.before));
      await run(() => harness.later(60));
      await compose(7, 7, null);
      assert.equal(await text(), whole);
      const seen = await run(() => ({
        ...harness.frames(),
        events: harness.events,
        painted: harness.painted(),
        expected: harness.expected(),
      }));
      assert.deepEqual(seen.wrong, []);
      assert.deepEqual(seen.painted, seen.expected);
      assert.deepEqual(seen.events, [
        "compositionstart:",
        "compositionend:你好",
        "compositionstart:",
        "compositionend:你好",
        "compositionstart:你好",
        "compositionend:陆",
        "compositionstart:",
        "compositionend:",
      ]);
    },
  );
}
