/** TinyMCE 5 to 8, in its iframe and inline, with the plug-ins an office uses: lists, tables, code, find and replace. */

async function tiny(html, place, extra = {}) {
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
    plugins: "lists table code searchreplace",
    toolbar: "undo redo bold italic code searchreplace",
    content_style: "body{font:16px/1.8 sans-serif}",
    ...extra,
  });
  editor.setContent(html);
  editor.undoManager.clear();
  editor.undoManager.add();
  editor.setDirty(false);
  return {
    editor,
    target: editor,
    content: () => editor.getContent(),
    set: (next) => editor.setContent(next),
    undo: () => editor.undoManager.undo(),
    redo: () => editor.undoManager.redo(),
    dirty: () => editor.isDirty(),
    told: (tell) => editor.on("input change dirty SetContent", tell),
    readOnly: (on) => (editor.mode ?? editor).set?.(on ? "readonly" : "design"),
    ...(editor.options?.isRegistered?.("disabled")
      ? { disabled: (on) => editor.options.set("disabled", on) }
      : {}),
    replaceAll: (from, to) => {
      editor.plugins.searchreplace.find(from, false, false);
      editor.plugins.searchreplace.replace(to, true, true);
      editor.plugins.searchreplace.done();
    },
    // The code plug-in is a dialog over a copy of the content.
    source: {
      dialog: true,
      open: () => editor.execCommand("mceCodeEditor"),
      change: (edit) => {
        const area = document.querySelector(".tox-dialog textarea");
        area.value = edit(area.value);
        area.dispatchEvent(new Event("input", { bubbles: true }));
      },
      close: () =>
        document.querySelector(".tox-dialog__footer .tox-button:not(.tox-button--secondary)").click(),
    },
    destroy: () => editor.remove(),
  };
}

const kind = (id, name, folder, more = {}, extra = {}) => ({
  id,
  name,
  module: "tinymce",
  load: [`${folder}/tinymce.min.js`],
  cannot: {},
  mount: (html, place) => tiny(html, place, extra),
  ...more,
});

const noDisabled = { disabled: "no disabled state before TinyMCE 7.6; it has read-only" };

export default [
  kind("tinymce", "TinyMCE 8", "tinymce", { firefox: true }),
  kind("tinymceInline", "TinyMCE 8 inline", "tinymce", {}, { inline: true }),
  kind("tinymce7", "TinyMCE 7", "tinymce7"),
  kind("tinymce6", "TinyMCE 6", "tinymce6", { cannot: noDisabled }),
  kind("tinymce5", "TinyMCE 5", "tinymce5", { cannot: noDisabled }),
];
