#!/bin/sh
# Compiles the guest to build/guest.wasm, or to the file that it is given. CC is a clang that knows wasm32; it needs wasm-ld.
set -eu
cd "$(dirname "$0")"
output="${1:-build/guest.wasm}"
mkdir -p "$(dirname "$output")"
${CC:-clang} --target=wasm32 -std=c11 -O2 -Wall -Wextra -ffreestanding -nostdlib \
  -Wl,--no-entry -Wl,--stack-first -o "$output" ./*.c
