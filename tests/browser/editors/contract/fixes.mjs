/** Fixes: the smallest edit, formatting kept, one step of the editor's own undo, caret and selection where they were. */
import assert from "node:assert/strict";
import { blocksOf, placeOf, TWO, TWO_TEXT } from "./index.mjs";

export default function fixes({ kind, check }) {
  check(
    "a fix is the smallest edit and keeps the formatting; one undo restores all, one redo fixes again",
    { html: TWO.replace("截止目前", "截<b>止目</b>前") },
    async (_, run) => {
      const seen = await run(async () => {
        const { session, mounted } = harness;
        const d = session.diagnostics.find((one) => one.code === "lexicon/fixed-phrase");
        const applied = session.applyFix(d);
        await harness.later(40);
        const fixed = mounted.content();
        const painted = harness.painted();
        await mounted.undo();
        await harness.later(60);
        const undone = mounted.content();
        const again = harness.painted();
        await mounted.redo?.();
        await harness.later(60);
        const redone = mounted.content();
        return {
          applied,
          before: mounted.before,
          fixed,
          painted,
          undone,
          again,
          redone,
          last: harness.painted(),
        };
      });
      assert.equal(seen.applied, true);
      assert.equal(seen.fixed, seen.before.replace("止", "至"));
      assert.deepEqual(seen.painted, ["帐号", "登陆", "登陆"]);
      assert.equal(seen.undone, seen.before);
      assert.deepEqual(seen.again, ["帐号", "截止目前", "登陆", "登陆"]);
      if (kind.cannot.redo) return;
      assert.equal(seen.redone, seen.fixed);
      assert.deepEqual(seen.last, ["帐号", "登陆", "登陆"]);
    },
  );

  check(
    "a fix that only deletes, and a fix of text that no longer stands",
    { html: "<p>我们的的平台</p>" },
    async (_, run) => {
      const seen = await run(async () => {
        const { session, mounted } = harness;
        const [d] = session.diagnostics;
        const applied = session.applyFix(d);
        await harness.later(40);
        const fixed = session.text;
        const again = session.applyFix(d);
        await mounted.undo();
        await harness.later(60);
        return { applied, again, fixed, same: mounted.content() === mounted.before };
      });
      assert.deepEqual(seen, { applied: true, again: false, fixed: "我们的平台", same: true });
    },
  );

  check(
    "a fix after typing is an undo step of its own, and the caret stays where it was",
    {},
    async (hands, run) => {
      const end = placeOf(kind, TWO_TEXT, 0, TWO_TEXT[0].length);
      await run(([b, o]) => harness.caret(b, o), end);
      await hands.type("abc");
      await run(() => harness.later(300));
      const seen = await run(async () => {
        const { session, mounted } = harness;
        const typed = mounted.content();
        const text = session.text;
        session.applyFix(session.diagnostics.find((one) => one.code === "lexicon/fixed-phrase"));
        await harness.later(160);
        const caret = session.adapter.selection(session.adapter.read());
        const fixed = session.text;
        await mounted.undo();
        await harness.later(60);
        return { text, fixed, caret, same: mounted.content() === typed };
      });
      assert.equal(seen.text, blocksOf(kind, [`${TWO_TEXT[0]}abc`, TWO_TEXT[1]]).join("\n"));
      assert.equal(seen.fixed, seen.text.replace("止", "至"));
      assert.deepEqual(seen.caret?.focus, { block: end[0], offset: end[1] + 3 });
      assert.equal(seen.same, true);
    },
  );

  check(
    "words that came without a key stay when the fix after them is taken back",
    { needs: "insert" },
    async (hands, run) => {
      // As an emoji picker, dictation or a handwriting pad puts them in.
      await run(([b, o]) => harness.caret(b, o), placeOf(kind, TWO_TEXT, 0, 16));
      await hands.insert("的的");
      await run(() => harness.later(300));
      const seen = await run(async () => {
        const { session, mounted } = harness;
        const typed = mounted.content();
        const text = session.text;
        session.applyFix(session.diagnostics.find((one) => session.textOf(one) === "的的"));
        await harness.later(160);
        const fixed = session.text;
        await mounted.undo();
        await harness.later(60);
        return { text, fixed, typed, undone: mounted.content() };
      });
      assert.match(seen.text, /有的的三/);
      assert.equal(seen.fixed, seen.text.replace("的的", "的"));
      assert.equal(seen.undone, seen.typed);
    },
  );

  check(
    "a selection stays on its words through a fix before it",
    { html: "<p>我们的的平台，选中这里。</p>" },
    async (_, run) => {
      const seen = await run(async () => {
        const { session } = harness;
        await harness.caret(0, 7, 9);
        const applied = session.applyFix(session.diagnostics[0]);
        await harness.later(160);
        const { anchor, focus } = session.adapter.selection(session.adapter.read());
        return { applied, text: session.text, anchor, focus };
      });
      assert.deepEqual(seen, {
        applied: true,
        text: "我们的平台，选中这里。",
        anchor: { block: 0, offset: 6 },
        focus: { block: 0, offset: 8 },
      });
    },
  );

  check(
    "all findings of one code are fixed as one undo step",
    { html: "<p>登陆系统😀登陆系统，帐号。</p><p>请登<b>陆</b>平台的的，登陆系统。</p>" },
    async (_, run) => {
      const seen = await run(async () => {
        const { session, mounted } = harness;
        const count = session.fixAll("lexicon/typo");
        await harness.later(60);
        const fixed = mounted.content();
        const painted = harness.painted();
        await mounted.undo();
        await harness.later(60);
        const undone = mounted.content();
        await mounted.redo?.();
        await harness.later(60);
        return { count, before: mounted.before, fixed, painted, undone, redone: mounted.content() };
      });
      assert.equal(seen.count, 5);
      assert.equal(seen.fixed, seen.before.replaceAll("陆", "录").replace("的的", "的"));
      assert.deepEqual(seen.painted, ["帐号"]);
      assert.equal(seen.undone, seen.before);
      if (!kind.cannot.redo) assert.equal(seen.redone, seen.fixed);
    },
  );
}
