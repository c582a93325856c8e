/** wangEditor 4, which many older systems still carry: a plain editable element, so the general adapter takes it. */

async function wang(html, place, { later }) {
  const holder = place.appendChild(document.createElement("div"));
  holder.id = `w${Math.random().toString(36).slice(2)}`;
  const editor = new window.wangEditor(`#${holder.id}`);
  Object.assign(editor.config, { height: 200, focus: false, showFullScreen: false, onchangeTimeout: 20 });
  editor.create();
  editor.txt.html(html);
  await later(60);
  return {
    editor,
    target: editor.$textElem.elems[0],
    pause: 60,
    content: () => editor.txt.html(),
    set: (next) => editor.txt.html(next),
    undo: () => editor.cmd.do("undo"),
    redo: () => editor.cmd.do("redo"),
    readOnly: (on) => (on ? editor.disable() : editor.enable()),
    told: (tell) => editor.txt.eventHooks.changeEvents.push(tell),
    destroy: () => {
      editor.destroy();
      holder.remove();
    },
  };
}

export default [
  {
    id: "wangeditor4",
    name: "wangEditor 4",
    module: "contenteditable",
    load: ["wangeditor/dist/wangEditor.js"],
    // A listener of its own that outlives destroy().
    noise: [/reading 'parentNode'\) .*wangEditor\.js/],
    cannot: {
      drag: "it prevents every drop in the page",
      disabled: "disable() is the only such state",
      source: "no source mode",
      replace: "no find-and-replace of its own",
      destroyed: "an element that is taken away tells nobody; the page detaches the session itself",
    },
    mount: wang,
  },
];
