/** CKEditor 5 in its GPL build: classic, with lists, tables, code, images, source editing and find-and-replace. */

async function classic(html, place) {
  const ck = window.CKEDITOR;
  const target = place.appendChild(document.createElement("textarea"));
  const editor = await ck.ClassicEditor.create(target, {
    licenseKey: "GPL",
    plugins: [
      ck.Essentials,
      ck.Paragraph,
      ck.Heading,
      ck.Bold,
      ck.Italic,
      ck.Link,
      ck.List,
      ck.Table,
      ck.CodeBlock,
      ck.HorizontalLine,
      ck.Image,
      ck.ImageInline,
      ck.FindAndReplace,
      ck.SourceEditing,
      ck.GeneralHtmlSupport,
    ],
    toolbar: ["undo", "redo", "bold", "italic", "sourceEditing", "findAndReplace"],
    initialData: html,
  });
  let source;
  return {
    editor,
    target: editor,
    pause: 120,
    content: () => editor.getData(),
    set: (next) => editor.setData(next),
    undo: () => editor.execute("undo"),
    redo: () => editor.execute("redo"),
    readOnly: (on) => (on ? editor.enableReadOnlyMode("test") : editor.disableReadOnlyMode("test")),
    replaceAll: (from, to) => editor.execute("replaceAll", to, from),
    source: {
      open: () => {
        source = editor.plugins.get("SourceEditing");
        source.isSourceEditingMode = true;
      },
      change: (edit) => {
        const area = place.querySelector(".ck-source-editing-area textarea");
        area.value = edit(area.value);
        area.dispatchEvent(new Event("input", { bubbles: true }));
      },
      close: () => {
        source.isSourceEditingMode = false;
      },
    },
    told: (tell) => editor.model.document.on("change:data", tell),
    destroy: async () => {
      await editor.destroy();
      target.remove();
    },
  };
}

export default [
  {
    id: "ckeditor5",
    name: "CKEditor 5",
    module: "ckeditor5",
    load: ["ckeditor5/dist/browser/ckeditor5.css", "ckeditor5/dist/browser/ckeditor5.umd.js"],
    mount: classic,
    cannot: {
      disabled: "read-only is the only such state",
    },
  },
];
