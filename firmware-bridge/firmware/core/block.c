/* What some ticks together say. A block is as long as a loop of this latency takes to swing once, if it swings. */
#include "clamp.h"

#define BLOCK_MIN_TICKS 3u /* with two, a swing of four ticks may have the same value in both */
#define BLOCK_MIN_US 100.0f
#define BLOCK_MAX_US 1000.0f
#define RIPPLE_US 5000.0f /* a spike is over by then */

void clamp_block_set(struct clamp *c)
{
	const float ticks_per_us = clamp_mul((float) c->port->loop_hz, 1e-6f);
	/*
	 * An integrator, the cell, behind a delay swings with a period of four delays: the shortest of a loop that is just
	 * unstable. A slew limit makes it longer. Turns are half a period apart.
	 */
	const float swing_us = clamp_mul(4.0f, c->config.latency_us);
	const float us = swing_us < BLOCK_MIN_US ? BLOCK_MIN_US : swing_us > BLOCK_MAX_US ? BLOCK_MAX_US : swing_us;
	c->block_ticks = (uint32_t) (clamp_mul(us, ticks_per_us) + 0.5f);
	if (c->block_ticks < BLOCK_MIN_TICKS) c->block_ticks = BLOCK_MIN_TICKS;
	c->quick_ticks = (uint32_t) (clamp_mul(swing_us, ticks_per_us) + 0.5f);
	if (c->quick_ticks < CLAMP_ALTERNATION_TICKS) c->quick_ticks = CLAMP_ALTERNATION_TICKS;
	c->ripples_max = (uint32_t) clamp_mul(RIPPLE_US, ticks_per_us) / c->block_ticks;
	if (c->ripples_max < CLAMP_RIPPLES_MAX) c->ripples_max = CLAMP_RIPPLES_MAX;
	c->ripple_pa2 = clamp_mul(clamp_mul(c->i_max_pa, c->i_max_pa), 0.015625f); /* i_max / 8, rms */
	clamp_trust_set(c);
}

/*
 * The tick of a block in which its work begins: not the first where there are more than three, for the stream often takes its
 * next sample there, and a tick has not the time for everything.
 */
static uint32_t first_work(const struct clamp *c)
{
	return c->block_ticks > BLOCK_MIN_TICKS ? 2u : 1u;
}

void clamp_block_start(struct clamp *c)
{
	c->block_left = first_work(c);
	c->block_phase = 0;
	c->block_pa = 0.0f;
	c->block_pa2 = 0.0f;
	c->block_command_pa = 0.0f;
	c->block_code = 0;
	c->ripples = 0;
	clamp_trust_start(c);
}

static void block_end(struct clamp *c)
{
	const float part = 1.0f / (float) c->block_ticks;
	const float mean_pa = clamp_mul(c->block_pa, part);
	const float ripple_pa2 = clamp_mul(c->block_pa2, part) - clamp_mul(mean_pa, mean_pa);
	const float codes = (float) c->block_code;
	const float pa = c->block_pa + c->block_command_pa;
	c->block_pa = 0.0f;
	c->block_pa2 = 0.0f;
	c->block_command_pa = 0.0f;
	c->block_code = 0;
	c->ripples = ripple_pa2 > c->ripple_pa2 ? c->ripples + 1u : 0;
	if (c->ripples >= c->ripples_max) clamp_raise_fault(c, CLAMP_FAULT_OSCILLATION, clamp_sqrt(ripple_pa2));
	else clamp_trust_block(c, codes, pa);
}

__attribute__((noinline)) void clamp_block_work(struct clamp *c)
{
	c->block_left = 1;
	if (c->block_phase == 0) {
		clamp_trust_still(c);
		c->block_phase = 1;
	} else if (c->block_phase == 1) {
		clamp_trust_answer(c);
		c->block_left = c->block_ticks - 1u - first_work(c);
		c->block_phase = 2;
	} else {
		clamp_trust_window(c);
		if (c->state != CLAMP_RUNNING) return;
		block_end(c);
		c->block_phase = 0;
		c->block_left = first_work(c);
	}
}
