/*
 * The boards. A new one is a new section here: pins, rates, one timer, its watchdog, and how its two converters are
 * reached.
 * The README beside says what the pins are wired to, and which boards have never been run.
 */
#ifndef CLAMP_BOARD_H
#define CLAMP_BOARD_H

#include <Arduino.h>
#include <SPI.h>

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

static inline void board_converters(void)
{
	pinMode(PIN_DAC_CS, OUTPUT);
	digitalWrite(PIN_DAC_CS, HIGH);
	SPI.begin();
	SPI.beginTransaction(SPISettings(8000000, MSBFIRST, SPI_MODE0));
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
#else
#define BOARD_NAME "samd51"
#endif
#define BOARD_LOOP_HZ 100000
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

static inline void board_converters(void)
{
	pinMode(PIN_DAC_CS, OUTPUT);
	pinMode(PIN_ADC_CS, OUTPUT);
	digitalWrite(PIN_DAC_CS, HIGH);
	digitalWrite(PIN_ADC_CS, HIGH);
	SPI.begin();
	SPI.beginTransaction(SPISettings(25000000, MSBFIRST, SPI_MODE1));
	/* AD5761R control register: +-10 V, internal reference, mid-scale on power-up. */
	digitalWrite(PIN_DAC_CS, LOW);
	SPI.transfer(0x04);
	SPI.transfer16(0x0160);
	digitalWrite(PIN_DAC_CS, HIGH);
	/* ADS8681 RANGE_SEL_REG: +-2.5 Vref = +-10.24 V. */
	digitalWrite(PIN_ADC_CS, LOW);
	SPI.transfer16(0xd014);
	SPI.transfer16(0x0001);
	digitalWrite(PIN_ADC_CS, HIGH);
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
	SPI.transfer(0x03); /* write and update */
	SPI.transfer16(code);
	digitalWrite(PIN_DAC_CS, HIGH);
}

#else
#error "unknown board: add a section to board.h"
#endif

#endif
