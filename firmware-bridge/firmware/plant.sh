#!/bin/bash
# Puts faults into a copy of the core, one at a time. Those that let a current out the random walk must find within a minute of
# processor time; locks that are left out test_steps must find, with an interrupt at each instruction. Without a fault both
# must find nothing.
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

build_steps() {
	clang -std=c11 -O1 -ffp-contract=off -I"$COPY" "$COPY"/core/*.c "$COPY/model/model.c" "$COPY/test/bench.c" "$COPY/test/test_steps.c" \
		-lm -o "$OUT/steps-planted"
}

fresh
build
"$OUT/walk" "${1:-20}"

# fault, file, what is put in place of what
put() {
	fresh
	sed -i "$3" "$COPY/core/$2"
	if cmp -s "core/$2" "$COPY/core/$2"; then
		echo "plant: '$1' changed nothing in $2" >&2
		exit 1
	fi
}

# fault, the test that must fail
must_fail() {
	if "$OUT/$2" "$3" >"$OUT/plant.log" 2>&1; then
		echo "plant: '$1' was not found by $2 $3" >&2
		exit 1
	fi
	echo "plant: $1: $(tail -1 "$OUT/plant.log" | cut -c1-150)"
}

plant() {
	put "$@"
	build
	must_fail "$1" walk 60
}

plant "START without ARM" state.c '/\/\* CONF \*\//s/NO,   NO,   CONF/ARMD, NO,   CONF/'
plant "no limit of the current" clamp.c 's/return wanted > 0.0f ? c->i_max_pa : -c->i_max_pa;/return wanted;/'
plant "no watchdog" clamp.c 's/if (silent > c->watchdog_ticks) {/if (0) {/'
plant "HELLO leaves a run alone" state.c '/\/\* RUN \*\//s/NO,    RAMP,/NO,    RUN, /'
plant "frames of any session" link.c 's/frame->session != c->session/0/'
plant "no checksum" frame.c 's/if (crc != sent) return 0;//; s/const uint32_t sent = /const uint32_t sent __attribute__((unused)) = /; s/const uint32_t crc = clamp_crc32c(0, bytes, end);/const uint32_t crc __attribute__((unused)) = 0;/'
plant "commands with old numbers" link.c 's/if (late \&\& !stops) return;/if (0) return;/'

# file, function: it is run without its lock. Locks around a single word are not among them: this processor stores it whole.
unlock() {
	put "$2 without its lock" "$1" "/^[a-z].* \**$2(.*)\$/,/^}/ s/clamp_\(un\)\?lock(c);//"
	build_steps
	must_fail "$2 without its lock" steps-planted 0
}

if [ "$(uname -sm)" = "Linux x86_64" ]; then
	unlock command.c clamp_execute
	unlock link.c hello
	unlock link.c watch_loop
	unlock link.c clamp_current_tick
	unlock stream.c clamp_stream_fill
else
	echo "plant: locks skipped: an interrupt at each instruction needs x86-64 with Linux"
fi
fresh
build
