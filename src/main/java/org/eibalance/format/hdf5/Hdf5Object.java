package org.eibalance.format.hdf5;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eibalance.recording.InputException;

/** A group or dataset of a file. Safe in threads. */
public final class Hdf5Object {

    private static final int MAX_LINKS = 32;

    private final Hdf5File file;
    private final long address;
    private ObjectHeader header;
    private Map<String, GroupLinks.Link> links;
    private Map<String, Hdf5Value> attributes;

    Hdf5Object(final Hdf5File file, final long address) {
        this.file = file;
        this.address = address;
    }

    private synchronized ObjectHeader header() {
        if (header == null) header = ObjectHeader.read(file, address);
        return header;
    }

    private synchronized Map<String, GroupLinks.Link> links() {
        if (links == null) links = GroupLinks.of(file, header());
        return links;
    }

    /** The file it belongs to. */
    public Hdf5File file() {
        return file;
    }

    /** A number that no other object of the file has. */
    public long id() {
        return address;
    }

    /** Whether it is a group, empty or not. */
    public boolean isGroup() {
        return GroupLinks.isGroup(header());
    }

    /** Whether it is a dataset. */
    public boolean isDataset() {
        return header().has(ObjectHeader.LAYOUT);
    }

    /** The names in a group, in the order of the file; none for a dataset. */
    public List<String> names() {
        return List.copyOf(links().keySet());
    }

    /**
     * What a path leads to.
     *
     * @param path names joined by slashes; with a slash first, from the root
     * @return the object; empty where there is none, or it is in another file
     * @throws InputException if the way there is damaged
     */
    public Optional<Hdf5Object> find(final String path) {
        return find(path, new int[1]);
    }

    private Optional<Hdf5Object> find(final String path, final int[] followed) {
        Hdf5Object at = path.startsWith("/") ? file.root() : this;
        for (final String name : path.indexOf('/') < 0 ? new String[] {path} : path.split("/")) {
            if (name.isEmpty() || name.equals(".")) continue;
            final GroupLinks.Link link = at.links().get(name);
            if (link == null || followed[0]++ > MAX_LINKS) return Optional.empty();
            if (link.path() != null) {
                final Optional<Hdf5Object> target = at.find(link.path(), followed);
                if (target.isEmpty()) return target;
                at = target.get();
            } else if (link.address() == Cursor.UNDEFINED) return Optional.empty();
            else at = file.object(link.address());
        }
        return Optional.of(at);
    }

    /** The attributes by name. */
    public synchronized Map<String, Hdf5Value> attributes() {
        if (attributes == null) {
            final Map<String, Hdf5Value> found = new LinkedHashMap<>();
            for (final Cursor attribute : header().all(ObjectHeader.ATTRIBUTE)) attribute(attribute, found);
            final Cursor info = header().first(ObjectHeader.ATTRIBUTE_INFO);
            if (info != null) dense(info, found);
            attributes = found;
        }
        return attributes;
    }

    /** An attribute; empty where there is none. */
    public Optional<Hdf5Value> attribute(final String name) {
        return Optional.ofNullable(attributes().get(name));
    }

    /** The text of an attribute; empty where there is none or it is no text. */
    public Optional<String> text(final String name) {
        return attribute(name).flatMap(Hdf5Value::text);
    }

    /** The number of an attribute; NaN where there is none or it is no number. */
    public double number(final String name) {
        return attribute(name).map(Hdf5Value::number).orElse(Double.NaN);
    }

    private void dense(final Cursor info, final Map<String, Hdf5Value> found) {
        info.skip(1);
        if ((info.u8() & 1) != 0) info.skip(2);
        final long heapAddress = info.address();
        final long names = info.address();
        if (heapAddress == Cursor.UNDEFINED || names == Cursor.UNDEFINED) return;
        final FractalHeap heap = new FractalHeap(file, heapAddress);
        BTree2.walk(file, names, record -> attribute(heap.object(record), found));
    }

    private void attribute(final Cursor cursor, final Map<String, Hdf5Value> found) {
        final int version = cursor.u8();
        if (version < 1 || version > 3) throw cursor.fault("an attribute of version 1 to 3");
        final int flags = cursor.u8();
        final int nameBytes = cursor.u16();
        final int typeBytes = cursor.u16();
        final int spaceBytes = cursor.u16();
        if (version == 3) cursor.skip(1);
        final int pad = version == 1 ? 7 : 0;
        final String name = cursor.text(nameBytes + pad & ~pad);
        final Cursor type = cursor.part(typeBytes + pad & ~pad);
        final Cursor space = cursor.part(spaceBytes + pad & ~pad);
        final boolean sharedType = version > 1 && (flags & 1) != 0;
        final boolean sharedSpace = version > 1 && (flags & 2) != 0;
        final Datatype datatype =
                Datatype.parse(sharedType ? ObjectHeader.shared(file, type, ObjectHeader.DATATYPE, 0) : type);
        final long[] sizes =
                dimensions(sharedSpace ? ObjectHeader.shared(file, space, ObjectHeader.DATASPACE, 0) : space);
        final long count = elements(sizes, cursor);
        if (count > cursor.left() / datatype.size()) throw cursor.fault("the value of the attribute " + name);
        found.put(name, new Hdf5Value(file, datatype, sizes, cursor.bytes(count * datatype.size())));
    }

    private static long elements(final long[] sizes, final Cursor cursor) {
        try {
            long count = 1;
            for (final long size : sizes) count = Math.multiplyExact(count, size);
            if (count >= 0) return count;
        } catch (final ArithmeticException exc) {
            // as for a negative size
        }
        throw cursor.fault("a size that can be");
    }

    private static long[] dimensions(final Cursor space) {
        final int version = space.u8();
        if (version < 1 || version > 2) throw space.fault("a dataspace of version 1 or 2");
        final int rank = space.u8();
        space.skip(1);
        final int kind = space.u8();
        if (version == 1) space.skip(4);
        // a null dataspace holds nothing
        if (version == 2 && kind == 2) return new long[] {0};
        final long[] sizes = new long[rank];
        for (int i = 0; i < rank; i++) {
            sizes[i] = space.length();
            if (sizes[i] < 0) throw space.fault("a size that can be");
        }
        return sizes;
    }

    /**
     * Its data.
     *
     * @return for a dataset
     * @throws InputException if it is no dataset, or of a kind that is not read
     */
    public Hdf5Dataset dataset() {
        final Cursor layout = header().first(ObjectHeader.LAYOUT);
        final Cursor type = header().first(ObjectHeader.DATATYPE);
        final Cursor space = header().first(ObjectHeader.DATASPACE);
        if (layout == null || type == null || space == null)
            throw file.fault("the object at byte " + file.place(address) + " is no dataset, which was expected there");
        if (header().has(ObjectHeader.EXTERNAL_FILES))
            throw layout.fault("a dataset within the file, others are not read,");
        final Datatype datatype = Datatype.parse(type);
        final long[] sizes = dimensions(space);
        elements(sizes, space);
        final Cursor filters = header().first(ObjectHeader.FILTERS);
        return new Hdf5Dataset(
                file,
                datatype,
                sizes,
                DatasetLayout.parse(layout, sizes, datatype.size()),
                filters == null ? Filters.NONE : Filters.parse(filters));
    }

    /** The whole of a small dataset in a group, as a value; empty where there is none. */
    public Optional<Hdf5Value> value(final String path) {
        return find(path).filter(Hdf5Object::isDataset).map(o -> o.dataset().value());
    }
}
