/*
 * The core's own arithmetic: logarithm, exponential, square root, sine and random numbers from single-precision add,
 * subtract, multiply and divide alone, so that host, Cortex-M and WebAssembly give the same bits. The build must not
 * contract a*b+c to a fused operation (-ffp-contract=off) and must not relax the arithmetic (-ffast-math).
 */
#ifndef CLAMP_NUMBER_H
#define CLAMP_NUMBER_H

#include <stdint.h>

/* e^x; x is limited to -87..88 first. Relative error below 2e-7. Not for NaN. */
float clamp_exp(float x);

/* e^x - 1 without the loss of digits near zero; same limits. */
float clamp_expm1(float x);

/* Natural logarithm of a positive normal number. Absolute error below 2e-7 near 1, relative elsewhere. */
float clamp_log(float x);

/* Square root of a positive normal number, 0 for anything at or below zero. Relative error below 2e-7. */
float clamp_sqrt(float x);

/* Sine of a phase where 2^32 is one turn. Absolute error below 4e-7. */
float clamp_sine(uint32_t phase);

/* 1 where x is neither infinite nor NaN. */
int clamp_finite(float x);

/* xoshiro128** 1.1 (Blackman and Vigna 2021), period 2^128 - 1. */
struct clamp_random {
	uint32_t s[4];
};

/* Spreads 64 bits over the state with splitmix64, so that any seed is a good one. */
void clamp_random_seed(struct clamp_random *r, uint32_t seed_low, uint32_t seed_high);

uint32_t clamp_random_next(struct clamp_random *r);

/*
 * Two independent standard normal numbers by Marsaglia's polar method. Draws at most 16 pairs, so that its time is
 * bounded; after 16 refused pairs (2e-11 of all calls) both numbers are 0.
 */
void clamp_random_normal(struct clamp_random *r, float *first, float *second);

#endif
