/*
 * The safety rules. Every code that goes to the output converter, in all of these tests, passes the check in bench.c:
 * zero unless RUNNING or RAMPDOWN, never above the limit, the relay open elsewhere.
 */
#include "bench.h"

#include <math.h>
#include <string.h>

static struct bench bench;

/* What PROTOCOL.md says, state by state: the same order as enum clamp_event; '-' is refused. */
static const char *const expected[CLAMP_STATES] = {
	/*             bHCSLArBcdSXrhfRC   booted Hello Config Set caLibrate Arm start Begin chunk done Stop clear ... */
	/* BOOT */    "IB--------B----BB",
	/* IDLE */    "-IC-I-----II---FF",
	/* CONF */    "-ICCIA--C-CC---FF",
	/* ARMED */   "-I----ARA-C----FF",
	/* RUNNING */ "-r------Rrr----rF",
	/* RAMP */    "-r--------r-CIFrF",
	/* FAULT */   "-F--------FI---FF",
};

static const char letters[] = "BICARrF";

static char letter(const uint8_t state)
{
	return state == CLAMP_REFUSED ? '-' : letters[state];
}

static void the_table_is_the_one_of_the_specification(void)
{
	int live = 0;
	for (uint8_t s = 0; s < CLAMP_STATES; s++) {
		CHECK(strlen(expected[s]) == CLAMP_EVENTS, "%s: %zu events", bench_states[s], strlen(expected[s]));
		for (uint8_t e = 0; e < CLAMP_EVENTS; e++) {
			const uint8_t to = clamp_next(s, e);
			CHECK(letter(to) == expected[s][e], "%s, event %d: %c, expected %c", bench_states[s], e, letter(to), expected[s][e]);
			/* Current can begin in one way alone: BEGIN in ARMED. */
			if (to == CLAMP_RUNNING && s != CLAMP_RUNNING) {
				CHECK(s == CLAMP_ARMED && e == CLAMP_ON_BEGIN, "another way to RUNNING");
				live++;
			}
			if (to == CLAMP_RAMPDOWN) CHECK(s == CLAMP_RUNNING || s == CLAMP_RAMPDOWN, "a ramp from nowhere");
			if (e == CLAMP_ON_FAULT_CUT) CHECK(to == CLAMP_FAULT || s == CLAMP_BOOT, "a cut that does not latch");
		}
	}
	CHECK(live == 1, "BEGIN");
	for (uint8_t k = 0; k < CLAMP_STATES; k++) {
		for (uint32_t e = CLAMP_EVENTS; e < 256; e++) CHECK(clamp_next(k, (uint8_t) e) == CLAMP_REFUSED, "event %u", e);
	}
	for (uint32_t s = CLAMP_STATES; s < 256; s++) CHECK(clamp_next((uint8_t) s, 0) == CLAMP_REFUSED, "state %u", s);
}

static void a_refused_event_changes_nothing(void)
{
	for (uint8_t s = 0; s < CLAMP_STATES; s++) {
		bench_drive_to(&bench, s);
		for (uint8_t e = 0; e < CLAMP_EVENTS; e++) {
			if (expected[s][e] != '-') continue;
			CHECK(clamp_handle_event(&bench.clamp, e) == 0 && bench.clamp.state == s, "event %d in %s", e, bench_states[s]);
		}
	}
}

/* Every message in every state: the state after it is the table's, and the output follows. */
static void every_message_in_every_state_does_what_the_table_says(void)
{
	static const struct {
		uint8_t type, event;
	} messages[] = {
		{ CLAMP_HELLO, CLAMP_ON_HELLO }, { CLAMP_CONFIG, CLAMP_ON_CONFIG }, { CLAMP_SET_OU, CLAMP_ON_SET },
		{ CLAMP_SET_TRAIN, CLAMP_ON_SET }, { CLAMP_SET_CONSTANT, CLAMP_ON_SET }, { CLAMP_SET_COMMAND, CLAMP_ON_SET },
		{ CLAMP_CAL_WRITE, CLAMP_ON_CALIBRATE }, { CLAMP_ARM, CLAMP_ON_ARM }, { CLAMP_START, CLAMP_ON_START },
		{ CLAMP_STOP, CLAMP_ON_STOP }, { CLAMP_ABORT, CLAMP_ON_FAULT_CUT }, { CLAMP_CLEAR, CLAMP_ON_CLEAR },
		{ CLAMP_HEARTBEAT, CLAMP_EVENTS }, { CLAMP_CAL_READ, CLAMP_EVENTS }, { CLAMP_CHUNK, CLAMP_EVENTS },
	};
	for (uint8_t s = CLAMP_IDLE; s < CLAMP_STATES; s++) {
		for (uint32_t m = 0; m < sizeof messages / sizeof messages[0]; m++) {
			bench_drive_to(&bench, s);
			const struct clamp_config config = bench_config(&bench);
			const struct clamp_set_ou ou = { 1, 1, 3, 1, 1, 3, 0, 1, 1, 0 };
			const struct clamp_set_train train = { 0, 0, 0, 1, 1, 3, 0, 10, 0, 0, 0, 0 };
			const struct clamp_set_constant constant = { 1, 1, 0 };
			const struct clamp_set_command command = { 1, 0, 0, 0, 0, { 0, 0 }, { 0, 0 } };
			const uint32_t arm[2] = { bench.clamp.cal_crc, bench.clamp.config_crc };
			uint8_t bytes[96] = { 0 };
			uint32_t length = 0;
			switch (messages[m].type) {
				case CLAMP_HELLO: bytes[4] = CLAMP_PROTOCOL_MAJOR; length = 8; break;
				case CLAMP_CONFIG: memcpy(bytes, &config, length = sizeof config); break;
				case CLAMP_SET_OU: memcpy(bytes, &ou, length = sizeof ou); break;
				case CLAMP_SET_TRAIN: memcpy(bytes, &train, length = sizeof train); break;
				case CLAMP_SET_CONSTANT: memcpy(bytes, &constant, length = sizeof constant); break;
				case CLAMP_SET_COMMAND: memcpy(bytes, &command, length = sizeof command); break;
				case CLAMP_CAL_WRITE: memcpy(bytes, &bench.port.cal, length = sizeof bench.port.cal); break;
				case CLAMP_ARM: memcpy(bytes, arm, length = 8); break;
				case CLAMP_START: length = 12; break;
				case CLAMP_HEARTBEAT: length = 8; break;
				case CLAMP_CHUNK: length = 8; break;
				default: break;
			}
			bench_send(&bench, messages[m].type, 0, bytes, length);
			/* One poll executes it; the ticks after it show what follows. */
			while (bench.to_device.out != bench.to_device.in) bench_run(&bench, 1);
			const uint8_t now = bench.clamp.state;
			const char to = messages[m].event < CLAMP_EVENTS ? expected[s][messages[m].event] : '-';
			const uint8_t want = to == '-' ? s : (uint8_t) (strchr(letters, to) - letters);
			CHECK(now == want, "message %02x in %s: %s, expected %s", messages[m].type, bench_states[s], bench_states[now], bench_states[want]);
			if (want != CLAMP_RUNNING && want != CLAMP_RAMPDOWN) CHECK(bench.clamp.i_pa == 0.0f, "current in %s", bench_states[want]);
			bench_run(&bench, 5000);
			CHECK(bench.clamp.i_pa == 0.0f && bench.model.i_pa == 0.0, "current without a host");
		}
	}
}

/* A fault: how to make it, its code. Everything at 10 kHz, 500 pA flowing. */
static void make(struct bench *b, const uint8_t fault)
{
	switch (fault) {
		case CLAMP_FAULT_WATCHDOG: bench_run(b, 2050); break;
		case CLAMP_FAULT_V_WINDOW: b->model.v_mv = b->model.electrode_mv = 200.0; b->model.leak_decay = 1.0; break;
		case CLAMP_FAULT_ADC_RAIL: b->model.adc_codes_per_mv = 1e9; break;
		case CLAMP_FAULT_NOT_A_NUMBER: b->clamp.adc_offset_mv = NAN; break;
		case CLAMP_FAULT_OVERRUN: for (int k = 0; k < 4; k++) clamp_overrun(&b->clamp); break;
		case CLAMP_FAULT_INHIBIT: b->model.inputs = CLAMP_IN_INHIBIT; break;
		case CLAMP_FAULT_LINK: b->model.inputs = CLAMP_IN_LINK_DOWN; break;
		case CLAMP_FAULT_CONDUCTANCE: b->clamp.base[0] = 101.0f; b->clamp.sources |= CLAMP_SOURCE_OU; break;
		case CLAMP_FAULT_ABORT: bench_send(b, CLAMP_ABORT, 0, NULL, 0); bench_run(b, 1); break;
		case CLAMP_FAULT_ADC_LATE: b->model.inputs = CLAMP_IN_ADC_LATE; break;
		case CLAMP_FAULT_OUTPUT: b->clamp.dac_scale = 1000.0f; break;
		case CLAMP_FAULT_CHARGE: b->clamp.charge = 0x7ffffff0u; b->clamp.charge_blocks = 0; break;
		default: break;
	}
}

/* Section 5 of PROTOCOL.md, written out by hand: how each fault ends a run. */
static const enum { RAMP, CUT } then[CLAMP_FAULTS] = {
	[1] = RAMP, /* no heartbeat */
	[2] = RAMP, /* stream late */
	[3] = RAMP, /* V outside its window */
	[4] = CUT, /* converter at one end */
	[5] = CUT, /* no number */
	[6] = CUT, /* oscillation */
	[7] = RAMP, /* charge */
	[8] = CUT, /* ticks missed */
	[9] = CUT, /* inhibit */
	[10] = RAMP, /* link */
	[11] = RAMP, /* conductance */
	[12] = CUT, /* ABORT */
	[13] = CUT, /* converter gave nothing new */
	[14] = CUT, /* output code */
	[15] = CUT, /* port: no current was possible */
	[16] = CUT, /* V does not move */
	[17] = CUT, /* V does not answer */
};

static void each_fault_is_a_ramp_or_a_cut_as_specified(void)
{
	for (uint8_t fault = 1; fault < CLAMP_FAULTS; fault++) {
		CHECK(clamp_fault_ramps(fault) == (then[fault] == RAMP), "fault %d", fault);
		bench_drive_to(&bench, CLAMP_RUNNING);
		clamp_raise_fault(&bench.clamp, fault, 0.0f);
		CHECK(bench.clamp.state == (then[fault] == RAMP ? CLAMP_RAMPDOWN : CLAMP_FAULT), "fault %d: %s", fault,
			bench_states[bench.clamp.state]);
		bench_tick(&bench, 1);
		CHECK((bench.clamp.i_pa == 0.0f) == (then[fault] == CUT), "fault %d: %g pA", fault, (double) bench.clamp.i_pa);
	}
}

static void each_rule_stops_a_run_with_its_own_code(void)
{
	static const uint8_t faults[] = { CLAMP_FAULT_WATCHDOG, CLAMP_FAULT_V_WINDOW, CLAMP_FAULT_ADC_RAIL, CLAMP_FAULT_NOT_A_NUMBER,
		CLAMP_FAULT_OVERRUN, CLAMP_FAULT_INHIBIT, CLAMP_FAULT_LINK, CLAMP_FAULT_CONDUCTANCE, CLAMP_FAULT_ABORT, CLAMP_FAULT_ADC_LATE,
		CLAMP_FAULT_OUTPUT, CLAMP_FAULT_CHARGE };
	for (uint32_t k = 0; k < sizeof faults; k++) {
		bench_drive_to(&bench, CLAMP_RUNNING);
		bench_heartbeat(&bench);
		bench_run(&bench, 10);
		const uint32_t begin = bench.clamp.tick;
		make(&bench, faults[k]);
		if (bench.clamp.state == CLAMP_RUNNING) bench_run(&bench, 3);
		CHECK(bench.clamp.fault == faults[k], "fault %d, expected %d", bench.clamp.fault, faults[k]);
		CHECK(bench.clamp.state == (then[faults[k]] == RAMP ? CLAMP_RAMPDOWN : CLAMP_FAULT), "fault %d: %s", faults[k],
			bench_states[bench.clamp.state]);
		bench_run(&bench, 102);
		CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.i_pa == 0.0f && bench.model.i_pa == 0.0, "fault %d: not zero", faults[k]);
		CHECK(bench.live_tick <= begin + 2050 + 105, "fault %d: current for %u ticks", faults[k], bench.live_tick - begin);
		CHECK(bench.seen.note_count[1][faults[k]] == 1 && bench.seen.fault == faults[k], "fault %d: not reported", faults[k]);
		/* Latched: nothing but CLEAR leads out, and not while the cause is there. */
		const struct clamp_config f = bench_config(&bench);
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_BAD_STATE, "CONFIG in FAULT");
		bench_hello(&bench);
		CHECK(bench.clamp.state == CLAMP_FAULT, "HELLO clears nothing");
		if (bench.model.inputs) CHECK(bench_command(&bench, CLAMP_CLEAR, NULL, 0) == CLAMP_INHIBITED, "CLEAR under its cause");
		bench.model.inputs = 0;
		bench_run(&bench, 2);
		CHECK(bench_command(&bench, CLAMP_CLEAR, NULL, 0) == CLAMP_OK && bench.clamp.state == CLAMP_IDLE && bench.clamp.fault == 0, "CLEAR");
	}
}

static void the_window_waits_for_its_number_of_samples(void)
{
	bench_drive_to(&bench, CLAMP_RUNNING);
	bench.clamp.v_half_mv = 1.0f;
	bench_run(&bench, 2);
	CHECK(bench.clamp.fault == 0 && bench.clamp.outside == 2, "two samples");
	bench.clamp.v_half_mv = 90.0f;
	bench_run(&bench, 1);
	bench.clamp.v_half_mv = 1.0f;
	bench_run(&bench, 2);
	CHECK(bench.clamp.fault == 0 && bench.clamp.outside == 2, "counted anew");
	bench_run(&bench, 1);
	CHECK(bench.clamp.fault == CLAMP_FAULT_V_WINDOW, "three samples");
}

/* In ARMED: no current yet, and each cause that can be there is latched; nothing in the states before. */
static void inputs_forbid_arming_and_disarm(void)
{
	static const uint32_t inputs[] = { CLAMP_IN_INHIBIT, CLAMP_IN_LINK_DOWN, CLAMP_IN_ADC_LATE };
	static const uint8_t faults[] = { CLAMP_FAULT_INHIBIT, CLAMP_FAULT_LINK, CLAMP_FAULT_ADC_LATE };
	for (int k = 0; k < 3; k++) {
		bench_drive_to(&bench, CLAMP_ARMED);
		bench.model.inputs = inputs[k];
		bench_run(&bench, 1);
		CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.fault == faults[k], "armed");
		bench_drive_to(&bench, CLAMP_CONFIGURED);
		bench.model.inputs = inputs[k];
		bench_run(&bench, 2);
		CHECK(bench.clamp.state == CLAMP_CONFIGURED && bench_arm(&bench) == CLAMP_INHIBITED, "arming");
	}
	bench_drive_to(&bench, CLAMP_ARMED);
	bench_run(&bench, 2100);
	CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.fault == CLAMP_FAULT_WATCHDOG, "an armed device needs its host");
	/* During the ramp: the inhibit input cuts, the others let it end. */
	bench_drive_to(&bench, CLAMP_RAMPDOWN);
	bench.model.inputs = CLAMP_IN_INHIBIT;
	bench_run(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.i_pa == 0.0f, "inhibit cuts a ramp");
	bench_drive_to(&bench, CLAMP_RAMPDOWN);
	bench.model.inputs = CLAMP_IN_LINK_DOWN;
	bench_run(&bench, 101);
	CHECK(bench.clamp.state == CLAMP_CONFIGURED && bench.clamp.i_pa == 0.0f, "a ramp ends without its host");
}

static void the_ramp_is_a_straight_line(void)
{
	bench_drive_to(&bench, CLAMP_RUNNING);
	const float from = bench.clamp.i_pa;
	bench_send(&bench, CLAMP_STOP, 0, NULL, 0);
	while (bench.clamp.state == CLAMP_RUNNING) bench_run(&bench, 1);
	/* V is of no matter to it. */
	bench.model.adc_codes_per_mv = 1e9;
	bench.clamp.adc_offset_mv = NAN;
	for (int k = 1; k <= 100; k++) {
		bench_run(&bench, 1);
		CHECK(fabsf(bench.clamp.i_pa - from * (1.0f - (float) k / 100.0f)) < 1e-3f, "tick %d: %g", k, (double) bench.clamp.i_pa);
	}
	CHECK(bench.clamp.state == CLAMP_CONFIGURED && bench.clamp.i_pa == 0.0f, "ends");
}

static void a_loop_that_stands_still_is_cut_from_outside(void)
{
	bench_drive_to(&bench, CLAMP_RUNNING);
	clamp_poll(&bench.clamp);
	bench.clock_ahead = 10000 / 50 + 2;
	clamp_poll(&bench.clamp);
	CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.fault == CLAMP_FAULT_OVERRUN && bench.clamp.i_pa == 0.0f, "cut");
	model_read(&bench.model);
	model_read(&bench.model);
	CHECK(bench.model.i_pa == 0.0, "the converter has the code of zero");
}

static void the_hardware_watchdog_is_fed_by_both_or_not_at_all(void)
{
	bench_drive_to(&bench, CLAMP_IDLE);
	uint32_t before = bench.kicks;
	for (int k = 0; k < 10; k++) clamp_tick(&bench.clamp);
	CHECK(bench.kicks <= before + 1, "without the main loop");
	before = bench.kicks;
	for (int k = 0; k < 10; k++) clamp_poll(&bench.clamp);
	CHECK(bench.kicks == before, "without the loop");
	bench_run(&bench, 10);
	CHECK(bench.kicks >= before + 9, "with both");
}

static void an_oscillating_loop_is_cut(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench.model.r_series_mohm = 10.0;
	bench.model.c_electrode_pf = 5.0;
	bench.model.latency_ticks = 1;
	bench.model.substeps = 10;
	model_rest(&bench.model);
	bench_boot(&bench);
	bench_hello(&bench);
	/* A host that lies about its electrode gets past the stability check; the detector is what is left. */
	struct clamp_config f = bench_config(&bench);
	f.c_pf = 1e5f;
	f.g_peak_ns = 2000.0f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const struct clamp_set_constant g = { 0.0f, 1500.0f, 0.0f };
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT");
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run_alive(&bench, 2000);
	CHECK(bench.clamp.fault == CLAMP_FAULT_OSCILLATION && bench.clamp.state == CLAMP_FAULT, "fault %d", bench.clamp.fault);
	CHECK(bench.live_tick - bench.seen.begin_tick < 200, "after %u ticks", bench.live_tick - bench.seen.begin_tick);
}

static void spikes_are_no_oscillation_and_pass_the_slew_limit(void)
{
	bench_init(&bench, MODEL_ADEX, 100000);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	f.i_max_pa = 5000.0f;
	f.g_peak_ns = 70.0f;
	f.slew_pa_per_ms = 70.0f * 500.0f;
	f.charge_pc = 1e5f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const struct clamp_set_constant g = { 45.0f, 10.0f, 0.0f };
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT");
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	int spikes = 0;
	for (int k = 0; k < 100; k++) {
		bench_heartbeat(&bench);
		clamp_trust_start(&bench.clamp); /* a constant conductance proves no V: another rule */
		for (int t = 0; t < 1000; t++) {
			const double before = bench.model.v_mv;
			bench_run(&bench, 1);
			spikes += bench.model.v_mv - before < -20.0;
		}
	}
	CHECK(bench.clamp.state == CLAMP_RUNNING && spikes > 5, "%d spikes, fault %d", spikes, bench.clamp.fault);
}

static void the_current_is_limited_in_size_and_in_speed(void)
{
	bench_drive_to(&bench, CLAMP_CONFIGURED);
	struct clamp_config f = bench_config(&bench);
	f.i_max_pa = 300.0f;
	f.slew_pa_per_ms = 100.0f; /* 10 pA in a tick */
	f.c_pf = 1000.0f;
	bench_configure_with_current(&bench, f);
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	float last = 0.0f;
	for (int k = 0; k < 60; k++) {
		bench_run(&bench, 1);
		CHECK(bench.clamp.i_pa - last <= 10.001f && bench.clamp.i_pa <= 300.0f, "%g after %g", (double) bench.clamp.i_pa, (double) last);
		last = bench.clamp.i_pa;
	}
	CHECK(last == 300.0f && bench.seen.note_count[0][CLAMP_NOTE_LIMIT] == 1, "limited");
}

static void a_port_that_makes_no_sense_never_leaves_boot(void)
{
	for (int k = 0; k < 8; k++) {
		bench_init(&bench, MODEL_PASSIVE, 10000);
		if (k == 0) bench.port.loop_hz = 0;
		if (k == 1) bench.port.dac_span = 0;
		if (k == 2) bench.port.i_max_hard_pa = NAN;
		if (k == 3) bench.port.cal.dac_scale = NAN;
		if (k == 4) bench.port.ring_samples = 100;
		if (k == 5) bench.port.dac_zero = 100;
		if (k == 6) bench.port.adc_bits = 17;
		if (k == 7) bench.port.cal.dac_zero = 60000.0f;
		CHECK(clamp_init(&bench.clamp, &bench.port) != 0, "port %d accepted", k);
		if (k == 0) continue; /* no rate: nothing that could be timed */
		bench_run(&bench, 100);
		bench_hello(&bench);
		CHECK(bench.clamp.state == CLAMP_BOOT && bench.seen.fault == CLAMP_FAULT_PORT, "port %d: %s", k, bench_states[bench.clamp.state]);
		const struct clamp_config f = bench_config(&bench);
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) != CLAMP_OK && bench.clamp.state == CLAMP_BOOT, "port %d", k);
	}
}

int main(void)
{
	the_table_is_the_one_of_the_specification();
	a_refused_event_changes_nothing();
	every_message_in_every_state_does_what_the_table_says();
	each_fault_is_a_ramp_or_a_cut_as_specified();
	each_rule_stops_a_run_with_its_own_code();
	the_window_waits_for_its_number_of_samples();
	inputs_forbid_arming_and_disarm();
	the_ramp_is_a_straight_line();
	a_loop_that_stands_still_is_cut_from_outside();
	the_hardware_watchdog_is_fed_by_both_or_not_at_all();
	an_oscillating_loop_is_cut();
	spikes_are_no_oscillation_and_pass_the_slew_limit();
	the_current_is_limited_in_size_and_in_speed();
	a_port_that_makes_no_sense_never_leaves_boot();
	printf("safety: ok\n");
	return 0;
}
