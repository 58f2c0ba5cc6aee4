/*
 * A host on a terminal: HELLO, configure, arm, one second streamed at 1 kHz, STOP. Every telemetry value must be the one
 * that the same conversation gives on virtual time in this process.  client PATH [noexact]
 */
#define _GNU_SOURCE
#include "bench.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static int terminal;
static struct clamp_receiver receiver;
static uint16_t session, seq;
static uint32_t loop_hz, cal_crc, config_crc, contiguous, begin_tick;
static int state, fault, ack_code, done, ack_of;

#define SAMPLES 4000
static struct {
	uint32_t tick[SAMPLES];
	int16_t value[SAMPLES][3];
	uint32_t n, lost;
} heard;

static uint64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t) t.tv_sec * 1000u + (uint64_t) t.tv_nsec / 1000000u;
}

static uint32_t get(const uint8_t *from, const int bytes)
{
	uint32_t x = 0;
	for (int k = 0; k < bytes; k++) x |= (uint32_t) from[k] << 8 * k;
	return x;
}

static void understand(const struct clamp_frame *f)
{
	const uint8_t *const p = f->payload;
	if (f->type == CLAMP_HELLO_ACK) {
		session = (uint16_t) get(p + 4, 2);
		loop_hz = get(p + 32, 4);
		cal_crc = get(p + 52, 4);
		state = p[50];
	} else if (f->type == CLAMP_ACK) {
		ack_of = p[0];
		ack_code = p[1];
		state = p[6];
		fault = p[7];
		config_crc = get(p + 8, 4);
	} else if (f->type == CLAMP_CREDIT) {
		contiguous = get(p + 4, 4);
		state = p[16];
		fault = p[17];
	} else if (f->type == CLAMP_EVENT && !p[0] && p[1] == CLAMP_NOTE_BEGIN) begin_tick = get(p + 4, 4);
	else if (f->type == CLAMP_EVENT && !p[0] && p[1] == CLAMP_NOTE_DONE) done = 1;
	else if (f->type == CLAMP_EVENT && p[0]) fprintf(stderr, "fault %d: %.*s\n", p[1], (int) f->length - 12, p + 12);
	else if (f->type == CLAMP_TELEM) {
		const uint32_t tick = get(p, 4);
		if (p[10] & CLAMP_STATUS_LOST) heard.lost++;
		for (uint32_t k = 0; k < p[8] && heard.n < SAMPLES; k++) {
			heard.tick[heard.n] = tick + k * p[9];
			memcpy(heard.value[heard.n++], p + 12 + 6 * k, 6);
		}
	}
}

static void listen_ms(const int ms)
{
	const uint64_t until = now_ms() + (uint64_t) ms;
	for (;;) {
		const uint64_t now = now_ms();
		if (now >= until) return;
		struct pollfd wait = { terminal, POLLIN, 0 };
		if (poll(&wait, 1, (int) (until - now)) <= 0) return;
		uint8_t bytes[4096];
		const ssize_t n = read(terminal, bytes, sizeof bytes);
		for (ssize_t k = 0; k < n; k++) {
			struct clamp_frame frame;
			if (clamp_receive(&receiver, bytes[k], &frame)) understand(&frame);
		}
	}
}

static void say(const uint8_t type, const uint8_t flags, const void *payload, const uint32_t length)
{
	uint8_t wire[CLAMP_WIRE_MAX];
	const struct clamp_frame frame = { type, flags, session, seq, (uint16_t) length, payload };
	const uint32_t n = clamp_frame_write(&frame, wire);
	uint32_t at = 0;
	while (at < n) {
		const ssize_t put = write(terminal, wire + at, n - at);
		CHECK(put > 0, "the device is gone");
		at += (uint32_t) put;
	}
}

static int command(const uint8_t type, const void *payload, const uint32_t length)
{
	seq++;
	for (int attempt = 0; attempt < 5; attempt++) {
		ack_of = -1;
		say(type, 0, payload, length);
		for (int k = 0; k < 50 && ack_of != type; k++) listen_ms(10);
		if (ack_of == type) return ack_code;
	}
	CHECK(0, "no answer to %02x", type);
	return -1;
}

static void hello(void)
{
	const uint8_t payload[8] = { 7, 7, 7, 7, CLAMP_PROTOCOL_MAJOR, CLAMP_PROTOCOL_MINOR, 0, 0 };
	for (int attempt = 0; attempt < 20 && loop_hz == 0; attempt++) {
		session = 0;
		say(CLAMP_HELLO, 0, payload, 8);
		listen_ms(500);
	}
	CHECK(loop_hz > 0 && session > 0, "no answer to HELLO");
}

static struct clamp_config configuration(struct bench *b)
{
	struct clamp_config f = bench_config(b);
	f.stream_hz = 1000;
	f.stream_mask = 3;
	f.scale[0] = f.scale[1] = 0.01f;
	f.telem_decim = (uint8_t) (loop_hz / 1000u);
	f.watchdog_ms = 1000;
	f.c_pf = 1000.0f;
	f.latency_us = 2e6f / (float) loop_hz;
	return f;
}

static uint16_t unit(const uint32_t index, const uint32_t channel)
{
	return (uint16_t) (channel ? 200u + index * 31u % 700u : 100u + index * 17u % 400u);
}

#define TOTAL 1000u
#define PART 50u

static void chunk_of(uint16_t *samples, const uint32_t first)
{
	for (uint32_t k = 0; k < PART; k++) {
		samples[2 * k] = unit(first + k, 0);
		samples[2 * k + 1] = unit(first + k, 1);
	}
}

static struct bench bench;
static struct {
	int16_t value[SAMPLES][3];
	uint32_t tick[SAMPLES], n;
} expected;

static void keep(void *ctx, const struct clamp_telem *block)
{
	(void) ctx;
	for (uint32_t k = 0; k < block->n && expected.n < SAMPLES; k++) {
		expected.tick[expected.n] = block->first_tick + k * block->decim;
		memcpy(expected.value[expected.n++], block->samples[k], 6);
	}
}

/* The same second on virtual time. */
static void rehearse(void)
{
	bench_init(&bench, MODEL_PASSIVE, loop_hz);
	bench_boot(&bench);
	bench.telem = keep;
	const struct clamp_config f = configuration(&bench);
	bench_ready(&bench, &f);
	uint16_t samples[2 * PART];
	for (uint32_t first = 0; first < TOTAL; first += PART) {
		chunk_of(samples, first);
		bench_chunk(&bench, first, PART, 3, first + PART == TOTAL ? CLAMP_FLAG_LAST : 0, samples);
		bench_run(&bench, 4);
	}
	CHECK(bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run_alive(&bench, loop_hz + loop_hz / 10u);
	CHECK(bench.seen.note_count[0][CLAMP_NOTE_DONE] == 1, "the rehearsal ended");
}

int main(int argc, char **argv)
{
	CHECK(argc > 1, "client PATH");
	terminal = open(argv[1], O_RDWR | O_NOCTTY);
	CHECK(terminal >= 0, "cannot open %s", argv[1]);
	struct termios raw;
	tcgetattr(terminal, &raw);
	cfmakeraw(&raw);
	tcsetattr(terminal, TCSANOW, &raw);
	tcflush(terminal, TCIOFLUSH);
	hello();
	rehearse();
	const struct clamp_config f = configuration(&bench);
	CHECK(command(CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG: %d", ack_code);
	CHECK(config_crc == bench.clamp.config_crc, "another configuration");
	uint16_t samples[2 * PART];
	for (int tries = 0; contiguous < TOTAL && tries < 200; tries++) {
		uint8_t payload[8 + 4 * PART] = { 0 };
		const uint32_t first = contiguous;
		const uint32_t n = TOTAL - first < PART ? TOTAL - first : PART;
		chunk_of(samples, first);
		memcpy(payload, &first, 4);
		payload[4] = (uint8_t) n;
		payload[5] = 3;
		memcpy(payload + 8, samples, 4u * n);
		seq++;
		say(CLAMP_CHUNK, first + n == TOTAL ? CLAMP_FLAG_LAST : 0, payload, 8u + 4u * n);
		for (int k = 0; k < 40 && contiguous == first; k++) listen_ms(5);
	}
	CHECK(contiguous == TOTAL, "%u samples streamed", contiguous);
	const uint32_t crcs[2] = { cal_crc, config_crc };
	CHECK(command(CLAMP_ARM, crcs, 8) == CLAMP_OK, "ARM: %d", ack_code);
	heard.n = 0;
	const uint8_t start[12] = { 0 };
	CHECK(command(CLAMP_START, start, 12) == CLAMP_OK, "START: %d", ack_code);
	const uint64_t until = now_ms() + 10000u;
	while (!done && now_ms() < until) {
		uint8_t beat[8] = { 0 };
		const uint64_t time = now_ms();
		memcpy(beat, &time, sizeof time);
		seq++;
		say(CLAMP_HEARTBEAT, 0, beat, 8);
		listen_ms(50);
	}
	CHECK(done && fault == 0, "not done: state %d, fault %d", state, fault);
	CHECK(command(CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
	listen_ms(200);
	uint32_t same = 0;
	for (uint32_t k = 0; k < heard.n; k++) {
		const uint32_t t = heard.tick[k] - begin_tick;
		for (uint32_t j = 0; j < expected.n; j++) {
			if (expected.tick[j] - bench.seen.begin_tick != t) continue;
			CHECK(memcmp(heard.value[k], expected.value[j], 6) == 0, "tick %u: V %d I %d, expected V %d I %d", t, heard.value[k][0],
				heard.value[k][1], expected.value[j][0], expected.value[j][1]);
			if (t < loop_hz) same++;
		}
	}
	CHECK(same >= 950 && heard.lost == 0, "%u of 1000 samples came, %u gaps", same, heard.lost);
	printf("client: %u of 1000 samples at %u Hz, all exact; state %d\n", same, loop_hz, state);
	return 0;
}
