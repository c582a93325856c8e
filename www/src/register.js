/** The register page: the element takes a dropped file by itself; the page adds a sample and the choice of rules. */
import { byId, fillSelect } from "./dom.js";
import { attempt } from "./fault.js";
import { kitFor } from "./kits.js";
import sample from "./samples/register.csv";
import { wordsOf } from "./text.js";

const register = byId("register");
const choice = byId("register-jurisdiction");
let language = "zh";

async function refresh() {
  register.kit = await kitFor(choice.value, language);
}

/** Called when the page is shown, and again when the language changes. */
export async function openRegister(lang) {
  language = lang;
  fillSelect(choice, Object.entries(wordsOf(lang).jurisdictions));
  await refresh();
}

choice.addEventListener("change", () => attempt(refresh));
byId("register-sample").addEventListener("click", () => {
  register.csv = sample;
});
byId("register-clear").addEventListener("click", () => {
  register.csv = null;
});
