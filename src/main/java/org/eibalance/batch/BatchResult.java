package org.eibalance.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.check.Checks;
import org.eibalance.result.InputFile;
import org.eibalance.result.Table;

/**
 * What came of all files, in the order of the files whatever the order in which they were done.
 *
 * @param summary {@code file,status} and all rows of each file's table; status is ok or error. A file without rows, and
 *     one with an error, has one row with nothing in the other columns
 * @param errors {@code file,message}, one row a file that failed
 * @param inputs the files that went well, with their SHA-256
 */
public record BatchResult(Table summary, Table errors, List<InputFile> inputs) {

    /** Takes a copy. */
    public BatchResult {
        inputs = List.copyOf(inputs);
    }

    /** The checks of all files: one for each that failed or is doubtful in some file. */
    public Checks checks() {
        return BatchChecks.of(this).checks();
    }

    /**
     * Gathers what a journal knows.
     *
     * @param journal the journal of a run that has ended
     * @param items the files of that run
     * @return all their rows
     */
    public static BatchResult of(final Journal journal, final List<BatchItem> items) {
        final Map<String, Integer> columns = new LinkedHashMap<>();
        columns.put("file", 0);
        columns.put("status", 1);
        final List<Object[]> rows = new ArrayList<>();
        final Table.Builder errors = Table.withColumns("file", "message");
        final List<InputFile> inputs = new ArrayList<>();
        for (final BatchItem item : items) {
            final JournalEntry entry = journal.read(item.name());
            if (entry.error() != null) {
                errors.row(item.name(), entry.error());
                rows.add(new Object[] {item.name(), "error"});
                continue;
            }
            inputs.add(new InputFile(item.path(), entry.stamp().bytes(), entry.sha256()));
            addRows(item.name(), entry.table(), columns, rows);
        }
        final Table.Builder summary = Table.withColumns(columns.keySet().toArray(String[]::new));
        for (final Object[] row : rows) summary.row(Arrays.copyOf(row, columns.size()));
        return new BatchResult(summary.build(), errors.build(), inputs);
    }

    private static void addRows(
            final String file, final Table table, final Map<String, Integer> columns, final List<Object[]> rows) {
        final int[] places = new int[table.columns().size()];
        for (int c = 0; c < places.length; c++) {
            final Integer place = columns.putIfAbsent(table.columns().get(c), columns.size());
            places[c] = place == null ? columns.size() - 1 : place;
            if (places[c] < 2)
                throw new IllegalArgumentException(
                        "a table with a column " + table.columns().get(c));
        }
        for (int r = 0; r < Math.max(1, table.rows()); r++) {
            final Object[] row = new Object[columns.size()];
            row[0] = file;
            row[1] = "ok";
            for (int c = 0; c < places.length && r < table.rows(); c++) row[places[c]] = table.get(r, c);
            rows.add(row);
        }
    }
}
