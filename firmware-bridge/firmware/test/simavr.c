/*
 * The Arduino sketch on an ATmega2560 in simavr: its own UART, ADC and SPI. This program is the host on the UART, and
 * the cell between the SPI converter's output and the ADC's input.
 *   simavr SKETCH.elf            a conversation
 *   simavr SKETCH.elf ADDRESS    what a tick takes, of a sketch built with -DCOSTS_REFUSE_NOTHING; the
 *                                address, hexadecimal, is that of its loop's interrupt, __vector_17
 */
#include "../ports/arduino/clamp/costs.h"
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
static uint32_t begin_tick, noted, ack_detail, noisy;
static uint64_t serial;
static struct clamp_random noise;

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
		serial = get(p + 68, 4) | (uint64_t) get(p + 72, 4) << 32;
	} else if (f.type == CLAMP_ACK) {
		acks++;
		ack_code = p[1];
		ack_detail = get(p + 4, 2);
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
	/* The inputs that nothing is connected to. */
	for (int k = 1; noisy && k < 8; k++) {
		avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_ADC0 + k), clamp_random_next(&noise) % 200u);
	}
}

/* The interrupt of the loop: how long its longest run took, in cycles, others that came in between included. */
static uint32_t loop_address, loop_sp, in_loop;
static uint64_t loop_from, loop_worst;

static uint32_t stack_pointer(void)
{
	return (uint32_t) avr->data[R_SPL] | (uint32_t) avr->data[R_SPH] << 8;
}

static void time_the_loop(void)
{
	if (!in_loop && avr->pc == loop_address) {
		in_loop = 1;
		loop_from = avr->cycle;
		loop_sp = stack_pointer();
	} else if (in_loop && stack_pointer() > loop_sp) {
		in_loop = 0;
		if (avr->cycle - loop_from > loop_worst) loop_worst = avr->cycle - loop_from;
	}
}

static void run_ms(const double ms)
{
	static uint64_t next_byte;
	const uint64_t until = avr->cycle + (uint64_t) (ms * (HZ / 1000.0));
	while (avr->cycle < until) {
		/* Until the hardware's watchdog has opened the switch: then it is another life. */
		if (dead && relay) avr->sreg[S_I] = 0;
		const int s = avr_run(avr);
		if (loop_address) time_the_loop();
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

/* Repeated as a host does: a loop that overruns may lose a byte. */
static int command(const uint8_t type, const void *payload, const uint32_t length)
{
	const uint32_t before = acks;
	for (int attempt = 0; attempt < 4 && acks == before; attempt++) {
		if (attempt) seq--;
		say(type, payload, length);
		for (int k = 0; k < 300 && acks == before; k++) run_ms(1);
	}
	CHECK(acks == before + 1, "no answer to %02x", type);
	return ack_code;
}

static struct clamp_config configuration(void)
{
	struct clamp_config c;
	memset(&c, 0, sizeof c);
	c.telem_decim = 5;
	c.e_i_mv = -75.0f;
	c.nmda_k = 0.28f;
	c.nmda_gamma_per_mv = 0.062f;
	c.i_max_pa = 50.0f; /* more is refused: the board is too slow to ask whether V answers */
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
	return c;
}

enum { STREAM = 1, NMDA = 2, OU = 4, TRAIN = 8, COMMAND = 16 };

/* The worst tick with some sources, in us, of a sketch whose timer is ten times too slow. */
static double worst_tick(const int what)
{
	struct clamp_config c = configuration();
	c.telem_decim = 1;
	if (what & STREAM) {
		c.stream_hz = 200;
		c.stream_mask = CLAMP_MASK_GE | CLAMP_MASK_GI;
		for (int k = 0; k < 2; k++) c.scale[k] = 0.01f;
	}
	CHECK(command(CLAMP_CLEAR, NULL, 0) == CLAMP_OK, "CLEAR: %d", ack_code);
	CHECK(command(CLAMP_CONFIG, &c, sizeof c) == CLAMP_OK, "CONFIG: %d", ack_code);
	const struct clamp_set_ou ou = { 5, 2, 3, 10, 2, 10, 0.2f, 1, 2, 0 };
	const struct clamp_set_train train = { 0, 1, 0, 2, 0.3f, 3, 0, 10, 0, 1, 2, 0 };
	const struct clamp_set_command current = { 10, 5, 1, 10, 30, { 10, 10 }, { 21, 31 } };
	const struct clamp_set_constant g = { 5, 10, what & NMDA ? 5.0f : 0 };
	CHECK(command(CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT: %d", ack_code);
	if (what & OU) CHECK(command(CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_OK, "SET_OU: %d", ack_code);
	if (what & TRAIN) CHECK(command(CLAMP_SET_TRAIN, &train, sizeof train) == CLAMP_OK, "SET_TRAIN: %d", ack_code);
	if (what & COMMAND) CHECK(command(CLAMP_SET_COMMAND, &current, sizeof current) == CLAMP_OK, "SET_COMMAND: %d", ack_code);
	if (what & STREAM) {
		uint8_t chunk[8 + 4 * 12] = { 0 };
		chunk[4] = 12;
		chunk[5] = 3;
		for (uint32_t k = 0; k < 24; k++) chunk[8 + 2 * k] = (uint8_t) (k * 37u);
		say(CLAMP_CHUNK, chunk, sizeof chunk);
		run_ms(300);
	}
	const uint32_t crcs[2] = { cal_crc, config_crc };
	CHECK(command(CLAMP_ARM, crcs, 8) == CLAMP_OK, "ARM: %d", ack_code);
	const uint8_t start[12] = { 0 };
	loop_worst = 0;
	CHECK(command(CLAMP_START, start, 12) == CLAMP_OK, "START: %d", ack_code);
	run_ms(400);
	CHECK(relay && begin_tick, "no run: state %d, fault %d, relay %d, began %u", state, fault, relay, begin_tick);
	CHECK(command(CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP: %d", ack_code);
	for (int k = 0; k < 30 && (k < 3 || state != CLAMP_CONFIGURED); k++) run_ms(100);
	CHECK(state == CLAMP_CONFIGURED, "state %d, fault %d", state, fault);
	return (double) loop_worst / (HZ / 1e6);
}

/* Is the table of costs what a tick takes? */
static int measure(void)
{
	static const uint32_t costs[] = COSTS_MEGA2560;
	static const struct {
		const char *name;
		int what;
		uint32_t at;
	} rows[] = { { "loop", 0, 0 }, { "stream", STREAM, 1 }, { "NMDA", NMDA, 2 }, { "OU", OU, 3 }, { "train", TRAIN, 4 }, { "command", COMMAND, 5 } };
	double loop = 0;
	int more = 0;
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		const double us = worst_tick(rows[k].what);
		if (k == 0) loop = us;
		const double own = k == 0 ? us : us - loop;
		printf("simavr: ATmega2560, %-8s %6.0f us a tick at worst, %6.0f of its own (table: %.0f)\n", rows[k].name, us, own, costs[rows[k].at] / 1e3);
		CHECK(fault == 0, "fault %d", fault);
		if (own * 1e3 > (double) costs[rows[k].at]) more++;
	}
	CHECK(!more, "more than the table has");
	return 0;
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
	/* Without noise at its open inputs a board has no number, and is not armed. */
	run_ms(400);
	const uint8_t hello[8] = { 1, 2, 3, 4, CLAMP_PROTOCOL_MAJOR, CLAMP_PROTOCOL_MINOR, 0, 0 };
	say(CLAMP_HELLO, hello, 8);
	run_ms(50);
	CHECK(hellos == 1 && session != 0, "no answer to HELLO");
	const struct clamp_config c = configuration();
	CHECK(serial == 0, "a number from nothing");
	CHECK(command(CLAMP_CONFIG, &c, sizeof c) == CLAMP_OK, "CONFIG: %d", ack_code);
	const uint32_t none[2] = { cal_crc, config_crc };
	CHECK(command(CLAMP_ARM, none, 8) == CLAMP_BAD_CALIBRATION && ack_detail == 32 && worst_pa == 0.0 && !relay, "armed without a number");
	/* With it the next start draws one. */
	clamp_random_seed(&noise, 5, 6);
	noisy = 1;
	avr_reset(avr);
	avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('E'), 4), 0);
	avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('E'), 4), 1);
	run_ms(400);
	session = 0;
	say(CLAMP_HELLO, hello, 8);
	run_ms(50);
	CHECK(hellos == 2 && session != 0 && serial != 0, "no number: %d answers", hellos);
	const uint64_t drawn = serial;
	CHECK(ring_samples == 64 && loop_hz == 1000, "ring of %u, %u Hz", ring_samples, loop_hz);
	if (argc > 2) {
		loop_address = (uint32_t) strtoul(argv[2], NULL, 16);
		return measure();
	}
	CHECK(command(CLAMP_CONFIG, &c, sizeof c) == CLAMP_OK, "CONFIG: %d", ack_code);
	const struct clamp_set_constant g = { 0.5f, 1.0f, 0.0f };
	CHECK(command(CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT: %d", ack_code);
	CHECK(worst_pa == 0.0 && code == 2048 && !relay, "a current before ARM");
	/* What would overrun within four ticks is refused, and changes nothing. */
	const uint32_t before = config_crc;
	const struct clamp_set_ou ou = { 5, 2, 3, 10, 2, 10, 0.2f, 1, 2, 0 };
	CHECK(command(CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_TOO_SLOW && ack_detail == 2500 && config_crc == before, "SET_OU: %d, %u us", ack_code,
		ack_detail);
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
	CHECK(hellos >= 3 && session != 0, "no answer after the hardware's watchdog");
	CHECK(serial == drawn, "another number than before");
	CHECK(receiver.errors <= 2, "%u bad frames", receiver.errors);
	printf("simavr: ATmega2560 clamps at %u Hz: V %.2f mV, expected %.2f; ring of %u; noise of 2500 us a tick refused; watchdog ramps to zero; the hardware's resets a dead loop\n", loop_hz, v, expected,
		ring_samples);
	return 0;
}
