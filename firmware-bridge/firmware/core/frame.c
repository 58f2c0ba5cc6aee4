#include "frame.h"

#include <string.h>

uint32_t clamp_crc32c(uint32_t crc, const uint8_t *bytes, const uint32_t length)
{
	/* One entry for each half byte: a table of 64 bytes, not of 1024. */
	static const uint32_t table[16] = {
		0x00000000u, 0x105ec76fu, 0x20bd8edeu, 0x30e349b1u, 0x417b1dbcu, 0x5125dad3u, 0x61c69362u, 0x7198540du,
		0x82f63b78u, 0x92a8fc17u, 0xa24bb5a6u, 0xb21572c9u, 0xc38d26c4u, 0xd3d3e1abu, 0xe330a81au, 0xf36e6f75u,
	};
	crc = ~crc;
	for (uint32_t i = 0; i < length; i++) {
		crc ^= bytes[i];
		crc = (crc >> 4) ^ table[crc & 15u];
		crc = (crc >> 4) ^ table[crc & 15u];
	}
	return ~crc;
}

/* Takes the stuffing out in place. Returns the plain length, 0 where these are not stuffed bytes of one frame. */
static uint32_t unstuff(uint8_t *bytes, const uint32_t length)
{
	uint32_t from = 0;
	uint32_t to = 0;
	while (from < length) {
		const uint32_t run = bytes[from];
		if (run == 0 || from + run > length) return 0;
		for (uint32_t i = 1; i < run; i++) bytes[to++] = bytes[from + i];
		from += run;
		if (run < 255u && from < length) bytes[to++] = 0;
	}
	return to;
}

static int unpack(uint8_t *bytes, const uint32_t stuffed, struct clamp_frame *frame)
{
	const uint32_t length = unstuff(bytes, stuffed);
	if (length < CLAMP_FRAME_HEADER + CLAMP_FRAME_CRC || length > CLAMP_FRAME_MAX) return 0;
	const uint32_t end = length - CLAMP_FRAME_CRC;
	const uint32_t crc = clamp_crc32c(0, bytes, end);
	const uint32_t sent = (uint32_t) bytes[end] | (uint32_t) bytes[end + 1] << 8 | (uint32_t) bytes[end + 2] << 16
		| (uint32_t) bytes[end + 3] << 24;
	if (crc != sent) return 0;
	frame->type = bytes[0];
	frame->flags = bytes[1];
	frame->session = (uint16_t) (bytes[2] | bytes[3] << 8);
	frame->seq = (uint16_t) (bytes[4] | bytes[5] << 8);
	frame->length = (uint16_t) (end - CLAMP_FRAME_HEADER);
	frame->payload = bytes + CLAMP_FRAME_HEADER;
	return 1;
}

int clamp_receive(struct clamp_receiver *r, const uint8_t byte, struct clamp_frame *frame)
{
	if (byte != 0) {
		if (r->at < sizeof r->bytes) r->bytes[r->at++] = byte;
		else r->overlong = 1;
		return 0;
	}
	const uint32_t length = r->at;
	const int overlong = r->overlong;
	r->at = 0;
	r->overlong = 0;
	if (length == 0) return 0; /* two zeros in a row: an empty frame */
	if (!overlong && unpack(r->bytes, length, frame)) return 1;
	r->errors++;
	return 0;
}

uint32_t clamp_frame_write(const struct clamp_frame *frame, uint8_t *wire)
{
	if (frame->length > CLAMP_PAYLOAD_MAX) return 0;
	uint8_t *const plain = wire + 2;
	plain[0] = frame->type;
	plain[1] = frame->flags;
	plain[2] = (uint8_t) frame->session;
	plain[3] = (uint8_t) (frame->session >> 8);
	plain[4] = (uint8_t) frame->seq;
	plain[5] = (uint8_t) (frame->seq >> 8);
	if (frame->length) memcpy(plain + CLAMP_FRAME_HEADER, frame->payload, frame->length);
	uint32_t length = CLAMP_FRAME_HEADER + frame->length;
	const uint32_t crc = clamp_crc32c(0, plain, length);
	for (uint32_t i = 0; i < CLAMP_FRAME_CRC; i++) plain[length++] = (uint8_t) (crc >> 8u * i);
	/* At most 254 bytes: stuffing replaces each zero by the distance to the next one and adds one byte in front. */
	uint32_t code = 1;
	for (uint32_t i = 2; i < length + 2u; i++) {
		if (wire[i] != 0) continue;
		wire[code] = (uint8_t) (i - code);
		code = i;
	}
	wire[code] = (uint8_t) (length + 2u - code);
	wire[0] = 0;
	wire[length + 2u] = 0;
	return length + 3u;
}
