/* Codes of the converters. */
#include "clamp.h"

float clamp_i_max_hw(const struct clamp *c)
{
	const float scale = clamp_absf(c->dac_scale);
	const float by_code = ((float) c->code_span - 1.0f) / scale;
	return by_code < c->port->i_max_hard_pa ? by_code : c->port->i_max_hard_pa;
}

/* A factor of two either way, and never the other sign. Written so that NaN fails. */
static int is_near(const float scale, const float own)
{
	const float ratio = scale / own;
	return ratio >= 0.5f && ratio <= 2.0f;
}

int clamp_calibrate(struct clamp *c, const struct clamp_cal *cal)
{
	const struct clamp_port *const port = c->port;
	const float in = clamp_absf(cal->adc_scale);
	const float out = clamp_absf(cal->dac_scale);
	const float shift = cal->dac_zero - (float) port->dac_zero;
	/* The code of 0 mV: it does not move where the scale alone is corrected. */
	const float input_shift = cal->adc_offset_mv / cal->adc_scale - port->nominal.adc_offset_mv / port->nominal.adc_scale;
	/* Written so that NaN fails. What is further from the board's own is a mistake of the calibration, or not of this board. */
	if (!(in >= 1e-5f && in <= 100.0f && out >= 1e-3f && out <= 1000.0f)) return 0;
	if (!is_near(cal->adc_scale, port->nominal.adc_scale) || !is_near(cal->dac_scale, port->nominal.dac_scale)) return 0;
	if (!(clamp_absf(shift) <= 0.01f * (float) port->dac_span)) return 0;
	if (!(clamp_absf(input_shift) <= 0.01f * (float) c->rail_code)) return 0;
	if (cal->serial != port->serial) return 0;
	if (!(cal->adc_offset_mv >= -10000.0f && cal->adc_offset_mv <= 10000.0f)) return 0;
	c->cal = *cal;
	c->cal_crc = clamp_crc32c(0, (const uint8_t *) cal, sizeof *cal);
	c->adc_scale = cal->adc_scale;
	c->adc_offset_mv = cal->adc_offset_mv;
	c->dac_scale = cal->dac_scale;
	c->dac_zero = cal->dac_zero + 0.5f; /* so that the conversion to an integer rounds */
	c->zero_code = (uint32_t) c->dac_zero;
	/* The hard limit in codes: flash has one in pA and one in codes around the nominal zero; the lower one counts. */
	const float reach = clamp_mul(port->i_max_hard_pa, out) + 1.0f;
	const uint32_t off = c->zero_code > port->dac_zero ? c->zero_code - port->dac_zero : port->dac_zero - c->zero_code;
	const uint32_t span = port->dac_span - off;
	c->code_span = reach < (float) span ? (uint32_t) reach : span;
	return 1;
}
