package org.eibalance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Tables become text that other programs read back to the last bit. */
class CsvWriterTest {

    private static String csv(final Table table) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvWriter.write(table, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void cellsOfEachKindHaveOneForm() throws IOException {
        final Table table = Table.withColumns("recording", "sweeps", "peak_r", "ok", "p_value")
                .row("a, \"b\".abf", 10, -0.5, true, Double.NaN)
                .row("µ", 3L, 2.0, false, null)
                .build();
        assertEquals(
                "recording,sweeps,peak_r,ok,p_value\n\"a, \"\"b\"\".abf\",10,-0.5,true,\nµ,3,2,false,\n", csv(table));
    }

    @Property
    void everyDoubleReadsBackAsItself(@ForAll @Size(min = 1, max = 50) final double[] values) throws IOException {
        final List<CsvRecord> records =
                CsvReader.builder().ofCsvRecord(csv(Table.ofNumbers(List.of("v", "w"), values, values))).stream()
                        .toList();
        for (int i = 0; i < values.length; i++) {
            final String text = records.get(i + 1).getField(0);
            assertEquals(Double.doubleToLongBits(values[i]), Double.doubleToLongBits(Double.parseDouble(text)), text);
        }
    }

    @Property
    void everyTextReadsBackAsItself(@ForAll final String text) throws IOException {
        final Table table = Table.withColumns("name", "n").row(text, 1).build();
        final List<CsvRecord> records =
                CsvReader.builder().ofCsvRecord(csv(table)).stream().toList();
        // A lone surrogate has no UTF-8.
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text))
            assertEquals(text, records.get(1).getField(0));
    }

    @Test
    void missingNumbersAreNotANumberToReaders() {
        final Table table = Table.withColumns("a").row(1.5).row((Object) null).build();
        assertEquals(1.5, table.number(0, "a"));
        assertTrue(Double.isNaN(table.numbers("a")[1]));
    }

    @Test
    void rowsAndColumnsMustFit() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Table.withColumns("a", "b").row(1));
        assertThrows(
                IllegalArgumentException.class, () -> Table.ofNumbers(List.of("a", "a"), new double[1], new double[1]));
        assertThrows(
                IllegalArgumentException.class, () -> Table.ofNumbers(List.of("a", "b"), new double[1], new double[2]));
    }
}
