#!/bin/sh
# Rebuilds the objects of this folder; clang 19 made the committed ones.
set -e
cd "$(dirname "$0")"
for source in *.c; do
	clang-19 --target=bpf -mcpu=v3 -O2 -g -Wall -fdebug-compilation-dir=. -c "$source" -o "${source%.c}.o"
	llvm-strip-19 -g "${source%.c}.o"
done
