/** Plain editable elements: in the page, as the body of an iframe, in a shadow root. The browser is the editor. */

function over(root, attachTo = root, page = root.ownerDocument) {
  return {
    target: attachTo,
    content: () => root.innerHTML,
    set: (next) => {
      root.innerHTML = next;
    },
    undo: () => page.execCommand("undo"),
    redo: () => page.execCommand("redo"),
    readOnly: (on) => {
      root.contentEditable = on ? "false" : "true";
    },
    told: (tell) => root.addEventListener("input", tell),
    destroy: () => root.remove(),
  };
}

const shared = {
  module: "contenteditable",
  firefox: true,
  cannot: {
    destroyed: "an element that is taken away tells nobody; the page detaches the session itself",
    source: "no source mode",
    replace: "no find-and-replace of its own",
    disabled: "no disabled state beside contenteditable=false",
  },
};

export default [
  {
    ...shared,
    id: "contenteditable",
    name: "contenteditable",
    mount(html, place) {
      const root = place.appendChild(document.createElement("div"));
      root.className = "box";
      root.contentEditable = "true";
      root.innerHTML = html;
      return over(root);
    },
  },
  {
    ...shared,
    id: "iframe",
    name: "contenteditable in an iframe",
    mount(html, place) {
      const frame = place.appendChild(document.createElement("iframe"));
      frame.className = "box";
      frame.contentDocument.write("<!doctype html><title>frame</title><body contenteditable>");
      frame.contentDocument.close();
      const root = frame.contentDocument.body;
      root.style.font = "16px/1.8 sans-serif";
      root.innerHTML = html;
      return { ...over(root, frame), destroy: () => frame.remove() };
    },
  },
  {
    ...shared,
    id: "shadow",
    name: "contenteditable in a shadow root",
    mount(html, place) {
      const host = place.appendChild(document.createElement("div"));
      const shadow = host.attachShadow({ mode: "open" });
      const root = shadow.appendChild(document.createElement("div"));
      root.contentEditable = "true";
      root.innerHTML = html;
      return { ...over(root), destroy: () => host.remove() };
    },
  },
];
