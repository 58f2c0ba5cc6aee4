package org.eibalance.format.abf;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/**
 * The little-endian fields of one part of a header. A field past the end of the
 * part reads as 0: programs wrote parts of differing length, and the fields that a
 * short one lacks mean nothing.
 */
final class Fields {

	/** What Axon programs write text in. */
	static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

	private final ByteBuffer bytes;
	private final int start;
	private final int length;

	/**
	 * @param bytes the bytes, in little-endian order
	 * @param start where the part starts in them
	 * @param length bytes of the part
	 */
	Fields(final ByteBuffer bytes, final int start, final int length) {
		this.bytes = bytes;
		this.start = start;
		this.length = length;
	}

	private boolean has(final int at, final int count) {
		return at >= 0 && count <= length - at;
	}

	/** Bytes of the part. */
	int length() {
		return length;
	}

	int u8(final int at) {
		return has(at, 1) ? bytes.get(start + at) & 0xff : 0;
	}

	int i16(final int at) {
		return has(at, 2) ? bytes.getShort(start + at) : 0;
	}

	int i32(final int at) {
		return has(at, 4) ? bytes.getInt(start + at) : 0;
	}

	long u32(final int at) {
		return i32(at) & 0xffffffffL;
	}

	long i64(final int at) {
		return has(at, 8) ? bytes.getLong(start + at) : 0;
	}

	double f32(final int at) {
		return has(at, 4) ? bytes.getFloat(start + at) : 0;
	}

	/**
	 * A level in user units; NaN where the field was never set, as some writers leave
	 * memory as it was.
	 */
	double level(final int at) {
		final double value = f32(at);
		final double size = Math.abs(value);
		return value == 0 || size >= 1e-6 && size <= 1e6 ? value : Double.NaN;
	}

	/** Text to the first NUL or the end of the field, without blanks around it. */
	String text(final int at, final int count) {
		if (!has(at, count)) return "";
		final byte[] field = new byte[count];
		bytes.get(start + at, field);
		int end = 0;
		while (end < count && field[end] != 0) end++;
		return new String(field, 0, end, WINDOWS_1252).strip();
	}
}
