#!/bin/sh
# Rebuilds the object; clang 19 gave the committed bytes.
set -e
cd "$(dirname "$0")"
clang-19 --target=bpfel -mcpu=v3 -O2 -g -Wall -Wextra -Werror -fdebug-compilation-dir=. -fno-ident -c contents.c -o contents.o
llvm-strip-19 -g contents.o
