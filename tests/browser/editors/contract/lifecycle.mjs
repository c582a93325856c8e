/** Coming and going: nothing stays behind, neither in the page nor in the kit, however often. */
import assert from "node:assert/strict";

export default function lifecycle({ kind, check }) {
  check(
    "detaching leaves nothing, attaching again works",
    { settings: { attach: false } },
    async (_, run) => {
      const seen = await run(async () => {
        const state = (view, root) => ({
          names: [...(view.CSS.highlights?.keys() ?? [])],
          sheets: root.adoptedStyleSheets.length + (root.ownerDocument ?? root).adoptedStyleSheets.length,
          ours: [...document.querySelectorAll("*"), ...view.document.querySelectorAll("*")].filter((e) =>
            /^XIANSHEN/.test(e.tagName),
          ).length,
          elements: document.querySelectorAll("*").length + view.document.querySelectorAll("*").length,
          open: harness.kit.open,
        });
        const { entry, mounted } = harness;
        const out = [];
        let first = null;
        // What an earlier test or the editor still takes away would count as less than nothing.
        for (let quiet = 0, last = 0; quiet < 5; ) {
          await harness.later(20);
          const now = document.querySelectorAll("*").length;
          quiet = now === last ? quiet + 1 : 0;
          last = now;
        }
        for (let i = 0; i < 3; i++) {
          const session = entry.attach();
          const { window: view, root } = session.adapter;
          session.highlight(session.diagnostics[0]);
          const during = harness.painted().length;
          const open = harness.kit.open;
          session.detach();
          session.detach();
          const now = state(view, root.getRootNode());
          first ??= now;
          out.push({
            during,
            open,
            names: now.names,
            ours: now.ours,
            left: now.open,
            sheets: now.sheets - first.sheets,
            elements: now.elements - first.elements,
          });
          root.dispatchEvent(new view.Event("input", { bubbles: true }));
          await harness.later(10);
        }
        return {
          out,
          same: mounted.content() === mounted.before,
          findings: entry.session.diagnostics.length,
        };
      });
      const clean = { during: 4, open: 1, names: [], ours: 0, left: 0, sheets: 0, elements: 0 };
      assert.deepEqual(seen.out, Array(3).fill(clean));
      assert.equal(seen.same, true);
      assert.equal(seen.findings, 0);
    },
  );

  check(
    "nodes and listeners go back to where they were",
    { settings: { attach: false }, needs: "counts" },
    async (hands, run) => {
      const round = () =>
        run(async () => {
          const session = harness.entry.attach();
          session.highlight(session.diagnostics[0]);
          session.focus(session.diagnostics[1]);
          session.flush();
          await harness.later(20);
          session.detach();
          Object.assign(harness, { session: null });
          harness.entry.session = null;
          await harness.later(harness.mounted.pause ?? 20);
        });
      const counts = async (rounds) => {
        for (let i = 0; i < rounds; i++) await round();
        // Timers of the editor's own run out.
        await run(() => harness.later(400));
        return hands.counts();
      };
      const first = await counts(3);
      const last = await counts(8);
      assert.equal(last.listeners - first.listeners, 0, "listeners left behind");
      assert.equal(last.documents - first.documents, 0, "documents left behind");
      // Fewer than one a round: a session that leaked would keep dozens.
      assert.ok(last.nodes - first.nodes < 8, `${last.nodes - first.nodes} nodes left behind`);
    },
  );

  check("an editor that is destroyed takes its session with it", { needs: "destroyed" }, async (_, run) => {
    const seen = await run(async () => {
      const { session, mounted, kit } = harness;
      await mounted.destroy();
      await harness.later(60);
      return {
        detached: session.detached,
        open: kit.open,
        ours: [...document.querySelectorAll("*")].filter((e) => /^XIANSHEN/.test(e.tagName)).length,
        names: [...(CSS.highlights?.keys() ?? [])],
      };
    });
    assert.deepEqual(seen, { detached: true, open: 0, ours: 0, names: [] });
  });

  check("destroyed and made anew, on the same place of the page", {}, async (hands, run) => {
    const seen = await run(
      async ([id]) => {
        const { session, mounted, kit } = harness;
        await mounted.destroy();
        await harness.later(40);
        session.detach();
        await harness.later(20);
        const open = kit.open;
        await harness.mount(id, "<p>又见登陆系统</p>");
        return { open, painted: harness.painted(), now: harness.kit.open };
      },
      [kind.id],
    );
    assert.deepEqual(seen, { open: 0, painted: ["登陆"], now: 1 });
    await run(() => harness.caret(0, 0));
    await hands.type("ab");
    await run(() => harness.later(60));
    assert.deepEqual(await run(() => [harness.session.text, harness.painted()]), [
      "ab又见登陆系统",
      ["登陆"],
    ]);
  });
}
