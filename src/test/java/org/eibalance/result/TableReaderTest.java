package org.eibalance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Tables of text row by row, whoever wrote them. */
class TableReaderTest {

    private static final String EXPECTED = "a table of levels";

    @TempDir
    private Path folder;

    private TableReader open(final String text) throws IOException {
        return TableReader.open(Files.writeString(folder.resolve("levels.csv"), text), EXPECTED);
    }

    @Test
    void rowsAreReadByTheTitlesOfTheirColumns() throws IOException {
        try (TableReader rows = open("\ufeffsweep, Level_mV ,note\n0,-80,\"a, b\"\n\n1,,\"c \"\"d\"\"\"\n")) {
            assertEquals(List.of("sweep", "Level_mV", "note"), rows.titles());
            final int level = rows.require("level_mv");
            assertEquals(1, level);
            assertEquals(-1, rows.column("condition"));
            assertTrue(rows.next());
            assertEquals(0, rows.index(0));
            assertEquals(-80, rows.finite(level));
            assertEquals("a, b", rows.text(2));
            assertTrue(rows.next());
            assertTrue(Double.isNaN(rows.number(level)));
            assertEquals("c \"d\"", rows.text(2));
            assertEquals(4, rows.line());
            assertFalse(rows.next());
        }
    }

    @Test
    void theFirstSeparatorOfTheHeaderCountsAndLeavesTheCommaForDecimals() throws IOException {
        for (final String separator : List.of(";", "\t")) {
            try (TableReader rows = open("\"a,b\"" + separator + "c\n1,5" + separator + "-2.25\n")) {
                assertTrue(rows.next());
                assertEquals(1.5, rows.finite(0));
                assertEquals(-2.25, rows.finite(1));
            }
        }
        assertEquals(
                1.5,
                TableReader.read(Files.writeString(folder.resolve("t.csv"), "x;y\n1,5;2\n"))
                        .number(0, "x"));
        try (TableReader rows = open("time;a,b\n1;2;3\n")) {
            assertSentence("line 2: 3 fields, expected were 2 as in the header", rows::next);
        }
    }

    @Test
    void everyFaultIsNamedWithFileLineAndColumn() throws IOException {
        assertSentence(
                "none.csv is not there: a table of levels was expected",
                () -> TableReader.open(folder.resolve("none.csv"), EXPECTED));
        assertSentence("levels.csv is empty: a table of levels was expected", () -> open(""));
        assertSentence("each quote was expected to be closed", () -> {
            try (TableReader rows = open("a,b\n1,\"2\n")) {
                rows.next();
            }
        });
        try (TableReader rows = open("a,b\n1,x\n,-1\n1.5,Infinity\n1\n")) {
            assertSentence(
                    "levels.csv, line 1: there is no column c, a table of levels was expected",
                    () -> rows.require("c"));
            rows.next();
            assertSentence("levels.csv, line 2, column b: 'x' is no number", () -> rows.number(1));
            rows.next();
            assertSentence(
                    "levels.csv, line 3, column a: '' is no number, a finite one was expected", () -> rows.finite(0));
            assertSentence(
                    "levels.csv, line 3, column b: '-1' was expected to be a whole number from 0 on",
                    () -> rows.index(1));
            rows.next();
            assertSentence("line 4, column a: '1.5' was expected to be a whole number from 0 on", () -> rows.index(0));
            assertSentence("line 4, column b: 'Infinity' is no number, a finite one", () -> rows.finite(1));
            assertSentence("levels.csv, line 5: 1 field, expected were 2 as in the header", rows::next);
        }
    }

    @Test
    void aColumnIsNamedAsInTheHeaderAndCountedWhereItHasNoTitle() throws IOException {
        try (TableReader rows = open("time_ms, g_e_ns ,\n0,NaN,x\n")) {
            rows.next();
            assertSentence(
                    "levels.csv, line 2, column g_e_ns: 'NaN' is no number, a finite one was expected",
                    () -> rows.finite(1));
            assertSentence("levels.csv, line 2, column 3: 'x' is no number", () -> rows.number(2));
        }
    }

    private static void assertSentence(final String words, final Executable call) {
        final String sentence = assertThrows(InputException.class, call).getMessage();
        assertTrue(sentence.contains(words) && sentence.endsWith("."), sentence);
    }
}
