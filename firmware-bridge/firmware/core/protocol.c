/* Commands from the host, and what goes back. */
#include "clamp.h"

#include <stddef.h>
#include <string.h>

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "payloads are copied as they are: the device must be little endian"
#endif
_Static_assert(sizeof(float) == 4, "IEEE single precision");
_Static_assert(sizeof(struct clamp_cal) == 32, "CAL");
_Static_assert(sizeof(struct clamp_config) == 96, "CONFIG");
_Static_assert(offsetof(struct clamp_config, g_peak_ns) == 84, "CONFIG");
_Static_assert(sizeof(struct clamp_set_ou) == 40, "SET_OU");
_Static_assert(sizeof(struct clamp_set_train) == 40, "SET_TRAIN");
_Static_assert(sizeof(struct clamp_set_constant) == 12, "SET_CONSTANT");
_Static_assert(sizeof(struct clamp_set_command) == 36, "SET_COMMAND");
_Static_assert(sizeof(struct clamp_telem) == 12 + 6 * CLAMP_TELEM_MAX, "TELEM");
_Static_assert(sizeof(struct clamp_telem) <= CLAMP_PAYLOAD_MAX, "TELEM");

static void lock(const struct clamp *c)
{
	c->port->lock(c->port->ctx);
}

static void unlock(const struct clamp *c)
{
	c->port->unlock(c->port->ctx);
}

/* Whole, also on a device that reads 32 bits in four steps. */
static uint32_t tick_of(const struct clamp *c)
{
	lock(c);
	const uint32_t tick = c->tick;
	unlock(c);
	return tick;
}

/* Numbers into a payload. */

static uint8_t *put(uint8_t *to, uint64_t x, const int bytes)
{
	for (int k = 0; k < bytes; k++, x >>= 8) *to++ = (uint8_t) x;
	return to;
}

static uint8_t *put_bytes(uint8_t *to, const void *from, const uint32_t n)
{
	memcpy(to, from, n);
	return to + n;
}

static uint8_t *put_float(uint8_t *to, const float x)
{
	return put_bytes(to, &x, sizeof x);
}

static uint32_t get32(const uint8_t *from)
{
	return (uint32_t) from[0] | (uint32_t) from[1] << 8 | (uint32_t) from[2] << 16 | (uint32_t) from[3] << 24;
}

/* A frame into the empty outbox. */
static void post(struct clamp *c, const uint8_t type, const uint8_t *payload, const uint32_t length)
{
	const struct clamp_frame frame = { type, 0, c->session, c->tx_seq, (uint16_t) length, payload };
	c->tx_seq++;
	c->out_at = 0;
	c->out_length = clamp_frame_write(&frame, c->out);
}

/* Ranges of values: a field outside makes the whole message void. */

struct range {
	uint8_t offset;
	float low, high;
};

/* Offset + 1 of the first float outside its range (NaN is outside every range), or 0. */
static uint32_t outside(const void *payload, const struct range *ranges, const uint32_t n)
{
	for (uint32_t k = 0; k < n; k++) {
		float x;
		memcpy(&x, (const uint8_t *) payload + ranges[k].offset, sizeof x);
		if (!(x >= ranges[k].low && x <= ranges[k].high)) return ranges[k].offset + 1u;
	}
	return 0;
}

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define TINY 1e-6f

float clamp_i_max_hw(const struct clamp *c)
{
	const float scale = c->dac_scale < 0.0f ? -c->dac_scale : c->dac_scale;
	const float by_code = ((float) c->code_span - 1.0f) / scale;
	return by_code < c->port->i_max_hard_pa ? by_code : c->port->i_max_hard_pa;
}

int clamp_calibrate(struct clamp *c, const struct clamp_cal *cal)
{
	const struct clamp_port *const port = c->port;
	const float in = cal->adc_scale < 0.0f ? -cal->adc_scale : cal->adc_scale;
	const float out = cal->dac_scale < 0.0f ? -cal->dac_scale : cal->dac_scale;
	const float shift = cal->dac_zero - (float) port->dac_zero;
	const float room = (float) port->dac_span * 0.125f;
	/* Written so that NaN fails. The zero may move by an eighth of the span at most: more is a mistake. */
	if (!(in >= 1e-5f && in <= 100.0f && out >= 1e-3f && out <= 1000.0f)) return 0;
	if (!(shift >= -room && shift <= room)) return 0;
	if (!(cal->adc_offset_mv >= -10000.0f && cal->adc_offset_mv <= 10000.0f)) return 0;
	c->cal = *cal;
	c->cal_crc = clamp_crc32c(0, (const uint8_t *) cal, sizeof *cal);
	c->adc_scale = cal->adc_scale;
	c->adc_offset_mv = cal->adc_offset_mv;
	c->dac_scale = cal->dac_scale;
	c->dac_zero = cal->dac_zero + 0.5f; /* so that cutting off rounds */
	c->zero_code = (uint32_t) c->dac_zero;
	/* The hard limit in codes: what flash allows in pA and, around the nominal zero, in codes, whichever is less. */
	const float reach = port->i_max_hard_pa * out + 1.0f;
	const uint32_t off = c->zero_code > port->dac_zero ? c->zero_code - port->dac_zero : port->dac_zero - c->zero_code;
	const uint32_t span = port->dac_span - off;
	c->code_span = reach < (float) span ? (uint32_t) reach : span;
	return 1;
}

static float tick_ms(const struct clamp *c)
{
	return 1000.0f / (float) c->port->loop_hz;
}

static uint32_t ticks_of(const struct clamp *c, const float ms)
{
	return (uint32_t) (ms * (float) c->port->loop_hz * 0.001f + 0.5f);
}

/* The CRC that ARM must bring: over the CRCs of all parts, so that a repeated message changes nothing. */
static void sum_up(struct clamp *c, const uint32_t part, const struct clamp_frame *frame)
{
	c->part_crc[part] = clamp_crc32c(0, frame->payload, frame->length);
	uint8_t bytes[sizeof c->part_crc];
	uint8_t *to = bytes;
	for (uint32_t k = 0; k < (uint32_t) COUNT(c->part_crc); k++) to = put(to, c->part_crc[k], 4);
	c->config_crc = clamp_crc32c(0, bytes, sizeof bytes);
}

/* The answer of a command: code and detail. */
struct answer {
	uint8_t code;
	uint16_t detail;
};

static struct answer say(const uint8_t code, const uint32_t detail)
{
	const struct answer answer = { code, (uint16_t) detail };
	return answer;
}

static struct answer bad_value(const uint32_t offset)
{
	return say(CLAMP_BAD_VALUE, offset);
}

/* Each command below runs under the lock, with a payload of the right length, in a state that takes its event. */

static const struct range config_ranges[] = {
		{ 8, 0.0f, 1e3f }, { 12, 0.0f, 1e3f }, { 16, 0.0f, 1e3f }, { 20, 0.0f, 1e3f },
		{ 24, -200.0f, 200.0f }, { 28, -200.0f, 200.0f }, { 32, -200.0f, 200.0f },
		{ 36, 0.0f, 100.0f }, { 40, 0.0f, 0.3f },
		{ 44, TINY, 1e5f }, { 48, TINY, 1e9f }, { 52, -250.0f, 250.0f }, { 56, -250.0f, 250.0f },
		{ 60, TINY, 1e9f }, { 64, 0.0f, 1e3f }, { 68, 0.0f, 1e4f }, { 72, 0.0f, 1e5f },
		{ 76, 1.0f, 1e5f }, { 80, 0.1f, 1e5f }, { 84, TINY, 1e6f },
	};

static struct answer configure(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_config f;
	memcpy(&f, frame->payload, sizeof f);
	if (!(f.i_max_pa <= clamp_i_max_hw(c))) return bad_value(44);
	if (!(f.r_bridge_mohm <= c->port->r_bridge_max_mohm)) return bad_value(64);
	if (!(f.latency_us >= tick_ms(c) * 999.0f)) return bad_value(76);
	if (f.stream_hz > c->port->loop_hz || (f.stream_hz && c->port->loop_hz % f.stream_hz)) return bad_value(0);
	if (f.stream_mask > 15u || (f.stream_mask != 0) != (f.stream_hz != 0)) return bad_value(4);
	if (f.on_underrun > 1u) return bad_value(6);
	if (f.reserved) return bad_value(7);
	if (!(f.v_max_mv > f.v_min_mv)) return bad_value(56);
	/* The ends of the converter's range must lie outside the window, whatever the bridge takes away. */
	const float drop = f.r_bridge_mohm * 0.001f * f.i_max_pa;
	const float end_a = c->adc_offset_mv;
	const float end_b = c->adc_scale * (float) c->rail_code + c->adc_offset_mv;
	if (!((end_a < end_b ? end_a : end_b) + drop < f.v_min_mv)) return bad_value(52);
	if (!((end_a < end_b ? end_b : end_a) - drop > f.v_max_mv)) return bad_value(56);
	if (f.window_samples < 1u || f.window_samples > c->port->loop_hz / 100u) return bad_value(88);
	if (f.watchdog_ms < 10u || f.watchdog_ms > 1000u) return bad_value(90);
	if (f.ramp_ms < 1u || f.ramp_ms > 100u) return bad_value(92);
	if (f.hold_ms > 20u) return bad_value(94);
	(void) clamp_take(c, CLAMP_ON_CONFIG);
	c->config = f;
	c->sources = f.stream_mask ? CLAMP_SOURCE_STREAM : 0;
	if (f.stream_mask & CLAMP_MASK_GN) c->sources |= CLAMP_SOURCE_NMDA;
	if (f.stream_mask & CLAMP_MASK_I) c->sources |= CLAMP_SOURCE_STREAM_I;
	memset(c->constant, 0, sizeof c->constant);
	memset(c->part_crc, 0, sizeof c->part_crc);
	c->contiguous = 0;
	c->consumed = 0;
	c->end_index = CLAMP_NO_END;
	c->period = f.stream_hz ? c->port->loop_hz / f.stream_hz : 1u;
	c->phase_step = 1.0f / (float) c->period;
	c->bridge = f.r_bridge_mohm * 0.001f;
	c->v_middle_mv = 0.5f * (f.v_min_mv + f.v_max_mv);
	c->v_half_mv = 0.5f * (f.v_max_mv - f.v_min_mv);
	c->e_e_mv = f.e_e_mv;
	c->e_i_mv = f.e_i_mv;
	c->i_max_pa = f.i_max_pa;
	c->alternation_pa = f.i_max_pa * 0.25f;
	c->slew_pa = f.slew_pa_per_ms * tick_ms(c);
	c->calm_pa = c->slew_pa < c->alternation_pa ? c->slew_pa : c->alternation_pa;
	c->g_peak_ns = f.g_peak_ns;
	c->window_samples = f.window_samples;
	c->watchdog_ticks = ticks_of(c, f.watchdog_ms);
	c->ramp_ticks = ticks_of(c, f.ramp_ms);
	c->hold_ticks = f.on_underrun ? 0 : ticks_of(c, f.hold_ms);
	clamp_telem_close(c);
	c->telem_wait = f.telem_decim ? 1u : 0u;
	for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) {
		if (!(f.stream_mask & (1u << k))) c->config.scale[k] = 0.0f;
	}
	sum_up(c, 0, frame);
	return say(CLAMP_OK, 0);
}

static const struct range set_ou_ranges[] = {
		{ 0, 0.0f, 1e5f }, { 4, 0.0f, 1e5f }, { 8, 0.1f, 1e5f }, { 12, 0.0f, 1e5f }, { 16, 0.0f, 1e5f }, { 20, 0.1f, 1e5f },
		{ 24, -1.0f, 1.0f },
	};

static struct answer set_ou(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_set_ou f;
	memcpy(&f, frame->payload, sizeof f);
	if (f.reserved) return bad_value(36);
	c->set_ou = f;
	clamp_ou_set(&c->ou, &f, tick_ms(c));
	c->sources |= CLAMP_SOURCE_OU;
	sum_up(c, 1, frame);
	return say(CLAMP_OK, 0);
}

static const struct range set_train_ranges[] = {
		{ 4, 0.0f, 1e5f }, { 8, 0.0f, 1e4f }, { 12, 0.02f, 1e4f }, { 16, 0.0f, 1e7f }, { 20, 0.0f, 1e7f },
	};

static struct answer set_train(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_set_train f;
	memcpy(&f, frame->payload, sizeof f);
	if (f.target > 1u) return bad_value(0);
	if (f.kind > 1u) return bad_value(1);
	if (f.reserved) return bad_value(2);
	/* Nearly equal time constants lose the digits of the peak's height. */
	if (!(f.rise_ms <= 0.95f * f.decay_ms)) return bad_value(8);
	if (!(f.interval_ms >= 2.0f * tick_ms(c))) return bad_value(20);
	if (f.reserved2) return bad_value(36);
	c->set_train[f.target] = f;
	clamp_train_set(&c->train[f.target], &f, tick_ms(c));
	c->sources |= f.target ? CLAMP_SOURCE_TRAIN_I : CLAMP_SOURCE_TRAIN_E;
	sum_up(c, 2u + f.target, frame);
	return say(CLAMP_OK, 0);
}

static const struct range set_constant_ranges[] = { { 0, 0.0f, 1e5f }, { 4, 0.0f, 1e5f }, { 8, 0.0f, 1e5f } };

static struct answer set_constant(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_set_constant f;
	memcpy(&f, frame->payload, sizeof f);
	c->constant[0] = f.g_e_ns;
	c->constant[1] = f.g_i_ns;
	c->constant[2] = f.g_n_ns;
	if (f.g_n_ns > 0.0f) c->sources |= CLAMP_SOURCE_NMDA;
	sum_up(c, 4, frame);
	return say(CLAMP_OK, 0);
}

static const struct range command_ranges[] = {
		{ 0, -1e5f, 1e5f }, { 4, -1e5f, 1e5f }, { 8, 0.0f, 1e7f }, { 12, 0.0f, 1e7f }, { 16, 0.0f, 1e7f },
		{ 20, -1e5f, 1e5f }, { 24, -1e5f, 1e5f }, { 28, 0.0f, 2e5f }, { 32, 0.0f, 2e5f },
	};

static struct answer set_command(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_set_command f;
	memcpy(&f, frame->payload, sizeof f);
	for (uint32_t k = 0; k < 2u; k++) {
		if (!(f.sine_hz[k] <= 0.5f * (float) c->port->loop_hz)) return bad_value(28u + 4u * k);
	}
	c->set_command = f;
	c->step_start = ticks_of(c, f.step_start_ms);
	c->step_length = ticks_of(c, f.step_ms);
	c->step_period = ticks_of(c, f.step_period_ms);
	for (uint32_t k = 0; k < 2u; k++) {
		c->sine_step[k] = (uint32_t) (f.sine_hz[k] / (float) c->port->loop_hz * 4294967296.0f);
	}
	c->sources |= CLAMP_SOURCE_COMMAND;
	sum_up(c, 5, frame);
	return say(CLAMP_OK, 0);
}

static struct answer calibrate(struct clamp *c, const struct clamp_frame *frame)
{
	struct clamp_cal cal;
	memcpy(&cal, frame->payload, sizeof cal);
	if (!clamp_calibrate(c, &cal)) return say(CLAMP_BAD_CALIBRATION, 0);
	(void) clamp_take(c, CLAMP_ON_CALIBRATE);
	if (!c->port->store || !c->port->store(c->port->ctx, &cal)) return say(CLAMP_NO_STORE, 0);
	return say(CLAMP_OK, 0);
}

/*
 * The largest conductance that stays clear of oscillation: half of 1 / (R + latency / C). R is how much of a current
 * step shows up in V within one latency, less what the bridge takes away; the bridge may also overcompensate, so both
 * the early and the settled error count.
 */
static float stable_ns(const struct clamp_config *f)
{
	const float early = f->tau_e_us > 0.0f ? -clamp_expm1(-f->latency_us / f->tau_e_us) : 1.0f;
	float error = f->r_res_mohm * early - f->r_bridge_mohm;
	if (error < 0.0f) error = -error;
	if (f->r_bridge_mohm > 0.0f) {
		float settled = f->r_res_mohm - f->r_bridge_mohm;
		if (settled < 0.0f) settled = -settled;
		if (settled > error) error = settled;
	}
	/* us / pF = MOhm; 1000 / MOhm = nS. */
	return 0.5f * 1000.0f / (error + f->latency_us / f->c_pf);
}

static struct answer arm(struct clamp *c, const struct clamp_frame *frame)
{
	if (get32(frame->payload) != c->cal_crc) return say(CLAMP_BAD_CALIBRATION, 0);
	if (get32(frame->payload + 4) != c->config_crc) return say(CLAMP_BAD_CONFIG, 0);
	const float allowed = stable_ns(&c->config);
	if (!(c->config.g_peak_ns <= allowed)) return say(CLAMP_UNSTABLE, allowed < 65535.0f ? (uint32_t) allowed : 65535u);
	if (c->inputs & CLAMP_IN_BAD) return say(CLAMP_INHIBITED, c->inputs >> 16);
	c->heartbeat_tick = c->tick;
	(void) clamp_take(c, CLAMP_ON_ARM);
	return say(CLAMP_OK, 0);
}

static struct answer start(struct clamp *c, const struct clamp_frame *frame)
{
	const uint32_t at = get32(frame->payload);
	const uint8_t flags = frame->payload[8];
	if (flags > 2u) return bad_value(8);
	if (c->pending) return say(CLAMP_BAD_STATE, c->state);
	if ((flags & CLAMP_START_AT_TICK) && (int32_t) (at - c->tick) < 1) return say(CLAMP_TOO_LATE, 0);
	if ((c->sources & CLAMP_SOURCE_STREAM) && c->contiguous < 2u) return say(CLAMP_NOT_FILLED, 0);
	if (c->inputs & CLAMP_IN_BAD) return say(CLAMP_INHIBITED, c->inputs >> 16);
	c->start_tick = at;
	c->run_ticks = get32(frame->payload + 4);
	c->start_flags = flags;
	c->rose = 0;
	c->pending = 1;
	return say(CLAMP_OK, 0);
}

static struct answer clear(struct clamp *c, const struct clamp_frame *frame)
{
	(void) frame;
	if (c->inputs & CLAMP_IN_BAD) return say(CLAMP_INHIBITED, c->inputs >> 16);
	if (c->state == CLAMP_FAULT) c->fault = CLAMP_FAULT_NONE;
	(void) clamp_take(c, CLAMP_ON_CLEAR);
	return say(CLAMP_OK, 0);
}

static struct answer stop(struct clamp *c, const struct clamp_frame *frame)
{
	(void) frame;
	(void) clamp_take(c, CLAMP_ON_STOP);
	return say(CLAMP_OK, 0);
}

static struct answer abort_now(struct clamp *c, const struct clamp_frame *frame)
{
	(void) frame;
	clamp_fail(c, CLAMP_FAULT_ABORT, 0.0f);
	return say(CLAMP_OK, 0);
}

struct command {
	uint8_t type, length, event, n;
	const struct range *ranges;
	struct answer (*run)(struct clamp *c, const struct clamp_frame *frame);
};

static const struct command commands[] = {
	{ CLAMP_CONFIG, sizeof(struct clamp_config), CLAMP_ON_CONFIG, COUNT(config_ranges), config_ranges, configure },
	{ CLAMP_SET_OU, sizeof(struct clamp_set_ou), CLAMP_ON_SET, COUNT(set_ou_ranges), set_ou_ranges, set_ou },
	{ CLAMP_SET_TRAIN, sizeof(struct clamp_set_train), CLAMP_ON_SET, COUNT(set_train_ranges), set_train_ranges, set_train },
	{ CLAMP_SET_CONSTANT, sizeof(struct clamp_set_constant), CLAMP_ON_SET, COUNT(set_constant_ranges), set_constant_ranges, set_constant },
	{ CLAMP_SET_COMMAND, sizeof(struct clamp_set_command), CLAMP_ON_SET, COUNT(command_ranges), command_ranges, set_command },
	{ CLAMP_CAL_WRITE, sizeof(struct clamp_cal), CLAMP_ON_CALIBRATE, 0, 0, calibrate },
	{ CLAMP_ARM, 8, CLAMP_ON_ARM, 0, 0, arm },
	{ CLAMP_START, 12, CLAMP_ON_START, 0, 0, start },
	{ CLAMP_STOP, 0, CLAMP_ON_STOP, 0, 0, stop },
	{ CLAMP_ABORT, 0, CLAMP_ON_FAULT_CUT, 0, 0, abort_now },
	{ CLAMP_CLEAR, 0, CLAMP_ON_CLEAR, 0, 0, clear },
};

static struct answer run_command(struct clamp *c, const struct clamp_frame *frame)
{
	for (uint32_t k = 0; k < (uint32_t) COUNT(commands); k++) {
		const struct command *const command = &commands[k];
		if (command->type != frame->type) continue;
		if (command->length != frame->length) return say(CLAMP_BAD_LENGTH, command->length);
		const uint32_t wrong = outside(frame->payload, command->ranges, command->n);
		lock(c);
		/* BOOT never leaves on a host's word, and what its state refuses is not even looked at. */
		struct answer answer = say(CLAMP_BAD_STATE, c->state);
		if (clamp_next(c->state, command->event) != CLAMP_REFUSED) answer = wrong ? bad_value(wrong - 1u) : command->run(c, frame);
		unlock(c);
		return answer;
	}
	return say(CLAMP_UNKNOWN, 0);
}

static void acknowledge(struct clamp *c, const struct clamp_frame *frame)
{
	uint8_t payload[20 + sizeof(struct clamp_config)];
	uint8_t *to = put(payload, c->last_type, 1);
	to = put(put(put(put(put(to, c->last_code, 1), c->last_seq, 2), c->last_detail, 2), c->state, 1), c->fault, 1);
	to = put(put(put(to, c->config_crc, 4), c->cal_crc, 4), tick_of(c), 4);
	if (frame->type == CLAMP_CONFIG) to = put_bytes(to, &c->config, sizeof c->config);
	post(c, CLAMP_ACK, payload, (uint32_t) (to - payload));
}

static void command(struct clamp *c, const struct clamp_frame *frame)
{
	/* One older than the last is a straggler, such as a START of a run long over; what stops is obeyed all the same. */
	const int stops = frame->type == CLAMP_STOP || frame->type == CLAMP_ABORT;
	const int repeat = frame->type == c->last_type && frame->seq == c->last_seq;
	if (c->last_type != 0 && !repeat && !stops && (int16_t) (uint16_t) (frame->seq - c->last_seq) <= 0) return;
	/* A repeat of the last command, whose ACK was lost, is answered again and not obeyed again. */
	if (!repeat) {
		const struct answer answer = run_command(c, frame);
		c->last_type = frame->type;
		c->last_seq = frame->seq;
		c->last_code = answer.code;
		c->last_detail = answer.detail;
	}
	acknowledge(c, frame);
}

static void hello(struct clamp *c, const struct clamp_frame *frame)
{
	if (frame->length != 8u) return;
	const struct clamp_port *const port = c->port;
	const uint32_t nonce = get32(frame->payload);
	const int same = frame->payload[4] == CLAMP_PROTOCOL_MAJOR;
	lock(c);
	/* Neither 0 nor the last one: frames that were on the way belong to nobody. */
	c->boots++;
	const uint8_t seed[6] = { frame->payload[0], frame->payload[1], frame->payload[2], frame->payload[3],
		(uint8_t) c->boots, (uint8_t) (c->boots >> 8) };
	uint16_t session = (uint16_t) clamp_crc32c(0, seed, sizeof seed);
	while (session == 0 || session == c->session) session++;
	c->session = same ? session : 0;
	c->last_type = 0;
	c->gaps = 0;
	c->underruns = 0;
	c->receiver.errors = 0;
	c->greeted = (uint8_t) same;
	c->credit_tick = c->tick;
	(void) clamp_take(c, CLAMP_ON_HELLO);
	unlock(c);
	uint8_t payload[68];
	uint8_t *to = put(payload, nonce, 4);
	to = put(put(put(to, c->session, 2), CLAMP_PROTOCOL_MAJOR, 1), CLAMP_PROTOCOL_MINOR, 1);
	to = put_bytes(to, port->hash, sizeof port->hash);
	to = put_bytes(to, port->board, sizeof port->board);
	to = put(put(put(put(to, (port->store ? 1u : 0u), 4), port->loop_hz, 4), port->clock_hz, 4), port->ring_samples, 4);
	to = put(put(put(put(to, CLAMP_FRAME_MAX, 2), port->rx_window, 2), port->adc_bits, 1), port->dac_bits, 1);
	to = put(put(put(to, c->state, 1), c->fault, 1), c->cal_crc, 4);
	to = put_float(to, c->dac_scale != 0.0f ? clamp_i_max_hw(c) : 0.0f);
	to = put_float(to, port->r_bridge_max_mohm);
	to = put(to, tick_of(c), 4);
	post(c, CLAMP_HELLO_ACK, payload, (uint32_t) (to - payload));
}

static void heartbeat(struct clamp *c, const struct clamp_frame *frame)
{
	if (frame->length != 8u) return;
	const uint64_t received = c->port->clock(c->port->ctx);
	const uint32_t tick = tick_of(c);
	lock(c);
	c->heartbeat_tick = tick;
	unlock(c);
	uint8_t payload[28];
	uint8_t *to = put_bytes(payload, frame->payload, 8);
	to = put(put(put(to, received, 8), c->port->clock(c->port->ctx), 8), tick, 4);
	post(c, CLAMP_HEARTBEAT_ACK, payload, (uint32_t) (to - payload));
}

/*
 * Samples of the stream. They are taken from the first one wanted on, as many as there is room for; a repeat is
 * harmless, and what is not taken the host sends again from CREDIT.contiguous. No answer.
 */
static void chunk(struct clamp *c, const struct clamp_frame *frame)
{
	if (frame->length < 8u) return;
	const uint32_t first = get32(frame->payload);
	const uint32_t n = frame->payload[4];
	const uint32_t mask = frame->payload[5];
	uint32_t channels = 0;
	for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) channels += mask >> k & 1u;
	lock(c);
	const uint32_t wanted = c->contiguous;
	const uint32_t skip = wanted - first;
	const int fits = clamp_next(c->state, CLAMP_ON_CHUNK) != CLAMP_REFUSED && mask == c->config.stream_mask && mask != 0
		&& frame->length == 8u + 2u * n * channels && skip <= n && c->end_index == CLAMP_NO_END;
	uint32_t room = c->port->ring_samples - (wanted - c->consumed);
	unlock(c);
	if (!fits) {
		if (skip > n && c->gaps < UINT16_MAX) c->gaps++;
		return;
	}
	uint32_t taken = n - skip;
	if (taken > room) taken = room;
	/* The tick reads below contiguous alone, so the ring is filled without the lock. */
	for (uint32_t i = 0; i < taken; i++) {
		const uint8_t *from = frame->payload + 8u + (size_t) (2u * channels * (skip + i));
		int16_t *const sample = c->port->ring[(wanted + i) & (c->port->ring_samples - 1u)];
		for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) {
			if (!(mask & (1u << k))) continue;
			sample[k] = (int16_t) (from[0] | from[1] << 8);
			from += 2;
		}
	}
	lock(c);
	/* A run that ended meanwhile has started the count anew. */
	if (clamp_next(c->state, CLAMP_ON_CHUNK) != CLAMP_REFUSED && c->contiguous == wanted) {
		c->contiguous = wanted + taken;
		if ((frame->flags & CLAMP_FLAG_LAST) && skip + taken == n) c->end_index = c->contiguous;
	}
	unlock(c);
}

static void dispatch(struct clamp *c, const struct clamp_frame *frame)
{
	if (frame->type == CLAMP_HELLO) {
		hello(c, frame);
		return;
	}
	/* A frame from before a reboot or of another host says nothing. */
	if (c->session == 0 || frame->session != c->session) return;
	switch (frame->type) {
		case CLAMP_CHUNK:
			chunk(c, frame);
			break;
		case CLAMP_HEARTBEAT:
			heartbeat(c, frame);
			break;
		case CLAMP_CAL_READ: {
			uint8_t payload[sizeof(struct clamp_cal) + 4u];
			post(c, CLAMP_CAL, payload, (uint32_t) (put(put_bytes(payload, &c->cal, sizeof c->cal), c->cal_crc, 4) - payload));
			break;
		}
		default:
			command(c, frame);
	}
}

static void post_note(struct clamp *c)
{
	static const char *const reasons[CLAMP_FAULTS] = { "", "no heartbeat", "stream underrun", "V outside its window",
		"ADC at its end", "not a number", "oscillation", "charge budget", "loop overrun", "inhibit input", "link down",
		"conductance above g_peak", "abort", "ADC late", "output code", "port" };
	uint8_t payload[16 + 32];
	lock(c);
	const struct clamp_note_entry note = c->notes[c->notes_out];
	c->notes_out = (uint8_t) ((c->notes_out + 1u) % CLAMP_NOTES);
	unlock(c);
	uint8_t *to = put(payload, note.fault, 1);
	to = put(put(put(to, note.code, 1), c->state, 2), note.tick, 4);
	to = put_float(to, note.value);
	if (note.fault && note.code < CLAMP_FAULTS) to = put_bytes(to, reasons[note.code], (uint32_t) strlen(reasons[note.code]));
	post(c, CLAMP_EVENT, payload, (uint32_t) (to - payload));
}

static void post_credit(struct clamp *c)
{
	uint8_t payload[28];
	lock(c);
	uint8_t *to = put(payload, c->consumed, 4);
	to = put(put(put(to, c->contiguous, 4), c->port->ring_samples - (c->contiguous - c->consumed), 4), c->tick, 4);
	to = put(put(to, c->state, 1), c->fault, 1);
	to = put(put(to, c->receiver.errors < UINT16_MAX ? c->receiver.errors : UINT16_MAX, 2), c->underruns, 4);
	to = put(put(to, c->gaps, 2), c->overruns < UINT16_MAX ? c->overruns : UINT16_MAX, 2);
	c->credit_tick = c->tick;
	unlock(c);
	post(c, CLAMP_CREDIT, payload, (uint32_t) (to - payload));
}

/* 1 where something was sent or nothing is left to send: the outbox is empty. */
static int flush(struct clamp *c)
{
	if (c->out_at < c->out_length) {
		c->out_at += c->port->send(c->port->ctx, c->out + c->out_at, c->out_length - c->out_at);
	}
	return c->out_at >= c->out_length;
}

/* The loop's life sign: a run whose tick stands still for 20 ms is cut from here. */
static void watch_loop(struct clamp *c)
{
	const uint64_t now = c->port->clock(c->port->ctx);
	lock(c);
	c->polled = 1;
	c->usual_inputs = CLAMP_ATTENTION;
	if (c->tick != c->seen_tick || (c->state != CLAMP_RUNNING && c->state != CLAMP_RAMPDOWN)) {
		c->seen_tick = c->tick;
		c->seen_clock = now;
	} else if (now - c->seen_clock > c->port->clock_hz / 50u) clamp_fail(c, CLAMP_FAULT_OVERRUN, (float) c->overruns);
	unlock(c);
}

__attribute__((noinline)) void clamp_poll(struct clamp *c)
{
	watch_loop(c);
	if (!flush(c)) return; /* the host does not read: nothing more is taken from it, and its heartbeat runs out */
	uint8_t byte;
	while (c->out_at >= c->out_length && c->port->receive(c->port->ctx, &byte, 1) == 1u) {
		struct clamp_frame frame;
		if (clamp_receive(&c->receiver, byte, &frame)) {
			dispatch(c, &frame);
			break;
		}
	}
	if (!flush(c) || !c->greeted) return;
	if (c->notes_in != c->notes_out) post_note(c);
	else if (tick_of(c) - c->credit_tick >= c->port->loop_hz / 200u) post_credit(c);
	else if (c->telem_sent != c->telem_done) {
		const struct clamp_telem *const block = &c->port->telem[c->telem_sent % c->port->telem_blocks];
		post(c, CLAMP_TELEM, (const uint8_t *) block, 12u + 6u * block->n);
		c->telem_sent++;
	}
	(void) flush(c);
}
