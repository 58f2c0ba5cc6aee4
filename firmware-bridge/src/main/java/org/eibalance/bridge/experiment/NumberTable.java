package org.eibalance.bridge.experiment;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.recording.InputException;

/**
 * A table with a header, UTF-8 with commas, that somebody else may have written.
 *
 * @param file where it is
 * @param rows below the header
 */
record NumberTable(Path file, List<NamedCsvRecord> rows) {

    /**
     * Reads it.
     *
     * @param file the table
     * @param expected what it was expected to be, for a person
     * @param columns that it must have
     * @return the table
     * @throws InputException if there is none, a column is missing, or a row is shorter or longer than the header
     */
    static NumberTable read(final Path file, final String expected, final List<String> columns) {
        if (!Files.isRegularFile(file))
            throw new InputException(file + " is not there: " + expected + " was expected.");
        final List<NamedCsvRecord> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> table = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofNamedCsvRecord(file)) {
            for (final NamedCsvRecord row : table) {
                final List<String> header = row.getHeader();
                for (final String column : columns) {
                    if (!header.contains(column))
                        throw new InputException(file + " has no column " + column + ": " + String.join(", ", columns)
                                + " were expected, as in " + expected + ".");
                }
                if (row.getFieldCount() != header.size())
                    throw new InputException(file + ", line " + row.getStartingLineNumber() + ": " + row.getFieldCount()
                            + " fields, expected were " + header.size() + " as in the header.");
                rows.add(row);
            }
        } catch (final CsvParseException | UncheckedIOException | IOException e) {
            throw new InputException(file + " cannot be read as a table: " + e.getMessage() + ".", e);
        }
        return new NumberTable(file, rows);
    }

    /**
     * A number of a row.
     *
     * @throws InputException if it is none, or not finite
     */
    double number(final NamedCsvRecord row, final String column) {
        final String text = row.getField(column).strip();
        try {
            final double value = Double.parseDouble(text);
            if (Double.isFinite(value)) return value;
        } catch (final NumberFormatException e) {
            // said below
        }
        throw new InputException(file + ", line " + row.getStartingLineNumber() + ", " + column + ": '" + text
                + "' is no number, a finite one was expected.");
    }
}
