/*
 * The edges of the clamp: commands and heartbeats that straggle, pins, the end of a run on the device, ticks that come
 * while one is still under way, loops that are late. Expected values are from PROTOCOL.md or computed here.
 */
#include "bench.h"

#include <math.h>
#include <string.h>

static struct bench bench;

/* A command with a number that was chosen by hand. Returns how many answers came. */
static uint32_t numbered(const uint16_t seq, const uint8_t type, const void *payload, const uint32_t length)
{
	const uint32_t before = bench.seen.acks;
	bench.seq = seq;
	bench_send(&bench, type, 0, payload, length);
	bench_run(&bench, 10);
	return bench.seen.acks - before;
}

/* Armed, with commands numbered from 100 on; nothing was started yet. */
static void armed(void)
{
	bench_drive_to(&bench, CLAMP_CONFIGURED);
	const uint32_t crcs[2] = { bench.clamp.cal_crc, bench.clamp.config_crc };
	CHECK(numbered(100, CLAMP_ARM, crcs, 8) == 1 && bench.clamp.state == CLAMP_ARMED, "ARM");
}

/*
 * A run is started, stopped and over. Then a STOP and the START come again, both late: the STOP is executed, but the START
 * stays what it was, a command of the past, also with ARM in between.
 */
static void a_late_stop_revives_no_command(void)
{
	const uint8_t start[12] = { 0 };
	armed();
	CHECK(numbered(101, CLAMP_START, start, 12) == 1 && bench.clamp.state == CLAMP_RUNNING, "START");
	CHECK(numbered(102, CLAMP_STOP, NULL, 0) == 1, "STOP");
	bench_run(&bench, 200);
	const uint32_t crcs[2] = { bench.clamp.cal_crc, bench.clamp.config_crc };
	CHECK(numbered(103, CLAMP_ARM, crcs, 8) == 1 && bench.clamp.state == CLAMP_ARMED, "armed again");
	CHECK(numbered(99, CLAMP_STOP, NULL, 0) == 1 && bench.clamp.state == CLAMP_CONFIGURED, "a late STOP is executed");
	CHECK(bench.seen.ack[2] == 99 && bench.seen.ack_of == CLAMP_STOP && bench.seen.ack_code == CLAMP_OK, "and answered with its number");
	bench.worst_pa = 0.0;
	CHECK(numbered(100, CLAMP_ARM, crcs, 8) == 0 && bench.clamp.state == CLAMP_CONFIGURED, "a late ARM");
	CHECK(numbered(101, CLAMP_START, start, 12) == 0, "a late START");
	bench_run(&bench, 100);
	CHECK(bench.worst_pa == 0.0 && bench.clamp.state == CLAMP_CONFIGURED, "%g pA", bench.worst_pa);
	/* The newest command is still known: its answer can be asked for again, and is not executed again. */
	CHECK(numbered(103, CLAMP_ARM, crcs, 8) == 1 && bench.clamp.state == CLAMP_CONFIGURED && bench.seen.ack_of == CLAMP_ARM, "repeat");
	CHECK(numbered(104, CLAMP_ARM, crcs, 8) == 1 && bench.clamp.state == CLAMP_ARMED, "a new one");
	/* ABORT in the same way; after HELLO there is nothing to be late against. */
	CHECK(numbered(90, CLAMP_ABORT, NULL, 0) == 1 && bench.clamp.fault == CLAMP_FAULT_ABORT, "a late ABORT");
	CHECK(numbered(104, CLAMP_CLEAR, NULL, 0) == 0 && bench.clamp.state == CLAMP_FAULT, "a late CLEAR");
	CHECK(numbered(105, CLAMP_CLEAR, NULL, 0) == 1 && bench.clamp.state == CLAMP_IDLE, "a new CLEAR");
	bench_hello(&bench);
	CHECK(numbered(7, CLAMP_STOP, NULL, 0) == 1 && numbered(8, CLAMP_CLEAR, NULL, 0) == 1, "a new conversation");
	CHECK(numbered(6, CLAMP_CLEAR, NULL, 0) == 0, "the STOP was its first command");
}

static void beat(const uint64_t time)
{
	uint8_t payload[8];
	for (int k = 0; k < 8; k++) payload[k] = (uint8_t) (time >> 8 * k);
	bench_send(&bench, CLAMP_HEARTBEAT, 0, payload, 8);
}

/* A heartbeat that was kept on the way and comes again and again keeps no run alive. */
static void only_a_rising_time_is_a_heartbeat(void)
{
	bench_drive_to(&bench, CLAMP_RUNNING);
	const uint64_t now = 0x7ffffffffffffffeu; /* on its way round */
	bench_hello(&bench);
	bench_drive_to(&bench, CLAMP_RUNNING);
	beat(now);
	bench_run(&bench, 10);
	const uint32_t last = bench.clamp.heartbeat_tick;
	const uint32_t answers = bench.seen.heartbeats;
	for (uint32_t k = 0; k < 30; k++) {
		beat(k % 2 ? now : now - k);
		bench_run(&bench, 100);
	}
	CHECK(bench.clamp.fault == CLAMP_FAULT_WATCHDOG && bench.clamp.state == CLAMP_FAULT, "fault %d", bench.clamp.fault);
	CHECK(bench.clamp.heartbeat_tick == last && bench.seen.heartbeats == answers, "an old time was heard");
	CHECK(bench.live_tick - last <= 2001 + 100, "current for %u ticks after the last heartbeat", bench.live_tick - last);
	/* The time may go round, as that of a host whose clock is signed; with a new HELLO it begins anew. */
	for (uint64_t k = 1; k < 5; k++) {
		beat(now + k);
		bench_run(&bench, 10);
		CHECK(bench.seen.heartbeats == answers + k && bench.clamp.heartbeat_tick > last, "time %u", (unsigned) k);
	}
	bench_hello(&bench);
	beat(0);
	bench_run(&bench, 10);
	CHECK(bench.seen.heartbeats == answers + 5, "after HELLO");
	beat(0);
	bench_run(&bench, 10);
	CHECK(bench.seen.heartbeats == answers + 5, "and again");
}

int main(void)
{
	a_late_stop_revives_no_command();
	only_a_rising_time_is_a_heartbeat();
	printf("edges: ok\n");
	return 0;
}
