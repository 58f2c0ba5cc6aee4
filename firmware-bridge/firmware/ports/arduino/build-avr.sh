#!/bin/bash
# Compiles the sketch for the ATmega2560 with Debian's arduino-core-avr. build-avr.sh OUTPUT.elf [flags for the sketch]
set -e
here=$(cd "$(dirname "$0")" && pwd)
out=$(readlink -f "$(dirname "$1")")/$(basename "$1")
A=/usr/share/arduino/hardware/arduino/avr
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here"/make-sketch.sh "$work"
cd "$work"
# DECIMAL_DIG: the Arduino core's WString.cpp does not compile with avr-gcc 5.4 without it.
F="-mmcu=atmega2560 -DF_CPU=16000000L -DARDUINO=10819 -DARDUINO_AVR_MEGA2560 -DARDUINO_ARCH_AVR -DDECIMAL_DIG=17 -Os -w \
	-ffunction-sections -fdata-sections -I$A/cores/arduino -I$A/variants/mega -I$A/libraries/SPI/src"
for s in "$A"/cores/arduino/*.c; do avr-gcc -std=gnu11 $F -c "$s" -o "core-$(basename "$s").o"; done
for s in "$A"/cores/arduino/*.cpp "$A"/libraries/SPI/src/*.cpp; do
	avr-g++ -std=gnu++11 -fpermissive -fno-exceptions -fno-threadsafe-statics $F -c "$s" -o "core-$(basename "$s").o"
done
for s in "$A"/cores/arduino/*.S; do avr-gcc -x assembler-with-cpp $F -c "$s" -o "core-$(basename "$s").o"; done
for s in clamp/src/core/*.c; do avr-gcc -std=c11 $F -ffp-contract=off -c "$s" -o "clamp-$(basename "$s").o"; done
avr-g++ -x c++ -std=gnu++11 -fno-exceptions -fno-threadsafe-statics $F "${@:2}" -Iclamp -include Arduino.h -c clamp/clamp.ino -o sketch.o
avr-gcc -w -Os -Wl,--gc-sections -mmcu=atmega2560 -o "$out" ./*.o -lm
avr-size "$out"
