#!/usr/bin/env bash
# Runs the public tests of WASI preview 1, in C, AssemblyScript and Rust, over a directory and over memory. Without a
# part of a name, it writes docs/wasi-testsuite.md.
#   git clone --branch prod/testsuite-base https://github.com/WebAssembly/wasi-testsuite
#   tests/wasi-testsuite.sh wasi-testsuite [part of a test's name]
set -euo pipefail
export MSBUILDDISABLENODEREUSE=1
project="$(cd "$(dirname "$0")" && pwd)/Ngixi.Wasi.Suite"
dotnet build "$project" -c Release -v quiet -nologo
exec dotnet run --project "$project" -c Release --no-build -- "$@"
