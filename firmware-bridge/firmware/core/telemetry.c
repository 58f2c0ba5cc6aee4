/* Telemetry: blocks of samples that the main loop sends. */
#include "clamp.h"

void clamp_telem_close(struct clamp *c)
{
	if (!c->telem_open) return;
	c->telem_open = 0;
	c->telem_done++;
	c->telem_wait = 1;
	c->status = 0;
}

static int16_t clip_i16(const int32_t x)
{
	if (x > 32767) return 32767;
	return (int16_t) (x < -32767 ? -32767 : x);
}

/* One sample into the open block: what this tick measured and put out. */
__attribute__((noinline)) void clamp_telem_sample(struct clamp *c, const uint32_t code)
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
		const float command = clamp_mul(c->i_command_pa, c->dac_scale);
		command_change = (int32_t) (command + (command < 0.0f ? -0.5f : 0.5f));
	}
	sample[0] = (int16_t) (uint16_t) code;
	sample[1] = clip_i16(c->code_change - command_change);
	sample[2] = clip_i16(command_change);
	block->n++;
	block->status = c->status;
	if (block->n == CLAMP_TELEM_MAX) {
		c->telem_open = 0;
		c->telem_done++;
		c->status = 0;
	}
}
