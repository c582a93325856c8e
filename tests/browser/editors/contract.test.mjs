/**
 * The contract of the adapters in Chromium: every editor of kinds/, real and from npm. `EDITORS=quill,tinymce`
 * runs only some.
 */
import { after, before, describe } from "node:test";
import { contract } from "./contract/index.mjs";
import { KINDS, startServer } from "./support/browser.mjs";
import { chromium } from "./support/drive.mjs";

const wanted = process.env.EDITORS?.split(",");
/** Where the painter itself matters: one editor of each way to stand in a page. */
const BOXES = ["contenteditable", "shadow", "textarea", "tinymce", "wangeditor"];

let server;
let drive;
before(async () => {
  server = await startServer();
  drive = await chromium(server.origin);
});
after(async () => {
  await drive?.close();
  server?.close();
});

describe("in Chromium", { concurrency: 4 }, () => {
  for (const kind of KINDS) {
    if (wanted && !wanted.includes(kind.id)) continue;
    contract(kind, { drive: () => drive });
    if (BOXES.includes(kind.id)) {
      const title = `${kind.name}, lines as boxes`;
      contract(kind, { drive: () => drive, options: { painter: "boxes" }, title });
    }
  }
});
