/** wangEditor 5 and wangEditor-next: both draw a Slate model. */

async function wang(html, place, { later, toolbar = false }) {
  const bar = place.appendChild(document.createElement("div"));
  const area = place.appendChild(document.createElement("div"));
  area.className = "box";
  const { createEditor, createToolbar } = window.wangEditor ?? window.WangEditorNext;
  const editor = createEditor({ selector: area, html, config: { autoFocus: false, scroll: true } });
  if (toolbar) createToolbar({ editor, selector: bar });
  await later(50);
  return {
    editor,
    target: editor,
    // The editor learns of a selection set from outside only after 100 ms.
    pause: 160,
    content: () => editor.getHtml(),
    set: (next) => editor.setHtml(next),
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    readOnly: (on) => (on ? editor.disable() : editor.enable()),
    told: (tell) =>
      editor.on("change", () => {
        if (editor.operations.some(({ type }) => type !== "set_selection")) tell();
      }),
    destroy: () => editor.destroy(),
  };
}

const shared = {
  module: "wangeditor",
  firefox: true,
  mount: wang,
  parts: { nested: "<ol><li>外登陆系统</li><ul><li>中登陆平台</li><ul><li>内登陆系统</li></ul></ul></ol>" },
  // Thrown by its own throttled selection listener after destroy().
  noise: [/Can not get editor instance/],
  cannot: {
    disabled: "disable() is the only such state",
    source: "no source mode",
    replace: "no find-and-replace of its own",
  },
};

export default [
  {
    ...shared,
    id: "wangeditor",
    name: "wangEditor 5",
    load: ["@wangeditor/editor/dist/css/style.css", "@wangeditor/editor/dist/index.js"],
  },
  {
    ...shared,
    id: "wangeditorNext",
    name: "wangEditor-next",
    load: ["@wangeditor-next/editor/dist/css/style.css", "@wangeditor-next/editor/dist/index.js"],
  },
];
