/** Tiptap, which is ProseMirror underneath: the adapter takes its view. */
import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { attach } from "xianshen/editors/prosemirror";
import { make } from "../dom.js";
import { paragraphs, readText } from "./read.js";

/** Its schema takes a line break for text: an empty line is an empty paragraph. */
const htmlOf = (text) => paragraphs(text).innerHTML.replaceAll("<br>", "");

export async function open(place, { text, label }) {
  const holder = make("div", { class: "area rich tiptap-holder" });
  place.replaceChildren(holder);
  const editor = new Editor({
    element: holder,
    // The page allows no style element; what Tiptap would put into one stands in our sheet.
    injectCSS: false,
    extensions: [StarterKit],
    content: htmlOf(text),
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        lang: "zh-CN",
        spellcheck: "false",
      },
    },
  });
  let session = null;
  return {
    editor,
    text: () => readText(session),
    setText: (next) => editor.commands.setContent(htmlOf(next)),
    attach: (kit, options) => (session = attach(editor.view, kit, options)),
    close: () => {
      editor.destroy();
      holder.remove();
    },
  };
}
