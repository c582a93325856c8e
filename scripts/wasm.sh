#!/usr/bin/env bash
# Builds pkg/wasm, the kit, and pkg/wasm/spreadsheet, the reader of workbooks that is loaded on its own: wasm-pack, then
# wasm-opt (from the npm package binaryen).
set -eu -o pipefail
cd "$(dirname "$0")/.."
tools=$(scripts/tools.sh dir)
export PATH=$tools/wasm-bindgen/bin:$tools/wasm-pack/bin:$PWD/pkg/node_modules/.bin:$PATH

features="--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals
  --enable-reference-types --enable-multivalue --strip-debug --strip-producers"

# pack CRATE OUT NAME: the crate as a module for pages, from the top of the project
pack() {
  local log
  log=$(mktemp)
  wasm-pack build "$1" --mode no-install --target web --release --no-opt --no-pack --out-dir "$PWD/$2" --out-name "$3" >"$log" 2>&1 ||
    { cat "$log" >&2; exit 1; }
  rm -f "$log" "$2/.gitignore"
}

size() {
  printf '  %s: %s bytes, %s gzipped\n' "$1" "$(wc -c <"$1")" "$(gzip -9c "$1" | wc -c)"
}

pack . pkg/wasm xianshen
# A function with one caller stays a function: engines compile a function well only for its next call, so a loop over
# a hundred thousand words must call what it does with each, or a fresh page pays for it three times over.
# shellcheck disable=SC2086
wasm-opt -O3 --one-caller-inline-max-function-size=40 $features pkg/wasm/xianshen_bg.wasm -o pkg/wasm/xianshen_bg.wasm
size pkg/wasm/xianshen_bg.wasm

# Whatever a workbook declares and whatever it unpacks to, its reader cannot have more than this.
RUSTFLAGS="${RUSTFLAGS:-} -C link-arg=--max-memory=$((1 << 30))" pack spreadsheet pkg/wasm/spreadsheet spreadsheet
# shellcheck disable=SC2086
wasm-opt -Oz $features pkg/wasm/spreadsheet/spreadsheet_bg.wasm -o pkg/wasm/spreadsheet/spreadsheet_bg.wasm
size pkg/wasm/spreadsheet/spreadsheet_bg.wasm
