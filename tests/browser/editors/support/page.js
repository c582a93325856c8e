/**
 * What runs in the test page: mounts an editor of a given kind with a session on it, and gives the test the few
 * things that differ by editor (saved content, undo, set content).
 */
import { attach as contenteditable } from "../../../../pkg/src/editors/contenteditable.ts";
import { attach as textarea } from "../../../../pkg/src/editors/textarea.ts";
import { attach as tinymceAttach } from "../../../../pkg/src/editors/tinymce.ts";
import { attach as wangeditor } from "../../../../pkg/src/editors/wangeditor.ts";
import { XianshenPanel } from "../../../../pkg/src/elements/panel.ts";
import { readDom } from "../../../../pkg/src/session/dom-text.ts";
import { attachSession } from "../../../../pkg/src/session/session.ts";
import { checkBlock, makeKit } from "./kit.mjs";

if (!customElements.get("xianshen-panel")) customElements.define("xianshen-panel", XianshenPanel);

const later = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
const plain = (html) => html.replace(/<\/p>\s*<p>/g, "\n").replace(/<[^>]+>/g, "");

const mounts = {
  async contenteditable(html, place) {
    const root = place.appendChild(document.createElement("div"));
    root.className = "box";
    root.contentEditable = "true";
    root.innerHTML = html;
    return {
      attachWith: (attach, kit, options) => attach(root, kit, options),
      module: contenteditable,
      content: () => root.innerHTML,
      set: (next) => {
        root.innerHTML = next;
      },
      undo: () => document.execCommand("undo"),
    };
  },
  async iframe(html, place) {
    const frame = place.appendChild(document.createElement("iframe"));
    frame.className = "box";
    frame.contentDocument.write("<!doctype html><title>frame</title><body contenteditable>");
    frame.contentDocument.close();
    const root = frame.contentDocument.body;
    root.style.font = "16px/1.8 sans-serif";
    root.innerHTML = html;
    return {
      attachWith: (attach, kit, options) => attach(frame, kit, options),
      module: contenteditable,
      content: () => root.innerHTML,
      set: (next) => {
        root.innerHTML = next;
      },
      undo: () => frame.contentDocument.execCommand("undo"),
    };
  },
  async shadow(html, place) {
    const host = place.appendChild(document.createElement("div"));
    const shadow = host.attachShadow({ mode: "open" });
    const root = shadow.appendChild(document.createElement("div"));
    root.contentEditable = "true";
    root.innerHTML = html;
    return {
      attachWith: (attach, kit, options) => attach(root, kit, options),
      module: contenteditable,
      content: () => root.innerHTML,
      set: (next) => {
        root.innerHTML = next;
      },
      undo: () => document.execCommand("undo"),
    };
  },
  async textarea(html, place) {
    const control = place.appendChild(document.createElement("textarea"));
    control.className = "box";
    control.value = plain(html);
    return {
      attachWith: (attach, kit, options) => attach(control, kit, options),
      module: textarea,
      content: () => control.value,
      set: (next) => {
        control.value = plain(next);
      },
      undo: () => {
        control.focus();
        document.execCommand("undo");
      },
    };
  },
  async input(html, place) {
    const control = place.appendChild(document.createElement("input"));
    control.className = "line";
    control.value = plain(html).replace(/\n/g, " ");
    return {
      attachWith: (attach, kit, options) => attach(control, kit, options),
      module: textarea,
      content: () => control.value,
      set: (next) => {
        control.value = plain(next);
      },
      undo: () => {
        control.focus();
        document.execCommand("undo");
      },
    };
  },
  tinymce: (html, place) => tiny(html, place, {}),
  tinymceInline: (html, place) => tiny(html, place, { inline: true }),
  async wangeditor(html, place) {
    const toolbar = place.appendChild(document.createElement("div"));
    const area = place.appendChild(document.createElement("div"));
    area.className = "box";
    const { createEditor, createToolbar } = window.wangEditor;
    const editor = createEditor({ selector: area, html, config: { autoFocus: false, scroll: true } });
    if (place.dataset.toolbar !== undefined) createToolbar({ editor, selector: toolbar });
    await later(50);
    return {
      editor,
      attachWith: (attach, kit, options) => attach(editor, kit, options),
      module: wangeditor,
      content: () => editor.getHtml(),
      set: (next) => editor.setHtml(next),
      undo: () => editor.undo(),
    };
  },
};

async function tiny(html, place, extra) {
  const target = place.appendChild(document.createElement(extra.inline ? "div" : "textarea"));
  target.id = `t${Math.random().toString(36).slice(2)}`;
  if (extra.inline) target.className = "box";
  const [editor] = await window.tinymce.init({
    target,
    license_key: "gpl",
    promotion: false,
    branding: false,
    menubar: false,
    statusbar: false,
    height: 320,
    plugins: "lists table",
    toolbar: "undo redo bold italic",
    content_style: "body{font:16px/1.8 sans-serif}",
    ...extra,
  });
  editor.setContent(html);
  editor.undoManager.clear();
  editor.undoManager.add();
  editor.setDirty(false);
  return {
    editor,
    attachWith: (attach, kit, options) => attach(editor, kit, options),
    module: tinymceAttach,
    content: () => editor.getContent(),
    set: (next) => editor.setContent(next),
    undo: () => editor.undoManager.undo(),
  };
}

const all = [];

window.harness = {
  later,
  readDom,
  attachSession,
  checkBlock,
  makeKit,
  all,
  /** Mount an editor and attach a session; the newest is `harness.session`, `harness.mounted`, `harness.kit`. */
  async mount(kind, html, { kit = {}, attach = true, place, ...options } = {}) {
    const home = document.getElementById(place ?? "place");
    const mounted = await mounts[kind](html, home);
    mounted.before = mounted.content();
    const entry = { kind, mounted, kit: makeKit(kit), session: null };
    entry.attach = () => {
      entry.session = mounted.attachWith(mounted.module, entry.kit, options);
      harness.session = entry.session;
      entry.pendingAtFirst = entry.session.pending;
      return entry.session;
    };
    all.push(entry);
    Object.assign(harness, { entry, mounted, kit: entry.kit });
    if (attach) entry.attach();
    await later(20);
  },
  /** A session on an element that is already in the page. */
  attachTo(root) {
    harness.kit = makeKit();
    harness.session = contenteditable(root, harness.kit);
    return harness.session;
  },
  /** The words under every line of a window, as the browser holds them. */
  painted(session = harness.session) {
    const { CSS } = session.adapter.window;
    const out = [];
    for (const [name, highlight] of CSS.highlights) {
      if (name.startsWith("xianshen-") && name !== "xianshen-current") {
        for (const range of highlight) out.push(range.toString());
      }
    }
    return out.sort();
  },
  /** What should be underlined, by the text as it stands. */
  expected(session = harness.session) {
    const map = session.adapter.read();
    return map.blocks.flatMap((b) => checkBlock(b).map((d) => b.slice(d.target.from, d.target.to))).sort();
  },
  /**
   * Note every frame in which something else is underlined than a finding of the text that is shown. With
   * `late`, a finding may outlive its context for as long as the kit has not answered, but never its words.
   */
  watchFrames({ late = false, session = harness.session } = {}) {
    const wrong = [];
    let frames = 0;
    const tick = () => {
      if (harness.watching !== wrong) return;
      frames++;
      const painted = harness.painted(session);
      const expected = harness.expected(session);
      const extra = [...painted];
      for (const word of expected) if (extra.includes(word)) extra.splice(extra.indexOf(word), 1);
      const words = new Set(["登陆", "截止目前", "帐号", "的的", "最佳"]);
      if (late && session.pending ? extra.some((word) => !words.has(word)) : extra.length) {
        wrong.push({ extra, text: session.adapter.read().blocks.join("\n") });
      } else if (!session.composing && !session.pending && painted.join() !== expected.join()) {
        wrong.push({ painted, expected });
      }
      requestAnimationFrame(tick);
    };
    harness.watching = wrong;
    requestAnimationFrame(tick);
    return () => ({ wrong, frames });
  },
  caret(block, offset, end = offset) {
    const { adapter } = harness.session;
    adapter.select(adapter.read(), { anchor: { block, offset }, focus: { block, offset: end } }, true);
    return later(160);
  },
};
