/*
 * The boards. A new one is a new section here: pins, rates, one timer, its watchdog, and how its two converters are
 * reached.
 * The README beside says what the pins are wired to, and which boards have never been run.
 */
#ifndef CLAMP_BOARD_H
#define CLAMP_BOARD_H

#include <Arduino.h>
#include <SPI.h>

#include "converters.h"
#include "costs.h"

/* The same on all boards. */
#define PIN_INHIBIT 2 /* low: no current (pulled up; a cut cable with a pull-down at the far end inhibits) */
#define PIN_TRIGGER 3 /* rising edge: start; pulled down, so that an open cable is low */
#define PIN_RELAY 4 /* high: the switch in series with the output is closed */
#define PIN_SYNC 5 /* high while RUNNING */
#define BOARD_TRIGGER_US 50 /* a shorter pulse is none; two ticks at least */
#define BOARD_SWITCH_MS 5 /* the switch in series bounces no more: the time of a slow relay */

#if defined(INPUT_PULLDOWN)
#define PIN_TRIGGER_MODE INPUT_PULLDOWN
#else
#define PIN_TRIGGER_MODE INPUT /* this processor has no pull-down of its own: 10 kOhm to ground, outside */
#endif

/* To measure what a tick takes: a timer ten times too slow, and a clock too, so that it is seen whole. */
#ifdef COSTS_REFUSE_NOTHING
#define BOARD_TIMER_HZ (BOARD_LOOP_HZ / 10)
#else
#define BOARD_TIMER_HZ BOARD_LOOP_HZ
#endif

#if defined(ARDUINO_ARCH_AVR)

/* ATmega2560: proof that the sketch builds and runs. Own 10-bit ADC on A0, MCP4921 on SPI, timer 1. */
#define BOARD_NAME "mega2560"
#define BOARD_LOOP_HZ 1000
#define BOARD_RING 64
#define BOARD_BLOCKS 2
#define BOARD_RX_WINDOW 64
#define BOARD_ADC_BITS 10
#define BOARD_DAC_BITS 12
#define BOARD_BAUD 115200 /* slow enough that 64 bytes of buffer outlast the longest frame going out */
#define PIN_DAC_CS 53
/* V: 2.5 V at 0 mV, gain 20. I: 2048 at 0 pA, 1 pA a code. */
#define BOARD_ADC_SCALE (5000.0f / 1024.0f / 20.0f)
#define BOARD_ADC_OFFSET_MV (-125.0f)
#define BOARD_DAC_SCALE 1.0f
#define BOARD_DAC_ZERO 2048
#define BOARD_DAC_SPAN 2000
#define BOARD_BLIND 1 /* too slow to ask whether V answers the current: so no more than 50 pA */
#define BOARD_I_MAX_PA 50.0f
#define BOARD_COSTS COSTS_MEGA2560

#include <avr/eeprom.h>
#include <avr/wdt.h>

/* The hardware's watchdog resets the board after 250 ms without food; its pins then float and the switch opens. */
static inline void board_watchdog(void)
{
	wdt_enable(WDTO_250MS);
}

static inline void board_feed(void)
{
	wdt_reset();
}

/* The MCP4921 cannot be read: nothing is known of it. */
static inline int board_converters(void)
{
	pinMode(PIN_DAC_CS, OUTPUT);
	digitalWrite(PIN_DAC_CS, HIGH);
	SPI.begin();
	SPI.beginTransaction(SPISettings(8000000, MSBFIRST, SPI_MODE0));
	return 1;
}

/*
 * The chip has no number of its own. The first start draws one from the noise of inputs that nothing is connected to, and keeps
 * it with its complement in the EEPROM's first 16 bytes. Without noise, or with an EEPROM that does not keep it, it is 0.
 */
static inline uint64_t board_serial(void)
{
	uint64_t kept[2];
	eeprom_read_block(kept, 0, sizeof kept);
	if (kept[0] != 0 && kept[1] == ~kept[0]) return kept[0];
	uint32_t noise[32];
	for (uint8_t k = 0; k < 32; k++) {
		noise[k] = 0;
		for (uint8_t j = 0; j < 32; j++) noise[k] = noise[k] * 5u + (uint32_t) analogRead(A1 + j % 7);
	}
	kept[0] = serial_of(noise, 32);
	kept[1] = ~kept[0];
	eeprom_update_block(kept, 0, sizeof kept);
	uint64_t again[2];
	eeprom_read_block(again, 0, sizeof again);
	return again[0] == kept[0] && again[1] == kept[1] ? kept[0] : 0;
}

/* One conversion takes 104 us: one that is not there after 250 is late, and its old code must not be taken for V. */
static inline uint32_t board_adc(void)
{
	ADMUX = _BV(REFS0);
	ADCSRA |= _BV(ADSC);
	for (uint8_t us = 0; us < 250 && (ADCSRA & _BV(ADSC)); us++) delayMicroseconds(1);
	return ADC | ((ADCSRA & _BV(ADSC)) ? CLAMP_IN_ADC_LATE : 0);
}

static inline void board_dac(uint16_t code)
{
	digitalWrite(PIN_DAC_CS, LOW);
	SPI.transfer16((uint16_t) (0x3000u | code)); /* unbuffered, gain 1, on */
	digitalWrite(PIN_DAC_CS, HIGH);
}

#elif defined(__IMXRT1062__) || defined(__SAMD51__)

/* Teensy 4.x and SAMD51: ADS8681 (16 bit, +-10.24 V) and AD5761R (16 bit, +-10 V) share one SPI bus. */
#if defined(__IMXRT1062__)
#define BOARD_NAME "teensy4"
#define BOARD_LOOP_HZ 100000
#define BOARD_COSTS COSTS_TEENSY4
#else
#define BOARD_NAME "samd51"
#define BOARD_LOOP_HZ 50000
#define BOARD_COSTS COSTS_SAMD51
#endif
#define BOARD_RING 4096
#define BOARD_BLOCKS 16
#define BOARD_RX_WINDOW 2048
#define BOARD_ADC_BITS 16
#define BOARD_DAC_BITS 16
#define BOARD_BAUD 2000000 /* USB ignores it */
#define PIN_DAC_CS 9
#define PIN_ADC_CS 10
/* Amplifier: monitor 10 mV/mV, command 400 pA/V. 10.24 V / 32768 / 10; 32768 / 10 V / 400 pA/V. */
#define BOARD_ADC_SCALE (20480.0f / 65536.0f / 10.0f)
#define BOARD_ADC_OFFSET_MV (-1024.0f)
#define BOARD_DAC_SCALE (65536.0f / 20.0f / 400.0f)
#define BOARD_DAC_ZERO 32768
#define BOARD_DAC_SPAN 32000
#define BOARD_I_MAX_PA 3500.0f

/* The hardware's watchdog resets the board without food; its pins then float and the switch opens. */
#if defined(__IMXRT1062__)

/* WDOG1 counts half seconds: 0.5 s is its shortest. */
static inline void board_watchdog(void)
{
	CCM_CCGR3 |= CCM_CCGR3_WDOG1(CCM_CCGR_ON);
	WDOG1_WCR = 0x0034; /* WT 0, no reset now (SRS, WDA), WDE */
}

static inline void board_feed(void)
{
	WDOG1_WSR = 0x5555;
	WDOG1_WSR = 0xaaaa;
}

#else

/* 256 periods of 1024 Hz: 250 ms. */
static inline void board_watchdog(void)
{
	WDT->CONFIG.reg = WDT_CONFIG_PER_CYC256;
	WDT->CTRLA.reg = WDT_CTRLA_ENABLE;
	while (WDT->SYNCBUSY.bit.ENABLE) {}
}

static inline void board_feed(void)
{
	/* A write while the last one is still on its way would stall the loop. */
	if (!WDT->SYNCBUSY.bit.CLEAR) WDT->CLEAR.reg = WDT_CLEAR_CLEAR_KEY;
}

#endif

/* Slowly, since a register is read back at less than the full rate: only while the board is set up. */
static uint32_t board_frame(void *, enum converter chip, int spi_mode, uint32_t word)
{
	const int pin = chip == CONVERTER_DAC ? PIN_DAC_CS : PIN_ADC_CS;
	uint32_t answer = 0;
	SPI.beginTransaction(SPISettings(1000000, MSBFIRST, spi_mode == 0 ? SPI_MODE0 : SPI_MODE1));
	digitalWrite(pin, LOW);
	for (int shift = chip == CONVERTER_DAC ? 16 : 24; shift >= 0; shift -= 8) answer = answer << 8 | SPI.transfer((uint8_t) (word >> shift));
	digitalWrite(pin, HIGH);
	SPI.endTransaction();
	/* Longer than a conversion, which the rising edge starts, and than a reset. */
	delayMicroseconds(20);
	return answer;
}

/* 1 where both converters have understood what they were told. */
static inline int board_converters(void)
{
	const struct converters both = { 0, board_frame };
	pinMode(PIN_DAC_CS, OUTPUT);
	pinMode(PIN_ADC_CS, OUTPUT);
	digitalWrite(PIN_DAC_CS, HIGH);
	digitalWrite(PIN_ADC_CS, HIGH);
	SPI.begin();
	delay(30);
	const int agree = converters_set_up(&both);
	SPI.beginTransaction(SPISettings(25000000, MSBFIRST, SPI_MODE1));
	return agree;
}

/*
 * The chip's own number; data sheets not seen. i.MXRT1062: OCOTP words (public Teensy sketches take CFG0 and CFG1 for the unique
 * number, Zephyr's drivers/hwinfo/hwinfo_imxrt.c takes CFG1 and CFG2: all three are mixed). SAMD51: four words, whose addresses are
 * the same in apache/nuttx samd5e5/hardware/sam_memorymap.h and osmocom/osmo-ccid-firmware.
 */
static inline uint64_t board_serial(void)
{
#if defined(__IMXRT1062__)
	const uint32_t words[] = { HW_OCOTP_CFG0, HW_OCOTP_CFG1, HW_OCOTP_CFG2 };
#else
	const uint32_t words[] = { *(volatile uint32_t *) 0x008061fc, *(volatile uint32_t *) 0x00806010, *(volatile uint32_t *) 0x00806014,
		*(volatile uint32_t *) 0x00806018 };
#endif
	return serial_of(words, sizeof words / sizeof words[0]);
}

static inline uint16_t board_adc(void)
{
	/* The falling edge samples what the last rising one converted: one tick of latency, which the host must count. */
	digitalWrite(PIN_ADC_CS, LOW);
	const uint16_t code = SPI.transfer16(0);
	(void) SPI.transfer16(0);
	digitalWrite(PIN_ADC_CS, HIGH);
	return code;
}

static inline void board_dac(uint16_t code)
{
	digitalWrite(PIN_DAC_CS, LOW);
	SPI.transfer(AD5761_WRITE_UPDATE);
	SPI.transfer16(code);
	digitalWrite(PIN_DAC_CS, HIGH);
}

#else
#error "unknown board: add a section to board.h"
#endif

#endif
