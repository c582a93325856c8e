/**
 * Which page is shown, and in which language: both stand in the address (`#/filing`, `#/en/filing`), so that a link
 * leads to exactly what its sender saw and nothing has to be stored.
 */
import { byId } from "./dom.js";

const PAGES = ["writing", "review", "filing", "register", "rules"];

/** What the address says. */
export function readRoute() {
  const parts = location.hash.replace(/^#\/?/, "").split("/");
  const lang = parts[0] === "en" ? "en" : "zh";
  const name = lang === "en" ? parts[1] : parts[0];
  return { lang, page: PAGES.includes(name) ? name : PAGES[0] };
}

/** The address of a page. */
export const addressOf = (page, lang) => (lang === "en" ? `#/en/${page}` : `#/${page}`);

/** Shows the page of a route and marks its link. */
export function showRoute({ page, lang }) {
  for (const name of PAGES) byId(`page-${name}`).hidden = name !== page;
  for (const link of document.querySelectorAll("[data-page]")) {
    link.href = addressOf(link.dataset.page, lang);
    if (link.dataset.page === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const other = document.querySelector(".lang");
  const there = lang === "en" ? "zh" : "en";
  other.href = addressOf(page, there);
  other.lang = other.hreflang = there === "en" ? "en" : "zh-CN";
  other.textContent = there === "en" ? "English" : "中文";
}
