/*
 * Whether V is that of the cell into which the current goes. Two rules, on means over a step of 1 ms (or a block, if that is
 * longer), for V lies in its window whether or not it is the cell's.
 *
 * V stays still although the current should have moved it. The cell this counts with needs more current than any
 * other: 10 MOhm beside 600 pF. Once V has answered in this run, it counts with a part of what V then did: of a passive cell
 * of 100 MOhm with 20, of 500 MOhm with 45, never with more than 100. Where V is still, the current is the one that keeps it there, for whatever cell; so another
 * current must move it, and between two such states V must have gone the way of the current.
 *
 * V moves, but not with the current. A current that the conductances would drive at a constant V does not depend on V: what
 * V does with it is the cell's answer, resistive (V goes as the current) or capacitive (V changes as the current is). Above
 * 50 pA one of four windows must show it.
 */
#include "clamp.h"

#define STEP_US 1000.0f
#define CELL_MOHM 10.0f
#define CELL_MS 6.0f
#define CELL_MOST_MOHM 100.0f
#define PER_ANSWER 3000.0f /* of mV per pA of a clipped, capacitive answer: a fifth of the resistance of 100 MOhm beside 100 pF */
#define CELL_PF 300.0f /* of the largest cell that may drift while it counts as still */
#define JITTERS 1.8f /* 3 sd, for the estimate is 15 % low: the mean of |second difference| of white noise is sqrt(6) sqrt(2/pi) = 1.954 sd */
#define PULL 5.0f /* moves that the current must ask for: a cell of 20 MOhm and 300 pF that drifts explains 4 */
#define PULLED_MAX 3u /* steps in a row */
#define SETTLE_MS 3.0f /* V is still for so long: the current is the one that keeps it */
#define CHORD_MS 9.0f /* ... for so long: it may be compared with where V was before */
#define RECENT_MS 250.0f /* a cell's rest wanders, so older states are not compared */
#define SMOOTH_MS 4.0f
#define MEAN_MS 64.0f
#define SLOW_MS 128.0f
#define WINDOW_MS 190.0f
#define UNPROVED_MAX 4u
#define STRONG_PA 50.0f
#define PROOF2_WHOLE 0.4f /* with a spike in it, a move goes with a current by chance: more is asked */
#define PROOF2 0.25f /* square of the correlation that is one */
#define PROOF2_COARSE 0.14f /* ... with long steps, which show less of it */

void clamp_trust_set(struct clamp *c)
{
	struct clamp_trust *const t = &c->trust;
	const float tick_ms = 1000.0f / (float) c->port->loop_hz;
	const float block_ms = clamp_mul((float) c->block_ticks, tick_ms);
	t->blocks = (uint32_t) (STEP_US * 0.001f / block_ms + 0.5f);
	if (t->blocks == 0) t->blocks = 1;
	const float step_ms = clamp_mul(block_ms, (float) t->blocks);
	t->step_part = 1.0f / (float) (c->block_ticks * t->blocks);
	t->settle_part = step_ms / CELL_MS;
	/* A step of several ms hides in its mean how V went in between. */
	t->pull_moves = PULL * (step_ms > 1.5f ? 2.5f : 1.0f);
	t->proof2 = step_ms > 1.5f ? PROOF2_COARSE : PROOF2;
	t->smooth_part = step_ms / SMOOTH_MS;
	t->mean_part = step_ms / MEAN_MS;
	t->slow_part = step_ms / SLOW_MS;
	t->still_steps = (uint32_t) (SETTLE_MS / step_ms + 0.5f);
	if (t->still_steps < 2u) t->still_steps = 2u;
	t->chord_steps = (uint32_t) (CHORD_MS / step_ms + 0.5f);
	t->recent_steps = (uint32_t) (RECENT_MS / step_ms);
	t->window_steps = (uint32_t) (WINDOW_MS / step_ms);
	t->drift_pa_per_mv = 4.0f * CELL_PF / CHORD_MS + 100.0f;
}

static void open_window(struct clamp_trust *t)
{
	t->window_left = t->window_steps;
	t->strong = 0;
	t->rr = 0.0f;
	t->cc = 0.0f;
	t->whole = (struct clamp_moves) { 0.0f, 0.0f, 0.0f };
	t->clipped = t->whole;
}

void clamp_trust_start(struct clamp *c)
{
	struct clamp_trust *const t = &c->trust;
	t->left = t->blocks;
	t->code = 0.0f;
	t->pa = 0.0f;
	t->fresh = 0;
	t->steps = 0;
	t->still = 0;
	t->pulled = 0;
	t->unproved = 0;
	t->cell_mohm = CELL_MOHM;
	open_window(t);
}

/* The first step: nothing is known but where V is. Before the run there was no current. */
static void first_step(struct clamp *c, const float v, const float pa)
{
	struct clamp_trust *const t = &c->trust;
	t->v1_mv = v;
	t->v2_mv = v;
	t->jitter_mv = 0.0f;
	const float rest_mv = clamp_mul(c->adc_scale, c->rest_code) + c->adc_offset_mv;
	t->still_mv = rest_mv;
	t->still_pa = 0.0f;
	t->pull_pa = 0.0f;
	t->chord_mv = rest_mv;
	t->chord_pa = 0.0f;
	t->gone = 0;
	t->law_mv = v;
	t->smooth_mv = v;
	t->smooth_pa = pa;
	t->mean_pa = pa;
	t->span_mv = 1.0f;
}

/* How far V must go to have moved. */
static float least_move(struct clamp *c, const float v)
{
	struct clamp_trust *const t = &c->trust;
	const float code_mv = clamp_absf(c->adc_scale);
	/* A single jump, a spike or a cable that comes off, is no noise: it counts little, and is forgotten as quickly. */
	float jump = clamp_absf(v - t->v1_mv - (t->v1_mv - t->v2_mv));
	const float most = clamp_mul(2.0f, t->jitter_mv) + code_mv;
	if (jump > most) jump = most;
	t->jitter_mv += clamp_mul(jump > t->jitter_mv ? 0.25f : 0.4f, jump - t->jitter_mv);
	t->v2_mv = t->v1_mv;
	t->v1_mv = v;
	const float by_noise = clamp_mul(JITTERS, t->jitter_mv);
	const float by_code = clamp_mul(1.25f, code_mv);
	return by_noise > by_code ? by_noise : by_code;
}

/*
 * V was still long enough to know which current keeps it. Compared with the last such state the cell has a resistance, and
 * that is positive. A cell that drifts slowly looks still too: what that may be is taken off.
 */
static void compare_states(struct clamp *c, const float move)
{
	struct clamp_trust *const t = &c->trust;
	const float pa = t->still_pa - t->chord_pa;
	const float size = clamp_absf(pa) - clamp_mul(t->drift_pa_per_mv, move + clamp_absf(c->adc_scale));
	const float went = pa > 0.0f ? t->still_mv - t->chord_mv : t->chord_mv - t->still_mv;
	const float least = clamp_mul(size, CELL_MOHM * 0.001f);
	if (t->gone <= t->recent_steps && size > STRONG_PA && least > clamp_mul(t->pull_moves, move) && went < least) {
		clamp_raise_fault(c, CLAMP_FAULT_V_FROZEN, least);
		return;
	}
	t->chord_mv = t->still_mv;
	t->chord_pa = t->still_pa;
}

static void look_whether_still(struct clamp *c, const float v, const float pa)
{
	struct clamp_trust *const t = &c->trust;
	const float move = least_move(c, v);
	t->gone++;
	if (!(clamp_absf(v - t->still_mv) < move)) {
		t->still = 0;
		t->pulled = 0;
		t->still_mv = v;
		t->still_pa = pa;
		t->pull_pa = 0.0f;
		return;
	}
	t->still++;
	if (t->still <= t->still_steps) {
		t->still_mv += (v - t->still_mv) / (float) (t->still + 1u);
		t->still_pa += (pa - t->still_pa) / (float) t->still;
		return;
	}
	t->pull_pa += clamp_mul(t->settle_part, pa - t->still_pa - t->pull_pa);
	const float pull_mv = clamp_mul(clamp_absf(t->pull_pa), clamp_mul(t->cell_mohm, 0.001f));
	t->pulled = pull_mv > clamp_mul(t->pull_moves, move + clamp_absf(c->adc_scale)) ? t->pulled + 1u : 0;
	if (t->pulled >= PULLED_MAX) clamp_raise_fault(c, CLAMP_FAULT_V_FROZEN, pull_mv);
	else if (t->still == t->chord_steps) compare_states(c, move);
	if (t->still >= t->chord_steps) t->gone = 0;
}

/* Whether moves go with the current, as those of a resistance or of a capacitance. */
static int answers(const struct clamp_trust *t, const struct clamp_moves *m, const float proof2)
{
	const float least = clamp_mul(proof2, m->vv);
	return (m->vr > 0.0f && clamp_mul(m->vr, m->vr) > clamp_mul(least, t->rr))
		|| (m->vc > 0.0f && clamp_mul(m->vc, m->vc) > clamp_mul(least, t->cc));
}

static void add_move(struct clamp_moves *m, const float moved, const float resistive, const float capacitive)
{
	m->vv += clamp_mul(moved, moved);
	m->vr += clamp_mul(moved, resistive);
	m->vc += clamp_mul(moved, capacitive);
}

/* V answered: the cell is at least so large. */
static void learn_cell(struct clamp_trust *t)
{
	const float mohm = clamp_mul(PER_ANSWER, t->clipped.vc / t->cc);
	/* Written so that NaN is the least cell. */
	t->cell_mohm = !(mohm >= CELL_MOHM) ? CELL_MOHM : mohm > CELL_MOST_MOHM ? CELL_MOST_MOHM : mohm;
	t->unproved = 0;
}

/* The window is over: was there an answer in it? Of rare steps the moves as they are show it, beside spikes the clipped ones. */
static void close_window(struct clamp *c)
{
	struct clamp_trust *const t = &c->trust;
	if (answers(t, &t->whole, PROOF2_WHOLE) || answers(t, &t->clipped, t->proof2)) learn_cell(t);
	else if (t->strong) {
		t->unproved++;
		if (t->unproved >= UNPROVED_MAX) {
			const float of = clamp_sqrt(clamp_mul(t->clipped.vv, t->cc));
			clamp_raise_fault(c, CLAMP_FAULT_V_UNRELATED, of > 0.0f ? t->clipped.vc / of : 0.0f);
		}
	}
	open_window(t);
}

static void look_whether_it_answers(struct clamp *c, const float v, const float pa)
{
	struct clamp_trust *const t = &c->trust;
	const float law_mv = v - clamp_mul(c->bridge, pa);
	t->law_mv += clamp_mul(t->slow_part, law_mv - t->law_mv);
	const float g_ns = (c->sources & ~CLAMP_SOURCE_STREAM) ? c->g_ns : c->base[CLAMP_GE] + c->base[CLAMP_GI];
	const float drive_pa = pa + clamp_mul(g_ns, law_mv - t->law_mv);
	t->mean_pa += clamp_mul(t->mean_part, drive_pa - t->mean_pa);
	t->smooth_pa += clamp_mul(t->smooth_part, drive_pa - t->smooth_pa);
	t->smooth_mv += clamp_mul(t->smooth_part, v - t->smooth_mv);
	const float whole = v - t->smooth_mv;
	float moved = whole;
	const float most = clamp_mul(1.5f, t->span_mv);
	if (moved > most) moved = most;
	if (moved < -most) moved = -most;
	t->span_mv += clamp_mul(t->mean_part, clamp_absf(moved) + 1e-4f - t->span_mv);
	const float resistive = drive_pa - t->smooth_pa;
	const float capacitive = t->smooth_pa - t->mean_pa;
	t->moves[0] = whole;
	t->moves[1] = moved;
	t->drives[0] = resistive;
	t->drives[1] = capacitive;
}

static void add_to_window(struct clamp_trust *t, const float pa)
{
	const float resistive = t->drives[0];
	const float capacitive = t->drives[1];
	t->rr += clamp_mul(resistive, resistive);
	t->cc += clamp_mul(capacitive, capacitive);
	add_move(&t->whole, t->moves[0], resistive, capacitive);
	add_move(&t->clipped, t->moves[1], resistive, capacitive);
	if (clamp_absf(pa) > STRONG_PA) t->strong = 1;
	t->window_left--;
}

void clamp_trust_block(struct clamp *c, const float codes, const float pa)
{
	struct clamp_trust *const t = &c->trust;
	t->code += codes;
	t->pa += pa;
	t->left--;
	if (t->left > 0) return;
	if (c->port->blind) return;
	t->step_mv = clamp_mul(c->adc_scale, clamp_mul(t->code, t->step_part)) + c->adc_offset_mv;
	t->step_pa = clamp_mul(t->pa, t->step_part);
	t->left = t->blocks;
	t->code = 0.0f;
	t->pa = 0.0f;
	t->fresh = 1;
}

__attribute__((noinline)) void clamp_trust_still(struct clamp *c)
{
	struct clamp_trust *const t = &c->trust;
	if (!t->fresh) return;
	if (t->steps == 0) first_step(c, t->step_mv, t->step_pa);
	t->steps = 1;
	look_whether_still(c, t->step_mv, t->step_pa);
}

__attribute__((noinline)) void clamp_trust_answer(struct clamp *c)
{
	struct clamp_trust *const t = &c->trust;
	if (t->fresh) look_whether_it_answers(c, t->step_mv, t->step_pa);
}

__attribute__((noinline)) void clamp_trust_window(struct clamp *c)
{
	struct clamp_trust *const t = &c->trust;
	/* In the block behind its last step, which mostly has no step of its own to look at: each tick has time for little. */
	if (t->window_left == 0) close_window(c);
	if (!t->fresh) return;
	t->fresh = 0;
	add_to_window(t, t->step_pa);
}
