/*
 * What the host may say and what the device answers: every field at both ends of its range and just outside, lengths,
 * repeats, sessions, and the bytes of each report. All numbers are from PROTOCOL.md, section 3, written out by hand.
 */
#include "bench.h"

#include <math.h>
#include <string.h>

static struct bench bench;

/* A board that allows all that the protocol allows: 100 000 pA, a bridge of 1000 MOhm, V from -9830 mV. */
static void wide_board(const uint32_t loop_hz)
{
	bench_init(&bench, MODEL_PASSIVE, loop_hz);
	bench.port.i_max_hard_pa = 1e5f;
	bench.port.r_bridge_max_mohm = 1000.0f;
	bench.port.cal.dac_scale = 0.25f;
	bench.port.cal.adc_scale = 0.3f;
	bench.port.cal.adc_offset_mv = -9830.0f;
	bench_boot(&bench);
	bench_hello(&bench);
}

static struct clamp_config wide_config(void)
{
	struct clamp_config f = bench_config(&bench);
	f.v_min_mv = -249.0f;
	f.v_max_mv = 249.0f;
	return f;
}

static struct clamp_set_train any_train(void)
{
	const struct clamp_set_train train = { 1, 1, 0, 2, 0, 8, 100, 20, 4, 1, 2, 0 };
	return train;
}

/* A message with one field changed: OK, or refused with the offset of the field. */
static void expect(const uint8_t type, const void *message, const uint32_t length, const uint32_t offset, const void *value,
	const uint32_t size, const int ok)
{
	uint8_t bytes[96];
	memcpy(bytes, message, length);
	memcpy(bytes + offset, value, size);
	const uint8_t code = bench_command(&bench, type, bytes, length);
	if (ok) CHECK(code == CLAMP_OK, "type %02x, offset %u: code %d at %d", type, offset, code, bench.seen.ack_detail);
	else CHECK(code == CLAMP_BAD_VALUE && bench.seen.ack_detail == offset, "type %02x, offset %u: code %d at %d", type, offset, code,
		bench.seen.ack_detail);
}

struct row {
	uint32_t offset;
	float low, high;
};

static void ranges(const uint8_t type, const void *message, const uint32_t length, const struct row *rows, const uint32_t n)
{
	for (uint32_t k = 0; k < n; k++) {
		const struct row r = rows[k];
		const float good[2] = { r.low, r.high };
		const float bad[5] = { nextafterf(r.low, -INFINITY), nextafterf(r.high, INFINITY), NAN, INFINITY, -INFINITY };
		for (int j = 0; j < 2; j++) expect(type, message, length, r.offset, &good[j], 4, 1);
		for (int j = 0; j < 5; j++) expect(type, message, length, r.offset, &bad[j], 4, 0);
	}
}

static void each_number_of_config_has_its_range(void)
{
	wide_board(100000);
	const struct clamp_config f = wide_config();
	/* "Above 0" is at least 10^-6. Latency: at least a tick, 10 us. */
	static const struct row rows[] = { { 8, 0, 1000 }, { 12, 0, 1000 }, { 16, 0, 1000 }, { 20, 0, 1000 }, { 24, -200, 200 },
		{ 28, -200, 200 }, { 32, -200, 200 }, { 36, 0, 100 }, { 40, 0, 0.3f }, { 44, 1e-6f, 1e5f }, { 48, 1e-6f, 1e9f },
		{ 60, 1e-6f, 1e9f }, { 64, 0, 1000 }, { 68, 0, 1e4f }, { 72, 0, 1e5f }, { 80, 0.1f, 1e5f }, { 84, 1e-6f, 1e6f } };
	ranges(CLAMP_CONFIG, &f, sizeof f, rows, sizeof rows / sizeof rows[0]);
	const float latency[4] = { 9.99f, 9.98f, 1e5f, 100001.0f };
	for (int k = 0; k < 4; k++) expect(CLAMP_CONFIG, &f, sizeof f, 76, &latency[k], 4, k == 0 || k == 2);
	/* The window: each end from -250 to 250, the lower one below the upper one. */
	static const struct row low[] = { { 52, -250, 248.999f } };
	static const struct row high[] = { { 56, -248.999f, 250 } };
	const float v[4] = { -250.001f, 250.001f, 249.0f, -249.0f };
	struct clamp_config w = f;
	ranges(CLAMP_CONFIG, &w, sizeof w, high, 0);
	expect(CLAMP_CONFIG, &w, sizeof w, low[0].offset, &low[0].low, 4, 1);
	expect(CLAMP_CONFIG, &w, sizeof w, low[0].offset, &low[0].high, 4, 1);
	expect(CLAMP_CONFIG, &w, sizeof w, high[0].offset, &high[0].low, 4, 1);
	expect(CLAMP_CONFIG, &w, sizeof w, high[0].offset, &high[0].high, 4, 1);
	expect(CLAMP_CONFIG, &w, sizeof w, 52, &v[0], 4, 0);
	expect(CLAMP_CONFIG, &w, sizeof w, 52, &v[1], 4, 0);
	expect(CLAMP_CONFIG, &w, sizeof w, 56, &v[1], 4, 0);
	expect(CLAMP_CONFIG, &w, sizeof w, 56, &v[0], 4, 0);
	expect(CLAMP_CONFIG, &w, sizeof w, 56, &v[3], 4, 0); /* v_max = v_min */
	static const struct {
		uint32_t offset;
		uint16_t low, high;
	} words[] = { { 88, 1, 1000 }, { 90, 10, 1000 }, { 92, 1, 100 }, { 94, 0, 20 } };
	for (int k = 0; k < 4; k++) {
		const uint16_t below = (uint16_t) (words[k].low - 1u);
		const uint16_t above = (uint16_t) (words[k].high + 1u);
		expect(CLAMP_CONFIG, &f, sizeof f, words[k].offset, &words[k].low, 2, 1);
		expect(CLAMP_CONFIG, &f, sizeof f, words[k].offset, &words[k].high, 2, 1);
		if (words[k].low) expect(CLAMP_CONFIG, &f, sizeof f, words[k].offset, &below, 2, 0);
		expect(CLAMP_CONFIG, &f, sizeof f, words[k].offset, &above, 2, 0);
	}
	for (uint8_t x = 0; x < 3; x++) expect(CLAMP_CONFIG, &f, sizeof f, 6, &x, 1, x < 2);
	for (uint8_t x = 0; x < 3; x++) expect(CLAMP_CONFIG, &f, sizeof f, 7, &x, 1, x == 0);
}

static void the_rate_of_the_stream_divides_that_of_the_loop(void)
{
	wide_board(100000);
	static const struct {
		uint32_t hz;
		uint8_t mask;
		int refused; /* offset, -1: OK */
	} rows[] = { { 0, 0, -1 }, { 100000, 1, -1 }, { 50000, 15, -1 }, { 1, 8, -1 }, { 100001, 1, 0 }, { 200000, 1, 0 }, { 30000, 1, 0 },
		{ 99999, 1, 0 }, { 1000, 0, 4 }, { 0, 1, 4 }, { 1000, 16, 4 }, { 1000, 255, 4 } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		struct clamp_config f = wide_config();
		f.stream_hz = rows[k].hz;
		f.stream_mask = rows[k].mask;
		const uint8_t code = bench_command(&bench, CLAMP_CONFIG, &f, sizeof f);
		CHECK(rows[k].refused < 0 ? code == CLAMP_OK : code == CLAMP_BAD_VALUE && bench.seen.ack_detail == rows[k].refused,
			"%u Hz, mask %d: code %d at %d", rows[k].hz, rows[k].mask, code, bench.seen.ack_detail);
	}
}

/* The ends of the converter lie outside the window, also with what the bridge takes away. Here: -128 to 127 mV. */
static void the_window_lies_inside_the_converter(void)
{
	static const struct {
		float scale, offset;
	} calibrations[] = { { 1.0f, -128.0f }, { -1.0f, 127.0f } };
	for (int k = 0; k < 2; k++) {
		bench_init(&bench, MODEL_PASSIVE, 10000);
		bench.port.adc_bits = 8;
		bench.port.cal.adc_scale = calibrations[k].scale;
		bench.port.cal.adc_offset_mv = calibrations[k].offset;
		bench_boot(&bench);
		bench_hello(&bench);
		struct clamp_config f = bench_config(&bench);
		f.v_min_mv = -127.0f;
		f.v_max_mv = 126.0f;
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "inside");
		const float ends[2] = { -128.0f, 127.0f };
		expect(CLAMP_CONFIG, &f, sizeof f, 52, &ends[0], 4, 0);
		expect(CLAMP_CONFIG, &f, sizeof f, 56, &ends[1], 4, 0);
		/* 2000 pA through 10 MOhm are 20 mV. */
		f.r_bridge_mohm = 10.0f;
		f.v_min_mv = -107.0f;
		f.v_max_mv = 106.0f;
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "inside, with the bridge");
		const float less[2] = { -108.0f, 107.0f };
		expect(CLAMP_CONFIG, &f, sizeof f, 52, &less[0], 4, 0);
		expect(CLAMP_CONFIG, &f, sizeof f, 56, &less[1], 4, 0);
	}
}

static void each_number_of_the_sources_has_its_range(void)
{
	wide_board(100000);
	const struct clamp_config f = wide_config();
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const struct clamp_set_ou ou = { 12, 3, 2.7f, 57, 6.6f, 10.5f, 0, 1, 2, 0 };
	static const struct row ou_rows[] = { { 0, 0, 1e5f }, { 4, 0, 1e5f }, { 8, 0.1f, 1e5f }, { 12, 0, 1e5f }, { 16, 0, 1e5f },
		{ 20, 0.1f, 1e5f }, { 24, -1, 1 } };
	ranges(CLAMP_SET_OU, &ou, sizeof ou, ou_rows, 7);
	const struct clamp_set_train train = any_train();
	static const struct row train_rows[] = { { 4, 0, 1e5f }, { 12, 0.02f, 1e4f }, { 16, 0, 1e7f }, { 20, 0.02f, 1e7f } };
	ranges(CLAMP_SET_TRAIN, &train, sizeof train, train_rows, 4);
	/* The rise is at most 0.95 of the decay, 8 ms. */
	static const struct row rise[] = { { 8, 0, 0.95f * 8 } };
	ranges(CLAMP_SET_TRAIN, &train, sizeof train, rise, 1);
	for (uint8_t x = 0; x < 3; x++) expect(CLAMP_SET_TRAIN, &train, sizeof train, 0, &x, 1, x < 2);
	for (uint8_t x = 0; x < 3; x++) expect(CLAMP_SET_TRAIN, &train, sizeof train, 1, &x, 1, x < 2);
	const struct clamp_set_constant constant = { 1, 2, 3 };
	static const struct row constant_rows[] = { { 0, 0, 1e5f }, { 4, 0, 1e5f }, { 8, 0, 1e5f } };
	ranges(CLAMP_SET_CONSTANT, &constant, sizeof constant, constant_rows, 3);
	const struct clamp_set_command command = { 0, 0, 0, 0, 0, { 0, 0 }, { 0, 0 } };
	static const struct row command_rows[] = { { 0, -1e5f, 1e5f }, { 4, -1e5f, 1e5f }, { 8, 0, 1e7f }, { 12, 0, 1e7f }, { 16, 0, 1e7f },
		{ 20, -1e5f, 1e5f }, { 24, -1e5f, 1e5f }, { 28, 0, 5e4f }, { 32, 0, 5e4f } };
	ranges(CLAMP_SET_COMMAND, &command, sizeof command, command_rows, 9);
	const uint32_t one = 1;
	const uint16_t word = 1;
	expect(CLAMP_SET_OU, &ou, sizeof ou, 36, &one, 4, 0);
	expect(CLAMP_SET_TRAIN, &train, sizeof train, 2, &word, 2, 0);
	expect(CLAMP_SET_TRAIN, &train, sizeof train, 36, &one, 4, 0);
}

/* Each length but the right one is refused with the right one. */
static void each_message_has_one_length(void)
{
	static const struct {
		uint8_t type, length;
	} rows[] = { { 0x02, 96 }, { 0x09, 40 }, { 0x0a, 40 }, { 0x0b, 12 }, { 0x0c, 36 }, { 0x13, 40 }, { 0x04, 8 }, { 0x05, 12 }, { 0x06, 0 },
		{ 0x07, 0 }, { 0x0e, 0 } };
	const uint8_t zeros[97] = { 0 };
	wide_board(100000);
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		for (uint32_t length = 0; length <= sizeof zeros; length++) {
			if (length == rows[k].length) continue;
			CHECK(bench_command(&bench, rows[k].type, zeros, length) == CLAMP_BAD_LENGTH && bench.seen.ack_detail == rows[k].length,
				"type %02x, %u bytes: code %d, detail %d", rows[k].type, length, bench.seen.ack_code, bench.seen.ack_detail);
		}
	}
	CHECK(bench.clamp.state == CLAMP_IDLE && bench.clamp.fault == 0, "none was executed");
	/* Without an answer: HELLO, HEARTBEAT, CHUNK. */
	const uint32_t hellos = bench.seen.hellos;
	for (uint32_t length = 0; length < 20; length++) {
		if (length == 8) continue;
		bench_send(&bench, CLAMP_HELLO, 0, zeros, length);
		bench_send(&bench, CLAMP_HEARTBEAT, 0, zeros, length);
		bench_run(&bench, 5);
	}
	CHECK(bench.seen.hellos == hellos && bench.seen.heartbeats == 0, "answered");
	CHECK(bench_command(&bench, 0x0d, zeros, 0) == CLAMP_UNKNOWN && bench.seen.ack_detail == 0, "unknown");
}

static uint32_t u32(const uint8_t *from)
{
	return (uint32_t) from[0] | (uint32_t) from[1] << 8 | (uint32_t) from[2] << 16 | (uint32_t) from[3] << 24;
}

static float f32(const uint8_t *from)
{
	float x;
	memcpy(&x, from, 4);
	return x;
}

static void hello_describes_the_board(void)
{
	bench_init(&bench, MODEL_PASSIVE, 20000);
	bench.port.clock_hz = 123456;
	bench.port.rx_window = 777;
	bench.port.dac_bits = 16;
	bench.port.adc_bits = 12;
	bench.port.r_bridge_max_mohm = 55.0f;
	bench.port.cal.adc_scale = 0.1f;
	memcpy(bench.port.hash, "12345678", 8);
	bench_boot(&bench);
	bench_hello(&bench);
	const uint8_t *const h = bench.seen.hello;
	CHECK(h[0] == 1 && h[1] == 2 && h[2] == 3 && h[3] == 4, "nonce");
	CHECK((h[4] | h[5] << 8) == bench.clamp.session && bench.clamp.session != 0 && h[6] == 1 && h[7] == 1, "session, version");
	CHECK(memcmp(h + 8, "12345678", 8) == 0 && memcmp(h + 16, "model cell", 11) == 0, "hash, board");
	CHECK(u32(h + 28) == 1 && u32(h + 32) == 20000 && u32(h + 36) == 123456 && u32(h + 40) == BENCH_RING, "capabilities, rates, ring");
	CHECK((h[44] | h[45] << 8) == 254 && (h[46] | h[47] << 8) == 777 && h[48] == 12 && h[49] == 16, "frame, window, bits");
	CHECK(h[50] == CLAMP_IDLE && h[51] == 0 && u32(h + 52) == clamp_crc32c(0, (const uint8_t *) &bench.port.cal, 40), "state, calibration");
	CHECK(f32(h + 56) == 5000.0f && f32(h + 60) == 55.0f && u32(h + 64) == bench.clamp.tick, "limits, tick");
	CHECK(u32(h + 68) == 0x6c63656cu && u32(h + 72) == 0x6d6f6465u, "serial %08x %08x", u32(h + 68), u32(h + 72));
	/* A board that cannot keep a calibration says so, and again when it gets one. */
	bench.port.store = NULL;
	bench_hello(&bench);
	CHECK(u32(bench.seen.hello + 28) == 0, "capability");
	CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &bench.port.cal, 40) == CLAMP_NO_STORE, "not kept");
}

static void another_major_version_is_not_served(void)
{
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench_boot(&bench);
	bench_hello(&bench);
	const uint8_t other[8] = { 9, 9, 9, 9, CLAMP_PROTOCOL_MAJOR + 1, 0, 0, 0 };
	bench.session = 0;
	bench_send(&bench, CLAMP_HELLO, 0, other, 8);
	bench_run(&bench, 5);
	CHECK(bench.seen.hellos == 2 && bench.seen.session == 0 && bench.seen.hello[6] == CLAMP_PROTOCOL_MAJOR, "session 0");
	const uint32_t credits = bench.seen.credits;
	bench_send(&bench, CLAMP_ABORT, 0, NULL, 0);
	bench_run(&bench, 1000);
	CHECK(bench.seen.acks == 0 && bench.clamp.state == CLAMP_IDLE && bench.seen.credits == credits, "nothing is executed or sent");
}

/* A command with a number that was chosen by hand. Returns how many answers came. */
static uint32_t numbered(const uint16_t seq, const uint8_t type, const void *payload, const uint32_t length)
{
	const uint32_t before = bench.seen.acks;
	bench.seq = seq;
	bench_send(&bench, type, 0, payload, length);
	bench_run(&bench, 10);
	return bench.seen.acks - before;
}

static void a_number_is_executed_once(void)
{
	bench_drive_to(&bench, CLAMP_IDLE);
	const struct clamp_config f = bench_config(&bench);
	const struct clamp_set_constant g = { 1, 1, 0 };
	CHECK(numbered(100, CLAMP_CONFIG, &f, sizeof f) == 1 && bench.seen.ack_length == 20 + 96, "CONFIG");
	CHECK((bench.seen.ack[2] | bench.seen.ack[3] << 8) == 100 && bench.seen.ack[0] == CLAMP_CONFIG, "type and number");
	CHECK(u32(bench.seen.ack + 16) == bench.clamp.tick - 9, "tick");
	CHECK(memcmp(bench.seen.ack + 20, &bench.clamp.config, 96) == 0, "the configuration in force");
	const uint32_t crc = bench.clamp.config_crc;
	/* The same type and number again: the same answer, from the first time. */
	struct clamp_config other = f;
	other.ramp_ms = 50;
	CHECK(numbered(100, CLAMP_CONFIG, &other, sizeof other) == 1 && bench.clamp.config_crc == crc && bench.clamp.config.ramp_ms == 10, "repeat");
	/* The same number with another type, and lower numbers: ignored. */
	CHECK(numbered(100, CLAMP_SET_CONSTANT, &g, sizeof g) == 0, "same number");
	CHECK(numbered(99, CLAMP_SET_CONSTANT, &g, sizeof g) == 0 && bench.clamp.config_crc == crc, "late");
	CHECK(numbered(101, CLAMP_SET_CONSTANT, &g, sizeof g) == 1 && bench.clamp.config_crc != crc && bench.seen.ack_length == 20, "next");
	/* The number is compared as a signed difference: 32767 further is newer, 32768 is older. */
	CHECK(numbered(101 + 32768, CLAMP_SET_CONSTANT, &g, sizeof g) == 0, "older");
	CHECK(numbered(101 + 32767, CLAMP_SET_CONSTANT, &g, sizeof g) == 1, "newer");
	/* STOP and ABORT are always executed. */
	CHECK(numbered(101 + 32767 - 5, CLAMP_STOP, NULL, 0) == 1, "STOP");
	CHECK(numbered(101 + 32767 - 9, CLAMP_ABORT, NULL, 0) == 1 && bench.clamp.state == CLAMP_FAULT, "ABORT");
	/* After a HELLO any number is new. */
	bench_hello(&bench);
	CHECK(numbered(1, CLAMP_CLEAR, NULL, 0) == 1 && bench.clamp.state == CLAMP_IDLE, "a new conversation");
	bench_hello(&bench);
	CHECK(numbered(0, CLAMP_CLEAR, NULL, 0) == 1 && bench.seen.ack_code == CLAMP_OK, "number 0");
}

static void sessions_are_new_and_others_are_ignored(void)
{
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench_boot(&bench);
	/* Before any HELLO there is no session, not even 0. */
	bench_send(&bench, CLAMP_ABORT, 0, NULL, 0);
	bench_run(&bench, 100);
	CHECK(bench.clamp.fault == 0 && bench.seen.acks == 0 && bench.seen.notes == 0 && bench.seen.credits == 0, "silent");
	uint16_t last = 0;
	for (int k = 0; k < 3000; k++) {
		bench_hello(&bench);
		CHECK(bench.session != 0 && bench.session != last, "session %d", bench.session);
		last = bench.session;
	}
	bench.session = (uint16_t) (last + 1u);
	bench_send(&bench, CLAMP_ABORT, 0, NULL, 0);
	bench_heartbeat(&bench);
	bench_run(&bench, 100);
	CHECK(bench.clamp.fault == 0 && bench.seen.heartbeats == 0, "another session");
	/* HELLO itself needs none. */
	const uint8_t hello[8] = { 1, 2, 3, 4, CLAMP_PROTOCOL_MAJOR, 0, 0, 0 };
	const uint32_t hellos = bench.seen.hellos;
	bench_send(&bench, CLAMP_HELLO, 0, hello, 8);
	bench_run(&bench, 5);
	CHECK(bench.seen.hellos == hellos + 1, "HELLO");
}

/* The session is 16 bits of a checksum over nonce and count of HELLOs. This finds a nonce that gives a certain one. */
static uint32_t nonce_for(const uint16_t session, const uint16_t hellos)
{
	for (uint32_t nonce = 0;; nonce++) {
		const uint8_t seed[6] = { (uint8_t) nonce, (uint8_t) (nonce >> 8), (uint8_t) (nonce >> 16), 0, (uint8_t) hellos, (uint8_t) (hellos >> 8) };
		if ((uint16_t) clamp_crc32c(0, seed, 6) == session) return nonce;
	}
}

static uint16_t hello_with(const uint32_t nonce)
{
	uint8_t hello[8] = { 0, 0, 0, 0, CLAMP_PROTOCOL_MAJOR, 0, 0, 0 };
	memcpy(hello, &nonce, 4);
	bench_send(&bench, CLAMP_HELLO, 0, hello, 8);
	bench_run(&bench, 5);
	return bench.seen.session;
}

static void a_session_is_neither_zero_nor_the_last_one(void)
{
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench_boot(&bench);
	CHECK(hello_with(nonce_for(0, 1)) == 1, "not 0");
	CHECK(hello_with(nonce_for(1, 2)) == 2, "not the last one");
	CHECK(hello_with(nonce_for(1, 3)) == 1, "the one before the last may come again");
	CHECK(hello_with(nonce_for(65535, 4)) == 65535 && hello_with(nonce_for(65535, 5)) == 1, "after 65535 comes 1");
}

static void a_calibration_is_written_and_read_back(void)
{
	bench_drive_to(&bench, CLAMP_IDLE);
	struct clamp_cal cal = bench.port.cal;
	cal.adc_offset_mv += 3.0f;
	cal.date = 20500;
	CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &cal, 40) == CLAMP_OK && memcmp(&bench.store, &cal, 40) == 0, "kept");
	bench_send(&bench, CLAMP_CAL_READ, 0, NULL, 0);
	bench_run(&bench, 5);
	CHECK(memcmp(bench.seen.cal, &cal, 40) == 0 && u32(bench.seen.cal + 40) == clamp_crc32c(0, (const uint8_t *) &cal, 40), "CAL");
	CHECK(u32(bench.seen.ack + 12) == u32(bench.seen.cal + 40), "its checksum in the answer");
}

/*
 * Each number of a calibration at its ends. The board's own: 0.01 mV a code from -327.68 mV, so that code 32768 is 0 mV, 6 codes a
 * pA, zero 32768 and span 32000 (1 %: 320 codes). The input has 65535 codes (1 %: 655.35, so 6.5535 mV).
 */
static void a_calibration_is_near_that_of_the_board(void)
{
	static const struct {
		uint32_t offset;
		float value;
		int ok;
	} rows[] = { { 4, -327.68f, 1 }, { 4, -327.68f + 6.55f, 1 }, { 4, -327.68f - 6.55f, 1 }, { 4, -327.68f + 6.56f, 0 }, { 4, -327.68f - 6.56f, 0 },
		{ 4, 0, 0 }, { 4, NAN, 0 }, { 4, INFINITY, 0 }, { 8, 3, 1 }, { 8, 2.9999f, 0 }, { 8, 12, 1 }, { 8, 12.0001f, 0 }, { 8, -6, 0 }, { 8, 0, 0 },
		{ 8, NAN, 0 }, { 8, INFINITY, 0 }, { 12, 32768 + 320, 1 }, { 12, 32768 - 320, 1 }, { 12, 32768 + 320.1f, 0 }, { 12, 32768 - 320.1f, 0 },
		{ 12, NAN, 0 }, { 12, INFINITY, 0 }, { 12, 0, 0 } };
	bench_drive_to(&bench, CLAMP_IDLE);
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		struct clamp_cal cal = bench.port.cal;
		memcpy((uint8_t *) &cal + rows[k].offset, &rows[k].value, 4);
		const uint32_t before = bench.clamp.cal_crc;
		CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &cal, 40) == (rows[k].ok ? CLAMP_OK : CLAMP_BAD_CALIBRATION), "row %u: %d", k,
			bench.seen.ack_code);
		CHECK((bench.clamp.cal_crc == before) == !rows[k].ok || k == 0, "row %u: in force", k);
	}
	/* The scale of the input moves its offset too: the code of 0 mV is what stays. */
	static const struct {
		float scale, offset;
		int ok;
	} inputs[] = { { 0.005f, -163.84f, 1 }, { 0.00499f, -163.5f, 0 }, { 0.02f, -655.36f, 1 }, { 0.02001f, -655.7f, 0 }, { 0.02f, -327.68f, 0 },
		{ -0.01f, 327.68f, 0 }, { -0.01f, -327.68f, 0 }, { 0, -327.68f, 0 }, { NAN, -327.68f, 0 }, { INFINITY, -327.68f, 0 } };
	for (uint32_t k = 0; k < sizeof inputs / sizeof inputs[0]; k++) {
		struct clamp_cal cal = bench.port.cal;
		cal.adc_scale = inputs[k].scale;
		cal.adc_offset_mv = inputs[k].offset;
		CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &cal, 40) == (inputs[k].ok ? CLAMP_OK : CLAMP_BAD_CALIBRATION), "input %u: %d", k,
			bench.seen.ack_code);
	}
	/* Many small steps lead no further: each is measured against flash, not against the last one. */
	struct clamp_cal cal = bench.port.cal;
	cal.dac_scale = 9.0f;
	CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &cal, 40) == CLAMP_OK, "half as much again");
	cal.dac_scale = 13.5f;
	CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &cal, 40) == CLAMP_BAD_CALIBRATION && bench.clamp.dac_scale == 9.0f, "and again");
}

/* The board's own scaling and a kept one have ranges too: 10^-5 to 100 mV a code, 10^-3 to 1000 codes a pA, 10^4 mV. */
static void a_board_has_a_scaling_that_can_be(void)
{
	static const struct {
		float in, offset, out;
		int ok;
	} rows[] = { { 1e-5f, 0, 6, 1 }, { -1e-5f, 0, 6, 1 }, { 0.99e-5f, 0, 6, 0 }, { 100, 0, 6, 1 }, { -100, 0, 6, 1 }, { 100.001f, 0, 6, 0 },
		{ 0, 0, 6, 0 }, { NAN, 0, 6, 0 }, { 1, 10000, 6, 1 }, { 1, -10000, 6, 1 }, { 1, 10001, 6, 0 }, { 1, -10001, 6, 0 }, { 1, 0, 1e-3f, 1 },
		{ 1, 0, -1e-3f, 1 }, { 1, 0, 0.99e-3f, 0 }, { 1, 0, 1000, 1 }, { 1, 0, -1000, 1 }, { 1, 0, 1000.1f, 0 }, { 1, 0, NAN, 0 } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		bench_init(&bench, MODEL_PASSIVE, 10000);
		bench.port.cal.adc_scale = rows[k].in;
		bench.port.cal.adc_offset_mv = rows[k].offset;
		bench.port.cal.dac_scale = rows[k].out;
		bench.port.nominal = bench.port.cal;
		CHECK((clamp_init(&bench.clamp, &bench.port) == 0) == rows[k].ok, "row %u", k);
	}
	/* The end of the range for 0 mV itself: 1 % of 255 codes of 1 mV. */
	for (int k = 0; k < 2; k++) {
		bench_init(&bench, MODEL_PASSIVE, 10000);
		bench.port.adc_bits = 8;
		bench.port.cal.adc_scale = 1.0f;
		bench.port.cal.adc_offset_mv = 0.0f;
		bench.port.nominal = bench.port.cal;
		bench.port.cal.adc_offset_mv = k ? nextafterf(0.01f * 255.0f, INFINITY) : 0.01f * 255.0f;
		CHECK((clamp_init(&bench.clamp, &bench.port) == 0) == !k, "end of the range, %d", k);
	}
	/* One that is kept from before is measured against flash as well. */
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench.port.cal.dac_scale = 12.1f;
	CHECK(clamp_init(&bench.clamp, &bench.port) != 0, "kept, too far");
	bench.port.cal.dac_scale = 11.9f;
	CHECK(clamp_init(&bench.clamp, &bench.port) == 0, "kept");
	bench.port.cal.serial++;
	CHECK(clamp_init(&bench.clamp, &bench.port) != 0, "kept, of another rig");
}

/* The same kind of board, the same scaling, another rig: CAL_WRITE is refused, and so is ARM with the other's checksum. */
static void a_calibration_belongs_to_one_rig(void)
{
	bench_drive_to(&bench, CLAMP_IDLE);
	const struct clamp_cal own = bench.port.cal;
	struct clamp_cal other = own;
	other.serial ^= (uint64_t) 1 << 63;
	const uint32_t before = bench.clamp.cal_crc;
	CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &other, 40) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 32, "of another rig");
	other.serial = 0;
	CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &other, 40) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 32, "of none");
	CHECK(bench.clamp.cal_crc == before && bench.stored == 0, "nothing is in force or kept");
	CHECK(clamp_crc32c(0, (const uint8_t *) &own, 40) != clamp_crc32c(0, (const uint8_t *) &other, 40), "the checksum contains the rig");
	const struct clamp_config f = bench_config(&bench);
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const uint32_t crcs[2] = { clamp_crc32c(0, (const uint8_t *) &other, 40), bench.seen.config_crc };
	CHECK(bench_command(&bench, CLAMP_ARM, crcs, 8) == CLAMP_BAD_CALIBRATION && bench.seen.ack_detail == 0, "ARM");
	CHECK(bench_arm(&bench) == CLAMP_OK, "its own");
	/* A board without a number talks, and takes its own calibration, but is never armed. */
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench.port.serial = bench.port.cal.serial = 0;
	bench_boot(&bench);
	bench_hello(&bench);
	CHECK(u32(bench.seen.hello + 68) == 0 && u32(bench.seen.hello + 72) == 0, "0");
	CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &bench.port.cal, 40) == CLAMP_OK, "CAL_WRITE");
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	CHECK(bench_arm(&bench) == CLAMP_BAD_CALIBRATION && bench.seen.ack_detail == 32 && bench.clamp.state == CLAMP_CONFIGURED, "no rig");
	CHECK(bench_start(&bench, 0, 0, 0) == CLAMP_BAD_STATE && bench.worst_pa == 0.0, "no current");
}

/* At 1000 Hz nine tenths of a tick are 900 us. Costs in us: 400, stream 100, NMDA 150, OU 401, train 250, command 501. */
static void what_the_board_has_no_time_for_is_refused(void)
{
	static const struct clamp_costs costs = { 400000, 100000, 150000, 400001, 250000, 500001 };
	bench_init(&bench, MODEL_PASSIVE, 1000);
	bench.port.costs = costs;
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	const struct clamp_set_ou ou = { 12, 3, 2.7f, 57, 6.6f, 10.5f, 0, 1, 2, 0 };
	const struct clamp_set_command command = { 1, 0, 0, 0, 0, { 0, 0 }, { 0, 0 } };
	const struct clamp_set_constant g_n = { 0, 0, 1 };
	struct clamp_set_train train = any_train();
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "400 us");
	CHECK(bench_command(&bench, CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_OK, "801 us");
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &g_n, sizeof g_n) == CLAMP_TOO_SLOW && bench.seen.ack_detail == 950, "951 us");
	CHECK(bench.clamp.constant[CLAMP_GN] == 0.0f && bench.clamp.sources == CLAMP_SOURCE_OU, "nothing of it is in force");
	const struct clamp_set_constant no_g_n = { 1, 1, 0 };
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &no_g_n, sizeof no_g_n) == CLAMP_OK && bench.clamp.sources == CLAMP_SOURCE_OU, "801 us");
	const uint32_t crc = bench.seen.config_crc;
	CHECK(bench_command(&bench, CLAMP_SET_COMMAND, &command, sizeof command) == CLAMP_TOO_SLOW && bench.seen.ack_detail == 1300, "1300 us");
	CHECK(bench.seen.config_crc == crc && bench.clamp.command.dc_pa == 0.0f, "nor of this");
	CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &train, sizeof train) == CLAMP_TOO_SLOW && bench.seen.ack_detail == 1050, "1050 us");
	CHECK(bench.clamp.sources == CLAMP_SOURCE_OU && bench.seen.config_crc == crc, "nor of that");
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "anew");
	CHECK(bench_command(&bench, CLAMP_SET_COMMAND, &command, sizeof command) == CLAMP_TOO_SLOW && bench.seen.ack_detail == 900, "900.001 us");
	CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &train, sizeof train) == CLAMP_OK, "650 us");
	CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &train, sizeof train) == CLAMP_OK, "the same train counts once");
	train.target = 0;
	CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &train, sizeof train) == CLAMP_OK, "900 us, all there is");
	CHECK(bench_command(&bench, CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_TOO_SLOW && bench.seen.ack_detail == 1300, "1300 us");
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &g_n, sizeof g_n) == CLAMP_TOO_SLOW && bench.seen.ack_detail == 1050, "1050 us");
	f.stream_hz = 1000;
	f.stream_mask = CLAMP_MASK_ALL;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "650 us");
	CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &train, sizeof train) == CLAMP_OK, "900 us");
	/* What CONFIG refuses leaves the last configuration as it was. */
	bench.port.costs.stream = 400000;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_TOO_SLOW && bench.seen.ack_detail == 950, "950 us");
	CHECK(bench.clamp.state == CLAMP_CONFIGURED && (bench.clamp.sources & CLAMP_SOURCE_TRAIN_E), "as it was");
	bench.port.costs.stream = UINT32_MAX;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_TOO_SLOW && bench.seen.ack_detail == 65535, "the answer has 16 bits");
	bench.port.costs.stream = 65534999u - 550000u;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_TOO_SLOW && bench.seen.ack_detail == 65534, "65534 us");
}

/* The hard limit: 5000 pA in flash, and 32000 codes around the nominal zero, whatever the calibration says. */
static void the_hard_limit_is_the_lower_of_two(void)
{
	static const struct {
		float scale, zero;
		double span, pa;
	} rows[] = {
		{ 6.0f, 32768, 30001, 5000 }, /* 5000 pA are 30000 codes */
		{ -6.0f, 32768, 30001, 5000 },
		{ 10.0f, 32768, 32000, 3199.9 }, /* 50000 codes are too many */
		{ -10.0f, 32768, 32000, 3199.9 },
		{ 10.0f, 32768 + 300, 31700, 3169.9 }, /* the span is that around the nominal zero */
		{ 10.0f, 32768 - 300, 31700, 3169.9 },
		{ 6.4f, 32768, 32000, 31999.0 / 6.4 },
		{ 0.0259999987f, 32768, 131, 5000 }, /* 130 codes are 5000.0005 pA by rounding: still no more than 5000 */
	};
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		bench_init(&bench, MODEL_PASSIVE, 10000);
		bench.port.cal.dac_scale = rows[k].scale;
		bench.port.cal.dac_zero = rows[k].zero;
		bench_boot(&bench);
		bench_hello(&bench);
		CHECK(bench.clamp.code_span == rows[k].span, "row %u: %u codes", k, bench.clamp.code_span);
		bench_hello(&bench);
		CHECK(fabs((double) f32(bench.seen.hello + 56) - rows[k].pa) < 0.01, "row %u: %g pA", k, (double) f32(bench.seen.hello + 56));
		CHECK(f32(bench.seen.hello + 56) <= 5000.0f, "row %u: above the limit in flash", k);
		/* No configuration goes above it. */
		struct clamp_config f = bench_config(&bench);
		f.i_max_pa = f32(bench.seen.hello + 56);
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "i_max_hw");
		f.i_max_pa = nextafterf(f.i_max_pa, INFINITY);
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 44, "above i_max_hw");
	}
}

/* What ARM allows, in nS: half of 1000 / (e + latency / C), by hand. R_res 10 MOhm, latency 20 us, C 100 pF. */
static void the_stability_limit_is_that_of_the_specification(void)
{
	static const struct {
		float tau, bridge;
		int allowed;
	} rows[] = {
		{ 0, 0, 49 }, /* e = 10: 500 / 10.2 */
		{ 50, 0, 142 }, /* e = 10 (1 - exp(-0.4)) = 3.297: 500 / 3.497 */
		{ 0, 4, 80 }, /* e = 6: 500 / 6.2 */
		{ 0, 10, 2499 }, /* e = 0, up to rounding: 500 / 0.2 */
		{ 0, 15, 96 }, /* e = 5: too much is as bad as too little: 500 / 5.2 */
		{ 50, 8, 101 }, /* early |3.297 - 8| = 4.703, final 2: 500 / 4.903 */
		{ 50, 2, 60 }, /* early 1.297, final 8: 500 / 8.2 */
		{ 50, 14, 45 }, /* early 10.703, final 4: 500 / 10.903 */
		{ 50, 1, 54 }, /* early 2.297, final 9: 500 / 9.2 */
	};
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		bench_init(&bench, MODEL_PASSIVE, 50000);
		bench_boot(&bench);
		bench_hello(&bench);
		struct clamp_config f = bench_config(&bench);
		f.r_res_mohm = 10.0f;
		f.tau_e_us = rows[k].tau;
		f.r_bridge_mohm = rows[k].bridge;
		f.latency_us = 20.0f;
		f.g_peak_ns = 1e5f;
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
		CHECK(bench_arm(&bench) == CLAMP_UNSTABLE && abs(bench.seen.ack_detail - rows[k].allowed) <= (rows[k].allowed > 1000), "row %u: %d nS",
			k, bench.seen.ack_detail);
		CHECK(bench.clamp.state == CLAMP_CONFIGURED, "armed");
		f.g_peak_ns = (float) rows[k].allowed - 1.0f;
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK && bench_arm(&bench) == CLAMP_OK, "row %u: below", k);
	}
	/* A time constant of 1 us: e = 10 (1 - exp(-2.5)) = 9.179, 500 / (9.179 + 0.025). */
	bench_init(&bench, MODEL_PASSIVE, 400000);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config quick = bench_config(&bench);
	quick.r_res_mohm = 10.0f;
	quick.tau_e_us = 1.0f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &quick, sizeof quick) == CLAMP_OK && bench_arm(&bench) == CLAMP_UNSTABLE
		&& bench.seen.ack_detail == 54, "%d nS", bench.seen.ack_detail);
	/* The answer has 16 bits. */
	bench_init(&bench, MODEL_PASSIVE, 400000);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	f.latency_us = 2.5f;
	f.c_pf = 1e5f;
	f.g_peak_ns = 1e6f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK && bench_arm(&bench) == CLAMP_OK, "20 000 000 nS are allowed");
	CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
	f.r_res_mohm = 0.007f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK && bench_arm(&bench) == CLAMP_UNSTABLE
		&& bench.seen.ack_detail == 65535, "71 174 nS: %d", bench.seen.ack_detail);
}

/* The peak asked for may be exactly what is allowed: 1000 / (2 * 10 MOhm). */
static void the_stability_limit_itself_is_allowed(void)
{
	bench_drive_to(&bench, CLAMP_IDLE);
	struct clamp_config f = bench_config(&bench);
	f.latency_us = 100.0f;
	f.c_pf = 10.0f;
	f.g_peak_ns = 50.0f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK && bench_arm(&bench) == CLAMP_OK, "50 nS");
}

static void start_has_conditions(void)
{
	bench_drive_to(&bench, CLAMP_ARMED);
	CHECK(bench_start(&bench, 0, 0, 3) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 8, "when");
	/* At a tick: the next one is possible, this one is not. The frame is read between two ticks. */
	const uint32_t now = bench.clamp.tick;
	CHECK(bench_start(&bench, now + 1, 0, CLAMP_START_AT_TICK) == CLAMP_TOO_LATE, "the tick in which it is read");
	CHECK(bench_start(&bench, bench.clamp.tick + 2, 0, CLAMP_START_AT_TICK) == CLAMP_OK, "the one after it");
	bench_run(&bench, 5);
	CHECK(bench.clamp.state == CLAMP_RUNNING && bench.seen.begin_tick == now + 3, "began %u", bench.seen.begin_tick - now);
	/* One START for each ARM, also while the first one waits. */
	bench_drive_to(&bench, CLAMP_ARMED);
	CHECK(bench_start(&bench, bench.clamp.tick + 1000, 0, CLAMP_START_AT_TICK) == CLAMP_OK, "START");
	CHECK(bench_start(&bench, 0, 0, 0) == CLAMP_BAD_STATE && bench.seen.ack_detail == CLAMP_ARMED, "a second START");
	bench_run(&bench, 100);
	CHECK(bench.clamp.state == CLAMP_ARMED, "the first one counts");
	/* A stream needs two samples. */
	for (uint32_t n = 0; n < 4; n++) {
		bench_drive_to(&bench, CLAMP_IDLE);
		struct clamp_config f = bench_config(&bench);
		f.stream_hz = 1000;
		f.stream_mask = CLAMP_MASK_GE;
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK && bench_arm(&bench) == CLAMP_OK, "ARM");
		const uint16_t samples[3] = { 0, 0, 0 };
		bench_chunk(&bench, 0, n, CLAMP_MASK_GE, 0, samples);
		CHECK(bench_start(&bench, 0, 0, 0) == (n < 2 ? CLAMP_NOT_FILLED : CLAMP_OK), "%u samples", n);
	}
	/* An input that forbids a current, also one that came after ARM and before the next tick. */
	static const uint32_t inputs[] = { CLAMP_IN_INHIBIT, CLAMP_IN_LINK_DOWN, CLAMP_IN_ADC_LATE };
	for (int k = 0; k < 3; k++) {
		bench_drive_to(&bench, CLAMP_ARMED);
		bench.clamp.inputs = inputs[k];
		const uint8_t start[12] = { 0 };
		bench_send(&bench, CLAMP_START, 0, start, 12);
		bench_poll(&bench);
		CHECK(bench.seen.ack_code == CLAMP_INHIBITED && bench.seen.ack_detail == 1 << k && !bench.clamp.pending, "input %d", k);
	}
}

/* ARM and CLEAR under each input. */
static void inputs_are_named_in_answers(void)
{
	static const uint32_t inputs[] = { CLAMP_IN_INHIBIT, CLAMP_IN_LINK_DOWN, CLAMP_IN_ADC_LATE };
	for (int k = 0; k < 3; k++) {
		bench_drive_to(&bench, CLAMP_CONFIGURED);
		bench.model.inputs = inputs[k];
		bench_run(&bench, 2);
		CHECK(bench_arm(&bench) == CLAMP_INHIBITED && bench.seen.ack_detail == 1 << k, "ARM, input %d", k);
		CHECK(bench_command(&bench, CLAMP_CLEAR, NULL, 0) == CLAMP_INHIBITED && bench.seen.ack_detail == 1 << k, "CLEAR, input %d", k);
	}
	bench_drive_to(&bench, CLAMP_CONFIGURED);
	bench.model.inputs = CLAMP_IN_TRIGGER;
	bench_run(&bench, 2);
	CHECK(bench_arm(&bench) == CLAMP_OK, "the trigger forbids nothing");
}

/* The checksum of ARM is that of six checksums, each over the payload last accepted, or 0. */
static void each_part_has_its_place_in_the_checksum(void)
{
	bench_drive_to(&bench, CLAMP_IDLE);
	const struct clamp_config f = bench_config(&bench);
	const struct clamp_set_ou ou = { 12, 3, 2.7f, 57, 6.6f, 10.5f, 0, 1, 2, 0 };
	struct clamp_set_train e = any_train();
	e.target = 0;
	const struct clamp_set_train i = any_train();
	const struct clamp_set_constant constant = { 1, 2, 3 };
	const struct clamp_set_command command = { 5, 0, 0, 0, 0, { 0, 0 }, { 0, 0 } };
	const struct {
		uint8_t type;
		const void *payload;
		uint32_t length;
	} parts[6] = { { 0x02, &f, 96 }, { 0x09, &ou, 40 }, { 0x0a, &e, 40 }, { 0x0a, &i, 40 }, { 0x0b, &constant, 12 }, { 0x0c, &command, 36 } };
	uint32_t crcs[6] = { 0 };
	for (int k = 0; k < 6; k++) {
		crcs[k] = clamp_crc32c(0, parts[k].payload, parts[k].length);
		const uint32_t crc = clamp_crc32c(0, (const uint8_t *) crcs, 24);
		for (int repeat = 0; repeat < 2; repeat++) {
			CHECK(bench_command(&bench, parts[k].type, parts[k].payload, parts[k].length) == CLAMP_OK && bench.seen.config_crc == crc, "part %d", k);
			if (k == 0) break;
		}
	}
	/* A new CONFIG drops them all. */
	memset(crcs + 1, 0, 20);
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, 96) == CLAMP_OK && bench.seen.config_crc == clamp_crc32c(0, (const uint8_t *) crcs, 24), "CONFIG");
	CHECK(bench.clamp.sources == 0 && bench.clamp.constant[0] == 0.0f && bench.clamp.constant[2] == 0.0f, "sources are dropped");
}

static void credit_comes_every_five_milliseconds_with_all_counts(void)
{
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench_boot(&bench);
	struct clamp_config f = bench_config(&bench);
	f.stream_hz = 1000;
	f.stream_mask = CLAMP_MASK_GE;
	f.telem_decim = 0;
	bench_hello(&bench);
	const uint32_t before = bench.seen.credits;
	bench_run(&bench, 5000);
	CHECK(bench.seen.credits - before == 100, "%u CREDITs in 500 ms", bench.seen.credits - before);
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const uint16_t samples[20] = { 0 };
	bench_chunk(&bench, 0, 20, CLAMP_MASK_GE, 0, samples);
	bench_chunk(&bench, 21, 5, CLAMP_MASK_GE, 0, samples); /* a gap */
	bench.to_device.bytes[bench.to_device.in++ % BENCH_PIPE] = 7; /* a bad frame */
	bench.to_device.bytes[bench.to_device.in++ % BENCH_PIPE] = 0;
	bench_run(&bench, 60);
	CHECK(bench.seen.contiguous == 20 && bench.seen.consumed == 0 && bench.seen.free == BENCH_RING - 20, "stream");
	CHECK(bench.seen.gaps == 1 && bench.seen.bad_frames == 1 && bench.seen.overruns == 0 && bench.seen.underruns == 0, "counts");
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run_alive(&bench, 230);
	clamp_overrun(&bench.clamp);
	bench_run(&bench, 60);
	CHECK(bench.seen.underruns == 1 && bench.seen.overruns == 1 && bench.seen.consumed == 19, "%u underruns, %d overruns, %u consumed",
		bench.seen.underruns, bench.seen.overruns, bench.seen.consumed);
	CHECK(bench.seen.fault == CLAMP_FAULT_UNDERRUN && bench.clamp.tick - bench.seen.credit_tick < 55, "state and tick");
	/* Counts stay at their maximum; a HELLO sets them to 0. */
	bench.clamp.receiver.errors = 70000;
	bench.clamp.overruns = 70000;
	bench_run(&bench, 60);
	CHECK(bench.seen.bad_frames == 65535 && bench.seen.overruns == 65535, "maximum");
	bench.clamp.receiver.errors = 65534;
	bench.clamp.overruns = 65535;
	bench.clamp.gaps = 65535;
	bench_run(&bench, 60);
	CHECK(bench.seen.bad_frames == 65534 && bench.seen.overruns == 65535 && bench.seen.gaps == 65535, "just below");
	bench_hello(&bench);
	bench_run(&bench, 60);
	CHECK(bench.seen.bad_frames == 0 && bench.seen.gaps == 0 && bench.seen.underruns == 0, "after HELLO");
}

static void a_heartbeat_is_answered_with_three_times(void)
{
	bench_drive_to(&bench, CLAMP_IDLE);
	const uint8_t host[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	bench.clock_ahead = 1000000;
	bench_send(&bench, CLAMP_HEARTBEAT, 0, host, 8);
	bench_run(&bench, 1);
	CHECK(bench.seen.heartbeats == 1 && memcmp(bench.seen.heartbeat, host, 8) == 0, "host time");
	CHECK(u32(bench.seen.heartbeat + 8) == bench.model.ticks + 1000000 && u32(bench.seen.heartbeat + 16) == bench.model.ticks + 1000000, "clock");
	CHECK(u32(bench.seen.heartbeat + 24) == bench.clamp.tick && bench.clamp.heartbeat_tick == bench.clamp.tick, "tick");
}

/* Event 42 with its text; the texts are for people, but each fault has one. */
static void events_have_code_tick_value_and_text(void)
{
	for (uint8_t fault = 1; fault < CLAMP_FAULTS; fault++) {
		bench_drive_to(&bench, CLAMP_IDLE);
		bench_run(&bench, 5);
		clamp_raise_fault(&bench.clamp, fault, 2.5f);
		const uint32_t tick = bench.clamp.tick;
		bench_run(&bench, 5);
		CHECK(bench.seen.note_is_fault == 1 && bench.seen.note_code == fault && bench.seen.note_tick == tick, "fault %d", fault);
		CHECK(bench.seen.note_value == 2.5f && bench.seen.note_text[0] && bench.seen.note_state == CLAMP_FAULT, "fault %d: text", fault);
	}
	CHECK(strcmp(bench.seen.note_text, "V does not answer") == 0, "the last one");
	/* Events that are no faults have none. */
	bench_drive_to(&bench, CLAMP_IDLE);
	bench.model.inputs = CLAMP_IN_TRIGGER;
	bench_run(&bench, 5);
	CHECK(!bench.seen.note_is_fault && bench.seen.note_code == CLAMP_NOTE_RISE && !bench.seen.note_text[0], "rise");
}

/* Eight places, one of them always empty: seven events are kept, later ones are lost, and sending goes on in order. */
static void a_full_queue_keeps_the_oldest_events(void)
{
	bench_drive_to(&bench, CLAMP_IDLE);
	bench_run(&bench, 5);
	bench.deaf = 1;
	bench_run(&bench, 300); /* CREDIT fills the outbox */
	const uint32_t before = bench.seen.notes;
	for (int k = 0; k < 20; k++) {
		bench.model.inputs ^= CLAMP_IN_TRIGGER;
		bench_run(&bench, 1);
	}
	bench.deaf = 0;
	bench_run(&bench, 50);
	CHECK(bench.seen.notes - before == 7 && bench.seen.note_count[0][CLAMP_NOTE_RISE] == 4, "%u events", bench.seen.notes - before);
	bench.model.inputs ^= CLAMP_IN_TRIGGER;
	bench_run(&bench, 5);
	CHECK(bench.seen.notes - before == 8, "goes on");
}

/* A line that takes a few bytes at a time changes nothing; one that takes none stops the device from reading. */
static void the_device_reads_only_what_it_has_answered(void)
{
	bench_drive_to(&bench, CLAMP_IDLE);
	bench.send_max = 3;
	const uint32_t acks = bench.seen.acks;
	for (int k = 0; k < 5; k++) bench_send(&bench, CLAMP_CLEAR, 0, NULL, 0);
	bench_run(&bench, 400);
	CHECK(bench.seen.acks == acks + 5, "%u answers", bench.seen.acks - acks);
	bench.send_max = 0;
	bench_run(&bench, 300);
	bench.deaf = 1;
	bench_send(&bench, CLAMP_CLEAR, 0, NULL, 0);
	bench_send(&bench, CLAMP_ABORT, 0, NULL, 0);
	bench_run(&bench, 20);
	CHECK(bench.clamp.fault == 0, "a second command was executed before the answer to the first had left");
	bench.deaf = 0;
	bench_run(&bench, 20);
	CHECK(bench.clamp.fault == CLAMP_FAULT_ABORT && bench.seen.acks == acks + 7, "goes on");
	/* One frame in each poll, even if more lie there. */
	for (int k = 0; k < 3; k++) bench_send(&bench, CLAMP_STOP, 0, NULL, 0);
	bench_poll(&bench);
	CHECK(bench.seen.acks == acks + 8, "one command in a poll");
}

/* With a port that says when it must not be interrupted: everything that the loop also uses is read under the lock. */
static void the_lock_is_taken(void)
{
	bench_drive_to(&bench, CLAMP_IDLE);
	const uint32_t idle = bench.locks;
	bench_poll(&bench);
	CHECK(bench.locks - idle >= 2, "poll");
}

static void a_repeated_chunk_is_harmless(void)
{
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench.port.ring_samples = 16;
	bench_boot(&bench);
	struct clamp_config f = bench_config(&bench);
	f.stream_hz = 1000;
	f.stream_mask = CLAMP_MASK_GI | CLAMP_MASK_I;
	bench_hello(&bench);
	const uint16_t samples[2 * 20] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
		31, 32, 33, 34, 35, 36, 37, 38, 39, 40 };
	/* Not in this state. */
	bench_chunk(&bench, 0, 4, 10, 0, samples);
	bench_run(&bench, 5);
	CHECK(bench.clamp.contiguous == 0 && bench.clamp.gaps == 0, "IDLE");
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	static const struct {
		uint32_t first, n;
		uint8_t mask, flags;
		uint32_t contiguous, gaps, end;
	} rows[] = {
		{ 0, 4, 2, 0, 0, 0, CLAMP_NO_END }, /* another mask */
		{ 0, 4, 10, 0, 4, 0, CLAMP_NO_END },
		{ 0, 4, 2, 0, 4, 0, CLAMP_NO_END }, /* another mask, but no gap */
		{ 0, 4, 10, 0, 4, 0, CLAMP_NO_END }, /* the same again */
		{ 5, 2, 10, 0, 4, 1, CLAMP_NO_END }, /* beyond */
		{ 2, 4, 10, 0, 6, 1, CLAMP_NO_END }, /* overlaps */
		{ 6, 0, 10, 0, 6, 1, CLAMP_NO_END }, /* empty */
		{ 6, 1, 10, 0, 7, 1, CLAMP_NO_END },
		{ 0, 20, 10, CLAMP_FLAG_LAST, 16, 1, CLAMP_NO_END }, /* no room for all: the end is not reached */
		{ 16, 1, 10, CLAMP_FLAG_LAST, 16, 1, CLAMP_NO_END },
		{ 10, 6, 10, CLAMP_FLAG_LAST, 16, 1, 16 }, /* all known: now the end is */
		{ 16, 1, 10, 0, 16, 1, 16 }, /* nothing follows it */
		{ 17, 1, 10, 0, 16, 2, 16 },
	};
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		bench_chunk(&bench, rows[k].first, rows[k].n, rows[k].mask, rows[k].flags, samples);
		bench_run(&bench, 2);
		CHECK(bench.clamp.contiguous == rows[k].contiguous && bench.clamp.gaps == rows[k].gaps && bench.clamp.end_index == rows[k].end,
			"row %u: %u samples, %u gaps, end %u", k, bench.clamp.contiguous, bench.clamp.gaps, bench.clamp.end_index);
	}
	/* Values are where they belong: sample 4 came with the overlapping chunk, as its third. */
	CHECK(bench.ring[0][CLAMP_GI] == 1 && bench.ring[0][CLAMP_I] == 2 && bench.ring[4][CLAMP_GI] == 5 && bench.ring[6][CLAMP_I] == 2, "values");
	CHECK(bench.ring[0][CLAMP_GE] == 0 && bench.ring[0][CLAMP_GN] == 0, "other channels");
	/* What is streamed stays while the rest of the configuration is sent, and after a STOP that stops nothing. */
	const struct clamp_set_constant constant = { 1, 1, 0 };
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &constant, sizeof constant) == CLAMP_OK && bench.clamp.contiguous == 16, "SET_CONSTANT");
	CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK && bench.clamp.contiguous == 16, "STOP");
	/* Nothing follows the end, also where there is room. */
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK && bench.clamp.contiguous == 0, "CONFIG");
	bench_chunk(&bench, 0, 4, 10, CLAMP_FLAG_LAST, samples);
	bench_chunk(&bench, 4, 2, 10, CLAMP_FLAG_LAST, samples);
	bench_run(&bench, 5);
	CHECK(bench.clamp.contiguous == 4 && bench.clamp.end_index == 4, "behind the end");
	/* An empty one may say that the stream ends; one without even a header says nothing, whatever lies behind it. */
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	bench_chunk(&bench, 0, 4, 10, 0, samples);
	bench_chunk(&bench, 4, 0, 10, CLAMP_FLAG_LAST, samples);
	bench_run(&bench, 5);
	CHECK(bench.clamp.contiguous == 4 && bench.clamp.end_index == 4, "an empty end");
	const uint8_t half[4] = { 100, 0, 0, 0 };
	const uint16_t gaps = bench.clamp.gaps;
	bench_send(&bench, CLAMP_CHUNK, 0, half, 4);
	bench_run(&bench, 5);
	CHECK(bench.clamp.gaps == gaps, "no chunk, no gap");
	/* A chunk of a wrong length is none. */
	const uint8_t bytes[40] = { 0, 0, 0, 0, 4, 10, 0, 0 };
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK && bench.clamp.contiguous == 0, "CONFIG");
	for (uint32_t length = 0; length < 40; length++) {
		bench_send(&bench, CLAMP_CHUNK, 0, bytes, length);
		bench_run(&bench, 2);
		CHECK(bench.clamp.contiguous == (length < 24 ? 0u : 4u), "%u bytes: %u samples", length, bench.clamp.contiguous);
	}
	/* A device that streams nothing takes nothing. */
	f.stream_hz = 0;
	f.stream_mask = 0;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	bench_chunk(&bench, 0, 4, 0, CLAMP_FLAG_LAST, samples);
	bench_chunk(&bench, 0, 4, 10, CLAMP_FLAG_LAST, samples);
	bench_run(&bench, 5);
	CHECK(bench.clamp.contiguous == 0 && bench.clamp.end_index == CLAMP_NO_END, "no stream");
	/* The count of gaps stays at its maximum. */
	bench.clamp.gaps = 65534;
	for (int k = 0; k < 3; k++) {
		bench_chunk(&bench, 9, 1, 10, 0, samples);
		bench_run(&bench, 2);
		CHECK(bench.clamp.gaps == 65535, "%d gaps", bench.clamp.gaps);
	}
}

static int unlocks;

/* Between the two halves of a CHUNK: the inhibit input, or the end of a run. */
static void inhibit(struct bench *b)
{
	if (++unlocks != 2) return; /* of watch_loop, and of the first half */
	b->model.inputs = CLAMP_IN_INHIBIT;
	clamp_tick(&b->clamp);
}

static void end_of_run(struct bench *b)
{
	if (++unlocks != 2) return;
	for (int k = 0; k < 100; k++) clamp_tick(&b->clamp);
}

/* The loop goes on while a CHUNK is copied. Where the stream has ended meanwhile, its samples are not those of the next. */
static void a_chunk_that_outlives_its_stream_is_dropped(void)
{
	for (int ends = 0; ends < 2; ends++) {
		bench_init(&bench, MODEL_PASSIVE, 10000);
		bench_boot(&bench);
		bench_hello(&bench);
		struct clamp_config f = bench_config(&bench);
		f.stream_hz = 10000;
		f.stream_mask = CLAMP_MASK_GE;
		f.ramp_ms = 1;
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
		const uint16_t samples[100] = { 0 };
		if (ends) {
			bench_chunk(&bench, 0, 100, CLAMP_MASK_GE, 0, samples);
			bench_run(&bench, 2);
		}
		CHECK(bench_arm(&bench) == CLAMP_OK, "ARM");
		if (ends) CHECK(bench_start(&bench, 0, 20, 0) == CLAMP_OK, "START");
		bench_run(&bench, 5);
		bench_chunk(&bench, ends ? 100 : 0, 10, CLAMP_MASK_GE, 0, samples);
		unlocks = 0;
		bench.after_unlock = ends ? end_of_run : inhibit;
		bench_poll(&bench);
		bench.after_unlock = NULL;
		CHECK(unlocks > 2 && bench.clamp.state == (ends ? CLAMP_CONFIGURED : CLAMP_FAULT), "%s", bench_states[bench.clamp.state]);
		CHECK(bench.clamp.contiguous == 0 && bench.clamp.end_index == CLAMP_NO_END, "%u samples of the stream before", bench.clamp.contiguous);
	}
}

static void channels_not_streamed_have_scale_zero_in_the_answer(void)
{
	for (uint8_t mask = 1; mask < 16; mask++) {
		wide_board(100000);
		struct clamp_config f = wide_config();
		f.stream_hz = 1000;
		f.stream_mask = mask;
		for (int k = 0; k < 4; k++) f.scale[k] = 0.5f;
		f.e_e_mv = 11.0f;
		CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
		for (int k = 0; k < 4; k++) CHECK(f32(bench.seen.ack + 20 + 8 + 4 * k) == (mask & 1 << k ? 0.5f : 0.0f), "mask %d, channel %d", mask, k);
		CHECK(memcmp(bench.seen.ack + 20 + 24, &f.e_e_mv, 96 - 24) == 0 && memcmp(bench.seen.ack + 20, &f, 8) == 0, "all else as sent");
	}
}

int main(void)
{
	each_number_of_config_has_its_range();
	the_rate_of_the_stream_divides_that_of_the_loop();
	the_window_lies_inside_the_converter();
	each_number_of_the_sources_has_its_range();
	each_message_has_one_length();
	hello_describes_the_board();
	another_major_version_is_not_served();
	a_number_is_executed_once();
	sessions_are_new_and_others_are_ignored();
	a_session_is_neither_zero_nor_the_last_one();
	a_calibration_is_written_and_read_back();
	a_calibration_is_near_that_of_the_board();
	a_board_has_a_scaling_that_can_be();
	a_calibration_belongs_to_one_rig();
	what_the_board_has_no_time_for_is_refused();
	the_hard_limit_is_the_lower_of_two();
	the_stability_limit_is_that_of_the_specification();
	the_stability_limit_itself_is_allowed();
	start_has_conditions();
	inputs_are_named_in_answers();
	each_part_has_its_place_in_the_checksum();
	credit_comes_every_five_milliseconds_with_all_counts();
	a_heartbeat_is_answered_with_three_times();
	events_have_code_tick_value_and_text();
	a_full_queue_keeps_the_oldest_events();
	the_device_reads_only_what_it_has_answered();
	the_lock_is_taken();
	a_repeated_chunk_is_harmless();
	a_chunk_that_outlives_its_stream_is_dropped();
	channels_not_streamed_have_scale_zero_in_the_answer();
	printf("commands: ok\n");
	return 0;
}
