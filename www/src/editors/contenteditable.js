/** A plain editable element, as home-made editors use it. */
import { attach } from "xianshen/editors/contenteditable";
import { make } from "../dom.js";
import { paragraphs, readText } from "./read.js";

export async function open(place, { text, label }) {
  const area = make("div", {
    class: "area rich",
    contenteditable: "true",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label,
    spellcheck: "false",
    lang: "zh-CN",
  });
  place.replaceChildren(area);
  document.execCommand("defaultParagraphSeparator", false, "p");
  const setText = (next) => area.replaceChildren(...paragraphs(next).childNodes);
  setText(text);
  let session = null;
  return {
    text: () => readText(session),
    setText,
    attach: (kit, options) => (session = attach(area, kit, options)),
    close: () => area.remove(),
  };
}
