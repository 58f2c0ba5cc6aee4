package org.eibalance.bridge.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the fields of a payload, little endian, and remembers the name of each one. For one thread. */
public final class PayloadWriter {

    private final ByteBuffer bytes = ByteBuffer.allocate(Frame.MAX_PAYLOAD).order(ByteOrder.LITTLE_ENDIAN);
    private final TreeMap<Integer, PayloadField> fields = new TreeMap<>();

    PayloadWriter() {}

    private void name(final String field, final Object value) {
        fields.put(bytes.position(), new PayloadField(field, value.toString()));
    }

    /** Writes the low 8 bits of a number. */
    PayloadWriter int8(final String field, final int value) {
        name(field, value);
        bytes.put((byte) value);
        return this;
    }

    /** Writes true as 1 and false as 0, in 8 bits. */
    PayloadWriter flag(final String field, final boolean value) {
        name(field, value);
        bytes.put((byte) (value ? 1 : 0));
        return this;
    }

    /** Writes the low 16 bits of a number; the unit is for messages and may be empty. */
    PayloadWriter int16(final String field, final int value, final String unit) {
        name(field, value + unit);
        bytes.putShort((short) value);
        return this;
    }

    /** Writes 32 bits; the unit is for messages and may be empty. */
    PayloadWriter int32(final String field, final int value, final String unit) {
        name(field, Integer.toUnsignedString(value) + unit);
        bytes.putInt(value);
        return this;
    }

    /** Writes 64 bits. */
    PayloadWriter int64(final String field, final long value) {
        name(field, value);
        bytes.putLong(value);
        return this;
    }

    /** Writes a serial number of 64 bits, in messages hexadecimal. */
    PayloadWriter serial(final String field, final long value) {
        name(field, HexFormat.of().toHexDigits(value));
        bytes.putLong(value);
        return this;
    }

    /** Writes a number in single precision; the unit is for messages and may be empty. */
    PayloadWriter float32(final String field, final float value, final String unit) {
        name(field, value + unit);
        bytes.putFloat(value);
        return this;
    }

    /** Writes ASCII text, zeros behind it up to the length. */
    PayloadWriter text(final String field, final String value, final int length) {
        return raw(field, Arrays.copyOf(value.getBytes(StandardCharsets.US_ASCII), length));
    }

    /** Writes bytes as they are. */
    PayloadWriter raw(final String field, final byte[] value) {
        name(field, value.length + " bytes");
        bytes.put(value);
        return this;
    }

    /** Writes 16-bit values one after the other. */
    PayloadWriter samples(final String field, final short[] values) {
        name(field, values.length + " values");
        for (final short value : values) bytes.putShort(value);
        return this;
    }

    /** Writes zeros that are reserved. */
    PayloadWriter reserved(final int length) {
        return raw("a reserved field", new byte[length]);
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    Optional<PayloadField> fieldAt(final int offset) {
        final Map.Entry<Integer, PayloadField> field = fields.floorEntry(offset);
        return field == null || offset >= bytes.position() ? Optional.empty() : Optional.of(field.getValue());
    }
}
