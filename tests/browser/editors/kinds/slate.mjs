/** Slate under slate-react, with its history; the elements are drawn as a host would draw them. */

const BLOCKS = { P: "paragraph", UL: "ul", OL: "ol", LI: "li", TABLE: "table", TR: "tr", TD: "td", TH: "th" };

/** HTML to Slate's nodes, as far as the tests need it. */
function parse(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const walk = (node, marks) => {
    if (node.nodeType === 3) return node.data ? [{ ...marks, text: node.data }] : [];
    const inside = (more = {}) => [...node.childNodes].flatMap((child) => walk(child, { ...marks, ...more }));
    const filled = (children) => (children.length ? children : [{ text: "" }]);
    switch (node.nodeName) {
      case "B":
      case "STRONG":
        return inside({ bold: true });
      case "EM":
        return inside({ italic: true });
      case "BR":
        return [{ ...marks, text: "\n" }];
      case "IMG":
        return [{ type: "image", url: node.src, children: [{ text: "" }] }];
      case "HR":
        return [{ type: "rule", children: [{ text: "" }] }];
      case "A":
        return [{ type: "link", url: node.getAttribute("href"), children: filled(inside()) }];
      case "PRE":
        return [{ type: "code", children: [{ text: node.textContent }] }];
      case "TBODY":
        return inside();
      case "LI": {
        // Words beside a nested list need a block of their own.
        const own = [...node.childNodes].filter((child) => !/^[OU]L$/.test(child.nodeName));
        const lists = [...node.childNodes].filter((child) => /^[OU]L$/.test(child.nodeName));
        const words = { type: "paragraph", children: filled(own.flatMap((child) => walk(child, marks))) };
        return [{ type: "li", children: [words, ...lists.flatMap((child) => walk(child, marks))] }];
      }
      default:
        return [{ type: BLOCKS[node.nodeName] ?? "paragraph", children: filled(inside()) }];
    }
  };
  return [...body.childNodes].flatMap((child) => walk(child, {}));
}

const TAGS = { paragraph: "p", link: "a", code: "pre", rule: "div" };

async function slate(html, place, { later }) {
  const { createEditor, Editor, Node, Transforms } = await import("slate");
  const { withHistory } = await import("slate-history");
  const { Editable, ReactEditor, Slate, withReact } = await import("slate-react");
  const { createElement: h, useState } = await import("react");
  const { createRoot } = await import("react-dom/client");
  const { flushSync } = await import("react-dom");

  const editor = withHistory(withReact(createEditor()));
  const { isInline, isVoid } = editor;
  editor.isInline = (node) => node.type === "link" || node.type === "image" || isInline(node);
  editor.isVoid = (node) => node.type === "image" || node.type === "rule" || isVoid(node);

  function drawElement({ attributes, children, element }) {
    if (element.type === "image")
      return h("span", attributes, h("img", { src: element.url, alt: "", contentEditable: false }), children);
    if (element.type === "rule") return h("div", attributes, h("hr", { contentEditable: false }), children);
    if (element.type === "table") return h("table", attributes, h("tbody", null, children));
    if (element.type === "link") return h("a", { ...attributes, href: element.url }, children);
    return h(TAGS[element.type] ?? element.type ?? "p", attributes, children);
  }
  function drawLeaf({ attributes, children, leaf }) {
    let inner = children;
    if (leaf.bold) inner = h("strong", null, inner);
    if (leaf.italic) inner = h("em", null, inner);
    return h("span", attributes, inner);
  }
  let setReadOnly;
  function App() {
    const [readOnly, set] = useState(false);
    setReadOnly = set;
    return h(
      Slate,
      { editor, initialValue: parse(html) },
      h(Editable, {
        className: "box",
        readOnly,
        renderElement: drawElement,
        renderLeaf: drawLeaf,
        onKeyDown: (event) => {
          if (!event.ctrlKey || !/^[zy]$/.test(event.key)) return;
          event.preventDefault();
          editor[event.key === "z" ? "undo" : "redo"]();
        },
      }),
    );
  }
  const area = place.appendChild(document.createElement("div"));
  const root = createRoot(area);
  flushSync(() => root.render(h(App)));
  await later(30);
  return {
    editor,
    target: { editor, element: ReactEditor.toDOMNode(editor, editor) },
    pause: 160,
    content: () => JSON.stringify(editor.children),
    set: (next) =>
      Editor.withoutNormalizing(editor, () => {
        Transforms.deselect(editor);
        for (let i = editor.children.length; i-- > 0;) Transforms.removeNodes(editor, { at: [i] });
        Transforms.insertNodes(
          editor,
          typeof next === "string" && next[0] === "[" ? JSON.parse(next) : parse(next),
          {
            at: [0],
          },
        );
      }),
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    readOnly: (on) => flushSync(() => setReadOnly(on)),
    text: () => Node.string(editor),
    told: (tell) => {
      const { onChange } = editor;
      editor.onChange = (options) => {
        if (editor.operations.some(({ type }) => type !== "set_selection")) tell();
        onChange(options);
      };
    },
    destroy: () => {
      root.unmount();
      area.remove();
    },
  };
}

export default [
  {
    id: "slate",
    name: "Slate",
    module: "slate",
    mount: slate,
    cannot: {
      disabled: "read-only is the only such state",
      source: "no source mode",
      replace: "no find-and-replace of its own",
    },
  },
];
