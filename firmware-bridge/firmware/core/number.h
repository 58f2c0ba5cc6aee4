/*
 * The core's own arithmetic: logarithm, exponential, square root, sine and random numbers from single-precision add,
 * subtract, multiply and divide alone, so that host, Cortex-M and WebAssembly give the same bits. No compiler may contract
 * a*b+c to a fused operation, whatever its flags: each product is made by clamp_mul. The build must not relax the arithmetic
 * (-ffast-math); clamp_ou_check notices a build that gives other bits.
 */
#ifndef CLAMP_NUMBER_H
#define CLAMP_NUMBER_H

#include <stdint.h>

/* Where a compiler keeps a float, for a statement that does nothing but hide from it where the value comes from. */
#if defined(__AVR__) || defined(__wasm__)
#define CLAMP_OPAQUE(x) (void) 0 /* there is no fused operation to contract to */
#elif defined(__ARM_FP) && (__ARM_FP & 4) && !defined(__SOFTFP__) && !defined(__aarch64__)
#define CLAMP_OPAQUE(x) __asm__("" : "+t"(x))
#elif defined(__aarch64__)
#define CLAMP_OPAQUE(x) __asm__("" : "+w"(x))
#elif defined(__SSE__)
#define CLAMP_OPAQUE(x) __asm__("" : "+x"(x))
#else
#define CLAMP_OPAQUE(x) __asm__("" : "+m"(x))
#endif

/* a b, rounded: what is added to it is added to the rounded product. */
static inline __attribute__((always_inline)) float clamp_mul(const float a, const float b)
{
	float product = a * b;
	CLAMP_OPAQUE(product);
	return product;
}

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
