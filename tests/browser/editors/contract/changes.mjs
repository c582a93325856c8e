/** Large and foreign changes of the text: no stale line, no error, and the text is judged as it then stands. */
import assert from "node:assert/strict";
import { blocksOf, placeOf, TWO_TEXT, TWO_WORDS } from "./index.mjs";

/**
 * Everything underlined is a finding of the text shown, and all of them are: some milliseconds after it first held as
 * well. An editor that scrolls on a timer of its own may do so between two frames, when nothing is drawn: it is looked
 * again then.
 */
async function settled(run, message) {
  const seen = await run(async () => {
    let seen;
    await harness.until(async () => {
      if (harness.session.pending) return false;
      if (harness.painted().join() === harness.expected().join()) await harness.later(30);
      seen = {
        painted: harness.painted(),
        expected: harness.expected(),
        text: harness.session.text,
        stands: harness.session.text === harness.session.adapter.read().blocks.join("\n"),
      };
      return seen.painted.join() === seen.expected.join();
    });
    return seen;
  });
  assert.ok(seen, message ?? "the kit has not answered");
  assert.deepEqual(seen.painted, seen.expected, message);
  assert.equal(seen.stands, true, message);
  return seen;
}

export default function changes({ kind, check }) {
  check("content set by script is judged and painted anew", {}, async (_, run) => {
    await run(() => harness.mounted.set("<p>新内容：截止目前</p><p>登陆平台</p><p>完</p>"));
    await run(() => harness.later(60));
    const one = await settled(run);
    assert.deepEqual(one.text.split("\n"), blocksOf(kind, ["新内容：截止目前", "登陆平台", "完"]));
    assert.deepEqual(one.painted, ["截止目前", "登陆"]);
    await run(() => harness.mounted.set("<p>干净</p>"));
    await run(() => harness.later(60));
    const two = await settled(run);
    assert.equal(two.text, "干净");
    assert.deepEqual(two.painted, []);
    const names = await run(() => [...(harness.session.adapter.window.CSS.highlights?.keys() ?? [])]);
    assert.deepEqual(names, []);
  });

  check(
    "20,000 characters pasted in the middle of a finding are judged; one undo takes them back",
    { needs: "paste" },
    async (hands, run) => {
      const line = "正文没有什么要改的地方，登陆系统一次。";
      const lines = Math.ceil(20_000 / (line.length + 1));
      const pasted = Array(lines)
        .fill(line)
        .join(kind.line ? " " : "\n");
      await run(() => {
        harness.frames = harness.watchFrames();
      });
      await hands.paste(pasted, () => run(([b, o]) => harness.caret(b, o), placeOf(kind, TWO_TEXT, 0, 6)));
      const seen = await settled(run);
      assert.ok(seen.text.length >= 20_000, `${seen.text.length} characters`);
      const found = await run(
        () => harness.session.diagnostics.filter((d) => d.code === "lexicon/typo").length,
      );
      assert.equal(found, lines + 1);
      await run(() => harness.mounted.undo());
      await run(() => harness.later(60));
      const back = await settled(run);
      assert.equal(back.text, blocksOf(kind, TWO_TEXT).join("\n"));
      assert.deepEqual(back.painted, TWO_WORDS);
      assert.deepEqual((await run(() => harness.frames())).wrong, []);
    },
  );

  check("undo and redo by the keyboard leave no stale line", { needs: "keys" }, async (hands, run) => {
    const [block, offset] = placeOf(kind, TWO_TEXT, 0, 6);
    await run(() => {
      harness.frames = harness.watchFrames();
    });
    await run(([b, o]) => harness.caret(b, o), [block, offset]);
    await hands.type("ab");
    await run(() => harness.later(400));
    await settled(run, "typed");
    await hands.press("Backspace");
    await hands.press("Backspace");
    await run(() => harness.later(60));
    await settled(run, "deleted");
    for (let i = 0; i < 3; i++) {
      await hands.press("Control+z");
      await run(() => harness.later(60));
      await settled(run, "undone");
    }
    for (let i = 0; i < 3; i++) {
      await hands.press(kind.redoKey ?? "Control+y");
      await run(() => harness.later(60));
      await settled(run, "redone");
    }
    assert.deepEqual((await run(() => harness.frames())).wrong, []);
  });

  check("words dragged into a finding leave no stale line", { needs: "drag" }, async (hands, run) => {
    await run(() => {
      harness.frames = harness.watchFrames();
    });
    const at = (offset) => placeOf(kind, TWO_TEXT, 0, offset);
    const text = await run(() => harness.session.text);
    await run(([b, o]) => harness.caret(b, o, o + 2), at(15));
    const from = await run(([b, o]) => harness.point(b, o, true), at(15));
    const to = await run(([b, o]) => harness.point(b, o), at(6));
    await hands.drag(from, to);
    await run((before) => harness.until(() => harness.session.text !== before), text);
    const seen = await settled(run);
    assert.notEqual(seen.text, text);
    assert.deepEqual((await run(() => harness.frames())).wrong, []);
  });

  check("the editor's own find-and-replace leaves no stale line", { needs: "replace" }, async (_, run) => {
    await run(() => {
      harness.frames = harness.watchFrames();
    });
    await run(() => harness.mounted.replaceAll("登陆", "进入"));
    await run(() => harness.later(60));
    const seen = await settled(run);
    assert.equal(seen.text, TWO_TEXT.join("\n").replaceAll("登陆", "进入"));
    assert.deepEqual(seen.painted, ["帐号", "截止目前"]);
    assert.deepEqual((await run(() => harness.frames())).wrong, []);
    await run(() => harness.mounted.undo());
    await run(() => harness.later(60));
    await settled(run);
  });

  check("source mode and back: changed there, judged here", { needs: "source" }, async (hands, run) => {
    const there = await run(async () => {
      const { session, mounted } = harness;
      const { dialog, live, open, change, close } = mounted.source;
      const [first] = session.diagnostics;
      await open();
      await harness.later(300);
      const lines = dialog ? [] : harness.painted();
      const fixed = !dialog && session.applyFix(first);
      await change((source) => source.replace("密码", "密码和登陆平台"));
      await harness.later(60);
      session.flush();
      const judged = dialog || session.text.includes("密码和登陆平台");
      await close();
      await harness.later(300);
      return { lines, fixed, live, judged };
    });
    assert.equal(there.judged, true, "what is in the source is not judged while it is shown");
    // A source that is watched too shows the same findings and takes a fix; any other shows and takes nothing.
    assert.deepEqual(there.lines, there.live ? TWO_WORDS : []);
    assert.equal(there.fixed, Boolean(there.live));
    const seen = await settled(run);
    const changed = TWO_TEXT.join("\n").replace("密码", "密码和登陆平台");
    assert.equal(seen.text, there.live ? changed.replace("登陆", "登录") : changed);
    assert.equal(seen.painted.length, there.live ? 4 : 5);
    // The card's keys, writing and fixing go on as before.
    const found = await run(() => harness.session.diagnostics[0].target);
    await run(([b, o]) => harness.caret(b, o), [found.block, found.from]);
    await hands.press("Alt+Enter");
    await run(() => harness.later(60));
    assert.equal(await run(() => document.querySelectorAll("xianshen-card").length), 1);
    await hands.press("Escape");
    assert.equal(await run(() => document.querySelectorAll("xianshen-card").length), 0);
    await run(() => harness.caret(0, 0));
    await hands.type("a");
    await run(() => harness.later(60));
    assert.equal((await settled(run)).text[0], "a");
    const applied = await run(() => harness.session.fixAll("lexicon/variant-word"));
    assert.equal(applied, 1);
    await run(() => harness.later(60));
    await settled(run);
  });
}
