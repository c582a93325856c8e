/** Form controls: a textarea and a one-line input. They hold plain text; the browser is the editor. */

const plain = (html) => html.replace(/<\/p>\s*<p>/g, "\n").replace(/<[^>]+>/g, "");

function over(control, flat) {
  const command = (name) => {
    control.focus();
    document.execCommand(name);
  };
  return {
    target: control,
    content: () => control.value,
    set: (next) => {
      control.value = flat(next);
    },
    undo: () => command("undo"),
    redo: () => command("redo"),
    readOnly: (on) => {
      control.readOnly = on;
    },
    disabled: (on) => {
      control.disabled = on;
    },
    told: (tell) => {
      for (const type of ["input", "change"]) control.addEventListener(type, tell);
    },
    destroy: () => control.remove(),
  };
}

const shared = {
  module: "textarea",
  firefox: true,
  plain: true,
  cannot: {
    destroyed: "an element that is taken away tells nobody; the page detaches the session itself",
    source: "no source mode",
    replace: "no find-and-replace of its own",
  },
};

export default [
  {
    ...shared,
    id: "textarea",
    name: "textarea",
    mount(html, place) {
      const control = place.appendChild(document.createElement("textarea"));
      control.className = "box";
      control.value = plain(html);
      return over(control, plain);
    },
  },
  {
    ...shared,
    id: "input",
    name: "input",
    line: true,
    mount(html, place) {
      const flat = (text) => plain(text).replace(/\n/g, " ");
      const control = place.appendChild(document.createElement("input"));
      control.className = "line";
      control.value = flat(html);
      return over(control, flat);
    },
  },
];
