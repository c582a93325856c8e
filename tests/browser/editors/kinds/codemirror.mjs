/** CodeMirror 6: plain text, drawn line by line as far as it can be seen. */

const plain = (html) => html.replace(/<\/p>\s*<p>/g, "\n").replace(/<[^>]+>/g, "");

async function codemirror(html, place) {
  const { Compartment, EditorState } = await import("@codemirror/state");
  const { EditorView, keymap } = await import("@codemirror/view");
  const { defaultKeymap, history, historyKeymap, redo, undo } = await import("@codemirror/commands");
  const reading = new Compartment();
  let told = null;
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: plain(html),
      extensions: [
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        reading.of([]),
        EditorView.updateListener.of(({ docChanged }) => docChanged && told?.()),
        EditorView.theme({ "&": { height: "240px", border: "1px solid #ccc" } }),
      ],
    }),
  });
  return {
    target: view,
    content: () => view.state.doc.toString(),
    set: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: plain(next) } }),
    undo: () => undo(view),
    redo: () => redo(view),
    readOnly: (on) =>
      view.dispatch({ effects: reading.reconfigure(on ? [EditorState.readOnly.of(true)] : []) }),
    disabled: (on) =>
      view.dispatch({ effects: reading.reconfigure(on ? [EditorView.editable.of(false)] : []) }),
    told: (tell) => {
      told = tell;
    },
    destroy: () => view.destroy(),
  };
}

export default [
  {
    id: "codemirror",
    name: "CodeMirror 6",
    module: "codemirror",
    plain: true,
    virtual: true,
    mount: codemirror,
    cannot: {
      source: "it is a source editor",
      replace: "find-and-replace is a package of its own",
    },
  },
];
