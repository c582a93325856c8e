/** The rules page: every clause the kit knows, how each is kept, with search, filters and counts. */
import { byId, fillSelect, make } from "./dom.js";
import { kitFor } from "./kits.js";
import { wordsOf } from "./text.js";

const MODES = ["enforced", "attested", "informative"];
const fields = {
  words: byId("f-words"),
  jurisdiction: byId("f-jurisdiction"),
  area: byId("f-area"),
  mode: byId("f-mode"),
};
/** Clauses drawn before the reader asks for all. */
const FIRST = 24;
let limit = FIRST;
let report = null;
let words = wordsOf("zh");

const options = (names) => [["", words.all], ...Object.entries(names).filter(([id]) => id)];

function totals() {
  const count = (jurisdiction, mode) =>
    report.clauses.filter(
      (c) => (!jurisdiction || c.jurisdiction === jurisdiction) && (!mode || c.mode === mode),
    ).length;
  const row = (jurisdiction, label) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, label),
      ...[...MODES, ""].map((mode) => make("td", {}, String(count(jurisdiction, mode)))),
    );
  const heads = [words.place, ...MODES.map((mode) => words.modes[mode]), words.total];
  byId("totals").replaceChildren(
    make(
      "table",
      {},
      make("caption", { class: "unseen" }, words.clauses),
      make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
      make(
        "tbody",
        {},
        ...report.jurisdictions.map(({ id, name }) => row(id, words.jurisdictions[id] ?? name)),
      ),
      make("tfoot", {}, row("", words.total)),
    ),
  );
}

const codes = (clause) =>
  clause.codes.length
    ? make("p", { class: "codes" }, ...clause.codes.map((code) => make("code", {}, code)))
    : null;

function clauseNode(clause) {
  const { jurisdiction, area, mode } = clause;
  return make(
    "li",
    { id: clause.id, "data-mode": mode },
    make(
      "p",
      { class: "meta" },
      make("span", { class: `badge ${mode}` }, words.modes[mode]),
      make("span", {}, `${words.jurisdictions[jurisdiction] ?? jurisdiction} · ${words.areas[area] ?? area}`),
      make("code", {}, clause.id),
    ),
    make(
      "div",
      { class: "said" },
      make("p", { lang: "zh-CN" }, clause.text),
      mode === "attested" && clause.attest
        ? make("p", { class: "ask" }, words.ask, make("span", { lang: "zh-CN" }, clause.attest))
        : null,
      make("p", { class: "from", lang: "zh-CN" }, `${clause.title} ${clause.where}`),
      codes(clause),
    ),
  );
}

function list() {
  const wanted = fields.words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (clause) => {
    const text = [clause.id, clause.text, clause.title, clause.where, ...clause.codes]
      .join(" ")
      .toLowerCase();
    return (
      (!fields.jurisdiction.value || clause.jurisdiction === fields.jurisdiction.value) &&
      (!fields.area.value || clause.area === fields.area.value) &&
      (!fields.mode.value || clause.mode === fields.mode.value) &&
      wanted.every((word) => text.includes(word))
    );
  };
  const found = report.clauses.filter(fits);
  byId("rules-count").textContent = found.length
    ? words.shown(found.length, report.clauses.length)
    : words.nothing;
  byId("clauses").replaceChildren(...found.slice(0, limit).map(clauseNode));
  byId("clauses").hidden = found.length === 0;
  byId("more").parentNode.hidden = found.length <= limit;
  byId("more").textContent = words.showAll(found.length);
}

/** Called when the page is shown, and again when the language changes. */
export async function openRules(lang) {
  const next = (await kitFor("", lang)).rules();
  words = wordsOf(lang);
  report = next;
  fillSelect(fields.jurisdiction, options(words.jurisdictions));
  fillSelect(fields.area, options(words.areas));
  fillSelect(fields.mode, options(words.modes));
  totals();
  list();
  byId("standards").replaceChildren(
    ...report.standards.map((standard) =>
      make("li", { id: standard.id }, make("p", { lang: "zh-CN" }, standard.title), codes(standard)),
    ),
  );
}

byId("filters").addEventListener("input", () => {
  limit = FIRST;
  list();
});
byId("more").addEventListener("click", () => {
  const next = byId("clauses").children.length;
  limit = Number.POSITIVE_INFINITY;
  list();
  // The button is gone: the focus goes on to the first clause that it brought.
  byId("clauses").children[next]?.setAttribute("tabindex", "-1");
  byId("clauses").children[next]?.focus({ preventScroll: true });
});
byId("filters").addEventListener("submit", (event) => event.preventDefault());
