/** The code to embed, which follows the page, the editor and the rules chosen on it, and the copy buttons. */
import { byId } from "./dom.js";
import { readRoute } from "./route.js";
import { wordsOf } from "./text.js";

/** Shows the three lines for the page in hand. */
export function showCode() {
  const { page, lang } = readRoute();
  const words = wordsOf(lang);
  byId("h-embed").textContent = page === "filing" ? words.embedFiling : words.embed;
  if (page === "filing") {
    byId("code").textContent =
      `import { createKit } from "xianshen";\n` +
      `import "xianshen/elements";\n` +
      `document.querySelector("xianshen-filing").kit = await createKit();\n`;
    return;
  }
  const kind = document.querySelector("#editors input:checked")?.value ?? "tinymce";
  const jurisdiction = byId("jurisdiction").value;
  const options = jurisdiction ? `{ jurisdiction: "${jurisdiction}" }` : "";
  byId("code").textContent =
    `import { createKit } from "xianshen";\n` +
    `import { attach } from "xianshen/editors/${kind}";\n` +
    `attach(editor, await createKit(${options}));\n`;
}

async function copy(button) {
  const words = wordsOf(readRoute().lang);
  const source = byId(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = words.copied;
    setTimeout(() => {
      button.textContent = wordsOf(readRoute().lang).copy;
    }, 1500);
  } catch {
    // No permission: the text is selected instead, so that one key press copies it.
    getSelection().selectAllChildren(source);
  }
}

/** Starts both. */
export function embedding() {
  showCode();
  byId("editors").addEventListener("change", showCode);
  byId("jurisdiction").addEventListener("change", showCode);
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => copy(button));
  }
}
