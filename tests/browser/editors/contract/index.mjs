/**
 * What every adapter has to keep: the same tests over every editor, driven as a person would drive it. The kit
 * is a stand-in with five rules (support/kit.mjs), so that a failure here is one of the editor side. A test that
 * an editor or a browser has no way to take is skipped with the reason its description gives, never silently.
 */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import changes from "./changes.mjs";
import composing from "./composing.mjs";
import fixes from "./fixes.mjs";
import lifecycle from "./lifecycle.mjs";
import saved from "./saved.mjs";
import states from "./states.mjs";
import text from "./text.mjs";
import typing from "./typing.mjs";

const AREAS = [text, saved, fixes, typing, composing, changes, lifecycle, states];

/** Two paragraphs with four findings, an emoji and a character beyond the basic plane. */
export const TWO = "<p>请用户😀登陆系统，截止目前已有三人。</p><p>帐号密码𠮷登陆系统。</p>";
export const TWO_TEXT = ["请用户😀登陆系统，截止目前已有三人。", "帐号密码𠮷登陆系统。"];
export const TWO_WORDS = ["帐号", "截止目前", "登陆", "登陆"];

/** The blocks a text of two paragraphs has in an editor: a one-line control joins them by a blank. */
export const blocksOf = (kind, blocks) => (kind.line ? [blocks.join(" ")] : blocks);

/** A place given by paragraph and offset, in an editor. */
export const placeOf = (kind, blocks, block, offset) =>
  kind.line
    ? [0, blocks.slice(0, block).reduce((sum, one) => sum + one.length + 1, 0) + offset]
    : [block, offset];

/**
 * Declare the tests of one editor. `drive` gives the browser once it is started; `browser` says what it cannot
 * do. `options` go to `attach`, so that the same tests run with another painter.
 */
export function contract(kind, { drive, browser = {}, options = {}, title = kind.name }) {
  const cannot = { ...browser, ...kind.cannot };
  const check = (name, { html = TWO, needs = [], only, settings = {} }, work) => {
    if (only === "rich" && kind.plain) return;
    const missing = [needs].flat().find((feature) => cannot[feature]);
    const skip = missing ? `${missing}: ${cannot[missing]}` : false;
    test(name, { skip, timeout: 60_000 }, async () => {
      page ??= await drive().open(kind.id);
      const hands = page;
      try {
        const given = { ...options, ...settings };
        await hands.run(([id, content, o]) => harness.mount(id, content, o), [kind.id, html, given]);
        await work(hands, hands.run);
        await hands.run(() => harness.reset());
        const errors = hands.errors.splice(0);
        assert.deepEqual(
          errors.filter((error) => !kind.noise?.some((known) => known.test(error))),
          [],
        );
      } catch (error) {
        page = null;
        await hands.close();
        throw error;
      }
    });
  };
  // One page serves all tests of an editor, as one page of an office serves a day; after a failure, a new one.
  let page = null;
  describe(title, { concurrency: 1 }, () => {
    after(() => page?.close());
    for (const area of AREAS) area({ kind, check, cannot });
  });
}
