#!/usr/bin/env bash
# npm-ci.sh FOLDER: installs the locked npm packages of a folder, quietly; one line if that fails.
set -eu -o pipefail
cd "$(dirname "$0")/../$1"
log=$(mktemp)
npm ci --no-audit --no-fund --loglevel=error >"$log" 2>&1 ||
  { echo "set-up failed: npm ci in $1/ did not succeed: $(grep -m1 -E 'ERR|error' "$log" || tail -n 1 "$log"); the log is $log" >&2; exit 1; }
rm -f "$log"
