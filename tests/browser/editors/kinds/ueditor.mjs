/**
 * UEditor 1.4.3 as offices run it: a vendored copy, here the one inside npm's `ueditor` package. UEditor Plus is
 * on no registry: with its dist (of github.com/modstart-lib/ueditor-plus) under tests/node_modules/ueditor-plus it
 * is run as well.
 */

async function ue(html, place, home) {
  const holder = place.appendChild(document.createElement("div"));
  holder.id = `u${Math.random().toString(36).slice(2)}`;
  const { UE } = window;
  const editor = UE.getEditor(holder.id, {
    UEDITOR_HOME_URL: home,
    serverUrl: "",
    toolbars: [["source", "undo", "redo", "bold", "searchreplace"]],
    initialFrameHeight: 240,
    initialFrameWidth: 640,
    autoHeightEnabled: false,
    autoFloatEnabled: false,
    enableAutoSave: false,
    wordCount: false,
    elementPathEnabled: false,
    sourceEditor: "textarea",
    initialStyle: "body{font:16px/1.8 sans-serif}",
  });
  await new Promise((resolve) => editor.ready(resolve));
  const set = (next) => {
    editor.setContent(next);
    editor.fireEvent("saveScene");
  };
  editor.setContent(html);
  editor.undoManger.reset();
  const area = () => editor.iframe.parentNode.querySelector("textarea");
  return {
    editor,
    target: editor,
    content: () => editor.getContent(),
    set,
    undo: () => editor.execCommand("undo"),
    redo: () => editor.execCommand("redo"),
    readOnly: (on) => (on ? editor.setDisabled() : editor.setEnabled()),
    replaceAll: (from, to) =>
      editor.execCommand("searchreplace", { searchStr: from, replaceStr: to, all: true }),
    source: {
      open: () => editor.execCommand("source"),
      change: (edit) => {
        area().value = edit(area().value);
        area().dispatchEvent(new Event("input", { bubbles: true }));
      },
      close: () => editor.execCommand("source"),
    },
    told: (tell) => editor.addListener("contentchange", tell),
    destroy: () => {
      editor.destroy();
      document.getElementById(holder.id)?.remove();
    },
  };
}

const kind = (id, name, folder, more = {}, optional = false) => ({
  optional,
  id,
  name,
  module: "ueditor",
  firefox: true,
  load: [`${folder}/ueditor.config.js`, `${folder}/ueditor.all.js`, `${folder}/lang/zh-cn/zh-cn.js`],
  cannot: {
    disabled: "setDisabled() is the only such state",
    ...more,
  },
  parts: {
    // It takes data: pictures out, and turns a list in an item around.
    embed: `<p>图<img src="/node_modules/${folder}/themes/default/images/anchor.gif" alt="">登陆系统</p>`,
    nested: "<ol><li>外登陆系统</li><ul><li>中登陆平台</li><ul><li>内登陆系统</li></ul></ul></ol>",
  },
  // Timers of a keystroke that run on after destroy().
  noise: [/(getDom|getRange|save|createElement|nodeType|UEDITOR_HOME_URL)['"].*ueditor\.all\.js/],
  mount: (html, place) => ue(html, place, `/node_modules/${folder}/`),
});

export default [
  kind("ueditor", "UEditor 1.4.3", "ueditor/example/public/ueditor", {
    replace: "this copy is built without the plug-in",
  }),
  kind("ueditorPlus", "UEditor Plus", "ueditor-plus", {}, true),
];
