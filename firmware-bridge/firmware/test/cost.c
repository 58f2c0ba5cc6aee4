/*
 * Instructions of one tick, every guard on, on an emulated Cortex-M where one instruction takes 1 ns of virtual time
 * (QEMU -icount shift=0) and SysTick counts 25 MHz. Fails above the limits.
 */
/* Of the 1680 cycles of a tick of a Cortex-M4 at 168 MHz and 100 kHz. */
#define COST_WORST 700u
/*
 * Everything at once takes 670 in the mean, so its worst tick cannot be 700. 960 are 57 % of the tick: 100 kHz is kept as
 * long as an instruction takes 1.5 cycles or less.
 */
#define COST_WORST_OF_ALL 960u

#include "bench.h"

#include <string.h>

static struct bench bench;
static volatile uint32_t input = 33000;
static volatile uint32_t output;

static uint32_t fast_read(void *ctx)
{
	(void) ctx;
	return input;
}

static void fast_write(void *ctx, const uint32_t code, const uint32_t outputs)
{
	(void) ctx;
	output = code | outputs << 16;
}

static void fast_kick(void *ctx)
{
	(void) ctx;
}

#define REG(address) (*(volatile uint32_t *) (address))

static uint32_t elapsed(const uint32_t from, const uint32_t to)
{
	return (from - to) & 0xffffffu;
}

#define STEPS 10000

/* What the loop around a tick does: the cell's new V, telemetry taken away, a living host. */
static void around(const uint32_t k)
{
	input = 25700u + (k & 255u);
	bench.clamp.telem_sent = bench.clamp.telem_done;
	bench.clamp.heartbeat_tick = bench.clamp.tick;
}

static double measure(uint32_t *worst)
{
	bench.port.read = fast_read;
	bench.port.write = fast_write;
	bench.port.kick = fast_kick;
	REG(0xe000e014u) = 0xffffffu;
	REG(0xe000e018u) = 0;
	REG(0xe000e010u) = 5;
	const uint32_t a = REG(0xe000e018u);
	for (uint32_t k = 0; k < STEPS; k++) {
		around(k);
		__asm volatile("" : : : "memory");
	}
	const uint32_t empty = elapsed(a, REG(0xe000e018u));
	const uint32_t b = REG(0xe000e018u);
	for (uint32_t k = 0; k < STEPS; k++) {
		around(k);
		clamp_tick(&bench.clamp);
	}
	const uint32_t sum = elapsed(b, REG(0xe000e018u));
	*worst = 0;
	for (uint32_t k = 0; k < STEPS; k++) {
		around(k);
		const uint32_t from = REG(0xe000e018u);
		clamp_tick(&bench.clamp);
		const uint32_t ticks = elapsed(from, REG(0xe000e018u));
		if (ticks > *worst) *worst = ticks;
	}
	CHECK(bench.clamp.state == CLAMP_RUNNING, "state %d fault %d", bench.clamp.state, bench.clamp.fault);
	*worst *= 40u;
	return (sum - empty) * 40.0 / STEPS;
}

enum { STREAM = 1, OU = 2, NMDA = 4, TRAINS = 8, COMMAND = 16 };

static double cost(const int what, uint32_t *worst)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	f.g_peak_ns = 500.0f;
	f.i_max_pa = 5000.0f;
	f.charge_pc = 1e8f;
	if (what & STREAM) {
		f.stream_hz = 10000;
		f.stream_mask = CLAMP_MASK_GE | CLAMP_MASK_GI;
		if (what & NMDA) f.stream_mask |= CLAMP_MASK_GN;
		for (int k = 0; k < 3; k++) f.scale[k] = 0.001f;
	}
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const struct clamp_set_ou ou = { 12, 3, 2.7f, 57, 6.6f, 10.5f, 0.3f, 1, 0, 0 };
	if (what & OU) CHECK(bench_command(&bench, CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_OK, "OU");
	const struct clamp_set_train e = { 0, 1, 0, 1, 0.3f, 3, 0, 10, 0, 1, 0, 0 };
	const struct clamp_set_train i = { 1, 1, 0, 1, 0.3f, 8, 0, 10, 0, 2, 0, 0 };
	if (what & TRAINS) {
		CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &e, sizeof e) == CLAMP_OK, "train");
		CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &i, sizeof i) == CLAMP_OK, "train");
	}
	const struct clamp_set_command command = { 10, 10, 1, 10, 30, { 10, 10 }, { 210, 315 } };
	if (what & COMMAND) CHECK(bench_command(&bench, CLAMP_SET_COMMAND, &command, sizeof command) == CLAMP_OK, "command");
	if (what & STREAM) {
		uint16_t samples[3 * 38];
		for (int k = 0; k < 3 * 38; k++) samples[k] = (uint16_t) (1000 + 37 * k);
		for (uint32_t k = 0; k < 100; k++) {
			bench_chunk(&bench, k * 38, 38, f.stream_mask, 0, samples);
			bench_run(&bench, 2);
		}
	}
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run(&bench, 100);
	return measure(worst);
}

int main(void)
{
	static const struct {
		const char *name;
		int what;
		double limit;
	} rows[] = {
		{ "constant conductances", 0, 190.0 },
		{ "streamed g_E, g_I", STREAM, 190.0 },
		{ "+ NMDA with magnesium block", STREAM | NMDA, 400.0 },
		{ "two OU", OU, 400.0 },
		{ "streamed + two OU", STREAM | OU, 430.0 },
		{ "two Poisson trains", TRAINS, 400.0 },
		{ "command: step and two sines", COMMAND, 400.0 },
		{ "everything", STREAM | NMDA | OU | TRAINS | COMMAND, 700.0 },
	};
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		uint32_t worst;
		const double mean = cost(rows[k].what, &worst);
		printf("cost: %-30s mean %5.1f, worst %4u instructions a tick\n", rows[k].name, mean, (unsigned) worst);
		CHECK(mean <= rows[k].limit, "limit %g", rows[k].limit);
		CHECK(worst <= (k + 1u < sizeof rows / sizeof rows[0] ? COST_WORST : COST_WORST_OF_ALL), "worst %u", (unsigned) worst);
	}
	printf("cost: struct clamp %u bytes\n", (unsigned) sizeof(struct clamp));
	return 0;
}
