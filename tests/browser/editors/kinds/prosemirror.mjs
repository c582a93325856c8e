/** ProseMirror by itself, with its basic schema, lists and tables; and Tiptap, which hands its view. */

const cannot = {
  disabled: "not editable is the only such state",
  source: "no source mode",
  replace: "no find-and-replace of its own",
};

async function prosemirror(html, place) {
  const { EditorState } = await import("prosemirror-state");
  const { EditorView } = await import("prosemirror-view");
  const { DOMParser, DOMSerializer, Schema } = await import("prosemirror-model");
  const { schema: basic } = await import("prosemirror-schema-basic");
  const { addListNodes, splitListItem } = await import("prosemirror-schema-list");
  const { tableNodes } = await import("prosemirror-tables");
  const { baseKeymap, chainCommands } = await import("prosemirror-commands");
  const { history, redo, undo } = await import("prosemirror-history");
  const { keymap } = await import("prosemirror-keymap");
  const schema = new Schema({
    nodes: addListNodes(basic.spec.nodes, "paragraph block*", "block").append(
      tableNodes({ tableGroup: "block", cellContent: "block+", cellAttributes: {} }),
    ),
    marks: basic.spec.marks,
  });
  const parse = (text) => {
    const box = document.createElement("div");
    box.innerHTML = text;
    return DOMParser.fromSchema(schema).parse(box);
  };
  const area = place.appendChild(document.createElement("div"));
  const keys = { "Mod-z": undo, "Mod-y": redo, Enter: splitListItem(schema.nodes.list_item) };
  let editable = true;
  let told = null;
  const view = new EditorView(area, {
    state: EditorState.create({
      doc: parse(html),
      plugins: [
        history(),
        keymap({ ...keys, Enter: chainCommands(keys.Enter, baseKeymap.Enter) }),
        keymap(baseKeymap),
      ],
    }),
    editable: () => editable,
    dispatchTransaction(tr) {
      if (tr.docChanged) told?.();
      view.updateState(view.state.apply(tr));
    },
    attributes: { class: "box" },
  });
  return {
    target: view,
    content: () => {
      const box = document.createElement("div");
      box.append(DOMSerializer.fromSchema(schema).serializeFragment(view.state.doc.content));
      return box.innerHTML;
    },
    set: (next) => {
      const { tr, doc } = view.state;
      view.dispatch(tr.replaceWith(0, doc.content.size, parse(next).content));
    },
    undo: () => undo(view.state, view.dispatch),
    redo: () => redo(view.state, view.dispatch),
    readOnly: (on) => {
      editable = !on;
      view.setProps({});
    },
    told: (tell) => {
      told = tell;
    },
    destroy: () => {
      view.destroy();
      area.remove();
    },
  };
}

async function tiptap(html, place) {
  const { Editor } = await import("@tiptap/core");
  const { default: StarterKit } = await import("@tiptap/starter-kit");
  const { default: Image } = await import("@tiptap/extension-image");
  const area = place.appendChild(document.createElement("div"));
  area.className = "box";
  const editor = new Editor({
    element: area,
    extensions: [StarterKit, Image.configure({ inline: true, allowBase64: true })],
    content: html,
    injectCSS: false,
  });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".ProseMirror{white-space:break-spaces}");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    editor,
    target: editor.view,
    content: () => editor.getHTML(),
    set: (next) => editor.commands.setContent(next),
    undo: () => editor.commands.undo(),
    redo: () => editor.commands.redo(),
    readOnly: (on) => editor.setEditable(!on),
    told: (tell) => editor.on("update", tell),
    destroy: () => {
      editor.destroy();
      area.remove();
    },
  };
}

export default [
  { id: "prosemirror", name: "ProseMirror", module: "prosemirror", mount: prosemirror, cannot },
  {
    id: "tiptap",
    name: "Tiptap",
    module: "prosemirror",
    mount: tiptap,
    cannot: { ...cannot, table: "tables are an extension of their own; the ProseMirror run has them" },
  },
];
