package org.eibalance.bridge.protocol;

import java.util.Arrays;

/**
 * One frame: a type, flags, the session that it belongs to, the sender's count, and a payload (PROTOCOL.md, section 1).
 *
 * @param type what the payload is, 0 to 255
 * @param flags 0 to 255
 * @param session from HELLO_ACK; 0 in HELLO
 * @param seq the sender's count of frames, 0 to 65535
 * @param payload at most {@link #MAX_PAYLOAD} bytes; not copied, not to be changed
 */
public record Frame(int type, int flags, int session, int seq, byte[] payload) {

    /** Type, flags, session and seq, before the payload. */
    private static final int HEADER = 6;

    /** Longest frame before stuffing: one COBS block. */
    static final int MAX_PLAIN = 254;

    /** Longest payload. */
    public static final int MAX_PAYLOAD = MAX_PLAIN - HEADER - Checksum.BYTES;

    /** Bytes on the wire beside the payload, at most: header, checksum, one byte of stuffing, a zero on either side. */
    public static final int OVERHEAD = HEADER + Checksum.BYTES + 1 + 2;

    /** Checks the ranges. */
    public Frame {
        if ((type & ~0xff) != 0 || (flags & ~0xff) != 0) throw new IllegalArgumentException("type and flags are bytes");
        if ((session & ~0xffff) != 0 || (seq & ~0xffff) != 0) {
            throw new IllegalArgumentException("session and seq have 16 bits");
        }
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("payload of " + payload.length + " bytes, at most " + MAX_PAYLOAD);
        }
    }

    /**
     * How many bytes the frame takes on the wire.
     *
     * @return at most so many
     */
    public int wireLength() {
        return payload.length + OVERHEAD;
    }

    /**
     * Puts the frame on the wire.
     *
     * @return its bytes with checksum, stuffed, with a zero on either side
     */
    public byte[] toWire() {
        final byte[] plain = new byte[HEADER + payload.length];
        plain[0] = (byte) type;
        plain[1] = (byte) flags;
        plain[2] = (byte) session;
        plain[3] = (byte) (session >> 8);
        plain[4] = (byte) seq;
        plain[5] = (byte) (seq >> 8);
        System.arraycopy(payload, 0, plain, HEADER, payload.length);
        final byte[] stuffed = Cobs.encode(Checksum.append(plain));
        final byte[] wire = new byte[stuffed.length + 2];
        System.arraycopy(stuffed, 0, wire, 1, stuffed.length);
        return wire;
    }

    /**
     * Reads what lay between two zeros.
     *
     * @param stuffed bytes without a zero
     * @return the frame, or null where these bytes are no frame
     */
    static Frame fromStuffed(final byte[] stuffed) {
        final byte[] plain = Cobs.decode(stuffed);
        if (plain == null || plain.length > MAX_PLAIN) return null;
        final byte[] body = Checksum.strip(plain);
        if (body == null || body.length < HEADER) return null;
        return new Frame(
                body[0] & 0xff,
                body[1] & 0xff,
                body[2] & 0xff | (body[3] & 0xff) << 8,
                body[4] & 0xff | (body[5] & 0xff) << 8,
                Arrays.copyOfRange(body, HEADER, body.length));
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Frame f
                && type == f.type
                && flags == f.flags
                && session == f.session
                && seq == f.seq
                && Arrays.equals(payload, f.payload);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "Frame[type=%02x, flags=%d, session=%d, seq=%d, %d bytes]",
                type,
                flags,
                session,
                seq,
                payload.length);
    }
}
