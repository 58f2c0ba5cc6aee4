package org.eibalance.format.binary;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** How a sample is stored. */
public enum NumberType {
    /** Signed byte. */
    I8(1),
    /** Unsigned byte. */
    U8(1),
    /** Signed 16-bit integer. */
    I16(2),
    /** Unsigned 16-bit integer. */
    U16(2),
    /** Signed 32-bit integer. */
    I32(4),
    /** Unsigned 32-bit integer. */
    U32(4),
    /** Signed 64-bit integer; beyond 2^53 it is rounded. */
    I64(8),
    /** Unsigned 64-bit integer; beyond 2^53 it is rounded. */
    U64(8),
    /** 32-bit floating-point number. */
    F32(4),
    /** 64-bit floating-point number. */
    F64(8);

    /** Numbers that are decoded at once. */
    private static final int BLOCK = 4096;

    private final int bytes;

    NumberType(final int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** Whether numbers at such distances are taken from the bytes in bulk. */
    boolean inBulk(final int stride) {
        return (this == I16 || this == F32) && stride % bytes == 0 || this == F64 && stride == bytes;
    }

    /**
     * Decodes numbers at equal distances. The common types go block by block through an array of their own, which stays
     * in the first cache of a core.
     */
    void decode(
            final ByteBuffer from,
            final int stride,
            final double scale,
            final double offset,
            final double[] into,
            final int at,
            final int count) {
        if (!inBulk(stride)) {
            for (int i = 0; i < count; i++) into[at + i] = number(from, i * stride) * scale + offset;
            return;
        }
        if (this == F64) {
            from.asDoubleBuffer().get(0, into, at, count);
            if (scale != 1 || offset != 0) scale(into, at, count, scale, offset);
            return;
        }
        final int step = stride / bytes;
        final int most = Math.min(count, Math.max(1, BLOCK / step));
        final int numbers = (most - 1) * step + 1;
        final ShortBuffer shorts = this == I16 ? from.asShortBuffer() : null;
        final FloatBuffer floats = this == F32 ? from.asFloatBuffer() : null;
        final short[] rawShorts = this == I16 ? new short[numbers] : null;
        final float[] rawFloats = this == F32 ? new float[numbers] : null;
        for (int done = 0; done < count; done += most) {
            final int some = Math.min(most, count - done);
            if (this == I16) {
                shorts.get(done * step, rawShorts, 0, (some - 1) * step + 1);
                scale(rawShorts, step, scale, offset, into, at + done, some);
            } else {
                floats.get(done * step, rawFloats, 0, (some - 1) * step + 1);
                scale(rawFloats, step, scale, offset, into, at + done, some);
            }
        }
    }

    /** Counts at equal distances, times a scale, plus an offset. */
    private static void scale(
            final short[] raw,
            final int step,
            final double scale,
            final double offset,
            final double[] into,
            final int at,
            final int count) {
        if (step == 1) {
            for (int i = 0; i < count; i++) into[at + i] = raw[i] * scale + offset;
        } else {
            for (int i = 0; i < count; i++) into[at + i] = raw[i * step] * scale + offset;
        }
    }

    private static void scale(
            final float[] raw,
            final int step,
            final double scale,
            final double offset,
            final double[] into,
            final int at,
            final int count) {
        if (step == 1) {
            for (int i = 0; i < count; i++) into[at + i] = raw[i] * scale + offset;
        } else {
            for (int i = 0; i < count; i++) into[at + i] = raw[i * step] * scale + offset;
        }
    }

    private static void scale(
            final double[] into, final int at, final int count, final double scale, final double offset) {
        for (int i = at; i < at + count; i++) into[i] = into[i] * scale + offset;
    }

    /** A single number. */
    private double number(final ByteBuffer from, final int place) {
        return switch (this) {
            case I8 -> from.get(place);
            case U8 -> from.get(place) & 0xff;
            case I16 -> from.getShort(place);
            case U16 -> from.getShort(place) & 0xffff;
            case I32 -> from.getInt(place);
            case U32 -> from.getInt(place) & 0xffffffffL;
            case I64 -> from.getLong(place);
            case U64 -> unsigned(from.getLong(place));
            case F32 -> from.getFloat(place);
            case F64 -> from.getDouble(place);
        };
    }

    private static double unsigned(final long value) {
        // halved, the last bit kept, so that it is rounded once
        return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
}
