/* States, faults and the tick. */
#include "clamp.h"

#include <string.h>

#define NO CLAMP_REFUSED

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

static void put(struct clamp *c, const float pa, const float command_pa, const uint32_t code, const uint32_t outputs)
{
	c->i_pa = pa;
	c->i_command_pa = command_pa;
	c->port->write(c->port->ctx, code, outputs);
}

static void put_zero(struct clamp *c)
{
	put(c, 0.0f, 0.0f, c->zero_code, 0);
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
	c->has_end = 0;
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
	c->since_alternation = 0;
	c->last_sign = 0;
	c->i_wanted_pa = 0.0f;
	c->held = 0;
	c->phase = c->period; /* the first tick takes the first sample */
	for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) {
		c->base[k] = 0.0f;
		c->rise[k] = 0.0f;
	}
	/* The charge is counted in 1/16 pA and ticks: an exact sum, where a float would stop growing. */
	c->charge_left = (uint64_t) (c->config.charge_pc * 16.0f) * c->port->loop_hz;
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

static int16_t short_of(const float x)
{
	if (!(x < 32767.0f)) return 32767;
	if (!(x > -32767.0f)) return -32767;
	return (int16_t) (x + (x < 0.0f ? -0.5f : 0.5f));
}

/* One sample into the open block: what this tick measured and put out. */
static void telem_sample(struct clamp *c)
{
	struct clamp_telem *const block = &c->port->telem[c->telem_done % c->port->telem_blocks];
	c->telem_wait = c->config.telem_decim;
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
		c->telem_lost = 0;
	}
	if (c->inputs & CLAMP_IN_TRIGGER) c->status |= CLAMP_STATUS_TRIGGER;
	int16_t *const sample = block->samples[block->n];
	sample[0] = short_of(c->v_mv * 128.0f);
	sample[1] = short_of((c->i_pa - c->i_command_pa) * c->telem_scale);
	sample[2] = short_of(c->i_command_pa * c->telem_scale);
	block->n++;
	block->status = c->status;
	if (block->n == CLAMP_TELEM_MAX) {
		c->telem_open = 0;
		c->telem_done++;
		c->status = 0;
	}
}

/* The stream. */

static void load(struct clamp *c, const uint32_t index, const int last)
{
	const int16_t *const a = c->port->ring[index & (c->port->ring_samples - 1u)];
	const int16_t *const b = last ? a : c->port->ring[(index + 1u) & (c->port->ring_samples - 1u)];
	for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) {
		if (!(c->config.stream_mask & (1u << k))) continue;
		/* Conductances are unsigned, the current is signed. */
		const float x = k < 3u ? (float) (uint16_t) a[k] : (float) a[k];
		const float y = k < 3u ? (float) (uint16_t) b[k] : (float) b[k];
		c->base[k] = x * c->config.scale[k];
		c->rise[k] = (y - x) * c->config.scale[k] * c->phase_step;
	}
}

/*
 * A sample's time is over: goes to the next one. Sample n is left for n + 1 on a straight line, so both must be there.
 * While n + 1 stays away the value of n is held, and this is called again in each tick.
 */
static void next_sample(struct clamp *c)
{
	const uint32_t n = c->consumed;
	const uint32_t ready = c->contiguous - n;
	if (c->has_end && n == c->end_index) {
		(void) clamp_take(c, CLAMP_ON_DONE);
		return;
	}
	const int last = c->has_end && n + 1u == c->end_index;
	if (ready >= 2u || (ready == 1u && last)) {
		load(c, n, last);
		c->consumed = n + 1u;
		c->phase = 0;
		if (c->held) {
			clamp_note(c, CLAMP_NOTE_RESUME, (float) c->held);
			clamp_telem_close(c);
			c->held = 0;
		}
		return;
	}
	if (c->held == 0) {
		if (ready == 1u) load(c, n, 1);
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

/* The rare half of the oscillation rule: the wanted current jumped by more than i_max/4. */
static void big_change(struct clamp *c, const float change)
{
	const int32_t sign = change > 0.0f ? 1 : -1;
	if (c->last_sign != sign && c->since_alternation < CLAMP_ALTERNATION_TICKS) c->alternations++;
	else if (c->last_sign != sign) c->alternations = 1;
	c->last_sign = sign;
	c->since_alternation = 0;
}

/* One tick of the closed loop. Every early return has left RUNNING or put a current within the limits out. */
static void step(struct clamp *c, const uint32_t code)
{
	const float old_pa = c->i_pa;
	if (code == 0 || code >= c->rail_code) {
		clamp_fail(c, CLAMP_FAULT_ADC_RAIL, (float) code);
		return;
	}
	const float v = c->v_mv - c->bridge * old_pa;
	if (v >= c->v_min_mv && v <= c->v_max_mv) c->outside = 0;
	else if (++c->outside >= c->window_samples) clamp_fail(c, CLAMP_FAULT_V_WINDOW, v);
	if (c->tick - c->heartbeat_tick > c->watchdog_ticks) {
		clamp_fail(c, CLAMP_FAULT_WATCHDOG, (float) (c->tick - c->heartbeat_tick) * 1000.0f / (float) c->port->loop_hz);
	}
	if (c->run_ticks && c->tick - c->begin_tick >= c->run_ticks) (void) clamp_take(c, CLAMP_ON_DONE);
	const uint32_t sources = c->sources;
	float g_e = c->g_e_const;
	float g_i = c->g_i_const;
	float g_n = 0.0f;
	float command = 0.0f;
	if (c->state != CLAMP_RUNNING) return; /* one of the rules above ended the run: the ramp goes on from old_pa */
	if (sources & CLAMP_SOURCE_STREAM) {
		if (c->phase == c->period) {
			next_sample(c);
			if (c->state != CLAMP_RUNNING) return;
		}
		const float phase = (float) c->phase;
		g_e += c->base[0] + c->rise[0] * phase;
		g_i += c->base[1] + c->rise[1] * phase;
		g_n = c->base[2] + c->rise[2] * phase;
		command = c->base[3] + c->rise[3] * phase;
		if (!c->held) c->phase++;
	}
	if (sources & CLAMP_SOURCE_OU) {
		clamp_ou_step(&c->ou);
		const float e = c->set_ou.mean_e_ns + c->ou.e;
		const float i = c->set_ou.mean_i_ns + c->ou.i;
		if (e > 0.0f) g_e += e;
		if (i > 0.0f) g_i += i;
	}
	if (sources & CLAMP_SOURCE_TRAIN_E) g_e += clamp_train_step(&c->train[0]);
	if (sources & CLAMP_SOURCE_TRAIN_I) g_i += clamp_train_step(&c->train[1]);
	if (sources & CLAMP_SOURCE_COMMAND) command += device_command(c);
	float g = g_e + g_i;
	float wanted = g_e * (c->e_e_mv - v) + g_i * (c->e_i_mv - v) + command;
	if (sources & CLAMP_SOURCE_NMDA) {
		const struct clamp_config *const config = &c->config;
		g_n += c->set_constant.g_n_ns;
		g += g_n; /* unblocked: what the stability check counted */
		if (config->nmda_k > 0.0f) g_n = g_n / (1.0f + config->nmda_k * clamp_exp(-config->nmda_gamma_per_mv * v));
		wanted += g_n * (config->e_n_mv - v);
	}
	if (!(g <= c->g_peak_ns)) {
		clamp_fail(c, CLAMP_FAULT_CONDUCTANCE, g);
		return;
	}
	const float i_max = c->i_max_pa;
	if (!(wanted <= i_max && wanted >= -i_max)) {
		if (!clamp_finite(wanted)) {
			clamp_fail(c, CLAMP_FAULT_NOT_A_NUMBER, v);
			return;
		}
		if (!c->limited) clamp_note(c, CLAMP_NOTE_LIMIT, wanted);
		c->limited = 1;
		c->status |= CLAMP_STATUS_LIMITED;
		wanted = wanted > 0.0f ? i_max : -i_max;
	}
	const float change = wanted - c->i_wanted_pa;
	c->i_wanted_pa = wanted;
	if (change > c->alternation_pa || change < -c->alternation_pa) big_change(c, change);
	else if (c->alternations && ++c->since_alternation >= CLAMP_ALTERNATION_TICKS) c->alternations = 0;
	if (c->alternations >= CLAMP_ALTERNATIONS_MAX) {
		clamp_fail(c, CLAMP_FAULT_OSCILLATION, change);
		return;
	}
	const float slew = wanted - old_pa;
	float pa = wanted;
	if (slew > c->slew_pa) pa = old_pa + c->slew_pa;
	else if (slew < -c->slew_pa) pa = old_pa - c->slew_pa;
	if (pa != wanted) c->status |= CLAMP_STATUS_SLEWED;
	/* |pa| <= i_max here, so the conversions below are defined; the integer guard does not believe it. */
	const uint32_t charge = (uint32_t) ((pa < 0.0f ? -pa : pa) * 16.0f);
	if (c->charge_left < charge) {
		clamp_fail(c, CLAMP_FAULT_CHARGE, c->config.charge_pc);
		return;
	}
	c->charge_left -= charge;
	const uint32_t out = (uint32_t) (int32_t) (pa * c->dac_scale + c->dac_zero);
	if (out - c->low_code > c->code_span) {
		clamp_fail(c, CLAMP_FAULT_OUTPUT, (float) (int32_t) out);
		return;
	}
	if (command > i_max) command = i_max;
	if (command < -i_max) command = -i_max;
	put(c, pa, command, out, CLAMP_OUT_RELAY | CLAMP_OUT_SYNC);
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
	const float pa = c->ramp_from_pa * part;
	const uint32_t out = (uint32_t) (int32_t) (pa * c->dac_scale + c->dac_zero);
	if (out - c->low_code > c->code_span) {
		clamp_fail(c, CLAMP_FAULT_OUTPUT, (float) (int32_t) out);
		return;
	}
	put(c, pa, c->ramp_command_pa * part, out, CLAMP_OUT_RELAY);
}

static int start_is_due(const struct clamp *c, const uint32_t rose)
{
	if (!c->pending) return 0;
	if (c->start_flags & CLAMP_START_AT_TICK) return c->tick == c->start_tick;
	if (c->start_flags & CLAMP_START_ON_EDGE) return rose != 0;
	return 1;
}

/* The inputs: level-sensitive where they protect, edge-sensitive where they mark. */
static void look_at_inputs(struct clamp *c, const uint32_t inputs, const uint32_t changed)
{
	if (changed & CLAMP_IN_TRIGGER) clamp_note(c, (inputs & CLAMP_IN_TRIGGER) ? CLAMP_NOTE_RISE : CLAMP_NOTE_FALL, 0.0f);
	if (c->state != CLAMP_ARMED && c->state != CLAMP_RUNNING && c->state != CLAMP_RAMPDOWN) return;
	if (inputs & CLAMP_IN_INHIBIT) clamp_fail(c, CLAMP_FAULT_INHIBIT, 0.0f);
	else if (inputs & CLAMP_IN_ADC_LATE) {
		/* A ramp needs no V, so a late converter does not cut it short. */
		if (c->state != CLAMP_RAMPDOWN) clamp_fail(c, CLAMP_FAULT_ADC_LATE, 0.0f);
	} else if (inputs & CLAMP_IN_LINK_DOWN) {
		if (c->state != CLAMP_RAMPDOWN) clamp_fail(c, CLAMP_FAULT_LINK, 0.0f);
	}
}

void clamp_tick(struct clamp *c)
{
	const struct clamp_port *const port = c->port;
	const uint32_t in = port->read(port->ctx);
	const uint32_t inputs = in & ~0xffffu;
	const uint32_t changed = inputs ^ c->inputs;
	const uint32_t code = in & 0xffffu;
	c->inputs = inputs;
	c->tick++;
	c->v_mv = c->adc_scale * (float) code + c->adc_offset_mv;
	if (c->polled) {
		/* Only while both the loop and the main loop live. */
		c->polled = 0;
		port->kick(port->ctx);
	}
	if (changed | (inputs & CLAMP_IN_BAD)) look_at_inputs(c, inputs, changed);
	if (c->state == CLAMP_ARMED) {
		if (c->tick - c->heartbeat_tick > c->watchdog_ticks) {
			clamp_fail(c, CLAMP_FAULT_WATCHDOG, (float) (c->tick - c->heartbeat_tick) * 1000.0f / (float) port->loop_hz);
		} else if (start_is_due(c, changed & inputs & CLAMP_IN_TRIGGER)) (void) clamp_take(c, CLAMP_ON_BEGIN);
	}
	if (c->state == CLAMP_RUNNING) step(c, code);
	else if (c->state == CLAMP_RAMPDOWN) ramp(c);
	else {
		if (c->state == CLAMP_BOOT && c->fault == CLAMP_FAULT_NONE) (void) clamp_take(c, CLAMP_ON_BOOTED);
		put_zero(c);
	}
	if (c->telem_wait && --c->telem_wait == 0) telem_sample(c);
}

static int calibration_is_zero_safe(const struct clamp_port *port)
{
	const uint32_t top = (1u << port->dac_bits) - 1u;
	return port->dac_span > 0 && port->dac_zero >= port->dac_span && (uint32_t) port->dac_zero + port->dac_span <= top;
}

int clamp_init(struct clamp *c, const struct clamp_port *port)
{
	memset(c, 0, sizeof *c);
	c->port = port;
	c->zero_code = port->dac_zero;
	c->low_code = port->dac_zero;
	put_zero(c);
	c->fault = CLAMP_FAULT_PORT;
	if (port->loop_hz < 1000u || port->loop_hz > 400000u || port->clock_hz == 0) return -1;
	if (port->adc_bits < 8 || port->adc_bits > 16 || port->dac_bits < 8 || port->dac_bits > 16) return -1;
	if (port->ring_samples < 16u || (port->ring_samples & (port->ring_samples - 1u)) || port->telem_blocks < 2u) return -1;
	if (!(port->i_max_hard_pa > 0.0f) || !(port->i_max_hard_pa <= 100000.0f) || !calibration_is_zero_safe(port)) return -1;
	if (!(port->r_bridge_max_mohm >= 0.0f) || !(port->r_bridge_max_mohm <= 1000.0f)) return -1;
	c->rail_code = (1u << port->adc_bits) - 1u;
	if (!clamp_calibrate(c, &port->cal)) return -1;
	c->fault = CLAMP_FAULT_NONE;
	return 0;
}
