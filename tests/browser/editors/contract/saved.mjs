/** What is saved is not touched by anything but a fix, and the editor does not think that it was edited. */
import assert from "node:assert/strict";

export default function saved({ check }) {
  const look = async (_, run) => {
    const seen = await run(async () => {
      const { session, mounted, entry } = harness;
      const first = session.diagnostics.find(({ severity }) => severity !== "error");
      session.highlight(first);
      await harness.later(30);
      session.highlight(null);
      session.focus(first);
      session.ignoreWord(first, "核对过");
      session.restore(session.ignored[0]);
      await harness.later(60);
      const with_ = mounted.content();
      session.detach();
      entry.attach();
      await harness.later(30);
      return { before: mounted.before, with_, after: mounted.content(), dirty: await mounted.dirty?.() };
    });
    assert.equal(seen.with_, seen.before);
    assert.equal(seen.after, seen.before);
    return seen;
  };

  check("what is saved is equal to the byte before, under and after the lines", {}, look);

  check(
    "nothing tells the page that it was edited, and the editor's dirty flag is untouched",
    { settings: { attach: false } },
    async (hands, run) => {
      await run(() => {
        const { mounted, entry } = harness;
        harness.told = 0;
        mounted.told(() => {
          harness.told++;
        });
        entry.attach();
      });
      const seen = await look(hands, run);
      await run(() => harness.later(300));
      assert.equal(await run(() => harness.told), 0);
      assert.equal(seen.dirty ?? false, false);
      // Whoever is listened to does tell of a real edit.
      await run(() => harness.caret(0, 0));
      await hands.type("a");
      assert.equal(await run(() => harness.until(() => harness.told > 0)), true);
    },
  );
}
