/* The clamp against full simulations of the same cell with the same conductances, and the device's noise against theory. */
#include "bench.h"

#include <math.h>
#include <string.h>

static struct bench bench;

struct train_truth {
	double peak, rise, decay, first, interval;
};

/* The error grows with dI/dt; this train is as strong as makes two samples of latency cost 0.012 mV. */
static const struct train_truth epsc = { 2.4, 0.3, 3.0, 5.0, 11.0 };
static const struct train_truth ipsc = { 4.8, 0.5, 8.0, 8.0, 17.0 };

/* g at a time, as the sum over events of a difference of exponentials with its peak at `peak`. */
static double conductance(const struct train_truth *t, const double ms)
{
	const double peak_ms = t->rise * t->decay / (t->decay - t->rise) * log(t->decay / t->rise);
	const double norm = t->peak / (exp(-peak_ms / t->decay) - exp(-peak_ms / t->rise));
	double g = 0.0;
	for (double onset = t->first; onset <= ms; onset += t->interval) {
		if (ms - onset > 150.0) continue;
		g += norm * (exp(-(ms - onset) / t->decay) - exp(-(ms - onset) / t->rise));
	}
	return g;
}

static struct clamp_set_train set_train(const struct train_truth *t, const uint8_t target)
{
	const struct clamp_set_train f = { target, 0, 0, (float) t->peak, (float) t->rise, (float) t->decay, (float) t->first,
		(float) t->interval, 0, 0, 0, 0 };
	return f;
}

#define MS 600

static double truth[MS * 200 + 1];

/* dV/dt by Runge and Kutta's fourth order, ten steps a tick. */
static void simulate_passive(const double dt, const int n)
{
	double v = -70.0;
	for (int k = 0; k < n; k++) {
		truth[k] = v;
		const double h = dt / 10.0;
		for (int s = 0; s < 10; s++) {
			const double t = (k + 0.1 * s) * dt;
			double slope[4];
			const double at[4] = { 0.0, 0.5, 0.5, 1.0 };
			for (int j = 0; j < 4; j++) {
				const double u = j == 0 ? v : v + at[j] * h * slope[j - 1];
				const double x = t + at[j] * h;
				slope[j] = (5.0 * (-70.0 - u) + conductance(&epsc, x) * (0.0 - u) + conductance(&ipsc, x) * (-75.0 - u)) / 100.0;
			}
			v += h / 6.0 * (slope[0] + 2.0 * slope[1] + 2.0 * slope[2] + slope[3]);
		}
	}
}

/* Root mean square of V of the clamped passive cell (200 MOhm, 100 pF) minus the simulated one. */
static double passive_error(const uint32_t loop_hz, const int latency, const double adc_mv, const double dac_pa)
{
	const double dt = 1000.0 / loop_hz;
	const int n = (int) (MS / dt);
	simulate_passive(dt, n);
	bench_init(&bench, MODEL_PASSIVE, loop_hz);
	bench.model.latency_ticks = latency;
	bench.model.adc_mv = adc_mv;
	bench.model.adc_offset_mv = -200.0;
	bench.model.dac_pa = dac_pa;
	model_rest(&bench.model);
	bench.port.cal.adc_scale = (float) adc_mv;
	bench.port.cal.adc_offset_mv = -200.0f;
	bench.port.cal.dac_scale = (float) (1.0 / dac_pa);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	f.telem_decim = 0;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const struct clamp_set_train e = set_train(&epsc, 0);
	const struct clamp_set_train i = set_train(&ipsc, 1);
	CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &e, sizeof e) == CLAMP_OK, "E");
	CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &i, sizeof i) == CLAMP_OK, "I");
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, bench.clamp.tick + 100, 0, CLAMP_START_AT_TICK) == CLAMP_OK, "START");
	while (bench.clamp.state == CLAMP_ARMED) bench_run(&bench, 1);
	double sum = 0.0;
	for (int k = 0; k < n; k++) {
		/* The tick that has just been done sampled V at k dt. */
		const double d = bench.model.v_mv - truth[k];
		sum += d * d;
		if (k % (int) (loop_hz / 20) == 0) bench_heartbeat(&bench);
		bench_run(&bench, 1);
	}
	CHECK(bench.clamp.state == CLAMP_RUNNING, "fault %d", bench.clamp.fault);
	return sqrt(sum / n);
}

static void a_passive_cell_is_where_the_simulation_says(void)
{
	const double fine = passive_error(100000, 1, 0.01, 1.0 / 6.0);
	const double coarse = passive_error(100000, 1, 0.05, 1.0);
	const double late = passive_error(100000, 2, 0.01, 1.0 / 6.0);
	printf("accuracy: passive cell at 100 kHz, rms error %.4f mV (12-bit-like converters %.4f, two samples late %.4f)\n", fine, coarse,
		late);
	CHECK(fine < 0.009 && coarse < 0.009, "%g, %g mV", fine, coarse);
	CHECK(late > 0.0115 && late < 0.0135, "the yardstick: %g mV", late);
	const double at200 = passive_error(200000, 1, 0.01, 1.0 / 6.0);
	const double at50 = passive_error(50000, 1, 0.01, 1.0 / 6.0);
	const double at20 = passive_error(20000, 1, 0.01, 1.0 / 6.0);
	printf("accuracy: rms error at 200, 100, 50, 20 kHz: %.4f %.4f %.4f %.4f mV\n", at200, fine, at50, at20);
	CHECK(at50 / fine > 1.7 && at50 / fine < 2.3 && fine / at200 > 1.7 && fine / at200 < 2.3, "first order");
}

#define SPIKES 200
#define SPIKING_MS 3000

static int spikes_of(struct model *m, struct clamp_set_ou set, const double gain, double *times)
{
	struct clamp_ou ou;
	clamp_ou_set(&ou, &set, 0.01f);
	clamp_ou_start(&ou, &set);
	int n = 0;
	for (int k = 0; k < SPIKING_MS * 100; k++) {
		clamp_ou_step(&ou);
		double g_e = (double) (set.mean_e_ns + ou.e) * gain;
		double g_i = (double) (set.mean_i_ns + ou.i);
		if (g_e < 0.0) g_e = 0.0;
		if (g_i < 0.0) g_i = 0.0;
		for (int s = 0; s < m->substeps; s++) {
			const double before = m->v_mv;
			model_substep(m, g_e * (0.0 - before) + g_i * (-75.0 - before));
			if (before < 0.0 && m->v_mv >= 0.0 && n < SPIKES) times[n++] = (k + (double) s / m->substeps) * 0.01;
		}
	}
	return n;
}

static int has(const double *times, const int n, const double at, const double within, double *distance)
{
	double best = INFINITY;
	for (int k = 0; k < n; k++) if (fabs(times[k] - at) < fabs(best)) best = times[k] - at;
	*distance = best;
	return fabs(best) <= within;
}

static void spikes_come_when_the_simulation_says(void)
{
	const struct clamp_set_ou set = { 4.0f, 2.0f, 2.7f, 16.0f, 5.0f, 10.5f, 0.0f, 42, 0, 0 };
	static double reference[SPIKES], shifted[SPIKES], clamped[SPIKES];
	struct model cell;
	model_init(&cell, MODEL_WANG_BUZSAKI, 100000, 1);
	cell.substeps = 10;
	model_rest(&cell);
	struct model again = cell;
	const int n = spikes_of(&cell, set, 1.0, reference);
	const int m = spikes_of(&again, set, 1.002, shifted);
	bench_init(&bench, MODEL_WANG_BUZSAKI, 100000);
	bench.model.substeps = 10;
	bench.model.latency_ticks = 1;
	model_rest(&bench.model);
	bench_boot(&bench);
	/* The table's first state: the cell must not move before the run. */
	const struct model rest = bench.model;
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	f.telem_decim = 0;
	f.i_max_pa = 5000.0f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	CHECK(bench_command(&bench, CLAMP_SET_OU, &set, sizeof set) == CLAMP_OK, "OU");
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, bench.clamp.tick + 10, 0, CLAMP_START_AT_TICK) == CLAMP_OK, "START");
	while (bench.clamp.tick + 1 != bench.clamp.start_tick) bench_run(&bench, 1);
	bench.model.v_mv = bench.model.electrode_mv = rest.v_mv;
	bench.model.h = rest.h;
	bench.model.n = rest.n;
	int c = 0;
	for (int k = 0; k < SPIKING_MS * 100; k++) {
		if (k % 5000 == 0) bench_heartbeat(&bench);
		const double before = bench.model.v_mv;
		bench_run(&bench, 1);
		/* This tick's sample ends the interval from (k - 1) dt to k dt. */
		if (before < 0.0 && bench.model.v_mv >= 0.0 && c < SPIKES) {
			clamped[c++] = (k - 1 + (0.0 - before) / (bench.model.v_mv - before)) * 0.01;
		}
	}
	CHECK(bench.clamp.state == CLAMP_RUNNING, "fault %d", bench.clamp.fault);
	int firm = 0;
	double worst = 0.0;
	double sum = 0.0;
	for (int k = 0; k < n; k++) {
		double d;
		/* Marginal: 0.2 % more excitation moves it by more than 0.3 ms, or removes it. */
		if (!has(shifted, m, reference[k], 0.3, &d)) continue;
		CHECK(has(clamped, c, reference[k], 0.2, &d), "spike at %g ms: nearest %g ms away", reference[k], d);
		firm++;
		sum += d;
		if (fabs(d) > worst) worst = fabs(d);
	}
	printf("accuracy: Wang-Buzsaki cell, %d spikes in %d s simulated, %d clamped, %d firm ones: mean shift %.0f us, worst %.0f us\n", n,
		SPIKING_MS / 1000, c, firm, 1e3 * sum / firm, 1e3 * worst);
	CHECK(firm >= 10 && firm >= n * 8 / 10 && abs(c - n) <= 2, "%d of %d firm, %d clamped", firm, n, c);
}

/* 20 seeds of 100 s at 100 kHz, before clipping. */
static void the_noise_has_the_mean_and_deviation_asked_for(void)
{
	const struct clamp_set_ou base = { 12.1f, 3.0f, 2.728f, 57.3f, 6.6f, 10.49f, 0.4f, 0, 0, 0 };
	double worst_mean = 0.0;
	double worst_sd = 0.0;
	double correlation = 0.0;
	for (uint32_t seed = 1; seed <= 20; seed++) {
		struct clamp_set_ou set = base;
		set.seed_low = seed;
		struct clamp_ou ou;
		clamp_ou_set(&ou, &set, 0.01f);
		clamp_ou_start(&ou, &set);
		double se = 0.0, se2 = 0.0, si = 0.0, si2 = 0.0, sei = 0.0;
		const int n = 10000000;
		for (int k = 0; k < n; k++) {
			clamp_ou_step(&ou);
			const double e = (double) ou.e;
			const double i = (double) ou.i;
			se += e;
			se2 += e * e;
			si += i;
			si2 += i * i;
			sei += e * i;
		}
		const double me = se / n;
		const double mi = si / n;
		const double de = sqrt(se2 / n - me * me);
		const double di = sqrt(si2 / n - mi * mi);
		CHECK(fabs(me) < 4.0 * 3.0 * sqrt(2.0 * 2.728 / 1e5), "seed %u: mean of g_E off by %g nS", seed, me);
		CHECK(fabs(mi) < 4.0 * 6.6 * sqrt(2.0 * 10.49 / 1e5), "seed %u: mean of g_I off by %g nS", seed, mi);
		CHECK(fabs(de / 3.0 - 1.0) < 0.05 && fabs(di / 6.6 - 1.0) < 0.05, "seed %u: sd %g, %g", seed, de, di);
		worst_mean = fmax(worst_mean, fabs(mi));
		worst_sd = fmax(worst_sd, fmax(fabs(de / 3.0 - 1.0), fabs(di / 6.6 - 1.0)));
		correlation += (sei / n - me * mi) / (de * di) / 20.0;
	}
	/* Equal noises through filters of tau_e and tau_i: rho 2 sqrt(tau_e tau_i) / (tau_e + tau_i). */
	const double expected = 0.4 * 2.0 * sqrt(2.728 * 10.49) / (2.728 + 10.49);
	CHECK(fabs(correlation - expected) < 0.02, "correlation %g, expected %g", correlation, expected);
	printf("accuracy: 20 seeds of 100 s: g_I mean 57.3 nS within %.3f nS, sd within %.2f %%, correlation %.3f (%.3f)\n", worst_mean,
		100.0 * worst_sd, correlation, expected);
}

static void a_poisson_train_has_its_rate(void)
{
	const struct clamp_set_train set = { 0, 1, 0, 1.0f, 0.0f, 3.0f, 0.0f, 5.0f, 0, 9, 0, 0 };
	struct clamp_train train;
	clamp_train_set(&train, &set, 0.01f);
	clamp_train_start(&train, &set);
	double sum = 0.0;
	const int n = 20000000;
	for (int k = 0; k < n; k++) sum += (double) clamp_train_step(&train);
	/* Campbell: mean = rate x area; the sampled decay starts at its full height. */
	const double area = 0.01 / (1.0 - exp(-0.01 / 3.0));
	CHECK(fabs(sum / n / (area / 5.0) - 1.0) < 0.02, "mean %g, expected %g", sum / n, area / 5.0);
}

int main(void)
{
	a_passive_cell_is_where_the_simulation_says();
	spikes_come_when_the_simulation_says();
	the_noise_has_the_mean_and_deviation_asked_for();
	a_poisson_train_has_its_rate();
	printf("accuracy: ok\n");
	return 0;
}
