/** Quill 2, and Quill 1 as most installations still run it; what is saved is the HTML of its root. */

function quill(html, place, { modules = {} }) {
  const holder = place.appendChild(document.createElement("div"));
  const area = holder.appendChild(document.createElement("div"));
  const editor = new window.Quill(area, {
    theme: "snow",
    modules: { toolbar: false, history: { delay: 1000, userOnly: true }, ...modules },
  });
  area.className += " box";
  const set = (next) => editor.clipboard.dangerouslyPasteHTML(next);
  set(html);
  editor.history.clear();
  editor.blur();
  return {
    editor,
    target: editor,
    content: () => editor.root.innerHTML,
    set,
    undo: () => editor.history.undo(),
    redo: () => editor.history.redo(),
    readOnly: (on) => editor.enable(!on),
    told: (tell) => editor.on("text-change", tell),
    destroy: () => holder.remove(),
  };
}

const cannot = {
  disabled: "enable(false) is the only such state",
  source: "no source mode",
  replace: "no find-and-replace of its own",
  destroyed: "the editor has no way to be destroyed; the page detaches the session itself",
  rule: "no horizontal rules",
};

export default [
  {
    id: "quill",
    name: "Quill 2",
    module: "quill",
    firefox: true,
    load: ["quill/dist/quill.snow.css", "quill/dist/quill.js"],
    cannot: { ...cannot, drag: "its uploader prevents every drop and takes only files" },
    mount: (html, place) => quill(html, place, { modules: { table: true } }),
  },
  {
    id: "quill1",
    name: "Quill 1",
    module: "quill",
    load: ["quill1/dist/quill.snow.css", "quill1/dist/quill.js"],
    cannot: { ...cannot, table: "no tables" },
    mount: (html, place) => quill(html, place, {}),
  },
];
