/*
 * The Arduino sketch on an ATmega2560 in simavr: its own UART, ADC and SPI. This program is the host on the UART, and
 * the cell between the SPI converter's output and the ADC's input.  simavr SKETCH.elf
 */
#include "bench.h"

#include <math.h>
#include <string.h>

#include <simavr/avr_adc.h>
#include <simavr/avr_ioport.h>
#include <simavr/avr_spi.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>

static avr_t *avr;
static struct clamp_receiver receiver;
static uint8_t to_device[4096];
static uint32_t to_device_in, to_device_out;
static uint16_t session, seq;
static uint32_t cal_crc, config_crc, ring_samples, loop_hz, hellos, acks, telems, samples;
static int ack_code, state, fault, relay, dead;
static double v_mv = -70.0, worst_pa;
static uint32_t code = 2048, spi_bytes;
static uint8_t spi_high;
static uint64_t last_cycle;
static uint32_t begin_tick, noted;

#define HZ 16000000u

static uint32_t get(const uint8_t *from, const int bytes)
{
	uint32_t x = 0;
	for (int k = 0; k < bytes; k++) x |= (uint32_t) from[k] << 8 * k;
	return x;
}

static void heard(const uint8_t byte)
{
	struct clamp_frame f;
	if (!clamp_receive(&receiver, byte, &f)) return;
	const uint8_t *const p = f.payload;
	if (f.type == CLAMP_HELLO_ACK) {
		hellos++;
		session = (uint16_t) get(p + 4, 2);
		loop_hz = get(p + 32, 4);
		ring_samples = get(p + 40, 4);
		cal_crc = get(p + 52, 4);
	} else if (f.type == CLAMP_ACK) {
		acks++;
		ack_code = p[1];
		config_crc = get(p + 8, 4);
		state = p[6];
	} else if (f.type == CLAMP_CREDIT) {
		state = p[16];
		fault = p[17];
	} else if (f.type == CLAMP_TELEM) {
		telems++;
		samples += p[8];
	} else if (f.type == CLAMP_EVENT) {
		if (p[0]) fprintf(stderr, "fault %d %.*s\n", p[1], (int) f.length - 12, p + 12);
		else if (p[1] == CLAMP_NOTE_BEGIN) begin_tick = get(p + 4, 4);
		noted++;
	}
}

static void uart_out(struct avr_irq_t *irq, uint32_t value, void *param)
{
	(void) irq;
	(void) param;
	heard((uint8_t) value);
}

static void spi_out(struct avr_irq_t *irq, uint32_t value, void *param)
{
	(void) irq;
	(void) param;
	if (spi_bytes++ % 2 == 0) spi_high = (uint8_t) value;
	else code = (uint32_t) (spi_high & 0x0fu) << 8 | value;
}

static void relay_out(struct avr_irq_t *irq, uint32_t value, void *param)
{
	(void) irq;
	(void) param;
	relay = (int) value;
}

/* Membrane of 500 pF and 50 nS, exactly, since the last time that it was asked; then what the ADC sees of it. */
static void cell(void)
{
	const double ms = (double) (avr->cycle - last_cycle) / (HZ / 1000.0);
	last_cycle = avr->cycle;
	const double pa = relay ? (double) code - 2048.0 : 0.0;
	if (fabs(pa) > worst_pa) worst_pa = fabs(pa);
	const double target = -70.0 + pa / 50.0;
	v_mv = target + (v_mv - target) * exp(-ms * 50.0 / 500.0);
	const double volts = 2500.0 + 20.0 * v_mv;
	avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_ADC0), (uint32_t) (volts < 0 ? 0 : volts + 0.5));
}

static void run_ms(const double ms)
{
	static uint64_t next_byte;
	const uint64_t until = avr->cycle + (uint64_t) (ms * (HZ / 1000.0));
	while (avr->cycle < until) {
		/* Until the hardware's watchdog has opened the switch: then it is another life. */
		if (dead && relay) avr->sreg[S_I] = 0;
		const int s = avr_run(avr);
		CHECK(s != cpu_Done && s != cpu_Crashed, "the AVR stopped");
		if (avr->cycle - last_cycle > HZ / 20000u) cell();
		/* 115200 baud: a byte each 87 us. */
		if (to_device_out != to_device_in && avr->cycle >= next_byte) {
			avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT), to_device[to_device_out++ % sizeof to_device]);
			next_byte = avr->cycle + HZ / 11520u;
		}
	}
}

static void say(const uint8_t type, const void *payload, const uint32_t length)
{
	uint8_t wire[CLAMP_WIRE_MAX];
	const struct clamp_frame frame = { type, 0, session, ++seq, (uint16_t) length, payload };
	const uint32_t n = clamp_frame_write(&frame, wire);
	for (uint32_t k = 0; k < n; k++) to_device[to_device_in++ % sizeof to_device] = wire[k];
}

static int command(const uint8_t type, const void *payload, const uint32_t length)
{
	const uint32_t before = acks;
	say(type, payload, length);
	for (int k = 0; k < 500 && acks == before; k++) run_ms(1);
	CHECK(acks == before + 1, "no answer to %02x", type);
	return ack_code;
}

int main(int argc, char **argv)
{
	CHECK(argc > 1, "simavr SKETCH.elf");
	elf_firmware_t f;
	memset(&f, 0, sizeof f);
	CHECK(elf_read_firmware(argv[1], &f) == 0, "cannot read %s", argv[1]);
	strcpy(f.mmcu, "atmega2560");
	f.frequency = HZ;
	avr = avr_make_mcu_by_name(f.mmcu);
	CHECK(avr, "no atmega2560");
	avr_init(avr);
	avr_load_firmware(avr, &f);
	avr->vcc = avr->avcc = avr->aref = 5000;
	uint32_t flags = 0;
	avr_ioctl(avr, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
	flags &= ~(uint32_t) AVR_UART_FLAG_STDIO;
	avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
	avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), uart_out, NULL);
	avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_SPI_GETIRQ(0), SPI_IRQ_OUTPUT), spi_out, NULL);
	/* Pin 4 of the Mega is PG5; pin 2, the inhibit input, is PE4 and is pulled up by hand. */
	avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('G'), 5), relay_out, NULL);
	avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('E'), 4), 1);
	run_ms(50);
	const uint8_t hello[8] = { 1, 2, 3, 4, CLAMP_PROTOCOL_MAJOR, CLAMP_PROTOCOL_MINOR, 0, 0 };
	say(CLAMP_HELLO, hello, 8);
	run_ms(50);
	CHECK(hellos == 1 && session != 0, "no answer to HELLO");
	CHECK(ring_samples == 64 && loop_hz == 1000, "ring of %u, %u Hz", ring_samples, loop_hz);
	struct clamp_config c;
	memset(&c, 0, sizeof c);
	c.telem_decim = 5;
	c.e_i_mv = -75.0f;
	c.i_max_pa = 50.0f;
	c.slew_pa_per_ms = 500.0f;
	c.v_min_mv = -110.0f;
	c.v_max_mv = 60.0f;
	c.charge_pc = 1e5f;
	c.latency_us = 2000.0f;
	c.c_pf = 500.0f;
	c.g_peak_ns = 100.0f;
	c.window_samples = 3;
	c.watchdog_ms = 300;
	c.ramp_ms = 20;
	c.hold_ms = 5;
	CHECK(command(CLAMP_CONFIG, &c, sizeof c) == CLAMP_OK, "CONFIG: %d", ack_code);
	const struct clamp_set_constant g = { 0.5f, 1.0f, 0.0f };
	CHECK(command(CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT: %d", ack_code);
	CHECK(worst_pa == 0.0 && code == 2048 && !relay, "a current before ARM");
	const uint32_t crcs[2] = { cal_crc, config_crc };
	CHECK(command(CLAMP_ARM, crcs, 8) == CLAMP_OK, "ARM: %d", ack_code);
	const uint8_t start[12] = { 0 };
	CHECK(command(CLAMP_START, start, 12) == CLAMP_OK, "START: %d", ack_code);
	for (int k = 0; k < 10; k++) {
		const uint8_t beat[8] = { (uint8_t) (k + 1) };
		say(CLAMP_HEARTBEAT, beat, 8);
		run_ms(100);
	}
	CHECK(state == CLAMP_RUNNING && fault == 0, "state %d, fault %d", state, fault);
	const double expected = (50.0 * -70.0 + 0.5 * 0.0 + 1.0 * -75.0) / 51.5;
	/* The ADC's step is 0.24 mV. */
	CHECK(fabs(v_mv - expected) < 0.3, "V %g, expected %g", v_mv, expected);
	const double v = v_mv;
	/* 200 were taken; two blocks of 38 may be on the way. */
	CHECK(telems >= 3 && samples >= 110, "%u samples of telemetry", samples);
	CHECK(command(CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
	run_ms(60);
	CHECK(state == CLAMP_CONFIGURED && code == 2048 && !relay, "state %d, code %u after STOP", state, code);
	/* And without a host: watchdog plus ramp. */
	CHECK(command(CLAMP_ARM, crcs, 8) == CLAMP_OK && command(CLAMP_START, start, 12) == CLAMP_OK, "again");
	run_ms(100);
	CHECK(relay && code != 2048, "runs again");
	run_ms(300 + 20 + 20);
	CHECK(code == 2048 && !relay && state == CLAMP_FAULT && fault == CLAMP_FAULT_WATCHDOG, "state %d, fault %d, code %u", state, fault,
		code);
	/* And with a loop that has died: no interrupts, so no ticks and no clock by which the rest could know. */
	CHECK(command(CLAMP_CLEAR, NULL, 0) == CLAMP_OK, "CLEAR: %d", ack_code);
	CHECK(command(CLAMP_CONFIG, &c, sizeof c) == CLAMP_OK && command(CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "set up again");
	const uint32_t again[2] = { cal_crc, config_crc };
	CHECK(command(CLAMP_ARM, again, 8) == CLAMP_OK && command(CLAMP_START, start, 12) == CLAMP_OK, "a third time");
	run_ms(100);
	CHECK(relay && code != 2048, "runs a third time");
	dead = 1;
	run_ms(300);
	CHECK(code == 2048 && !relay, "a dead loop: code %u, relay %d", code, relay);
	dead = 0;
	run_ms(100);
	session = 0;
	/* Twice, as any host: a frame that the reset cut swallows the first answer. */
	for (int k = 0; k < 2; k++) {
		say(CLAMP_HELLO, hello, 8);
		run_ms(50);
	}
	CHECK(hellos >= 2 && session != 0, "no answer after the hardware's watchdog");
	CHECK(receiver.errors <= 1, "%u bad frames", receiver.errors);
	printf("simavr: ATmega2560 clamps at %u Hz: V %.2f mV, expected %.2f; ring of %u; watchdog ramps to zero; the hardware's resets a dead loop\n", loop_hz, v, expected,
		ring_samples);
	return 0;
}
