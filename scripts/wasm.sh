#!/usr/bin/env bash
# Builds pkg/wasm: wasm-pack, then wasm-opt (from the npm package binaryen).
set -eu -o pipefail
cd "$(dirname "$0")/.."
tools=$(scripts/tools.sh dir)
export PATH=$tools/wasm-bindgen/bin:$tools/wasm-pack/bin:$PWD/pkg/node_modules/.bin:$PATH
log=$(mktemp)
wasm-pack build --mode no-install --target web --release --no-opt --no-pack --out-dir pkg/wasm --out-name xianshen >"$log" 2>&1 ||
  { cat "$log" >&2; exit 1; }
rm -f "$log" pkg/wasm/.gitignore
# A function with one caller stays a function: engines compile a function well only for its next call, so a loop over
# a hundred thousand words must call what it does with each, or a fresh page pays for it three times over.
wasm-opt -O3 --one-caller-inline-max-function-size=40 --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals \
  --enable-reference-types --enable-multivalue --strip-debug --strip-producers \
  pkg/wasm/xianshen_bg.wasm -o pkg/wasm/xianshen_bg.wasm
printf '  %s bytes, %s gzipped\n' "$(wc -c <pkg/wasm/xianshen_bg.wasm)" "$(gzip -9c pkg/wasm/xianshen_bg.wasm | wc -c)"
