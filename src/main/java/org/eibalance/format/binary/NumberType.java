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

	private static final double TWO_TO_64 = 0x1p64;

	private final int bytes;

	NumberType(final int bytes) {
		this.bytes = bytes;
	}

	/** Bytes of one number. */
	public int bytes() {
		return bytes;
	}

	/** One loop for each type, as each must be as fast as memory. */
	void decode(final ByteBuffer from, final int stride, final double scale, final double offset, final double[] into,
		final int at, final int count)
	{
		switch (this) {
			case I8 -> {
				for (int i = 0; i < count; i++) into[at + i] = from.get(i * stride) * scale + offset;
			}
			case U8 -> {
				for (int i = 0; i < count; i++) into[at + i] = (from.get(i * stride) & 0xff) * scale + offset;
			}
			case I16 -> {
				for (int i = 0; i < count; i++) into[at + i] = from.getShort(i * stride) * scale + offset;
			}
			case U16 -> {
				for (int i = 0; i < count; i++) into[at + i] = (from.getShort(i * stride) & 0xffff) * scale + offset;
			}
			case I32 -> {
				for (int i = 0; i < count; i++) into[at + i] = from.getInt(i * stride) * scale + offset;
			}
			case U32 -> {
				for (int i = 0; i < count; i++) into[at + i] = (from.getInt(i * stride) & 0xffffffffL) * scale + offset;
			}
			case I64 -> {
				for (int i = 0; i < count; i++) into[at + i] = from.getLong(i * stride) * scale + offset;
			}
			case U64 -> {
				for (int i = 0; i < count; i++) into[at + i] = unsigned(from.getLong(i * stride)) * scale + offset;
			}
			case F32 -> {
				for (int i = 0; i < count; i++) into[at + i] = from.getFloat(i * stride) * scale + offset;
			}
			case F64 -> {
				for (int i = 0; i < count; i++) into[at + i] = from.getDouble(i * stride) * scale + offset;
			}
		}
	}

	private static double unsigned(final long value) {
		return value >= 0 ? value : value + TWO_TO_64;
	}
}
