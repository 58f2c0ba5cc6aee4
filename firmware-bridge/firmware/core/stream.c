/*
 * The stream: a ring that the main loop fills and the loop plays on straight lines. The loop reads below contiguous alone.
 */
#include "clamp.h"

#include <stddef.h>

/*
 * Samples of the stream. They are taken from the first one wanted on, as many as there is room for; a repeat is
 * harmless, and what is not taken the host sends again from CREDIT.contiguous. No answer.
 */
void clamp_stream_fill(struct clamp *c, const struct clamp_frame *frame)
{
	if (frame->length < CLAMP_LENGTH_CHUNK) return;
	const uint32_t first = clamp_get_u32(frame->payload);
	const uint32_t n = frame->payload[4];
	const uint32_t mask = frame->payload[5];
	uint32_t channels = 0;
	for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) channels += mask >> k & 1u;
	clamp_lock(c);
	const uint32_t wanted = c->contiguous;
	const uint32_t skip = wanted - first;
	const int fits = clamp_next(c->state, CLAMP_ON_CHUNK) != CLAMP_REFUSED && mask == c->config.stream_mask && mask != 0
		&& frame->length == CLAMP_LENGTH_CHUNK + 2u * n * channels && skip <= n && c->end_index == CLAMP_NO_END;
	const uint32_t room = c->port->ring_samples - (wanted - c->consumed);
	clamp_unlock(c);
	if (!fits) {
		if (skip > n && c->gaps < UINT16_MAX) c->gaps++;
		return;
	}
	uint32_t taken = n - skip;
	if (taken > room) taken = room;
	/* The tick reads below contiguous alone, so the ring is filled without the lock. */
	for (uint32_t i = 0; i < taken; i++) {
		const uint8_t *from = frame->payload + CLAMP_LENGTH_CHUNK + (size_t) (2u * channels * (skip + i));
		int16_t *const sample = c->port->ring[(wanted + i) & (c->port->ring_samples - 1u)];
		for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) {
			if (!(mask & (1u << k))) continue;
			sample[k] = (int16_t) (from[0] | from[1] << 8);
			from += 2;
		}
	}
	clamp_lock(c);
	/* A run may have ended meanwhile: the next stream then starts at index 0. */
	if (clamp_next(c->state, CLAMP_ON_CHUNK) != CLAMP_REFUSED && c->contiguous == wanted) {
		c->contiguous = wanted + taken;
		if ((frame->flags & CLAMP_FLAG_LAST) && skip + taken == n) c->end_index = c->contiguous;
	}
	clamp_unlock(c);
}

/* A straight line from the end of a channel's last one to the next value. A channel that is not streamed has scale 0. */
static inline void next_segment(struct clamp *c, const uint32_t k, const int32_t sample)
{
	const float from = c->end[k];
	const float to = c->constant[k] + clamp_mul((float) sample, c->config.scale[k]);
	c->base[k] = from;
	c->end[k] = to;
	c->rise[k] = clamp_mul(to - from, c->phase_step);
}

/* The next lines of all channels. A line lies between its ends: so g_E + g_I is checked here, not in each tick. */
static inline void next_segments(struct clamp *c, const int16_t *sample)
{
	next_segment(c, CLAMP_GE, (uint16_t) sample[CLAMP_GE]);
	next_segment(c, CLAMP_GI, (uint16_t) sample[CLAMP_GI]);
	if (c->sources != CLAMP_SOURCE_STREAM) {
		next_segment(c, CLAMP_GN, (uint16_t) sample[CLAMP_GN]);
		next_segment(c, CLAMP_I, sample[CLAMP_I]);
	}
	clamp_check_conductance(c, c->end[CLAMP_GE] + c->end[CLAMP_GI]);
}

/* All channels stay where their last lines ended. */
static void hold_value(struct clamp *c)
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
__attribute__((noinline)) void clamp_stream_advance(struct clamp *c)
{
	const uint32_t n = c->consumed;
	const uint32_t mask = c->port->ring_samples - 1u;
	if (n == c->end_index) {
		(void) clamp_handle_event(c, CLAMP_ON_DONE);
		return;
	}
	if (n == 0 && c->held == 0) next_segments(c, c->port->ring[0]);
	const int last = n + 1u == c->end_index;
	if (c->contiguous - n >= 2u || last) {
		if (last) hold_value(c);
		else next_segments(c, c->port->ring[(n + 1u) & mask]);
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
		hold_value(c);
		c->underruns++;
		clamp_note(c, CLAMP_NOTE_HOLD, (float) n);
		clamp_telem_close(c);
	}
	c->held++;
	c->status |= CLAMP_STATUS_HOLDING;
	if (c->held > c->hold_ticks) clamp_raise_fault(c, CLAMP_FAULT_UNDERRUN, (float) n);
}
