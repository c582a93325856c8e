#!/usr/bin/env bash
# Installs the pinned build tools outside the checkout, where the next checkout finds them again:
#   tools.sh dir       prints the folder
#   tools.sh install   installs what is missing
# XIANSHEN_TOOLS names another folder.
set -eu -o pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
bindgen=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' "$root/Cargo.toml")
pack=0.15.0
tools=${XIANSHEN_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/xianshen/tools}
here=$tools/bindgen-$bindgen-pack-$pack

fail() {
  echo "set-up failed: $*" >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null || fail "$1 is missing: $2"
}

# cargo_tool CRATE VERSION FOLDER [FLAG…]
cargo_tool() {
  local crate=$1 version=$2 folder=$3
  shift 3
  [ -x "$here/$folder/bin/$crate" ] && return
  [ "$crate" = wasm-bindgen-cli ] && [ -x "$here/$folder/bin/wasm-bindgen" ] && return
  echo "· $crate $version (once, a few minutes)"
  mkdir -p "$here"
  cargo install -q "$crate" --version "$version" --root "$here/$folder" "$@" 2>"$here/$crate.log" ||
    fail "cargo install $crate $version did not succeed; the log is $here/$crate.log"
}

case ${1:-} in
dir)
  echo "$here"
  ;;
install)
  need cargo "install Rust from https://rustup.rs"
  need rustup "install Rust from https://rustup.rs"
  need node "install Node.js 20 or newer"
  need npm "it comes with Node.js"
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js $(node -v) is too old: 20 or newer is needed"
  if ! rustup target list --installed | grep -qx wasm32-unknown-unknown; then
    echo "· Rust target wasm32-unknown-unknown"
    rustup -q target add wasm32-unknown-unknown 2>/dev/null ||
      fail "the Rust target wasm32-unknown-unknown is missing and rustup target add could not fetch it"
  fi
  # Its lock file does not resolve; the version must equal the crate's.
  cargo_tool wasm-bindgen-cli "$bindgen" wasm-bindgen
  cargo_tool wasm-pack "$pack" wasm-pack --locked
  ;;
*)
  echo "usage: tools.sh dir|install" >&2
  exit 2
  ;;
esac
