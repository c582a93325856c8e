/**
 * The writing page: one article in the editor of the reader's choice, checked while it is written, listed in the
 * panel, and held by the gate until nothing is wrong with it. What a vendor would write is `start` below; the rest
 * is the switching of editors and rules that only a demonstration has.
 */
import { attach as attachInput } from "xianshen/editors/textarea";
import { guardForm } from "xianshen/gate";
import { byId, fillSelect, make } from "./dom.js";
import { attempt } from "./fault.js";
import { kitFor } from "./kits.js";
import { CLEAN, FAULTY } from "./samples/articles.js";
import { wordsOf } from "./text.js";

const EDITORS = {
  contenteditable: () => import("./editors/contenteditable.js"),
  textarea: () => import("./editors/textarea.js"),
  wangeditor: () => import("./editors/wangeditor.js"),
  tinymce: () => import("./editors/tinymce.js"),
  quill: () => import("./editors/quill.js"),
  prosemirror: () => import("./editors/prosemirror.js"),
};

const dark = matchMedia("(prefers-color-scheme: dark)");
const form = byId("article");
let editor = null;
let stop = () => {};
let shown = "";
let language = "zh";
/** Steps run one after the other: a quick second click must not find an editor half open. */
let queue = Promise.resolve();

const chosen = () => document.querySelector("#editors input:checked").value;

/** Watches title and editor, lists what is found, guards the form. */
function start(kit, lang) {
  const options = { lang: lang === "en" ? "en" : "zh-CN" };
  const title = attachInput(byId("title"), kit, options);
  const body = editor.attach(kit, { ...options, name: wordsOf(lang).body });
  const sessions = [title, body];
  byId("panel").sessions = sessions;
  const guard = guardForm(form, kit, {
    gate: byId("gate"),
    sessions,
    lang,
    // Into review: the ladder comes after.
    collect: () => ({ action: "submit", ...(title.text ? { title: title.text } : {}), blocks: body.blocks }),
    onVerdict: () => byId("sent").replaceChildren(),
  });
  return () => {
    guard.release();
    for (const session of sessions) session.detach();
  };
}

/** Brings editor, rules and language to what is chosen; the text stays. */
async function refresh() {
  const lang = language;
  const jurisdiction = byId("jurisdiction").value;
  const kind = chosen();
  const look = `${kind} ${lang} ${dark.matches}`;
  if (`${look} ${jurisdiction}` === shown) return;
  const place = byId("editor");
  // A vendor's editor is loaded when it is chosen; the old one stays on screen until then.
  const [kit, { open }] = await Promise.all([kitFor(jurisdiction, lang), EDITORS[kind]()]);
  const text = editor ? editor.text() : FAULTY.text;
  stop();
  if (editor?.look !== look) {
    editor?.close();
    place.dataset.testid = `editor-${kind}`;
    place.replaceChildren(make("p", { class: "loading" }, wordsOf(lang).loading));
    editor = await open(place, { text, lang, label: wordsOf(lang).body, dark: dark.matches });
    editor.look = look;
  }
  stop = start(kit, lang);
  shown = `${look} ${jurisdiction}`;
  // For tests and pictures: what the page has settled on.
  Object.assign(form.dataset, { editor: kind, rules: jurisdiction || "all", lang });
}

/** Runs a step after those before it, whether they went well or not. */
function next(step) {
  const done = queue.then(step);
  queue = done.catch(() => {});
  return done;
}

/** Puts another article into the editor that is open. */
function load(article) {
  next(() => {
    byId("title").value = article.title;
    editor?.setText(article.text);
  });
}

const change = () => attempt(() => next(refresh));

/** Called when the page is shown, and again when the language changes. */
export function openWriting(lang) {
  if (!editor && !byId("title").value) byId("title").value = FAULTY.title;
  language = lang;
  fillSelect(byId("jurisdiction"), Object.entries(wordsOf(lang).jurisdictions));
  return next(refresh);
}

byId("editors").addEventListener("change", change);
byId("jurisdiction").addEventListener("change", change);
dark.addEventListener("change", () => editor && change());
byId("sample").addEventListener("click", () => load(FAULTY));
byId("clean").addEventListener("click", () => load(CLEAN));
byId("clear").addEventListener("click", () => load({ title: "", text: "" }));

// The guard lets this event through only when the article has passed.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  byId("sent").textContent = wordsOf(language).sent;
});
