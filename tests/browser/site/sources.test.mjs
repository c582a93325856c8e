/**
 * The five source documents, pasted into the writing page: no error-level alarm, and the page finds what the command
 * line finds. Their text is not part of the project: where the folder is absent the test is skipped and says so.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { project } from "../editors/support/browser.mjs";
import { assertQuiet, choose, EDITORS, launch, openSite, startSite } from "./support/site.mjs";

const FOLDER = join(project, "../shared/sources");
const skip = existsSync(FOLDER) ? false : `${FOLDER} is absent`;
let site;
let browser;

before(async () => {
  if (skip) return;
  site = await startSite();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** What the command line says of a file: its findings' codes, in order. Exit status 1 means errors. */
function commandLine(path) {
  const cli = join(project, "pkg/dist/cli.js");
  const output = execFileSync(process.execPath, [cli, "check", "--format", "json", path], {
    encoding: "utf8",
  });
  return JSON.parse(output).files[0].diagnostics;
}

for (const name of ["haiyan", "hanyin", "laibin", "luqiao", "yanchi"]) {
  test(`${name}: no error on the command line, the same findings in the page`, { skip }, async () => {
    const path = join(FOLDER, `${name}.txt`);
    const said = commandLine(path);
    assert.deepEqual(
      said.filter((d) => d.severity === "error").map((d) => d.message),
      [],
    );
    const page = await openSite(browser, site);
    await choose(page, "textarea");
    const text = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
    await EDITORS.textarea.area(page).fill(text);
    const codes = await page.waitForFunction(
      (length) => {
        const session = document.querySelector("xianshen-panel")?.sessions.at(-1);
        return session?.text.length === length && !session.pending && session.diagnostics.map((d) => d.code);
      },
      text.length,
      { polling: 100, timeout: 30_000 },
    );
    assert.deepEqual(
      await codes.jsonValue(),
      said.map((d) => d.code),
    );
    assertQuiet(page, site);
    await page.context().close();
  });
}
