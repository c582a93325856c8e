/** States of the editor and its page: what is checked again, read-only, disabled, two of them, hidden and shown. */
import assert from "node:assert/strict";
import { TWO_WORDS } from "./index.mjs";

export default function states({ kind, check }) {
  if (!kind.line) {
    const html = Array.from({ length: 40 }, (_, i) => `<p>第${i}段，登陆系统。</p>`).join("");
    check("only blocks that changed are checked", { html }, async (hands, run) => {
      assert.equal(await run(() => harness.session.stats.checkedBlocks), 40);
      await run(() => harness.caret(20, 3));
      await run(() => harness.kit.log.splice(0));
      await hands.type("好");
      await run(() => harness.later(80));
      const one = await run(() => harness.kit.log.splice(0));
      assert.deepEqual(one, [{ at: 20, removed: 1, inserted: ["第20好段，登陆系统。"] }]);
      await hands.press("Enter");
      await run(() => harness.later(80));
      const two = await run(() => harness.kit.log.splice(0));
      const checked = two.flatMap((call) => call.inserted);
      assert.ok(
        checked.length <= 3,
        `checked ${checked.length} blocks for one Enter: ${JSON.stringify(two)}`,
      );
      const seen = await run(() => ({
        painted: harness.painted(),
        expected: harness.expected(),
        blocks: harness.session.diagnostics.map((d) => d.target.block),
      }));
      assert.deepEqual(seen.painted, seen.expected);
      assert.equal(seen.blocks.length, 40);
      assert.equal(seen.blocks.at(-1), 40);
    });
  }

  for (const state of ["readOnly", "disabled"]) {
    check(
      `${state === "readOnly" ? "read-only" : "disabled"}: findings are shown, fixes refused, and all works afterwards`,
      { needs: state },
      async (_, run) => {
        const seen = await run(async (name) => {
          const { session, mounted } = harness;
          await mounted[name](true);
          await harness.later(60);
          const fixed = session.applyFix(session.diagnostics[0]);
          const count = session.fixAll("lexicon/typo");
          await harness.later(40);
          const shown = {
            fixed,
            count,
            painted: harness.painted(),
            same: mounted.content() === mounted.before,
          };
          await mounted[name](false);
          await harness.later(60);
          const after = session.fixAll("lexicon/typo");
          await harness.later(60);
          return { shown, after, painted: harness.painted() };
        }, state);
        assert.deepEqual(seen.shown, { fixed: false, count: 0, painted: TWO_WORDS, same: true });
        assert.equal(seen.after, 2);
        assert.deepEqual(seen.painted, ["帐号", "截止目前"]);
      },
    );
  }

  check("two editors on one page keep their own lines", {}, async (hands, run) => {
    await run((id) => harness.mount(id, "<p>另有帐号</p>", { place: "place2" }), kind.id);
    await run(() => harness.caret(0, 4));
    await hands.type("。");
    await run(() => harness.later(60));
    const seen = await run(async () => {
      const [a, b] = harness.all;
      const words = (entry) => entry.session.snapshot().painted.map((p) => p.text);
      const both = [words(a), words(b), a.session.revision];
      a.session.detach();
      await harness.later(20);
      return { both, left: harness.painted(b.session), still: words(b) };
    });
    assert.deepEqual(seen.both, [["登陆", "截止目前", "帐号", "登陆"], ["帐号"], 0]);
    assert.deepEqual(seen.left, ["帐号"]);
    assert.deepEqual(seen.still, ["帐号"]);
  });

  check("attached while hidden, then shown", { settings: { attach: false } }, async (hands, run) => {
    const seen = await run(async () => {
      const place = document.getElementById("place");
      place.className = "hidden";
      harness.entry.attach();
      await harness.later(40);
      const hidden = { text: harness.session.text, found: harness.session.diagnostics.length };
      place.className = "";
      await harness.later(120);
      const { session } = harness;
      const boxes = session.diagnostics.map((d) => session.rects(d).length > 0);
      return { hidden, shown: harness.session.text, painted: harness.painted(), boxes };
    });
    assert.equal(seen.hidden.text, seen.shown);
    assert.equal(seen.hidden.found, 4);
    assert.deepEqual(seen.painted, TWO_WORDS);
    assert.deepEqual(seen.boxes, [true, true, true, true]);
    await run(() => harness.caret(0, 0));
    await hands.type("ab");
    await run(() => harness.later(60));
    assert.deepEqual(await run(() => harness.painted()), TWO_WORDS);
  });

  check("hidden, changed while hidden, and shown again", {}, async (hands, run) => {
    const seen = await run(async () => {
      const { session, mounted } = harness;
      const place = document.getElementById("place");
      harness.frames = harness.watchFrames();
      place.className = "hidden";
      await harness.later(80);
      await mounted.set("<p>新来的帐号</p><p>请登陆系统</p>");
      await harness.later(80);
      const hidden = { text: session.text, found: session.diagnostics.length };
      place.className = "";
      await harness.later(150);
      const boxes = session.diagnostics.map((d) => session.rects(d).length > 0);
      return { hidden, painted: harness.painted(), boxes, ...harness.frames() };
    });
    assert.deepEqual(seen.hidden, {
      text: kind.line ? "新来的帐号 请登陆系统" : "新来的帐号\n请登陆系统",
      found: 2,
    });
    assert.deepEqual(seen.painted, ["帐号", "登陆"]);
    assert.deepEqual(seen.boxes, [true, true]);
    assert.deepEqual(seen.wrong, []);
    await run(() => harness.caret(0, 0));
    await hands.type("ab");
    await run(() => harness.later(60));
    assert.deepEqual(await run(() => harness.painted()), ["帐号", "登陆"]);
  });
}
