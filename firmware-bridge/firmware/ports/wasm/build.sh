#!/bin/sh
# Builds device.wasm with Debian's clang 14 (packages clang and lld). build.sh [output]
set -e
cd "$(dirname "$0")"
out=${1:-device.wasm}
clang --target=wasm32 -std=c11 -O2 -ffreestanding -nostdlib -nostdlibinc -isystem include -include include/direct.h -flto -mnontrapping-fptoint -mbulk-memory \
	-ffp-contract=off -fno-ident \
	-Wall -Wextra -Wconversion -Werror \
	-Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=16384 \
	-o "$out" wasm.c ../../core/*.c ../../model/model.c
