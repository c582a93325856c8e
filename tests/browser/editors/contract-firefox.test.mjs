/**
 * The contract of the first six adapters in the stock Firefox ESR, over WebDriver BiDi. Windows there do not share
 * the focus, so editors take turns. `EDITORS=quill,tinymce` runs only some.
 */
import { after, before, describe } from "node:test";
import { contract } from "./contract/index.mjs";
import { KINDS, startServer } from "./support/browser.mjs";
import { FIREFOX_CANNOT, firefox } from "./support/drive.mjs";

const wanted = process.env.EDITORS?.split(",");

let server;
let drive;
before(async () => {
  server = await startServer();
  drive = await firefox(server.origin);
});
after(async () => {
  await drive?.close();
  server?.close();
});

describe("in Firefox ESR", { concurrency: 1 }, () => {
  for (const kind of KINDS) {
    if (!kind.firefox || (wanted && !wanted.includes(kind.id))) continue;
    contract(kind, { drive: () => drive, browser: FIREFOX_CANNOT });
    // This ESR draws highlights; older ones do not.
    if (kind.id === "contenteditable") {
      const title = `${kind.name}, lines as boxes`;
      contract(kind, { drive: () => drive, browser: FIREFOX_CANNOT, options: { painter: "boxes" }, title });
    }
  }
});
