/**
 * What runs in the test page: mounts an editor with a session on it and answers what tests ask. How an editor is
 * mounted stands in kinds/; `mount(html, place, tools)` gives back
 *   target                 what the adapter's `attach` takes
 *   content(), set(html)   what the host would save, and how it sets the content
 *   undo(), redo()         the editor's own
 *   readOnly(on), disabled(on)   its states; dirty(): its flag, if it keeps one
 *   told(tell)             calls `tell` whenever the editor tells its page that it was edited
 *   source { open(), change(edit), close(), dialog } its source mode; `change` gets the source and gives the new
 *                          one; `dialog` if it is a window over the editor,
 *                          `live` if the adapter watches it too
 *   replaceAll(from, to)   its find-and-replace
 *   destroy()              takes it out of the page
 *   pause                  milliseconds it needs to notice a selection set from outside (30)
 * Any of them may return a promise. What it cannot do is said in `cannot` and left out here.
 */
import adapters from "tests:adapters";
import { XianshenPanel } from "../../../../pkg/src/elements/panel.ts";
import { readDom } from "../../../../pkg/src/session/dom-text.ts";
import { attachSession } from "../../../../pkg/src/session/session.ts";
import { checkBlock, makeKit } from "./kit.mjs";

if (!customElements.get("xianshen-panel")) customElements.define("xianshen-panel", XianshenPanel);

const after = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
/** So many milliseconds, and a frame on top: on a busy machine time goes by and nothing is drawn. A page out of sight draws none. */
const later = async (ms = 0) => {
  await after(ms);
  await Promise.race([frame(), after(1000)]);
};
const WORD = /登陆|截止目前|帐号|的的|最佳/g;
const WORDS = new Set(WORD.source.split("|"));

const all = [];

/** Whether a session's lines are boxes in an overlay. */
const isBoxed = ({ adapter }) => adapter.root.ownerDocument.querySelector("xianshen-lines") !== null;

/** Where ranges go that have been looked at: a document follows each of its own through every change until it is collected. */
const nowhere = document.implementation.createHTMLDocument("");

/** Rectangles under some units. */
const rectsOf = (map, block, from, to) => {
  const range = map.toRange(block, from, to);
  const rects = [...(range?.getClientRects() ?? [])].filter((rect) => rect.width >= 1);
  range?.setStart(nowhere, 0);
  return rects;
};

/** The part of the editor's window in which its text can be seen. */
function visiblePart({ root, window: view }) {
  const part = { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight };
  const page = root.ownerDocument;
  for (let element = root; element && element !== page.body && element !== page.documentElement;) {
    if (element === root || view.getComputedStyle(element).overflow !== "visible") {
      const rect = element.getBoundingClientRect();
      part.left = Math.max(part.left, rect.left);
      part.top = Math.max(part.top, rect.top);
      part.right = Math.min(part.right, rect.right);
      part.bottom = Math.min(part.bottom, rect.bottom);
    }
    element = element.parentElement;
  }
  return part;
}

/** The words under the lines of a session that are boxes, by where the lines lie; and lines under no word. */
function boxed({ adapter }) {
  const rest = new Set();
  for (const overlay of adapter.root.ownerDocument.querySelectorAll("xianshen-lines")) {
    for (const line of overlay.shadowRoot.querySelectorAll(".line:not(.current)")) {
      // In a frame that is hidden nothing has a size.
      const rect = line.getBoundingClientRect();
      if (rect.width) rest.add(rect);
    }
  }
  const map = adapter.read();
  const out = [];
  const part = visiblePart(adapter);
  for (const [block, text] of map.blocks.entries()) {
    for (const { 0: word, index } of text.matchAll(WORD)) {
      const rects = rectsOf(map, block, index, index + word.length);
      const under = rects.map((rect) =>
        [...rest].filter(
          (line) =>
            Math.abs(line.left - Math.max(rect.left, part.left)) < 1.5 &&
            Math.abs(line.right - Math.min(rect.right, part.right)) < 1.5 &&
            Math.abs(line.top - rect.bottom) < 4,
        ),
      );
      for (const line of under.flat()) rest.delete(line);
      if (under.length && under.every((lines) => lines.length)) out.push(word);
    }
  }
  for (const line of rest) out.push(`a line at ${Math.round(line.left)},${Math.round(line.top)}`);
  return out.sort();
}

/** Whether the ends of the lines under a word lie in a part of the editor; boxes are drawn only where it can be seen. */
function inView({ left, top, right, bottom }, rects) {
  return (
    rects.length > 0 &&
    rects.every(
      (rect) =>
        rect.bottom > top &&
        rect.bottom <= bottom + 1 &&
        Math.min(rect.right, right) - Math.max(rect.left, left) > 2,
    )
  );
}

/** Of many lines, only those near the screen are registered: what counts then is what can be seen. */
const isMany = (session) => session.diagnostics.length > 150;

/** Whether something of a range can be seen: no scroll box and no frame around it hides all of it. */
const onScreen = (view, range) => isSeen([...range.getClientRects()], leftOf(range.startContainer, view));

function isSeen(rects, { left, top, right, bottom }) {
  return rects.some(
    (rect) => rect.width && rect.bottom > top && rect.top < bottom && rect.right > left && rect.left < right,
  );
}

/** Of what was found in a block, what can be seen. */
function seenOf({ adapter }, map, block, text, found) {
  const range = map.toRange(block, 0, 1);
  const start = range?.startContainer;
  range?.setStart(nowhere, 0);
  if (!start || !found.length) return [];
  const part = leftOf(start, adapter.window);
  const rects = ({ target }) => rectsOf(map, block, target.from, target.to);
  const seen = (some) => some.filter((one) => isSeen(rects(one), part));
  // A browser measures a long line from its beginning each time: of many findings on one, those that can be seen are a
  // stretch, whose ends are soon found.
  if (found.length < 50 || rectsOf(map, block, 0, text.length).length > 1) return seen(found);
  const first = (holds) => {
    let [from, to] = [0, found.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (rects(found[middle]).some(holds)) to = middle;
      else from = middle + 1;
    }
    return from;
  };
  const from = first((rect) => rect.right > part.left);
  return seen(
    found.slice(
      from,
      first((rect) => rect.left >= part.right),
    ),
  );
}

/** What boxes and frames around a node leave of its window. */
function leftOf(start, view) {
  const part = { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight };
  const cut = ({ left, top, right, bottom }, x = 0, y = 0) => {
    part.left = Math.max(part.left, left - x);
    part.top = Math.max(part.top, top - y);
    part.right = Math.min(part.right, right - x);
    part.bottom = Math.min(part.bottom, bottom - y);
  };
  for (let node = start; node && node !== view.document.body;) {
    if (node.nodeType === 1 && view.getComputedStyle(node).overflowY !== "visible")
      cut(node.getBoundingClientRect());
    node = node.nodeType === 11 ? node.host : node.parentNode;
  }
  const { frameElement } = view;
  if (frameElement) {
    const { left, top } = frameElement.getBoundingClientRect();
    cut(
      leftOf(frameElement, frameElement.ownerDocument.defaultView),
      left + frameElement.clientLeft,
      top + frameElement.clientTop,
    );
  }
  return part;
}

window.harness = {
  kinds: {},
  adapters,
  later,
  frame,
  readDom,
  attachSession,
  checkBlock,
  makeKit,
  all,
  /** Mount an editor and attach a session; the newest is `harness.session`, `harness.mounted`, `harness.kit`. */
  async mount(id, html, { kit = {}, attach = true, place = "place", toolbar, ...options } = {}) {
    const kind = harness.kinds[id];
    const mounted = await kind.mount(html, document.getElementById(place), { later, frame, toolbar });
    mounted.before = mounted.content();
    mounted.module = adapters[kind.module];
    const { destroy } = mounted;
    mounted.destroy = () => {
      mounted.gone = true;
      return destroy();
    };
    mounted.attachWith = (module, ...rest) => module(mounted.target, ...rest);
    const entry = { kind, mounted, kit: makeKit(kit), session: null };
    entry.attach = () => {
      entry.session = adapters[kind.module](mounted.target, entry.kit, options);
      harness.session = entry.session;
      entry.pendingAtFirst = entry.session.pending;
      return entry.session;
    };
    all.push(entry);
    Object.assign(harness, { entry, mounted, kit: entry.kit });
    if (attach) entry.attach();
    await later(20);
  },
  /** Take every editor and session away. */
  async reset() {
    harness.watching = null;
    for (const { session, mounted } of all.splice(0)) {
      session?.detach();
      if (!mounted.gone) await mounted.destroy();
    }
    Object.assign(harness, { entry: null, mounted: null, session: null, kit: null });
    for (const id of ["place", "place2"]) {
      const place = document.getElementById(id);
      place.replaceChildren();
      place.className = "";
    }
    document.activeElement?.blur?.();
    window.scrollTo(0, 0);
  },
  /** A session on an element that is already in the page. */
  attachTo(root) {
    harness.kit = makeKit();
    harness.session = adapters.contenteditable(root, harness.kit);
    return harness.session;
  },
  /** The words under every line of a window, as the browser holds them. */
  painted(session = harness.session) {
    const { adapter } = session;
    if (isBoxed(session)) return boxed(session);
    const out = [];
    for (const [name, highlight] of adapter.window.CSS.highlights) {
      if (name.startsWith("xianshen-") && name !== "xianshen-current") {
        // Bookmarks of a selection that an editor puts into a word for a moment are not seen.
        const said = harness.entry.kind.seen ?? String;
        for (const range of highlight)
          if (!isMany(session) || onScreen(adapter.window, range))
            out.push(said(range).replace(/[\u200B\u200D\u2060\uFEFF]/g, ""));
      }
    }
    return out.sort();
  },
  /** What should be underlined, by the text as it stands. */
  expected(session = harness.session) {
    // Trust nothing that the adapter remembers.
    const map = session.adapter.read(true);
    const part = isBoxed(session) ? visiblePart(session.adapter) : null;
    const out = [];
    for (const [block, text] of map.blocks.entries()) {
      const found = checkBlock(text);
      const shown = !part && isMany(session) ? seenOf(session, map, block, text, found) : found;
      for (const { target } of shown) {
        // An editor that draws only what can be seen has nothing to underline elsewhere.
        if (harness.entry.kind.virtual && !map.toRange(block, target.from, target.to)) continue;
        if (!part || inView(part, rectsOf(map, block, target.from, target.to)))
          out.push(text.slice(target.from, target.to));
      }
    }
    return out.sort();
  },
  /**
   * Note every frame in which something else is underlined than a finding of the text that is shown. While an
   * input method composes, and with `late` as long as the kit has not answered, a finding may outlive its
   * context, but never its words.
   */
  watchFrames({ late = false, session = harness.session } = {}) {
    const wrong = [];
    let frames = 0;
    let missing = 0;
    const look = () => {
      frames++;
      // The editor is making its body anew: what is not in the page shows no line.
      if (!session.adapter.root.isConnected) return;
      const painted = harness.painted(session);
      const expected = harness.expected(session);
      const extra = [...painted];
      for (const word of expected) if (extra.includes(word)) extra.splice(extra.indexOf(word), 1);
      if (
        session.composing || (late && session.pending) ? extra.some((word) => !WORDS.has(word)) : extra.length
      ) {
        wrong.push({ extra, text: session.adapter.read().blocks.join("\n") });
      } else if (!session.composing && !session.pending && painted.join() !== expected.join()) {
        // Of many lines those near the screen are drawn; a leap through the text may take them a few frames to follow.
        missing++;
        // Boxes in a frame that comes back into the page may take one, as the frame has windows of its own to lay out.
        if (missing > (isMany(session) ? 10 : isBoxed(session) ? 1 : 0)) wrong.push({ painted, expected });
      } else missing = 0;
    };
    // A probe that changes its size in each frame is told of last of all, when every callback of the frame has run and
    // all is laid out: what stands then is what is drawn. Observers are told in the order they were made.
    const probe = document.body.appendChild(document.createElement("div"));
    Object.assign(probe.style, { position: "fixed", left: "0", bottom: "0", width: "1px", height: "1px" });
    const observer = new ResizeObserver(() => {
      if (harness.watching === wrong) look();
    });
    observer.observe(probe);
    const tick = () => {
      if (harness.watching !== wrong) {
        observer.disconnect();
        probe.remove();
        return;
      }
      probe.style.width = probe.style.width === "1px" ? "2px" : "1px";
      requestAnimationFrame(tick);
    };
    harness.watching = wrong;
    requestAnimationFrame(tick);
    return () => ({ wrong, frames });
  },
  /** Put the caret, or a selection, where a person would click; wait until the editor has noticed. */
  caret(block, offset, end = offset, endBlock = block) {
    const { adapter } = harness.session;
    const selection = { anchor: { block, offset }, focus: { block: endBlock, offset: end } };
    adapter.select(adapter.read(), selection, true);
    return later(harness.mounted.pause ?? 30);
  },
  /** Wait until a condition holds, at most two seconds; true if it did. */
  async until(holds) {
    for (let i = 0; i < 100; i++) {
      if (await holds()) return true;
      await later(20);
    }
    return false;
  },
  /** A place of the text in coordinates of the outermost page: the middle of a unit's left (or right) edge. */
  point(block, offset, right = false) {
    const { adapter } = harness.session;
    const range = adapter.read().toRange(block, offset, offset + 1);
    const rect = [...range.getClientRects()].at(right ? -1 : 0);
    let x = right ? rect.right - 1 : rect.left + 1;
    let y = (rect.top + rect.bottom) / 2;
    for (let { frameElement } = adapter.window; frameElement;) {
      const outer = frameElement.getBoundingClientRect();
      x += outer.left + frameElement.clientLeft;
      y += outer.top + frameElement.clientTop;
      frameElement = frameElement.ownerDocument.defaultView.frameElement;
    }
    return { x, y };
  },
};
