/** wangEditor 5 with a short toolbar; its style sheet is imported by ours. */
import { createEditor, createToolbar, i18nChangeLanguage } from "@wangeditor/editor";
import { attach } from "xianshen/editors/wangeditor";
import { make } from "../dom.js";
import { paragraphs, readText } from "./read.js";

const TOOLS = [
  "headerSelect",
  "bold",
  "underline",
  "|",
  "bulletedList",
  "numberedList",
  "justifyCenter",
  "|",
  "undo",
  "redo",
];

const content = (text) => text.split("\n").map((line) => ({ type: "paragraph", children: [{ text: line }] }));

export async function open(place, { text, lang, label }) {
  i18nChangeLanguage(lang === "en" ? "en" : "zh-CN");
  const tools = make("div", { class: "wang-tools" });
  const area = make("div", { class: "wang-area", lang: "zh-CN" });
  place.replaceChildren(tools, area);
  const editor = createEditor({
    selector: area,
    content: content(text),
    config: { autoFocus: false, hoverbarKeys: {}, placeholder: "" },
    mode: "simple",
  });
  createToolbar({ editor, selector: tools, config: { toolbarKeys: TOOLS }, mode: "simple" });
  const root = area.querySelector("[contenteditable]");
  root?.setAttribute("aria-label", label);
  let session = null;
  return {
    editor,
    text: () => readText(session),
    setText: (next) => editor.setHtml(paragraphs(next).innerHTML),
    attach: (kit, options) => (session = attach(editor, kit, options)),
    close: () => editor.destroy(),
  };
}
