#!/bin/bash
# Every test of the firmware that needs more than a JVM: the C core on the host, on Cortex-M4F and M7 under QEMU, on an
# ATmega2560 in simavr. As root it installs what it needs from Debian's packages. Takes about five minutes on two cores.
#   ci.sh [fuzzing seconds, default 60]
set -euo pipefail
cd "$(dirname "$0")"
FUZZ=${1:-60}
OUT=../target/firmware
mkdir -p "$OUT"
OUT=$(readlink -f "$OUT")

say() { echo "== $*"; }

PACKAGES="gcc libc6-dev clang lld clang-tidy cppcheck libclang-rt-14-dev gcc-arm-none-eabi libnewlib-arm-none-eabi
	qemu-system-arm simavr libsimavr-dev libelf-dev gcc-avr avr-libc arduino-core-avr"
MISSING=
for p in $PACKAGES; do
	dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'install ok installed' || MISSING="$MISSING $p"
done
if [ -n "$MISSING" ]; then
	if [ "$(id -u)" != 0 ]; then
		echo "missing Debian packages:$MISSING (run as root to have them installed)" >&2
		exit 1
	fi
	say "installing$MISSING"
	apt-get -qq update
	DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=500 install -y --no-install-recommends $MISSING >"$OUT/apt.log"
fi

CORE=$(echo core/*.c)
MODEL=model/model.c
STRICT="-std=c11 -Wall -Wextra -Wconversion -Wshadow -Wdouble-promotion -Wundef -Werror -ffp-contract=off"

say "core: warnings, size, no allocation, no library but memcpy, memset and strlen"
for cc in gcc clang; do
	for f in $CORE $MODEL; do $cc $STRICT -O2 -c "$f" -o "$OUT/$cc-$(basename "$f" .c).o"; done
done
LINES=$(cat core/*.[ch] | grep -c .)
# Small enough to be read whole by somebody who has to trust it. One line for each field that is checked or sent.
[ "$LINES" -lt 2800 ] || { echo "the core has $LINES lines that are not empty, 2800 are too many" >&2; exit 1; }
EXTERN=$(for f in $CORE; do nm -u "$OUT/gcc-$(basename "$f" .c).o"; done | awk '{ print $2 }' | grep -Ev '^clamp_|^mem(cpy|set)$|^strlen$|^_GLOBAL_OFFSET_TABLE_$|^__stack_chk_fail$' || true)
[ -z "$EXTERN" ] || { echo "the core calls $EXTERN" >&2; exit 1; }

say "no product is fused with a sum, whatever the flags: gcc and clang, -O2, -O3, and linked as one"
mkdir -p "$OUT/fused"
for opt in -O2 -O3; do
	for cpu in "cortex-m4 -mfpu=fpv4-sp-d16" "cortex-m7 -mfpu=fpv5-sp-d16"; do
		FPU="-mcpu=$cpu -mthumb -mfloat-abi=hard $opt -ffp-contract=fast"
		for f in $CORE; do
			arm-none-eabi-gcc $FPU -std=gnu11 -c "$f" -o "$OUT/fused/gcc-$(basename "$f" .c).o"
			clang --target=arm-none-eabi $FPU -std=gnu11 -ffreestanding -isystem /usr/include/newlib -c "$f" -o "$OUT/fused/clang-$(basename "$f" .c).o"
		done
		arm-none-eabi-gcc $FPU -std=gnu11 -flto -nostdlib -r -flinker-output=nolto-rel $CORE -o "$OUT/fused/gcc-lto.o" 2>"$OUT/fused.log"
		mkdir -p "$OUT/fused/bitcode"
		for f in $CORE; do
			clang --target=arm-none-eabi $FPU -std=gnu11 -ffreestanding -isystem /usr/include/newlib -flto -c "$f" -o "$OUT/fused/bitcode/$(basename "$f" .c).o"
		done
		ld.lld -r "--lto$(echo $opt | tr -d - | sed 's/O/-O/')" -mllvm -fp-contract=fast "$OUT"/fused/bitcode/*.o -o "$OUT/fused/clang-lto.o"
		for f in "$OUT"/fused/*.o; do
			N=$(arm-none-eabi-objdump -d "$f" | grep -cE 'vfn?m[as]\.' || true)
			[ "$N" = 0 ] || { echo "$f has $N fused instructions with $FPU" >&2; exit 1; }
		done
	done
done

say "core: clang-tidy (with no-recursion) and cppcheck"
clang-tidy --quiet --warnings-as-errors='*' \
	--checks='-*,bugprone-*,-bugprone-easily-swappable-parameters,clang-analyzer-*,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,misc-no-recursion,misc-unused-parameters,cert-*,-cert-err33-c,performance-*,readability-misleading-indentation,readability-redundant-declaration' \
	$CORE -- -std=c11 2>"$OUT/tidy.log" || { cat "$OUT/tidy.log" >&2; exit 1; }
cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 --enable=warning,performance,portability \
	--suppress=missingIncludeSystem core

SAN="-g -fsanitize=address,undefined -fno-sanitize-recover=all"
HOST="$CORE $MODEL test/bench.c"
build() { clang -std=c11 -Wall -Wextra -Werror -ffp-contract=off "$@"; }

say "core on virtual time, with sanitizers, then ten million damaged frames"
build -O1 $SAN $HOST test/test_core.c -lm -o "$OUT/test_core_san"
"$OUT/test_core_san" 300000
build -O2 $HOST test/test_core.c -lm -o "$OUT/test_core"
"$OUT/test_core" 10000000

for t in test_commands test_guards test_safety test_edges test_rules test_bytes test_converters; do
	say "$t, with sanitizers"
	build -O1 $SAN $HOST test/$t.c -lm -o "$OUT/$t"
	"$OUT/$t"
done

say "V that is lost, and ten million ticks each at 1 and 100 kHz of cells whose V is not"
build -O1 $SAN $HOST test/test_trust.c -lm -o "$OUT/test_trust_san"
"$OUT/test_trust_san" 100000
build -O2 $HOST test/test_trust.c -lm -o "$OUT/test_trust"
"$OUT/test_trust" 10000000

say "an interrupt at each instruction of clamp_poll"
build -O1 $HOST test/test_steps.c -lm -o "$OUT/test_steps"
"$OUT/test_steps" 0

say "random walks through the protocol, and faults that they must find"
OUT="$OUT" ./plant.sh "$FUZZ"

say "accuracy"
build -O2 $HOST test/test_accuracy.c -lm -o "$OUT/test_accuracy"
"$OUT/test_accuracy"

say "golden vectors: clang, gcc"
build -O2 $SAN $HOST test/golden.c -o "$OUT/golden_clang"
"$OUT/golden_clang" | cmp - golden/vectors.txt
gcc -std=c11 -O3 -ffp-contract=off $HOST test/golden.c -o "$OUT/golden_gcc"
"$OUT/golden_gcc" | cmp - golden/vectors.txt

say "fuzzing for $FUZZ s"
build -O1 $SAN -fsanitize=fuzzer $HOST test/fuzz.c -o "$OUT/fuzz"
mkdir -p "$OUT/corpus"
# It starts from the inputs that the Java tests read too.
awk '$1 == "input" { print $2 }' golden/corpus.txt | while read -r hex; do
	printf '%b' "$(echo "$hex" | sed 's/../\\x&/g')" >"$OUT/corpus/golden-$(echo "$hex" | cksum | cut -d' ' -f1)"
done
(cd "$OUT" && ./fuzz -max_total_time="$FUZZ" -max_len=1200 -print_final_stats=1 corpus 2>fuzz.log) || { tail -30 "$OUT/fuzz.log" >&2; exit 1; }
grep -E 'number_of_executed_units|cov:' "$OUT/fuzz.log" | tail -1

say "posix port behind a terminal, in real time"
build -O2 $CORE $MODEL ports/posix/main.c -lutil -o "$OUT/posix"
build -O2 $HOST test/client.c -lm -o "$OUT/client"
rm -f "$OUT/tty"
"$OUT/posix" 10000 0 "$OUT/tty" >"$OUT/posix.log" &
DEVICE=$!
trap 'kill $DEVICE 2>/dev/null || true' EXIT
for _ in $(seq 50); do [ -e "$OUT/tty" ] && break; sleep 0.1; done
timeout 60 "$OUT/client" "$OUT/tty"
kill $DEVICE

for cpu in m4 m7; do
	if [ $cpu = m4 ]; then
		FLAGS="-mcpu=cortex-m4 -mfpu=fpv4-sp-d16"
		MACHINE=mps2-an386
	else
		FLAGS="-mcpu=cortex-m7 -mfpu=fpv5-sp-d16"
		MACHINE=mps2-an500
	fi
	ARM="arm-none-eabi-gcc $FLAGS -mthumb -mfloat-abi=hard -O3 -std=c11 -ffp-contract=off -ffunction-sections -fdata-sections
		-nostartfiles -Wl,--gc-sections -T ports/mps2/mps2.ld ports/mps2/startup.c $CORE $MODEL"
	RUN="qemu-system-arm -M $MACHINE -display none -monitor none -serial none -semihosting-config enable=on,target=native"

	say "Cortex-$cpu: instructions of a tick"
	$ARM -DSEMIHOSTING --specs=rdimon.specs test/bench.c test/cost.c -lm -o "$OUT/cost-$cpu.elf"
	timeout 120 $RUN -icount shift=0 -kernel "$OUT/cost-$cpu.elf"

	say "Cortex-$cpu: golden vectors, bit for bit"
	$ARM -DSEMIHOSTING --specs=rdimon.specs test/bench.c test/golden.c -lm -o "$OUT/golden-$cpu.elf"
	timeout 240 $RUN -kernel "$OUT/golden-$cpu.elf" >"$OUT/golden-$cpu.txt"
	cmp "$OUT/golden-$cpu.txt" golden/vectors.txt

	say "Cortex-$cpu: HELLO, configure, one second at 1 kHz, STOP"
	$ARM --specs=nosys.specs ports/mps2/main.c -o "$OUT/device-$cpu.elf" 2>"$OUT/link-$cpu.log"
	qemu-system-arm -M $MACHINE -kernel "$OUT/device-$cpu.elf" -display none -monitor none -serial pty >"$OUT/qemu-$cpu.log" 2>&1 &
	DEVICE=$!
	for _ in $(seq 100); do
		TTY=$(grep -o '/dev/pts/[0-9]*' "$OUT/qemu-$cpu.log" | head -1) || true
		[ -n "$TTY" ] && break
		sleep 0.1
	done
	timeout 90 "$OUT/client" "$TTY"
	kill $DEVICE
done
mkdir -p "$OUT/size"
for f in $CORE; do
	arm-none-eabi-gcc -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mthumb -mfloat-abi=hard -O3 -std=c11 -ffp-contract=off -c "$f" \
		-o "$OUT/size/$(basename "$f" .c).o"
done
say "flash of the core, Cortex-M4F"
arm-none-eabi-size -t "$OUT"/size/*.o | tail -1

say "the sketch's sections for Teensy 4 and SAMD51, against names and types alone"
rm -rf "$OUT/sketch"
ports/arduino/make-sketch.sh "$OUT/sketch"
for board in __IMXRT1062__ __SAMD51__; do
	clang++ -x c++ -std=gnu++17 -Wall -Wextra -Werror -fsyntax-only -D$board -Itest/boards -include Arduino.h "$OUT/sketch/clamp/clamp.ino"
done

say "ATmega2560 in simavr"
ports/arduino/build-avr.sh "$OUT/mega.elf"
ports/arduino/build-avr.sh "$OUT/mega-free.elf" -DCOSTS_REFUSE_NOTHING
gcc -std=gnu11 -O2 -w -ffp-contract=off -I/usr/include/simavr -I/usr/include/simavr/parts $HOST test/simavr.c \
	-lsimavrparts -lsimavr -lutil -lpthread -lm -o "$OUT/simavr"
timeout 120 "$OUT/simavr" "$OUT/mega.elf"
say "ATmega2560 in simavr: what a tick takes, against the board's table"
timeout 120 "$OUT/simavr" "$OUT/mega-free.elf" "$(avr-nm "$OUT/mega-free.elf" | awk '$3 == "__vector_17" { print $1 }')"

say "all firmware tests passed"
