#include "bench.h"

#include <string.h>

static void push(struct pipe *p, const uint8_t *bytes, const uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		CHECK(p->in - p->out < BENCH_PIPE, "pipe full");
		p->bytes[p->in++ % BENCH_PIPE] = bytes[i];
	}
}

static uint32_t port_receive(void *ctx, uint8_t *bytes, const uint32_t max)
{
	struct pipe *const p = &((struct bench *) ctx)->to_device;
	uint32_t n = 0;
	while (n < max && p->out != p->in) bytes[n++] = p->bytes[p->out++ % BENCH_PIPE];
	return n;
}

static uint32_t port_send(void *ctx, const uint8_t *bytes, const uint32_t n)
{
	struct bench *const b = ctx;
	CHECK(n > 0, "nothing to send");
	if (b->deaf) return 0;
	const uint32_t taken = b->send_max && n > b->send_max ? b->send_max : n;
	push(&b->to_host, bytes, taken);
	return taken;
}

static uint64_t port_clock(void *ctx)
{
	const struct bench *const b = ctx;
	return b->model.ticks + b->clock_ahead;
}

/* The lock keeps the loop out, so it cannot be taken twice. */
static void port_lock(void *ctx)
{
	struct bench *const b = ctx;
	CHECK(!b->locked, "locked twice");
	b->locked = 1;
	b->locks++;
}

static void port_unlock(void *ctx)
{
	struct bench *const b = ctx;
	CHECK(b->locked, "unlocked twice");
	b->locked = 0;
	if (b->after_unlock) b->after_unlock(b);
}

static void port_kick(void *ctx)
{
	((struct bench *) ctx)->kicks++;
}

static int port_store(void *ctx, const struct clamp_cal *cal)
{
	struct bench *const b = ctx;
	b->store = *cal;
	b->stored++;
	return 1;
}

static uint32_t port_read(void *ctx)
{
	struct bench *const b = ctx;
	const uint32_t in = model_read(&b->model);
	/* Where a test holds V fixed to look at another rule, V is taken for what it is not. */
	if (b->forced && !b->distrusted) clamp_trust_start(&b->clamp);
	return b->forced ? (in & CLAMP_IN_ALL) | b->force_code : in;
}

/* The converter's side of the most important rule. */
static void port_write(void *ctx, const uint32_t code, const uint32_t outputs)
{
	struct bench *const b = ctx;
	b->writes++;
	/* An interrupt between the last check of the state and the write. */
	if (b->before_write && !b->interrupted) {
		b->interrupted = 1;
		b->before_write(b);
		b->interrupted = 0;
	}
	const double pa = ((double) code - (double) b->clamp.zero_code) * b->model.dac_pa;
	const double size = pa < 0 ? -pa : pa;
	if (size > b->worst_pa) b->worst_pa = size;
	if (size > 0.0) b->live_tick = b->clamp.tick;
	const uint8_t state = b->clamp.state;
	const int live = state == CLAMP_RUNNING || state == CLAMP_RAMPDOWN;
	CHECK(live || size == 0.0, "%g pA in state %d", pa, state);
	CHECK(live || !outputs, "outputs %u in state %d", outputs, state);
	CHECK(size == 0.0 || (outputs & CLAMP_OUT_RELAY), "%g pA through an open switch", pa);
	const int settling = b->clamp.settle_left > 0;
	CHECK(!(outputs & CLAMP_OUT_SYNC) == (state != CLAMP_RUNNING || settling), "sync %u in state %d", outputs, state);
	CHECK(!settling || state != CLAMP_RUNNING || size == 0.0, "%g pA through a switch that bounces", pa);
	CHECK(!live || size <= (double) b->clamp.i_max_pa + b->model.dac_pa, "%g pA above the limit", pa);
	model_write(&b->model, code, outputs);
}

void bench_init(struct bench *b, const int kind, const uint32_t loop_hz)
{
	memset(b, 0, sizeof *b);
	model_init(&b->model, kind, loop_hz, 1);
	model_port(&b->model, &b->port, loop_hz);
	b->port.ctx = b;
	b->port.read = port_read;
	b->port.write = port_write;
	b->port.receive = port_receive;
	b->port.send = port_send;
	b->port.clock = port_clock;
	b->port.lock = port_lock;
	b->port.unlock = port_unlock;
	b->port.kick = port_kick;
	b->port.store = port_store;
	b->port.ring = b->ring;
	b->port.ring_samples = BENCH_RING;
	b->port.telem = b->blocks;
	b->port.telem_blocks = BENCH_BLOCKS;
}

void bench_boot(struct bench *b)
{
	/* The board's own scaling is that of the test. */
	b->port.nominal = b->port.cal;
	bench_boot_as_it_is(b);
}

void bench_boot_as_it_is(struct bench *b)
{
	CHECK(clamp_init(&b->clamp, &b->port) == 0, "port refused");
}

void bench_send(struct bench *b, const uint8_t type, const uint8_t flags, const void *payload, const uint32_t length)
{
	uint8_t wire[CLAMP_WIRE_MAX];
	const struct clamp_frame frame = { type, flags, b->session, b->seq++, (uint16_t) length, payload };
	push(&b->to_device, wire, clamp_frame_write(&frame, wire));
}

static uint32_t get(const uint8_t *from, const int bytes)
{
	uint32_t x = 0;
	for (int k = 0; k < bytes; k++) x |= (uint32_t) from[k] << 8 * k;
	return x;
}

static void note_down(struct bench *b, const struct clamp_frame *frame)
{
	struct seen *const s = &b->seen;
	const uint8_t *const p = frame->payload;
	switch (frame->type) {
		case CLAMP_HELLO_ACK:
			s->hellos++;
			CHECK(frame->length == CLAMP_LENGTH_HELLO_ACK, "HELLO_ACK of %d bytes", frame->length);
			memcpy(s->hello, p, sizeof s->hello);
			s->session = (uint16_t) get(p + 4, 2);
			s->cal_crc = get(p + 52, 4);
			s->state = p[50];
			s->fault = p[51];
			break;
		case CLAMP_ACK:
			s->acks++;
			s->ack_length = frame->length;
			memcpy(s->ack, p, frame->length);
			s->ack_of = p[0];
			s->ack_code = p[1];
			s->ack_detail = (uint16_t) get(p + 4, 2);
			s->state = p[6];
			s->fault = p[7];
			s->config_crc = get(p + 8, 4);
			s->cal_crc = get(p + 12, 4);
			break;
		case CLAMP_HEARTBEAT_ACK:
			s->heartbeats++;
			CHECK(frame->length == CLAMP_LENGTH_HEARTBEAT_ACK, "HEARTBEAT_ACK of %d bytes", frame->length);
			memcpy(s->heartbeat, p, sizeof s->heartbeat);
			break;
		case CLAMP_CREDIT:
			s->credits++;
			CHECK(frame->length == CLAMP_LENGTH_CREDIT, "CREDIT of %d bytes", frame->length);
			s->credit_tick = get(p + 12, 4);
			s->bad_frames = (uint16_t) get(p + 18, 2);
			s->underruns = get(p + 20, 4);
			s->gaps = (uint16_t) get(p + 24, 2);
			s->overruns = (uint16_t) get(p + 26, 2);
			s->consumed = get(p, 4);
			s->contiguous = get(p + 4, 4);
			s->free = get(p + 8, 4);
			s->state = p[16];
			s->fault = p[17];
			break;
		case CLAMP_EVENT:
			s->notes++;
			s->note_is_fault = p[0];
			s->note_code = p[1];
			s->note_state = (uint16_t) get(p + 2, 2);
			s->note_tick = get(p + 4, 4);
			memcpy(&s->note_value, p + 8, 4);
			memset(s->note_text, 0, sizeof s->note_text);
			memcpy(s->note_text, p + 12, frame->length - 12u);
			s->note_count[p[0]][p[1]]++;
			if (!p[0] && p[1] == CLAMP_NOTE_BEGIN) s->begin_tick = s->note_tick;
			if (!p[0] && p[1] == CLAMP_NOTE_ZERO) s->zero_tick = s->note_tick;
			break;
		case CLAMP_CAL:
			CHECK(frame->length == sizeof s->cal, "CAL of %d bytes", frame->length);
			memcpy(s->cal, p, sizeof s->cal);
			break;
		case CLAMP_TELEM: {
			struct clamp_telem block;
			memcpy(&block, p, frame->length);
			s->telems++;
			s->samples += block.n;
			if (b->telem) b->telem(b->telem_ctx, &block);
			break;
		}
		default:
			break;
	}
}

static void listen(struct bench *b)
{
	struct pipe *const p = &b->to_host;
	while (p->out != p->in) {
		struct clamp_frame frame;
		if (clamp_receive(&b->receiver, p->bytes[p->out++ % BENCH_PIPE], &frame)) note_down(b, &frame);
	}
	CHECK(b->receiver.errors == 0, "the device sent a bad frame");
}

void bench_tick(struct bench *b, const uint32_t ticks)
{
	for (uint32_t t = 0; t < ticks; t++) clamp_tick(&b->clamp);
	CHECK(!b->locked, "a tick under the lock");
}

void bench_poll(struct bench *b)
{
	clamp_poll(&b->clamp);
	CHECK(!b->locked, "the loop is kept out for ever");
	listen(b);
}

void bench_run(struct bench *b, const uint32_t ticks)
{
	for (uint32_t t = 0; t < ticks; t++) {
		bench_tick(b, 1);
		bench_poll(b);
	}
}

uint8_t bench_command(struct bench *b, const uint8_t type, const void *payload, const uint32_t length)
{
	const uint32_t before = b->seen.acks;
	bench_send(b, type, 0, payload, length);
	for (int k = 0; k < 400 && b->seen.acks == before; k++) bench_run(b, 1);
	CHECK(b->seen.acks == before + 1 && b->seen.ack_of == type, "no answer to %02x", type);
	return b->seen.ack_code;
}

void bench_hello(struct bench *b)
{
	const uint32_t before = b->seen.hellos;
	const uint8_t payload[8] = { 1, 2, 3, 4, CLAMP_PROTOCOL_MAJOR, CLAMP_PROTOCOL_MINOR, 0, 0 };
	b->session = 0;
	bench_send(b, CLAMP_HELLO, 0, payload, 8);
	for (int k = 0; k < 400 && b->seen.hellos == before; k++) bench_run(b, 1);
	CHECK(b->seen.hellos == before + 1, "no answer to HELLO");
	b->session = b->seen.session;
}

void bench_heartbeat(struct bench *b)
{
	b->beats++;
	const uint8_t payload[8] = { (uint8_t) b->beats, (uint8_t) (b->beats >> 8), (uint8_t) (b->beats >> 16), (uint8_t) (b->beats >> 24) };
	bench_send(b, CLAMP_HEARTBEAT, 0, payload, 8);
}

void bench_run_alive(struct bench *b, uint32_t ticks)
{
	const uint32_t each = b->port.loop_hz / 20u;
	while (ticks > 0) {
		const uint32_t now = ticks < each ? ticks : each;
		bench_heartbeat(b);
		bench_run(b, now);
		ticks -= now;
	}
}

struct clamp_config bench_config(const struct bench *b)
{
	struct clamp_config f;
	memset(&f, 0, sizeof f);
	f.telem_decim = 10;
	f.e_e_mv = 0.0f;
	f.e_i_mv = -75.0f;
	f.nmda_k = 0.28f;
	f.nmda_gamma_per_mv = 0.062f;
	f.i_max_pa = 2000.0f;
	f.slew_pa_per_ms = 1e6f;
	f.v_min_mv = -120.0f;
	f.v_max_mv = 60.0f;
	f.charge_pc = 1e6f;
	f.r_bridge_mohm = 0.0f;
	f.r_res_mohm = 0.0f;
	f.tau_e_us = 0.0f;
	f.latency_us = 1e6f / (float) b->port.loop_hz;
	f.c_pf = 100.0f;
	f.g_peak_ns = 100.0f;
	f.window_samples = 3;
	f.watchdog_ms = 200;
	f.ramp_ms = 10;
	f.hold_ms = 5;
	return f;
}

uint8_t bench_arm(struct bench *b)
{
	const uint32_t crcs[2] = { b->seen.cal_crc, b->seen.config_crc };
	return bench_command(b, CLAMP_ARM, crcs, 8);
}

uint8_t bench_start(struct bench *b, const uint32_t at, const uint32_t ticks, const uint8_t flags)
{
	uint8_t payload[12] = { 0 };
	memcpy(payload, &at, 4);
	memcpy(payload + 4, &ticks, 4);
	payload[8] = flags;
	return bench_command(b, CLAMP_START, payload, 12);
}

const char *const bench_states[CLAMP_STATES] = { "BOOT", "IDLE", "CONFIGURED", "ARMED", "RUNNING", "RAMPDOWN", "FAULT" };

void bench_configure_with_current(struct bench *b, struct clamp_config f)
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
	CHECK(b->clamp.state == CLAMP_RUNNING && b->clamp.i_pa > 499.0f && b->clamp.i_pa < 501.0f, "runs");
}

void bench_drive_to(struct bench *b, const uint8_t state)
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
	else bench_configure_with_current(b, f);
	if (state == CLAMP_ARMED) CHECK(bench_arm(b) == CLAMP_OK, "ARM");
	if (state == CLAMP_RUNNING || state == CLAMP_RAMPDOWN) to_running(b);
	if (state == CLAMP_RAMPDOWN) CHECK(bench_command(b, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
	if (state == CLAMP_FAULT) CHECK(bench_command(b, CLAMP_ABORT, NULL, 0) == CLAMP_OK, "ABORT");
	CHECK(b->clamp.state == state, "in %s, not %s", bench_states[b->clamp.state], bench_states[state]);
}

void bench_ready(struct bench *b, const struct clamp_config *config)
{
	bench_hello(b);
	CHECK(bench_command(b, CLAMP_CONFIG, config, sizeof *config) == CLAMP_OK, "CONFIG: field at %d", b->seen.ack_detail);
	CHECK(bench_arm(b) == CLAMP_OK, "ARM");
}

void bench_chunk(struct bench *b, const uint32_t first, const uint32_t n, const uint8_t mask, const uint8_t flags,
	const uint16_t *samples)
{
	uint8_t payload[CLAMP_PAYLOAD_MAX] = { 0 };
	uint32_t channels = 0;
	for (int k = 0; k < 4; k++) channels += mask >> k & 1u;
	CHECK(8u + 2u * n * channels <= sizeof payload, "%u samples", n);
	memcpy(payload, &first, 4);
	payload[4] = (uint8_t) n;
	payload[5] = mask;
	memcpy(payload + 8, samples, 2u * n * channels);
	bench_send(b, CLAMP_CHUNK, flags, payload, 8u + 2u * n * channels);
}
