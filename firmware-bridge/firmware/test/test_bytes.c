/*
 * A conversation with one byte damaged, for every byte and every kind of damage: test_bytes [N] takes every Nth byte. The
 * current always stays within its limit and ends in time. Every code put out passes the check in bench.c.
 */
#include "bench.h"

#include <string.h>

static struct bench bench;

#define TAPE 8192

struct tape {
	uint8_t bytes[TAPE];
	uint32_t ticks[TAPE];
	uint32_t n, sent;
};

static struct tape tape;

/* Lets the device run and writes down what was sent to it, and when. */
static void run_taped(struct bench *b, const uint32_t ticks)
{
	while (tape.sent != b->to_device.in && tape.n < TAPE) {
		tape.bytes[tape.n] = b->to_device.bytes[tape.sent++ % BENCH_PIPE];
		tape.ticks[tape.n++] = b->clamp.tick;
	}
	bench_run(b, ticks);
}

static struct clamp_config tape_config(const struct bench *b)
{
	struct clamp_config f = bench_config(b);
	f.stream_hz = 1000;
	f.stream_mask = 3;
	f.scale[0] = 0.01f;
	f.scale[1] = 0.01f;
	f.c_pf = 1000.0f;
	f.i_max_pa = 400.0f;
	return f;
}

/* The conversation: HELLO, CONFIG, all sources, two chunks, ARM, START, six heartbeats with more chunks, silence. */
static void record(void)
{
	tape.n = 0;
	tape.sent = 0;
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench_boot(&bench);
	/* The device is deterministic: its session and CRCs are known beforehand from a rehearsal. */
	struct bench *const b = &bench;
	bench_hello(b);
	const uint16_t session = b->session;
	const struct clamp_config f = tape_config(b);
	const struct clamp_set_ou ou = { 2, 1, 3, 4, 1, 10, 0.3f, 5, 6, 0 };
	const struct clamp_set_train train = { 1, 1, 0, 3, 0.5f, 5, 0, 8, 0, 3, 4, 0 };
	const struct clamp_set_command command = { 50.0f, 20, 5, 10, 30, { 10, 0 }, { 100, 0 } };
	CHECK(bench_command(b, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	CHECK(bench_command(b, CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_OK, "OU");
	CHECK(bench_command(b, CLAMP_SET_TRAIN, &train, sizeof train) == CLAMP_OK, "train");
	CHECK(bench_command(b, CLAMP_SET_COMMAND, &command, sizeof command) == CLAMP_OK, "command");
	const uint32_t crcs[2] = { b->seen.cal_crc, b->seen.config_crc };
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench_boot(&bench);
	const uint8_t hello[8] = { 1, 2, 3, 4, CLAMP_PROTOCOL_MAJOR, CLAMP_PROTOCOL_MINOR, 0, 0 };
	uint16_t samples[64];
	for (int k = 0; k < 64; k++) samples[k] = (uint16_t) (300 + 10 * k);
	uint8_t start[12] = { 0 };
	b->session = 0;
	bench_send(b, CLAMP_HELLO, 0, hello, 8);
	run_taped(b, 20);
	b->session = session;
	bench_send(b, CLAMP_CONFIG, 0, &f, sizeof f);
	run_taped(b, 5);
	bench_send(b, CLAMP_SET_OU, 0, &ou, sizeof ou);
	run_taped(b, 5);
	bench_send(b, CLAMP_SET_TRAIN, 0, &train, sizeof train);
	run_taped(b, 5);
	bench_send(b, CLAMP_SET_COMMAND, 0, &command, sizeof command);
	run_taped(b, 5);
	bench_chunk(b, 0, 32, 3, 0, samples);
	run_taped(b, 5);
	bench_send(b, CLAMP_ARM, 0, crcs, 8);
	run_taped(b, 5);
	bench_send(b, CLAMP_START, 0, start, 12);
	run_taped(b, 5);
	for (uint32_t k = 1; k < 7; k++) {
		const uint8_t beat[8] = { (uint8_t) k };
		bench_send(b, CLAMP_HEARTBEAT, 0, beat, 8);
		bench_chunk(b, 32 * k, 32, 3, 0, samples);
		run_taped(b, 300);
	}
}

enum damage { INTACT, FLIP, DROP, INSERT_ZERO, INSERT, TWICE, SILENCE, DAMAGES };

/* Plays the tape with one byte damaged. Returns the state reached before the host fell silent. */
static uint8_t play(const int damage, const uint32_t at, const uint8_t bit)
{
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench_boot(&bench);
	struct bench *const b = &bench;
	uint32_t next = 0;
	uint32_t last_heard = 0;
	uint32_t last_beat = 0;
	int was_running = 0;
	for (uint32_t t = 0; t < 4600; t++) {
		while (next < tape.n && tape.ticks[next] <= t) {
			const uint8_t byte = tape.bytes[next];
			uint8_t send[2] = { byte, 0 };
			uint32_t n = 1;
			if (next == at) {
				if (damage == FLIP) send[0] = (uint8_t) (byte ^ 1u << bit);
				else if (damage == DROP) n = 0;
				else if (damage == INSERT_ZERO) { send[0] = 0; send[1] = byte; n = 2; }
				else if (damage == INSERT) { send[0] = (uint8_t) (0xa5u + bit); send[1] = byte; n = 2; }
				else if (damage == TWICE) { send[1] = byte; n = 2; }
			}
			if (damage == SILENCE && next >= at) n = 0;
			for (uint32_t k = 0; k < n; k++) b->to_device.bytes[b->to_device.in++ % BENCH_PIPE] = send[k];
			if (n) last_heard = t;
			next++;
		}
		bench_run(b, 1);
		if (b->clamp.state == CLAMP_RUNNING) was_running = 1;
		if (b->clamp.state == CLAMP_RUNNING || b->clamp.state == CLAMP_ARMED) last_beat = b->clamp.heartbeat_tick;
	}
	/* 200 ms watchdog, 10 ms ramp, two ticks of the loop. */
	CHECK(b->live_tick <= last_beat + 2000 + 100 + 2, "damage %d at %u: current until %u, last sign of life %u", damage, at, b->live_tick,
		last_beat);
	CHECK(last_beat <= last_heard + 2, "a heartbeat from nowhere");
	CHECK(b->clamp.i_pa == 0.0f && b->model.i_pa == 0.0 && b->worst_pa <= 400.2, "damage %d at %u: %g pA", damage, at, b->worst_pa);
	if (was_running) {
		CHECK(b->clamp.state == CLAMP_FAULT, "damage %d at %u: %s", damage, at, bench_states[b->clamp.state]);
		CHECK(b->clamp.fault == CLAMP_FAULT_WATCHDOG || b->clamp.fault == CLAMP_FAULT_UNDERRUN, "damage %d at %u: fault %d", damage, at,
			b->clamp.fault);
		CHECK(b->seen.fault == b->clamp.fault && b->seen.note_count[1][b->clamp.fault] == 1, "the fault is reported");
	}
	return (uint8_t) was_running;
}

static void damage_at_every_byte_of_a_conversation(const uint32_t each)
{
	record();
	CHECK(tape.n > 900 && tape.n < TAPE, "%u bytes", tape.n);
	CHECK(play(INTACT, UINT32_MAX, 0) == 1, "the intact conversation runs");
	uint32_t plays = 0;
	uint32_t ran = 0;
	for (int damage = FLIP; damage < DAMAGES; damage++) {
		for (uint32_t at = 0; at < tape.n; at += each) {
			ran += play(damage, at, (uint8_t) (at & 7u));
			plays++;
		}
	}
	printf("bytes: %u bytes, %u damaged conversations, %u of them ran\n", tape.n, plays, ran);
}

int main(const int argc, char **argv)
{
	damage_at_every_byte_of_a_conversation(argc > 1 ? (uint32_t) atol(argv[1]) : 1u);
	return 0;
}
