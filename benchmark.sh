#!/usr/bin/env bash
# Measures everything beside its peers on this machine, and writes docs/benchmarks.md. Needs the .NET SDK 10; Node 20 and
# a C compiler for the peers that are theirs. Installs redis-server. With --short, a try in a few minutes; with names, some suites alone.
set -euo pipefail
cd "$(dirname "$0")"
. eng/setup.sh

export MSBUILDDISABLENODEREUSE=1
require_dotnet
require_redis
# A peer that cannot be installed is said in the tables.
if command -v node >/dev/null; then
  install_node_packages tests/Ngixi.Benchmarks/node || echo "warning: the peers on Node cannot be installed" >&2
fi
dotnet build tests/Ngixi.Benchmarks -c Release -v quiet -nologo
exec dotnet tests/Ngixi.Benchmarks/bin/Release/net10.0/Ngixi.Benchmarks.dll "$@"
