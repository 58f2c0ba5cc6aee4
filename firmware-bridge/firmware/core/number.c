#include "number.h"

#include <string.h>

static uint32_t bits_of(const float x)
{
	uint32_t u;
	memcpy(&u, &x, sizeof u);
	return u;
}

static float float_of(const uint32_t u)
{
	float x;
	memcpy(&x, &u, sizeof x);
	return x;
}

int clamp_finite(const float x)
{
	return (bits_of(x) & 0x7f800000u) != 0x7f800000u;
}

/* e^r - 1 for |r| <= ln(2)/2, by its Taylor series to r^7. */
static float expm1_small(const float r)
{
	const float r2 = clamp_mul(r, r);
	float p = 1.984126984e-4f; /* 1/7! */
	p = clamp_mul(p, r) + 1.388888889e-3f;
	p = clamp_mul(p, r) + 8.333333333e-3f;
	p = clamp_mul(p, r) + 4.166666667e-2f;
	p = clamp_mul(p, r) + 1.666666667e-1f;
	p = clamp_mul(p, r) + 0.5f;
	return clamp_mul(p, r2) + r;
}

float clamp_exp(float x)
{
	if (x < -87.0f) x = -87.0f;
	if (x > 88.0f) x = 88.0f;
	const float power = clamp_mul(x, 1.442695041f);
	const int32_t n = (int32_t) (power + (power < 0.0f ? -0.5f : 0.5f));
	/* ln 2 in two parts: the first has few bits, so that its product with n is exact. */
	const float r = (x - clamp_mul((float) n, 0.693359375f)) + clamp_mul((float) n, 2.12194440e-4f);
	return clamp_mul(expm1_small(r) + 1.0f, float_of((uint32_t) (n + 127) << 23));
}

float clamp_expm1(const float x)
{
	if (x > -0.34f && x < 0.34f) return expm1_small(x);
	return clamp_exp(x) - 1.0f;
}

float clamp_log(const float x)
{
	/* x = m 2^e with m in 0.7071..1.4142; ln m = 2 artanh(s), s = (m-1)/(m+1), |s| < 0.1716. */
	const uint32_t u = bits_of(x) - 0x3f3504f3u;
	const int32_t e = (int32_t) u >> 23;
	const float m = float_of((u & 0x007fffffu) + 0x3f3504f3u);
	const float s = (m - 1.0f) / (m + 1.0f);
	const float z = clamp_mul(s, s);
	float p = 0.222222222f;
	p = clamp_mul(p, z) + 0.285714286f;
	p = clamp_mul(p, z) + 0.4f;
	p = clamp_mul(p, z) + 0.666666667f;
	p = clamp_mul(clamp_mul(p, z), s) + clamp_mul(2.0f, s);
	return clamp_mul((float) e, 0.693359375f) + (clamp_mul((float) e, -2.12194440e-4f) + p);
}

float clamp_sqrt(const float x)
{
	if (!(x > 0.0f)) return 0.0f;
	/* First guess of 1/sqrt(x) from the bits, then three Newton steps. */
	float y = float_of(0x5f375a86u - (bits_of(x) >> 1));
	const float h = clamp_mul(0.5f, x);
	y = clamp_mul(y, 1.5f - clamp_mul(clamp_mul(h, y), y));
	y = clamp_mul(y, 1.5f - clamp_mul(clamp_mul(h, y), y));
	y = clamp_mul(y, 1.5f - clamp_mul(clamp_mul(h, y), y));
	return clamp_mul(x, y);
}

float clamp_sine(const uint32_t phase)
{
	uint32_t q = phase;
	if ((q ^ (q << 1)) & 0x80000000u) q = 0x80000000u - q; /* mirrors the outer quarters into the inner ones */
	const float x = clamp_mul((float) (int32_t) q, 1.462918079e-9f); /* 2 pi / 2^32: x in -pi/2..pi/2 */
	const float z = clamp_mul(x, x);
	float p = -2.505210839e-8f; /* Taylor series to x^11: the next term is below 6e-8 */
	p = clamp_mul(p, z) + 2.755731922e-6f;
	p = clamp_mul(p, z) - 1.984126984e-4f;
	p = clamp_mul(p, z) + 8.333333333e-3f;
	p = clamp_mul(p, z) - 1.666666667e-1f;
	return clamp_mul(clamp_mul(p, z), x) + x;
}

static uint32_t rotate(const uint32_t x, const int k)
{
	return (x << k) | (x >> (32 - k));
}

void clamp_random_seed(struct clamp_random *r, const uint32_t seed_low, const uint32_t seed_high)
{
	uint64_t x = ((uint64_t) seed_high << 32) | seed_low;
	for (int i = 0; i < 4; i += 2) {
		x += 0x9e3779b97f4a7c15u;
		uint64_t z = x;
		z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
		z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
		z = z ^ (z >> 31);
		r->s[i] = (uint32_t) z;
		r->s[i + 1] = (uint32_t) (z >> 32);
	}
	/* Never all zero: different x give different z, and x has two different values. */
}

static inline uint32_t next(struct clamp_random *r)
{
	uint32_t *const s = r->s;
	const uint32_t result = rotate(s[1] * 5u, 7) * 9u;
	const uint32_t t = s[1] << 9;
	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 11);
	return result;
}

uint32_t clamp_random_next(struct clamp_random *r)
{
	return next(r);
}

void clamp_random_normal(struct clamp_random *r, float *first, float *second)
{
	struct clamp_random own = *r; /* in registers */
	float x = 0.0f;
	float y = 0.0f;
	float scale = 0.0f;
	for (int attempt = 0; attempt < 16; attempt++) {
		x = (float) (int32_t) next(&own);
		y = (float) (int32_t) next(&own);
		const float w = clamp_mul(clamp_mul(x, x) + clamp_mul(y, y), 2.168404345e-19f); /* 2^-62 */
		/* Below 1e-12 (8e-13 of all pairs) the quotient of the logarithm and w would lose its digits. */
		if (w < 1.0f && w > 1e-12f) {
			scale = clamp_mul(clamp_sqrt(clamp_mul(-2.0f, clamp_log(w)) / w), 4.656612873e-10f); /* 2^-31 */
			break;
		}
	}
	*r = own;
	*first = clamp_mul(x, scale);
	*second = clamp_mul(y, scale);
}
