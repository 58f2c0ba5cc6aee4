#!/bin/bash
# Hours instead of minutes: faults put into the core (mutate.py), fuzzing with a kept corpus, random walks, a day of virtual time.
#   soak.sh [seconds of fuzzing, default 3600]
set -euo pipefail
cd "$(dirname "$0")"
OUT=../target/firmware
mkdir -p "$OUT/corpus"
HOST="core/*.c model/model.c test/bench.c"
./mutate.py
# One or two interrupts in clamp_poll, at every instruction of it as two compilers make them.
gcc -std=c11 -O2 -ffp-contract=off $HOST test/test_steps.c -lm -o "$OUT/steps-gcc"
"$OUT/steps-gcc" 2
clang -std=c11 -O0 -ffp-contract=off $HOST test/test_steps.c -lm -o "$OUT/steps-clang"
"$OUT/steps-clang" 1
OUT="$OUT" ./plant.sh "${1:-3600}"
clang -std=c11 -g -O1 -ffp-contract=off -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all $HOST test/fuzz.c -o "$OUT/fuzz"
"$OUT/fuzz" -max_total_time="${1:-3600}" -max_len=1200 "$OUT/corpus"
clang -std=c11 -O2 -ffp-contract=off $HOST test/soak.c -lm -o "$OUT/soak"
"$OUT/soak" 24
