package org.eibalance.format.nwb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eibalance.format.hdf5.Hdf5Content;
import org.eibalance.format.hdf5.Hdf5Writer;

/**
 * A typed group of an NWB file that is being written. Object identifiers are made from the identifier of the file and
 * the path, so that the same contents give the same bytes.
 */
final class NwbNode {

    static final String CORE = "core";
    static final String COMMON = "hdmf-common";

    private final Hdf5Writer.Group group;
    private final String identifier;
    private final String path;

    NwbNode(final Hdf5Writer.Group group, final String identifier, final String path) {
        this.group = group;
        this.identifier = identifier;
        this.path = path;
    }

    /** A name that a path can have in it. */
    static String name(final String text) {
        final String name = text.replace('/', '_').replaceAll("\\p{Cntrl}", "_").strip();
        return name.isEmpty() || name.equals(".") || name.equals("..") ? "_" + name : name;
    }

    Hdf5Writer.Group group() {
        return group;
    }

    String path() {
        return path;
    }

    /** A group without a type. */
    NwbNode plain(final String name) {
        return new NwbNode(group.group(name), identifier, path + "/" + name);
    }

    /** A group of a type. */
    NwbNode typed(final String name, final String namespace, final String type) {
        final NwbNode node = plain(name);
        typeAttributes(namespace, type, node.path).forEach(node.group::attribute);
        return node;
    }

    private Map<String, Hdf5Content> typeAttributes(final String namespace, final String type, final String itsPath) {
        final Map<String, Hdf5Content> attributes = new LinkedHashMap<>();
        attributes.put("namespace", Hdf5Content.text(namespace));
        attributes.put("neurodata_type", Hdf5Content.text(type));
        attributes.put(
                "object_id",
                Hdf5Content.text(UUID.nameUUIDFromBytes((identifier + itsPath).getBytes(StandardCharsets.UTF_8))
                        .toString()));
        return attributes;
    }

    NwbNode text(final String attribute, final String value) {
        group.attribute(attribute, Hdf5Content.text(value));
        return this;
    }

    /** A dataset of one text. */
    void dataset(final String name, final String value) throws IOException {
        group.dataset(name, Hdf5Content.text(value), Map.of());
    }

    /** Ends the group. */
    long close() throws IOException {
        return group.close();
    }

    /** Starts a table, which its columns and {@link #ids} complete. */
    NwbNode table(
            final String name,
            final String namespace,
            final String type,
            final String description,
            final List<String> columns) {
        final NwbNode table = typed(name, namespace, type).text("description", description);
        table.group.attribute("colnames", Hdf5Content.texts(columns));
        return table;
    }

    /** The row numbers of a table. */
    void ids(final int rows) throws IOException {
        final int[] ids = new int[rows];
        for (int i = 0; i < rows; i++) ids[i] = i;
        group.dataset("id", Hdf5Content.integers(ids), typeAttributes(COMMON, "ElementIdentifiers", path + "/id"));
    }

    /** A column of a table. */
    long column(
            final String name,
            final String namespace,
            final String type,
            final String description,
            final Hdf5Content content)
            throws IOException {
        final Map<String, Hdf5Content> attributes = typeAttributes(namespace, type, path + "/" + name);
        attributes.put("description", Hdf5Content.text(description));
        return group.dataset(name, content, attributes);
    }

    /** A column that lists rows of another table, with the end of each row's list. */
    void regions(final String name, final String description, final long table, final int[] rows, final int[] ends)
            throws IOException {
        final Map<String, Hdf5Content> attributes = typeAttributes(COMMON, "DynamicTableRegion", path + "/" + name);
        attributes.put("description", Hdf5Content.text(description));
        attributes.put("table", Hdf5Content.reference(table));
        final long target = group.dataset(name, Hdf5Content.integers(rows), attributes);
        final Map<String, Hdf5Content> index = typeAttributes(COMMON, "VectorIndex", path + "/" + name + "_index");
        index.put("description", Hdf5Content.text("End of each row in " + name + "."));
        index.put("target", Hdf5Content.reference(target));
        group.dataset(name + "_index", Hdf5Content.integers(ends), index);
    }

    /** The start and rate of a series. */
    void startingTime(final double startS, final double rateHz) throws IOException {
        group.dataset(
                "starting_time",
                Hdf5Content.number(startS),
                Map.of("rate", Hdf5Content.number(rateHz), "unit", Hdf5Content.text("seconds")));
    }

    /** The attributes of the data of a series. */
    static Map<String, Hdf5Content> data(final String unit, final double conversion) {
        final Map<String, Hdf5Content> attributes = new LinkedHashMap<>();
        attributes.put("unit", Hdf5Content.text(unit));
        attributes.put("conversion", Hdf5Content.number(conversion));
        attributes.put("offset", Hdf5Content.number(0));
        attributes.put("resolution", Hdf5Content.number(-1));
        return attributes;
    }
}
