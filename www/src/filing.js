/** The filing page: the form of one document as an element, two samples, and its JSON as it is filled in. */
import { byId } from "./dom.js";
import { kitFor } from "./kits.js";
import { RIGHT, WRONG } from "./samples/filings.js";

const filing = byId("filing");

function showJson() {
  byId("filing-json").textContent = JSON.stringify(filing.value, null, 2);
}

function fill(sample) {
  filing.value = sample;
  filing.check();
  showJson();
}

/** Called when the page is shown, and again when the language changes. */
export async function openFiling(lang) {
  filing.kit = await kitFor("", lang);
  showJson();
}

filing.addEventListener("xianshen-change", showJson);
filing.addEventListener("xianshen-report", showJson);
byId("filing-wrong").addEventListener("click", () => fill(WRONG));
byId("filing-right").addEventListener("click", () => fill(RIGHT));
