#!/bin/sh
# Rebuilds the objects next to it, with what the bundled ones are built with.
set -e
cd "$(dirname "$0")"
for source in *.c; do
	clang-19 --target=bpfel -mcpu=v3 -O2 -g -Wall -Werror -fno-ident -fdebug-compilation-dir=. -c "$source" -o "${source%.c}.o"
	llvm-strip-19 -g "${source%.c}.o"
done
