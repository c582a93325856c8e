/** How a plain text goes into a rich editor and comes out again, so that it can be carried from one to the next. */
import { make } from "../dom.js";

/** An element with one paragraph a line; the lines are text, whatever they hold. */
export function paragraphs(text) {
  return make("div", {}, ...text.split("\n").map((line) => make("p", {}, line || make("br"))));
}

/** What a session reads in its editor; pictures and other islands (U+FFFC) are left behind. */
export function readText(session) {
  session.flush();
  return session.text.replaceAll("\uFFFC", "");
}
