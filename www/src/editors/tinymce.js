/** TinyMCE 8 in its iframe, bundled and served by the site itself. */
import tinymce from "tinymce";
import "tinymce/icons/default";
import "tinymce/models/dom";
import "tinymce/plugins/lists";
import "tinymce/skins/content/dark/content.js";
import "tinymce/skins/content/default/content.js";
import "tinymce/skins/ui/oxide-dark/content.js";
import "tinymce/skins/ui/oxide-dark/skin.js";
import "tinymce/skins/ui/oxide/content.js";
import "tinymce/skins/ui/oxide/skin.js";
import "tinymce/themes/silver";
import { attach } from "xianshen/editors/tinymce";
import { make } from "../dom.js";
import { paragraphs, readText } from "./read.js";

/** The few words of the toolbar that is shown. */
const ZH = {
  Undo: "撤销",
  Redo: "重做",
  Bold: "加粗",
  Italic: "斜体",
  Underline: "下划线",
  "Bullet list": "项目符号",
  "Numbered list": "编号",
  "Align center": "居中",
  "Clear formatting": "清除格式",
  "Rich Text Area": "正文",
  "Reveal or hide additional toolbar items": "更多工具",
  History: "历史",
  Formatting: "格式",
};
tinymce.addI18n("zh_CN", ZH);

const LOOK = `
html { color-scheme: light; color: #1c2430; }
@media (prefers-color-scheme: dark) { html { color-scheme: dark; color: #e6e9ee; } }
body { margin: 16px 20px; background: transparent; color: inherit; font: 16px/1.9 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif; }
p { margin: 0 0 0.6em; }
`;

export async function open(place, { text, lang, label, dark }) {
  const target = make("textarea", { "aria-label": label });
  const holder = make("div", { class: "tiny" }, target);
  place.replaceChildren(holder);
  const [editor] = await tinymce.init({
    target,
    license_key: "gpl",
    height: "100%",
    menubar: false,
    statusbar: false,
    promotion: false,
    branding: false,
    contextmenu: false,
    browser_spellcheck: false,
    plugins: "lists",
    toolbar: "undo redo | bold underline | bullist numlist aligncenter | removeformat",
    toolbar_mode: "sliding",
    language: lang === "en" ? "en" : "zh_CN",
    iframe_aria_text: label,
    skin: dark ? "oxide-dark" : "oxide",
    content_css: dark ? "dark" : "default",
    content_style: LOOK,
  });
  editor.getBody().lang = "zh-CN";
  const setText = (next) => editor.setContent(paragraphs(next).innerHTML);
  setText(text);
  editor.undoManager.clear();
  editor.undoManager.add();
  let session = null;
  return {
    editor,
    text: () => readText(session),
    setText,
    attach: (kit, options) => (session = attach(editor, kit, options)),
    close: () => editor.remove(),
  };
}
