package org.eibalance.format.hdf5;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Turns stored numbers into doubles. */
interface StoredNumbers {

    /** Numbers decoded at once: few enough to stay in the first cache of a core. */
    int BLOCK = 2048;

    /**
     * One number.
     *
     * @param from the bytes, in the byte order of the numbers
     * @param at place of its first byte
     */
    double at(ByteBuffer from, int at);

    /** Bytes of one. */
    int size();

    /**
     * Several numbers, scaled block by block while they are in the cache of a core.
     *
     * @param from the bytes, in the byte order of the numbers
     * @param at place of the first
     * @param stride distance from one to the next, in numbers
     * @param into where they go
     * @param offset place of the first there
     * @param length how many
     * @param scaling turns numbers into values
     */
    void decode(ByteBuffer from, int at, int stride, double[] into, int offset, int length, Scaling scaling);

    /** Whether numbers that follow each other are taken from the bytes in bulk. */
    default boolean inBulk() {
        return true;
    }

    /** Turns stored numbers into values, in place. */
    @FunctionalInterface
    interface Scaling {

        /** Values are the numbers. */
        Scaling NONE = (values, from, to) -> {};

        /**
         * @param values the numbers
         * @param from first of them
         * @param to behind the last of them
         */
        void of(double[] values, int from, int to);
    }

    /** The way to read numbers of a type. */
    static StoredNumbers decoder(final Datatype type) {
        if (type.kind() == Datatype.Kind.FLOAT) return type.size() == Float.BYTES ? new Floats() : new Doubles();
        if (type.size() == Short.BYTES && type.signed()) return new Shorts();
        return new Integers(type.size(), type.signed(), type.bigEndian());
    }

    /** 16-bit integers, as converters make them. */
    record Shorts() implements StoredNumbers {

        @Override
        public double at(final ByteBuffer from, final int at) {
            return from.getShort(at);
        }

        @Override
        public int size() {
            return Short.BYTES;
        }

        @Override
        public void decode(
                final ByteBuffer from,
                final int at,
                final int stride,
                final double[] into,
                final int offset,
                final int length,
                final Scaling scaling) {
            if (stride != 1) {
                for (int i = 0; i < length; i++) into[offset + i] = from.getShort(at + i * stride * Short.BYTES);
                scaling.of(into, offset, offset + length);
                return;
            }
            final ShortBuffer numbers =
                    from.slice(at, length * Short.BYTES).order(from.order()).asShortBuffer();
            final short[] block = new short[Math.min(length, BLOCK)];
            for (int done = 0; done < length; done += block.length) {
                final int count = Math.min(block.length, length - done);
                numbers.get(done, block, 0, count);
                final int to = offset + done;
                for (int i = 0; i < count; i++) into[to + i] = block[i];
                scaling.of(into, to, to + count);
            }
        }
    }

    /** Floating-point numbers of four bytes. */
    record Floats() implements StoredNumbers {

        @Override
        public double at(final ByteBuffer from, final int at) {
            return from.getFloat(at);
        }

        @Override
        public int size() {
            return Float.BYTES;
        }

        @Override
        public void decode(
                final ByteBuffer from,
                final int at,
                final int stride,
                final double[] into,
                final int offset,
                final int length,
                final Scaling scaling) {
            if (stride != 1) {
                for (int i = 0; i < length; i++) into[offset + i] = from.getFloat(at + i * stride * Float.BYTES);
                scaling.of(into, offset, offset + length);
                return;
            }
            final FloatBuffer numbers =
                    from.slice(at, length * Float.BYTES).order(from.order()).asFloatBuffer();
            final float[] block = new float[Math.min(length, BLOCK)];
            for (int done = 0; done < length; done += block.length) {
                final int count = Math.min(block.length, length - done);
                numbers.get(done, block, 0, count);
                final int to = offset + done;
                for (int i = 0; i < count; i++) into[to + i] = block[i];
                scaling.of(into, to, to + count);
            }
        }
    }

    /** Floating-point numbers of eight bytes. */
    record Doubles() implements StoredNumbers {

        @Override
        public double at(final ByteBuffer from, final int at) {
            return from.getDouble(at);
        }

        @Override
        public int size() {
            return Double.BYTES;
        }

        @Override
        public void decode(
                final ByteBuffer from,
                final int at,
                final int stride,
                final double[] into,
                final int offset,
                final int length,
                final Scaling scaling) {
            if (stride == 1)
                from.slice(at, length * Double.BYTES)
                        .order(from.order())
                        .asDoubleBuffer()
                        .get(0, into, offset, length);
            else for (int i = 0; i < length; i++) into[offset + i] = from.getDouble(at + i * stride * Double.BYTES);
            scaling.of(into, offset, offset + length);
        }
    }

    /** Integers of any size. */
    record Integers(int size, boolean signed, boolean bigEndian) implements StoredNumbers {

        @Override
        public boolean inBulk() {
            return false;
        }

        @Override
        public double at(final ByteBuffer from, final int at) {
            long value = 0;
            for (int i = 0; i < size; i++) value = value << 8 | from.get(bigEndian ? at + i : at + size - 1 - i) & 0xff;
            final int unused = Long.SIZE - 8 * size;
            if (signed) return value << unused >> unused;
            return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
        }

        @Override
        public void decode(
                final ByteBuffer from,
                final int at,
                final int stride,
                final double[] into,
                final int offset,
                final int length,
                final Scaling scaling) {
            for (int i = 0; i < length; i++) into[offset + i] = at(from, at + i * stride * size);
            scaling.of(into, offset, offset + length);
        }
    }
}
