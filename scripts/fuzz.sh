#!/usr/bin/env bash
# Runs every fuzz target for FUZZ_SECONDS (60), or only those named: scripts/fuzz.sh text html
# Begins with what tests/cases holds. Needs the toolchain of the project and a C++ compiler, which builds libFuzzer:
# what cargo-fuzz adds on a nightly toolchain is the address sanitizer, and the crate has no unsafe code.
set -eu -o pipefail
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-60}
host=$(rustc -vV | sed -n 's/^host: //p')

if ! command -v c++ >/dev/null && ! command -v clang++ >/dev/null; then
  echo "fuzz: skipped, a C++ compiler is missing"
  exit 0
fi

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

# Counters at every branch and comparison are LLVM's own; no unstable option is needed for them.
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
coverage="$coverage -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1"
target_dir=$(cargo metadata -q --manifest-path fuzz/Cargo.toml --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
RUSTFLAGS="$coverage --cfg fuzzing" cargo build -q --release --manifest-path fuzz/Cargo.toml --target "$host" --bins

mapfile -t targets < <(if [ $# -gt 0 ]; then printf '%s\n' "$@"; else basename -s .rs fuzz/fuzz_targets/*.rs; fi)
for target in "${targets[@]}"; do
  printf '\033[1m· fuzz %s, %s s\033[0m\n' "$target" "$seconds"
  log=$(mktemp)
  mkdir -p "fuzz/corpus/$target" fuzz/artifacts
  "$target_dir/$host/release/$target" "fuzz/corpus/$target" -artifact_prefix="fuzz/artifacts/$target-" \
    -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 >"$log" 2>&1 ||
    { tail -n 30 "$log" >&2; echo "fuzz: $target failed; the log is $log" >&2; exit 1; }
  tail -n 1 "$log"
  rm -f "$log"
done
