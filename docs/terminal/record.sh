#!/usr/bin/env bash
# Makes the pictures of docs/cli.md from real runs of the program on a terminal of 100 columns. Needs what ./test.sh needs, and script.
set -euo pipefail
cd "$(dirname "$0")/../.."
repository=$PWD
. eng/setup.sh
require_dotnet
require_node
install_node_packages tests/guest-tools
[ -n "${NGIXI_NO_BUILD:-}" ] || dotnet build src/Ngixi.Cli -c Release -v quiet -nologo

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ngixi="dotnet $repository/src/Ngixi.Cli/bin/Release/net10.0/ngixi.dll"
asc="node $repository/tests/guest-tools/node_modules/assemblyscript/bin/asc.js"
guests=$repository/tests/Ngixi.Cli.Tests/guest/assembly
options="--config none --exportStart _initialize --debug --sourceMap"
cd "$work"
cp "$guests"/*.ts .
$ngixi stubs "$repository/src/Ngixi.Capabilities/bin/Release/net10.0/Ngixi.Capabilities.dll" -o host > /dev/null
$asc shop.ts $options --outFile shop.wasm
$asc invoice.ts $options --outFile invoice.wasm
cat > shop.ngixi.json << 'JSON'
{
  "name": "shop",
  "module": { "file": "shop.wasm" },
  "grants": { "log": { "why": "Support reads it." } }
}
JSON
echo '{ "name": "invoice", "grants": { "log": true } }' > invoice.ngixi.json

record() {
  local name=$1
  shift
  # The program runs on a terminal of its own, as a person has it.
  TERM=xterm-256color script -qec "stty cols 100 rows 50; $ngixi $*" /dev/null < /dev/null > "$name.ansi" || true
  node "$repository/docs/terminal/svg.mjs" "ngixi $*" < "$name.ansi" > "$repository/docs/terminal/$name.svg"
}

record inspect inspect shop.wasm
record explain explain shop.wasm
record run run invoice.wasm --call share 3
record denial run shop.wasm --call add 1 2
record trap run invoice.wasm -q --call share 0
