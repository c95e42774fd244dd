#!/bin/sh
# Rebuilds the objects; clang 19 gave the committed bytes.
set -e
cd "$(dirname "$0")"
clang-19 --target=bpfel -mcpu=v3 -O2 -g -Wall -Wextra -Werror -Wno-unused-parameter -fdebug-compilation-dir=. -fno-ident -c differs.c -o differs.o
llvm-strip-19 -g differs.o
