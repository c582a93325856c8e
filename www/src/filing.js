/**
 * The filing page: the forms of five offices as one element inside an ordinary <form>, a faulty and a correct sample of
 * each, and the JSON as it is filled in. What the <form> would send is what the element says.
 */
import { byId, fillSelect, make } from "./dom.js";
import { kitFor } from "./kits.js";
import { readRoute } from "./route.js";
import { SAMPLES } from "./samples/filings.js";
import { wordsOf } from "./text.js";

const filing = byId("filing");
const places = byId("places");
const choice = byId("filing-form");
let forms = [];
let place = "haiyan";

function showJson() {
  byId("filing-json").textContent = JSON.stringify(filing.value, null, 2);
}

function fill(kind) {
  const sample = SAMPLES[filing.formId]?.[kind];
  if (!sample) return;
  filing.value = sample;
  filing.check();
  showJson();
}

function drawForm(id) {
  if (filing.formId === id) return;
  filing.value = null;
  filing.formId = id;
  byId("filing-sent").textContent = "";
}

function drawPlaces(words) {
  const known = [...new Set(forms.map((form) => form.jurisdiction))];
  if (!known.includes(place)) place = known[0] ?? "";
  const legend = places.querySelector("legend");
  places.replaceChildren(
    legend,
    ...known.map((id) => {
      const input = make("input", { type: "radio", name: "place", value: id, "data-testid": `place-${id}` });
      input.checked = id === place;
      return make("label", {}, input, make("span", {}, words.jurisdictions[id] ?? id));
    }),
  );
}

function choosePlace() {
  const own = forms.filter((form) => form.jurisdiction === place);
  fillSelect(
    choice,
    own.map((form) => [`${form.jurisdiction}/${form.id}`, form.title]),
  );
  byId("filing-forms").hidden = own.length < 2;
  if (choice.value) drawForm(choice.value);
}

/** Called when the page is shown, and again when the language changes. */
export async function openFiling(lang) {
  const kit = await kitFor("", lang);
  forms = kit.forms();
  drawPlaces(wordsOf(lang));
  choosePlace();
  filing.kit = kit;
  showJson();
}

places.addEventListener("change", (event) => {
  place = event.target.value;
  choosePlace();
});
choice.addEventListener("change", () => drawForm(choice.value));
filing.addEventListener("xianshen-change", showJson);
filing.addEventListener("xianshen-report", showJson);
byId("filing-wrong").addEventListener("click", () => fill("wrong"));
byId("filing-right").addEventListener("click", () => fill("right"));
byId("filing-send").addEventListener("submit", (event) => {
  event.preventDefault();
  const sent = new FormData(event.target).get("filing");
  const bytes = new TextEncoder().encode(sent).length;
  byId("filing-sent").textContent = wordsOf(readRoute().lang).filingSent(bytes);
  filing.forgetDraft();
});
byId("filing-send").addEventListener("reset", () => {
  byId("filing-sent").textContent = "";
});
