package org.eibalance.batch;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.result.Table;

/**
 * What came of one file: a line of the journal.
 *
 * @param name path below the folder of the batch
 * @param stamp of the file
 * @param companions stamps of the files that belong to it
 * @param sha256 of the file; null where it failed
 * @param table its rows; null where it failed
 * @param error why it failed; null where it did not
 */
record JournalEntry(
        String name, FileStamp stamp, List<FileStamp> companions, String sha256, Table table, String error) {

    JournalEntry {
        companions = List.copyOf(companions);
    }

    /** The same contents under the time at which the file was touched. */
    JournalEntry restamped(final FileStamp touched) {
        return new JournalEntry(name, touched, companions, sha256, table, error);
    }

    /** One line of JSON, without its end. */
    String toLine() {
        final JsonObject line = new JsonObject();
        line.addProperty("file", name);
        line.addProperty("stamp", stamp.toString());
        final JsonArray stamps = new JsonArray();
        companions.forEach(s -> stamps.add(s.toString()));
        line.add("companions", stamps);
        if (error != null) {
            line.addProperty("error", error);
            return line.toString();
        }
        line.addProperty("sha256", sha256);
        final JsonArray columns = new JsonArray();
        table.columns().forEach(columns::add);
        line.add("columns", columns);
        final JsonArray rows = new JsonArray();
        for (int row = 0; row < table.rows(); row++) {
            final JsonArray cells = new JsonArray();
            for (int column = 0; column < table.columns().size(); column++) cells.add(json(table.get(row, column)));
            rows.add(cells);
        }
        line.add("rows", rows);
        return line.toString();
    }

    /** JSON has no infinity: its text is the same in CSV. */
    private static JsonElement json(final Object cell) {
        if (cell == null) return JsonNull.INSTANCE;
        if (cell instanceof Boolean) return new JsonPrimitive((Boolean) cell);
        if (cell instanceof Double && ((Double) cell).isInfinite() || cell instanceof String)
            return new JsonPrimitive(cell.toString());
        return new JsonPrimitive((Number) cell);
    }

    /**
     * Reads a line.
     *
     * @throws RuntimeException of some kind if it is no such line
     */
    static JournalEntry parse(final String text) {
        final JsonObject line = JsonParser.parseString(text).getAsJsonObject();
        final List<FileStamp> companions = new ArrayList<>();
        line.getAsJsonArray("companions").forEach(s -> companions.add(FileStamp.parse(s.getAsString())));
        final String name = line.get("file").getAsString();
        final FileStamp stamp = FileStamp.parse(line.get("stamp").getAsString());
        if (line.has("error"))
            return new JournalEntry(
                    name, stamp, companions, null, null, line.get("error").getAsString());
        final JsonArray columns = line.getAsJsonArray("columns");
        final String[] names = new String[columns.size()];
        for (int i = 0; i < names.length; i++) names[i] = columns.get(i).getAsString();
        final Table.Builder table = Table.withColumns(names);
        for (final JsonElement row : line.getAsJsonArray("rows")) {
            final Object[] cells = new Object[names.length];
            for (int i = 0; i < cells.length; i++)
                cells[i] = cell(row.getAsJsonArray().get(i));
            table.row(cells);
        }
        return new JournalEntry(name, stamp, companions, line.get("sha256").getAsString(), table.build(), null);
    }

    private static Object cell(final JsonElement json) {
        if (json.isJsonNull()) return null;
        final JsonPrimitive value = json.getAsJsonPrimitive();
        if (value.isBoolean()) return value.getAsBoolean();
        if (value.isString()) return value.getAsString();
        final String number = value.getAsString();
        return number.matches("-?\\d+") ? (Object) Long.parseLong(number) : Double.parseDouble(number);
    }
}
