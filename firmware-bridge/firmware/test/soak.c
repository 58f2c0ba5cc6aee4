/* Many runs on end on virtual time, at 10 kHz, with noise: soak HOURS. The check on every code put out is in bench.c. */
#include "bench.h"

static struct bench bench;

int main(int argc, char **argv)
{
	const double hours = argc > 1 ? atof(argv[1]) : 24.0;
	bench_init(&bench, MODEL_ADEX, 10000);
	bench.model.noise_mv = 0.1;
	bench_boot(&bench);
	struct clamp_config f = bench_config(&bench);
	f.c_pf = 281.0f;
	f.charge_pc = 1e8f;
	uint32_t runs = 0;
	for (double s = 0.0; s < hours * 3600.0; s += 63.0) {
		bench_hello(&bench);
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG after %u runs", runs);
		const struct clamp_set_ou ou = { 15, 4, 2.7f, 20, 5, 10.5f, 0, ++runs, 0, 0 };
		CHECK(bench_command(&bench, CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_OK, "OU");
		CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 600000, 0) == CLAMP_OK, "START");
		bench_run_alive(&bench, 630000);
		CHECK(bench.clamp.state == CLAMP_CONFIGURED, "run %u: state %d, fault %d", runs, bench.clamp.state, bench.clamp.fault);
	}
	printf("soak: %u runs of a minute, %.1f hours of ticks, no fault\n", runs, bench.clamp.tick / 3.6e7);
	return 0;
}
