/*
 * Random walks through the protocol: walk SECONDS [SEED]. Messages are valid ones, and valid ones of another session, with an
 * old number, or with one bit flipped. When a current may flow is kept here from what was sent and answered, and not asked
 * from the core: an accepted START allows it; STOP, ABORT, HELLO and silence end it. The check on every code put out is in
 * bench.c. plant.sh puts faults into the core that this must find.
 */
#include "bench.h"

#include <string.h>
#include <time.h>

#define HZ 10000u

static struct bench bench;
static uint64_t random_state;
static uint32_t watchdog_ticks, ramp_ticks; /* of the configuration in force */
static uint32_t allowed_to; /* no current behind this tick */
static uint32_t beat_tick;
static uint16_t command_number; /* of the last command; heartbeats have numbers too, and a late command may carry a newer one */
static uint32_t runs;

static uint32_t draw(const uint32_t n)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t) (random_state >> 33) % n;
}

static void end_within(const uint32_t ticks)
{
	const uint32_t to = bench.clamp.tick + ticks;
	if (to < allowed_to) allowed_to = to;
}

static void look(const char *what)
{
	const uint32_t silent = bench.clamp.tick - beat_tick;
	if (silent > watchdog_ticks + 2u) end_within(ramp_ticks + 3u);
	CHECK(bench.live_tick <= allowed_to, "%s: a current at tick %u, none was allowed behind %u", what, bench.live_tick, allowed_to);
}

static void run(const uint32_t ticks)
{
	for (uint32_t k = 0; k < ticks; k += 10u) {
		bench_run(&bench, 10);
		look("time");
	}
}

static void beat(void)
{
	bench_heartbeat(&bench);
	beat_tick = bench.clamp.tick;
}

/* Sends and lets it arrive; 1 where it was answered with OK. */
static int ask(const uint8_t type, const void *payload, const uint32_t length)
{
	const uint32_t before = bench.seen.acks;
	command_number = bench.seq;
	bench_send(&bench, type, 0, payload, length);
	bench_run(&bench, 3);
	return bench.seen.acks != before && bench.seen.ack_of == type && bench.seen.ack_code == CLAMP_OK;
}

static void configure(void)
{
	struct clamp_config f = bench_config(&bench);
	f.i_max_pa = 50.0f + (float) draw(1500);
	f.watchdog_ms = (uint16_t) (10u + draw(100));
	f.ramp_ms = (uint16_t) (1u + draw(20));
	f.charge_pc = 1.0f + (float) draw(1000);
	if (draw(4) == 0) {
		uint8_t *const bytes = (uint8_t *) &f;
		bytes[draw(sizeof f)] ^= (uint8_t) (1u << draw(8));
	}
	if (!ask(CLAMP_CONFIG, &f, sizeof f)) return;
	watchdog_ticks = (uint32_t) f.watchdog_ms * HZ / 1000u;
	ramp_ticks = (uint32_t) f.ramp_ms * HZ / 1000u;
}

static void sources(void)
{
	const struct clamp_set_constant g = { (float) draw(30), (float) draw(30), 0 };
	const struct clamp_set_command command = { (float) draw(2000) - 1000.0f, 0, 0, 0, 0, 0, 0, 0, 0 };
	const struct clamp_set_ou ou = { 5, 2, 3, 10, 2, 10, 0.2f, draw(1000), 0, 0 };
	switch (draw(3)) {
		case 0: (void) ask(CLAMP_SET_CONSTANT, &g, sizeof g); break;
		case 1: (void) ask(CLAMP_SET_COMMAND, &command, sizeof command); break;
		default: (void) ask(CLAMP_SET_OU, &ou, sizeof ou); break;
	}
}

static void arm(void)
{
	const uint32_t crcs[2] = { bench.seen.cal_crc, draw(10) ? bench.seen.config_crc : draw(1000) };
	beat();
	(void) ask(CLAMP_ARM, crcs, sizeof crcs);
}

static void put_start(uint8_t *const start)
{
	const uint32_t at = bench.clamp.tick + 100u + draw(200);
	const uint32_t ticks = draw(3) ? 1u + draw(3000) : 0;
	memset(start, 0, CLAMP_LENGTH_START);
	memcpy(start, &at, 4);
	memcpy(start + 4, &ticks, 4);
	start[8] = (uint8_t) draw(2);
}

static void start(void)
{
	uint8_t payload[CLAMP_LENGTH_START];
	put_start(payload);
	beat();
	/* The answer may come behind the first tick of the run. */
	const uint32_t before = allowed_to;
	allowed_to = UINT32_MAX;
	if (ask(CLAMP_START, payload, sizeof payload)) runs++;
	else allowed_to = before;
}

/* START as it must not be understood. */
static void wrong_start(void)
{
	uint8_t payload[CLAMP_LENGTH_START];
	put_start(payload);
	const uint16_t session = bench.session;
	const uint16_t seq = bench.seq;
	switch (draw(3)) {
		case 0:
			bench.session = (uint16_t) (session + 1u + draw(1000));
			bench_send(&bench, CLAMP_START, 0, payload, sizeof payload);
			bench.session = session;
			bench.seq = seq;
			break;
		case 1:
			bench.seq = (uint16_t) (command_number - 1u - draw(100));
			bench_send(&bench, CLAMP_START, 0, payload, sizeof payload);
			bench.seq = seq;
			break;
		default: {
			const struct clamp_frame frame = { CLAMP_START, 0, session, (uint16_t) (seq + 1u), sizeof payload, payload };
			uint8_t wire[CLAMP_WIRE_MAX];
			const uint32_t n = clamp_frame_write(&frame, wire);
			/* one bit of the last field or of the checksum; never a zero, which would end the frame */
			uint8_t *const byte = &wire[n - 2u - draw(5)];
			const uint8_t flipped = (uint8_t) (*byte ^ 1u << draw(8));
			if (flipped) *byte = flipped;
			else return;
			for (uint32_t k = 0; k < n; k++) bench.to_device.bytes[bench.to_device.in++ % BENCH_PIPE] = wire[k];
			break;
		}
	}
	bench_run(&bench, 3);
	look("a start that is none");
}

static void step(void)
{
	switch (draw(16)) {
		case 0:
			bench_hello(&bench);
			end_within(ramp_ticks + 3u);
			break;
		case 1:
		case 2: configure(); break;
		case 3:
		case 4: sources(); break;
		case 5:
		case 6:
		case 7: arm(); break;
		case 8:
		case 9: start(); break;
		case 10:
			(void) ask(CLAMP_STOP, NULL, 0);
			end_within(ramp_ticks + 3u);
			break;
		case 11:
			(void) ask(CLAMP_ABORT, NULL, 0);
			end_within(1);
			break;
		case 12: (void) ask(CLAMP_CLEAR, NULL, 0); break;
		case 13: run(draw(2) ? 20u : 2u * watchdog_ticks + ramp_ticks + 50u); break;
		case 14: wrong_start(); break;
		default:
			for (uint32_t k = draw(5); k-- > 0;) {
				beat();
				run(50);
			}
			break;
	}
	look("a message");
}

int main(int argc, char **argv)
{
	const double seconds = argc > 1 ? atof(argv[1]) : 10.0;
	const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1u;
	const clock_t until = clock() + (clock_t) (seconds * CLOCKS_PER_SEC);
	uint64_t steps = 0;
	uint32_t walks = 0;
	while (clock() < until) {
		random_state = seed * 1000003u + walks++;
		bench_init(&bench, MODEL_PASSIVE, HZ);
		bench.model.noise_mv = 0.1;
		bench_boot(&bench);
		watchdog_ticks = ramp_ticks = 0;
		allowed_to = 0;
		beat_tick = bench.clamp.tick;
		bench_hello(&bench);
		for (uint32_t k = 0; k < 2000u; k++, steps++) step();
	}
	printf("walk: %u walks, %llu messages, %u runs, no current that was not allowed\n", walks, (unsigned long long) steps, runs);
	CHECK(runs > 10u * walks, "only %u runs", runs);
	return 0;
}
