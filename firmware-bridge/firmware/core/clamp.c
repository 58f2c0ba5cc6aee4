/* The loop: one tick, and the port it needs. */
#include "clamp.h"

#include <string.h>

#define BLIND_PA 50.0f /* what may flow without an answer of V */
#define REST_PART 0.015625f /* of a tick in the mean of V at rest */

void clamp_output_zero(struct clamp *c)
{
	c->i_pa = 0.0f;
	c->i_command_pa = 0.0f;
	c->code_change = 0;
	CLAMP_WRITE(c->port, c->zero_code, 0);
}

/*
 * The only way to a current: pa becomes a code, and a code further from zero than the hard limit never reaches the
 * converter. |pa| is at most i_max, so the conversion is defined; the guard does not rely on it. 0 where it refused.
 */
static inline __attribute__((always_inline)) int output_current(struct clamp *c, const float pa, const uint32_t outputs)
{
	const int32_t code = (int32_t) (clamp_mul(pa, c->dac_scale) + c->dac_zero);
	const int32_t change = code - (int32_t) c->zero_code;
	const uint32_t size = (uint32_t) (change < 0 ? -change : change);
	if (size > c->code_span) {
		clamp_raise_fault(c, CLAMP_FAULT_OUTPUT, (float) code);
		return 0;
	}
	c->i_pa = pa;
	c->code_change = change;
	c->charge += size;
	CLAMP_WRITE(c->port, (uint32_t) code, outputs);
	return 1;
}

void clamp_overrun(struct clamp *c)
{
	c->missed++;
}

/*
 * Acts on ticks that were missed. Called behind the tick's last write and nowhere else: a fault between a check of the state
 * and the write that follows it would let that current out in FAULT.
 */
static __attribute__((noinline)) void count_missed(struct clamp *c)
{
	const uint8_t missed = c->missed;
	if (c->state == CLAMP_RUNNING || c->state == CLAMP_RAMPDOWN) {
		c->overruns += (uint8_t) (missed - c->missed_seen);
		if (c->overruns > CLAMP_OVERRUNS_MAX) clamp_raise_fault(c, CLAMP_FAULT_OVERRUN, (float) c->overruns);
	}
	c->missed_seen = missed;
}

/*
 * The watchdog, the switch that has to come to rest first, and the run's end, looked at only when one of them can be due. A
 * heartbeat in between makes that too early, never too late. 0 where this tick has no current to put out.
 */
static __attribute__((noinline)) int check_deadlines(struct clamp *c)
{
	const uint32_t silent = c->tick - c->heartbeat_tick;
	const uint32_t ran = c->tick - c->begin_tick;
	if (silent > c->watchdog_ticks) {
		clamp_raise_fault(c, CLAMP_FAULT_WATCHDOG, clamp_mul((float) silent, 1000.0f) / (float) c->port->loop_hz);
		return 0;
	}
	if (c->settle_left) {
		c->settle_left--;
		if (c->settle_left) {
			c->begin_tick = c->tick + 1u;
			c->check_tick = c->tick + 1u;
			CLAMP_WRITE(c->port, c->zero_code, CLAMP_OUT_RELAY);
			return 0;
		}
		clamp_note(c, CLAMP_NOTE_BEGIN, 0.0f);
	}
	if (ran >= c->run_ticks) {
		(void) clamp_handle_event(c, CLAMP_ON_DONE);
		return 0;
	}
	uint32_t wait = c->watchdog_ticks + 1u - silent;
	if (c->run_ticks - ran < wait) wait = c->run_ticks - ran;
	c->check_tick = c->tick + wait;
	return 1;
}

/* The current wanted is further from the last one than the slew limit allows. Returns the current allowed. */
static __attribute__((noinline)) float limit_change(struct clamp *c, const float wanted)
{
	c->status |= CLAMP_STATUS_SLEWED;
	return wanted > c->i_pa ? c->i_pa + c->slew_pa : c->i_pa - c->slew_pa;
}

/*
 * The current wanted has changed by more than alternation_pa since it last had, in one tick or in many: a loop that is late
 * swings slowly. Turns that follow each other quickly are an oscillation, which leaves RUNNING.
 */
static __attribute__((noinline)) void count_turn(struct clamp *c, const float wanted)
{
	const float change = wanted - c->turn_pa;
	const int32_t sign = change > 0.0f ? 1 : -1;
	const int quick = c->tick - c->last_big_tick <= c->quick_ticks;
	if (c->last_sign != sign) c->alternations = quick ? c->alternations + 1u : 1u;
	c->last_sign = sign;
	c->last_big_tick = c->tick;
	c->turn_pa = wanted;
	if (c->alternations >= CLAMP_ALTERNATIONS_MAX) clamp_raise_fault(c, CLAMP_FAULT_OSCILLATION, change);
}

/* |wanted| is above i_max, or wanted is no number, which leaves RUNNING. Returns the current allowed. */
static __attribute__((noinline)) float limit_current(struct clamp *c, const float wanted, const float v)
{
	if (!clamp_finite(wanted)) {
		clamp_raise_fault(c, CLAMP_FAULT_NOT_A_NUMBER, v);
		return 0.0f;
	}
	if (!c->limited) clamp_note(c, CLAMP_NOTE_LIMIT, wanted);
	c->limited = 1;
	c->status |= CLAMP_STATUS_LIMITED;
	return wanted > 0.0f ? c->i_max_pa : -c->i_max_pa;
}

/* V is outside its window. The window lies inside the converter's range, so a converter at one of its ends is found here. */
static __attribute__((noinline)) void check_window(struct clamp *c, const uint32_t code, const float v)
{
	c->outside = c->tick == c->outside_tick + 1u ? c->outside + 1u : 1u;
	c->outside_tick = c->tick;
	if (code == 0 || code >= c->rail_code) clamp_raise_fault(c, CLAMP_FAULT_ADC_RAIL, (float) code);
	else if (c->outside >= c->window_samples) clamp_raise_fault(c, CLAMP_FAULT_V_WINDOW, v);
}

/* A block of the charge budget is used up: goes on with the next, or ends the run. */
static __attribute__((noinline)) void next_charge_block(struct clamp *c)
{
	if (c->charge_blocks == 0) {
		clamp_raise_fault(c, CLAMP_FAULT_CHARGE, c->config.charge_pc);
		return;
	}
	c->charge_blocks--;
	c->charge -= CLAMP_CHARGE_BLOCK;
}

/*
 * One tick of the closed loop. A rule that is broken leaves RUNNING and returns before anything is put out. After a
 * cut the converter has the code of 0 pA already; before a ramp it keeps the last current, which was within its limits,
 * for one tick more.
 */
static inline __attribute__((always_inline)) void closed_loop(struct clamp *c, const uint32_t code)
{
	if ((int32_t) (c->tick - c->check_tick) >= 0 && !check_deadlines(c)) return;
	const float v = clamp_mul(c->adc_scale, (float) (int32_t) code) + c->adc_offset_mv - clamp_mul(c->bridge, c->i_pa);
	/* Written so that NaN is outside; so are the comparisons below. */
	if (!(clamp_absf(v - c->v_middle_mv) <= c->v_half_mv)) {
		check_window(c, code, v);
		if (c->state != CLAMP_RUNNING) return;
	}
	float g_e = c->base[CLAMP_GE];
	float g_i = c->base[CLAMP_GI];
	const uint32_t sources = c->sources;
	if (sources & CLAMP_SOURCE_STREAM) {
		if (c->phase_left == 0) {
			clamp_stream_advance(c);
			if (c->state != CLAMP_RUNNING) return;
			g_e = c->base[CLAMP_GE];
			g_i = c->base[CLAMP_GI];
		}
		c->base[CLAMP_GE] = g_e + c->rise[CLAMP_GE];
		c->base[CLAMP_GI] = g_i + c->rise[CLAMP_GI];
		c->phase_left--;
	}
	float wanted;
	if (sources & ~CLAMP_SOURCE_STREAM) {
		wanted = clamp_wanted_current(c, g_e, g_i, v);
		if (c->state != CLAMP_RUNNING) return;
	} else wanted = clamp_mul(g_e, c->e_e_mv - v) + clamp_mul(g_i, c->e_i_mv - v);
	if (!(clamp_absf(wanted) <= c->i_max_pa)) {
		wanted = limit_current(c, wanted, v);
		if (c->state != CLAMP_RUNNING) return;
	}
	if (clamp_absf(wanted - c->turn_pa) > c->alternation_pa) {
		count_turn(c, wanted);
		if (c->state != CLAMP_RUNNING) return;
	}
	if (clamp_absf(wanted - c->i_pa) > c->slew_pa) wanted = limit_change(c, wanted);
	if (!output_current(c, wanted, CLAMP_OUT_RELAY | CLAMP_OUT_SYNC)) return;
	if (c->charge >= CLAMP_CHARGE_BLOCK) next_charge_block(c);
	const float clamped = wanted - c->i_command_pa;
	c->block_code += code;
	c->block_pa += clamped;
	c->block_pa2 += clamp_mul(clamped, clamped);
	if (--c->block_left == 0) clamp_block_work(c);
}

/* RAMPDOWN: a straight line from the last current to zero, which depends on time alone. */
static void ramp_tick(struct clamp *c)
{
	if (c->ramp_left > 0) c->ramp_left--;
	if (c->ramp_left == 0) {
		(void) clamp_handle_event(c, c->after_ramp);
		return;
	}
	const float part = (float) c->ramp_left / (float) c->ramp_ticks;
	c->i_command_pa = clamp_mul(c->ramp_command_pa, part);
	(void) output_current(c, clamp_mul(c->ramp_from_pa, part), CLAMP_OUT_RELAY);
}

/* The trigger's level: another one than before only after it has lasted for its ticks, so that a spike on the cable is none. */
static uint32_t trigger_level(struct clamp *c, const uint32_t inputs)
{
	const uint32_t before = c->inputs & CLAMP_IN_TRIGGER;
	const uint32_t now = inputs & CLAMP_IN_TRIGGER;
	if (now == before) {
		c->trigger_held = 0;
		return before;
	}
	c->trigger_held++;
	if (c->trigger_held < c->port->trigger_ticks) return before;
	c->trigger_held = 0;
	return now;
}

/* Inputs that forbid a current act by their level, the trigger by its edges. */
static __attribute__((noinline)) void check_inputs(struct clamp *c, const uint32_t inputs)
{
	const uint32_t level = trigger_level(c, inputs);
	const uint32_t changed = level ^ (c->inputs & CLAMP_IN_TRIGGER);
	c->inputs = (inputs & ~CLAMP_IN_TRIGGER) | level;
	c->expected_inputs = ((inputs & CLAMP_IN_BAD) || c->trigger_held) ? CLAMP_CHECK_INPUTS : inputs;
	if (c->polled) {
		/* The main loop has run since the last time, and so has this one. */
		c->polled = 0;
		c->port->kick(c->port->ctx);
	}
	if (changed) {
		if (level) {
			c->trigger_rose = 1;
			c->status |= CLAMP_STATUS_TRIGGER;
		}
		/* An edge counts when its level has lasted: the value says how many ticks ago it was. */
		const float ago = c->port->trigger_ticks ? (float) (c->port->trigger_ticks - 1u) : 0.0f;
		clamp_note(c, level ? CLAMP_NOTE_RISE : CLAMP_NOTE_FALL, ago);
	}
	if (c->state != CLAMP_ARMED && c->state != CLAMP_RUNNING && c->state != CLAMP_RAMPDOWN) return;
	if (inputs & CLAMP_IN_INHIBIT) clamp_raise_fault(c, CLAMP_FAULT_INHIBIT, 0.0f);
	/* A ramp needs neither V nor a host: it goes on without them. */
	else if (c->state == CLAMP_RAMPDOWN) return;
	else if (inputs & CLAMP_IN_ADC_LATE) clamp_raise_fault(c, CLAMP_FAULT_ADC_LATE, 0.0f);
	else if (inputs & CLAMP_IN_LINK_DOWN) clamp_raise_fault(c, CLAMP_FAULT_LINK, 0.0f);
}

static void armed_tick(struct clamp *c)
{
	const uint32_t silent = c->tick - c->heartbeat_tick;
	if (silent > c->watchdog_ticks) {
		clamp_raise_fault(c, CLAMP_FAULT_WATCHDOG, clamp_mul((float) silent, 1000.0f) / (float) c->port->loop_hz);
		return;
	}
	if (!c->pending) return;
	int due = 1;
	if (c->start_when == CLAMP_START_AT_TICK) due = c->tick + c->port->switch_ticks == c->start_tick;
	else if (c->start_when == CLAMP_START_ON_EDGE) due = c->trigger_rose;
	if (!due) return;
	(void) clamp_handle_event(c, CLAMP_ON_BEGIN);
	clamp_check_conductance(c, c->base[CLAMP_GE] + c->base[CLAMP_GI] + c->base[CLAMP_GN]);
}

/* A tick in any state but RUNNING. An armed clamp may begin in it. */
static __attribute__((noinline)) void idle_tick(struct clamp *c, const uint32_t code)
{
	/* Where V is without a current: what the first answer is compared with. */
	c->rest_code += clamp_mul((float) code - c->rest_code, c->tick == 1u ? 1.0f : REST_PART);
	if (c->state == CLAMP_ARMED) {
		armed_tick(c);
		c->trigger_rose = 0;
		if (c->state == CLAMP_RUNNING) return;
	}
	if (c->state == CLAMP_RAMPDOWN) ramp_tick(c);
	else {
		if (c->state == CLAMP_BOOT && c->fault == CLAMP_FAULT_NONE) (void) clamp_handle_event(c, CLAMP_ON_BOOTED);
		clamp_output_zero(c);
	}
}

__attribute__((noinline)) void clamp_tick(struct clamp *c)
{
	const uint32_t in = CLAMP_READ(c->port);
	const uint32_t code = in & CLAMP_IN_CODE;
	c->tick++;
	/* Inputs are checked when they change, while one forbids a current, and when the main loop has asked for it. */
	if (in - code != c->expected_inputs) check_inputs(c, in - code);
	if (c->state != CLAMP_RUNNING) idle_tick(c, code);
	if (c->state == CLAMP_RUNNING) closed_loop(c, code);
	if (c->missed != c->missed_seen) count_missed(c);
	if (--c->telem_wait == 0) clamp_telem_sample(c, code);
}

/* The codes of all currents allowed lie within the converter's range. */
static int span_fits(const struct clamp_port *port)
{
	const uint32_t top = ((uint32_t) 1 << port->dac_bits) - 1u;
	return port->dac_span > 0 && port->dac_zero >= port->dac_span && (uint32_t) port->dac_zero + port->dac_span <= top;
}

int clamp_init(struct clamp *c, const struct clamp_port *port)
{
	memset(c, 0, sizeof *c);
	c->port = port;
	c->zero_code = port->dac_zero;
	clamp_output_zero(c);
	c->fault = CLAMP_FAULT_PORT;
	if (port->loop_hz < 1000u || port->loop_hz > 400000u || port->clock_hz == 0) return -1;
	if (port->adc_bits < 8 || port->adc_bits > 16 || port->dac_bits < 8 || port->dac_bits > 16) return -1;
	if (port->ring_samples < 16u || (port->ring_samples & (port->ring_samples - 1u)) || port->telem_blocks < 2u) return -1;
	if (!(port->i_max_hard_pa > 0.0f) || !(port->i_max_hard_pa <= 100000.0f) || !span_fits(port)) return -1;
	if (port->blind && !(port->i_max_hard_pa <= BLIND_PA)) return -1;
	if (!(port->r_bridge_max_mohm >= 0.0f) || !(port->r_bridge_max_mohm <= 1000.0f)) return -1;
	if (port->costs.loop == 0) return -1;
	c->rail_code = ((uint32_t) 1 << port->adc_bits) - 1u;
	if (!clamp_calibrate(c, &port->cal)) return -1;
	c->same_bits = (uint8_t) clamp_ou_check();
	c->fault = CLAMP_FAULT_NONE;
	return 0;
}
