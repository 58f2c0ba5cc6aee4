/*
 * Each guard of the loop at its limit: just allowed, and just not. Expected values are from PROTOCOL.md, sections 3 to 5, or
 * computed here. A stream at the rate of the loop makes any course of the command current.
 */
#include "bench.h"

#include <math.h>
#include <string.h>

static struct bench bench;

/* What the telemetry said, sample by sample. */
#define TRACE 20000
static struct {
	uint32_t n, tick[TRACE], index[TRACE];
	uint16_t v[TRACE], status[TRACE];
	int16_t clamp[TRACE], command[TRACE];
} trace;

static void keep(void *ctx, const struct clamp_telem *block)
{
	(void) ctx;
	for (uint32_t k = 0; k < block->n && trace.n < TRACE; k++, trace.n++) {
		trace.tick[trace.n] = block->first_tick + k * block->decim;
		trace.index[trace.n] = block->first_index;
		trace.v[trace.n] = (uint16_t) block->samples[k][0];
		trace.clamp[trace.n] = block->samples[k][1];
		trace.command[trace.n] = block->samples[k][2];
		trace.status[trace.n] = block->status;
	}
}

/* Which status bits were set in any block since a tick. */
static uint16_t status_since(const uint32_t tick)
{
	uint16_t all = 0;
	for (uint32_t k = 0; k < trace.n; k++) if (trace.tick[k] >= tick) all |= trace.status[k];
	return all;
}

#define CODE_OF_MV(mv) ((uint32_t) lround(((mv) + 327.68) * 100.0))

/* A device at 10 kHz that measures -60 mV whatever it does, telemetry in each tick, greeted. */
static struct clamp_config fixed_voltage(void)
{
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench.forced = 1;
	bench.force_code = CODE_OF_MV(-60.0);
	bench_boot(&bench);
	bench_hello(&bench);
	trace.n = 0;
	bench.telem = keep;
	struct clamp_config f = bench_config(&bench);
	f.telem_decim = 1;
	f.c_pf = 1e5f;
	f.nmda_k = 0.0f;
	return f;
}

static void configure(const struct clamp_config *f)
{
	CHECK(bench_command(&bench, CLAMP_CONFIG, f, sizeof *f) == CLAMP_OK, "CONFIG: field at %d", bench.seen.ack_detail);
}

static void set_constant(const float g_e, const float g_i, const float g_n)
{
	const struct clamp_set_constant g = { g_e, g_i, g_n };
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT");
}

static void set_dc(const float pa)
{
	const struct clamp_set_command command = { pa, 0, 0, 0, 0, { 0, 0 }, { 0, 0 } };
	CHECK(bench_command(&bench, CLAMP_SET_COMMAND, &command, sizeof command) == CLAMP_OK, "SET_COMMAND");
}

/* The next tick is the first one of the run. */
static void start(const uint32_t ticks)
{
	CHECK(bench_arm(&bench) == CLAMP_OK, "ARM: %d, %d", bench.seen.ack_code, bench.seen.ack_detail);
	CHECK(bench_start(&bench, 0, ticks, 0) == CLAMP_OK, "START");
}

/* Streams currents in pA, one a tick. The next tick puts out the first. */
static void start_currents(struct clamp_config f, const int16_t *pa, const uint32_t n)
{
	f.stream_hz = 10000;
	f.stream_mask = CLAMP_MASK_I;
	f.scale[CLAMP_I] = 1.0f;
	configure(&f);
	for (uint32_t first = 0; first < n; first += 100) {
		const uint32_t part = n - first < 100 ? n - first : 100;
		bench_chunk(&bench, first, part, CLAMP_MASK_I, first + part == n ? CLAMP_FLAG_LAST : 0, (const uint16_t *) pa + first);
		bench_run(&bench, 2);
	}
	start(0);
}

/* A tick after which the current is this. */
static void expect_pa(const double pa)
{
	bench_run(&bench, 1);
	CHECK(fabs((double) bench.clamp.i_pa - pa) < 1e-3, "%g pA, expected %g", (double) bench.clamp.i_pa, pa);
}

static void the_converter_has_two_ends(void)
{
	static const struct {
		uint32_t bits, code;
		uint8_t fault; /* in the first tick */
	} rows[] = { { 16, 0, 4 }, { 16, 65535, 4 }, { 16, 1, 0 }, { 16, 65534, 0 }, { 12, 4095, 4 }, { 12, 4094, 0 }, { 8, 255, 4 }, { 8, 254, 0 },
		{ 8, 0, 4 } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		bench_init(&bench, MODEL_PASSIVE, 10000);
		bench.port.adc_bits = (uint8_t) rows[k].bits;
		bench.port.cal.adc_scale = 640.0f / (float) (1u << rows[k].bits);
		bench.port.cal.adc_offset_mv = -320.0f;
		bench.forced = 1;
		bench.force_code = 1u << (rows[k].bits - 1u);
		bench_boot(&bench);
		bench_configure_with_current(&bench, bench_config(&bench));
		start(0);
		bench_run(&bench, 5);
		CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.i_pa == 500.0f, "0 mV");
		bench.force_code = rows[k].code;
		bench_tick(&bench, 1);
		CHECK(bench.clamp.fault == rows[k].fault, "code %u of %u bits: fault %d", rows[k].code, rows[k].bits, bench.clamp.fault);
		CHECK(bench.clamp.state == (rows[k].fault ? CLAMP_FAULT : CLAMP_RUNNING), "code %u of %u bits", rows[k].code, rows[k].bits);
		CHECK((bench.clamp.i_pa == 0.0f) == (rows[k].fault != 0), "cut in the same tick");
		/* Near its end V is far outside the window of three samples. */
		bench_tick(&bench, 2);
		CHECK(rows[k].fault || bench.clamp.fault == CLAMP_FAULT_V_WINDOW, "window");
	}
}

/* V = code / 4 - 8192 mV, exact in single precision. */
static void the_window_includes_its_ends(void)
{
	static const struct {
		double mv;
		int inside;
	} rows[] = { { 60.0, 1 }, { 60.25, 0 }, { -120.0, 1 }, { -120.25, 0 }, { -30.0, 1 } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		for (uint16_t samples = 1; samples < 5; samples++) {
			bench_init(&bench, MODEL_PASSIVE, 10000);
			bench.port.cal.adc_scale = 0.25f;
			bench.port.cal.adc_offset_mv = -8192.0f;
			bench.forced = 1;
			bench.force_code = 32768;
			bench_boot(&bench);
			struct clamp_config f = bench_config(&bench);
			f.window_samples = samples;
			bench_hello(&bench);
			configure(&f);
			/* The law alone, or with another source: the rule comes before both. */
			if (samples % 2) set_dc(500.0f);
			else set_constant(10.0f, 10.0f, 0);
			start(0);
			bench_run(&bench, 5);
			CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.i_pa != 0.0f, "runs");
			bench.force_code = (uint32_t) ((rows[k].mv + 8192.0) * 4.0);
			bench_tick(&bench, samples - 1u);
			CHECK(bench.clamp.fault == 0, "%g mV: %d samples", rows[k].mv, samples - 1);
			bench_tick(&bench, 1);
			CHECK(bench.clamp.fault == (rows[k].inside ? 0 : CLAMP_FAULT_V_WINDOW), "%g mV: %d samples: fault %d", rows[k].mv, samples,
				bench.clamp.fault);
		}
	}
}

static void the_host_may_be_silent_for_the_watchdogs_time(void)
{
	/* Running: 200 ms are 2000 ticks. */
	bench_drive_to(&bench, CLAMP_RUNNING);
	bench_heartbeat(&bench);
	bench_run(&bench, 1);
	const uint32_t beat = bench.clamp.heartbeat_tick;
	CHECK(beat == bench.clamp.tick, "heartbeat");
	bench_run(&bench, 2000);
	CHECK(bench.clamp.state == CLAMP_RUNNING, "2000 ticks");
	bench_run(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_RAMPDOWN && bench.clamp.fault == CLAMP_FAULT_WATCHDOG, "2001 ticks");
	bench_run(&bench, 5);
	CHECK(fabsf(bench.seen.note_value - 200.1f) < 0.01f, "%g ms", (double) bench.seen.note_value);
	/* Armed. */
	bench_drive_to(&bench, CLAMP_ARMED);
	bench_heartbeat(&bench);
	bench_run(&bench, 2001);
	CHECK(bench.clamp.state == CLAMP_ARMED, "2000 ticks");
	bench_run(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.fault == CLAMP_FAULT_WATCHDOG, "2001 ticks");
	bench_run(&bench, 5);
	CHECK(fabsf(bench.seen.note_value - 200.1f) < 0.01f, "%g ms", (double) bench.seen.note_value);
	/* A run may begin in the last tick of the watchdog's time. */
	bench_drive_to(&bench, CLAMP_ARMED);
	bench_heartbeat(&bench);
	bench_run(&bench, 1);
	CHECK(bench_start(&bench, bench.clamp.heartbeat_tick + 2000, 0, CLAMP_START_AT_TICK) == CLAMP_OK, "START");
	while (bench.clamp.tick < bench.clamp.start_tick) bench_run(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.i_pa == 500.0f, "2000 ticks: %s", bench_states[bench.clamp.state]);
	bench_run(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_RAMPDOWN && bench.clamp.fault == CLAMP_FAULT_WATCHDOG, "2001 ticks");
	/* ARM itself is a sign of life. Nothing else is, not even a heartbeat of another length. */
	bench_drive_to(&bench, CLAMP_CONFIGURED);
	bench_run(&bench, 5000);
	CHECK(bench_arm(&bench) == CLAMP_OK, "ARM");
	for (int k = 0; k < 20; k++) {
		bench_send(&bench, CLAMP_CAL_READ, 0, NULL, 0);
		bench_send(&bench, CLAMP_HEARTBEAT, 0, "1234567", 7);
		bench_run(&bench, 100);
		CHECK(bench.clamp.state == CLAMP_ARMED, "%d ms", 10 * k);
	}
	bench_run(&bench, 5);
	CHECK(bench.clamp.state == CLAMP_FAULT, "silence");
}

static void a_run_with_a_length_ends_in_its_tick(void)
{
	static const uint32_t lengths[] = { 1, 2, 1999, 2000, 2001, 2002, 5000 };
	for (uint32_t k = 0; k < sizeof lengths / sizeof lengths[0]; k++) {
		bench_drive_to(&bench, CLAMP_CONFIGURED);
		start(lengths[k]);
		bench_run_alive(&bench, lengths[k]);
		CHECK(bench.clamp.state == CLAMP_RUNNING, "%u ticks", lengths[k]);
		bench_run(&bench, 1);
		CHECK(bench.clamp.state == CLAMP_RAMPDOWN && bench.clamp.fault == 0, "%u ticks and one", lengths[k]);
		bench_run(&bench, 105);
		CHECK(bench.seen.zero_tick == bench.seen.begin_tick + lengths[k] + 100, "%u ticks: zero after %u", lengths[k],
			bench.seen.zero_tick - bench.seen.begin_tick);
		CHECK(bench.seen.note_count[0][CLAMP_NOTE_DONE] == 1 && bench.seen.note_count[0][CLAMP_NOTE_STOP] == 0, "done");
	}
}

static void the_slew_limit_acts_above_its_value(void)
{
	struct clamp_config f = fixed_voltage();
	f.slew_pa_per_ms = 100.0f; /* 10 pA in a tick */
	static const int16_t at[] = { 10, 20, 10, 0, -10, 0, 0 };
	start_currents(f, at, 7);
	for (int k = 0; k < 7; k++) expect_pa(at[k]);
	bench_run(&bench, 200);
	CHECK(!(status_since(bench.seen.begin_tick) & CLAMP_STATUS_SLEWED), "10 pA in a tick");
	f = fixed_voltage();
	f.slew_pa_per_ms = 100.0f;
	static const int16_t above[] = { 11, 11, 0, 0, 500, 500, -500, -500, -500, 0 };
	static const double limited[] = { 10, 11, 1, 0, 10, 20, 10, 0, -10, 0 };
	start_currents(f, above, 10);
	for (int k = 0; k < 10; k++) expect_pa(limited[k]);
	bench_run(&bench, 200);
	CHECK(status_since(bench.seen.begin_tick) & CLAMP_STATUS_SLEWED, "11 pA in a tick");
	/* The slew limit below and above i_max/4: each rule acts alone. */
	f = fixed_voltage();
	f.i_max_pa = 2000.0f; /* 500 pA count for the oscillation */
	f.slew_pa_per_ms = 6000.0f;
	static const int16_t high[] = { 600, 1201, 1201 };
	static const double high_limited[] = { 600, 1200, 1201 };
	start_currents(f, high, 3);
	for (int k = 0; k < 3; k++) expect_pa(high_limited[k]);
}

static void the_current_limit_acts_above_its_value(void)
{
	struct clamp_config f = fixed_voltage();
	f.i_max_pa = 400.0f;
	static const int16_t at[] = { 400, 400, 200, 0, -200, -400, -400, -200, 0 };
	start_currents(f, at, 9);
	for (int k = 0; k < 9; k++) expect_pa(at[k]);
	bench_run(&bench, 200);
	CHECK(!(status_since(bench.seen.begin_tick) & CLAMP_STATUS_LIMITED) && bench.seen.note_count[0][CLAMP_NOTE_LIMIT] == 0, "400 pA");
	f = fixed_voltage();
	f.i_max_pa = 400.0f;
	static const int16_t above[] = { 401, 401, 0, -401, -5000, 0 };
	static const double limited[] = { 400, 400, 0, -400, -400, 0 };
	start_currents(f, above, 6);
	for (int k = 0; k < 6; k++) expect_pa(limited[k]);
	bench_run(&bench, 200);
	CHECK((status_since(bench.seen.begin_tick) & CLAMP_STATUS_LIMITED) && bench.seen.note_count[0][CLAMP_NOTE_LIMIT] == 1, "401 pA");
	/* The next run reports it again. */
	bench.model.inputs = 0;
	bench_chunk(&bench, 0, 6, CLAMP_MASK_I, CLAMP_FLAG_LAST, (const uint16_t *) above);
	bench_run(&bench, 5);
	start(0);
	bench_run(&bench, 200);
	CHECK(bench.seen.note_count[0][CLAMP_NOTE_LIMIT] == 2, "in each run");
}

/* The same rules where all currents are below 1 pA. */
static void small_currents_have_the_same_rules(void)
{
	for (int sign = -1; sign < 2; sign += 2) {
		struct clamp_config f = fixed_voltage();
		f.i_max_pa = 0.8f;
		configure(&f);
		set_dc((float) sign * 0.9f);
		start(0);
		expect_pa(sign * 0.8);
		f = fixed_voltage();
		f.slew_pa_per_ms = 3.0f; /* 0.3 pA in a tick */
		configure(&f);
		set_dc((float) sign * 0.8f);
		start(0);
		expect_pa(sign * 0.3);
		expect_pa(sign * 0.6);
		expect_pa(sign * 0.8);
		/* An oscillation of 0.8 pA, i_max/4 is 0.5 pA. */
		f = fixed_voltage();
		f.i_max_pa = 2.0f;
		configure(&f);
		const struct clamp_set_command command = { 0, (float) sign * 0.8f, 0, 0.1f, 0.2f, { 0, 0 }, { 0, 0 } };
		CHECK(bench_command(&bench, CLAMP_SET_COMMAND, &command, sizeof command) == CLAMP_OK, "SET_COMMAND");
		start(0);
		bench_run(&bench, 20);
		CHECK(bench.clamp.fault == CLAMP_FAULT_OSCILLATION, "oscillation");
	}
}

/* Exactly i_max/4 is no oscillation, exactly the slew limit is not limited, whichever of the two is lower. */
static void changes_exactly_at_a_rule_are_allowed(void)
{
	/* 50 pA in a tick; what is wanted is always 100 pA away from the last current. */
	struct clamp_config f = fixed_voltage();
	f.i_max_pa = 400.0f;
	f.slew_pa_per_ms = 500.0f;
	int16_t pa[60];
	for (int t = 0; t < 60; t++) pa[t] = t % 2 ? -50 : 100;
	start_currents(f, pa, 60);
	for (int t = 0; t < 58; t++) expect_pa(t % 2 ? 0 : 50);
	/* 200 pA in a tick. */
	f.slew_pa_per_ms = 2000.0f;
	for (int t = 0; t < 60; t++) pa[t] = t < 10 ? 0 : 200;
	struct clamp_config g = fixed_voltage();
	g.i_max_pa = 400.0f;
	g.slew_pa_per_ms = 2000.0f;
	start_currents(g, pa, 60);
	bench_run(&bench, 200);
	CHECK(!(status_since(bench.seen.begin_tick) & CLAMP_STATUS_SLEWED), "200 pA in a tick");
}

/* Currents that jump between 0 and size, every so many ticks: the tick of the fault, counted from the first jump; 0: none. */
static uint32_t jumps(const int16_t size, const uint32_t each, const uint32_t n, const int two_steps)
{
	struct clamp_config f = fixed_voltage();
	f.i_max_pa = 400.0f;
	f.slew_pa_per_ms = 1e9f;
	static int16_t pa[1000];
	memset(pa, 0, sizeof pa);
	uint32_t last = 10 + each * n;
	for (uint32_t t = 10; t < 1000; t++) {
		const uint32_t jump = t < last ? (t - 10) / each : n - 1;
		pa[t] = jump % 2 ? 0 : size;
		/* Up or down in two steps of the same sign. */
		if (two_steps && t < last && (t - 10) % each == 0) pa[t] = (int16_t) (size / 2);
	}
	start_currents(f, pa, 1000);
	for (uint32_t t = 0; t < 999; t++) {
		bench_heartbeat(&bench);
		bench_run(&bench, 1);
		if (bench.clamp.fault) {
			CHECK(bench.clamp.fault == CLAMP_FAULT_OSCILLATION && bench.clamp.state == CLAMP_FAULT, "fault %d", bench.clamp.fault);
			return t - 10;
		}
	}
	return 0;
}

/* Eight times, each within eight ticks of the last, by more than i_max/4 = 100 pA. */
static void oscillation_is_eight_quick_alternations(void)
{
	CHECK(jumps(101, 1, 7, 0) == 0, "seven jumps");
	CHECK(jumps(101, 1, 8, 0) == 7, "eight jumps");
	CHECK(jumps(-101, 1, 8, 0) == 7, "eight jumps, downwards first");
	CHECK(jumps(100, 1, 100, 0) == 0, "small jumps");
	CHECK(jumps(101, 8, 8, 0) == 56, "eight ticks apart");
	CHECK(jumps(101, 9, 100, 0) == 0, "nine ticks apart");
	CHECK(jumps(240, 2, 7, 1) == 0, "two steps of the same sign are one alternation: seven");
	CHECK(jumps(240, 2, 8, 1) == 14, "two steps of the same sign are one alternation: eight");
}

/* A single big change between quick ones does not start the count anew; a slow one does. */
static void a_slow_alternation_starts_the_count_anew(void)
{
	struct clamp_config f = fixed_voltage();
	f.i_max_pa = 400.0f;
	f.slew_pa_per_ms = 1e9f;
	int16_t pa[60];
	for (int t = 0; t < 60; t++) pa[t] = (int16_t) (t < 6 ? t % 2 * 150 : t < 20 ? 150 : t < 26 ? t % 2 * 150 : 150);
	start_currents(f, pa, 60);
	bench_run(&bench, 58);
	CHECK(bench.clamp.fault == 0, "twice six");
}

/* 500 pA are 3000 output codes; 1 pC is 2 ms of it. */
static void the_charge_budget_is_exact(void)
{
	static const struct {
		float pc, pa, scale;
		uint32_t ticks;
	} rows[] = { { 50.0f, 500.0f, 6.0f, 1000 }, { 50.0f, -500.0f, 6.0f, 1000 }, { 50.0f, 500.0f, -6.0f, 1000 }, { 25.0f, 500.0f, 6.0f, 500 },
		{ 80000.0f, 500.0f, 6.0f, 1600000 } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		struct clamp_config f = fixed_voltage();
		bench.port.cal.dac_scale = rows[k].scale;
		bench_boot(&bench);
		bench_hello(&bench);
		f.charge_pc = rows[k].pc;
		f.telem_decim = 0;
		for (int run = 0; run < 2; run++) { /* each run has the whole budget */
			configure(&f);
			set_dc(rows[k].pa);
			start(2000000);
			uint32_t left = rows[k].ticks - 1;
			while (left > 0) {
				const uint32_t part = left < 1900 ? left : 1900;
				bench_tick(&bench, part);
				bench_heartbeat(&bench);
				bench_poll(&bench);
				bench_poll(&bench);
				left -= part;
			}
			CHECK(bench.clamp.state == CLAMP_RUNNING, "row %u: fault %d before its time", k, bench.clamp.fault);
			bench_tick(&bench, 1);
			CHECK(bench.clamp.state == CLAMP_RAMPDOWN && bench.clamp.fault == CLAMP_FAULT_CHARGE, "row %u: budget not used up", k);
			bench_run(&bench, 110);
			CHECK(bench_command(&bench, CLAMP_CLEAR, NULL, 0) == CLAMP_OK, "CLEAR");
			if (k == 4) break;
		}
	}
}

static void more_conductance_than_was_checked_is_a_fault(void)
{
	/* Constants, at the start. g_peak is 100 nS. */
	static const struct {
		float e, i, n;
		int ok;
	} rows[] = { { 60, 40, 0, 1 }, { 60, 40.1f, 0, 0 }, { 100.1f, 0, 0, 0 }, { 0, 100.1f, 0, 0 }, { 50, 30, 20, 1 }, { 50, 30, 20.1f, 0 },
		{ 0, 0, 100, 1 }, { 0, 0, 100.1f, 0 } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		struct clamp_config f = fixed_voltage();
		f.i_max_pa = 5000.0f;
		f.nmda_k = 0.28f; /* blocked or not: the whole g_N counts */
		configure(&f);
		set_constant(rows[k].e, rows[k].i, rows[k].n);
		start(0);
		bench_run(&bench, 3);
		CHECK(bench.clamp.fault == (rows[k].ok ? 0 : CLAMP_FAULT_CONDUCTANCE), "row %u: fault %d", k, bench.clamp.fault);
		CHECK(rows[k].ok || bench.live_tick == 0, "row %u: a current before it was seen", k);
		CHECK(rows[k].ok || bench.seen.note_value == rows[k].e + rows[k].i + rows[k].n, "row %u: %g nS", k, (double) bench.seen.note_value);
	}
	/* Streamed: each channel alone goes from 60 to 101 nS. */
	for (uint32_t channel = 0; channel < 3; channel++) {
		struct clamp_config f = fixed_voltage();
		f.i_max_pa = 5000.0f;
		f.stream_hz = 1000;
		f.stream_mask = (uint8_t) (1u << channel);
		f.scale[channel] = 1.0f;
		configure(&f);
		const uint16_t samples[4] = { 60, 100, 100, 101 };
		bench_chunk(&bench, 0, 4, f.stream_mask, CLAMP_FLAG_LAST, samples);
		bench_run(&bench, 3);
		start(0);
		bench_run(&bench, 20);
		CHECK(bench.clamp.fault == 0, "channel %u: 100 nS", channel);
		bench_run(&bench, 11);
		CHECK(bench.clamp.fault == CLAMP_FAULT_CONDUCTANCE && bench.clamp.state == CLAMP_RAMPDOWN, "channel %u: fault %d", channel,
			bench.clamp.fault);
	}
	/* Both channels together. */
	struct clamp_config f = fixed_voltage();
	f.i_max_pa = 5000.0f;
	f.stream_hz = 1000;
	f.stream_mask = CLAMP_MASK_GE | CLAMP_MASK_GI;
	f.scale[0] = f.scale[1] = 1.0f;
	configure(&f);
	const uint16_t samples[6] = { 50, 50, 50, 50, 50, 51 };
	bench_chunk(&bench, 0, 3, f.stream_mask, CLAMP_FLAG_LAST, samples);
	bench_run(&bench, 3);
	start(0);
	bench_run(&bench, 12);
	CHECK(bench.clamp.fault == CLAMP_FAULT_CONDUCTANCE, "the sum");
	/* Made on the device: noise, a train of either kind. */
	for (int source = 0; source < 4; source++) {
		f = fixed_voltage();
		f.i_max_pa = 5000.0f;
		configure(&f);
		const struct clamp_set_ou ou = { source == 0 ? 95.0f : 0.0f, source == 0 ? 5.0f : 0.0f, 1.0f, source == 1 ? 95.0f : 0.0f,
			source == 1 ? 5.0f : 0.0f, 1.0f, 0, 1, 2, 0 };
		const struct clamp_set_train train = { (uint8_t) (source - 2), 0, 0, 101.0f, 0, 5, 1, 20, 0, 0, 0, 0 };
		if (source < 2) CHECK(bench_command(&bench, CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_OK, "OU");
		else CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &train, sizeof train) == CLAMP_OK, "train");
		start(0);
		bench_run_alive(&bench, 1000);
		CHECK(bench.clamp.fault == CLAMP_FAULT_CONDUCTANCE, "source %d: fault %d", source, bench.clamp.fault);
	}
}

/* The state never has a limit, but no conductance is negative: E alone only depolarises, I alone only hyperpolarises. */
static void noise_is_no_negative_conductance(void)
{
	for (int k = 0; k < 4; k++) {
		const int inhibitory = k & 1;
		const float sd_ns = k < 2 ? 5.0f : 0.2f;
		struct clamp_config f = fixed_voltage();
		configure(&f);
		const struct clamp_set_ou ou = { 0, inhibitory ? 0.0f : sd_ns, 2, 0, inhibitory ? sd_ns : 0.0f, 2, 0, 3, 4, 0 };
		CHECK(bench_command(&bench, CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_OK, "OU");
		start(0);
		bench_run_alive(&bench, 4000);
		uint32_t zero = 0, with = 0;
		for (uint32_t j = 0; j < trace.n; j++) {
			if (trace.tick[j] < bench.seen.begin_tick) continue;
			CHECK(inhibitory ? trace.clamp[j] <= 0 : trace.clamp[j] >= 0, "%s: %d", inhibitory ? "I" : "E", trace.clamp[j]);
			if (trace.clamp[j] == 0) zero++;
			else with++;
		}
		CHECK(zero > 1000 && with > 1000, "about half of the time: %u and %u", zero, with);
	}
}

/* The telemetry reports the command within the limit, and the clamp current as the rest, within 16 bits. */
static void the_command_in_the_telemetry_keeps_to_the_limit(void)
{
	static const struct {
		float i_max, dc, e, i;
		int clamp, command;
	} rows[] = {
		/* V - E_I is 15 mV, E_E - V is 60 mV; 6 codes are 1 pA. */
		{ 400, 300, 0, 0, 0, 1800 },
		{ 400, 400, 0, 0, 0, 2400 },
		{ 400, 5000, 0, 320, -1200, 2400 }, /* 5000 - 4800 = 200 pA go out */
		{ 400, -5000, 80, 0, 1200, -2400 },
		{ 400, 10.1f, 0, 0, 0, 61 }, /* rounded: 60.6 */
		{ 400, -10.1f, 0, 0, 0, -61 },
		{ 400, 10.0f, 1, 0, 360, 60 },
		{ 5000, -5000, 170, 0, 32767, -30000 }, /* 60000 codes do not fit */
		{ 5000, 5000, 0, 680, -32767, 30000 },
		{ 5000, -461.3333f, 170, 0, 32767, -2768 }, /* 32768 codes */
		{ 5000, 461.3333f, 0, 680, -32767, 2768 },
	};
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		struct clamp_config f = fixed_voltage();
		f.i_max_pa = rows[k].i_max;
		f.g_peak_ns = 700.0f;
		f.slew_pa_per_ms = 1e9f;
		configure(&f);
		set_dc(rows[k].dc);
		set_constant(rows[k].e, rows[k].i, 0);
		start(0);
		bench_run_alive(&bench, 200);
		CHECK(bench.clamp.state == CLAMP_RUNNING && trace.n > 100, "runs: fault %d", bench.clamp.fault);
		const uint32_t last = trace.n - 1;
		CHECK(trace.clamp[last] == rows[k].clamp && trace.command[last] == rows[k].command, "row %u: clamp %d, command %d", k,
			trace.clamp[last], trace.command[last]);
		CHECK(trace.v[last] == bench.force_code, "V");
		/* In the ramp both go down together. */
		CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
		bench_run(&bench, 50);
		CHECK(fabs((double) bench.clamp.i_command_pa - rows[k].command / 6.0 * bench.clamp.ramp_left / 100.0) < 1.0, "row %u: ramp", k);
		bench_run(&bench, 60);
		CHECK(bench.clamp.i_pa == 0.0f && bench.clamp.i_command_pa == 0.0f && bench.clamp.code_change == 0, "zero");
	}
}

static void the_first_fault_is_kept(void)
{
	/* A fault that ramps, then one that cuts: the current is cut, the first is reported. */
	bench_drive_to(&bench, CLAMP_RUNNING);
	bench.model.inputs = CLAMP_IN_LINK_DOWN;
	bench_run(&bench, 5);
	CHECK(bench.clamp.state == CLAMP_RAMPDOWN && bench.clamp.fault == CLAMP_FAULT_LINK, "link");
	bench.model.inputs = CLAMP_IN_INHIBIT;
	bench_run(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.fault == CLAMP_FAULT_LINK && bench.clamp.i_pa == 0.0f, "cut, still the link's");
	bench_send(&bench, CLAMP_ABORT, 0, NULL, 0);
	bench_run(&bench, 50);
	CHECK(bench.seen.fault == CLAMP_FAULT_LINK, "reported");
	CHECK(bench.seen.note_count[1][CLAMP_FAULT_LINK] == 1 && bench.seen.note_count[1][CLAMP_FAULT_INHIBIT] == 0
		&& bench.seen.note_count[1][CLAMP_FAULT_ABORT] == 0, "one event");
	/* After CLEAR the next one is. */
	bench.model.inputs = 0;
	bench_run(&bench, 2);
	CHECK(bench_command(&bench, CLAMP_CLEAR, NULL, 0) == CLAMP_OK && bench.clamp.fault == 0, "CLEAR");
	CHECK(bench_command(&bench, CLAMP_ABORT, NULL, 0) == CLAMP_OK && bench.clamp.fault == CLAMP_FAULT_ABORT, "ABORT");
	/* CLEAR where there is no fault changes none: in a ramp after a fault it is refused. */
	bench_drive_to(&bench, CLAMP_RUNNING);
	bench.model.inputs = CLAMP_IN_LINK_DOWN;
	bench_run(&bench, 2);
	bench.model.inputs = 0;
	bench_run(&bench, 2);
	CHECK(bench_command(&bench, CLAMP_CLEAR, NULL, 0) == CLAMP_BAD_STATE && bench.clamp.fault == CLAMP_FAULT_LINK, "CLEAR in a ramp");
	bench_run(&bench, 110);
	CHECK(bench.clamp.state == CLAMP_FAULT, "FAULT");
}

/* Where a ramp ends, for each order of what asks for it. */
static void a_ramp_ends_in_the_gravest_state_asked_for(void)
{
	static const struct {
		const char *order; /* s STOP, h HELLO, f link down */
		uint8_t state;
	} rows[] = { { "s", CLAMP_CONFIGURED }, { "h", CLAMP_IDLE }, { "f", CLAMP_FAULT }, { "sh", CLAMP_IDLE }, { "hs", CLAMP_IDLE },
		{ "fh", CLAMP_FAULT }, { "fs", CLAMP_FAULT }, { "ss", CLAMP_CONFIGURED }, { "fhs", CLAMP_FAULT }, { "hsh", CLAMP_IDLE } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		bench_drive_to(&bench, CLAMP_RUNNING);
		for (const char *at = rows[k].order; *at; at++) {
			if (*at == 's') CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
			else if (*at == 'h') bench_hello(&bench);
			else {
				bench.model.inputs = CLAMP_IN_LINK_DOWN;
				bench_run(&bench, 3);
				bench.model.inputs = 0;
			}
			CHECK(bench.clamp.state == CLAMP_RAMPDOWN, "%s: %s", rows[k].order, bench_states[bench.clamp.state]);
		}
		bench_run(&bench, 110);
		CHECK(bench.clamp.state == rows[k].state, "%s: %s", rows[k].order, bench_states[bench.clamp.state]);
		const int stopped = rows[k].order[0] != 'f';
		CHECK(bench.seen.note_count[0][CLAMP_NOTE_STOP] == (uint32_t) stopped, "%s: one event at the beginning of the ramp", rows[k].order);
	}
	/* The fault of an earlier ramp is not that of the next. */
	bench.clamp.after_ramp = CLAMP_ON_RAMPED_FAULT;
	bench_drive_to(&bench, CLAMP_RUNNING);
	bench.clamp.after_ramp = CLAMP_ON_RAMPED_FAULT;
	CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
	bench_run(&bench, 110);
	CHECK(bench.clamp.state == CLAMP_CONFIGURED, "a new ramp");
	/* A fault during a HELLO's ramp that only ramps: it ends in FAULT. */
	bench_drive_to(&bench, CLAMP_RUNNING);
	bench_hello(&bench);
	clamp_raise_fault(&bench.clamp, CLAMP_FAULT_LINK, 0.0f);
	bench_hello(&bench);
	bench_run(&bench, 110);
	CHECK(bench.clamp.state == CLAMP_FAULT, "fault after HELLO");
}

static void inputs_act_where_a_current_can_be(void)
{
	static const struct {
		uint8_t state;
		uint32_t inputs;
		uint8_t fault, after;
	} rows[] = {
		{ CLAMP_IDLE, CLAMP_IN_INHIBIT, 0, CLAMP_IDLE },
		{ CLAMP_CONFIGURED, CLAMP_IN_INHIBIT, 0, CLAMP_CONFIGURED },
		{ CLAMP_ARMED, CLAMP_IN_INHIBIT, 9, CLAMP_FAULT },
		{ CLAMP_ARMED, CLAMP_IN_LINK_DOWN, 10, CLAMP_FAULT },
		{ CLAMP_ARMED, CLAMP_IN_ADC_LATE, 13, CLAMP_FAULT },
		{ CLAMP_RUNNING, CLAMP_IN_INHIBIT, 9, CLAMP_FAULT },
		{ CLAMP_RUNNING, CLAMP_IN_LINK_DOWN, 10, CLAMP_RAMPDOWN },
		{ CLAMP_RUNNING, CLAMP_IN_ADC_LATE, 13, CLAMP_FAULT },
		{ CLAMP_RUNNING, CLAMP_IN_ADC_LATE | CLAMP_IN_LINK_DOWN, 13, CLAMP_FAULT },
		{ CLAMP_RUNNING, CLAMP_IN_BAD, 9, CLAMP_FAULT },
		{ CLAMP_RUNNING, CLAMP_IN_TRIGGER, 0, CLAMP_RUNNING },
		{ CLAMP_RAMPDOWN, CLAMP_IN_INHIBIT, 9, CLAMP_FAULT },
		{ CLAMP_RAMPDOWN, CLAMP_IN_LINK_DOWN, 0, CLAMP_RAMPDOWN },
		{ CLAMP_RAMPDOWN, CLAMP_IN_ADC_LATE, 0, CLAMP_RAMPDOWN },
		{ CLAMP_FAULT, CLAMP_IN_INHIBIT, 12, CLAMP_FAULT },
	};
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		for (int polls = 0; polls < 2; polls++) { /* the tick alone is enough */
			bench_drive_to(&bench, rows[k].state);
			bench.model.inputs = rows[k].inputs;
			if (polls) bench_poll(&bench);
			bench_tick(&bench, 1);
			CHECK(bench.clamp.fault == rows[k].fault && bench.clamp.state == rows[k].after, "row %u: fault %d in %s", k, bench.clamp.fault,
				bench_states[bench.clamp.state]);
			CHECK(bench.clamp.inputs == rows[k].inputs, "row %u: known to ARM and CLEAR", k);
		}
	}
	/* An input that stays forbids also what is armed later, without any change of it. */
	bench_drive_to(&bench, CLAMP_CONFIGURED);
	bench.model.inputs = CLAMP_IN_INHIBIT;
	bench_tick(&bench, 5);
	bench.clamp.state = CLAMP_ARMED;
	bench_tick(&bench, 1);
	CHECK(bench.clamp.fault == CLAMP_FAULT_INHIBIT, "a level, not an edge");
	/* The trigger: an event at each edge, no more. */
	bench_drive_to(&bench, CLAMP_IDLE);
	for (int k = 0; k < 3; k++) {
		bench.model.inputs = CLAMP_IN_TRIGGER;
		bench_run(&bench, 10);
		bench.model.inputs = 0;
		bench_run(&bench, 10);
	}
	CHECK(bench.seen.note_count[0][CLAMP_NOTE_RISE] == 3 && bench.seen.note_count[0][CLAMP_NOTE_FALL] == 3, "edges");
}

static void a_start_waits_for_its_edge_or_tick(void)
{
	/* An edge before START does not count, nor does a level. */
	bench_drive_to(&bench, CLAMP_ARMED);
	bench.model.inputs = CLAMP_IN_TRIGGER;
	bench_run(&bench, 5);
	CHECK(bench_start(&bench, 0, 0, CLAMP_START_ON_EDGE) == CLAMP_OK, "START");
	bench_run(&bench, 20);
	CHECK(bench.clamp.state == CLAMP_ARMED, "a level");
	bench.model.inputs = 0;
	bench_run(&bench, 20);
	CHECK(bench.clamp.state == CLAMP_ARMED, "the other edge");
	bench.model.inputs = CLAMP_IN_TRIGGER;
	bench_tick(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.i_pa == 500.0f, "runs in the same tick");
	/* An edge between ARM and START, seen by no tick in between. */
	bench_drive_to(&bench, CLAMP_ARMED);
	bench.clamp.trigger_rose = 1;
	const uint8_t start_on_edge[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 2 };
	bench_send(&bench, CLAMP_START, 0, start_on_edge, 12);
	bench_poll(&bench);
	bench_tick(&bench, 5);
	CHECK(bench.clamp.state == CLAMP_ARMED, "an old edge");
	/* START at once is not held up by the trigger, START at a tick not begun by it. */
	bench_drive_to(&bench, CLAMP_ARMED);
	CHECK(bench_start(&bench, bench.clamp.tick + 100, 0, CLAMP_START_AT_TICK) == CLAMP_OK, "START");
	bench.model.inputs = CLAMP_IN_TRIGGER;
	bench_run(&bench, 50);
	CHECK(bench.clamp.state == CLAMP_ARMED, "at its tick");
	CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK && bench.clamp.state == CLAMP_CONFIGURED, "STOP");
	/* STOP forgets the START. */
	CHECK(bench_arm(&bench) == CLAMP_OK, "ARM");
	bench_run(&bench, 100);
	CHECK(bench.clamp.state == CLAMP_ARMED && !bench.clamp.pending, "forgotten");
}

static void ticks_missed_are_counted_in_a_run(void)
{
	bench_drive_to(&bench, CLAMP_ARMED);
	for (int k = 0; k < 10; k++) clamp_overrun(&bench.clamp);
	bench_tick(&bench, 1);
	CHECK(bench.clamp.overruns == 0 && bench.clamp.fault == 0, "not before");
	bench_drive_to(&bench, CLAMP_RUNNING);
	for (int k = 0; k < 3; k++) clamp_overrun(&bench.clamp);
	bench_tick(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.overruns == 3, "three");
	clamp_overrun(&bench.clamp);
	bench_tick(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.fault == CLAMP_FAULT_OVERRUN && bench.clamp.i_pa == 0.0f, "four");
	bench_drive_to(&bench, CLAMP_RAMPDOWN);
	for (int k = 0; k < 4; k++) clamp_overrun(&bench.clamp);
	bench_tick(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.i_pa == 0.0f, "four in a ramp");
	/* The next run counts anew. */
	bench_drive_to(&bench, CLAMP_RUNNING);
	clamp_overrun(&bench.clamp);
	CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
	bench_run(&bench, 110);
	start(0);
	bench_run(&bench, 5);
	CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.overruns == 0, "anew");
}

/* 20 ms are 200 periods of this clock. */
static void a_loop_that_stands_still_is_cut(void)
{
	static const struct {
		uint8_t state;
		uint32_t ahead;
		uint8_t fault;
	} rows[] = { { CLAMP_RUNNING, 200, 0 }, { CLAMP_RUNNING, 201, 8 }, { CLAMP_RAMPDOWN, 200, 0 }, { CLAMP_RAMPDOWN, 201, 8 },
		{ CLAMP_ARMED, 100000, 0 }, { CLAMP_IDLE, 100000, 0 } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		bench_drive_to(&bench, rows[k].state);
		bench_run(&bench, 5);
		bench_poll(&bench);
		bench.clock_ahead = rows[k].ahead;
		bench_poll(&bench);
		CHECK(bench.clamp.fault == rows[k].fault, "row %u: fault %d", k, bench.clamp.fault);
		if (rows[k].fault) CHECK(bench.clamp.i_pa == 0.0f && bench.clamp.state == CLAMP_FAULT, "row %u: cut", k);
		/* A tick in between is a sign of life, however late. */
		bench_drive_to(&bench, rows[k].state);
		bench_poll(&bench);
		bench_tick(&bench, 1);
		bench.clock_ahead = 100000;
		bench_poll(&bench);
		CHECK(bench.clamp.fault == 0, "row %u: alive", k);
	}
	/* The time before a run does not count. */
	bench_drive_to(&bench, CLAMP_IDLE);
	bench_poll(&bench);
	bench.clock_ahead = 500;
	bench_poll(&bench);
	bench.clamp.state = CLAMP_RUNNING;
	bench.clock_ahead = 600;
	bench_poll(&bench);
	CHECK(bench.clamp.fault == 0, "since the last look");
}

/* A port at the ends of what makes sense. */
static void a_port_has_ranges(void)
{
	bench_init(&bench, MODEL_PASSIVE, 10000);
	const struct clamp_port good = bench.port;
#define PORT(ok, change) do { \
	bench.port = good; \
	change; \
	bench.writes = 0; \
	bench.model.outputs = CLAMP_OUT_RELAY; \
	const int result = clamp_init(&bench.clamp, &bench.port); \
	CHECK(bench.writes == 1 && bench.model.outputs == 0, "%s: zero before anything else", #change); \
	CHECK((result == 0) == (ok) && (bench.clamp.fault == CLAMP_FAULT_PORT) == !(ok), "%s", #change); \
	CHECK(bench.clamp.i_pa == 0.0f && bench.clamp.zero_code == bench.port.dac_zero, "%s: zero", #change); \
} while (0)
	PORT(0, bench.port.loop_hz = 999);
	PORT(1, bench.port.loop_hz = 1000);
	PORT(1, bench.port.loop_hz = 400000);
	PORT(0, bench.port.loop_hz = 400001);
	PORT(0, bench.port.clock_hz = 0);
	PORT(1, bench.port.clock_hz = 1);
	PORT(0, bench.port.adc_bits = 7);
	PORT(1, bench.port.adc_bits = 8);
	PORT(1, bench.port.adc_bits = 16);
	PORT(0, bench.port.adc_bits = 17);
	PORT(0, bench.port.dac_bits = 17);
	PORT(1, bench.port.dac_bits = 8; bench.port.dac_zero = bench.port.dac_span = 127; bench.port.cal.dac_zero = 127);
	PORT(0, bench.port.dac_bits = 7; bench.port.dac_zero = bench.port.dac_span = 63; bench.port.cal.dac_zero = 63);
	PORT(0, bench.port.ring_samples = 8);
	PORT(1, bench.port.ring_samples = 16);
	PORT(0, bench.port.ring_samples = 17);
	PORT(0, bench.port.ring_samples = 24);
	PORT(0, bench.port.ring_samples = 0);
	PORT(0, bench.port.telem_blocks = 1);
	PORT(1, bench.port.telem_blocks = 2);
	PORT(0, bench.port.i_max_hard_pa = 0);
	PORT(1, bench.port.i_max_hard_pa = 1);
	PORT(1, bench.port.i_max_hard_pa = 1e-3f);
	PORT(1, bench.port.i_max_hard_pa = 100000);
	PORT(0, bench.port.i_max_hard_pa = 100001);
	PORT(0, bench.port.i_max_hard_pa = NAN);
	PORT(1, bench.port.r_bridge_max_mohm = 0);
	PORT(0, bench.port.r_bridge_max_mohm = -0.5f);
	PORT(1, bench.port.r_bridge_max_mohm = 1000);
	PORT(0, bench.port.r_bridge_max_mohm = 1000.5f);
	PORT(0, bench.port.r_bridge_max_mohm = NAN);
	PORT(0, bench.port.dac_span = 0);
	PORT(1, bench.port.dac_span = 1);
	PORT(1, bench.port.dac_span = 32767);
	PORT(0, bench.port.dac_span = 32768); /* above the top code */
	PORT(1, bench.port.dac_zero = 32000; bench.port.cal.dac_zero = 32000);
	PORT(0, bench.port.dac_zero = 31999; bench.port.cal.dac_zero = 31999); /* below code 0 */
	PORT(1, bench.port.dac_zero = 33535; bench.port.cal.dac_zero = 33535);
	PORT(0, bench.port.dac_zero = 33536; bench.port.cal.dac_zero = 33536);
	PORT(0, bench.port.cal.adc_scale = 0);
	PORT(0, bench.port.nominal.adc_scale = 0);
	PORT(0, bench.port.cal.serial++);
	PORT(1, bench.port.serial = bench.port.cal.serial = 0); /* talks, but is never armed */
	PORT(0, bench.port.costs.loop = 0); /* nobody has measured it */
	PORT(1, bench.port.costs.loop = 1);
	PORT(0, bench.port.blind = 1);
	PORT(1, bench.port.blind = 1; bench.port.i_max_hard_pa = 50);
	PORT(0, bench.port.blind = 1; bench.port.i_max_hard_pa = 50.5f);
#undef PORT
	/* A refused port stays in BOOT, and its HELLO_ACK has a number as the limit. */
	bench.port = good;
	bench.port.cal.adc_scale = 0;
	CHECK(clamp_init(&bench.clamp, &bench.port) != 0, "refused");
	bench_run(&bench, 10);
	bench_hello(&bench);
	float limit;
	memcpy(&limit, bench.seen.hello + 56, 4);
	CHECK(limit == 0.0f && bench.seen.state == CLAMP_BOOT && bench.seen.fault == CLAMP_FAULT_PORT, "BOOT");
}

/* All four channels on straight lines, also after the sixth sample was held for some ticks. At a fixed voltage: I = g_E 60 - g_I 15 + g_N (E_N + 60) + I_command. */
static void all_channels_are_played_as_specified(const uint32_t held)
{
	struct clamp_config f = fixed_voltage();
	f.stream_hz = 1000;
	f.stream_mask = CLAMP_MASK_ALL;
	f.e_n_mv = -40.0f;
	f.scale[CLAMP_GE] = 0.1f;
	f.scale[CLAMP_GI] = 0.2f;
	f.scale[CLAMP_GN] = 0.3f;
	f.scale[CLAMP_I] = 2.0f;
	configure(&f);
	set_constant(1.0f, 2.0f, 3.0f); /* on top of the stream */
	enum { N = 12 };
	uint16_t samples[4 * N];
	for (int k = 0; k < N; k++) {
		samples[4 * k] = (uint16_t) (10 + 7 * k % 50);
		samples[4 * k + 1] = (uint16_t) (20 + 11 * k % 60);
		samples[4 * k + 2] = (uint16_t) (30 + 13 * k % 40);
		samples[4 * k + 3] = (uint16_t) (int16_t) (k % 2 ? -20 : 15);
	}
	if (held) bench_chunk(&bench, 0, 6, CLAMP_MASK_ALL, 0, samples);
	else bench_chunk(&bench, 0, N, CLAMP_MASK_ALL, CLAMP_FLAG_LAST, samples);
	bench_run(&bench, 3);
	start(0);
	if (held) {
		bench_run(&bench, 50 + held - 1);
		bench_chunk(&bench, 6, N - 6, CLAMP_MASK_ALL, CLAMP_FLAG_LAST, samples + 4 * 6);
	}
	bench_run_alive(&bench, 400);
	uint32_t seen = 0;
	for (uint32_t k = 0; k < trace.n; k++) {
		uint32_t t = trace.tick[k] - bench.seen.begin_tick;
		if (t >= 10 * N + held) continue;
		/* Up to tick 50 the lines between the first six samples are over. */
		t = t < 50 ? t : t < 50 + held ? 50 : t - held;
		double x[4];
		const uint32_t n = t / 10;
		const double part = (t % 10) / 10.0;
		for (int c = 0; c < 4; c++) {
			const double a = c < 3 ? samples[4 * n + c] : (int16_t) samples[4 * n + c];
			const uint32_t to = n + 1 < N ? n + 1 : n; /* the last sample stays for its time */
			const double b = c < 3 ? samples[4 * to + c] : (int16_t) samples[4 * to + c];
			x[c] = (a + (b - a) * part) * (double) f.scale[c] + (c < 3 ? c + 1.0 : 0.0);
		}
		const double clamp = x[0] * 60.0 - x[1] * 15.0 + x[2] * 20.0;
		CHECK(fabs(trace.clamp[k] / 6.0 - clamp) < 0.3, "tick %u: %g, expected %g", t, trace.clamp[k] / 6.0, clamp);
		CHECK(fabs(trace.command[k] / 6.0 - x[3]) < 0.1, "tick %u: %g, expected %g", t, trace.command[k] / 6.0, x[3]);
		seen++;
	}
	CHECK(seen == 10 * N + held, "%u ticks", seen);
	CHECK(bench.seen.zero_tick == bench.seen.begin_tick + 10 * N + held + 100 && bench.clamp.fault == 0, "the end");
}

static void a_late_stream_is_held_and_then_ends(void)
{
	for (uint8_t at_once = 0; at_once < 2; at_once++) {
		struct clamp_config f = fixed_voltage();
		f.stream_hz = 1000;
		f.stream_mask = CLAMP_MASK_I;
		f.scale[CLAMP_I] = 1.0f;
		f.on_underrun = at_once;
		configure(&f);
		const uint16_t samples[5] = { 0, 100, 200, 300, 400 };
		bench_chunk(&bench, 0, 2, CLAMP_MASK_I, 0, samples);
		bench_run(&bench, 3);
		start(0);
		bench_run(&bench, 10);
		CHECK(bench.clamp.held == 0 && fabsf(bench.clamp.i_pa - 90.0f) < 0.1f, "on the way to the last sample");
		/* 5 ms are 50 ticks. */
		if (!at_once) {
			bench_run(&bench, 50);
			CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.held == 50 && bench.clamp.i_pa == 100.0f, "held");
		}
		bench_run(&bench, 1);
		CHECK(bench.clamp.state == CLAMP_RAMPDOWN && bench.clamp.fault == CLAMP_FAULT_UNDERRUN, "the hold is over");
		bench_run(&bench, 200);
		CHECK(status_since(bench.seen.begin_tick) & CLAMP_STATUS_HOLDING, "status");
	}
	/* Samples that come in time: the run goes on from the value held, and ends after the last one. */
	struct clamp_config f = fixed_voltage();
	f.stream_hz = 1000;
	f.stream_mask = CLAMP_MASK_I;
	f.scale[CLAMP_I] = 1.0f;
	configure(&f);
	const uint16_t samples[5] = { 0, 100, 200, 300, 400 };
	bench_chunk(&bench, 0, 2, CLAMP_MASK_I, 0, samples);
	bench_run(&bench, 3);
	start(0);
	bench_run(&bench, 40);
	bench_chunk(&bench, 2, 3, CLAMP_MASK_I, CLAMP_FLAG_LAST, samples + 2);
	bench_run(&bench, 2);
	CHECK(bench.clamp.held == 0 && bench.clamp.state == CLAMP_RUNNING, "goes on");
	bench_run(&bench, 300);
	CHECK(bench.seen.note_count[0][CLAMP_NOTE_HOLD] == 1 && bench.seen.note_count[0][CLAMP_NOTE_RESUME] == 1 && bench.clamp.underruns == 1, "events");
	CHECK(bench.seen.zero_tick - bench.seen.begin_tick == 50 + 31 + 100, "zero after %u", bench.seen.zero_tick - bench.seen.begin_tick);
	/* A block of telemetry ends where the hold begins and where it ends, so its status is that of all its samples. */
	for (uint32_t k = 0; k < trace.n; k++) {
		const uint32_t t = trace.tick[k] - bench.seen.begin_tick;
		if (t >= 81) continue;
		const int held = t >= 10 && t < 41;
		CHECK(!(trace.status[k] & CLAMP_STATUS_HOLDING) == !held, "tick %u: status %x", t, trace.status[k]);
		CHECK(fabs(trace.command[k] / 6.0 - (t < 10 ? 10.0 * t : t < 41 ? 100.0 : t < 71 ? 100.0 + 10.0 * (t - 41) : 400.0)) < 0.2, "tick %u: %g", t,
			trace.command[k] / 6.0);
	}
}

static void telemetry_has_its_period_and_its_status(void)
{
	struct clamp_config f = fixed_voltage();
	f.telem_decim = 7;
	configure(&f);
	set_dc(100.0f);
	start(0);
	bench_run_alive(&bench, 2000);
	CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
	bench_run(&bench, 1000);
	uint32_t in[CLAMP_STATES] = { 0 };
	uint32_t last = 0;
	for (uint32_t k = 0; k < trace.n; k++) {
		const uint32_t state = trace.status[k] >> CLAMP_STATUS_STATE_SHIFT & 7u;
		in[state]++;
		const uint32_t t = trace.tick[k] - bench.seen.begin_tick;
		if (state == CLAMP_RUNNING && in[state] == 1) CHECK(t == 0, "the run's first tick is in it");
		if (state == CLAMP_RUNNING && in[state] > 1) CHECK(trace.tick[k] - last == 7, "period");
		if (state == CLAMP_RUNNING) CHECK(trace.command[k] == 600, "command %d", trace.command[k]);
		if (state == CLAMP_CONFIGURED) CHECK(trace.clamp[k] == 0 && trace.command[k] == 0, "zero");
		last = trace.tick[k];
	}
	CHECK(in[CLAMP_RUNNING] >= 285 && in[CLAMP_RUNNING] <= 287 && in[CLAMP_RAMPDOWN] >= 14 && in[CLAMP_CONFIGURED] > 100, "%u running, %u ramp",
		in[CLAMP_RUNNING], in[CLAMP_RAMPDOWN]);
	/* Without telemetry none comes. */
	f.telem_decim = 0;
	configure(&f);
	const uint32_t n = trace.n;
	bench_run(&bench, 1000);
	CHECK(trace.n == n, "none");
	bench.clamp.telem_wait = 1; /* as it is after 2^32 ticks */
	bench_run(&bench, 1000);
	bench_hello(&bench); /* a new state ends a block that is open */
	bench_run(&bench, 1000);
	CHECK(trace.n == n, "none, also much later");
	/* The trigger is in the status of the blocks in which it was high. */
	f.telem_decim = 1;
	configure(&f);
	bench_run(&bench, 100);
	const uint32_t tick = bench.clamp.tick;
	CHECK(!(status_since(0) & CLAMP_STATUS_TRIGGER), "low");
	bench.model.inputs = CLAMP_IN_TRIGGER;
	bench_run(&bench, 100);
	CHECK(status_since(tick) & CLAMP_STATUS_TRIGGER, "high");
	const uint32_t later = bench.clamp.tick;
	bench_run(&bench, 100);
	CHECK(status_since(later) & CLAMP_STATUS_TRIGGER, "still high");
	bench.model.inputs = 0;
	bench_run(&bench, 100);
	const uint32_t low = bench.clamp.tick;
	bench_run(&bench, 100);
	CHECK(!(status_since(low) & CLAMP_STATUS_TRIGGER), "low again");
}

/* The code measured is the tick here: each sample is that of its tick, also where the period changes. */
static void each_sample_has_its_tick(void)
{
	struct clamp_config f = fixed_voltage();
	static const uint8_t periods[] = { 10, 7, 0, 3, 255, 1, 10 };
	for (int k = 0; k < 7; k++) {
		f.telem_decim = periods[k];
		bench_send(&bench, CLAMP_CONFIG, 0, &f, sizeof f);
		for (int t = 0; t < 1005; t++) {
			bench.force_code = (bench.clamp.tick + 1u) & 0x7fffu;
			bench_run(&bench, 1);
		}
	}
	CHECK(trace.n > 1500, "%u samples", trace.n);
	for (uint32_t k = 0; k < trace.n; k++) {
		if (trace.tick[k] < 10) continue; /* before the first configuration */
		CHECK(trace.v[k] == (trace.tick[k] & 0x7fffu), "tick %u: %u", trace.tick[k], trace.v[k]);
	}
}

/* Samples that find no free block are missing, and the next block says so. */
static void lost_telemetry_is_marked_once(void)
{
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench.port.telem_blocks = 2;
	bench_boot(&bench);
	bench_hello(&bench);
	trace.n = 0;
	bench.telem = keep;
	struct clamp_config f = bench_config(&bench);
	f.telem_decim = 1;
	configure(&f);
	bench_run(&bench, 200);
	CHECK(!(status_since(0) & CLAMP_STATUS_LOST), "nothing lost");
	for (uint32_t k = 1; k < trace.n; k++) CHECK(trace.tick[k] == trace.tick[k - 1] + 1, "in order");
	bench_tick(&bench, 38 * 3);
	const uint32_t n = trace.n;
	bench_run(&bench, 300);
	uint32_t marked = 0;
	for (uint32_t k = n; k < trace.n; k++) {
		const int gap = trace.tick[k] != trace.tick[k - 1] + 1;
		if (trace.status[k] & CLAMP_STATUS_LOST) marked++;
		if (gap) CHECK(trace.status[k] & CLAMP_STATUS_LOST, "a gap without a mark");
	}
	CHECK(marked == 38, "%u samples in marked blocks", marked);
}

/* Not only when a run ends: a converter that lost its code, or a board that was switched on late, gets it again. */
static void zero_is_put_out_in_each_tick(void)
{
	static const uint8_t without_current[] = { CLAMP_BOOT, CLAMP_IDLE, CLAMP_CONFIGURED, CLAMP_ARMED, CLAMP_FAULT };
	for (int k = 0; k < 5; k++) {
		bench_drive_to(&bench, without_current[k]);
		const uint32_t writes = bench.writes;
		bench_tick(&bench, 10);
		CHECK(bench.writes == writes + 10, "%s: %u times in ten ticks", bench_states[without_current[k]], bench.writes - writes);
	}
}

/* The last guard: 500 pA are 3000 codes. It does not rely on any other, so it is tested with a span that none could set. */
static void the_output_keeps_to_its_span(void)
{
	static const struct {
		uint32_t span;
		uint8_t fault;
	} rows[] = { { 3000, 0 }, { 2999, CLAMP_FAULT_OUTPUT } };
	for (int k = 0; k < 2; k++) {
		bench_drive_to(&bench, CLAMP_RUNNING);
		bench.clamp.code_span = rows[k].span;
		bench_tick(&bench, 1);
		CHECK(bench.clamp.fault == rows[k].fault, "%u codes: fault %d", rows[k].span, bench.clamp.fault);
		CHECK((bench.clamp.i_pa == 0.0f) == (rows[k].fault != 0), "%u codes", rows[k].span);
	}
}

static void a_port_may_ask_for_the_state(void)
{
	for (uint8_t s = 0; s < CLAMP_STATES; s++) {
		bench_drive_to(&bench, s);
		CHECK(clamp_state_now(&bench.clamp) == s, "state %d", s);
	}
	bench_run(&bench, 20);
	CHECK(clamp_all_sent(&bench.clamp), "all sent");
	bench.deaf = 1;
	bench_run(&bench, 60);
	CHECK(!clamp_all_sent(&bench.clamp), "not sent");
}

/* The magnesium block: B = 1 / (1 + k exp(-gamma V)); none for k = 0. */
static void the_block_follows_k_and_gamma(void)
{
	static const float ks[] = { 0.0f, 0.001f, 0.28f, 5.0f };
	for (int k = 0; k < 4; k++) {
		struct clamp_config f = fixed_voltage();
		f.nmda_k = ks[k];
		configure(&f);
		set_constant(0, 0, 0.5f);
		start(0);
		bench_run(&bench, 5);
		const double expected = 0.5 / (1.0 + (double) ks[k] * exp(0.062 * 60.0)) * 60.0;
		CHECK(fabs((double) bench.clamp.i_pa - expected) < 0.01, "k %g: %g, expected %g", (double) ks[k], (double) bench.clamp.i_pa, expected);
	}
}

/* V is what the converter measured less the bridge's part of the last current. */
static void the_bridge_uses_the_last_current(void)
{
	struct clamp_config f = fixed_voltage();
	f.r_bridge_mohm = 10.0f;
	f.r_res_mohm = 10.0f;
	configure(&f);
	set_constant(10.0f, 0, 0);
	start(0);
	double pa = 0.0;
	for (int k = 0; k < 10; k++) {
		pa = 10.0 * (60.0 + 0.01 * pa);
		expect_pa(pa);
	}
}

int main(void)
{
	the_converter_has_two_ends();
	the_window_includes_its_ends();
	the_host_may_be_silent_for_the_watchdogs_time();
	a_run_with_a_length_ends_in_its_tick();
	the_slew_limit_acts_above_its_value();
	the_current_limit_acts_above_its_value();
	small_currents_have_the_same_rules();
	changes_exactly_at_a_rule_are_allowed();
	oscillation_is_eight_quick_alternations();
	a_slow_alternation_starts_the_count_anew();
	the_charge_budget_is_exact();
	more_conductance_than_was_checked_is_a_fault();
	noise_is_no_negative_conductance();
	the_command_in_the_telemetry_keeps_to_the_limit();
	the_first_fault_is_kept();
	a_ramp_ends_in_the_gravest_state_asked_for();
	inputs_act_where_a_current_can_be();
	a_start_waits_for_its_edge_or_tick();
	ticks_missed_are_counted_in_a_run();
	a_loop_that_stands_still_is_cut();
	a_port_has_ranges();
	all_channels_are_played_as_specified(0);
	all_channels_are_played_as_specified(7);
	a_late_stream_is_held_and_then_ends();
	telemetry_has_its_period_and_its_status();
	each_sample_has_its_tick();
	lost_telemetry_is_marked_once();
	zero_is_put_out_in_each_tick();
	the_output_keeps_to_its_span();
	a_port_may_ask_for_the_state();
	the_block_follows_k_and_gamma();
	the_bridge_uses_the_last_current();
	printf("guards: ok\n");
	return 0;
}
