/*
 * Frames on the wire: 00 | COBS( type, flags, session, seq, payload, CRC-32C ) | 00. PROTOCOL.md has every byte.
 */
#ifndef CLAMP_FRAME_H
#define CLAMP_FRAME_H

#include <stdint.h>

#define CLAMP_FRAME_HEADER 6u
#define CLAMP_FRAME_CRC 4u
#define CLAMP_FRAME_MAX 254u /* before stuffing: one COBS block */
#define CLAMP_PAYLOAD_MAX (CLAMP_FRAME_MAX - CLAMP_FRAME_HEADER - CLAMP_FRAME_CRC)
#define CLAMP_WIRE_MAX (CLAMP_FRAME_MAX + 3u) /* one code byte and a zero on either side */

/* A frame that was received whole. The payload lies in the receiver and stays until the next byte is given to it. */
struct clamp_frame {
	uint8_t type;
	uint8_t flags;
	uint16_t session;
	uint16_t seq;
	uint16_t length; /* of the payload */
	const uint8_t *payload;
};

/* Collects the bytes between two zeros. All zero is its initial state. */
struct clamp_receiver {
	uint16_t at;
	uint16_t overlong; /* 1: the bytes up to the next zero are no frame */
	uint32_t errors; /* frames refused: too long, badly stuffed, too short, or with a wrong checksum */
	uint8_t bytes[CLAMP_FRAME_MAX + 1u];
};

/* CRC-32C (Castagnoli, reflected); start with 0, go on with the last result. */
uint32_t clamp_crc32c(uint32_t crc, const uint8_t *bytes, uint32_t length);

/*
 * Takes one byte. Returns 1 where it ended a good frame, which *frame then describes; 0 otherwise. Never more than
 * CLAMP_FRAME_MAX + 1 bytes are kept; after any garbage the first whole frame behind a zero is understood.
 */
int clamp_receive(struct clamp_receiver *r, uint8_t byte, struct clamp_frame *frame);

/*
 * Writes a frame with the zeros around it. The payload may have CLAMP_PAYLOAD_MAX bytes, the space must be
 * CLAMP_WIRE_MAX. Returns the number of bytes written, 0 where the payload is too long.
 */
uint32_t clamp_frame_write(const struct clamp_frame *frame, uint8_t *wire);

#endif
