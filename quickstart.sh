#!/usr/bin/env bash
# Builds the quickstart, host and guest, and runs it. Needs the .NET SDK 10 and Node 20; installs the rest.
set -euo pipefail
cd "$(dirname "$0")"
. eng/setup.sh

guest=guest-templates/quickstart
require_dotnet
require_node
install_node_packages "$guest"
dotnet build samples/Quickstart -c Release -v quiet -nologo
(cd "$guest" && npm run --silent build)
dotnet run --project samples/Quickstart -c Release --no-build -- "$guest/build/guest.wasm"
