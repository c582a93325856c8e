/** The browser's own text area. */
import { attach } from "xianshen/editors/textarea";
import { make } from "../dom.js";

export async function open(place, { text, label }) {
  const area = make("textarea", { class: "area", "aria-label": label, spellcheck: "false", lang: "zh-CN" });
  place.replaceChildren(area);
  area.value = text;
  return {
    text: () => area.value,
    setText: (next) => {
      area.value = next;
    },
    attach: (kit, options) => attach(area, kit, options),
    close: () => area.remove(),
  };
}
