package org.eibalance.format.hdf5;

import java.io.ByteArrayOutputStream;

/** Little-endian bytes being put together. */
final class ByteSink {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ByteSink u8(final int value) {
        out.write(value);
        return this;
    }

    ByteSink u16(final int value) {
        return number(value, 2);
    }

    ByteSink u32(final long value) {
        return number(value, 4);
    }

    ByteSink u64(final long value) {
        return number(value, 8);
    }

    ByteSink f64(final double value) {
        return u64(Double.doubleToRawLongBits(value));
    }

    private ByteSink number(final long value, final int size) {
        for (int i = 0; i < size; i++) out.write((int) (value >> 8 * i));
        return this;
    }

    ByteSink bytes(final byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    ByteSink ascii(final String text) {
        return bytes(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** Appends zeros up to a length. */
    ByteSink padTo(final int length) {
        while (out.size() < length) out.write(0);
        return this;
    }

    ByteSink checksum() {
        final byte[] bytes = out.toByteArray();
        return u32(Lookup3.of(bytes, bytes.length));
    }

    int size() {
        return out.size();
    }

    byte[] toArray() {
        return out.toByteArray();
    }
}
