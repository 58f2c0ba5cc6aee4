package org.eibalance.format.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small value in memory: that of an attribute, or a whole small dataset. */
public final class Hdf5Value {

    private final Hdf5File file;
    private final Datatype type;
    private final long[] sizes;
    private final byte[] bytes;

    Hdf5Value(final Hdf5File file, final Datatype type, final long[] sizes, final byte[] bytes) {
        this.file = file;
        this.type = type;
        this.sizes = sizes.clone();
        this.bytes = bytes;
    }

    /** Sizes of the dimensions, slowest first; none for a single value. */
    public long[] sizes() {
        return sizes.clone();
    }

    /** How many elements it has. */
    public int count() {
        return bytes.length / type.size();
    }

    /** Whether its elements are numbers. */
    public boolean isNumber() {
        return type.isNumber();
    }

    /** Its first element as text; empty where there is none. */
    public Optional<String> text() {
        return count() == 0 || type.kind() != Datatype.Kind.TEXT && type.kind() != Datatype.Kind.VARIABLE_TEXT
                ? Optional.empty()
                : Optional.of(text(0));
    }

    /** All elements as texts; none where they are no texts. */
    public List<String> texts() {
        final List<String> texts = new ArrayList<>();
        if (text().isPresent()) for (int i = 0; i < count(); i++) texts.add(text(i));
        return texts;
    }

    private String text(final int index) {
        if (type.kind() == Datatype.Kind.TEXT)
            return new Cursor(file, 0, bytes)
                    .partAt(index * type.size(), type.size())
                    .text(type.size())
                    .stripTrailing();
        final Cursor element = new Cursor(file, 0, bytes).partAt(index * type.size(), type.size());
        element.u32();
        final byte[] text = file.heapObject(element.address(), (int) element.u32());
        return new Cursor(file, 0, text).text(text.length);
    }

    /** Its first element as a number; NaN where it is none. */
    public double number() {
        return count() == 0 || !type.isNumber()
                ? Double.NaN
                : StoredNumbers.decoder(type).at(buffer(), 0);
    }

    /**
     * Its first element as the decimal number that was meant: one of four bytes such as 0.001 is not exactly that as a
     * double.
     */
    public double decimal() {
        final double value = number();
        return type.kind() == Datatype.Kind.FLOAT && type.size() == Float.BYTES
                ? Double.parseDouble(Float.toString((float) value))
                : value;
    }

    /** All elements as numbers; none where they are none. */
    public double[] numbers() {
        final double[] numbers = new double[type.isNumber() ? count() : 0];
        if (numbers.length > 0)
            StoredNumbers.decoder(type).decode(buffer(), 0, 1, numbers, 0, numbers.length, StoredNumbers.Scaling.NONE);
        return numbers;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** The objects that the elements refer to, null for those that refer to none; none where they are no references. */
    public List<Hdf5Object> references() {
        final List<Hdf5Object> objects = new ArrayList<>();
        if (type.kind() != Datatype.Kind.REFERENCE) return objects;
        for (int i = 0; i < count(); i++)
            objects.add(reference(new Cursor(file, 0, bytes).partAt(i * type.size(), type.size())));
        return objects;
    }

    private Hdf5Object reference(final Cursor cursor) {
        final long address = cursor.address();
        return address == 0 || address == Cursor.UNDEFINED ? null : file.object(address);
    }

    /** The elements' members of a name, as a value of their own; empty where elements have no such member. */
    public Optional<Hdf5Value> member(final String name) {
        final Datatype.Member member = type.members().get(name);
        if (member == null) return Optional.empty();
        final int size = member.type().size();
        final byte[] picked = new byte[count() * size];
        for (int i = 0; i < count(); i++)
            System.arraycopy(bytes, i * type.size() + member.offset(), picked, i * size, size);
        return Optional.of(new Hdf5Value(file, member.type(), sizes, picked));
    }
}
