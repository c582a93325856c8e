/** Text and offsets: what the adapter reads is what a reader sees, and every place leads to the DOM and back. */
import assert from "node:assert/strict";
import { blocksOf } from "./index.mjs";

const PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

/** Structures, each with the blocks it reads as. An editor that lacks one says so in its description. */
const PARTS = {
  table: [
    '<table style="width: auto;"><tbody><tr><th colSpan="1" rowSpan="1" width="auto">登陆系统</th>' +
      '<td colSpan="1" rowSpan="1" width="auto">帐号</td></tr></tbody></table>',
    ["登陆系统", "帐号"],
  ],
  list: ["<ul><li>项，登陆系统</li></ul>", ["项，登陆系统"]],
  nested: [
    "<ol><li>外登陆系统<ul><li>中登陆平台<ul><li>内登陆系统</li></ul></li></ul></li></ol>",
    ["外登陆系统", "中登陆平台", "内登陆系统"],
  ],
  code: ["<pre><code>码 登陆系统</code></pre>", ["码 登陆系统"]],
  rule: ["<hr/>", ["\uFFFC"]],
  link: ['<p>末<a href="#">链登陆系统接</a>尾</p>', ["末链登陆系统接尾"]],
};

export default function text({ kind, check, cannot }) {
  check(
    "text and offsets hold with emoji, ZWJ families, rare characters and combining marks",
    {
      html: "<p>👨‍👩‍👧‍👦登陆系统é́登陆系统</p><p>𠮷𠮷登陆平台🇨🇳👍🏽登陆系统</p><p>只有文字</p>",
    },
    async (_, run) => {
      const seen = await run(() => {
        const { session } = harness;
        return {
          blocks: session.blocks,
          painted: harness.painted(),
          ranges: session.snapshot().painted.map((p) => p.text),
          sliced: session.diagnostics.map((d) =>
            session.blocks[d.target.block].slice(d.target.from, d.target.to),
          ),
        };
      });
      assert.deepEqual(
        seen.blocks,
        blocksOf(kind, ["👨‍👩‍👧‍👦登陆系统é́登陆系统", "𠮷𠮷登陆平台🇨🇳👍🏽登陆系统", "只有文字"]),
      );
      assert.deepEqual(seen.painted, ["登陆", "登陆", "登陆", "登陆"]);
      assert.deepEqual(seen.ranges, seen.sliced);
    },
  );

  check("every place of the text leads to the DOM and back", {}, async (_, run) => {
    const lost = await run(() => {
      const { adapter } = harness.session;
      const map = adapter.read();
      const wrong = [];
      for (const [block, text] of map.blocks.entries()) {
        for (let from = 0; from <= text.length; from++) {
          const range = map.toRange(block, from, Math.min(from + 2, text.length));
          if (!range || range.toString() !== text.slice(from, from + 2))
            wrong.push([block, from, `${range}`]);
          const caret = range && map.locate(range.startContainer, range.startOffset);
          if (caret?.block !== block || caret.offset !== from) wrong.push([block, from, caret]);
        }
      }
      return wrong;
    });
    assert.deepEqual(lost, []);
  });

  check(
    "a soft break ends a block, a word may cross inline tags",
    { only: "rich", needs: "breaks", html: "<p>请登<strong>陆系</strong>统<br>截<em>止</em><b>目</b>前</p>" },
    async (_, run) => {
      const seen = await run(() => ({ blocks: harness.session.blocks, painted: harness.painted() }));
      assert.deepEqual(seen.blocks, ["请登陆系统", "截止目前"]);
      assert.deepEqual(seen.painted, ["截止目前", "登陆"]);
    },
  );

  check(
    "an embed is one U+FFFC, and no fix takes it away",
    {
      only: "rich",
      needs: "embed",
      html: kind.parts?.embed ?? `<p>图<img src="${PIXEL}" alt="">登陆系统</p>`,
    },
    async (_, run) => {
      const seen = await run(async () => {
        const { session } = harness;
        // The picture arrives, and the words move.
        await harness.later(60);
        const before = { blocks: session.blocks, painted: harness.painted() };
        session.fixAll("lexicon/typo");
        await harness.later(60);
        return { ...before, fixed: session.blocks, html: harness.mounted.content() };
      });
      assert.deepEqual(seen.blocks, ["图\uFFFC登陆系统"]);
      assert.deepEqual(seen.painted, ["登陆"]);
      assert.deepEqual(seen.fixed, ["图\uFFFC登录系统"]);
      assert.match(seen.html, /图.*(<img|"image"|!\[).*登录/);
    },
  );

  for (const part of Object.keys(PARTS)) {
    // What cannot be there is skipped by name; the rest is one page.
    if (cannot[part]) check(`text of a ${part}`, { only: "rich", needs: part }, async () => {});
  }
  const parts = Object.entries(PARTS).flatMap(([name, [html, blocks]]) =>
    cannot[name] ? [] : [[kind.parts?.[name] ?? html, blocks]],
  );
  check(
    "tables, nested lists, code, rules and links: their text, fixes in all of them, one undo",
    { only: "rich", html: parts.map(([html]) => html).join("") },
    async (_, run) => {
      const seen = await run(async () => {
        const { session, mounted } = harness;
        const text = () => session.blocks.filter(Boolean);
        const first = text();
        const painted = harness.painted();
        const shown = harness.expected();
        session.fixAll("lexicon/typo");
        await harness.later(60);
        const fixed = text();
        await mounted.undo();
        await harness.later(60);
        return { first, painted, shown, fixed, before: mounted.before, undone: mounted.content() };
      });
      const expected = parts.flatMap(([, blocks]) => blocks);
      assert.deepEqual(seen.first, expected);
      assert.deepEqual(seen.painted, seen.shown);
      assert.deepEqual(
        seen.fixed,
        expected.map((block) => block.replace("登陆", "登录")),
      );
      assert.equal(seen.undone, seen.before);
    },
  );
}
