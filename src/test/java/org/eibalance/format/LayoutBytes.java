package org.eibalance.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file made field by field at the offsets of a published layout. Grows as it is written to. */
public final class LayoutBytes {

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private final ByteOrder order;

    public LayoutBytes(final ByteOrder order) {
        this.order = order;
    }

    private ByteBuffer room(final int end) {
        if (end > bytes.capacity()) bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), end));
        return bytes.order(order);
    }

    public int length() {
        return bytes.capacity();
    }

    public LayoutBytes zeros(final int end) {
        room(end);
        return this;
    }

    public LayoutBytes u8(final int at, final int value) {
        room(at + 1).put(at, (byte) value);
        return this;
    }

    public LayoutBytes i16(final int at, final int value) {
        room(at + 2).putShort(at, (short) value);
        return this;
    }

    public LayoutBytes i32(final int at, final long value) {
        room(at + 4).putInt(at, (int) value);
        return this;
    }

    public LayoutBytes f32(final int at, final double value) {
        room(at + 4).putFloat(at, (float) value);
        return this;
    }

    public LayoutBytes f64(final int at, final double value) {
        room(at + 8).putDouble(at, value);
        return this;
    }

    public LayoutBytes text(final int at, final String text) {
        return put(at, text.getBytes(Charset.forName("windows-1252")));
    }

    public LayoutBytes utf16(final int at, final String text) {
        return put(
                at,
                text.getBytes(order == ByteOrder.BIG_ENDIAN ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE));
    }

    public LayoutBytes pascal(final int at, final String text) {
        return u8(at, text.length()).text(at + 1, text);
    }

    public LayoutBytes put(final int at, final byte[] part) {
        room(at + part.length).put(at, part);
        return this;
    }

    public byte[] array() {
        return bytes.array().clone();
    }

    public Path write(final Path file) throws IOException {
        return Files.write(file, bytes.array());
    }
}
