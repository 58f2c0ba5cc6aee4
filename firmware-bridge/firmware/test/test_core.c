/* The core on virtual time: arithmetic, frames, sources, runs. */
#include "bench.h"

#include <math.h>
#include <string.h>

#define TWO_PI 6.283185307179586

static struct bench bench;

static void arithmetic_is_close_to_the_librarys(void)
{
	double worst_exp = 0, worst_log = 0, worst_sqrt = 0, worst_sine = 0, worst_expm1 = 0;
	for (int k = 0; k < 200000; k++) {
		const float x = -80.0f + 0.0008f * (float) k;
		worst_exp = fmax(worst_exp, fabs((double) clamp_exp(x) / exp((double) x) - 1.0));
		const float small = -4.0f + 4e-5f * (float) k;
		if (small != 0.0f) worst_expm1 = fmax(worst_expm1, fabs((double) clamp_expm1(small) / expm1((double) small) - 1.0));
		const float y = 1e-12f + 1e-5f * (float) k * (float) k;
		worst_log = fmax(worst_log, fabs((double) clamp_log(y) - log((double) y)) / fmax(1.0, fabs(log((double) y))));
		worst_sqrt = fmax(worst_sqrt, fabs((double) clamp_sqrt(y) / sqrt((double) y) - 1.0));
		const uint32_t phase = (uint32_t) k * 21475u;
		worst_sine = fmax(worst_sine, fabs((double) clamp_sine(phase) - sin((double) phase * (TWO_PI / 4294967296.0))));
	}
	CHECK(worst_exp < 4e-7 && worst_expm1 < 4e-7 && worst_log < 2e-7 && worst_sqrt < 3e-7 && worst_sine < 4e-7,
		"exp %g expm1 %g log %g sqrt %g sine %g", worst_exp, worst_expm1, worst_log, worst_sqrt, worst_sine);
	CHECK(!clamp_finite(INFINITY) && !clamp_finite(-INFINITY) && !clamp_finite(NAN) && clamp_finite(3e38f), "finite");
	/* Also a NaN with any other bits. */
	static const uint32_t nans[] = { 0x7f800001u, 0x7fc00001u, 0xff800001u, 0xffffffffu };
	for (int k = 0; k < 4; k++) {
		float x;
		memcpy(&x, &nans[k], 4);
		CHECK(!clamp_finite(x), "NaN %d", k);
	}
}

/* Arguments outside are taken as the nearest one inside. */
static void arithmetic_has_ends(void)
{
	CHECK(clamp_exp(-87.5f) == clamp_exp(-87.0f) && clamp_exp(-1e30f) == clamp_exp(-87.0f) && clamp_exp(-86.9f) > clamp_exp(-87.0f), "low");
	CHECK(clamp_exp(88.5f) == clamp_exp(88.0f) && clamp_exp(1e30f) == clamp_exp(88.0f) && clamp_exp(87.9f) < clamp_exp(88.0f), "high");
	CHECK(clamp_finite(clamp_exp(88.0f)) && fabs((double) clamp_exp(88.0f) / exp(88.0) - 1.0) < 1e-5, "e^88");
	CHECK(clamp_exp(0.0f) == 1.0f && clamp_expm1(0.0f) == 0.0f, "zero");
	CHECK(clamp_sqrt(0.0f) == 0.0f && clamp_sqrt(-1.0f) == 0.0f && clamp_sqrt(NAN) == 0.0f && clamp_sqrt(1e-30f) > 0.0f, "root");
	CHECK(fabsf(clamp_sine(0x40000000u) - 1.0f) < 4e-7f && fabsf(clamp_sine(0xc0000000u) + 1.0f) < 4e-7f && clamp_sine(0) == 0.0f
		&& fabsf(clamp_sine(0x80000000u)) < 4e-7f, "quarters");
}

/* At each end of a run, and whatever the seed: two independent standard normal numbers. */
static void normal_numbers_are_normal(void)
{
	struct clamp_random r;
	clamp_random_seed(&r, 5, 6);
	double sum = 0, squares = 0, product = 0;
	uint32_t beyond_two = 0;
	for (int k = 0; k < 200000; k++) {
		float a, b;
		clamp_random_normal(&r, &a, &b);
		sum += (double) a + (double) b;
		squares += (double) a * (double) a + (double) b * (double) b;
		product += (double) a * (double) b;
		beyond_two += (fabsf(a) > 2.0f) + (fabsf(b) > 2.0f);
	}
	CHECK(fabs(sum / 4e5) < 0.007 && fabs(squares / 4e5 - 1.0) < 0.01 && fabs(product / 2e5) < 0.01, "mean %g variance %g correlation %g",
		sum / 4e5, squares / 4e5, product / 2e5);
	/* States that draw a pair on the circle, and one in its centre: both are refused and drawn again. */
	struct clamp_random circle = { { 0x12345678u, 0xcd000000u, 0x12345678u ^ 0xcd000000u, 9 } };
	struct clamp_random centre = { { 5, 0, 5, 9 } };
	float a, b;
	clamp_random_normal(&circle, &a, &b);
	CHECK(clamp_finite(a) && clamp_finite(b) && (a != 0.0f || b != 0.0f), "circle: %g, %g", (double) a, (double) b);
	clamp_random_normal(&centre, &a, &b);
	CHECK(clamp_finite(a) && clamp_finite(b) && (a != 0.0f || b != 0.0f), "centre: %g, %g", (double) a, (double) b);
	CHECK(fabs(beyond_two / 4e5 - 0.0455) < 0.002, "%g beyond two standard deviations", beyond_two / 4e5);
}

static void checksum_of_the_standard_text(void)
{
	CHECK(clamp_crc32c(0, (const uint8_t *) "123456789", 9) == 0xe3069283u, "CRC-32C");
	CHECK(clamp_crc32c(clamp_crc32c(0, (const uint8_t *) "12345", 5), (const uint8_t *) "6789", 4) == 0xe3069283u, "in parts");
}

static void random_bytes(struct clamp_random *r, uint8_t *bytes, const uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		const uint32_t x = clamp_random_next(r);
		bytes[i] = (x & 0xf00u) ? (uint8_t) x : 0;
	}
}

static void frames_come_back_and_garbage_before_them_does_not_matter(void)
{
	struct clamp_random r;
	clamp_random_seed(&r, 7, 0);
	struct clamp_receiver receiver;
	memset(&receiver, 0, sizeof receiver);
	for (uint32_t trial = 0; trial < 20000; trial++) {
		uint8_t payload[CLAMP_PAYLOAD_MAX];
		const uint32_t n = trial % (CLAMP_PAYLOAD_MAX + 1u);
		random_bytes(&r, payload, n);
		if (trial % 3 == 0) memset(payload, 0x55, n);
		const struct clamp_frame frame = { (uint8_t) trial, 3, (uint16_t) (trial * 7u), (uint16_t) trial, (uint16_t) n, payload };
		uint8_t wire[CLAMP_WIRE_MAX];
		const uint32_t length = clamp_frame_write(&frame, wire);
		CHECK(length == n + CLAMP_FRAME_HEADER + CLAMP_FRAME_CRC + 3u, "length");
		for (uint32_t i = 1; i + 1 < length; i++) CHECK(wire[i] != 0, "a zero inside");
		struct clamp_frame back;
		uint8_t garbage[600];
		const uint32_t junk = clamp_random_next(&r) % sizeof garbage;
		random_bytes(&r, garbage, junk);
		for (uint32_t i = 0; i < junk; i++) CHECK(!clamp_receive(&receiver, garbage[i], &back), "garbage accepted");
		int got = 0;
		for (uint32_t i = 0; i < length; i++) got += clamp_receive(&receiver, wire[i], &back);
		CHECK(got == 1, "not understood");
		CHECK(back.type == frame.type && back.flags == 3 && back.session == frame.session && back.seq == frame.seq
			&& back.length == n && memcmp(back.payload, payload, n) == 0, "changed");
	}
	struct clamp_frame big = { 0, 0, 0, 0, CLAMP_PAYLOAD_MAX + 1, NULL };
	uint8_t wire[CLAMP_WIRE_MAX];
	CHECK(clamp_frame_write(&big, wire) == 0, "too long a payload");
}

/* Ten million damaged frames: flips, drops, inserts, bursts. None is accepted. */
static void no_damaged_frame_is_accepted(const uint32_t trials)
{
	struct clamp_random r;
	clamp_random_seed(&r, 11, 0);
	struct clamp_receiver receiver;
	memset(&receiver, 0, sizeof receiver);
	uint32_t damaged = 0;
	for (uint32_t trial = 0; damaged < trials; trial++) {
		uint8_t payload[32];
		const uint32_t n = clamp_random_next(&r) % 29u;
		random_bytes(&r, payload, n);
		const struct clamp_frame frame = { (uint8_t) clamp_random_next(&r), 0, 99, (uint16_t) trial, (uint16_t) n, payload };
		uint8_t wire[CLAMP_WIRE_MAX];
		uint8_t bad[CLAMP_WIRE_MAX + 1];
		const uint32_t length = clamp_frame_write(&frame, wire);
		uint32_t to = 0;
		const uint32_t at = 1u + clamp_random_next(&r) % (length - 2u);
		const uint32_t kind = clamp_random_next(&r) & 3u;
		const uint32_t x = clamp_random_next(&r);
		const uint32_t burst = 2u + (x >> 28);
		for (uint32_t i = 0; i < length; i++) {
			if (i == at && kind == 1) continue;
			if (i == at && kind == 2) bad[to++] = (uint8_t) x;
			bad[to] = wire[i];
			if (i == at && kind == 0) bad[to] = (uint8_t) (bad[to] ^ 1u << (x & 7u));
			if (kind == 3 && i >= at && i < at + burst && i + 1 < length) bad[to] = (uint8_t) clamp_random_next(&r);
			to++;
		}
		if (to == length && memcmp(bad, wire, length) == 0) continue;
		/* A byte too many that is a zero right beside a zero changes nothing on the wire. */
		if (kind == 2 && (uint8_t) x == 0 && at == 1) continue;
		damaged++;
		struct clamp_frame back;
		for (uint32_t i = 0; i < to; i++) CHECK(!clamp_receive(&receiver, bad[i], &back), "accepted after %u", damaged);
	}
}

/* Feeds bytes; returns how many frames came out. */
static int feed(struct clamp_receiver *r, const uint8_t *bytes, const uint32_t n, struct clamp_frame *frame)
{
	int got = 0;
	for (uint32_t i = 0; i < n; i++) got += clamp_receive(r, bytes[i], frame);
	return got;
}

/* Only what is no frame counts as one refused; empty frames mean nothing. */
static void refused_frames_are_counted(void)
{
	struct clamp_receiver r;
	struct clamp_frame frame;
	memset(&r, 0, sizeof r);
	const uint8_t zeros[5] = { 0 };
	CHECK(feed(&r, zeros, 5, &frame) == 0 && r.errors == 0, "zeros");
	/* A whole frame is 10 bytes at least, 254 at most; with a right checksum each. */
	uint8_t payload[CLAMP_PAYLOAD_MAX];
	memset(payload, 0x11, sizeof payload);
	uint8_t wire[300];
	for (uint32_t n = 0; n <= CLAMP_PAYLOAD_MAX; n += CLAMP_PAYLOAD_MAX) {
		const struct clamp_frame good = { 1, 0, 2, 3, (uint16_t) n, payload };
		const uint32_t length = clamp_frame_write(&good, wire);
		CHECK(length == n + 13 && feed(&r, wire, length, &frame) == 1 && frame.length == n && r.errors == 0, "%u bytes", n);
	}
	/* Nine bytes: too short for header and checksum, though the checksum is right. */
	uint8_t bare[12] = { 0, 10, 1, 1, 1, 1, 1 };
	const uint32_t crc = clamp_crc32c(0, bare + 2, 5);
	for (int k = 0; k < 4; k++) bare[7 + k] = (uint8_t) (crc >> 8 * k);
	bare[11] = 0;
	int no_zero = 1;
	for (int k = 7; k < 11; k++) if (!bare[k]) no_zero = 0;
	CHECK(no_zero && feed(&r, bare, 12, &frame) == 0 && r.errors == 1, "nine bytes");
	/* 255 bytes: too long, though the stuffing and the checksum are right. */
	uint8_t plain[255];
	memset(plain, 0x22, sizeof plain);
	for (uint32_t trial = 0;; trial++) {
		plain[0] = (uint8_t) (1 + trial % 200);
		const uint32_t sum = clamp_crc32c(0, plain, 251);
		for (int k = 0; k < 4; k++) plain[251 + k] = (uint8_t) (sum >> 8 * k);
		if (plain[251] && plain[252] && plain[253] && plain[254]) break;
	}
	memset(wire, 0, sizeof wire);
	wire[1] = 255;
	memcpy(wire + 2, plain, 254);
	wire[256] = 2;
	wire[257] = plain[254];
	CHECK(feed(&r, wire, 259, &frame) == 0 && r.errors == 2, "255 bytes: %u", r.errors);
	/* What is longer is not kept, and the next frame is whole. */
	memset(wire, 0x33, sizeof wire);
	for (int k = 0; k < 3; k++) CHECK(feed(&r, wire, sizeof wire, &frame) == 0 && r.at == CLAMP_FRAME_MAX + 1u && r.errors == 2, "kept");
	const struct clamp_frame good = { 1, 0, 2, 3, 5, payload };
	const uint32_t length = clamp_frame_write(&good, wire);
	CHECK(feed(&r, wire, length, &frame) == 1 && r.errors == 3, "one refused, one understood");
	/* The longest frame and a byte more before the zero: refused, though its first 254 bytes are a frame. */
	const struct clamp_frame longest = { 1, 0, 2, 3, CLAMP_PAYLOAD_MAX, payload };
	const uint32_t longest_length = clamp_frame_write(&longest, wire);
	wire[longest_length - 1] = 7;
	wire[longest_length] = 0;
	CHECK(feed(&r, wire, longest_length + 1, &frame) == 0 && r.errors == 4, "a byte too many");
	r.errors = 3;
	/* Stuffing that points beyond the end, and a wrong checksum. */
	const uint8_t beyond[] = { 0, 12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0 };
	CHECK(feed(&r, beyond, sizeof beyond, &frame) == 0 && r.errors == 4, "beyond");
	clamp_frame_write(&good, wire);
	wire[length - 2] ^= 1u;
	CHECK(feed(&r, wire, length, &frame) == 0 && r.errors == 5, "checksum");
	/* Each of the four bytes of the checksum counts. */
	for (uint32_t k = 2; k < 6; k++) {
		clamp_frame_write(&good, wire);
		if ((wire[length - k] ^ 0x40u) == 0) continue;
		wire[length - k] ^= 0x40u;
		CHECK(feed(&r, wire, length, &frame) == 0, "byte %u", k);
	}
}

/* A train of postsynaptic conductances, tick by tick, against its formula. */
static void trains_are_what_they_say(void)
{
	struct clamp_train train;
	/* Regular: first at 1 ms, every 2 ms, three of them; 10 kHz. */
	struct clamp_set_train set = { 0, 0, 0, 5.0f, 0.5f, 4.0f, 1.0f, 2.0f, 3, 1, 2, 0 };
	clamp_train_set(&train, &set, 0.1f);
	const double peak_ms = 0.5 * 4.0 / 3.5 * log(8.0);
	const double top = exp(-peak_ms / 4.0) - exp(-peak_ms / 0.5);
	for (int run = 0; run < 2; run++) { /* a second run is like the first */
		clamp_train_start(&train, &set);
		for (int t = 0; t < 2000; t++) {
			double g = 0.0;
			for (int k = 0; k < 3; k++) {
				const double ms = (t - 10 - 20 * k) * 0.1;
				if (ms > -1e-9) g += 5.0 / top * (exp(-ms / 4.0) - exp(-ms / 0.5));
			}
			const float got = clamp_train_step(&train);
			CHECK(fabs((double) got - g) < 1e-4, "tick %d: %g, expected %g", t, (double) got, g);
		}
		/* Long after the last one it is exactly zero. */
		CHECK(train.decay == 0.0f && train.rise == 0.0f, "rests");
	}
	/* Rise 0: a jump, one tick behind the event. Endless. */
	set.rise_ms = 0.0f;
	set.count = 0;
	set.first_ms = 0.0f;
	set.interval_ms = 100.0f;
	clamp_train_set(&train, &set, 0.1f);
	clamp_train_start(&train, &set);
	for (int t = 0; t < 20000; t++) {
		const double ms = t % 1000 * 0.1;
		const float got = clamp_train_step(&train);
		CHECK(fabs((double) got - (ms > 0.0 ? 5.0 * exp(-ms / 4.0) : 0.0)) < 1e-3, "tick %d: %g", t, (double) got);
	}
	CHECK(train.left == UINT32_MAX, "endless");
	/* Poisson: none before the first time; as many as asked for on average; no two in a tick. */
	set.kind = 1;
	set.first_ms = 10.0f;
	set.interval_ms = 5.0f;
	set.decay_ms = 0.1f; /* down to 1/e in a tick */
	clamp_train_set(&train, &set, 0.1f);
	clamp_train_start(&train, &set);
	uint32_t events = 0;
	double last = 0.0;
	for (int t = 0; t < 500100; t++) {
		const double got = (double) clamp_train_step(&train);
		if (t < 100) CHECK(got == 0.0, "before the first time");
		const double rise = got - last * exp(-1.0);
		CHECK(fabs(rise) < 1e-3 || fabs(rise - 5.0 * exp(-1.0)) < 1e-3, "none or one in a tick: %g", rise);
		if (rise > 1.0) events++;
		last = got;
	}
	CHECK(events > 9600 && events < 10200, "%u events, expected 9900 +- 100", events);
	/* A count of a Poisson train. */
	set.count = 7;
	clamp_train_set(&train, &set, 0.1f);
	clamp_train_start(&train, &set);
	double sum = 0.0;
	for (int t = 0; t < 100000; t++) sum += (double) clamp_train_step(&train);
	/* Each one adds 5 (1/e + 1/e^2 + ...) = 5 / (e - 1). */
	CHECK(fabs(sum - 7 * 5.0 / (exp(1.0) - 1.0)) < 0.01 && train.left == 0, "%g events", sum * (exp(1.0) - 1.0) / 5.0);
}

/* Step and sines by themselves: which ticks they are in. 10 kHz. */
static void commands_begin_and_end_in_their_ticks(void)
{
	static const struct {
		float start, length, period;
		int from, to, each;
	} rows[] = { { 0, 0.5f, 0, 0, 5, 0 }, { 0.3f, 0.2f, 0, 3, 5, 0 }, { 0.3f, 0.2f, 1.0f, 3, 5, 10 }, { 0, 0, 0, 0, 0, 0 }, { 0, 0.1f, 0.1f, 0, 1, 1 } };
	for (uint32_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		const struct clamp_set_command set = { 7.0f, 100.0f, rows[k].start, rows[k].length, rows[k].period, { 0, 0 }, { 0, 0 } };
		struct clamp_command command;
		memset(&command, 0, sizeof command);
		clamp_command_set(&command, &set, 10000);
		for (int run = 0; run < 2; run++) {
			clamp_command_start(&command);
			for (int t = 0; t < 45; t++) {
				const int at = rows[k].each ? t % rows[k].each : t;
				const float expected = at >= rows[k].from && at < rows[k].to ? 107.0f : 7.0f;
				CHECK(clamp_command_step(&command) == expected, "row %u, tick %d", k, t);
			}
		}
	}
	/* Times are counted in 32 bits: a step that begins later than it could last has not begun yet. 400 kHz. */
	const struct clamp_set_command late = { 7.0f, 100.0f, 2.5e6f, 1e7f, 0, { 0, 0 }, { 0, 0 } };
	struct {
		struct clamp_command command;
		uint32_t behind[2];
	} box;
	memset(&box, 0, sizeof box);
	box.behind[0] = box.behind[1] = 0xdeadbeefu;
	clamp_command_set(&box.command, &late, 400000);
	clamp_command_start(&box.command);
	CHECK(clamp_command_step(&box.command) == 7.0f, "2500 s too early");
	CHECK(box.behind[0] == 0xdeadbeefu && box.behind[1] == 0xdeadbeefu, "two sines");
	const struct clamp_set_command set = { 0, 0, 0, 0, 0, { 3, 5 }, { 100, 5000 } };
	struct clamp_command command;
	memset(&command, 0, sizeof command);
	clamp_command_set(&command, &set, 10000);
	for (int run = 0; run < 2; run++) {
		clamp_command_start(&command);
		for (int t = 0; t < 1005; t++) {
			const double expected = 3.0 * sin(TWO_PI * t / 100.0);
			CHECK(fabs((double) clamp_command_step(&command) - expected) < 1e-4, "tick %d", t);
		}
	}
}

static void answers_hello_and_refuses_other_sessions(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	bench_run(&bench, 10);
	CHECK(bench.clamp.state == CLAMP_IDLE && bench.seen.credits == 0, "silent until greeted");
	bench_hello(&bench);
	CHECK(bench.session != 0 && bench.seen.state == CLAMP_IDLE, "session");
	const uint16_t first = bench.session;
	bench_hello(&bench);
	CHECK(bench.session != first, "a new session each time");
	const uint32_t acks = bench.seen.acks;
	bench.session = first;
	bench_send(&bench, CLAMP_ABORT, 0, NULL, 0);
	bench_run(&bench, 100);
	CHECK(bench.seen.acks == acks && bench.clamp.state == CLAMP_IDLE, "a frame of an old session was executed");
}

static void constant_conductance_gives_the_closed_form(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const struct clamp_set_constant g = { 2.0f, 3.0f, 0.0f };
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT");
	CHECK(bench_arm(&bench) == CLAMP_OK, "ARM");
	CHECK(bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run_alive(&bench, 30000);
	const double expected = (5.0 * -70.0 + 2.0 * 0.0 + 3.0 * -75.0) / 10.0;
	CHECK(fabs(bench.model.v_mv - expected) < 0.02, "V %g, expected %g", bench.model.v_mv, expected);
	/* Positive is depolarising: E_E is above V, and the current is into the cell. */
	CHECK(bench.clamp.i_pa > 0 && fabs((double) bench.clamp.i_pa - (expected + 70.0) * 5.0) < 1.0, "I %g", (double) bench.clamp.i_pa);
	CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
	bench_run(&bench, 1100);
	CHECK(bench.clamp.state == CLAMP_CONFIGURED && bench.clamp.i_pa == 0.0f, "stopped");
	CHECK(bench.seen.note_count[0][CLAMP_NOTE_BEGIN] == 1 && bench.seen.note_count[0][CLAMP_NOTE_STOP] == 1
		&& bench.seen.note_count[0][CLAMP_NOTE_ZERO] == 1, "notes");
}

struct trace {
	uint32_t n;
	int16_t v[20000], clamp[20000], command[20000];
	uint32_t first[20000];
};

static struct trace trace;

static void keep(void *ctx, const struct clamp_telem *block)
{
	struct trace *const t = ctx;
	for (uint32_t k = 0; k < block->n && t->n < 20000; k++) {
		t->v[t->n] = block->samples[k][0];
		t->clamp[t->n] = block->samples[k][1];
		t->command[t->n] = block->samples[k][2];
		t->first[t->n] = block->first_tick + k * block->decim;
		t->n++;
	}
}

static void stream_is_played_on_straight_lines_and_ends(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	struct clamp_config f = bench_config(&bench);
	f.stream_hz = 10000;
	f.stream_mask = CLAMP_MASK_I;
	f.scale[3] = 0.5f;
	f.telem_decim = 1;
	trace.n = 0;
	bench.telem = keep;
	bench.telem_ctx = &trace;
	bench_ready(&bench, &f);
	uint16_t samples[100];
	for (int k = 0; k < 100; k++) samples[k] = (uint16_t) (k % 2 ? -200 : 600);
	bench_chunk(&bench, 0, 100, CLAMP_MASK_I, CLAMP_FLAG_LAST, samples);
	bench_run(&bench, 5);
	CHECK(bench.clamp.contiguous == 100 && bench.clamp.end_index == 100, "taken");
	CHECK(bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run_alive(&bench, 3000);
	CHECK(bench.clamp.state == CLAMP_CONFIGURED && bench.seen.note_count[0][CLAMP_NOTE_DONE] == 1, "done");
	const uint32_t begin = bench.seen.begin_tick;
	uint32_t seen = 0;
	for (uint32_t k = 0; k < trace.n; k++) {
		const uint32_t t = trace.first[k] - begin;
		if (t >= 990) continue;
		const double part = (double) (t % 10) / 10.0;
		const double pa = (t / 10) % 2 ? -100.0 + 400.0 * part : 300.0 - 400.0 * part;
		CHECK(fabs(trace.command[k] / 6.0 - pa) < 0.1, "tick %u: %g, expected %g", t, trace.command[k] / 6.0, pa);
		CHECK(abs(trace.clamp[k]) <= 1, "a command is no clamp current");
		seen++;
	}
	CHECK(seen == 990, "%u ticks in the telemetry", seen);
}

static void stream_gaps_are_held_and_go_back_n_fills_them(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	struct clamp_config f = bench_config(&bench);
	f.stream_hz = 10000;
	f.stream_mask = CLAMP_MASK_GE | CLAMP_MASK_GI;
	f.scale[0] = 0.01f;
	f.scale[1] = 0.01f;
	bench_ready(&bench, &f);
	uint16_t samples[112];
	for (int k = 0; k < 112; k++) samples[k] = (uint16_t) (100 + k);
	bench_chunk(&bench, 0, 56, 3, 0, samples);
	bench_chunk(&bench, 112, 56, 3, 0, samples); /* one lost */
	bench_run(&bench, 5);
	CHECK(bench.clamp.contiguous == 56 && bench.clamp.gaps == 1, "a gap is not filled with what follows");
	bench_chunk(&bench, 40, 56, 3, 0, samples); /* overlapping repeat */
	bench_run(&bench, 5);
	CHECK(bench.clamp.contiguous == 96, "overlap");
	CHECK(bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run_alive(&bench, 950 + 100);
	CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.held > 0 && bench.seen.note_count[0][CLAMP_NOTE_HOLD] == 1, "holds");
	bench_chunk(&bench, 96, 56, 3, 0, samples);
	bench_run_alive(&bench, 100);
	CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.held == 0 && bench.seen.note_count[0][CLAMP_NOTE_RESUME] == 1, "resumes");
	bench_run_alive(&bench, 3000);
	CHECK(bench.clamp.fault == CLAMP_FAULT_UNDERRUN && bench.clamp.state == CLAMP_FAULT, "underrun after the hold");
}

static void the_ring_takes_no_more_than_it_holds(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench.port.ring_samples = 64;
	bench_boot(&bench);
	struct clamp_config f = bench_config(&bench);
	f.stream_hz = 10000;
	f.stream_mask = CLAMP_MASK_GE;
	f.scale[0] = 0.01f;
	bench_ready(&bench, &f);
	uint16_t samples[56] = { 0 };
	bench_chunk(&bench, 0, 56, 1, 0, samples);
	bench_chunk(&bench, 56, 56, 1, CLAMP_FLAG_LAST, samples);
	bench_run(&bench, 1100);
	CHECK(bench.clamp.contiguous == 64 && bench.clamp.end_index == CLAMP_NO_END && bench.seen.free == 0, "ring");
}

static void a_lost_answer_is_given_again_but_executed_once(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	struct clamp_config f = bench_config(&bench);
	bench_ready(&bench, &f);
	CHECK(bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench.seq--;
	CHECK(bench_start(&bench, 0, 0, 0) == CLAMP_OK, "the same START again");
	CHECK(bench_start(&bench, 0, 0, 0) == CLAMP_BAD_STATE, "another START");
	/* A START that comes late, into a run that was armed after it, begins nothing. */
	bench_run(&bench, 10);
	CHECK(bench_command(&bench, CLAMP_STOP, NULL, 0) == CLAMP_OK, "STOP");
	bench_run(&bench, 1100);
	CHECK(bench_arm(&bench) == CLAMP_OK, "ARM");
	const uint32_t acks = bench.seen.acks;
	const uint16_t seq = bench.seq;
	bench.seq = (uint16_t) (seq - 3u);
	const uint8_t start[12] = { 0 };
	bench_send(&bench, CLAMP_START, 0, start, 12);
	bench_run(&bench, 100);
	CHECK(bench.seen.acks == acks && bench.clamp.state == CLAMP_ARMED && !bench.clamp.pending, "a late command was executed");
}

static void wrong_values_are_refused_with_their_place(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	bench_hello(&bench);
	const struct clamp_config good = bench_config(&bench);
	/* Every float of CONFIG as NaN, infinity and -1e30: none gets in. */
	for (uint32_t offset = 8; offset < 88; offset += 4) {
		const float bad[3] = { NAN, INFINITY, -1e30f };
		for (int k = 0; k < 3; k++) {
			struct clamp_config f = good;
			memcpy((uint8_t *) &f + offset, &bad[k], 4);
			CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_BAD_VALUE && bench.seen.ack_detail == offset,
				"offset %u: code %d at %d", offset, bench.seen.ack_code, bench.seen.ack_detail);
			CHECK(bench.clamp.state == CLAMP_IDLE, "state");
		}
	}
	struct clamp_config f = good;
	f.i_max_pa = 5001.0f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 44, "hard limit");
	f = good;
	f.stream_hz = 30000;
	f.stream_mask = 1;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 0, "rate");
	CHECK(bench_command(&bench, CLAMP_CONFIG, &good, 95) == CLAMP_BAD_LENGTH && bench.seen.ack_detail == 96, "length");
	CHECK(bench_command(&bench, 0x77, NULL, 0) == CLAMP_UNKNOWN, "type");
	CHECK(bench_command(&bench, CLAMP_CONFIG, &good, sizeof good) == CLAMP_OK, "good");
	struct clamp_set_ou ou = { 12, 3, 2.7f, 57, 6.6f, 10.5f, 0, 1, 2, 0 };
	CHECK(bench_command(&bench, CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_OK, "OU");
	ou.correlation = 1.5f;
	CHECK(bench_command(&bench, CLAMP_SET_OU, &ou, sizeof ou) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 24, "correlation");
	struct clamp_set_train train = { 0, 0, 0, 5, 3, 3, 0, 10, 0, 0, 0, 0 };
	CHECK(bench_command(&bench, CLAMP_SET_TRAIN, &train, sizeof train) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 8, "rise = decay");
	/* Any single change of what ARM brings is refused. */
	const uint32_t wrong[2] = { bench.seen.cal_crc ^ 1u, bench.seen.config_crc };
	CHECK(bench_command(&bench, CLAMP_ARM, wrong, 8) == CLAMP_BAD_CALIBRATION, "calibration");
	const uint32_t wrong2[2] = { bench.seen.cal_crc, bench.seen.config_crc ^ 0x80000000u };
	CHECK(bench_command(&bench, CLAMP_ARM, wrong2, 8) == CLAMP_BAD_CONFIG, "configuration");
}

static void arming_above_half_of_what_is_stable_is_refused(void)
{
	bench_init(&bench, MODEL_PASSIVE, 50000);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	/* R 10 MOhm, tau 50 us, 20 us: 1000 / (10 (1 - e^-0.4) + 20/100) nS = 286, half of it 143. */
	f.r_res_mohm = 10.0f;
	f.tau_e_us = 50.0f;
	f.latency_us = 20.0f;
	f.g_peak_ns = 144.0f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	CHECK(bench_arm(&bench) == CLAMP_UNSTABLE && bench.seen.ack_detail == 142, "%d nS allowed", bench.seen.ack_detail);
	f.g_peak_ns = 142.0f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	CHECK(bench_arm(&bench) == CLAMP_OK, "below");
}

static void a_calibration_is_read_written_and_checked(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_cal cal = bench.port.cal;
	cal.dac_zero += 100.0f;
	CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &cal, sizeof cal) == CLAMP_OK, "CAL_WRITE");
	CHECK(bench.stored == 1 && bench.clamp.zero_code == 32868u, "in force");
	cal.dac_zero += 5000.0f;
	CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &cal, sizeof cal) == CLAMP_BAD_CALIBRATION, "zero too far away");
	cal = bench.port.cal;
	cal.adc_scale = NAN;
	CHECK(bench_command(&bench, CLAMP_CAL_WRITE, &cal, sizeof cal) == CLAMP_BAD_CALIBRATION, "NaN");
	CHECK(bench.clamp.zero_code == 32868u, "a refused calibration changes nothing");
}

static void a_run_starts_at_a_tick_or_on_an_edge(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	struct clamp_config f = bench_config(&bench);
	bench_ready(&bench, &f);
	const uint32_t at = bench.clamp.tick + 777;
	CHECK(bench_start(&bench, bench.clamp.tick - 1, 100, CLAMP_START_AT_TICK) == CLAMP_TOO_LATE, "late");
	CHECK(bench_start(&bench, at, 100, CLAMP_START_AT_TICK) == CLAMP_OK, "START");
	bench_run_alive(&bench, 3000);
	CHECK(bench.seen.begin_tick == at && bench.seen.zero_tick == at + 100 + 1000, "began %u, zero %u", bench.seen.begin_tick - at,
		bench.seen.zero_tick - at);
	CHECK(bench_arm(&bench) == CLAMP_OK, "ARM again");
	CHECK(bench_start(&bench, 0, 100, CLAMP_START_ON_EDGE) == CLAMP_OK, "START");
	bench_run_alive(&bench, 5000);
	CHECK(bench.clamp.state == CLAMP_ARMED, "waits");
	bench.model.inputs |= CLAMP_IN_TRIGGER;
	bench_run(&bench, 50);
	CHECK(bench.clamp.state == CLAMP_RUNNING && (bench.model.outputs & CLAMP_OUT_SYNC), "runs");
	bench_run_alive(&bench, 2000);
	bench.model.inputs = 0;
	bench_run_alive(&bench, 2000);
	CHECK(bench.seen.note_count[0][CLAMP_NOTE_RISE] == 1 && bench.seen.note_count[0][CLAMP_NOTE_FALL] == 1, "edges are noted");
	CHECK(bench.clamp.state == CLAMP_CONFIGURED && !(bench.model.outputs & CLAMP_OUT_SYNC), "done");
}

static void the_bridge_takes_the_electrodes_drop_away(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench.model.r_series_mohm = 20.0;
	model_rest(&bench.model);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	f.r_bridge_mohm = 20.0f;
	f.r_res_mohm = 20.0f;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const struct clamp_set_constant g = { 0.0f, 10.0f, 0.0f };
	const struct clamp_set_command command = { 300.0f, 0, 0, 0, 0, { 0, 0 }, { 0, 0 } };
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT");
	CHECK(bench_command(&bench, CLAMP_SET_COMMAND, &command, sizeof command) == CLAMP_OK, "SET_COMMAND");
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run_alive(&bench, 30000);
	const double expected = (5.0 * -70.0 + 10.0 * -75.0 + 300.0) / 15.0;
	CHECK(fabs(bench.model.v_mv - expected) < 0.05, "V %g, expected %g", bench.model.v_mv, expected);
	f.r_bridge_mohm = 101.0f;
	bench_hello(&bench);
	bench_run(&bench, 2000);
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_BAD_VALUE && bench.seen.ack_detail == 64, "bounded");
}

static void commands_made_on_the_device_are_what_they_say(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	f.telem_decim = 1;
	trace.n = 0;
	bench.telem = keep;
	bench.telem_ctx = &trace;
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const struct clamp_set_command command = { 20.0f, 100.0f, 5.0f, 10.0f, 40.0f, { 30.0f, 15.0f }, { 210.0f, 315.0f } };
	CHECK(bench_command(&bench, CLAMP_SET_COMMAND, &command, sizeof command) == CLAMP_OK, "SET_COMMAND");
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 10000, 0) == CLAMP_OK, "START");
	bench_run_alive(&bench, 12000);
	uint32_t seen = 0;
	for (uint32_t k = 0; k < trace.n; k++) {
		const uint32_t t = trace.first[k] - bench.seen.begin_tick;
		if (t >= 10000) continue;
		const double ms = t * 0.01;
		const double s = ms * 1e-3;
		const uint32_t in_period = t % 4000;
		double pa = 20.0 + 30.0 * sin(TWO_PI * 210.0 * s) + 15.0 * sin(TWO_PI * 315.0 * s);
		if (in_period >= 500 && in_period < 1500) pa += 100.0;
		CHECK(fabs(trace.command[k] / 6.0 - pa) < 0.12, "%g ms: %g, expected %g", ms, trace.command[k] / 6.0, pa);
		seen++;
	}
	CHECK(seen == 10000, "%u samples", seen);
}

static void a_magnesium_block_follows_the_voltage(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	bench_hello(&bench);
	struct clamp_config f = bench_config(&bench);
	CHECK(bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK, "CONFIG");
	const struct clamp_set_constant g = { 0.0f, 0.0f, 10.0f };
	CHECK(bench_command(&bench, CLAMP_SET_CONSTANT, &g, sizeof g) == CLAMP_OK, "SET_CONSTANT");
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run_alive(&bench, 60000);
	const double v = bench.model.v_mv;
	const double expected = 10.0 / (1.0 + 0.28 * exp(-0.062 * v)) * (0.0 - v);
	CHECK(fabs((double) bench.clamp.i_pa - expected) < 0.5, "I %g, expected %g", (double) bench.clamp.i_pa, expected);
	CHECK(fabs((v + 70.0) * 5.0 - expected) < 0.5, "steady state");
}

static void telemetry_that_is_not_read_is_lost_and_says_so(void)
{
	bench_init(&bench, MODEL_PASSIVE, 100000);
	bench_boot(&bench);
	struct clamp_config f = bench_config(&bench);
	f.telem_decim = 1;
	bench_ready(&bench, &f);
	bench.deaf = 1;
	bench_run(&bench, 5000);
	CHECK(bench.clamp.telem_lost, "full");
	bench.deaf = 0;
	bench_run(&bench, 300);
	CHECK(bench.clamp.telem_sent > 0 && bench.seen.telems > 10, "goes on");
}

int main(const int argc, char **argv)
{
	const uint32_t frames = argc > 1 ? (uint32_t) atol(argv[1]) : 1000000u;
	arithmetic_is_close_to_the_librarys();
	arithmetic_has_ends();
	normal_numbers_are_normal();
	checksum_of_the_standard_text();
	frames_come_back_and_garbage_before_them_does_not_matter();
	no_damaged_frame_is_accepted(frames);
	refused_frames_are_counted();
	trains_are_what_they_say();
	commands_begin_and_end_in_their_ticks();
	answers_hello_and_refuses_other_sessions();
	constant_conductance_gives_the_closed_form();
	stream_is_played_on_straight_lines_and_ends();
	stream_gaps_are_held_and_go_back_n_fills_them();
	the_ring_takes_no_more_than_it_holds();
	a_lost_answer_is_given_again_but_executed_once();
	wrong_values_are_refused_with_their_place();
	arming_above_half_of_what_is_stable_is_refused();
	a_calibration_is_read_written_and_checked();
	a_run_starts_at_a_tick_or_on_an_edge();
	the_bridge_takes_the_electrodes_drop_away();
	commands_made_on_the_device_are_what_they_say();
	a_magnesium_block_follows_the_voltage();
	telemetry_that_is_not_read_is_lost_and_says_so();
	printf("core: ok (%u damaged frames refused)\n", frames);
	return 0;
}
