#!/usr/bin/env bash
# Runs every check and every test. Needs the .NET SDK 10 and Node 20; installs the rest.
set -euo pipefail
cd "$(dirname "$0")"
. eng/setup.sh

results=artifacts/test-results
# A build node that stays behind would keep this script's output open.
export MSBUILDDISABLENODEREUSE=1
# To count calls and compile methods again by the counts costs more than it saves in programs that end as soon as tests do.
export DOTNET_TieredPGO=0

require_dotnet
require_node
require_c_compiler
require_wasm_compiler
require_wasi_libc
require_redis
install_node_packages tests/guest-tools

echo "== the quickstart's stubs are those of its interfaces"
dotnet build samples/Quickstart -c Release -v quiet -nologo -p:NgixiStubs=Verify

echo "== build"
dotnet build NgixiBindgen.sln -c Release -v quiet -nologo

echo "== format"
# All that its other two parts, style and analyzers, warn of was an error of the build.
dotnet format whitespace NgixiBindgen.sln --verify-no-changes --no-restore
tests/guest-tools/node_modules/.bin/prettier --no-config --log-level warn --check --plugin tests/guest-tools/node_modules/assemblyscript-prettier/src/plugin.js \
  "guest-templates/*/assembly/**/*.ts" "samples/*/guest/assembly/**/*.ts" "src/Ngixi.Templates/content/**/assembly/**/*.ts" "tests/*/guest/assembly/**/*.ts" "tests/guest-tools/*.mjs" "tests/*/node/*.mjs"

echo "== tests"
rm -rf "$results"
status=0
dotnet test NgixiBindgen.sln -c Release --no-build --nologo --logger trx --results-directory "$results" || status=$?

# What the runners counted, over all of their reports.
grep -ho '<Counters [^>]*' "$results"/*.trx | awk '
  function count(name) { return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0 }
  { passed += count("passed"); failed += count("failed") + count("error") + count("timeout") + count("aborted"); skipped += count("total") - count("executed") }
  END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }'
exit "$status"
