#!/usr/bin/env bash
# Runs every fuzz target for FUZZ_SECONDS (60), or only those named: scripts/fuzz.sh text html
# Begins with what tests/cases holds. Needs a nightly toolchain; installs cargo-fuzz beside the other tools.
set -eu -o pipefail
cd "$(dirname "$0")/.."
version=0.13.2
seconds=${FUZZ_SECONDS:-60}

if ! command -v rustup >/dev/null || ! rustup toolchain list | grep -q '^nightly'; then
  echo "fuzz: skipped, a nightly toolchain is missing (rustup toolchain install nightly)"
  exit 0
fi
tools=$(scripts/tools.sh dir)/cargo-fuzz-$version
if [ ! -x "$tools/bin/cargo-fuzz" ]; then
  echo "· cargo-fuzz $version (once, a few minutes)"
  mkdir -p "$tools"
  cargo install -q cargo-fuzz --version "$version" --locked --root "$tools" 2>"$tools/install.log" ||
    { echo "set-up failed: cargo install cargo-fuzz did not succeed; the log is $tools/install.log" >&2; exit 1; }
fi
export PATH=$tools/bin:$PATH

# A file for each row: what the kit is known to find leads the fuzzer there.
node - <<'JS'
const { mkdirSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const seeds = {};
const put = (target, content) => (seeds[target] ??= []).push(typeof content === "string" ? content : JSON.stringify(content));
for (const file of readdirSync("tests/cases").filter((f) => f.endsWith(".jsonl"))) {
  for (const line of readFileSync(`tests/cases/${file}`, "utf8").split("\n").filter(Boolean)) {
    const row = JSON.parse(line);
    if (row.text) for (const target of ["text", "edits"]) put(target, row.text);
    if (row.text) put("html", `<p>${row.text}</p>`);
    if (row.html) put("html", row.html);
    if (row.csv) put("register", row.csv);
    if (row.filing) put("filing", row.filing);
    if (row.submission) put("filing", row.submission);
  }
}
put("pack", { id: "v", extends: "haiyan", lexicon: [{ word: "甲乙", kind: "custom", severity: "error", fixes: ["丙"], unless: ["甲乙丁"], near: ["戊"] }], disable: ["lexicon/emotion"], severity: { "lexicon/clickbait": "info" } });
put("pack", { id: "v", lexicon_csv: "词语,类别,级别,提示,改为,除外\n甲乙,custom,错误,不用,丙|丁,甲乙戊\n" });
put("pack", "word,kind,severity,fixes\n甲乙,custom,error,丙|丁\n");
for (const [target, list] of Object.entries(seeds)) {
  mkdirSync(`fuzz/corpus/${target}`, { recursive: true });
  list.forEach((content, i) => writeFileSync(`fuzz/corpus/${target}/seed-${i}`, content));
}
JS

mapfile -t targets < <(if [ $# -gt 0 ]; then printf '%s\n' "$@"; else cargo +nightly fuzz list; fi)
for target in "${targets[@]}"; do
  printf '\033[1m· fuzz %s, %s s\033[0m\n' "$target" "$seconds"
  log=$(mktemp)
  cargo +nightly fuzz run --sanitizer none "$target" -- -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 >"$log" 2>&1 ||
    { tail -n 30 "$log" >&2; echo "fuzz: $target failed; the log is $log" >&2; exit 1; }
  tail -n 1 "$log"
  rm -f "$log"
done
