package org.eibalance.format.mat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eibalance.recording.InputException;
import org.eibalance.recording.MappedFile;

/**
 * Variables of a file of version 5 ("-v6", "-v7"). Opening walks along the tags; only a variable that is asked for is
 * taken into memory, as it is stored.
 */
final class Mat5Variables implements MatVariables {

    private static final int FILE_HEADER = 128;
    /** Where the file says in which order its bytes are: IM for little-endian. */
    private static final int ORDER_AT = 126;
    /** Enough of a variable to know its name and sizes. */
    private static final int START = 1 << 16;

    private static final int MATRIX = 14;
    private static final int COMPRESSED = 15;

    private final MappedFile file;
    private final ByteOrder order;

    /** A variable or what is in one: its bytes, behind its tag. */
    private record Element(int type, ByteBuffer bytes) {}

    /** What stands at the beginning of a variable. */
    private record Head(int kind, long[] sizes, String name) {

        private static final int CELL = 1;
        private static final int STRUCT = 2;
        private static final int TEXT = 4;
        private static final int FIRST_NUMBER = 6;
        private static final int LAST_NUMBER = 15;

        long count() {
            long count = 1;
            for (final long size : sizes) count *= size;
            return count;
        }

        boolean isNumber() {
            return kind >= FIRST_NUMBER && kind <= LAST_NUMBER;
        }

        String describe() {
            return name
                    + (kind == CELL
                            ? " (cell)"
                            : kind == STRUCT ? " (struct)" : kind == TEXT ? " (text)" : isNumber() ? "" : " (object)")
                    + " " + Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(" x "));
        }
    }

    Mat5Variables(final MappedFile file) {
        this.file = file;
        if (file.size() < FILE_HEADER) throw fault("the file ends in its header");
        final byte[] mark = new byte[2];
        file.read(ORDER_AT, mark, 0, 2);
        final String text = new String(mark, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (!text.equals("IM") && !text.equals("MI"))
            throw fault("the mark of the order of bytes at byte " + ORDER_AT + " was expected to be IM or MI");
        order = text.equals("IM") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private InputException fault(final String what) {
        return new InputException(file.path() + " cannot be read as a MATLAB file: " + what + ".");
    }

    /** Looks at a variable; true to go on. */
    private interface Visitor {

        boolean visit(Head head, long at, int type, long bytes);
    }

    /** Visits the variables in order, as far as the file goes. */
    private void walk(final Visitor visitor) {
        long at = FILE_HEADER;
        while (at + 8 <= file.size()) {
            final ByteBuffer tag = part(at, 8);
            final int type = tag.getInt();
            final long bytes = tag.getInt() & 0xffff_ffffL;
            at += 8;
            if (bytes > file.size() - at)
                throw fault("a variable of " + bytes + " bytes at byte " + at + " was expected, the file ends at "
                        + file.size());
            if (type == MATRIX || type == COMPRESSED) {
                final ByteBuffer start =
                        type == MATRIX ? part(at, (int) Math.min(bytes, START)) : inner(inflated(at, bytes, START));
                if (!visitor.visit(head(start), at, type, bytes)) return;
            }
            // the padding of compressed ones is left out
            at += type == COMPRESSED ? bytes : bytes + 7 & ~7L;
        }
    }

    private ByteBuffer part(final long at, final int length) {
        final byte[] part = new byte[length];
        file.read(at, part, 0, length);
        return ByteBuffer.wrap(part).order(order);
    }

    private ByteBuffer inflated(final long at, final long bytes, final int most) {
        final byte[] stored = new byte[(int) Math.min(bytes, Integer.MAX_VALUE - 8)];
        file.read(at, stored, 0, stored.length);
        return ByteBuffer.wrap(BoundedInflate.start(stored, most)).order(order);
    }

    /** What is in a variable that was compressed with its tag, as far as it is there. */
    private ByteBuffer inner(final ByteBuffer inflated) {
        if (inflated.remaining() < 8 || inflated.getInt() != MATRIX) throw fault("a compressed variable is no array");
        final long bytes = inflated.getInt() & 0xffff_ffffL;
        return inflated.limit((int) Math.min(inflated.limit(), 8 + bytes))
                .slice()
                .order(order);
    }

    /** Reads an element and moves behind it. */
    private Element element(final ByteBuffer from) {
        if (from.remaining() < 8) throw fault("a variable ends too early");
        final int first = from.getInt();
        final boolean small = first >>> 16 != 0;
        final long bytes = small ? first >>> 16 : from.getInt() & 0xffff_ffffL;
        if (bytes > from.remaining() || small && bytes > 4)
            throw fault("a part of a variable has " + bytes + " bytes, which go beyond it");
        final ByteBuffer content = from.slice(from.position(), (int) bytes).order(order);
        final int step = small ? 4 : (int) Math.min(from.remaining(), bytes + 7 & ~7L);
        from.position(from.position() + step);
        return new Element(small ? first & 0xffff : first, content);
    }

    /** Reads the start of a variable; afterwards its parts come. */
    private Head head(final ByteBuffer from) {
        final ByteBuffer flags = element(from).bytes;
        final ByteBuffer dimensions = element(from).bytes;
        final ByteBuffer name = element(from).bytes;
        if (flags.remaining() < 4 || dimensions.remaining() < 8) throw fault("a variable has no class or sizes");
        final long[] sizes = new long[dimensions.remaining() / 4];
        long count = 1;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = dimensions.getInt();
            if (sizes[i] < 0 || sizes[i] > 0 && count > Integer.MAX_VALUE / sizes[i])
                throw fault("a variable of the sizes " + Arrays.toString(Arrays.copyOf(sizes, i + 1)) + " cannot be");
            count *= sizes[i];
        }
        final byte[] text = new byte[name.remaining()];
        name.get(text);
        return new Head(flags.getInt() & 0xff, sizes, new String(text, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public Numbers find(final String name, final List<Step> steps) {
        final Numbers[] found = new Numbers[1];
        walk((head, at, type, bytes) -> {
            if (!head.name.equals(name)) return true;
            if (bytes > Integer.MAX_VALUE - 8)
                throw fault("a variable of " + bytes + " bytes is larger than version 5 allows");
            found[0] = numbers(
                    type == MATRIX ? part(at, (int) bytes) : inner(inflated(at, bytes, Integer.MAX_VALUE - 8)), steps);
            return false;
        });
        return found[0];
    }

    private Numbers numbers(final ByteBuffer variable, final List<Step> steps) {
        ByteBuffer at = variable;
        Head head = head(at);
        for (final Step step : steps) {
            final int skipped = step.field() != null
                    ? field(head, at, step.field())
                    : head.kind == Head.CELL && step.cell() <= head.count() ? step.cell() - 1 : -1;
            if (skipped < 0) return null;
            for (int i = 0; i < skipped; i++) element(at);
            final Element next = element(at);
            if (next.type != MATRIX || next.bytes.remaining() == 0) return null;
            at = next.bytes;
            head = head(at);
        }
        if (!head.isNumber()) return null;
        final Element values = element(at);
        final Kept kept = new Kept(head.sizes, values.type, values.bytes);
        if (kept.size() == 0 || values.bytes.remaining() / kept.size() != head.count())
            throw fault("the variable " + head.describe().replaceAll("\\p{Cntrl}", " ")
                    + " has " + values.bytes.remaining() + " bytes of numbers of type " + values.type
                    + ", which do not make up its sizes");
        return kept;
    }

    /** How many elements stand before that of a field; -1 if there is no such field, or several structs. */
    private int field(final Head head, final ByteBuffer at, final String wanted) {
        if (head.kind != Head.STRUCT || head.count() != 1) return -1;
        final ByteBuffer length = element(at).bytes;
        final ByteBuffer names = element(at).bytes;
        final int width = length.remaining() < 4 ? 0 : length.getInt();
        if (width <= 0) throw fault("the names of the fields of a struct have no length");
        for (int i = 0; i < names.remaining() / width; i++) {
            final byte[] name = new byte[width];
            names.get(names.position() + i * width, name);
            int end = 0;
            while (end < width && name[end] != 0) end++;
            if (new String(name, 0, end, java.nio.charset.StandardCharsets.UTF_8).equals(wanted)) return i;
        }
        return -1;
    }

    /** Numbers in memory, in the type that they are stored in: it may be smaller than that of the variable. */
    private record Kept(long[] sizes, int type, ByteBuffer bytes) implements Numbers {

        int size() {
            return switch (type) {
                case 1, 2 -> 1;
                case 3, 4 -> 2;
                case 5, 6, 7 -> 4;
                case 9, 12, 13 -> 8;
                default -> 0;
            };
        }

        @Override
        public void read(
                final int dimension, final long[] start, final double[] into, final int offset, final int length) {
            int stride = 1;
            int at = 0;
            int step = 1;
            for (int d = 0; d < sizes.length; d++) {
                at += (int) start[d] * stride;
                if (d == dimension) step = stride;
                stride *= (int) sizes[d];
            }
            for (int i = 0; i < length; i++) into[offset + i] = number((at + i * step) * size());
        }

        private double number(final int at) {
            return switch (type) {
                case 1 -> bytes.get(at);
                case 2 -> bytes.get(at) & 0xff;
                case 3 -> bytes.getShort(at);
                case 4 -> bytes.getShort(at) & 0xffff;
                case 5 -> bytes.getInt(at);
                case 6 -> bytes.getInt(at) & 0xffff_ffffL;
                case 7 -> bytes.getFloat(at);
                case 9 -> bytes.getDouble(at);
                case 12 -> bytes.getLong(at);
                default -> {
                    final long value = bytes.getLong(at);
                    yield value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
                }
            };
        }
    }

    @Override
    public List<String> describe() {
        final List<String> found = new ArrayList<>();
        walk((head, at, type, bytes) -> {
            if (!head.name.isEmpty()) found.add(head.describe());
            return found.size() < MAX_NAMED;
        });
        return found;
    }

    @Override
    public void close() {
        file.close();
    }
}
