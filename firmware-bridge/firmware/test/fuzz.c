/* libFuzzer: any bytes into the receiver, and into a whole device. */
#include "bench.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, const size_t size)
{
	static struct bench bench;
	struct clamp_receiver receiver;
	struct clamp_frame frame;
	memset(&receiver, 0, sizeof receiver);
	for (size_t k = 0; k < size; k++) {
		if (!clamp_receive(&receiver, data[k], &frame)) continue;
		CHECK(frame.length <= CLAMP_PAYLOAD_MAX, "longer than any frame");
		/* What was understood is what the writer would have written. */
		uint8_t wire[CLAMP_WIRE_MAX];
		CHECK(clamp_frame_write(&frame, wire) == frame.length + CLAMP_FRAME_HEADER + CLAMP_FRAME_CRC + 3u, "length");
	}
	/* After any garbage a zero and one good frame are understood. */
	const uint8_t payload[3] = { 1, 0, 2 };
	const struct clamp_frame good = { CLAMP_STOP, 0, 5, 6, 3, payload };
	uint8_t wire[CLAMP_WIRE_MAX];
	const uint32_t n = clamp_frame_write(&good, wire);
	int got = 0;
	for (uint32_t k = 0; k < n; k++) got += clamp_receive(&receiver, wire[k], &frame);
	CHECK(got == 1 && frame.type == CLAMP_STOP && frame.length == 3, "not understood after garbage");
	/*
	 * A device: each input byte chooses a type and the length of its payload, the bytes behind are the payload. The check
	 * on every code put out is in bench.c.
	 */
	bench_init(&bench, MODEL_PASSIVE, 10000);
	bench_boot(&bench);
	bench_hello(&bench);
	size_t at = 0;
	while (at + 2 <= size) {
		const uint8_t type = data[at] & 0x3fu;
		const uint8_t flags = data[at] >> 7;
		uint32_t length = data[at + 1];
		at += 2;
		if (length > size - at) length = (uint32_t) (size - at);
		if (length > CLAMP_PAYLOAD_MAX) length = CLAMP_PAYLOAD_MAX;
		uint8_t bytes[CLAMP_PAYLOAD_MAX] = { 0 };
		memcpy(bytes, data + at, length);
		at += length;
		/* A fuzzer does not guess checksums: ARM gets the right ones. */
		if (type == CLAMP_ARM) {
			memcpy(bytes, &bench.clamp.cal_crc, 4);
			memcpy(bytes + 4, &bench.clamp.config_crc, 4);
			length = 8;
		}
		bench_send(&bench, type, flags, bytes, length);
		bench_run(&bench, 3);
		bench.session = bench.clamp.session;
	}
	bench_run(&bench, 50);
	return 0;
}
