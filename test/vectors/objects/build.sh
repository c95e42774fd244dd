#!/bin/sh
# Rebuilds the object of this folder; clang 19 made the committed one.
set -e
cd "$(dirname "$0")"
clang-19 --target=bpf -mcpu=v3 -O2 -g -Wall -Wno-unused-variable -fdebug-compilation-dir=. -c helpers.c -o helpers.o
llvm-strip-19 -g helpers.o
