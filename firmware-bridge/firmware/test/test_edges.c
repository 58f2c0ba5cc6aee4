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

/* Starts with an edge of the trigger, 500 pA; the trigger counts after so many ticks. */
static void wait_for_edge(const uint16_t trigger_ticks, const uint16_t switch_ticks)
{
	bench_drive_to(&bench, CLAMP_ARMED);
	bench.port.trigger_ticks = trigger_ticks;
	bench.port.switch_ticks = switch_ticks;
	CHECK(bench_start(&bench, 0, 0, CLAMP_START_ON_EDGE) == CLAMP_OK, "START");
	bench_run(&bench, 20);
}

/* A spike on a cable that hangs open is shorter than a pulse that somebody means. */
static void a_short_pulse_triggers_nothing(void)
{
	for (uint16_t width = 0; width < 12; width++) {
		for (uint16_t wanted = 0; wanted < 8; wanted++) {
			wait_for_edge(wanted, 0);
			const uint32_t edge = bench.clamp.tick + 1u;
			bench.model.inputs = CLAMP_IN_TRIGGER;
			bench_run(&bench, width);
			bench.model.inputs = 0;
			bench_run(&bench, 30);
			const int counts = width > 0 && width >= wanted;
			CHECK((bench.clamp.state == CLAMP_RUNNING) == counts, "%d ticks, %d wanted", width, wanted);
			CHECK(bench.seen.note_count[0][CLAMP_NOTE_RISE] == (uint32_t) counts && bench.seen.note_count[0][CLAMP_NOTE_FALL] == (uint32_t) counts, "edges");
			if (!counts) continue;
			CHECK(bench.seen.begin_tick == edge + (wanted ? wanted - 1u : 0u), "began %u ticks after the edge", bench.seen.begin_tick - edge);
			CHECK(bench.seen.note_value == (wanted ? (float) wanted - 1.0f : 0.0f), "the event says when the edge was: %g", (double) bench.seen.note_value);
		}
	}
	/* Also where the main loop is busy and does not ask for the inputs. */
	wait_for_edge(5, 0);
	bench_tick(&bench, 2);
	bench.model.inputs = CLAMP_IN_TRIGGER;
	bench_tick(&bench, 4);
	CHECK(bench.clamp.state == CLAMP_ARMED, "after 4 ticks");
	bench_tick(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_RUNNING, "after 5 ticks");
	/* Many spikes do not add up to a pulse. */
	wait_for_edge(5, 0);
	for (int k = 0; k < 100; k++) {
		bench.model.inputs = k % 5 < 4 ? CLAMP_IN_TRIGGER : 0;
		bench_run(&bench, 1);
	}
	CHECK(bench.clamp.state == CLAMP_ARMED && bench.worst_pa == 0.0, "%g pA", bench.worst_pa);
}

static void the_switch_comes_to_rest_before_the_first_current(void)
{
	/* On an edge: closed at once, the first current after the bounce. bench.c checks that none flows before. */
	wait_for_edge(1, 50);
	bench.model.inputs = CLAMP_IN_TRIGGER;
	const uint32_t edge = bench.clamp.tick + 1u;
	bench_tick(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_RUNNING && bench.model.outputs == CLAMP_OUT_RELAY && bench.worst_pa == 0.0, "closed, no current");
	bench_tick(&bench, 49);
	CHECK(bench.worst_pa == 0.0 && bench.model.outputs == CLAMP_OUT_RELAY, "%g pA", bench.worst_pa);
	bench_tick(&bench, 1);
	CHECK(bench.clamp.i_pa == 500.0f && bench.model.outputs == (CLAMP_OUT_RELAY | CLAMP_OUT_SYNC), "the first current");
	bench_run(&bench, 20);
	CHECK(bench.seen.begin_tick == edge + 50 && bench.seen.note_count[0][CLAMP_NOTE_BEGIN] == 1, "began %u", bench.seen.begin_tick - edge);
	/* At a tick: that one is the first of the run, so the switch closes before it. */
	bench_drive_to(&bench, CLAMP_ARMED);
	bench.port.switch_ticks = 50;
	const uint32_t now = bench.clamp.tick;
	CHECK(bench_start(&bench, now + 51, 30, CLAMP_START_AT_TICK) == CLAMP_TOO_LATE, "no time to close it");
	CHECK(bench_start(&bench, now + 100, 30, CLAMP_START_AT_TICK) == CLAMP_OK, "START");
	while (bench.clamp.tick < now + 49) bench_run(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_ARMED && bench.model.outputs == 0, "open");
	bench_run(&bench, 1);
	CHECK(bench.model.outputs == CLAMP_OUT_RELAY, "closed");
	while (bench.clamp.tick < now + 99) bench_run(&bench, 1);
	CHECK(bench.worst_pa == 0.0, "%g pA", bench.worst_pa);
	bench_run(&bench, 300);
	CHECK(bench.seen.begin_tick == now + 100 && bench.worst_pa > 499.0, "began %u", bench.seen.begin_tick - now);
	CHECK(bench.seen.zero_tick == now + 100 + 30 + 100, "the length counts from there: %u", bench.seen.zero_tick - now);
	/* What ends a run ends it also while the switch bounces: no current at all. */
	for (int how = 0; how < 3; how++) {
		wait_for_edge(1, 5000);
		bench.model.inputs = CLAMP_IN_TRIGGER;
		bench_run(&bench, 100);
		CHECK(bench.clamp.state == CLAMP_RUNNING, "settling");
		if (how == 0) CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
		if (how == 1) bench.model.inputs |= CLAMP_IN_INHIBIT;
		bench_run(&bench, how == 2 ? 2100 : 200);
		CHECK(bench.worst_pa == 0.0 && bench.clamp.state != CLAMP_RUNNING && bench.model.outputs == 0, "how %d: %g pA", how, bench.worst_pa);
		CHECK(bench.clamp.fault == (how == 0 ? 0 : how == 1 ? CLAMP_FAULT_INHIBIT : CLAMP_FAULT_WATCHDOG), "fault %d", bench.clamp.fault);
	}
}

/* More than a minute ahead is a mistake of the host: its tick is of another count. */
static void a_start_is_at_most_a_minute_ahead(void)
{
	bench_drive_to(&bench, CLAMP_ARMED);
	bench_heartbeat(&bench);
	bench_run(&bench, 2);
	/* The frame is read in the tick after the one here. */
	CHECK(bench_start(&bench, bench.clamp.tick + 1 + 600001, 0, CLAMP_START_AT_TICK) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 0, "60.0001 s");
	CHECK(bench_start(&bench, bench.clamp.tick + 0x7fffffffu, 0, CLAMP_START_AT_TICK) == CLAMP_BAD_VALUE, "days");
	CHECK(bench_start(&bench, bench.clamp.tick + 1 + 600000, 0, CLAMP_START_AT_TICK) == CLAMP_OK, "60 s");
	/* A start at once has no tick of its own. */
	bench_drive_to(&bench, CLAMP_ARMED);
	CHECK(bench_start(&bench, bench.clamp.tick + 0x7fffff00u, 0, 0) == CLAMP_OK, "now: %d", bench.seen.ack_code);
}

/* Where V is before a run: the first code, then a 64th of each. */
static void v_at_rest_is_a_mean(void)
{
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench.forced = 1;
	bench.force_code = 1000;
	bench_boot(&bench);
	bench_tick(&bench, 1);
	CHECK(bench.clamp.rest_code == 1000.0f, "%g", (double) bench.clamp.rest_code);
	bench.force_code = 1064;
	bench_tick(&bench, 1);
	CHECK(bench.clamp.rest_code == 1001.0f, "%g", (double) bench.clamp.rest_code);
}

/* 4 294 967 296 ticks are 12 hours at 100 kHz. */
static void a_single_step_stays_single_for_ever(void)
{
	struct clamp_command command;
	const struct clamp_set_command set = { 1, 500, 10, 20, 0, { 0, 0 }, { 0, 0 } };
	clamp_command_set(&command, &set, 1000);
	clamp_command_start(&command);
	int high = 0;
	for (int k = 0; k < 100; k++) high += clamp_command_step(&command) > 100.0f;
	CHECK(high == 20, "%d ticks", high);
	command.tick = UINT32_MAX - 50u;
	for (int k = 0; k < 200; k++) CHECK(clamp_command_step(&command) == 1.0f, "the step again, %d ticks after the end of the count", k - 50);
	/* One that would end behind the count ends with it. */
	const struct clamp_set_command late = { 1, 500, 9.9e6f, 9.9e6f, 0, { 0, 0 }, { 0, 0 } };
	clamp_command_set(&command, &late, 400000);
	clamp_command_start(&command);
	command.tick = UINT32_MAX - 50u;
	for (int k = 0; k < 200; k++) CHECK((clamp_command_step(&command) > 100.0f) == (k < 50), "tick %d", k);
}

/* Nobody says STOP, and the host's heart beats on: the device ends the run by itself. */
static void an_endless_run_has_a_longest_time(void)
{
	static const struct {
		uint32_t ticks;
		uint16_t longest_s;
		uint8_t streamed;
		uint32_t expected; /* in ms */
	} rows[] = { { 0, 0, 0, 60000 }, { 0, 1, 0, 1000 }, { 0, 3, 1, 3000 }, { 500, 1, 0, 50 }, { 20000, 1, 0, 2000 } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		bench_drive_to(&bench, CLAMP_CONFIGURED);
		if (rows[k].streamed) bench.clamp.sources |= CLAMP_SOURCE_STREAM_I; /* nothing that could end */
		CHECK(bench_arm(&bench) == CLAMP_OK, "ARM");
		uint8_t payload[12] = { 0 };
		memcpy(payload + 4, &rows[k].ticks, 4);
		memcpy(payload + 10, &rows[k].longest_s, 2);
		CHECK(bench_command(&bench, CLAMP_START, payload, 12) == CLAMP_OK, "START: %d at %d", bench.seen.ack_code, bench.seen.ack_detail);
		const uint32_t from = bench.clamp.tick;
		bench.forced = 1; /* a steady current does not prove V: another rule */
		bench.force_code = 32768;
		bench_run(&bench, 1);
		while (bench.clamp.state == CLAMP_RUNNING && bench.clamp.tick - from < 700000) bench_run_alive(&bench, 500);
		bench_run(&bench, 200);
		CHECK(bench.seen.note_count[0][CLAMP_NOTE_DONE] == 1 && bench.clamp.fault == 0, "row %u: %s, fault %d", k, bench_states[bench.clamp.state], bench.clamp.fault);
		CHECK(bench.seen.zero_tick - bench.seen.begin_tick == rows[k].expected * 10 + 100, "row %u: %u ticks", k,
			bench.seen.zero_tick - bench.seen.begin_tick);
	}
	/* More ticks than can be counted: 214 748 s at 10 kHz never fit into the field, at 100 kHz 21 474 s do. */
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	const struct clamp_config f = bench_config(&bench);
	bench_ready(&bench, &f);
	const uint8_t long_run[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 21475 & 255, 21475 >> 8 };
	CHECK(bench_command(&bench, CLAMP_START, long_run, 12) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 10, "21475 s");
	const uint8_t shorter[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 21474 & 255, 21474 >> 8 };
	CHECK(bench_command(&bench, CLAMP_START, shorter, 12) == CLAMP_OK, "21474 s");
	CHECK(bench.clamp.run_ticks == 2147400000u, "%u ticks", bench.clamp.run_ticks);
	/* A stream is its own end: it has an hour. */
	bench_drive_to(&bench, CLAMP_ARMED);
	bench.clamp.sources = CLAMP_SOURCE_STREAM;
	bench.clamp.contiguous = 2;
	CHECK(bench_start(&bench, 0, 0, CLAMP_START_ON_EDGE) == CLAMP_OK && bench.clamp.run_ticks == 36000000u, "%u ticks", bench.clamp.run_ticks);
}

static int interrupts;

/* The timer again and again, while a tick is about to write its current. */
static void timer(struct bench *b)
{
	if (interrupts-- > 0) for (int k = 0; k < 4; k++) clamp_overrun(&b->clamp);
}

/* bench.c checks each write: no current but in RUNNING and RAMPDOWN. */
static void a_tick_that_is_overrun_lets_no_current_out(void)
{
	static const uint8_t states[] = { CLAMP_RUNNING, CLAMP_RAMPDOWN };
	for (int k = 0; k < 2; k++) {
		bench_drive_to(&bench, states[k]);
		interrupts = 1;
		bench.before_write = timer;
		bench_tick(&bench, 1);
		CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.fault == CLAMP_FAULT_OVERRUN, "%s: fault %d", bench_states[states[k]], bench.clamp.fault);
		CHECK(bench.clamp.i_pa == 0.0f && bench.model.outputs == 0 && bench.model.codes[bench.model.at] == bench.model.dac_zero, "zero in the same tick");
	}
	/* All that is missed within one tick counts, and what was missed before the run does not. */
	bench_drive_to(&bench, CLAMP_ARMED);
	for (int k = 0; k < 200; k++) clamp_overrun(&bench.clamp);
	CHECK(bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run(&bench, 10);
	CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.overruns == 0, "%u before", bench.clamp.overruns);
	for (int k = 0; k < 200; k++) clamp_overrun(&bench.clamp);
	bench_tick(&bench, 1);
	CHECK(bench.clamp.fault == CLAMP_FAULT_OVERRUN && bench.clamp.overruns == 200, "%u", bench.clamp.overruns);
}

enum { BOTH_RULES, TURNS_ALONE, RIPPLE_ALONE };

/*
 * A loop at 100 kHz that is late by so many ticks and has twice the conductance that is just stable: an integrator of 100 pF
 * swings from pi/2 C / latency on, behind an electrode of 10 MOhm from less on. The host measured the latency but is wrong
 * on the cell, so ARM does not see it. Returns how long a current flowed, in ms; at most 1000.
 */
static double oscillation_ms(const int ticks, const double r_mohm, const float slew, const int rules)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench.model.latency_ticks = ticks - 1; /* the current goes out in the tick after the sample */
	bench.model.noise_mv = 0.05;
	if (r_mohm > 0.0) {
		bench.model.r_series_mohm = r_mohm;
		bench.model.c_electrode_pf = 5.0;
		bench.model.substeps = 4;
	}
	model_rest(&bench.model);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	const double ms = ticks * 0.01;
	f.latency_us = (float) (1000.0 * ms);
	f.c_pf = 1e5f;
	f.g_peak_ns = 9000.0f;
	f.charge_pc = 1e8f;
	f.slew_pa_per_ms = slew;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG: field at %d", bench.seen.ack_detail);
	const double tau_e = r_mohm * 5.0 * 1e-3;
	const double limit = 1.0 / ((r_mohm > 0.0 ? r_mohm * 1e-3 * (1.0 - exp(-ms / tau_e)) : 0.0) + ms / 100.0 / 1.571);
	const struct clamp_set_constant g = { 0.0f, (float) (2.0 * limit), 0.0f };
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT");
	if (rules == TURNS_ALONE) bench.clamp.ripples_max = UINT32_MAX;
	if (rules == RIPPLE_ALONE) bench.clamp.alternation_pa = 1e9f;
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run_alive(&bench, 100000);
	CHECK(bench.clamp.fault == CLAMP_FAULT_OSCILLATION || bench.clamp.state == CLAMP_RUNNING, "fault %d", bench.clamp.fault);
	return (bench.live_tick - bench.seen.begin_tick) * 0.01;
}

static void a_loop_that_is_late_swings_slowly_and_is_cut(void)
{
	double worst[3] = { 0, 0, 0 };
	static const float slews[] = { 1e9f, 35000.0f };
	for (int rules = 0; rules < 3; rules++) {
		for (int ticks = 4; ticks <= 16; ticks += 3) {
			for (int k = 0; k < 4; k++) {
				const double ms = oscillation_ms(ticks, k / 2 ? 10.0 : 0.0, slews[k % 2], rules);
				CHECK(bench.clamp.fault == CLAMP_FAULT_OSCILLATION && ms < 20.0, "%d ticks, rules %d, row %d: %g pA after %g ms", ticks, rules, k,
					(double) bench.clamp.i_pa, ms);
				if (ms > worst[rules]) worst[rules] = ms;
			}
		}
	}
	printf("edges: loops 40 to 160 us late at twice the stable conductance, +-2000 pA: cut after %.1f ms at worst (turns alone %.1f, ripple alone %.1f)\n",
		worst[0], worst[1], worst[2]);
}

/* The window of turns is four latencies, eight ticks at least; a block four latencies, 100 us to 1 ms, three ticks at least. */
static void windows_follow_the_latency(void)
{
	static const struct {
		uint32_t loop_hz;
		float latency_us;
		uint32_t quick, block, ripples;
	} rows[] = { { 100000, 10.0f, 8, 10, 50 }, { 100000, 25.0f, 10, 10, 50 }, { 100000, 30.0f, 12, 12, 41 }, { 100000, 150.0f, 60, 60, 8 },
		{ 100000, 250.0f, 100, 100, 8 }, { 100000, 1000.0f, 400, 100, 8 }, { 20000, 50.0f, 8, 4, 25 }, { 10000, 100.0f, 8, 4, 12 }, { 1000, 1000.0f, 8, 3, 8 },
		{ 1000, 5000.0f, 20, 3, 8 }, { 400000, 2.5f, 8, 40, 50 } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		bench_init(&bench, MODEL_PASSIVE, rows[k].loop_hz);
		bench_boot(&bench);
		bench_hello(&bench);
		struct clamp_config f = bench_config(&bench);
		f.latency_us = rows[k].latency_us;
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG: field at %d", bench.seen.ack_detail);
		CHECK(bench.clamp.quick_ticks == rows[k].quick && bench.clamp.block_ticks == rows[k].block && bench.clamp.ripples_max == rows[k].ripples,
			"row %u: %u, %u, %u", k, bench.clamp.quick_ticks, bench.clamp.block_ticks, bench.clamp.ripples_max);
	}
}

/*
 * Eight blocks in a row whose current has more than i_max/8 rms around its mean, 25 of 200 pA. At 1 kHz a block has three
 * ticks: 0, 0, x has x sqrt(2)/3 rms. V as forced: g = 1 nS, E = 0, so I = -V.
 */
static uint32_t ripple_ticks(const double pa, const int blocks, const int command)
{
	bench_init(&bench, MODEL_PASSIVE, 1000);
	bench.forced = 1;
	bench.force_code = 32768;
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	f.i_max_pa = 200.0f;
	f.c_pf = 1e4f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG: field at %d", bench.seen.ack_detail);
	const struct clamp_set_constant g = { command ? 0.0f : 1.0f, 0, 0 };
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT");
	if (command) {
		/* The same as a command, which nobody takes for an oscillation: 0, 0, x. */
		const struct clamp_set_command c = { 0, (float) pa, 2, 1, 3, { 0, 0 }, { 0, 0 } };
		CHECK(bench_command(&bench, CLAMP_SET_COMMAND, &c, sizeof c) == CLAMP_OK, "SET_COMMAND");
	}
	bench.clamp.alternation_pa = 1e9f;
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	uint32_t t = 0;
	for (; t < 60 && bench.clamp.fault == 0; t++) {
		const double v = !command && t % 3 == 2 && (int) t / 3 % (blocks + 1) < blocks ? -pa : 0.0;
		bench.force_code = (uint32_t) lround((v + 327.68) * 100.0);
		bench_run(&bench, 1);
	}
	CHECK(bench.clamp.fault == 0 || bench.clamp.fault == CLAMP_FAULT_OSCILLATION, "fault %d", bench.clamp.fault);
	return t;
}

static void a_ripple_is_one_after_eight_blocks(void)
{
	const double limit = 25.0 * 3.0 / sqrt(2.0); /* 53.03 pA */
	CHECK(ripple_ticks(limit + 0.1, 8, 0) == 24, "above: %u ticks", ripple_ticks(limit + 0.1, 8, 0));
	CHECK(ripple_ticks(limit - 0.1, 8, 0) == 60, "below");
	CHECK(ripple_ticks(100.0, 7, 0) == 60, "seven in a row");
	CHECK(ripple_ticks(100.0, 8, 1) == 60, "a command");
	ripple_ticks(limit + 0.1, 8, 0);
	CHECK(fabsf(bench.seen.note_value - 25.05f) < 0.02f, "%g pA rms", (double) bench.seen.note_value);
}

/* A build whose arithmetic has other bits: the noise is refused, everything else is as it was. */
static void a_build_with_other_bits_makes_no_seeded_noise(void)
{
	bench_drive_to(&bench, CLAMP_CONFIGURED);
	CHECK(bench.clamp.same_bits, "this build");
	const struct clamp_set_ou ou = { 1, 1, 3, 1, 1, 3, 0, 1, 1, 0 };
	const struct clamp_set_train poisson = { 0, 1, 0, 1, 1, 3, 0, 10, 0, 1, 0, 0 };
	const struct clamp_set_train regular = { 0, 0, 0, 1, 1, 3, 0, 10, 0, 1, 0, 0 };
	for (uint8_t same = 0; same < 2; same++) {
		bench.clamp.same_bits = same;
		const uint8_t expected = same ? CLAMP_OK : CLAMP_OTHER_BITS;
		CHECK(bench_command(&bench, CLAMP_SET_OU, &ou, sizeof ou) == expected, "SET_OU: %d", bench.seen.ack_code);
		CHECK(!(bench.clamp.sources & CLAMP_SOURCE_OU) == !same, "in force");
		CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &poisson, sizeof poisson) == expected, "Poisson: %d", bench.seen.ack_code);
		CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &regular, sizeof regular) == CLAMP_OK, "regular: %d", bench.seen.ack_code);
	}
}

int main(void)
{
	a_late_stop_revives_no_command();
	only_a_rising_time_is_a_heartbeat();
	a_short_pulse_triggers_nothing();
	the_switch_comes_to_rest_before_the_first_current();
	a_start_is_at_most_a_minute_ahead();
	v_at_rest_is_a_mean();
	a_single_step_stays_single_for_ever();
	an_endless_run_has_a_longest_time();
	a_tick_that_is_overrun_lets_no_current_out();
	a_loop_that_is_late_swings_slowly_and_is_cut();
	windows_follow_the_latency();
	a_ripple_is_one_after_eight_blocks();
	a_build_with_other_bits_makes_no_seeded_noise();
	printf("edges: ok\n");
	return 0;
}
