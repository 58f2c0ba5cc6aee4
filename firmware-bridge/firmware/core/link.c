/* Frames from the host, and the order in which frames leave. */
#include "clamp.h"

void clamp_lock(const struct clamp *c)
{
	c->port->lock(c->port->ctx);
}

void clamp_unlock(const struct clamp *c)
{
	c->port->unlock(c->port->ctx);
}

uint32_t clamp_current_tick(const struct clamp *c)
{
	clamp_lock(c);
	const uint32_t tick = c->tick;
	clamp_unlock(c);
	return tick;
}

/*
 * A command is executed once. A repeat of the last one, whose ACK was lost, is answered again. One that is older than the last,
 * such as a START of a run long over, is ignored. STOP and ABORT are always executed, but one that is late does not become
 * the last command: what was ignored before it stays ignored.
 */
static void command(struct clamp *c, const struct clamp_frame *frame)
{
	const int stops = frame->type == CLAMP_STOP || frame->type == CLAMP_ABORT;
	const int repeat = frame->type == c->last.type && frame->seq == c->last.seq;
	const int late = c->last.type != 0 && !repeat && (int16_t) (uint16_t) (frame->seq - c->last.seq) <= 0;
	if (late && !stops) return;
	struct clamp_done done = c->last;
	if (!repeat) {
		const struct clamp_answer answer = clamp_execute(c, frame);
		done = (struct clamp_done) { frame->seq, answer.detail, frame->type, answer.code };
	}
	if (!late) c->last = done;
	clamp_report_ack(c, &done);
}

/* Neither 0 nor the last session: frames of that one which are still on the way are ignored. */
static uint16_t new_session(struct clamp *c, const uint8_t *nonce)
{
	c->hellos++;
	const uint8_t seed[6] = { nonce[0], nonce[1], nonce[2], nonce[3], (uint8_t) c->hellos, (uint8_t) (c->hellos >> 8) };
	uint16_t session = (uint16_t) clamp_crc32c(0, seed, sizeof seed);
	while (session == 0 || session == c->session) session++;
	return session;
}

static void hello(struct clamp *c, const struct clamp_frame *frame)
{
	if (frame->length != CLAMP_LENGTH_HELLO) return;
	const int same_major = frame->payload[4] == CLAMP_PROTOCOL_MAJOR;
	clamp_lock(c);
	const uint16_t session = new_session(c, frame->payload);
	c->session = same_major ? session : 0;
	c->greeted = (uint8_t) same_major;
	c->last.type = 0;
	c->heard = 0;
	c->gaps = 0;
	c->underruns = 0;
	c->receiver.errors = 0;
	c->credit_tick = c->tick;
	(void) clamp_handle_event(c, CLAMP_ON_HELLO);
	clamp_unlock(c);
	clamp_report_hello(c, clamp_get_u32(frame->payload));
}

static void heartbeat(struct clamp *c, const struct clamp_frame *frame)
{
	if (frame->length != CLAMP_LENGTH_HEARTBEAT) return;
	const uint64_t received = c->port->clock(c->port->ctx);
	const uint32_t tick = clamp_current_tick(c);
	/* The host's clock only rises: one that came before, or was kept somewhere on the way, is no sign of life. */
	const uint64_t time = (uint64_t) clamp_get_u32(frame->payload + 4) << 32 | clamp_get_u32(frame->payload);
	if (c->heard && (int64_t) (time - c->host_time) <= 0) return;
	c->heard = 1;
	c->host_time = time;
	clamp_lock(c);
	c->heartbeat_tick = tick;
	clamp_unlock(c);
	clamp_report_heartbeat(c, frame->payload, received, tick);
}

static void dispatch(struct clamp *c, const struct clamp_frame *frame)
{
	if (frame->type == CLAMP_HELLO) {
		hello(c, frame);
		return;
	}
	/* A frame from before a reboot, or of another host, is ignored. */
	if (c->session == 0 || frame->session != c->session) return;
	switch (frame->type) {
		case CLAMP_CHUNK:
			clamp_stream_fill(c, frame);
			break;
		case CLAMP_HEARTBEAT:
			heartbeat(c, frame);
			break;
		case CLAMP_CAL_READ:
			clamp_report_calibration(c);
			break;
		default:
			command(c, frame);
	}
}

uint8_t clamp_state_now(const struct clamp *c)
{
	return c->state;
}

int clamp_all_sent(const struct clamp *c)
{
	return c->out_at >= c->out_length;
}

/* Sends what is left in the outbox, as far as the port takes it. 1 where the outbox is empty. */
static int flush(struct clamp *c)
{
	if (c->out_at < c->out_length) {
		c->out_at += c->port->send(c->port->ctx, c->out + c->out_at, c->out_length - c->out_at);
	}
	return clamp_all_sent(c);
}

/* A run whose tick stands still for 20 ms is cut from here: the timer itself may be what failed. */
static void watch_loop(struct clamp *c)
{
	const uint64_t now = c->port->clock(c->port->ctx);
	clamp_lock(c);
	c->polled = 1;
	c->expected_inputs = CLAMP_CHECK_INPUTS;
	if (c->tick != c->seen_tick || (c->state != CLAMP_RUNNING && c->state != CLAMP_RAMPDOWN)) {
		c->seen_tick = c->tick;
		c->seen_clock = now;
	} else if (now - c->seen_clock > c->port->clock_hz / 50u) clamp_raise_fault(c, CLAMP_FAULT_OVERRUN, (float) c->overruns);
	clamp_unlock(c);
}

__attribute__((noinline)) void clamp_poll(struct clamp *c)
{
	watch_loop(c);
	/* A host that does not read is not heard either, and its heartbeat runs out. */
	if (!flush(c)) return;
	uint8_t byte;
	while (c->port->receive(c->port->ctx, &byte, 1) == 1u) {
		struct clamp_frame frame;
		if (clamp_receive(&c->receiver, byte, &frame)) {
			dispatch(c, &frame);
			break;
		}
	}
	if (!flush(c) || !c->greeted) return;
	if (c->notes_in != c->notes_out) clamp_report_note(c);
	else if (clamp_current_tick(c) - c->credit_tick >= c->port->loop_hz / 200u) clamp_report_credit(c);
	else if (c->telem_sent != c->telem_done) clamp_report_telem(c);
	(void) flush(c);
}
