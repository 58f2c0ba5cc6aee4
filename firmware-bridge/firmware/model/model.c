#include "model.h"

#include <string.h>

double model_exp(double x)
{
	if (x < -700.0) x = -700.0;
	if (x > 700.0) x = 700.0;
	const double turns = x * 1.4426950408889634;
	const int n = (int) (turns + (turns < 0.0 ? -0.5 : 0.5));
	const double r = (x - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10;
	/* Taylor series to r^12; |r| <= 0.3466. */
	double p = 1.0 / 479001600.0;
	p = p * r + 1.0 / 39916800.0;
	p = p * r + 1.0 / 3628800.0;
	p = p * r + 1.0 / 362880.0;
	p = p * r + 1.0 / 40320.0;
	p = p * r + 1.0 / 5040.0;
	p = p * r + 1.0 / 720.0;
	p = p * r + 1.0 / 120.0;
	p = p * r + 1.0 / 24.0;
	p = p * r + 1.0 / 6.0;
	p = p * r + 0.5;
	p = p * r + 1.0;
	p = p * r + 1.0;
	const uint64_t bits = (uint64_t) (n + 1023) << 52;
	double scale;
	memcpy(&scale, &bits, sizeof scale);
	return p * scale;
}

/* x / (1 - e^-x), continued through 0. */
static double linoid(const double x)
{
	if (x > -1e-6 && x < 1e-6) return 1.0 + 0.5 * x;
	return x / (1.0 - model_exp(-x));
}

struct gates {
	double m, h_rate, h_target, n_rate, n_target;
};

/* Wang and Buzsaki (1996), eqs. 1 to 7, phi = 5. */
static struct gates gates_at(const double v)
{
	const double alpha_m = linoid(0.1 * (v + 35.0));
	const double beta_m = 4.0 * model_exp(-(v + 60.0) / 18.0);
	const double alpha_h = 0.07 * model_exp(-(v + 58.0) / 20.0);
	const double beta_h = 1.0 / (model_exp(-0.1 * (v + 28.0)) + 1.0);
	const double alpha_n = 0.1 * linoid(0.1 * (v + 34.0));
	const double beta_n = 0.125 * model_exp(-(v + 44.0) / 80.0);
	const struct gates g = { alpha_m / (alpha_m + beta_m), 5.0 * (alpha_h + beta_h), alpha_h / (alpha_h + beta_h),
		5.0 * (alpha_n + beta_n), alpha_n / (alpha_n + beta_n) };
	return g;
}

/* V after a step in which conductance and current stay as they are. */
static double relax(const double v, const double total_ns, const double i_pa, const double c_pf, const double step_ms)
{
	const double target = i_pa / total_ns;
	return target + (v - target) * model_exp(-step_ms * total_ns / c_pf);
}

/* One kind a function: a just-in-time compiler then keeps the passive cell's loop short. */
static __attribute__((noinline)) void adaptive_substep(struct model *m, const double i_pa)
{
	const double v = m->v_mv;
	const double spike = m->g_leak_ns * m->delta_t_mv * model_exp((v - m->v_threshold_mv) / m->delta_t_mv);
	m->v_mv += m->step_ms * (m->g_leak_ns * (m->e_leak_mv - v) + spike - m->w_pa + i_pa) / m->c_pf;
	m->w_pa += m->step_ms * (m->a_ns * (v - m->e_leak_mv) - m->w_pa) / m->tau_w_ms;
	if (m->v_mv > m->v_peak_mv) {
		m->v_mv = m->v_reset_mv;
		m->w_pa += m->b_pa;
	}
}

static __attribute__((noinline)) void wang_buzsaki_substep(struct model *m, const double i_pa)
{
	/* 1 uF/cm2, so the conductances in mS/cm2 scale with the capacitance. */
	const struct gates g = gates_at(m->v_mv);
	m->h = g.h_target + (m->h - g.h_target) * model_exp(-m->step_ms * g.h_rate);
	m->n = g.n_target + (m->n - g.n_target) * model_exp(-m->step_ms * g.n_rate);
	const double na = 35.0 * m->c_pf * g.m * g.m * g.m * m->h;
	const double k = 9.0 * m->c_pf * m->n * m->n * m->n * m->n;
	const double drive = na * 55.0 - k * 90.0 + m->g_leak_ns * m->e_leak_mv + i_pa;
	m->v_mv = relax(m->v_mv, na + k + m->g_leak_ns, drive, m->c_pf, m->step_ms);
}

static void cell_substep(struct model *m, const double i_pa)
{
	if (m->kind == MODEL_ADEX) adaptive_substep(m, i_pa);
	else if (m->kind == MODEL_WANG_BUZSAKI) wang_buzsaki_substep(m, i_pa);
	else {
		const double target = m->e_leak_mv + i_pa * m->leak_gohm;
		m->v_mv = target + (m->v_mv - target) * m->leak_decay;
	}
}

void model_substep(struct model *m, const double i_pa)
{
	if (m->r_series_mohm <= 0.0) {
		cell_substep(m, i_pa);
		m->electrode_mv = m->v_mv;
		return;
	}
	/* MOhm pA = uV. The electrode's capacitance delays the current and what is measured. */
	const double target = m->v_mv + m->r_series_mohm * i_pa * 1e-3;
	m->electrode_mv = target + (m->electrode_mv - target) * m->electrode_decay;
	cell_substep(m, (m->electrode_mv - m->v_mv) / m->r_series_mohm * 1e3);
}

void model_rest(struct model *m)
{
	m->step_ms = m->tick_ms / m->substeps;
	m->leak_gohm = 1.0 / m->g_leak_ns;
	m->adc_codes_per_mv = 1.0 / m->adc_mv;
	m->leak_decay = model_exp(-m->step_ms * m->g_leak_ns / m->c_pf);
	const double tau_ms = m->r_series_mohm * m->c_electrode_pf * 1e-3;
	m->electrode_decay = tau_ms > 0.0 ? model_exp(-m->step_ms / tau_ms) : 0.0;
	m->v_mv = m->e_leak_mv;
	m->electrode_mv = m->v_mv;
	m->w_pa = 0.0;
	const struct gates g = gates_at(m->v_mv);
	m->h = g.h_target;
	m->n = g.n_target;
	m->i_pa = 0.0;
	for (int k = 0; k <= MODEL_LATENCY_MAX; k++) m->codes[k] = m->dac_zero;
	m->at = 0;
	m->ticks = 0;
}

void model_init(struct model *m, const int kind, const uint32_t loop_hz, const uint32_t seed)
{
	memset(m, 0, sizeof *m);
	m->kind = kind;
	m->tick_ms = 1000.0 / loop_hz;
	m->substeps = kind == MODEL_PASSIVE ? 1 : 2;
	m->c_pf = 100.0;
	m->g_leak_ns = 5.0;
	m->e_leak_mv = -70.0;
	m->adc_mv = 0.01;
	m->adc_offset_mv = -327.68;
	m->adc_top = 65535u;
	m->dac_pa = 1.0 / 6.0;
	m->gain = 1.0;
	m->dac_top = 65535u;
	m->dac_zero = 32768u;
	if (kind == MODEL_ADEX) {
		m->c_pf = 281.0;
		m->g_leak_ns = 30.0;
		m->e_leak_mv = -70.6;
		m->delta_t_mv = 2.0;
		m->v_threshold_mv = -50.4;
		m->v_reset_mv = -70.6;
		m->v_peak_mv = 20.0;
		m->tau_w_ms = 144.0;
		m->a_ns = 4.0;
		m->b_pa = 80.5;
	} else if (kind == MODEL_WANG_BUZSAKI) {
		m->g_leak_ns = 0.1 * m->c_pf;
		m->e_leak_mv = -65.0;
	}
	clamp_random_seed(&m->random, seed, 0);
	model_rest(m);
}

static double noise(struct model *m)
{
	if (m->has_spare) {
		m->has_spare = 0;
		return m->noise_mv * (double) m->spare;
	}
	float first;
	clamp_random_normal(&m->random, &first, &m->spare);
	m->has_spare = 1;
	return m->noise_mv * (double) first;
}

uint32_t model_read(void *model)
{
	struct model *const m = model;
	/* One tick goes by under the current that was asked for latency_ticks before the last one. */
	const uint32_t size = MODEL_LATENCY_MAX + 1;
	const uint32_t code = m->codes[(m->at + size - (uint32_t) m->latency_ticks) % size];
	m->i_pa = ((double) code - (double) m->dac_zero) * m->dac_pa * m->gain;
	for (int k = 0; k < m->substeps; k++) model_substep(m, m->i_pa);
	m->ticks++;
	/* Until it is written again, the converter keeps its code. */
	const uint32_t last = m->codes[m->at];
	m->at = (m->at + 1u) % size;
	m->codes[m->at] = last;
	double measured = m->electrode_mv;
	if (m->noise_mv > 0.0) measured += noise(m);
	const double steps = (measured - m->adc_offset_mv) * m->adc_codes_per_mv + 0.5;
	uint32_t reading = 0;
	if (steps >= (double) m->adc_top) reading = m->adc_top;
	else if (steps > 0.0) reading = (uint32_t) steps;
	return reading | m->inputs;
}

void model_write(void *model, const uint32_t code, const uint32_t outputs)
{
	struct model *const m = model;
	m->codes[m->at] = (outputs & CLAMP_OUT_RELAY) ? (code < m->dac_top ? code : m->dac_top) : m->dac_zero;
	m->outputs = outputs;
}

void model_port(struct model *m, struct clamp_port *port, const uint32_t loop_hz)
{
	memset(port, 0, sizeof *port);
	port->ctx = m;
	port->read = model_read;
	port->write = model_write;
	port->loop_hz = loop_hz;
	port->clock_hz = loop_hz;
	port->i_max_hard_pa = 5000.0f;
	port->r_bridge_max_mohm = 100.0f;
	port->dac_zero = (uint16_t) m->dac_zero;
	port->dac_span = 32000;
	port->adc_bits = 16;
	port->dac_bits = 16;
	port->rx_window = 4096;
	memcpy(port->board, "model cell", 10);
	port->cal.adc_scale = (float) m->adc_mv;
	port->cal.adc_offset_mv = (float) m->adc_offset_mv;
	port->cal.dac_scale = (float) (1.0 / m->dac_pa);
	port->cal.dac_zero = (float) m->dac_zero;
	memcpy(port->cal.id, "nominal", 7);
	port->serial = MODEL_SERIAL;
	port->cal.serial = port->serial;
	port->nominal = port->cal;
	/* Measured natively, worst case, with room: a model has no time of its own. */
	const struct clamp_costs costs = { 200, 100, 200, 300, 200, 300 };
	port->costs = costs;
}
