#!/bin/sh
# Rebuilds the test objects. They are committed, so that the tests need no compiler.
set -e
cd "$(dirname "$0")"
for source in *.c; do
	clang-19 -O2 -g --target=bpf -mcpu=v3 -fdebug-prefix-map="$PWD"=. -Wall -Wno-unused-variable \
		-c "$source" -o "${source%.c}.o"
done
llvm-strip-19 --strip-debug --keep-section=.BTF --keep-section=.BTF.ext --keep-section=.rel.BTF \
	--keep-section=.rel.BTF.ext ./*.o
