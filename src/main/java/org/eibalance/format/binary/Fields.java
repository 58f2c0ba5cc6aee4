package org.eibalance.format.binary;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.regex.Pattern;

/**
 * The fields of one part of a file. A field past the end of the part reads as 0: programs wrote parts of differing
 * length, and the fields that a short one lacks mean nothing.
 */
public final class Fields {

    /** The charset of text that programs for Windows write. */
    public static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cc}\u2028\u2029]");

    private final ByteBuffer bytes;
    private final int start;
    private final int length;

    /**
     * @param bytes the bytes, in the order in which they are to be read
     * @param start where the part starts in them
     * @param length bytes of the part
     */
    public Fields(final ByteBuffer bytes, final int start, final int length) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    private boolean has(final int at, final int count) {
        return at >= 0 && count >= 0 && count <= length - at;
    }

    /** A part of this part, cut at its end. */
    public Fields part(final int at, final int count) {
        final int from = Math.max(0, Math.min(at, length));
        return new Fields(bytes, start + from, Math.max(0, Math.min(count, length - from)));
    }

    /** Bytes of the part. */
    public int length() {
        return length;
    }

    /** An unsigned byte. */
    public int u8(final int at) {
        return has(at, 1) ? bytes.get(start + at) & 0xff : 0;
    }

    /** A 16-bit integer. */
    public int i16(final int at) {
        return has(at, 2) ? bytes.getShort(start + at) : 0;
    }

    /** An unsigned 16-bit integer. */
    public int u16(final int at) {
        return i16(at) & 0xffff;
    }

    /** A 32-bit integer. */
    public int i32(final int at) {
        return has(at, 4) ? bytes.getInt(start + at) : 0;
    }

    /** An unsigned 32-bit integer. */
    public long u32(final int at) {
        return i32(at) & 0xffffffffL;
    }

    /** A 64-bit integer. */
    public long i64(final int at) {
        return has(at, 8) ? bytes.getLong(start + at) : 0;
    }

    /** A 32-bit floating-point number. */
    public double f32(final int at) {
        return has(at, 4) ? bytes.getFloat(start + at) : 0;
    }

    /** A 64-bit floating-point number. */
    public double f64(final int at) {
        return has(at, 8) ? bytes.getDouble(start + at) : 0;
    }

    /** A level in user units; NaN where the field was never set, as some writers leave memory as it was. */
    public double level(final int at) {
        final double value = f32(at);
        final double size = Math.abs(value);
        return value == 0 || size >= 1e-6 && size <= 1e6 ? value : Double.NaN;
    }

    /** Text to the first NUL or the end of the field, without blanks around it. */
    public String text(final int at, final int count) {
        return text(at, count, WINDOWS_1252);
    }

    /** As {@link #text(int, int)}, in a given one-byte charset. */
    public String text(final int at, final int count, final Charset charset) {
        if (!has(at, count)) return "";
        final byte[] field = new byte[count];
        bytes.get(start + at, field);
        int end = 0;
        while (end < count && field[end] != 0) end++;
        return oneLine(new String(field, 0, end, charset));
    }

    /** Text behind its length in one byte, as Pascal has it. */
    public String pascalText(final int at, final int count) {
        return text(at + 1, Math.min(u8(at), count - 1));
    }

    /** All text of a part, NULs too, in a given charset. */
    public String wholeText(final int at, final int count, final Charset charset) {
        final byte[] field = new byte[Math.max(0, Math.min(count, length - at))];
        bytes.get(start + at, field);
        return new String(field, charset);
    }

    /** Text as it can stand in a sentence and in a table: no control characters, no blanks around it. */
    public static String oneLine(final String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }
}
