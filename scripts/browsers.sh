#!/usr/bin/env bash
# Sees to it that the browsers of the page tests are there: Debian's or Ubuntu's own packages.
set -eu -o pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v chromedriver >/dev/null || missing+=(chromium-driver)
command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing+=(firefox-esr)
[ -n "$(find /usr/share/fonts -iname '*CJK*' -print -quit 2>/dev/null)" ] || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "set-up failed: the page tests need ${missing[*]}; install them, for instance: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "· ${missing[*]} (apt-get)"
log=$(mktemp)
{ apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 ||
  { echo "set-up failed: apt-get could not install ${missing[*]}; the log is $log" >&2; exit 1; }
