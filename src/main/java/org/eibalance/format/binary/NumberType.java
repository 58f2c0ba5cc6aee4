package org.eibalance.format.binary;

import java.nio.ByteBuffer;

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

	private final int bytes;

	NumberType(final int bytes) {
		this.bytes = bytes;
	}

	/** Bytes of one number. */
	public int bytes() {
		return bytes;
	}

	/**
	 * Decodes numbers at equal distances. The usual types go through an array of their
	 * own, from which the compiler makes vector instructions.
	 */
	void decode(final ByteBuffer from, final int stride, final double scale, final double offset, final double[] into,
		final int at, final int count)
	{
		if (stride % bytes == 0) {
			final int step = stride / bytes;
			final int numbers = (count - 1) * step + 1;
			switch (this) {
				case I16 -> {
					final short[] raw = new short[numbers];
					from.asShortBuffer().get(0, raw);
					scale(raw, step, scale, offset, into, at, count);
					return;
				}
				case F32 -> {
					final float[] raw = new float[numbers];
					from.asFloatBuffer().get(0, raw);
					scale(raw, step, scale, offset, into, at, count);
					return;
				}
				case F64 -> {
					if (step == 1) {
						from.asDoubleBuffer().get(0, into, at, count);
						if (scale != 1 || offset != 0) scale(into, at, count, scale, offset);
						return;
					}
				}
				default -> {
					// one by one
				}
			}
		}
		for (int i = 0; i < count; i++) into[at + i] = number(from, i * stride) * scale + offset;
	}

	/** Counts at equal distances, times a scale, plus an offset. */
	static void scale(final short[] raw, final int step, final double scale, final double offset,
		final double[] into, final int at, final int count)
	{
		if (step == 1) {
			for (int i = 0; i < count; i++) into[at + i] = raw[i] * scale + offset;
		}
		else {
			for (int i = 0; i < count; i++) into[at + i] = raw[i * step] * scale + offset;
		}
	}

	private static void scale(final float[] raw, final int step, final double scale, final double offset,
		final double[] into, final int at, final int count)
	{
		if (step == 1) {
			for (int i = 0; i < count; i++) into[at + i] = raw[i] * scale + offset;
		}
		else {
			for (int i = 0; i < count; i++) into[at + i] = raw[i * step] * scale + offset;
		}
	}

	private static void scale(final double[] into, final int at, final int count, final double scale,
		final double offset)
	{
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
