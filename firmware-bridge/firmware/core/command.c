/* Commands from the host: each is checked whole before anything of it is used. */
#include "clamp.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define TINY 1e-6f /* the smallest value where 0 is not allowed */

/* A field of four bytes outside its range makes the whole message void. */
struct range {
	uint8_t offset;
	float low, high;
};

/* Offset + 1 of the first float outside its range (NaN is outside every range), or 0. */
static uint32_t first_outside(const void *payload, const struct range *ranges, const uint32_t n)
{
	for (uint32_t k = 0; k < n; k++) {
		float x;
		memcpy(&x, (const uint8_t *) payload + ranges[k].offset, sizeof x);
		if (!(x >= ranges[k].low && x <= ranges[k].high)) return ranges[k].offset + 1u;
	}
	return 0;
}

static float tick_ms(const struct clamp *c)
{
	return 1000.0f / (float) c->port->loop_hz;
}

static uint32_t ticks_of(const struct clamp *c, const float ms)
{
	return (uint32_t) (clamp_mul(clamp_mul(ms, (float) c->port->loop_hz), 0.001f) + 0.5f);
}

/* The checksum that ARM must name: over the checksums of all parts, so that a repeated message changes nothing. */
static void update_config_crc(struct clamp *c, const uint32_t part, const struct clamp_frame *frame)
{
	c->part_crc[part] = clamp_crc32c(0, frame->payload, frame->length);
	c->config_crc = clamp_crc32c(0, (const uint8_t *) c->part_crc, sizeof c->part_crc);
}

static struct clamp_answer reply(const uint8_t code, const uint32_t detail)
{
	const struct clamp_answer answer = { code, (uint16_t) detail };
	return answer;
}

static struct clamp_answer bad_value(const uint32_t offset)
{
	return reply(CLAMP_BAD_VALUE, offset);
}

/* Each command below runs under the lock, with a payload of the right length, in a state that takes its event. */

static const struct range config_ranges[] = {
	{ CLAMP_OFFSET(config, scale[CLAMP_GE]), 0.0f, 1e3f },
	{ CLAMP_OFFSET(config, scale[CLAMP_GI]), 0.0f, 1e3f },
	{ CLAMP_OFFSET(config, scale[CLAMP_GN]), 0.0f, 1e3f },
	{ CLAMP_OFFSET(config, scale[CLAMP_I]), 0.0f, 1e3f },
	{ CLAMP_OFFSET(config, e_e_mv), -200.0f, 200.0f },
	{ CLAMP_OFFSET(config, e_i_mv), -200.0f, 200.0f },
	{ CLAMP_OFFSET(config, e_n_mv), -200.0f, 200.0f },
	{ CLAMP_OFFSET(config, nmda_k), 0.0f, 100.0f },
	{ CLAMP_OFFSET(config, nmda_gamma_per_mv), 0.0f, 0.3f },
	{ CLAMP_OFFSET(config, i_max_pa), TINY, 1e5f },
	{ CLAMP_OFFSET(config, slew_pa_per_ms), TINY, 1e9f },
	{ CLAMP_OFFSET(config, v_min_mv), -250.0f, 250.0f },
	{ CLAMP_OFFSET(config, v_max_mv), -250.0f, 250.0f },
	{ CLAMP_OFFSET(config, charge_pc), TINY, 1e9f },
	{ CLAMP_OFFSET(config, r_bridge_mohm), 0.0f, 1e3f },
	{ CLAMP_OFFSET(config, r_res_mohm), 0.0f, 1e4f },
	{ CLAMP_OFFSET(config, tau_e_us), 0.0f, 1e5f },
	{ CLAMP_OFFSET(config, latency_us), 1.0f, 1e5f },
	{ CLAMP_OFFSET(config, c_pf), 0.1f, 1e5f },
	{ CLAMP_OFFSET(config, g_peak_ns), TINY, 1e6f },
};

#define CONFIG_FIELD(field) ((uint32_t) CLAMP_OFFSET(config, field) + 1u)

/* Offset + 1 of the first field that does not fit the board or another field, or 0. */
static uint32_t first_misfit(const struct clamp *c, const struct clamp_config *f)
{
	if (!(f->i_max_pa <= clamp_i_max_hw(c))) return CONFIG_FIELD(i_max_pa);
	if (!(f->r_bridge_mohm <= c->port->r_bridge_max_mohm)) return CONFIG_FIELD(r_bridge_mohm);
	if (!(f->latency_us >= tick_ms(c) * 999.0f)) return CONFIG_FIELD(latency_us);
	if (f->stream_hz > c->port->loop_hz || (f->stream_hz && c->port->loop_hz % f->stream_hz)) return CONFIG_FIELD(stream_hz);
	if (f->stream_mask > CLAMP_MASK_ALL || (f->stream_mask != 0) != (f->stream_hz != 0)) return CONFIG_FIELD(stream_mask);
	if (f->on_underrun > 1u) return CONFIG_FIELD(on_underrun);
	if (f->reserved) return CONFIG_FIELD(reserved);
	if (!(f->v_max_mv > f->v_min_mv)) return CONFIG_FIELD(v_max_mv);
	/* The ends of the converter's range must lie outside the window, whatever the bridge takes away. */
	const float drop = clamp_mul(clamp_mul(f->r_bridge_mohm, 0.001f), f->i_max_pa);
	const float end_a = c->adc_offset_mv;
	const float end_b = clamp_mul(c->adc_scale, (float) c->rail_code) + c->adc_offset_mv;
	if (!((end_a < end_b ? end_a : end_b) + drop < f->v_min_mv)) return CONFIG_FIELD(v_min_mv);
	if (!((end_a < end_b ? end_b : end_a) - drop > f->v_max_mv)) return CONFIG_FIELD(v_max_mv);
	if (f->window_samples < 1u || f->window_samples > c->port->loop_hz / 100u) return CONFIG_FIELD(window_samples);
	if (f->watchdog_ms < 10u || f->watchdog_ms > 1000u) return CONFIG_FIELD(watchdog_ms);
	if (f->ramp_ms < 1u || f->ramp_ms > 100u) return CONFIG_FIELD(ramp_ms);
	if (f->hold_ms > 20u) return CONFIG_FIELD(hold_ms);
	return 0;
}

/* OK, or what a tick with these sources takes where the board has not the time for it. A tenth is left to the main loop. */
static struct clamp_answer check_time(const struct clamp *c, const uint32_t sources)
{
	const struct clamp_costs *const costs = &c->port->costs;
	uint64_t ns = costs->loop;
	if (sources & CLAMP_SOURCE_STREAM) ns += costs->stream;
	if (sources & CLAMP_SOURCE_NMDA) ns += costs->nmda;
	if (sources & CLAMP_SOURCE_OU) ns += costs->ou;
	if (sources & CLAMP_SOURCE_TRAIN_E) ns += costs->train;
	if (sources & CLAMP_SOURCE_TRAIN_I) ns += costs->train;
	if (sources & CLAMP_SOURCE_COMMAND) ns += costs->command;
	if (ns * c->port->loop_hz <= 900000000u) return reply(CLAMP_OK, 0);
	return reply(CLAMP_TOO_SLOW, ns < 65535000u ? (uint32_t) (ns / 1000u) : 65535u);
}

static struct clamp_answer configure(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_config f;
	memcpy(&f, frame->payload, sizeof f);
	const uint32_t misfit = first_misfit(c, &f);
	if (misfit) return bad_value(misfit - 1u);
	uint8_t sources = f.stream_mask ? CLAMP_SOURCE_STREAM : 0;
	if (f.stream_mask & CLAMP_MASK_GN) sources |= CLAMP_SOURCE_NMDA;
	if (f.stream_mask & CLAMP_MASK_I) sources |= CLAMP_SOURCE_STREAM_I;
	const struct clamp_answer time = check_time(c, sources);
	if (time.code != CLAMP_OK) return time;
	(void) clamp_handle_event(c, CLAMP_ON_CONFIG);
	c->config = f;
	c->sources = sources;
	memset(c->constant, 0, sizeof c->constant);
	memset(c->part_crc, 0, sizeof c->part_crc);
	clamp_reset_stream(c);
	c->period = f.stream_hz ? c->port->loop_hz / f.stream_hz : 1u;
	c->phase_step = 1.0f / (float) c->period;
	c->bridge = f.r_bridge_mohm * 0.001f;
	c->v_middle_mv = clamp_mul(0.5f, f.v_min_mv + f.v_max_mv);
	c->v_half_mv = clamp_mul(0.5f, f.v_max_mv - f.v_min_mv);
	c->e_e_mv = f.e_e_mv;
	c->e_i_mv = f.e_i_mv;
	c->i_max_pa = f.i_max_pa;
	c->alternation_pa = f.i_max_pa * 0.25f;
	c->slew_pa = f.slew_pa_per_ms * tick_ms(c);
	c->g_peak_ns = f.g_peak_ns;
	c->window_samples = f.window_samples;
	c->watchdog_ticks = ticks_of(c, f.watchdog_ms);
	c->ramp_ticks = ticks_of(c, f.ramp_ms);
	c->hold_ticks = f.on_underrun ? 0 : ticks_of(c, f.hold_ms);
	clamp_block_set(c);
	clamp_telem_close(c);
	c->telem_wait = f.telem_decim ? 1u : 0u;
	for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) {
		if (!(f.stream_mask & (1u << k))) c->config.scale[k] = 0.0f;
	}
	update_config_crc(c, CLAMP_PART_CONFIG, frame);
	return reply(CLAMP_OK, 0);
}

static const struct range set_ou_ranges[] = {
	{ CLAMP_OFFSET(set_ou, mean_e_ns), 0.0f, 1e5f },
	{ CLAMP_OFFSET(set_ou, sd_e_ns), 0.0f, 1e5f },
	{ CLAMP_OFFSET(set_ou, tau_e_ms), 0.1f, 1e5f },
	{ CLAMP_OFFSET(set_ou, mean_i_ns), 0.0f, 1e5f },
	{ CLAMP_OFFSET(set_ou, sd_i_ns), 0.0f, 1e5f },
	{ CLAMP_OFFSET(set_ou, tau_i_ms), 0.1f, 1e5f },
	{ CLAMP_OFFSET(set_ou, correlation), -1.0f, 1.0f },
};

static struct clamp_answer set_ou(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_set_ou f;
	memcpy(&f, frame->payload, sizeof f);
	if (f.reserved) return bad_value(CLAMP_OFFSET(set_ou, reserved));
	const struct clamp_answer time = check_time(c, c->sources | CLAMP_SOURCE_OU);
	if (time.code != CLAMP_OK) return time;
	if (!c->same_bits) return reply(CLAMP_OTHER_BITS, 0);
	c->set_ou = f;
	clamp_ou_set(&c->ou, &f, tick_ms(c));
	c->sources |= CLAMP_SOURCE_OU;
	update_config_crc(c, CLAMP_PART_OU, frame);
	return reply(CLAMP_OK, 0);
}

static const struct range set_train_ranges[] = {
	{ CLAMP_OFFSET(set_train, peak_ns), 0.0f, 1e5f },
	{ CLAMP_OFFSET(set_train, rise_ms), 0.0f, 1e4f },
	{ CLAMP_OFFSET(set_train, decay_ms), 0.02f, 1e4f },
	{ CLAMP_OFFSET(set_train, first_ms), 0.0f, 1e7f },
	{ CLAMP_OFFSET(set_train, interval_ms), 0.0f, 1e7f },
};

static struct clamp_answer set_train(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_set_train f;
	memcpy(&f, frame->payload, sizeof f);
	if (f.target > 1u) return bad_value(CLAMP_OFFSET(set_train, target));
	if (f.kind > 1u) return bad_value(CLAMP_OFFSET(set_train, kind));
	if (f.reserved) return bad_value(CLAMP_OFFSET(set_train, reserved));
	/* With nearly equal time constants the height of the peak is a small difference, and loses its digits. */
	if (!(f.rise_ms <= 0.95f * f.decay_ms)) return bad_value(CLAMP_OFFSET(set_train, rise_ms));
	if (!(f.interval_ms >= 2.0f * tick_ms(c))) return bad_value(CLAMP_OFFSET(set_train, interval_ms));
	if (f.reserved2) return bad_value(CLAMP_OFFSET(set_train, reserved2));
	const uint8_t source = f.target ? CLAMP_SOURCE_TRAIN_I : CLAMP_SOURCE_TRAIN_E;
	const struct clamp_answer time = check_time(c, c->sources | source);
	if (time.code != CLAMP_OK) return time;
	if (f.kind != 0 && !c->same_bits) return reply(CLAMP_OTHER_BITS, 0);
	c->set_train[f.target] = f;
	clamp_train_set(&c->train[f.target], &f, tick_ms(c));
	c->sources |= source;
	update_config_crc(c, f.target ? CLAMP_PART_TRAIN_I : CLAMP_PART_TRAIN_E, frame);
	return reply(CLAMP_OK, 0);
}

static const struct range set_constant_ranges[] = {
	{ CLAMP_OFFSET(set_constant, g_e_ns), 0.0f, 1e5f },
	{ CLAMP_OFFSET(set_constant, g_i_ns), 0.0f, 1e5f },
	{ CLAMP_OFFSET(set_constant, g_n_ns), 0.0f, 1e5f },
};

static struct clamp_answer set_constant(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_set_constant f;
	memcpy(&f, frame->payload, sizeof f);
	const uint8_t block = f.g_n_ns > 0.0f ? CLAMP_SOURCE_NMDA : 0;
	const struct clamp_answer time = check_time(c, c->sources | block);
	if (time.code != CLAMP_OK) return time;
	c->constant[CLAMP_GE] = f.g_e_ns;
	c->constant[CLAMP_GI] = f.g_i_ns;
	c->constant[CLAMP_GN] = f.g_n_ns;
	c->sources |= block;
	update_config_crc(c, CLAMP_PART_CONSTANT, frame);
	return reply(CLAMP_OK, 0);
}

static const struct range set_command_ranges[] = {
	{ CLAMP_OFFSET(set_command, dc_pa), -1e5f, 1e5f },
	{ CLAMP_OFFSET(set_command, step_pa), -1e5f, 1e5f },
	{ CLAMP_OFFSET(set_command, step_start_ms), 0.0f, 1e7f },
	{ CLAMP_OFFSET(set_command, step_ms), 0.0f, 1e7f },
	{ CLAMP_OFFSET(set_command, step_period_ms), 0.0f, 1e7f },
	{ CLAMP_OFFSET(set_command, sine_pa[0]), -1e5f, 1e5f },
	{ CLAMP_OFFSET(set_command, sine_pa[1]), -1e5f, 1e5f },
	{ CLAMP_OFFSET(set_command, sine_hz[0]), 0.0f, 2e5f },
	{ CLAMP_OFFSET(set_command, sine_hz[1]), 0.0f, 2e5f },
};

static struct clamp_answer set_command(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_set_command f;
	memcpy(&f, frame->payload, sizeof f);
	for (uint32_t k = 0; k < 2u; k++) {
		if (!(f.sine_hz[k] <= 0.5f * (float) c->port->loop_hz)) {
			return bad_value((uint32_t) CLAMP_OFFSET(set_command, sine_hz) + (uint32_t) sizeof f.sine_hz[0] * k);
		}
	}
	const struct clamp_answer time = check_time(c, c->sources | CLAMP_SOURCE_COMMAND);
	if (time.code != CLAMP_OK) return time;
	clamp_command_set(&c->command, &f, c->port->loop_hz);
	c->sources |= CLAMP_SOURCE_COMMAND;
	update_config_crc(c, CLAMP_PART_COMMAND, frame);
	return reply(CLAMP_OK, 0);
}

static struct clamp_answer calibrate(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_cal cal;
	memcpy(&cal, frame->payload, sizeof cal);
	if (cal.serial != c->port->serial) return bad_value(CLAMP_OFFSET(cal, serial));
	if (!clamp_calibrate(c, &cal)) return reply(CLAMP_BAD_CALIBRATION, 0);
	(void) clamp_handle_event(c, CLAMP_ON_CALIBRATE);
	if (!c->port->store || !c->port->store(c->port->ctx, &cal)) return reply(CLAMP_NO_STORE, 0);
	return reply(CLAMP_OK, 0);
}

/*
 * The largest conductance that is safe from oscillation: half of 1 / (R + latency / C). R is how much of a current step
 * is in V after one latency, less what the bridge takes away. The bridge may also take too much, so the larger of the
 * early error and the final one counts.
 */
static float stable_limit_ns(const struct clamp_config *f)
{
	const float early = f->tau_e_us > 0.0f ? -clamp_expm1(-f->latency_us / f->tau_e_us) : 1.0f;
	float error = clamp_absf(clamp_mul(f->r_res_mohm, early) - f->r_bridge_mohm);
	if (f->r_bridge_mohm > 0.0f) {
		const float settled = clamp_absf(f->r_res_mohm - f->r_bridge_mohm);
		if (settled > error) error = settled;
	}
	/* us / pF = MOhm; 1000 / MOhm = nS. */
	return 0.5f * 1000.0f / (error + f->latency_us / f->c_pf);
}

static struct clamp_answer arm(struct clamp *c, const struct clamp_frame *frame)
{
	/* Nobody could say whose calibration this is. */
	if (c->port->serial == 0) return reply(CLAMP_BAD_CALIBRATION, CLAMP_OFFSET(cal, serial));
	if (clamp_get_u32(frame->payload) != c->cal_crc) return reply(CLAMP_BAD_CALIBRATION, 0);
	if (clamp_get_u32(frame->payload + 4) != c->config_crc) return reply(CLAMP_BAD_CONFIG, 0);
	const float allowed = stable_limit_ns(&c->config);
	if (!(c->config.g_peak_ns <= allowed)) return reply(CLAMP_UNSTABLE, allowed < 65535.0f ? (uint32_t) allowed : 65535u);
	if (c->inputs & CLAMP_IN_BAD) return reply(CLAMP_INHIBITED, c->inputs >> CLAMP_IN_SHIFT);
	c->heartbeat_tick = c->tick;
	(void) clamp_handle_event(c, CLAMP_ON_ARM);
	return reply(CLAMP_OK, 0);
}

static struct clamp_answer start(struct clamp *c, const struct clamp_frame *frame)
{
	const uint32_t at = clamp_get_u32(frame->payload);
	const uint8_t when = frame->payload[8];
	const uint32_t hz = c->port->loop_hz;
	const int32_t lead = (int32_t) (at - c->tick);
	uint32_t run_ticks = clamp_get_u32(frame->payload + 4);
	uint32_t longest_s = frame->payload[10] | (uint32_t) frame->payload[11] << 8;
	if (when >= CLAMP_STARTS) return bad_value(8);
	/* A run without a length has a longest one; so no count of ticks wraps within a run. */
	if (longest_s > (uint32_t) INT32_MAX / hz) return bad_value(10);
	if (longest_s == 0) longest_s = (c->sources & CLAMP_SOURCE_STREAM) ? CLAMP_LONGEST_STREAMED_S : CLAMP_LONGEST_S;
	if (run_ticks == 0) run_ticks = longest_s * hz;
	if (c->pending) return reply(CLAMP_BAD_STATE, c->state);
	if (when == CLAMP_START_AT_TICK && lead <= (int32_t) c->port->switch_ticks) return reply(CLAMP_TOO_LATE, 0);
	if (when == CLAMP_START_AT_TICK && lead > (int32_t) (CLAMP_LEAD_MAX_S * hz)) return bad_value(0);
	if ((c->sources & CLAMP_SOURCE_STREAM) && c->contiguous < 2u) return reply(CLAMP_NOT_FILLED, 0);
	if (c->inputs & CLAMP_IN_BAD) return reply(CLAMP_INHIBITED, c->inputs >> CLAMP_IN_SHIFT);
	c->start_tick = at;
	c->run_ticks = run_ticks;
	c->start_when = when;
	c->trigger_rose = 0;
	c->pending = 1;
	return reply(CLAMP_OK, 0);
}

static struct clamp_answer clear(struct clamp *c, const struct clamp_frame *frame)
{
	(void) frame;
	if (c->inputs & CLAMP_IN_BAD) return reply(CLAMP_INHIBITED, c->inputs >> CLAMP_IN_SHIFT);
	if (c->state == CLAMP_FAULT) c->fault = CLAMP_FAULT_NONE;
	(void) clamp_handle_event(c, CLAMP_ON_CLEAR);
	return reply(CLAMP_OK, 0);
}

static struct clamp_answer stop(struct clamp *c, const struct clamp_frame *frame)
{
	(void) frame;
	(void) clamp_handle_event(c, CLAMP_ON_STOP);
	return reply(CLAMP_OK, 0);
}

static struct clamp_answer abort_now(struct clamp *c, const struct clamp_frame *frame)
{
	(void) frame;
	clamp_raise_fault(c, CLAMP_FAULT_ABORT, 0.0f);
	return reply(CLAMP_OK, 0);
}

struct command {
	uint8_t type, length, event, n;
	const struct range *ranges;
	struct clamp_answer (*run)(struct clamp *c, const struct clamp_frame *frame);
};

static const struct command commands[] = {
	{ CLAMP_CONFIG, sizeof(struct clamp_config), CLAMP_ON_CONFIG, COUNT(config_ranges), config_ranges, configure },
	{ CLAMP_SET_OU, sizeof(struct clamp_set_ou), CLAMP_ON_SET, COUNT(set_ou_ranges), set_ou_ranges, set_ou },
	{ CLAMP_SET_TRAIN, sizeof(struct clamp_set_train), CLAMP_ON_SET, COUNT(set_train_ranges), set_train_ranges, set_train },
	{ CLAMP_SET_CONSTANT, sizeof(struct clamp_set_constant), CLAMP_ON_SET, COUNT(set_constant_ranges), set_constant_ranges, set_constant },
	{ CLAMP_SET_COMMAND, sizeof(struct clamp_set_command), CLAMP_ON_SET, COUNT(set_command_ranges), set_command_ranges, set_command },
	{ CLAMP_CAL_WRITE, sizeof(struct clamp_cal), CLAMP_ON_CALIBRATE, 0, 0, calibrate },
	{ CLAMP_ARM, CLAMP_LENGTH_ARM, CLAMP_ON_ARM, 0, 0, arm },
	{ CLAMP_START, CLAMP_LENGTH_START, CLAMP_ON_START, 0, 0, start },
	{ CLAMP_STOP, 0, CLAMP_ON_STOP, 0, 0, stop },
	{ CLAMP_ABORT, 0, CLAMP_ON_FAULT_CUT, 0, 0, abort_now },
	{ CLAMP_CLEAR, 0, CLAMP_ON_CLEAR, 0, 0, clear },
};

struct clamp_answer clamp_execute(struct clamp *c, const struct clamp_frame *frame)
{
	for (uint32_t k = 0; k < (uint32_t) COUNT(commands); k++) {
		const struct command *const command = &commands[k];
		if (command->type != frame->type) continue;
		if (command->length != frame->length) return reply(CLAMP_BAD_LENGTH, command->length);
		const uint32_t wrong = first_outside(frame->payload, command->ranges, command->n);
		clamp_lock(c);
		/* What the state refuses is not looked at: no message leads out of BOOT. */
		struct clamp_answer answer = reply(CLAMP_BAD_STATE, c->state);
		if (clamp_next(c->state, command->event) != CLAMP_REFUSED) answer = wrong ? bad_value(wrong - 1u) : command->run(c, frame);
		clamp_unlock(c);
		return answer;
	}
	return reply(CLAMP_UNKNOWN, 0);
}
