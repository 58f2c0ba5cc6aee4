/* The current that all sources ask for. */
#include "clamp.h"

__attribute__((noinline)) float clamp_wanted_current(struct clamp *c, float g_e, float g_i, const float v)
{
	const uint32_t sources = c->sources;
	if (sources & CLAMP_SOURCE_OU) {
		clamp_ou_step(&c->ou);
		const float e = c->set_ou.mean_e_ns + c->ou.e;
		const float i = c->set_ou.mean_i_ns + c->ou.i;
		if (e > 0.0f) g_e += e;
		if (i > 0.0f) g_i += i;
	}
	if (sources & CLAMP_SOURCE_TRAIN_E) g_e += clamp_train_step(&c->train[0]);
	if (sources & CLAMP_SOURCE_TRAIN_I) g_i += clamp_train_step(&c->train[1]);
	float wanted = clamp_mul(g_e, c->e_e_mv - v) + clamp_mul(g_i, c->e_i_mv - v);
	float g_ns = g_e + g_i;
	if (sources & CLAMP_SOURCE_NMDA) {
		const struct clamp_config *const config = &c->config;
		float g_n = c->base[CLAMP_GN];
		c->base[CLAMP_GN] += c->rise[CLAMP_GN];
		g_ns += g_n; /* unblocked: what the stability check counted */
		if (config->nmda_k > 0.0f) g_n = g_n / (1.0f + clamp_mul(config->nmda_k, clamp_exp(clamp_mul(-config->nmda_gamma_per_mv, v))));
		wanted += clamp_mul(g_n, config->e_n_mv - v);
	}
	clamp_check_conductance(c, g_ns);
	float command = c->base[CLAMP_I];
	c->base[CLAMP_I] += c->rise[CLAMP_I];
	if (sources & CLAMP_SOURCE_COMMAND) command += clamp_command_step(&c->command);
	wanted += command;
	/* The telemetry reports it, so it keeps to the limit too. */
	if (!(command <= c->i_max_pa)) command = c->i_max_pa;
	if (!(command >= -c->i_max_pa)) command = -c->i_max_pa;
	c->i_command_pa = command;
	c->block_command_pa += command;
	c->g_ns = g_ns;
	return wanted;
}
