/** CKEditor 4.22.1, the last release under an open-source licence, in its iframe and inline. */

async function ck(html, place, inline) {
  const target = place.appendChild(document.createElement(inline ? "div" : "textarea"));
  if (inline) {
    target.className = "box";
    target.contentEditable = "true";
  }
  const { CKEDITOR } = window;
  const editor = CKEDITOR[inline ? "inline" : "replace"](target, {
    versionCheck: false,
    allowedContent: true,
    removePlugins: "scayt,wsc,exportpdf,easyimage,cloudservices",
    extraPlugins: "find",
    language: "zh-cn",
    height: 220,
    contentsCss: [],
  });
  await new Promise((resolve) => editor.on("instanceReady", resolve));
  const set = (next) => new Promise((resolve) => editor.setData(next, { callback: resolve }));
  await set(html);
  editor.resetUndo();
  editor.resetDirty();
  const mode = (name) => new Promise((resolve) => editor.setMode(name, resolve));
  return {
    editor,
    target: editor,
    content: () => editor.getData(),
    set,
    undo: () => editor.execCommand("undo"),
    redo: () => editor.execCommand("redo"),
    dirty: () => editor.checkDirty(),
    told: (tell) => editor.on("change", tell),
    readOnly: (on) => editor.setReadOnly(on),
    source: inline
      ? undefined
      : {
          open: () => mode("source"),
          change: (edit) => editor.setData(edit(editor.getData())),
          close: () => mode("wysiwyg"),
        },
    // Its find-and-replace is a dialog, used here as a person uses it.
    replaceAll: async (from, to) => {
      editor.execCommand("replace");
      const dialog = await new Promise((resolve) => {
        const look = () => {
          const open = CKEDITOR.dialog?.getCurrent();
          // It takes the focus some time after it has opened.
          if (open) setTimeout(resolve, 200, open);
          else setTimeout(look, 20);
        };
        look();
      });
      dialog.selectPage("replace");
      dialog.setValueOf("replace", "txtFindReplace", from);
      dialog.setValueOf("replace", "txtReplace", to);
      // It tells how often it did it.
      const { alert } = window;
      window.alert = () => {};
      dialog.getContentElement("replace", "btnReplaceAll").click();
      window.alert = alert;
      dialog.getButton("cancel").click();
    },
    destroy: () => {
      editor.destroy();
      target.remove();
    },
  };
}

const cannot = {
  disabled: "setReadOnly() is the only such state",
};

const kind = (id, name, inline) => ({
  id,
  name,
  module: "ckeditor4",
  load: ["ckeditor4/ckeditor.js"],
  cannot: inline ? { ...cannot, source: "its inline source is a dialog of another plug-in" } : cannot,
  mount: (html, place) => ck(html, place, inline),
});

export default [kind("ckeditor4", "CKEditor 4", false), kind("ckeditor4Inline", "CKEditor 4 inline", true)];
