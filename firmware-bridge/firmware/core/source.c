#include "source.h"

void clamp_ou_set(struct clamp_ou *ou, const struct clamp_set_ou *set, const float tick_ms)
{
	/* Exact update (Gillespie 1996, eq. 1.9): x += b n - (1 - e^(-dt/tau)) x, b = sd sqrt(1 - e^(-2 dt/tau)). */
	ou->k_e = -clamp_expm1(-tick_ms / set->tau_e_ms);
	ou->b_e = clamp_mul(set->sd_e_ns, clamp_sqrt(-clamp_expm1(clamp_mul(-2.0f, tick_ms) / set->tau_e_ms)));
	ou->k_i = -clamp_expm1(-tick_ms / set->tau_i_ms);
	ou->b_i = clamp_mul(set->sd_i_ns, clamp_sqrt(-clamp_expm1(clamp_mul(-2.0f, tick_ms) / set->tau_i_ms)));
	ou->shared = set->correlation;
	ou->own = clamp_sqrt(1.0f - clamp_mul(set->correlation, set->correlation));
}

void clamp_ou_start(struct clamp_ou *ou, const struct clamp_set_ou *set)
{
	float first;
	float second;
	clamp_random_seed(&ou->random, set->seed_low, set->seed_high);
	clamp_random_normal(&ou->random, &first, &second);
	/* From the stationary distribution: a run has no transient. */
	ou->e = clamp_mul(set->sd_e_ns, first);
	ou->i = clamp_mul(set->sd_i_ns, clamp_mul(ou->shared, first) + clamp_mul(ou->own, second));
}

void clamp_ou_step(struct clamp_ou *ou)
{
	float first;
	float second;
	clamp_random_normal(&ou->random, &first, &second);
	ou->e = ou->e - clamp_mul(ou->k_e, ou->e) + clamp_mul(ou->b_e, first);
	ou->i = ou->i - clamp_mul(ou->k_i, ou->i) + clamp_mul(ou->b_i, clamp_mul(ou->shared, first) + clamp_mul(ou->own, second));
}

/* What golden.c prints for the same trace: random numbers, exponential, logarithm and root go into each bit. */
#define CHECK_STEPS 100u
#define CHECK_CRC 0x7003c53eu

int clamp_ou_check(void)
{
	const struct clamp_set_ou set = { 12.1f, 3.0f, 2.728f, 57.3f, 6.6f, 10.49f, 0.25f, 0x89abcdefu, 0x01234567u, 0 };
	struct clamp_ou ou;
	clamp_ou_set(&ou, &set, 0.01f);
	clamp_ou_start(&ou, &set);
	uint32_t crc = 0;
	for (uint32_t k = 0; k < CHECK_STEPS; k++) {
		clamp_ou_step(&ou);
		const float pair[2] = { ou.e, ou.i };
		crc = clamp_crc32c(crc, (const uint8_t *) pair, sizeof pair);
	}
	return crc == CHECK_CRC;
}

static uint32_t ticks_of(const float ms, const float tick_ms)
{
	return (uint32_t) (ms / tick_ms + 0.5f);
}

void clamp_train_set(struct clamp_train *train, const struct clamp_set_train *set, const float tick_ms)
{
	train->k_decay = -clamp_expm1(-tick_ms / set->decay_ms);
	if (set->rise_ms > 0.0f) {
		const float rise = set->rise_ms;
		const float decay = set->decay_ms;
		const float peak_ms = clamp_mul(clamp_mul(rise, decay) / (decay - rise), clamp_log(decay / rise));
		train->k_rise = -clamp_expm1(-tick_ms / rise);
		train->weight = set->peak_ns / (clamp_exp(-peak_ms / decay) - clamp_exp(-peak_ms / rise));
	} else {
		train->k_rise = 1.0f;
		train->weight = set->peak_ns;
	}
	train->first = ticks_of(set->first_ms, tick_ms);
	train->interval = ticks_of(set->interval_ms, tick_ms);
	train->threshold = 0;
	if (set->kind != 0) {
		/* Events in a tick are at most one: the mean interval is at least two ticks (checked). */
		const float p = -clamp_expm1(-tick_ms / set->interval_ms);
		train->threshold = (uint32_t) clamp_mul(p, 4294967040.0f);
	}
}

void clamp_train_start(struct clamp_train *train, const struct clamp_set_train *set)
{
	clamp_random_seed(&train->random, set->seed_low, set->seed_high);
	train->rise = 0.0f;
	train->decay = 0.0f;
	train->left = set->count ? set->count : UINT32_MAX;
	train->wait = train->first;
}

float clamp_train_step(struct clamp_train *train)
{
	/* Below 1e-6 nS it is over: subnormal numbers would be slow. */
	if (train->decay > 1e-6f) {
		train->decay -= clamp_mul(train->k_decay, train->decay);
		train->rise -= clamp_mul(train->k_rise, train->rise);
	} else {
		train->decay = 0.0f;
		train->rise = 0.0f;
	}
	int event = 0;
	if (train->wait > 0) train->wait--;
	else if (train->threshold) event = clamp_random_next(&train->random) < train->threshold;
	else {
		event = 1;
		train->wait = train->interval - 1u;
	}
	if (event && train->left) {
		if (train->left != UINT32_MAX) train->left--;
		train->decay += train->weight;
		train->rise += train->weight;
	}
	const float g = train->decay - train->rise;
	return g > 0.0f ? g : 0.0f;
}

#define COMMAND_OVER UINT32_MAX

static uint32_t ticks_at(const float ms, const uint32_t loop_hz)
{
	return (uint32_t) (clamp_mul(clamp_mul(ms, (float) loop_hz), 0.001f) + 0.5f);
}

void clamp_command_set(struct clamp_command *command, const struct clamp_set_command *set, const uint32_t loop_hz)
{
	command->dc_pa = set->dc_pa;
	command->step_pa = set->step_pa;
	command->step_start = ticks_at(set->step_start_ms, loop_hz);
	command->step_length = ticks_at(set->step_ms, loop_hz);
	command->step_period = ticks_at(set->step_period_ms, loop_hz);
	if (command->step_length > COMMAND_OVER - command->step_start) command->step_length = COMMAND_OVER - command->step_start;
	for (uint32_t k = 0; k < 2u; k++) {
		command->sine_pa[k] = set->sine_pa[k];
		command->phase_step[k] = (uint32_t) clamp_mul(set->sine_hz[k] / (float) loop_hz, 4294967296.0f);
	}
}

void clamp_command_start(struct clamp_command *command)
{
	command->tick = 0;
	command->phase[0] = 0;
	command->phase[1] = 0;
}

float clamp_command_step(struct clamp_command *command)
{
	float i_pa = command->dc_pa;
	if (command->tick >= command->step_start && command->tick - command->step_start < command->step_length) {
		i_pa += command->step_pa;
	}
	/* Without a period the step is given once: the last tick that can be counted has none, and stays. */
	if (command->tick != COMMAND_OVER) command->tick++;
	if (command->tick == command->step_period) command->tick = 0;
	for (uint32_t k = 0; k < 2u; k++) {
		i_pa += clamp_mul(command->sine_pa[k], clamp_sine(command->phase[k]));
		command->phase[k] += command->phase_step[k];
	}
	return i_pa;
}
