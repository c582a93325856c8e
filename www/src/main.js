/** Starts the site: reads the address, sets the language, and hands each page what it needs when it is shown. */
import "xianshen/elements";
import { byId } from "./dom.js";
import { embedding, showCode } from "./embed.js";
import { attempt } from "./fault.js";
import { openFiling } from "./filing.js";
import { openRegister } from "./register.js";
import { openReview } from "./review.js";
import { readRoute, showRoute } from "./route.js";
import { openRules } from "./rules.js";
import { translate, wordsOf } from "./text.js";
import { openWriting } from "./writing.js";

const OPEN = { writing: openWriting, review: openReview, filing: openFiling, register: openRegister, rules: openRules };
let before = null;

async function go() {
  const route = readRoute();
  const { page, lang } = route;
  if (before?.lang !== lang) {
    translate(lang);
    for (const element of document.querySelectorAll(
      "xianshen-panel, xianshen-gate, xianshen-filing, xianshen-register, xianshen-review",
    )) {
      element.lang = lang === "en" ? "en" : "zh-CN";
    }
  }
  showRoute(route);
  showCode();
  const words = wordsOf(lang);
  document.title = `${words[page]} · ${words.pageTitle}`;
  // A reader of the screen hears the new page; the first one is read out by itself.
  if (before && before.page !== page) {
    byId("main").focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  before = route;
  if (await attempt(() => OPEN[page](lang))) document.documentElement.dataset.ready = `${lang}/${page}`;
  document.documentElement.dataset.drawn = "";
}

document.querySelector(".skip").addEventListener("click", (event) => {
  // The address holds the page; jumping must not change it.
  event.preventDefault();
  byId("main").focus();
});
addEventListener("hashchange", go);
embedding();
go();
