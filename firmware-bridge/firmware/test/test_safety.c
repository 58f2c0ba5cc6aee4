/*
 * The safety rules. Every code that goes to the output converter, in all of these tests, passes the check in bench.c:
 * zero unless RUNNING or RAMPDOWN, never above the limit, the relay open elsewhere.
 */
#include "bench.h"

#include <math.h>
#include <string.h>

static struct bench bench;

static const char *const states[CLAMP_STATES] = { "BOOT", "IDLE", "CONFIGURED", "ARMED", "RUNNING", "RAMPDOWN", "FAULT" };

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

static char letter(const uint8_t state)
{
	return state == CLAMP_REFUSED ? '-' : "BICARrF"[state];
}

static void the_table_is_the_one_of_the_specification(void)
{
	int live = 0;
	for (uint8_t s = 0; s < CLAMP_STATES; s++) {
		CHECK(strlen(expected[s]) == CLAMP_EVENTS, "%s: %zu events", states[s], strlen(expected[s]));
		for (uint8_t e = 0; e < CLAMP_EVENTS; e++) {
			const uint8_t to = clamp_next(s, e);
			CHECK(letter(to) == expected[s][e], "%s, event %d: %c, expected %c", states[s], e, letter(to), expected[s][e]);
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
	CHECK(clamp_next(CLAMP_STATES, 0) == CLAMP_REFUSED && clamp_next(0, CLAMP_EVENTS) == CLAMP_REFUSED, "outside the table");
}

static void configure_with_current(struct bench *b, struct clamp_config f)
{
	bench_hello(b);
	CHECK(bench_command(b, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG: field at %d", b->seen.ack_detail);
	const struct clamp_set_command command = { 500.0f, 0, 0, 0, 0, { 0, 0 }, { 0, 0 } };
	CHECK(bench_command(b, CLAMP_SET_COMMAND, &command, sizeof command) == CLAMP_OK, "SET_COMMAND");
}

static void to_running(struct bench *b)
{
	CHECK(bench_arm(b) == CLAMP_OK && bench_start(b, 0, 0, 0) == CLAMP_OK, "START");
	bench_run_alive(b, 20);
	CHECK(b->clamp.state == CLAMP_RUNNING && fabsf(b->clamp.i_pa - 500.0f) < 1.0f, "runs");
}

/* A device driven into a state by messages alone. */
static void drive_to(struct bench *b, const uint8_t state)
{
	bench_init(b, MODEL_PASSIVE, 10000);
	b->model.g_leak_ns = 50.0;
	model_rest(&b->model);
	bench_boot(b);
	if (state == CLAMP_BOOT) return;
	bench_run(b, 3);
	struct clamp_config f = bench_config(b);
	f.stream_mask = 0;
	f.c_pf = 1000.0f;
	if (state == CLAMP_IDLE) bench_hello(b);
	else configure_with_current(b, f);
	if (state == CLAMP_ARMED) CHECK(bench_arm(b) == CLAMP_OK, "ARM");
	if (state == CLAMP_RUNNING || state == CLAMP_RAMPDOWN) to_running(b);
	if (state == CLAMP_RAMPDOWN) CHECK(bench_command(b, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
	if (state == CLAMP_FAULT) CHECK(bench_command(b, CLAMP_ABORT, NULL, 0) == CLAMP_OK, "ABORT");
	CHECK(b->clamp.state == state, "in %s, not %s", states[b->clamp.state], states[state]);
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
			drive_to(&bench, s);
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
				case CLAMP_CAL_WRITE: memcpy(bytes, &bench.port.cal, length = 32); break;
				case CLAMP_ARM: memcpy(bytes, arm, length = 8); break;
				case CLAMP_START: length = 12; break;
				case CLAMP_HEARTBEAT: length = 8; break;
				case CLAMP_CHUNK: length = 8; break;
				default: break;
			}
			bench_send(&bench, messages[m].type, 0, bytes, length);
			/* One poll obeys; the ticks after it show what it led to. */
			while (bench.to_device.out != bench.to_device.in) bench_run(&bench, 1);
			const uint8_t now = bench.clamp.state;
			uint8_t want = messages[m].event < CLAMP_EVENTS ? clamp_next(s, messages[m].event) : s;
			if (want == CLAMP_REFUSED) want = s;
			CHECK(now == want, "message %02x in %s: %s, expected %s", messages[m].type, states[s], states[now], states[want]);
			if (want != CLAMP_RUNNING && want != CLAMP_RAMPDOWN) CHECK(bench.clamp.i_pa == 0.0f, "current in %s", states[want]);
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

static void each_rule_stops_a_run_with_its_own_code(void)
{
	static const uint8_t faults[] = { CLAMP_FAULT_WATCHDOG, CLAMP_FAULT_V_WINDOW, CLAMP_FAULT_ADC_RAIL, CLAMP_FAULT_NOT_A_NUMBER,
		CLAMP_FAULT_OVERRUN, CLAMP_FAULT_INHIBIT, CLAMP_FAULT_LINK, CLAMP_FAULT_CONDUCTANCE, CLAMP_FAULT_ABORT, CLAMP_FAULT_ADC_LATE,
		CLAMP_FAULT_OUTPUT, CLAMP_FAULT_CHARGE };
	for (uint32_t k = 0; k < sizeof faults; k++) {
		drive_to(&bench, CLAMP_RUNNING);
		bench_heartbeat(&bench);
		bench_run(&bench, 10);
		const uint32_t begin = bench.clamp.tick;
		make(&bench, faults[k]);
		if (bench.clamp.state == CLAMP_RUNNING) bench_run(&bench, 3);
		CHECK(bench.clamp.fault == faults[k], "fault %d, expected %d", bench.clamp.fault, faults[k]);
		CHECK(bench.clamp.state == (clamp_fault_ramps(faults[k]) ? CLAMP_RAMPDOWN : CLAMP_FAULT), "fault %d: %s", faults[k],
			states[bench.clamp.state]);
		bench_run(&bench, 102);
		CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.i_pa == 0.0f && bench.model.i_pa == 0.0, "fault %d: not zero", faults[k]);
		CHECK(bench.live_tick <= begin + 2050 + 105, "fault %d: current for %u ticks", faults[k], bench.live_tick - begin);
		CHECK(bench.seen.note_count[1][faults[k]] == 1 && bench.seen.fault == faults[k], "fault %d: not told", faults[k]);
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
	drive_to(&bench, CLAMP_RUNNING);
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
		drive_to(&bench, CLAMP_ARMED);
		bench.model.inputs = inputs[k];
		bench_run(&bench, 1);
		CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.fault == faults[k], "armed");
		drive_to(&bench, CLAMP_CONFIGURED);
		bench.model.inputs = inputs[k];
		bench_run(&bench, 2);
		CHECK(bench.clamp.state == CLAMP_CONFIGURED && bench_arm(&bench) == CLAMP_INHIBITED, "arming");
	}
	drive_to(&bench, CLAMP_ARMED);
	bench_run(&bench, 2100);
	CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.fault == CLAMP_FAULT_WATCHDOG, "an armed device needs its host");
	/* During the ramp: the inhibit input cuts, the others let it end. */
	drive_to(&bench, CLAMP_RAMPDOWN);
	bench.model.inputs = CLAMP_IN_INHIBIT;
	bench_run(&bench, 1);
	CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.i_pa == 0.0f, "inhibit cuts a ramp");
	drive_to(&bench, CLAMP_RAMPDOWN);
	bench.model.inputs = CLAMP_IN_LINK_DOWN;
	bench_run(&bench, 101);
	CHECK(bench.clamp.state == CLAMP_CONFIGURED && bench.clamp.i_pa == 0.0f, "a ramp ends without its host");
}

static void the_ramp_is_a_straight_line(void)
{
	drive_to(&bench, CLAMP_RUNNING);
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
	drive_to(&bench, CLAMP_RUNNING);
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
	drive_to(&bench, CLAMP_IDLE);
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
	drive_to(&bench, CLAMP_CONFIGURED);
	struct clamp_config f = bench_config(&bench);
	f.i_max_pa = 300.0f;
	f.slew_pa_per_ms = 100.0f; /* 10 pA in a tick */
	f.c_pf = 1000.0f;
	configure_with_current(&bench, f);
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
		CHECK(bench.clamp.state == CLAMP_BOOT && bench.seen.fault == CLAMP_FAULT_PORT, "port %d: %s", k, states[bench.clamp.state]);
		const struct clamp_config f = bench_config(&bench);
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) != CLAMP_OK && bench.clamp.state == CLAMP_BOOT, "port %d", k);
	}
}

/* Fault injection at every byte of a recorded conversation. */

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
	const uint8_t beat[8] = { 9 };
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
		CHECK(b->clamp.state == CLAMP_FAULT, "damage %d at %u: %s", damage, at, states[b->clamp.state]);
		CHECK(b->clamp.fault == CLAMP_FAULT_WATCHDOG || b->clamp.fault == CLAMP_FAULT_UNDERRUN, "damage %d at %u: fault %d", damage, at,
			b->clamp.fault);
		CHECK(b->seen.fault == b->clamp.fault && b->seen.note_count[1][b->clamp.fault] == 1, "the fault is named");
	}
	return (uint8_t) was_running;
}

static void a_fault_at_every_byte_of_a_conversation(void)
{
	record();
	CHECK(tape.n > 900 && tape.n < TAPE, "%u bytes", tape.n);
	CHECK(play(INTACT, UINT32_MAX, 0) == 1, "the intact conversation runs");
	uint32_t plays = 0;
	uint32_t ran = 0;
	for (int damage = FLIP; damage < DAMAGES; damage++) {
		for (uint32_t at = 0; at < tape.n; at++) {
			ran += play(damage, at, (uint8_t) (at & 7u));
			plays++;
		}
	}
	printf("safety: %u bytes, %u damaged conversations, %u of them ran\n", tape.n, plays, ran);
}

int main(void)
{
	the_table_is_the_one_of_the_specification();
	every_message_in_every_state_does_what_the_table_says();
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
	a_fault_at_every_byte_of_a_conversation();
	printf("safety: ok\n");
	return 0;
}
