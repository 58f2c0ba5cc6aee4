/* States, faults and the tick. */
#include "clamp.h"

#include <string.h>

#define NO CLAMP_REFUSED

/* A port that is always the same may call its two functions of the loop directly. */
#ifndef CLAMP_READ
#define CLAMP_READ(port) (port)->read((port)->ctx)
#define CLAMP_WRITE(port, code, outputs) (port)->write((port)->ctx, code, outputs)
#endif
#define CHARGE_BLOCK 0x80000000u

uint8_t clamp_next(const uint8_t state, const uint8_t event)
{
	enum { BOOT = CLAMP_BOOT, IDLE = CLAMP_IDLE, CONF = CLAMP_CONFIGURED, ARMD = CLAMP_ARMED, RUN = CLAMP_RUNNING,
		RAMP = CLAMP_RAMPDOWN, FAUL = CLAMP_FAULT };
	static const uint8_t table[CLAMP_STATES][CLAMP_EVENTS] = {
		/*            booted hello config set   cal   arm   start begin chunk done  stop  clear r     r_hel r_fau ramp  cut */
		/* BOOT */  { IDLE,  BOOT, NO,    NO,   NO,   NO,   NO,   NO,   NO,   NO,   BOOT, NO,   NO,   NO,   NO,   BOOT, BOOT },
		/* IDLE */  { NO,    IDLE, CONF,  NO,   IDLE, NO,   NO,   NO,   NO,   NO,   IDLE, IDLE, NO,   NO,   NO,   FAUL, FAUL },
		/* CONF */  { NO,    IDLE, CONF,  CONF, IDLE, ARMD, NO,   NO,   CONF, NO,   CONF, CONF, NO,   NO,   NO,   FAUL, FAUL },
		/* ARMED */ { NO,    IDLE, NO,    NO,   NO,   NO,   ARMD, RUN,  ARMD, NO,   CONF, NO,   NO,   NO,   NO,   FAUL, FAUL },
		/* RUN */   { NO,    RAMP, NO,    NO,   NO,   NO,   NO,   NO,   RUN,  RAMP, RAMP, NO,   NO,   NO,   NO,   RAMP, FAUL },
		/* RAMP */  { NO,    RAMP, NO,    NO,   NO,   NO,   NO,   NO,   NO,   NO,   RAMP, NO,   CONF, IDLE, FAUL, RAMP, FAUL },
		/* FAULT */ { NO,    FAUL, NO,    NO,   NO,   NO,   NO,   NO,   NO,   NO,   FAUL, IDLE, NO,   NO,   NO,   FAUL, FAUL },
	};
	if (state >= CLAMP_STATES || event >= CLAMP_EVENTS) return CLAMP_REFUSED;
	return table[state][event];
}

int clamp_fault_ramps(const uint8_t fault)
{
	switch (fault) {
		case CLAMP_FAULT_WATCHDOG:
		case CLAMP_FAULT_UNDERRUN:
		case CLAMP_FAULT_V_WINDOW:
		case CLAMP_FAULT_CHARGE:
		case CLAMP_FAULT_LINK:
		case CLAMP_FAULT_CONDUCTANCE:
			return 1;
		default:
			return 0;
	}
}

/* The size of a number: one instruction, no library. */
static float size_of(const float x)
{
	return __builtin_fabsf(x);
}

static void put_zero(struct clamp *c)
{
	c->i_pa = 0.0f;
	c->i_command_pa = 0.0f;
	c->code_change = 0;
	CLAMP_WRITE(c->port, c->zero_code, 0);
}

/*
 * The only way to a current: pa becomes a code, and a code further from zero than the hard limit never reaches the
 * converter. |pa| is at most i_max, so the conversion is defined; the guard does not believe it. 0 where it refused.
 */
static inline __attribute__((always_inline)) int put(struct clamp *c, const float pa, const uint32_t outputs)
{
	const int32_t code = (int32_t) (pa * c->dac_scale + c->dac_zero);
	const int32_t change = code - (int32_t) c->zero_code;
	const uint32_t size = (uint32_t) (change < 0 ? -change : change);
	if (size > c->code_span) {
		clamp_fail(c, CLAMP_FAULT_OUTPUT, (float) code);
		return 0;
	}
	c->i_pa = pa;
	c->code_change = change;
	c->charge += size;
	CLAMP_WRITE(c->port, (uint32_t) code, outputs);
	return 1;
}

static void queue(struct clamp *c, const uint8_t fault, const uint8_t code, const float value)
{
	const uint8_t next = (uint8_t) ((c->notes_in + 1u) % CLAMP_NOTES);
	if (next == c->notes_out) return; /* full: CREDIT still tells state and fault */
	struct clamp_note_entry *const note = &c->notes[c->notes_in];
	note->fault = fault;
	note->code = code;
	note->tick = c->tick;
	note->value = value;
	c->notes_in = next;
}

void clamp_note(struct clamp *c, const uint8_t code, const float value)
{
	queue(c, 0, code, value);
}

/* A run or a wait for one is over: the next stream starts at index 0. */
static void forget_stream(struct clamp *c)
{
	c->contiguous = 0;
	c->consumed = 0;
	c->end_index = CLAMP_NO_END;
	c->pending = 0;
}

/* The ramp that is under way ends in the gravest of the states asked for: fault, then a new host's, then the old one. */
static void aim_ramp(struct clamp *c, const uint8_t event)
{
	if (event == CLAMP_ON_FAULT_RAMP) c->after_ramp = CLAMP_ON_RAMPED_FAULT;
	else if (c->after_ramp == CLAMP_ON_RAMPED_FAULT) return;
	else if (event == CLAMP_ON_HELLO) c->after_ramp = CLAMP_ON_RAMPED_HELLO;
}

static void begin(struct clamp *c)
{
	const uint32_t sources = c->sources;
	c->begin_tick = c->tick;
	c->limited = 0;
	c->overruns = 0;
	c->outside = 0;
	c->alternations = 0;
	c->last_sign = 0;
	c->held = 0;
	c->phase_left = 0; /* the first tick takes the first sample */
	c->check_tick = c->tick;
	for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) {
		c->base[k] = c->constant[k];
		c->rise[k] = 0.0f;
	}
	/* The charge is counted in output codes and ticks: an exact sum, where a float would stop growing. */
	const uint64_t budget = (uint64_t) (c->config.charge_pc * size_of(c->dac_scale) * 16.0f) * (c->port->loop_hz / 16u);
	c->charge_blocks = budget / CHARGE_BLOCK;
	c->charge = CHARGE_BLOCK - (uint32_t) (budget % CHARGE_BLOCK);
	if (sources & CLAMP_SOURCE_OU) clamp_ou_start(&c->ou, &c->set_ou);
	if (sources & CLAMP_SOURCE_TRAIN_E) clamp_train_start(&c->train[0], &c->set_train[0]);
	if (sources & CLAMP_SOURCE_TRAIN_I) clamp_train_start(&c->train[1], &c->set_train[1]);
	c->step_tick = 0;
	c->sine_phase[0] = 0;
	c->sine_phase[1] = 0;
	clamp_telem_close(c);
	clamp_note(c, CLAMP_NOTE_BEGIN, 0.0f);
}

int clamp_take(struct clamp *c, const uint8_t event)
{
	const uint8_t from = c->state;
	const uint8_t to = clamp_next(from, event);
	if (to == CLAMP_REFUSED) return 0;
	c->state = to;
	if (to == CLAMP_RAMPDOWN) {
		if (from == CLAMP_RUNNING) {
			c->ramp_from_pa = c->i_pa;
			c->ramp_command_pa = c->i_command_pa;
			c->ramp_left = c->ramp_ticks;
			c->after_ramp = CLAMP_ON_RAMPED;
			if (event != CLAMP_ON_FAULT_RAMP) clamp_note(c, event == CLAMP_ON_DONE ? CLAMP_NOTE_DONE : CLAMP_NOTE_STOP, 0.0f);
		}
		aim_ramp(c, event);
	} else if (to == CLAMP_RUNNING) {
		if (from != CLAMP_RUNNING) begin(c);
	} else if (from == CLAMP_RUNNING || from == CLAMP_RAMPDOWN) {
		/* At once, not in the next tick: the timer itself may be what failed. */
		put_zero(c);
		clamp_note(c, CLAMP_NOTE_ZERO, 0.0f);
	}
	if (to != from && to != CLAMP_ARMED && to != CLAMP_RUNNING && to != CLAMP_RAMPDOWN) forget_stream(c);
	if (to != from) clamp_telem_close(c);
	return 1;
}

void clamp_fail(struct clamp *c, const uint8_t fault, const float value)
{
	if (c->fault == CLAMP_FAULT_NONE) {
		c->fault = fault;
		queue(c, 1, fault, value);
	}
	(void) clamp_take(c, clamp_fault_ramps(fault) ? CLAMP_ON_FAULT_RAMP : CLAMP_ON_FAULT_CUT);
}

void clamp_overrun(struct clamp *c)
{
	if (c->state != CLAMP_RUNNING && c->state != CLAMP_RAMPDOWN) return;
	c->overruns++;
	if (c->overruns > CLAMP_OVERRUNS_MAX) clamp_fail(c, CLAMP_FAULT_OVERRUN, (float) c->overruns);
}

/* Telemetry. */

void clamp_telem_close(struct clamp *c)
{
	if (!c->telem_open) return;
	c->telem_open = 0;
	c->telem_done++;
	c->telem_wait = 1;
	c->status = 0;
}

static int16_t short_of(const int32_t x)
{
	if (x > 32767) return 32767;
	return (int16_t) (x < -32767 ? -32767 : x);
}

/* One sample into the open block: what this tick measured and put out. */
static __attribute__((noinline)) void telem_sample(struct clamp *c, const uint32_t code)
{
	struct clamp_telem *const block = &c->port->telem[c->telem_done % c->port->telem_blocks];
	c->telem_wait = c->config.telem_decim;
	if (c->telem_wait == 0) return;
	if (!c->telem_open) {
		if (c->telem_done - c->telem_sent >= c->port->telem_blocks) {
			c->telem_lost = 1;
			return;
		}
		c->telem_open = 1;
		block->first_tick = c->tick;
		block->first_index = c->consumed;
		block->n = 0;
		block->decim = c->config.telem_decim;
		c->status |= (uint16_t) ((uint32_t) c->state << CLAMP_STATUS_STATE_SHIFT | (c->telem_lost ? CLAMP_STATUS_LOST : 0u));
		if (c->inputs & CLAMP_IN_TRIGGER) c->status |= CLAMP_STATUS_TRIGGER;
		c->telem_lost = 0;
	}
	int16_t *const sample = block->samples[block->n];
	int32_t command_change = 0;
	if (c->sources > CLAMP_SOURCE_STREAM) {
		const float command = c->i_command_pa * c->dac_scale;
		command_change = (int32_t) (command + (command < 0.0f ? -0.5f : 0.5f));
	}
	sample[0] = (int16_t) (uint16_t) code;
	sample[1] = short_of(c->code_change - command_change);
	sample[2] = short_of(command_change);
	block->n++;
	block->status = c->status;
	if (block->n == CLAMP_TELEM_MAX) {
		c->telem_open = 0;
		c->telem_done++;
		c->status = 0;
	}
}

/* The stream. */

/* More than the stability check was made for ends the run. */
static inline void check_conductance(struct clamp *c, const float g_ns)
{
	if (!(g_ns <= c->g_peak_ns)) clamp_fail(c, CLAMP_FAULT_CONDUCTANCE, g_ns);
}

/* From where a channel's last line ended to the next value. One that is not streamed has the scale 0. */
static inline void draw(struct clamp *c, const uint32_t k, const int32_t sample)
{
	const float from = c->end[k];
	const float to = c->constant[k] + (float) sample * c->config.scale[k];
	c->base[k] = from;
	c->end[k] = to;
	c->rise[k] = (to - from) * c->phase_step;
}

/* The next line of all channels. It lies between its ends: the sum of plain conductances is checked here, not in each tick. */
static inline void draw_all(struct clamp *c, const int16_t *sample)
{
	draw(c, 0, (uint16_t) sample[0]);
	draw(c, 1, (uint16_t) sample[1]);
	if (c->sources != CLAMP_SOURCE_STREAM) {
		draw(c, 2, (uint16_t) sample[2]);
		draw(c, 3, sample[3]);
	}
	check_conductance(c, c->end[0] + c->end[1]);
}

/* Stays where the last line ended. */
static void level(struct clamp *c)
{
	for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) {
		c->base[k] = c->end[k];
		c->rise[k] = 0.0f;
	}
}

/*
 * A sample's time is over: goes to the next one. Sample n is left for n + 1 on a straight line, so both must be there.
 * While n + 1 stays away the value of n is held, and this is called again in each tick.
 */
static __attribute__((noinline)) void next_sample(struct clamp *c)
{
	const uint32_t n = c->consumed;
	const uint32_t mask = c->port->ring_samples - 1u;
	if (n == c->end_index) {
		(void) clamp_take(c, CLAMP_ON_DONE);
		return;
	}
	if (n == 0 && c->held == 0) draw_all(c, c->port->ring[0]);
	const int last = n + 1u == c->end_index;
	if (c->contiguous - n >= 2u || last) {
		if (last) level(c);
		else draw_all(c, c->port->ring[(n + 1u) & mask]);
		c->consumed = n + 1u;
		c->phase_left = c->period;
		if (c->held) {
			clamp_note(c, CLAMP_NOTE_RESUME, (float) c->held);
			clamp_telem_close(c);
			c->held = 0;
		}
		return;
	}
	/* What is held does not rise, and the next tick asks again. */
	c->phase_left = 1;
	if (c->held == 0) {
		level(c);
		c->underruns++;
		clamp_note(c, CLAMP_NOTE_HOLD, (float) n);
		clamp_telem_close(c);
	}
	c->held++;
	c->status |= CLAMP_STATUS_HOLDING;
	if (c->held > c->hold_ticks) clamp_fail(c, CLAMP_FAULT_UNDERRUN, (float) n);
}

static float device_command(struct clamp *c)
{
	const struct clamp_set_command *const set = &c->set_command;
	float i = set->dc_pa;
	if (c->step_tick >= c->step_start && c->step_tick - c->step_start < c->step_length) i += set->step_pa;
	c->step_tick++;
	if (c->step_period && c->step_tick == c->step_period) c->step_tick = 0;
	for (uint32_t k = 0; k < 2u; k++) {
		i += set->sine_pa[k] * clamp_sine(c->sine_phase[k]);
		c->sine_phase[k] += c->sine_step[k];
	}
	return i;
}

/* The rest of g_E, g_I, g_N and the command where there is more than plain conductances: the current wanted. */
static __attribute__((noinline)) float add_sources(struct clamp *c, float g_e, float g_i, const float v)
{
	const uint32_t sources = c->sources;
	if (sources & CLAMP_SOURCE_OU) {
		clamp_ou_step(&c->ou);
		const float e = c->set_ou.mean_e_ns + c->ou.e;
		const float i = c->set_ou.mean_i_ns + c->ou.i;
		if (e > 0.0f) g_e += e;
		if (i > 0.0f) g_i += i;
	}
	if (sources & CLAMP_SOURCE_TRAIN_E) g_e += clamp_train_step(&c->train[0]);
	if (sources & CLAMP_SOURCE_TRAIN_I) g_i += clamp_train_step(&c->train[1]);
	float wanted = g_e * (c->e_e_mv - v) + g_i * (c->e_i_mv - v);
	float g_ns = g_e + g_i;
	if (sources & CLAMP_SOURCE_NMDA) {
		const struct clamp_config *const config = &c->config;
		float g_n = c->base[2];
		c->base[2] += c->rise[2];
		g_ns += g_n; /* unblocked: what the stability check counted */
		if (config->nmda_k > 0.0f) g_n = g_n / (1.0f + config->nmda_k * clamp_exp(-config->nmda_gamma_per_mv * v));
		wanted += g_n * (config->e_n_mv - v);
	}
	check_conductance(c, g_ns);
	float command = c->base[3];
	c->base[3] += c->rise[3];
	if (sources & CLAMP_SOURCE_COMMAND) command += device_command(c);
	wanted += command;
	/* Told in the telemetry, so within the limit too. */
	if (!(command <= c->i_max_pa)) command = c->i_max_pa;
	if (!(command >= -c->i_max_pa)) command = -c->i_max_pa;
	c->i_command_pa = command;
	return wanted;
}

/* The slow half of the watchdog and of a run's end. Only ever early: a heartbeat moves the true deadline away. */
static __attribute__((noinline)) void look_at_deadlines(struct clamp *c)
{
	const uint32_t silent = c->tick - c->heartbeat_tick;
	const uint32_t ran = c->tick - c->begin_tick;
	if (silent > c->watchdog_ticks) {
		clamp_fail(c, CLAMP_FAULT_WATCHDOG, (float) silent * 1000.0f / (float) c->port->loop_hz);
		return;
	}
	uint32_t wait = c->watchdog_ticks + 1u - silent;
	if (c->run_ticks) {
		if (ran >= c->run_ticks) {
			(void) clamp_take(c, CLAMP_ON_DONE);
			return;
		}
		if (c->run_ticks - ran < wait) wait = c->run_ticks - ran;
	}
	c->check_tick = c->tick + wait;
}

/*
 * The rare half of the slew limit and of the oscillation rule: the current wanted is further from the last one than
 * the slew limit or i_max/4 allows. Returns the current allowed; a broken rule leaves RUNNING.
 */
static __attribute__((noinline)) float big_change(struct clamp *c, const float wanted)
{
	const float old_pa = c->i_pa;
	const float change = wanted - old_pa;
	if (size_of(change) > c->alternation_pa) {
		const int32_t sign = change > 0.0f ? 1 : -1;
		const int quick = c->tick - c->last_big_tick <= CLAMP_ALTERNATION_TICKS;
		if (c->last_sign != sign) c->alternations = quick ? c->alternations + 1u : 1u;
		c->last_sign = sign;
		c->last_big_tick = c->tick;
		if (c->alternations >= CLAMP_ALTERNATIONS_MAX) clamp_fail(c, CLAMP_FAULT_OSCILLATION, change);
	}
	if (!(size_of(change) > c->slew_pa)) return wanted;
	c->status |= CLAMP_STATUS_SLEWED;
	return change > 0.0f ? old_pa + c->slew_pa : old_pa - c->slew_pa;
}

/* The rare half of the limit: |wanted| is above i_max, or wanted is no number, which leaves RUNNING. */
static __attribute__((noinline)) float limit(struct clamp *c, const float wanted, const float v)
{
	if (!clamp_finite(wanted)) {
		clamp_fail(c, CLAMP_FAULT_NOT_A_NUMBER, v);
		return 0.0f;
	}
	if (!c->limited) clamp_note(c, CLAMP_NOTE_LIMIT, wanted);
	c->limited = 1;
	c->status |= CLAMP_STATUS_LIMITED;
	return wanted > 0.0f ? c->i_max_pa : -c->i_max_pa;
}

/* V is outside its window, which lies inside the converter's range: so the converter's ends are found here too. */
static __attribute__((noinline)) void out_of_window(struct clamp *c, const uint32_t code, const float v)
{
	c->outside = c->tick == c->outside_tick + 1u ? c->outside + 1u : 1u;
	c->outside_tick = c->tick;
	if (code == 0 || code >= c->rail_code) clamp_fail(c, CLAMP_FAULT_ADC_RAIL, (float) code);
	else if (c->outside >= c->window_samples) clamp_fail(c, CLAMP_FAULT_V_WINDOW, v);
}

/* A block of the budget is used up: goes to the next, or ends the run. */
static __attribute__((noinline)) void next_charge_block(struct clamp *c)
{
	if (c->charge_blocks == 0) {
		clamp_fail(c, CLAMP_FAULT_CHARGE, c->config.charge_pc);
		return;
	}
	c->charge_blocks--;
	c->charge -= CHARGE_BLOCK;
}

/*
 * One tick of the closed loop. A rule that is broken leaves RUNNING and returns before anything is put out: the
 * converter then keeps the last current, which was within its limits, for the one tick until the ramp takes it down,
 * or has been given the code of 0 pA already.
 */
static inline __attribute__((always_inline)) void step(struct clamp *c, const uint32_t code)
{
	if ((int32_t) (c->tick - c->check_tick) >= 0) {
		look_at_deadlines(c);
		if (c->state != CLAMP_RUNNING) return;
	}
	const float v = c->adc_scale * (float) (int32_t) code + c->adc_offset_mv - c->bridge * c->i_pa;
	/* Written so that NaN is outside, here and below. */
	if (!(size_of(v - c->v_middle_mv) <= c->v_half_mv)) {
		out_of_window(c, code, v);
		if (c->state != CLAMP_RUNNING) return;
	}
	float g_e = c->base[0];
	float g_i = c->base[1];
	const uint32_t sources = c->sources;
	if (sources & CLAMP_SOURCE_STREAM) {
		if (c->phase_left == 0) {
			next_sample(c);
			if (c->state != CLAMP_RUNNING) return;
			g_e = c->base[0];
			g_i = c->base[1];
		}
		c->base[0] = g_e + c->rise[0];
		c->base[1] = g_i + c->rise[1];
		c->phase_left--;
	}
	float wanted;
	if (sources & ~CLAMP_SOURCE_STREAM) {
		wanted = add_sources(c, g_e, g_i, v);
		if (c->state != CLAMP_RUNNING) return;
	} else wanted = g_e * (c->e_e_mv - v) + g_i * (c->e_i_mv - v);
	if (!(size_of(wanted) <= c->i_max_pa)) {
		wanted = limit(c, wanted, v);
		if (c->state != CLAMP_RUNNING) return;
	}
	if (size_of(wanted - c->i_pa) > c->calm_pa) {
		wanted = big_change(c, wanted);
		if (c->state != CLAMP_RUNNING) return;
	}
	if (!put(c, wanted, CLAMP_OUT_RELAY | CLAMP_OUT_SYNC)) return;
	if (c->charge >= CHARGE_BLOCK) next_charge_block(c);
}

/* RAMPDOWN: a straight line from the last current to zero that depends on nothing but time. */
static void ramp(struct clamp *c)
{
	if (c->ramp_left > 0) c->ramp_left--;
	if (c->ramp_left == 0) {
		(void) clamp_take(c, c->after_ramp);
		return;
	}
	const float part = (float) c->ramp_left / (float) c->ramp_ticks;
	c->i_command_pa = c->ramp_command_pa * part;
	(void) put(c, c->ramp_from_pa * part, CLAMP_OUT_RELAY);
}

/* The inputs: level-sensitive where they protect, edge-sensitive where they mark. */
static __attribute__((noinline)) void look_at_inputs(struct clamp *c, const uint32_t inputs)
{
	const uint32_t changed = inputs ^ c->inputs;
	c->inputs = inputs;
	c->usual_inputs = (inputs & CLAMP_IN_BAD) ? CLAMP_ATTENTION : inputs;
	if (c->polled) {
		/* Only while both the loop and the main loop live. */
		c->polled = 0;
		c->port->kick(c->port->ctx);
	}
	if (changed & CLAMP_IN_TRIGGER) {
		if (inputs & CLAMP_IN_TRIGGER) {
			c->rose = 1;
			c->status |= CLAMP_STATUS_TRIGGER;
		}
		clamp_note(c, (inputs & CLAMP_IN_TRIGGER) ? CLAMP_NOTE_RISE : CLAMP_NOTE_FALL, 0.0f);
	}
	if (c->state != CLAMP_ARMED && c->state != CLAMP_RUNNING && c->state != CLAMP_RAMPDOWN) return;
	if (inputs & CLAMP_IN_INHIBIT) clamp_fail(c, CLAMP_FAULT_INHIBIT, 0.0f);
	/* A ramp needs neither V nor a host, so the other two do not cut it short. */
	else if (c->state == CLAMP_RAMPDOWN) return;
	else if (inputs & CLAMP_IN_ADC_LATE) clamp_fail(c, CLAMP_FAULT_ADC_LATE, 0.0f);
	else if (inputs & CLAMP_IN_LINK_DOWN) clamp_fail(c, CLAMP_FAULT_LINK, 0.0f);
}

static void wait_armed(struct clamp *c)
{
	const uint32_t silent = c->tick - c->heartbeat_tick;
	if (silent > c->watchdog_ticks) {
		clamp_fail(c, CLAMP_FAULT_WATCHDOG, (float) silent * 1000.0f / (float) c->port->loop_hz);
		return;
	}
	if (!c->pending) return;
	int due = 1;
	if (c->start_flags & CLAMP_START_AT_TICK) due = c->tick == c->start_tick;
	else if (c->start_flags & CLAMP_START_ON_EDGE) due = c->rose;
	if (!due) return;
	(void) clamp_take(c, CLAMP_ON_BEGIN);
	check_conductance(c, c->base[0] + c->base[1] + c->base[2]);
}

/* A tick in any state but RUNNING. An armed clamp may begin in it. */
static __attribute__((noinline)) void idle_tick(struct clamp *c)
{
	if (c->state == CLAMP_ARMED) {
		wait_armed(c);
		c->rose = 0;
		if (c->state == CLAMP_RUNNING) return;
	}
	if (c->state == CLAMP_RAMPDOWN) ramp(c);
	else {
		if (c->state == CLAMP_BOOT && c->fault == CLAMP_FAULT_NONE) (void) clamp_take(c, CLAMP_ON_BOOTED);
		put_zero(c);
	}
}

__attribute__((noinline)) void clamp_tick(struct clamp *c)
{
	const uint32_t in = CLAMP_READ(c->port);
	const uint32_t code = in & 0xffffu;
	c->tick++;
	/* The inputs are as usual, and none of them forbids anything; else, or if the main loop asks for it, a look at them. */
	if (in - code != c->usual_inputs) look_at_inputs(c, in - code);
	if (c->state != CLAMP_RUNNING) idle_tick(c);
	if (c->state == CLAMP_RUNNING) step(c, code);
	if (--c->telem_wait == 0) telem_sample(c, code);
}

static int calibration_is_zero_safe(const struct clamp_port *port)
{
	const uint32_t top = ((uint32_t) 1 << port->dac_bits) - 1u;
	return port->dac_span > 0 && port->dac_zero >= port->dac_span && (uint32_t) port->dac_zero + port->dac_span <= top;
}

int clamp_init(struct clamp *c, const struct clamp_port *port)
{
	memset(c, 0, sizeof *c);
	c->port = port;
	c->zero_code = port->dac_zero;
	put_zero(c);
	c->fault = CLAMP_FAULT_PORT;
	if (port->loop_hz < 1000u || port->loop_hz > 400000u || port->clock_hz == 0) return -1;
	if (port->adc_bits < 8 || port->adc_bits > 16 || port->dac_bits < 8 || port->dac_bits > 16) return -1;
	if (port->ring_samples < 16u || (port->ring_samples & (port->ring_samples - 1u)) || port->telem_blocks < 2u) return -1;
	if (!(port->i_max_hard_pa > 0.0f) || !(port->i_max_hard_pa <= 100000.0f) || !calibration_is_zero_safe(port)) return -1;
	if (!(port->r_bridge_max_mohm >= 0.0f) || !(port->r_bridge_max_mohm <= 1000.0f)) return -1;
	c->rail_code = ((uint32_t) 1 << port->adc_bits) - 1u;
	if (!clamp_calibrate(c, &port->cal)) return -1;
	c->fault = CLAMP_FAULT_NONE;
	return 0;
}
