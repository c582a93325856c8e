/**
 * The contract of the first six adapters in the stock Firefox ESR, over WebDriver BiDi, with highlights and, as in a
 * Firefox that has none, with boxes. Windows there do not share the focus, so editors take turns.
 * `EDITORS=quill,lexical` runs those, whichever they are; `EDITORS=all` runs every editor.
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
    const named = wanted?.includes(kind.id) || wanted?.includes("all");
    if (wanted ? !named : !kind.firefox) continue;
    contract(kind, { drive: () => drive, browser: FIREFOX_CANNOT });
    // This ESR draws highlights; older ones do not.
    if (kind.firefox) {
      const title = `${kind.name}, lines as boxes`;
      contract(kind, { drive: () => drive, browser: FIREFOX_CANNOT, options: { painter: "boxes" }, title });
    }
  }
});
