/* Conductances and currents made on the device. They know time in ticks and nothing of a clamp. */
#ifndef CLAMP_SOURCE_H
#define CLAMP_SOURCE_H

#include "message.h"
#include "number.h"

#include <stdint.h>

/* Two Ornstein-Uhlenbeck processes. */
struct clamp_ou {
	struct clamp_random random;
	float k_e, b_e, k_i, b_i; /* x += b n - k x */
	float shared, own; /* noise of I = shared n1 + own n2; n1 is that of E */
	float e, i; /* around the mean; never clipped */
};

/* Postsynaptic conductances. */
struct clamp_train {
	struct clamp_random random;
	float k_rise, k_decay, weight;
	float rise, decay;
	uint32_t first, interval, left;
	uint32_t threshold; /* Poisson: an event where a random number is below it */
	uint32_t wait;
};

/* A command current: dc, step, two sines. */
struct clamp_command {
	float dc_pa, step_pa, sine_pa[2];
	uint32_t tick, step_start, step_length, step_period; /* ticks; period 0: once */
	uint32_t phase[2], phase_step[2]; /* 2^32 is one turn */
};

/* For each source: put parameters into force, go to the start of a run, and the value of one tick. */
void clamp_ou_set(struct clamp_ou *ou, const struct clamp_set_ou *set, float tick_ms);
void clamp_ou_start(struct clamp_ou *ou, const struct clamp_set_ou *set);
void clamp_ou_step(struct clamp_ou *ou);
/* 1 where a short trace of the noise has the bits that it has on every other device. */
int clamp_ou_check(void);

void clamp_train_set(struct clamp_train *train, const struct clamp_set_train *set, float tick_ms);
void clamp_train_start(struct clamp_train *train, const struct clamp_set_train *set);
float clamp_train_step(struct clamp_train *train);

void clamp_command_set(struct clamp_command *command, const struct clamp_set_command *set, uint32_t loop_hz);
void clamp_command_start(struct clamp_command *command);
float clamp_command_step(struct clamp_command *command);

#endif
