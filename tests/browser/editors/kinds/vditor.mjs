/** Vditor in its three modes. What the host saves is Markdown; its files are served from here, not from a CDN. */

const plain = (html) => html.replace(/<\/p>\s*<p>/g, "\n").replace(/<[^>]+>/g, "");

/** What a range covers of the text: marks of Markdown lie in the page, but are none of it. */
function seen(range) {
  const copy = range.cloneContents();
  for (const mark of copy.querySelectorAll(".vditor-ir__marker")) mark.remove();
  return copy.textContent;
}

async function vditor(html, place, { later }, mode) {
  const area = place.appendChild(document.createElement("div"));
  let told = null;
  const editor = await new Promise((resolve) => {
    const made = new window.Vditor(area, {
      cdn: "/node_modules/vditor",
      mode,
      cache: { enable: false },
      height: 420,
      toolbar: ["undo", "redo", "bold", "edit-mode"],
      preview: { mode: "editor" },
      input: () => told?.(),
      after: () => resolve(made),
    });
  });
  const { vditor: core } = editor;
  const markdown = (text) =>
    mode === "sv" ? plain(text) : editor.html2md(text.replace(/ (style|colSpan|rowSpan|width)="[^"]*"/g, ""));
  // A snapshot for the undo is taken some time after a change.
  const snapshot = () => later(900);
  editor.setValue(markdown(html), true);
  await snapshot();
  return {
    editor,
    target: editor,
    content: () => editor.getValue(),
    set: (next) => editor.setValue(next.startsWith("<") ? markdown(next) : next),
    undo: async () => {
      await snapshot();
      core.undo.undo(core);
    },
    redo: () => core.undo.redo(core),
    disabled: (on) => (on ? editor.disabled() : editor.enable()),
    source: {
      live: true,
      open: () => place.querySelector("button[data-mode=sv]").click(),
      change: (edit) => editor.setValue(edit(editor.getValue())),
      close: () => place.querySelector(`button[data-mode=${mode}]`).click(),
    },
    told: (tell) => {
      told = tell;
    },
    destroy: () => {
      editor.destroy();
      area.remove();
    },
  };
}

const shared = {
  module: "vditor",
  load: ["vditor/dist/index.css", "vditor/dist/index.min.js"],
};

const cannot = {
  readOnly: "disabled() is the only such state",
  replace: "no find-and-replace of its own",
};

const drawn = { ...cannot, delete: "it swallows Delete at the start of a paragraph" };

export default [
  {
    ...shared,
    id: "vditorWysiwyg",
    name: "Vditor, what you see",
    mount: (h, p, t) => vditor(h, p, t, "wysiwyg"),
    cannot: drawn,
  },
  {
    ...shared,
    id: "vditorIr",
    name: "Vditor, instant rendering",
    mount: (h, p, t) => vditor(h, p, t, "ir"),
    seen,
    cannot: drawn,
  },
  {
    ...shared,
    id: "vditorSv",
    name: "Vditor, source",
    plain: true,
    mount: (h, p, t) => vditor(h, p, t, "sv"),
    cannot: { ...cannot, source: "it is the source mode" },
  },
];
