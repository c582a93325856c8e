#!/usr/bin/env bash
# The WebAssembly tests (tests/web.rs), headless in Chromium.
set -eu -o pipefail
cd "$(dirname "$0")/.."
tools=$(scripts/tools.sh dir)
export PATH=$tools/wasm-bindgen/bin:$tools/wasm-pack/bin:$PWD/pkg/node_modules/.bin:$PATH
log=$(mktemp)
driver=$(command -v chromedriver)
wasm-pack test --mode no-install --headless --chrome --chromedriver "$driver" -- --test web >"$log" 2>&1 ||
  { cat "$log" >&2; exit 1; }
grep -E '^test result' "$log"
rm -f "$log"
