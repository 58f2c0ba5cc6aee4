package org.eibalance.format.hdf5;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The type of the elements of a dataset or attribute.
 *
 * @param kind what they are
 * @param size bytes of one in the file
 * @param bigEndian byte order of numbers
 * @param signed whether integers are
 * @param base type of the elements of a sequence; null otherwise
 * @param members members of a compound by name; empty otherwise
 */
record Datatype(Kind kind, int size, boolean bigEndian, boolean signed, Datatype base, Map<String, Member> members) {

    /** What elements are. */
    enum Kind {
        INTEGER,
        FLOAT,
        TEXT,
        REFERENCE,
        SEQUENCE,
        VARIABLE_TEXT,
        COMPOUND,
        OTHER
    }

    /**
     * A member of a compound.
     *
     * @param offset its place in the element
     * @param type its type
     */
    record Member(int offset, Datatype type) {}

    private static final int MAX_DEPTH = 8;

    /** Whether elements can be read as numbers. */
    boolean isNumber() {
        return kind == Kind.INTEGER || kind == Kind.FLOAT;
    }

    static Datatype parse(final Cursor cursor) {
        return parse(cursor, 0);
    }

    private static Datatype parse(final Cursor cursor, final int depth) {
        if (depth > MAX_DEPTH) throw cursor.fault("a type of less than " + MAX_DEPTH + " levels");
        final int start = cursor.position();
        final int first = cursor.u8();
        final int version = first >> 4;
        final int bits = (int) cursor.number(3);
        final long size = cursor.u32();
        if (size > Integer.MAX_VALUE || size <= 0) throw cursor.fault("the size of a type");
        final boolean big = (bits & 1) != 0;
        return switch (first & 0xf) {
            case 0 -> {
                cursor.skip(4);
                yield simple(size > Long.BYTES ? Kind.OTHER : Kind.INTEGER, size, big, (bits & 8) != 0);
            }
            case 1 -> {
                cursor.skip(12);
                yield simple(size == Float.BYTES || size == Double.BYTES ? Kind.FLOAT : Kind.OTHER, size, big, true);
            }
            case 3 -> simple(Kind.TEXT, size, false, false);
            case 4 -> {
                cursor.skip(4);
                yield simple(size > Long.BYTES ? Kind.OTHER : Kind.INTEGER, size, big, false);
            }
            case 6 -> compound(cursor, version, bits & 0xffff, (int) size, depth);
            case 7 -> simple((bits & 0xf) == 0 ? Kind.REFERENCE : Kind.OTHER, size, false, false);
            case 8 -> enumeration(cursor, version, bits & 0xffff, start, depth);
            case 9 -> {
                final Datatype base = parse(cursor, depth + 1);
                yield new Datatype(
                        (bits & 0xf) == 1 ? Kind.VARIABLE_TEXT : Kind.SEQUENCE,
                        (int) size,
                        false,
                        false,
                        base,
                        Map.of());
            }
            default -> simple(Kind.OTHER, size, false, false);
        };
    }

    private static Datatype simple(final Kind kind, final long size, final boolean bigEndian, final boolean signed) {
        return new Datatype(kind, (int) size, bigEndian, signed, null, Map.of());
    }

    private static Datatype compound(
            final Cursor cursor, final int version, final int count, final int size, final int depth) {
        final Map<String, Member> members = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            final int start = cursor.position();
            final String name = cursor.text();
            if (version < 3) cursor.align(start);
            final long offset = version < 3 ? cursor.u32() : cursor.number(bytesFor(size));
            if (version == 1) cursor.skip(28);
            final Datatype type = parse(cursor, depth + 1);
            if (offset < 0 || offset + type.size > size) throw cursor.fault("a member inside its compound");
            members.put(name, new Member((int) offset, type));
        }
        return new Datatype(Kind.COMPOUND, size, false, false, null, Map.copyOf(members));
    }

    /** An enumeration is read as its numbers. */
    private static Datatype enumeration(
            final Cursor cursor, final int version, final int count, final int start, final int depth) {
        final Datatype base = parse(cursor, depth + 1);
        for (int i = 0; i < count; i++) {
            final int from = cursor.position();
            cursor.text();
            if (version < 3) cursor.align(from);
        }
        cursor.skip((long) count * base.size);
        return base;
    }

    /** How many bytes a number up to a limit takes. */
    static int bytesFor(final long limit) {
        return limit <= 0 ? 1 : (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
    }
}
