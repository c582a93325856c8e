/** Lexical with its rich text, history, lists, tables, links and code. */

async function lexical(html, place) {
  const core = await import("lexical");
  const { registerRichText, HeadingNode, QuoteNode } = await import("@lexical/rich-text");
  const { createEmptyHistoryState, registerHistory } = await import("@lexical/history");
  const { $generateHtmlFromNodes, $generateNodesFromDOM } = await import("@lexical/html");
  const { ListItemNode, ListNode, registerList } = await import("@lexical/list");
  const { TableCellNode, TableNode, TableRowNode } = await import("@lexical/table");
  const { LinkNode } = await import("@lexical/link");
  const { CodeNode } = await import("@lexical/code");

  /** An image, as hosts make one: Lexical has none of its own. */
  class ImageNode extends core.DecoratorNode {
    static getType() {
      return "image";
    }
    static clone(node) {
      return new ImageNode(node.__src, node.__key);
    }
    static importJSON(json) {
      return new ImageNode(json.src);
    }
    static importDOM() {
      return {
        img: () => ({
          conversion: (element) => ({ node: core.$applyNodeReplacement(new ImageNode(element.src)) }),
          priority: 0,
        }),
      };
    }
    constructor(src = "", key = undefined) {
      super(key);
      this.__src = src;
    }
    exportJSON() {
      return { type: "image", version: 1, src: this.__src };
    }
    exportDOM() {
      const element = document.createElement("img");
      element.src = this.__src;
      return { element };
    }
    createDOM() {
      return document.createElement("span");
    }
    updateDOM() {
      return false;
    }
    isInline() {
      return true;
    }
    decorate() {
      return null;
    }
  }

  const root = place.appendChild(document.createElement("div"));
  root.className = "box";
  root.contentEditable = "true";
  const editor = core.createEditor({
    namespace: "test",
    nodes: [
      HeadingNode,
      QuoteNode,
      ListNode,
      ListItemNode,
      TableNode,
      TableRowNode,
      TableCellNode,
      LinkNode,
      CodeNode,
      ImageNode,
    ],
    onError: (error) => {
      throw error;
    },
  });
  editor.setRootElement(root);
  const fill = (text, tag) =>
    editor.update(
      () => {
        const parsed = new DOMParser().parseFromString(text, "text/html");
        const nodes = $generateNodesFromDOM(editor, parsed);
        core.$getRoot().clear().select();
        core.$insertNodes(nodes);
        core.$setSelection(null);
      },
      { discrete: true, tag },
    );
  const off = [
    registerRichText(editor),
    registerList(editor),
    registerHistory(editor, createEmptyHistoryState(), 300),
  ];
  fill(html, "history-merge");
  return {
    editor,
    target: editor,
    pause: 60,
    content: () => editor.getEditorState().read(() => $generateHtmlFromNodes(editor, null), { editor }),
    set: (next) => fill(next, "history-push"),
    undo: () => editor.dispatchCommand(core.UNDO_COMMAND, undefined),
    redo: () => editor.dispatchCommand(core.REDO_COMMAND, undefined),
    readOnly: (on) => {
      // What @lexical/react does for a host.
      editor.setEditable(!on);
      root.contentEditable = String(!on);
    },
    told: (tell) =>
      off.push(
        editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
          if (dirtyElements.size || dirtyLeaves.size) tell();
        }),
      ),
    destroy: () => {
      for (const leave of off) leave();
      editor.setRootElement(null);
      root.remove();
    },
  };
}

export default [
  {
    id: "lexical",
    name: "Lexical",
    module: "lexical",
    mount: lexical,
    cannot: {
      disabled: "not editable is the only such state",
      source: "no source mode",
      replace: "no find-and-replace of its own",
      rule: "horizontal rules are nodes of the host's own",
    },
  },
];
