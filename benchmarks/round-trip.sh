#!/usr/bin/env bash
# Round trip of a heartbeat to each device of the dynamic clamp: in the JVM, a process behind a pseudo-terminal, and
# Cortex-M4F and M7 under QEMU. Prints the rows of the table in README.md. Wants Maven and gcc; for the emulated boards
# also gcc-arm-none-eabi, libnewlib-arm-none-eabi and qemu-system-arm (Debian's packages), without which they are left out.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d)
emulators=()
stop() {
	for pid in "${emulators[@]}"; do kill "$pid" 2>/dev/null || true; done
	rm -rf "$out"
}
trap stop EXIT

devices=
firmware=firmware-bridge/firmware
emulate() { # cpu, floating-point unit, machine, name
	arm-none-eabi-gcc -mcpu="$1" -mfpu="$2" -mthumb -mfloat-abi=hard -O3 -std=c11 -ffp-contract=off -ffunction-sections \
		-fdata-sections -nostartfiles -Wl,--gc-sections -T $firmware/ports/mps2/mps2.ld --specs=nosys.specs \
		-I $firmware/core -I $firmware/model $firmware/ports/mps2/startup.c $firmware/ports/mps2/main.c $firmware/core/*.c \
		$firmware/model/model.c -o "$out/$1.elf" 2>"$out/$1.build" || { cat "$out/$1.build" >&2; exit 1; }
	qemu-system-arm -M "$3" -kernel "$out/$1.elf" -display none -monitor none -serial pty >"$out/$1.log" 2>&1 &
	emulators+=($!)
	local tty=
	for _ in $(seq 100); do
		tty=$(grep -o '/dev/pts/[0-9]*' "$out/$1.log" | head -n 1) || true
		[ -n "$tty" ] && break
		sleep 0.1
	done
	[ -n "$tty" ] || { echo "round-trip.sh: QEMU names no terminal: $(cat "$out/$1.log")" >&2; exit 1; }
	devices="$devices $4=$tty"
}
if command -v arm-none-eabi-gcc >/dev/null && command -v qemu-system-arm >/dev/null; then
	emulate cortex-m4 fpv4-sp-d16 mps2-an386 QEMU,_Cortex-M4F
	emulate cortex-m7 fpv5-sp-d16 mps2-an500 QEMU,_Cortex-M7
else
	echo "left out: QEMU, for arm-none-eabi-gcc or qemu-system-arm is not installed" >&2
fi
mvn -B -ntp -q -pl src,firmware-bridge test-compile dependency:build-classpath -Dmdep.includeScope=test \
	-Dmdep.outputFile="$out/classpath"
cd firmware-bridge
# No Maven in the way. Each device is one word.
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/test-classes:target/classes:$(cat "$out/classpath")" \
	org.eibalance.bridge.session.RoundTrip $devices
