/*
 * Prints the golden vectors: what every port, the Java half and the WebAssembly module must agree on, byte by byte.
 * golden/vectors.txt is this program's output on the host; the tests compare.
 */
#include "bench.h"

#include <string.h>

static struct bench bench;

static void hex(const uint8_t *bytes, const uint32_t n)
{
	if (n == 0) printf("-");
	for (uint32_t k = 0; k < n; k++) printf("%02x", bytes[k]);
}

static void checksums(void)
{
	static const char *const texts[] = { "", "a", "123456789", "The quick brown fox jumps over the lazy dog" };
	for (uint32_t k = 0; k < 4; k++) {
		const uint8_t *const text = (const uint8_t *) texts[k];
		printf("crc ");
		hex(text, (uint32_t) strlen(texts[k]));
		printf(" %08lx\n", (unsigned long) clamp_crc32c(0, text, (uint32_t) strlen(texts[k])));
	}
}

static void frames(void)
{
	struct clamp_random r;
	clamp_random_seed(&r, 3, 0);
	static const uint16_t lengths[] = { 0, 1, 2, 8, 12, 27, 96, 200, 243, 244 };
	for (uint32_t k = 0; k < 20; k++) {
		uint8_t payload[CLAMP_PAYLOAD_MAX];
		for (uint32_t i = 0; i < sizeof payload; i++) {
			const uint32_t x = clamp_random_next(&r);
			/* Dense in zeros, without any, and in between. */
			payload[i] = k < 10 ? ((x & 0x300u) ? (uint8_t) x : 0) : (uint8_t) (x | 1u);
		}
		const struct clamp_frame frame = { (uint8_t) (0x10u + k), (uint8_t) (k & 1u), (uint16_t) (k * 4099u), (uint16_t) (65535u - k),
			lengths[k % 10], payload };
		uint8_t wire[CLAMP_WIRE_MAX];
		const uint32_t n = clamp_frame_write(&frame, wire);
		printf("frame %u %u %u %u ", frame.type, frame.flags, frame.session, frame.seq);
		hex(payload, frame.length);
		printf(" ");
		hex(wire, n);
		printf("\n");
	}
}

static void message(const char *name, const void *payload, const uint32_t n)
{
	printf("message %s ", name);
	hex(payload, n);
	printf("\n");
}

/* Payloads of fixed values; the Java test builds the same records. */
static void messages(void)
{
	struct clamp_config f;
	memset(&f, 0, sizeof f);
	f.stream_hz = 10000;
	f.stream_mask = 3;
	f.telem_decim = 10;
	f.on_underrun = 1;
	f.scale[0] = 0.01f;
	f.scale[1] = 0.02f;
	f.scale[2] = 0.0f;
	f.scale[3] = 0.5f;
	f.e_e_mv = 0.0f;
	f.e_i_mv = -75.0f;
	f.e_n_mv = 5.0f;
	f.nmda_k = 0.28f;
	f.nmda_gamma_per_mv = 0.062f;
	f.i_max_pa = 1500.0f;
	f.slew_pa_per_ms = 35000.0f;
	f.v_min_mv = -120.0f;
	f.v_max_mv = 60.0f;
	f.charge_pc = 5000.0f;
	f.r_bridge_mohm = 12.5f;
	f.r_res_mohm = 15.0f;
	f.tau_e_us = 50.0f;
	f.latency_us = 20.0f;
	f.c_pf = 100.0f;
	f.g_peak_ns = 70.0f;
	f.window_samples = 3;
	f.watchdog_ms = 200;
	f.ramp_ms = 10;
	f.hold_ms = 5;
	message("config", &f, sizeof f);
	const struct clamp_set_ou ou = { 12.1f, 3.0f, 2.728f, 57.3f, 6.6f, 10.49f, 0.25f, 0x89abcdefu, 0x01234567u, 0 };
	message("ou", &ou, sizeof ou);
	const struct clamp_set_train train = { 1, 1, 0, 2.5f, 0.5f, 8.0f, 100.0f, 20.0f, 40, 7, 8, 0 };
	message("train", &train, sizeof train);
	const struct clamp_set_constant constant = { 1.0f, 2.0f, 0.5f };
	message("constant", &constant, sizeof constant);
	const struct clamp_set_command command = { 10.0f, -50.0f, 100.0f, 500.0f, 1000.0f, { 30.0f, 20.0f }, { 210.0f, 315.0f } };
	message("command", &command, sizeof command);
	const struct clamp_cal cal = { 0.01f, -327.68f, 6.0f, 32768.0f, 20500, "nominal", 0x0123456789abcdefu };
	message("calibration", &cal, sizeof cal);
}

static void noise(void)
{
	const struct clamp_set_ou set = { 12.1f, 3.0f, 2.728f, 57.3f, 6.6f, 10.49f, 0.25f, 0x89abcdefu, 0x01234567u, 0 };
	struct clamp_ou ou;
	clamp_ou_set(&ou, &set, 0.01f);
	clamp_ou_start(&ou, &set);
	uint32_t crc = 0;
	for (uint32_t k = 1; k <= 1000000u; k++) {
		clamp_ou_step(&ou);
		const float pair[2] = { set.mean_e_ns + ou.e, set.mean_i_ns + ou.i };
		crc = clamp_crc32c(crc, (const uint8_t *) pair, sizeof pair);
		if (k == 1 || k == 1000u || k == 100000u || k == 1000000u) printf("noise %lu %08lx\n", (unsigned long) k, (unsigned long) crc);
	}
}

static uint32_t heard_crc, heard_length, said;

/* Lets the device run, with what was just sent to it written down. */
static void converse(const uint32_t ticks)
{
	if (said != bench.to_device.in) {
		printf("say %lu ", (unsigned long) bench.clamp.tick);
		while (said != bench.to_device.in) printf("%02x", bench.to_device.bytes[said++ % BENCH_PIPE]);
		printf("\n");
	}
	for (uint32_t t = 0; t < ticks; t++) {
		const uint32_t from = bench.to_host.in;
		clamp_tick(&bench.clamp);
		if (bench.clamp.tick % 26u == 0) clamp_poll(&bench.clamp);
		for (uint32_t k = from; k != bench.to_host.in; k++) {
			heard_crc = clamp_crc32c(heard_crc, &bench.to_host.bytes[k % BENCH_PIPE], 1);
			heard_length++;
		}
		bench.to_host.out = bench.to_host.in;
	}
}

/* A whole conversation with a spiking cell at 100 kHz: every byte that the device says, as one checksum. */
static void conversation(void)
{
	bench_init(&bench, MODEL_ADEX, 100000);
	memset(bench.port.board, 0, sizeof bench.port.board);
	memcpy(bench.port.board, "embedded", 9);
	memcpy(bench.port.hash, "wasm 1.1", 8);
	bench.port.serial = bench.port.cal.serial = 0x656d626564646564u;
	bench.port.ring_samples = 8192;
	static int16_t ring[8192][CLAMP_CHANNELS];
	bench.port.ring = ring;
	bench.port.rx_window = 8192;
	bench_boot(&bench);
	const uint8_t hello[8] = { 1, 2, 3, 4, CLAMP_PROTOCOL_MAJOR, CLAMP_PROTOCOL_MINOR, 0, 0 };
	bench_send(&bench, CLAMP_HELLO, 0, hello, 8);
	converse(1000);
	bench.session = bench.clamp.session;
	struct clamp_config f = bench_config(&bench);
	f.stream_hz = 10000;
	f.stream_mask = CLAMP_MASK_GE | CLAMP_MASK_GI | CLAMP_MASK_I;
	f.scale[0] = f.scale[1] = 0.01f;
	f.scale[3] = 0.1f;
	f.charge_pc = 1e5f;
	f.c_pf = 281.0f;
	f.slew_pa_per_ms = 50000.0f;
	bench_send(&bench, CLAMP_CONFIG, 0, &f, sizeof f);
	converse(200);
	const struct clamp_set_ou ou = { 20.0f, 6.0f, 2.7f, 15.0f, 5.0f, 10.5f, 0.2f, 11, 12, 0 };
	bench_send(&bench, CLAMP_SET_OU, 0, &ou, sizeof ou);
	converse(200);
	const struct clamp_set_constant constant = { 0.0f, 0.0f, 3.0f };
	bench_send(&bench, CLAMP_SET_CONSTANT, 0, &constant, sizeof constant);
	const struct clamp_set_train train = { 0, 1, 0, 4.0f, 0.3f, 3.0f, 0.0f, 9.0f, 0, 5, 5, 0 };
	bench_send(&bench, CLAMP_SET_TRAIN, 0, &train, sizeof train);
	const struct clamp_set_command command = { 100.0f, 50.0f, 10.0f, 20.0f, 50.0f, { 20.0f, 10.0f }, { 210.0f, 315.0f } };
	bench_send(&bench, CLAMP_SET_COMMAND, 0, &command, sizeof command);
	converse(200);
	const uint32_t crcs[2] = { bench.clamp.cal_crc, bench.clamp.config_crc };
	bench_send(&bench, CLAMP_ARM, 0, crcs, 8);
	uint16_t samples[3 * 38];
	uint32_t index = 0;
	for (uint32_t part = 0; part < 5; part++) {
		for (uint32_t k = 0; k < 38u; k++) {
			samples[3 * k] = (uint16_t) (500u + (index + k) % 300u);
			samples[3 * k + 1] = (uint16_t) (800u + (index + k) * 7u % 500u);
			samples[3 * k + 2] = (uint16_t) (int16_t) (100 - (int32_t) ((index + k) % 200u));
		}
		bench_chunk(&bench, index, 38, 11, 0, samples);
		index += 38;
	}
	converse(200);
	const uint8_t start[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };
	bench_send(&bench, CLAMP_START, 0, start, 12);
	for (uint32_t part = 0; part < 20; part++) {
		const uint8_t beat[8] = { (uint8_t) part };
		bench_send(&bench, CLAMP_HEARTBEAT, 0, beat, 8);
		for (uint32_t n = 0; n < 6; n++, index += 38) bench_chunk(&bench, index, 38, 11, 0, samples);
		converse(2000);
	}
	CHECK(bench.clamp.state == CLAMP_RUNNING, "state %d fault %d", bench.clamp.state, bench.clamp.fault);
	bench_send(&bench, CLAMP_STOP, 0, NULL, 0);
	converse(3000);
	bench_send(&bench, CLAMP_ABORT, 0, NULL, 0);
	converse(1000);
	CHECK(bench.clamp.begin_tick > 0 && bench.clamp.overruns == 0 && bench.clamp.underruns == 0, "the run ran");
	printf("hear %lu %lu %08lx\n", (unsigned long) bench.clamp.tick, (unsigned long) heard_length, (unsigned long) heard_crc);
	CHECK(bench.clamp.state == CLAMP_FAULT && bench.clamp.fault == CLAMP_FAULT_ABORT, "state %d fault %d", bench.clamp.state,
		bench.clamp.fault);
}

int main(void)
{
	printf("# Golden vectors, printed by firmware/test/golden.c; see PROTOCOL.md.\n");
	checksums();
	frames();
	messages();
	noise();
	conversation();
	return 0;
}
