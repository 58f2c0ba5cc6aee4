/*
 * The rules of trust.c and block.c one at a time, at the ends of their ranges: steps are put in by hand, with numbers that have
 * no rounding. Whether the rules together are right is asked in test_trust.c.
 */
#include "bench.h"

#include <math.h>
#include <string.h>

#define CODE_MV 0.0625f
#define LEAST_MOVE (1.25f * CODE_MV) /* without noise */

static struct bench bench;
static struct clamp *const c = &bench.clamp;
static struct clamp_trust *const t = &bench.clamp.trust;

/* A run at this rate, of a converter of 1/16 mV. */
static void run_at(const uint32_t hz)
{
	bench_init(&bench, MODEL_PASSIVE, hz);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	f.c_pf = 1e5f;
	f.g_peak_ns = 1000.0f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG: field at %d", bench.seen.ack_detail);
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run(&bench, 2);
	CHECK(c->state == CLAMP_RUNNING, "runs");
	c->adc_scale = CODE_MV;
	clamp_trust_start(c);
}

static void step(const float mv, const float pa)
{
	t->step_mv = mv;
	t->step_pa = pa;
	t->fresh = 1;
	clamp_trust_still(c);
	clamp_trust_answer(c);
	clamp_trust_window(c);
}

static int near(const float x, const float y)
{
	return fabsf(x - y) <= 1e-5f * fabsf(y) + 1e-9f;
}

/* The current that moves the least cell, 10 MOhm, by exactly so much. */
static float pa_for(const float mv)
{
	const float gohm = clamp_mul(10.0f, 0.001f);
	float pa = mv * 100.0f;
	while (clamp_mul(pa, gohm) < mv) pa = nextafterf(pa, 1e9f);
	while (clamp_mul(pa, gohm) > mv) pa = nextafterf(pa, 0.0f);
	CHECK(clamp_mul(pa, gohm) == mv, "%g", (double) mv);
	return pa;
}

static void steps_are_a_millisecond_or_a_block(void)
{
	static const struct {
		uint32_t hz, block, blocks, still, chord, recent, window;
		float pull, proof2;
	} rows[] = {
		{ 100000, 10, 10, 3, 9, 250, 190, 5.0f, 0.25f },
		{ 20000, 4, 5, 3, 9, 250, 190, 5.0f, 0.25f },
		{ 2000, 3, 1, 2, 6, 166, 126, 5.0f, 0.25f }, /* 1.5 ms: still fine ones */
		{ 1500, 3, 1, 2, 5, 125, 95, 12.5f, 0.14f }, /* 2 ms */
		{ 1000, 3, 1, 2, 3, 83, 63, 12.5f, 0.14f },
	};
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		run_at(rows[k].hz);
		CHECK(c->block_ticks == rows[k].block && t->blocks == rows[k].blocks, "%u Hz: %u ticks, %u blocks", rows[k].hz, c->block_ticks, t->blocks);
		CHECK(t->still_steps == rows[k].still && t->chord_steps == rows[k].chord, "%u Hz: %u, %u", rows[k].hz, t->still_steps, t->chord_steps);
		CHECK(t->recent_steps == rows[k].recent && t->window_steps == rows[k].window, "%u Hz: %u, %u", rows[k].hz, t->recent_steps, t->window_steps);
		CHECK(near(t->pull_moves, rows[k].pull) && near(t->proof2, rows[k].proof2), "%u Hz: %g, %g", rows[k].hz, (double) t->pull_moves, (double) t->proof2);
		CHECK(near(t->step_part * (float) (rows[k].block * rows[k].blocks), 1.0f), "%u Hz", rows[k].hz);
	}
}

/* Where work begins in a block, and that all of it comes. */
static void each_block_has_three_ticks_with_work(void)
{
	static const struct {
		uint32_t hz, first;
	} rows[] = { { 100000, 2 }, { 20000, 2 }, { 1000, 1 } };
	for (uint32_t k = 0; k < 3; k++) {
		run_at(rows[k].hz);
		clamp_block_start(c);
		const uint32_t n = c->block_ticks;
		for (uint32_t tick = 1; tick <= 3u * n; tick++) {
			const uint8_t phase = c->block_phase;
			c->block_left--;
			const int due = c->block_left == 0;
			if (due) clamp_block_work(c);
			const uint32_t in = (tick - 1u) % n + 1u;
			const int expected = in == rows[k].first || in == rows[k].first + 1u || in == n;
			CHECK(due == expected, "%u Hz: tick %u of %u", rows[k].hz, in, n);
			if (due) CHECK(phase == (in == n ? 2 : in - rows[k].first), "%u Hz: tick %u: phase %u", rows[k].hz, in, phase);
		}
	}
}

static void a_board_without_time_asks_nothing(void)
{
	run_at(100000);
	for (int blind = 0; blind < 2; blind++) {
		bench.port.blind = (uint8_t) blind;
		clamp_trust_start(c);
		for (uint32_t k = 0; k < t->blocks; k++) {
			CHECK(!t->fresh, "block %u", k);
			clamp_trust_block(c, 1000.0f, 0.0f);
		}
		CHECK(t->fresh == !blind, "blind %d", blind);
	}
}

static void noise_is_learned_slowly_from_jumps(void)
{
	run_at(100000);
	step(0.0f, 0.0f);
	CHECK(t->jitter_mv == 0.0f, "%g", (double) t->jitter_mv);
	/* 1 mV: no more than two jitters and a code count, a quarter of it is taken. */
	step(1.0f, 0.0f);
	CHECK(near(t->jitter_mv, 0.25f * CODE_MV), "%g", (double) t->jitter_mv);
	step(1.0f, 0.0f);
	const float most = 0.5f * CODE_MV + CODE_MV;
	CHECK(near(t->jitter_mv, 0.25f * CODE_MV + 0.25f * (most - 0.25f * CODE_MV)), "%g", (double) t->jitter_mv);
	/* No jump: four tenths are forgotten. */
	const float before = t->jitter_mv;
	step(1.0f, 0.0f);
	CHECK(near(t->jitter_mv, 0.6f * before), "%g", (double) t->jitter_mv);
	/* One that is smaller than what is known, but none. */
	t->jitter_mv = 1.0f;
	step(1.5f, 0.0f);
	CHECK(near(t->jitter_mv, 0.8f), "%g", (double) t->jitter_mv);
}

/* V stands at 0 mV since so many steps, under a current of 100 pA. */
static void stand(const uint32_t still)
{
	run_at(100000);
	step(0.0f, 100.0f);
	t->still = still;
	t->still_mv = 0.0f;
	t->still_pa = 100.0f;
	t->pull_pa = 0.0f;
	t->pulled = 0;
	t->chord_mv = 0.0f;
	t->chord_pa = 100.0f;
	t->gone = 0;
	t->v1_mv = t->v2_mv = 0.0f;
	t->jitter_mv = 0.0f;
}

static void still_is_less_than_a_move(void)
{
	stand(5);
	step(LEAST_MOVE, 100.0f);
	CHECK(t->still == 0 && t->still_mv == LEAST_MOVE, "a move");
	stand(5);
	step(nextafterf(LEAST_MOVE, 0.0f), 100.0f);
	CHECK(t->still == 6, "none");
	/* With noise a move is more. */
	stand(5);
	t->jitter_mv = 1.0f;
	step(1.0f, 100.0f);
	CHECK(t->still == 6, "noise");
	/* A move forgets what pulled. */
	stand(5);
	t->pulled = 2;
	t->pull_pa = 1000.0f;
	step(10.0f, 250.0f);
	CHECK(t->pulled == 0 && t->pull_pa == 0.0f && t->still_pa == 250.0f, "a move");
}

static void the_current_that_keeps_v_is_that_of_three_steps(void)
{
	stand(2);
	step(0.0f, 130.0f);
	CHECK(t->still == 3 && near(t->still_pa, 110.0f) && t->pull_pa == 0.0f, "%g, %g", (double) t->still_pa, (double) t->pull_pa);
	step(0.0f, 710.0f);
	CHECK(t->still == 4 && near(t->still_pa, 110.0f) && near(t->pull_pa, 100.0f), "%g, %g", (double) t->still_pa, (double) t->pull_pa);
}

static void a_pull_three_steps_long_is_a_fault(void)
{
	/* Exactly as much as may be, and a little more. */
	for (int more = 0; more < 2; more++) {
		stand(20);
		t->settle_part = 1.0f;
		t->cell_mohm = 10.0f;
		t->pull_moves = 1.0f;
		const float pa = pa_for(LEAST_MOVE + CODE_MV) * (more ? 1.001f : 1.0f);
		t->still_pa = 0.0f;
		for (uint32_t k = 1; k <= 3; k++) {
			CHECK(c->fault == 0, "fault %d after %u", c->fault, k);
			step(0.0f, pa);
			CHECK(t->pulled == (more ? k : 0u), "%u", t->pulled);
		}
		CHECK(c->fault == (more ? CLAMP_FAULT_V_FROZEN : 0), "fault %d", c->fault);
	}
	/* One step without ends it. */
	stand(20);
	t->settle_part = 1.0f;
	t->still_pa = 0.0f;
	step(0.0f, 1000.0f);
	step(0.0f, -1000.0f);
	CHECK(t->pulled == 2 && c->fault == 0, "%u", t->pulled);
	step(0.0f, 1.0f);
	CHECK(t->pulled == 0, "%u", t->pulled);
	/* A larger cell has to move for less. */
	stand(20);
	t->settle_part = 1.0f;
	t->still_pa = 0.0f;
	step(0.0f, 20.0f);
	CHECK(t->pulled == 0, "10 MOhm");
	t->cell_mohm = 100.0f;
	step(0.0f, 20.0f);
	CHECK(t->pulled == 1, "100 MOhm");
}

/* V stood elsewhere, under another current, and stands here long enough. */
static void two_states_have_a_resistance(void)
{
	enum { BASE, DRIFTS, COARSE };
	const float last = pa_for(1.25f);
	const struct {
		float pa, mv;
		uint32_t gone;
		int how;
		int fault;
	} rows[] = {
		{ 1000.0f, 0.0f, 10, BASE, 1 },
		{ 1000.0f, 20.0f, 10, BASE, 0 },
		{ -1000.0f, -20.0f, 10, BASE, 0 },
		{ -1000.0f, 20.0f, 10, BASE, 1 },
		{ 1000.0f, 0.0f, 249, BASE, 1 }, /* 250 with this step */
		{ 1000.0f, 0.0f, 250, BASE, 0 },
		{ 50.0f, 0.0f, 10, DRIFTS, 0 }, /* no more than 50 pA */
		{ 51.0f, 0.0f, 10, DRIFTS, 1 },
		{ 50.0f, 0.0f, 10, BASE, 0 }, /* a drift explains 33 */
		{ 80.0f, 0.0f, 10, BASE, 0 },
		{ last, 0.0f, 10, COARSE, 0 }, /* asks for as much as 16 moves, and not more */
		{ last * 1.01f, 0.0f, 10, COARSE, 1 },
		{ last, 1.25f, 10, DRIFTS, 0 }, /* went as far as it had to */
		{ last, 1.24f, 10, DRIFTS, 1 },
	};
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		stand(8);
		t->chord_mv = -rows[k].mv;
		t->chord_pa = 100.0f - rows[k].pa;
		t->gone = rows[k].gone;
		if (rows[k].how != BASE) t->drift_pa_per_mv = 0.0f;
		if (rows[k].how == COARSE) t->pull_moves = 16.0f;
		CHECK(near(t->drift_pa_per_mv, rows[k].how == BASE ? 4.0f * 300.0f / 9.0f + 100.0f : 0.0f), "drift");
		step(0.0f, 100.0f);
		CHECK(t->still == 9 && c->fault == (rows[k].fault ? CLAMP_FAULT_V_FROZEN : 0), "row %u: fault %d", k, c->fault);
		if (rows[k].fault) continue;
		CHECK(t->chord_mv == 0.0f && t->chord_pa == 100.0f && t->gone == 0, "row %u: not kept", k);
		/* Long still: the time counts from the last step that was. */
		step(0.0f, 100.0f);
		CHECK(t->gone == 0, "row %u: %u", k, t->gone);
		step(10.0f, 100.0f);
		step(20.0f, 100.0f);
		CHECK(t->gone == 2, "row %u: %u", k, t->gone);
	}
}

static void moves_and_drives(void)
{
	run_at(100000);
	step(0.0f, 0.0f);
	c->bridge = 0.0f;
	t->slow_part = t->mean_part = t->smooth_part = 0.0f;
	const struct {
		uint8_t sources;
		float mv, span, moved, drive;
	} rows[] = {
		{ CLAMP_SOURCE_STREAM, 10.0f, 1.0f, 1.5f, 130.0f }, /* 100 + 3 * 10 */
		{ CLAMP_SOURCE_OU, 10.0f, 1.0f, 1.5f, 600.0f }, /* 100 + 50 * 10 */
		{ CLAMP_SOURCE_STREAM | CLAMP_SOURCE_OU, 10.0f, 1.0f, 1.5f, 600.0f },
		{ CLAMP_SOURCE_STREAM, -10.0f, 1.0f, -1.5f, 70.0f },
		{ CLAMP_SOURCE_STREAM, 1.0f, 1.0f, 1.0f, 103.0f },
		{ CLAMP_SOURCE_STREAM, -1.0f, 1.0f, -1.0f, 97.0f },
	};
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		c->sources = rows[k].sources;
		c->base[CLAMP_GE] = 1.0f;
		c->base[CLAMP_GI] = 2.0f;
		c->g_ns = 50.0f;
		t->law_mv = t->smooth_mv = t->smooth_pa = t->mean_pa = 0.0f;
		t->span_mv = rows[k].span;
		step(rows[k].mv, 100.0f);
		CHECK(near(t->moves[0], rows[k].mv) && near(t->moves[1], rows[k].moved), "row %u: %g, %g", k, (double) t->moves[0], (double) t->moves[1]);
		CHECK(near(t->drives[0], rows[k].drive), "row %u: %g", k, (double) t->drives[0]);
	}
}

static void a_window_is_strong_above_50_pa(void)
{
	static const float pa[] = { 50.0f, -50.0f, 50.001f, -50.001f };
	for (int k = 0; k < 4; k++) {
		run_at(100000);
		step(0.0f, pa[k]);
		CHECK(t->strong == (k > 1), "%g pA", (double) pa[k]);
		CHECK(t->window_left == 189, "%u", t->window_left);
	}
	/* A run begins with a window of its own. */
	t->rr = 7.0f;
	t->window_left = 5;
	clamp_trust_start(c);
	CHECK(t->window_left == 190 && t->rr == 0.0f && !t->strong, "%u", t->window_left);
	step(0.0f, 1.0f);
	/* Its sums are looked at in the block behind its last step, also where that has no step of its own. */
	t->window_left = 1;
	step(0.0f, 1.0f);
	CHECK(t->window_left == 0, "%u", t->window_left);
	t->rr = 7.0f;
	clamp_trust_window(c);
	CHECK(t->window_left == 190 && t->rr == 0.0f && !t->strong, "%u", t->window_left);
	t->window_left = 0;
	step(0.0f, 1.0f);
	CHECK(t->window_left == 189, "%u", t->window_left);
}

/* Sums of a window, as whole and clipped moves see them: an answer or none. */
static void what_an_answer_is(void)
{
	static const struct {
		struct clamp_moves whole, clipped;
		int answer;
	} rows[] = {
		/* vv = 4, rr = cc = 4: a product above 4 * sqrt(proof2) is an answer; proof2 is 0.25, of whole moves 0.4. */
		{ { 4, 0, 0 }, { 4, 0, 0 }, 0 },
		{ { 4, 0, 0 }, { 4, 2, 0 }, 0 }, /* just as much */
		{ { 4, 0, 0 }, { 4, 2.01f, 0 }, 1 },
		{ { 4, 0, 0 }, { 4, 0, 2 }, 0 },
		{ { 4, 0, 0 }, { 4, 0, 2.01f }, 1 },
		{ { 4, 0, 0 }, { 4, -4, 0 }, 0 }, /* the wrong way */
		{ { 4, 0, 0 }, { 4, 0, -4 }, 0 },
		{ { 4, 2.4f, 0 }, { 4, 0, 0 }, 0 },
		{ { 4, 2.6f, 0 }, { 4, 0, 0 }, 1 },
		{ { 4, 0, 2.4f }, { 4, 0, 0 }, 0 },
		{ { 4, 0, 2.6f }, { 4, 0, 0 }, 1 },
		{ { 4, -4, -4 }, { 4, -4, -4 }, 0 },
		/* small, but an answer */
		{ { 4, 0, 0 }, { 0.04f, 0.25f, 0 }, 1 },
		{ { 4, 0, 0 }, { 0.04f, 0, 0.25f }, 1 },
		/* no move at all is none */
		{ { 0, 0, 0 }, { 0, 0, 0 }, 0 },
	};
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		for (int strong = 0; strong < 2; strong++) {
			run_at(100000);
			t->rr = t->cc = 4.0f;
			t->whole = rows[k].whole;
			t->clipped = rows[k].clipped;
			t->strong = (uint8_t) strong;
			t->unproved = 2;
			t->window_left = 0;
			t->cell_mohm = 55.0f;
			clamp_trust_window(c);
			const uint32_t expected = rows[k].answer ? 0 : strong ? 3 : 2;
			CHECK(t->unproved == expected, "row %u, strong %d: %u", k, strong, t->unproved);
			CHECK(c->fault == 0, "row %u: fault %d", k, c->fault);
			if (!rows[k].answer) CHECK(t->cell_mohm == 55.0f, "row %u: learned from no answer", k);
		}
	}
}

static void the_fourth_window_without_an_answer_is_a_fault(void)
{
	static const struct {
		float vv, cc, vc, value;
	} rows[] = { { 4, 4, -2, -0.5f }, { 0.25f, 0.25f, -0.125f, -0.5f }, { 0, 4, 0, 0 }, { 4, 0, 0, 0 } };
	for (uint32_t k = 0; k < 4; k++) {
		for (uint32_t before = 2; before < 4; before++) {
			run_at(100000);
			bench_run(&bench, 1); /* the note of the run's begin has gone out */
			t->clipped = (struct clamp_moves) { rows[k].vv, 0, rows[k].vc };
			t->whole = t->clipped;
			t->rr = 4.0f;
			t->cc = rows[k].cc;
			t->strong = 1;
			t->unproved = before;
			t->window_left = 0;
			const uint8_t note = c->notes_in;
			clamp_trust_window(c);
			CHECK(c->fault == (before == 3 ? CLAMP_FAULT_V_UNRELATED : 0), "row %u: fault %d", k, c->fault);
			if (before == 3) CHECK(c->notes[note].fault && near(c->notes[note].value, rows[k].value), "row %u: %g", k, (double) c->notes[note].value);
		}
	}
}

/* The cell that counts: 10 to 100 MOhm, 3000 times the answer in mV per pA. */
static void an_answer_says_how_large_the_cell_is(void)
{
	static const struct {
		float vc, cc, mohm;
	} rows[] = { { 0.01f, 1.0f, 30.0f }, { 0.02f, 1.0f, 60.0f }, { 0.001f, 1.0f, 10.0f }, { 0.9f, 1.0f, 100.0f }, { -0.5f, 1.0f, 10.0f }, { 0, 0, 10.0f },
		{ 0.01f, 2.0f, 15.0f } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		run_at(100000);
		CHECK(t->cell_mohm == 10.0f, "at first %g", (double) t->cell_mohm);
		/* The resistive part proves it. */
		t->rr = 4.0f;
		t->cc = rows[k].cc;
		t->clipped = (struct clamp_moves) { 4, 4, rows[k].vc };
		t->window_left = 0;
		t->cell_mohm = 77.0f;
		clamp_trust_window(c);
		CHECK(near(t->cell_mohm, rows[k].mohm), "row %u: %g MOhm", k, (double) t->cell_mohm);
	}
}

/* A fault in the first of two parts of a block's last tick: nothing is done to the block any more. */
static void a_fault_ends_the_block(void)
{
	run_at(100000);
	clamp_block_start(c);
	c->block_phase = 2;
	c->block_left = 0;
	c->block_code = 5;
	t->window_left = 0;
	t->strong = 1;
	t->unproved = 3;
	clamp_block_work(c);
	CHECK(c->fault == CLAMP_FAULT_V_UNRELATED && c->state == CLAMP_FAULT, "fault %d", c->fault);
	CHECK(c->block_code == 5 && c->block_phase == 2, "the block went on");
}

int main(void)
{
	steps_are_a_millisecond_or_a_block();
	each_block_has_three_ticks_with_work();
	a_board_without_time_asks_nothing();
	noise_is_learned_slowly_from_jumps();
	still_is_less_than_a_move();
	the_current_that_keeps_v_is_that_of_three_steps();
	a_pull_three_steps_long_is_a_fault();
	two_states_have_a_resistance();
	moves_and_drives();
	a_window_is_strong_above_50_pa();
	what_an_answer_is();
	the_fourth_window_without_an_answer_is_a_fault();
	an_answer_says_how_large_the_cell_is();
	a_fault_ends_the_block();
	printf("rules: ok\n");
	return 0;
}
