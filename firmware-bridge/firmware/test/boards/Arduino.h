/*
 * Just enough of the Arduino libraries of Teensy 4 and SAMD51 boards that the sketch's sections for them can be compiled on
 * a machine that has neither: names and types, no hardware. What a register does is not tested by this.
 */
#ifndef BOARDS_ARDUINO_H
#define BOARDS_ARDUINO_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { LOW, HIGH, INPUT, OUTPUT, INPUT_PULLUP };

void pinMode(int pin, int mode);
void digitalWrite(int pin, int level);
int digitalRead(int pin);
uint32_t micros(void);
void delay(uint32_t ms);
void delayMicroseconds(uint32_t us);
void noInterrupts(void);
void interrupts(void);

struct serial_port {
	void begin(uint32_t baud);
	int available(void);
	int read(void);
	int availableForWrite(void);
	size_t write(const uint8_t *bytes, size_t n);
	bool dtr(void);
};
extern struct serial_port Serial;

#if defined(__IMXRT1062__)

extern volatile uint32_t CCM_CCGR3, HW_OCOTP_CFG0, HW_OCOTP_CFG1, HW_OCOTP_CFG2;
extern volatile uint16_t WDOG1_WCR, WDOG1_WSR;
#define CCM_CCGR_ON 3u
#define CCM_CCGR3_WDOG1(n) ((uint32_t) (n) << 16)

struct IntervalTimer {
	void priority(int level);
	bool begin(void (*function)(void), float us);
};

#else

struct register_32 {
	volatile uint32_t reg;
	struct {
		volatile uint32_t ENABLE, CLEAR;
	} bit;
};
struct wdt {
	struct register_32 CONFIG, CTRLA, SYNCBUSY, CLEAR;
};
struct tc {
	struct {
		struct register_32 INTFLAG, CTRLA, WAVE, CC[2], INTENSET;
	} COUNT16;
};
struct gclk {
	struct register_32 PCHCTRL[64];
};
struct mclk {
	struct register_32 APBBMASK;
};
extern struct wdt *WDT;
extern struct tc *TC3;
extern struct gclk *GCLK;
extern struct mclk *MCLK;
enum { WDT_CONFIG_PER_CYC256 = 5, WDT_CTRLA_ENABLE = 2, WDT_CLEAR_CLEAR_KEY = 0xa5, TC_INTFLAG_MC0 = 16, TC3_GCLK_ID = 26,
	GCLK_PCHCTRL_GEN_GCLK1 = 1, GCLK_PCHCTRL_CHEN = 64, MCLK_APBBMASK_TC3 = 1 << 14, TC_CTRLA_MODE_COUNT16 = 0, TC_WAVE_WAVEGEN_MFRQ = 1,
	TC_INTENSET_MC0 = 16, TC_CTRLA_ENABLE = 2, TC3_IRQn = 110 };
void NVIC_SetPriority(int line, int level);
void NVIC_EnableIRQ(int line);

#endif

#endif
