/** What is saved is not touched by anything but a fix, and the editor does not think that it was edited. */
import assert from "node:assert/strict";

export default function saved({ check, cannot }) {
  const look = async (_, run) => {
    const seen = await run(async () => {
      const { session, mounted, entry } = harness;
      const [first] = session.diagnostics;
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

  check("the editor's dirty flag is untouched", { needs: "dirty" }, async (hands, run) => {
    const seen = await look(hands, run);
    assert.equal(seen.dirty, false, cannot.dirty ?? "dirty() must answer");
  });
}
