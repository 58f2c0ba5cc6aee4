package org.eibalance.bridge.protocol;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** Reads the fields of a payload, little endian. For one thread. */
final class PayloadReader {

    private final ByteBuffer bytes;
    private final int flags;

    private PayloadReader(final Frame frame) {
        bytes = ByteBuffer.wrap(frame.payload()).order(ByteOrder.LITTLE_ENDIAN);
        flags = frame.flags();
    }

    /**
     * Reads a message.
     *
     * @param frame with a good checksum
     * @param decoders of the messages by their type codes
     * @param wholly whether bytes behind the last known field are an error; a later version may add some
     * @throws IllegalArgumentException if the frame is no such message
     */
    static <M extends Message> M read(
            final Frame frame,
            final Map<Integer, Function<PayloadReader, ? extends M>> decoders,
            final boolean wholly) {
        final Function<PayloadReader, ? extends M> decoder = decoders.get(frame.type());
        final String unknown = "no message of this protocol: " + frame;
        if (decoder == null) throw new IllegalArgumentException(unknown);
        final PayloadReader from = new PayloadReader(frame);
        try {
            final M message = decoder.apply(from);
            if (wholly && from.bytes.hasRemaining()) throw new IllegalArgumentException(unknown);
            return message;
        } catch (final BufferUnderflowException e) {
            throw new IllegalArgumentException(unknown, e);
        }
    }

    /** The constant of an enum that a number on the wire stands for. */
    static <E extends Enum<E>> E constant(final E[] values, final int number) {
        if (number < 0 || number >= values.length)
            throw new IllegalArgumentException(
                    values[0].getDeclaringClass().getSimpleName() + " " + number + " is unknown");
        return values[number];
    }

    /** The flags of the frame. */
    int flags() {
        return flags;
    }

    /** 8 bits without sign. */
    int uint8() {
        return bytes.get() & 0xff;
    }

    /** Whether 8 bits are not 0. */
    boolean flag() {
        return bytes.get() != 0;
    }

    /** 16 bits without sign. */
    int uint16() {
        return bytes.getShort() & 0xffff;
    }

    /** 16 bits with sign. */
    short int16() {
        return bytes.getShort();
    }

    /** 32 bits. */
    int int32() {
        return bytes.getInt();
    }

    /** 64 bits. */
    long int64() {
        return bytes.getLong();
    }

    /** A number in single precision. */
    float float32() {
        return bytes.getFloat();
    }

    /** ASCII text up to its first zero. */
    String text(final int length) {
        final byte[] text = new byte[length];
        bytes.get(text);
        int n = 0;
        while (n < length && text[n] != 0) n++;
        return new String(text, 0, n, StandardCharsets.US_ASCII);
    }

    /** How many bytes are left. */
    int remaining() {
        return bytes.remaining();
    }

    /** Passes over reserved bytes. */
    void skip(final int length) {
        bytes.get(new byte[length]);
    }

    /** All bytes that are left. */
    byte[] rest() {
        final byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    /** So many 16-bit values. */
    short[] samples(final int count) {
        final short[] values = new short[count];
        for (int i = 0; i < count; i++) values[i] = bytes.getShort();
        return values;
    }
}
