#!/bin/bash
# Puts faults into a copy of the core, one at a time, each of which lets a current out: the random walk must find each
# within a minute of processor time. Without a fault it must find nothing.
#   plant.sh [seconds without a fault, default 20]
set -euo pipefail
cd "$(dirname "$0")"
OUT=${OUT:-../target/firmware}
mkdir -p "$OUT"
COPY=$(mktemp -d)
trap 'rm -rf "$COPY"' EXIT

build() {
	clang -std=c11 -O2 -ffp-contract=off -I"$COPY" "$COPY"/core/*.c "$COPY/model/model.c" "$COPY/test/bench.c" "$COPY/test/walk.c" \
		-lm -o "$OUT/walk"
}

fresh() {
	rm -rf "$COPY"/*
	cp -r core model test "$COPY"
}

fresh
build
"$OUT/walk" "${1:-20}"

# name, file, what is put in place of what
plant() {
	fresh
	sed -i "$3" "$COPY/core/$2"
	if cmp -s "core/$2" "$COPY/core/$2"; then
		echo "plant: '$1' changed nothing in $2" >&2
		exit 1
	fi
	build
	if "$OUT/walk" 60 >"$OUT/plant.log" 2>&1; then
		echo "plant: '$1' was not found in a minute" >&2
		exit 1
	fi
	echo "plant: $1: $(tail -1 "$OUT/plant.log" | cut -c1-150)"
}

plant "START without ARM" state.c '/\/\* CONF \*\//s/NO,   NO,   CONF/ARMD, NO,   CONF/'
plant "no limit of the current" clamp.c 's/return wanted > 0.0f ? c->i_max_pa : -c->i_max_pa;/return wanted;/'
plant "no watchdog" clamp.c 's/if (silent > c->watchdog_ticks) {/if (0) {/'
plant "HELLO leaves a run alone" state.c '/\/\* RUN \*\//s/NO,    RAMP,/NO,    RUN, /'
plant "frames of any session" link.c 's/frame->session != c->session/0/'
plant "no checksum" frame.c 's/if (crc != sent) return 0;//; s/const uint32_t sent = /const uint32_t sent __attribute__((unused)) = /; s/const uint32_t crc = clamp_crc32c(0, bytes, end);/const uint32_t crc __attribute__((unused)) = 0;/'
plant "commands with old numbers" link.c 's/if (late \&\& !stops) return;/if (0) return;/'
fresh
build
