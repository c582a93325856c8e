/** Quill 2 with a short toolbar; its style sheet is imported by ours. */
import Quill from "quill";
import { attach } from "xianshen/editors/quill";
import { make } from "../dom.js";
import { readText } from "./read.js";

const TOOLS = [["bold", "underline"], [{ list: "bullet" }, { list: "ordered" }], ["clean"]];

export async function open(place, { text, label }) {
  const area = make("div", {});
  const holder = make("div", { class: "quill" }, area);
  place.replaceChildren(holder);
  const editor = new Quill(area, { theme: "snow", modules: { toolbar: TOOLS } });
  editor.root.setAttribute("aria-label", label);
  editor.root.lang = "zh-CN";
  editor.root.spellcheck = false;
  const setText = (next) => editor.setText(next);
  setText(text);
  editor.history.clear();
  let session = null;
  return {
    editor,
    text: () => readText(session).replace(/\n$/, ""),
    setText,
    attach: (kit, options) => (session = attach(editor, kit, options)),
    close: () => {
      session?.detach();
      holder.remove();
    },
  };
}
