package org.eibalance.result;

import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;

/**
 * Tables as comma-separated text (RFC 4180): UTF-8, lines end in LF, missing cells are empty, truth values are true and
 * false. A number is the shortest text that reads back as the same double; whole numbers below 10^15 have no decimal
 * point. No locale plays a part.
 */
public final class CsvWriter {

    /** Bits of the row that are 0 when cancellation is looked for. */
    private static final int LOOK_EVERY = 0xfff;

    private static final double EXACT_INTEGERS = 1e15;

    private CsvWriter() {}

    /**
     * Writes a table with its header, row by row.
     *
     * @param table the table
     * @param out where to; flushed, not closed
     * @throws IOException if it cannot be written
     * @throws CancellationException if the thread is interrupted
     */
    public static void write(final Table table, final OutputStream out) throws IOException {
        final Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        final de.siegmar.fastcsv.writer.CsvWriter csv = de.siegmar.fastcsv.writer.CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(text);
        csv.writeRecord(table.columns());
        final String[] record = new String[table.columns().size()];
        for (int row = 0; row < table.rows(); row++) {
            if ((row & LOOK_EVERY) == 0 && Thread.currentThread().isInterrupted())
                throw new CancellationException("cancelled");
            for (int column = 0; column < record.length; column++) record[column] = text(table.get(row, column));
            csv.writeRecord(record);
        }
        csv.flush();
        text.flush();
    }

    /**
     * The text of a cell.
     *
     * @param cell a String, Long, Double or Boolean, or null
     * @return its text; null where the cell is missing
     */
    public static String text(final Object cell) {
        if (!(cell instanceof Double)) return cell == null ? null : cell.toString();
        final double value = (Double) cell;
        final boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS;
        // -0.0 keeps its sign only as text of a double.
        return whole && (value != 0 || 1 / value > 0) ? Long.toString((long) value) : Double.toString(value);
    }
}
