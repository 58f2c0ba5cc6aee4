/*
 * The dynamic clamp on an Arduino-like board. ports/arduino/make-sketch.sh puts the core beside it (src/core); then it
 * opens in the Arduino IDE as it is. What a board has, and its pins, is in board.h.
 */
#include <stdint.h>

extern "C" {
#include "src/core/clamp.h"
}

#include "board.h"

static int16_t ring[BOARD_RING][CLAMP_CHANNELS];
static struct clamp_telem blocks[BOARD_BLOCKS];
static struct clamp_port port;
static const struct clamp_costs costs = BOARD_COSTS;
static struct clamp device;

static uint32_t port_read(void *)
{
	uint32_t in = board_adc();
	if (digitalRead(PIN_INHIBIT) == LOW) in |= CLAMP_IN_INHIBIT;
	if (digitalRead(PIN_TRIGGER) == HIGH) in |= CLAMP_IN_TRIGGER;
#if defined(__IMXRT1062__)
	if (!Serial.dtr()) in |= CLAMP_IN_LINK_DOWN;
#endif
	return in;
}

static void port_write(void *, uint32_t code, uint32_t outputs)
{
	board_dac((uint16_t) code);
	digitalWrite(PIN_RELAY, (outputs & CLAMP_OUT_RELAY) ? HIGH : LOW);
	digitalWrite(PIN_SYNC, (outputs & CLAMP_OUT_SYNC) ? HIGH : LOW);
}

static uint32_t port_receive(void *, uint8_t *bytes, uint32_t max)
{
	uint32_t n = 0;
	while (n < max && Serial.available() > 0) bytes[n++] = (uint8_t) Serial.read();
	return n;
}

static uint32_t port_send(void *, const uint8_t *bytes, uint32_t n)
{
	const int room = Serial.availableForWrite();
	if (room <= 0) return 0;
	return Serial.write(bytes, n < (uint32_t) room ? (size_t) n : (size_t) room);
}

static uint64_t port_clock(void *)
{
	/* micros() wraps after 71 minutes; the upper half counts how often. Asked far more often than that. */
	static uint32_t last;
	static uint32_t wraps;
	const uint32_t now = micros();
	if (now < last) wraps++;
	last = now;
	return ((uint64_t) wraps << 32) | now;
}

#if defined(ARDUINO_ARCH_AVR)

/* Only the loop's own interrupt is kept out: the UART's must go on, or bytes are lost. */
static void port_lock(void *)
{
	TIMSK1 &= (uint8_t) ~_BV(OCIE1A);
}

static void port_unlock(void *)
{
	TIMSK1 |= _BV(OCIE1A);
}

/* Lets the UART's interrupts in; should its own come too, that is an overrun. */
ISR(TIMER1_COMPA_vect, ISR_NOBLOCK)
{
	static volatile uint8_t inside;
	if (inside) {
		clamp_overrun(&device);
		return;
	}
	inside = 1;
	clamp_tick(&device);
	inside = 0;
}

static void begin_timer(void)
{
	TCCR1A = 0;
	TCCR1B = _BV(WGM12) | _BV(CS11); /* clear on match, clock / 8 */
	OCR1A = F_CPU / 8 / BOARD_TIMER_HZ - 1;
	TIMSK1 = _BV(OCIE1A);
}

#else

static void port_lock(void *)
{
	noInterrupts();
}

static void port_unlock(void *)
{
	interrupts();
}

static void tick(void)
{
	/* Half a period late or more: a tick was missed or is about to be. */
	static uint32_t last;
	const uint32_t now = micros();
	const uint32_t period = 1000000UL / BOARD_LOOP_HZ;
	if (last != 0 && (now - last) * 2 > period * 3) clamp_overrun(&device);
	last = now;
	clamp_tick(&device);
}

#if defined(__IMXRT1062__)

static IntervalTimer timer;

static void begin_timer(void)
{
	timer.priority(16); /* above USB */
	timer.begin(tick, 1e6f / BOARD_LOOP_HZ);
}

#else

void TC3_Handler(void)
{
	TC3->COUNT16.INTFLAG.reg = TC_INTFLAG_MC0;
	tick();
}

static void begin_timer(void)
{
	GCLK->PCHCTRL[TC3_GCLK_ID].reg = GCLK_PCHCTRL_GEN_GCLK1 | GCLK_PCHCTRL_CHEN; /* 48 MHz */
	MCLK->APBBMASK.reg |= MCLK_APBBMASK_TC3;
	TC3->COUNT16.CTRLA.reg = TC_CTRLA_MODE_COUNT16;
	TC3->COUNT16.WAVE.reg = TC_WAVE_WAVEGEN_MFRQ;
	TC3->COUNT16.CC[0].reg = 48000000 / BOARD_LOOP_HZ - 1;
	TC3->COUNT16.INTENSET.reg = TC_INTENSET_MC0;
	NVIC_SetPriority(TC3_IRQn, 0);
	NVIC_EnableIRQ(TC3_IRQn);
	TC3->COUNT16.CTRLA.reg |= TC_CTRLA_ENABLE;
}

#endif

#endif

static void port_kick(void *)
{
	board_feed();
}

#if defined(ARDUINO_ARCH_AVR)

/* After its reset the watchdog is still on, with 15 ms: it is off before the variables are set up. */
static void watchdog_off(void) __attribute__((naked, used, section(".init3")));

static void watchdog_off(void)
{
	MCUSR = 0;
	wdt_disable();
}

#endif

void setup(void)
{
	/* The switch opens before anything else is set up. */
	pinMode(PIN_RELAY, OUTPUT);
	digitalWrite(PIN_RELAY, LOW);
	pinMode(PIN_SYNC, OUTPUT);
	pinMode(PIN_INHIBIT, INPUT_PULLUP);
	pinMode(PIN_TRIGGER, PIN_TRIGGER_MODE);
	const int converters_agree = board_converters();
	board_dac(BOARD_DAC_ZERO);
	Serial.begin(BOARD_BAUD);
	port.read = port_read;
	port.write = port_write;
	port.receive = port_receive;
	port.send = port_send;
	port.clock = port_clock;
	port.lock = port_lock;
	port.unlock = port_unlock;
	port.kick = port_kick;
	port.loop_hz = BOARD_LOOP_HZ;
	port.clock_hz = 1000000UL * (BOARD_LOOP_HZ / BOARD_TIMER_HZ);
	port.i_max_hard_pa = BOARD_I_MAX_PA;
	port.r_bridge_max_mohm = 100.0f;
	port.dac_zero = BOARD_DAC_ZERO;
	port.dac_span = BOARD_DAC_SPAN;
	/* A converter that does not say what it was told makes a board of it that never leaves BOOT. */
	port.adc_bits = converters_agree ? BOARD_ADC_BITS : 0;
	port.dac_bits = BOARD_DAC_BITS;
	port.trigger_ticks = 1 + (BOARD_TRIGGER_US * (BOARD_LOOP_HZ / 1000UL) + 999UL) / 1000UL;
	port.switch_ticks = BOARD_SWITCH_MS * (BOARD_LOOP_HZ / 1000UL);
#if defined(BOARD_BLIND)
	port.blind = 1;
#endif
	port.rx_window = BOARD_RX_WINDOW;
	memcpy(port.board, BOARD_NAME, sizeof BOARD_NAME - 1);
	port.cal.adc_scale = BOARD_ADC_SCALE;
	port.cal.adc_offset_mv = BOARD_ADC_OFFSET_MV;
	port.cal.dac_scale = BOARD_DAC_SCALE;
	port.cal.dac_zero = BOARD_DAC_ZERO;
	memcpy(port.cal.id, "nominal", 7);
	port.serial = board_serial();
	port.cal.serial = port.serial;
	port.nominal = port.cal;
	port.costs = costs;
	port.ring = ring;
	port.ring_samples = BOARD_RING;
	port.telem = blocks;
	port.telem_blocks = BOARD_BLOCKS;
	(void) clamp_init(&device, &port);
	begin_timer();
	board_watchdog();
}

void loop(void)
{
	clamp_poll(&device);
}
