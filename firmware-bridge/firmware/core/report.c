/* Frames to the host. Each goes into the outbox, which must be empty. */
#include "clamp.h"

#include <string.h>

/* Little endian. */
static uint8_t *put_uint(uint8_t *to, uint64_t x, const int bytes)
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

/* A count that stays at its maximum. */
static uint8_t *put_count(uint8_t *to, const uint32_t n)
{
	return put_uint(to, n < UINT16_MAX ? n : UINT16_MAX, 2);
}

static void post(struct clamp *c, const uint8_t type, const uint8_t *payload, const uint32_t length)
{
	const struct clamp_frame frame = { type, 0, c->session, c->tx_seq, (uint16_t) length, payload };
	c->tx_seq++;
	c->out_at = 0;
	c->out_length = clamp_frame_write(&frame, c->out);
}

void clamp_report_hello(struct clamp *c, const uint32_t nonce)
{
	const struct clamp_port *const port = c->port;
	uint8_t payload[CLAMP_LENGTH_HELLO_ACK];
	uint8_t *to = put_uint(payload, nonce, 4);
	to = put_uint(to, c->session, 2);
	to = put_uint(to, CLAMP_PROTOCOL_MAJOR, 1);
	to = put_uint(to, CLAMP_PROTOCOL_MINOR, 1);
	to = put_bytes(to, port->hash, sizeof port->hash);
	to = put_bytes(to, port->board, sizeof port->board);
	to = put_uint(to, port->store ? CLAMP_CAN_STORE : 0, 4);
	to = put_uint(to, port->loop_hz, 4);
	to = put_uint(to, port->clock_hz, 4);
	to = put_uint(to, port->ring_samples, 4);
	to = put_uint(to, CLAMP_FRAME_MAX, 2);
	to = put_uint(to, port->rx_window, 2);
	to = put_uint(to, port->adc_bits, 1);
	to = put_uint(to, port->dac_bits, 1);
	to = put_uint(to, c->state, 1);
	to = put_uint(to, c->fault, 1);
	to = put_uint(to, c->cal_crc, 4);
	to = put_float(to, c->dac_scale != 0.0f ? clamp_i_max_hw(c) : 0.0f);
	to = put_float(to, port->r_bridge_max_mohm);
	to = put_uint(to, clamp_current_tick(c), 4);
	(void) put_uint(to, port->serial, 8);
	post(c, CLAMP_HELLO_ACK, payload, sizeof payload);
}

void clamp_report_ack(struct clamp *c, const struct clamp_done *done)
{
	uint8_t payload[CLAMP_LENGTH_ACK + sizeof(struct clamp_config)];
	uint8_t *to = put_uint(payload, done->type, 1);
	to = put_uint(to, done->code, 1);
	to = put_uint(to, done->seq, 2);
	to = put_uint(to, done->detail, 2);
	to = put_uint(to, c->state, 1);
	to = put_uint(to, c->fault, 1);
	to = put_uint(to, c->config_crc, 4);
	to = put_uint(to, c->cal_crc, 4);
	to = put_uint(to, clamp_current_tick(c), 4);
	if (done->type == CLAMP_CONFIG) to = put_bytes(to, &c->config, sizeof c->config);
	post(c, CLAMP_ACK, payload, (uint32_t) (to - payload));
}

void clamp_report_heartbeat(struct clamp *c, const uint8_t *host_time, const uint64_t received, const uint32_t tick)
{
	uint8_t payload[CLAMP_LENGTH_HEARTBEAT_ACK];
	uint8_t *to = put_bytes(payload, host_time, 8);
	to = put_uint(to, received, 8);
	to = put_uint(to, c->port->clock(c->port->ctx), 8);
	(void) put_uint(to, tick, 4);
	post(c, CLAMP_HEARTBEAT_ACK, payload, sizeof payload);
}

void clamp_report_calibration(struct clamp *c)
{
	uint8_t payload[sizeof(struct clamp_cal) + 4u];
	(void) put_uint(put_bytes(payload, &c->cal, sizeof c->cal), c->cal_crc, 4);
	post(c, CLAMP_CAL, payload, sizeof payload);
}

/* The oldest note. */
void clamp_report_note(struct clamp *c)
{
	static const char *const reasons[CLAMP_FAULTS] = { "", "no heartbeat", "stream underrun", "V outside its window",
		"ADC at its end", "not a number", "oscillation", "charge budget", "loop overrun", "inhibit input", "link down",
		"conductance above g_peak", "abort", "ADC late", "output code", "port", "V does not move", "V does not answer" };
	uint8_t payload[CLAMP_LENGTH_EVENT + CLAMP_LENGTH_EVENT_TEXT_MAX];
	clamp_lock(c);
	const struct clamp_note_entry note = c->notes[c->notes_out];
	c->notes_out = (uint8_t) ((c->notes_out + 1u) % CLAMP_NOTES);
	clamp_unlock(c);
	uint8_t *to = put_uint(payload, note.fault, 1);
	to = put_uint(to, note.code, 1);
	to = put_uint(to, c->state, 2);
	to = put_uint(to, note.tick, 4);
	to = put_float(to, note.value);
	if (note.fault && note.code < CLAMP_FAULTS) to = put_bytes(to, reasons[note.code], (uint32_t) strlen(reasons[note.code]));
	post(c, CLAMP_EVENT, payload, (uint32_t) (to - payload));
}

void clamp_report_credit(struct clamp *c)
{
	uint8_t payload[CLAMP_LENGTH_CREDIT];
	clamp_lock(c);
	uint8_t *to = put_uint(payload, c->consumed, 4);
	to = put_uint(to, c->contiguous, 4);
	to = put_uint(to, c->port->ring_samples - (c->contiguous - c->consumed), 4);
	to = put_uint(to, c->tick, 4);
	to = put_uint(to, c->state, 1);
	to = put_uint(to, c->fault, 1);
	to = put_count(to, c->receiver.errors);
	to = put_uint(to, c->underruns, 4);
	to = put_uint(to, c->gaps, 2);
	(void) put_count(to, c->overruns);
	c->credit_tick = c->tick;
	clamp_unlock(c);
	post(c, CLAMP_CREDIT, payload, sizeof payload);
}

/* The oldest block that is ready. */
void clamp_report_telem(struct clamp *c)
{
	const struct clamp_telem *const block = &c->port->telem[c->telem_sent % c->port->telem_blocks];
	post(c, CLAMP_TELEM, (const uint8_t *) block, CLAMP_LENGTH_TELEM + CLAMP_LENGTH_TELEM_SAMPLE * (uint32_t) block->n);
	c->telem_sent++;
}
