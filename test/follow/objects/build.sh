#!/bin/sh
# Rebuilds the objects; clang 19 gave the committed bytes.
set -e
cd "$(dirname "$0")"
for name in hops; do
	clang-19 --target=bpfel -mcpu=v3 -O2 -g -Wall -Wextra -Werror -Wno-unused-parameter -fdebug-compilation-dir=. -fno-ident -c $name.c -o $name.o
	llvm-strip-19 -g $name.o
done
