/**
 * The register page: the element takes a dropped file by itself; the page adds samples and the choice of rules. Its kits run
 * in a worker, so that a long register does not stop the page.
 */
import { byId, fillSelect } from "./dom.js";
import { attempt } from "./fault.js";
import { kitFor } from "./kits.js";
import { countySample, longSample } from "./samples/register.js";
import { wordsOf } from "./text.js";

const register = byId("register");
const choice = byId("register-jurisdiction");
let language = "zh";

async function refresh() {
  register.kit = await kitFor(choice.value, language, { worker: true });
}

/** Called when the page is shown, and again when the language changes. */
export async function openRegister(lang) {
  language = lang;
  fillSelect(choice, Object.entries(wordsOf(lang).jurisdictions));
  await refresh();
}

choice.addEventListener("change", () => attempt(refresh));
byId("register-sample").addEventListener("click", () => {
  register.load(new File([countySample()], wordsOf(language).registerSampleFile));
});
byId("register-long").addEventListener("click", () => {
  register.load(new File([longSample(10_000)], wordsOf(language).registerLongFile));
});
byId("register-clear").addEventListener("click", () => {
  register.table = null;
});
