package org.eibalance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are read again. */
class StoredResultsTest {

    @TempDir
    private Path folder;

    @Test
    void aTableComesBackAsItWasWritten() throws IOException {
        final Table table = Table.withColumns("name", "value", "ok", "none", "mixed")
                .row("a, \"b\"", 0.1 + 0.2, true, null, "1")
                .row("", -0.0, null, null, "x")
                .row("c", 1e300, false, null, null)
                .row("d", null, true, null, "0x1p3")
                .build();
        final Path file = folder.resolve("t.csv");
        try (OutputStream out = Files.newOutputStream(file)) {
            CsvWriter.write(table, out);
        }
        final Table read = TableReader.read(file);
        assertEquals(table.columns(), read.columns());
        assertEquals(4, read.rows());
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 5; column++) {
                final Object cell = table.get(row, column);
                assertEquals("".equals(cell) ? null : cell, read.get(row, column), row + " " + column);
            }
        }
    }

    @Test
    void aTableThatIsNoneIsASentence() throws IOException {
        for (final String wrong : List.of("", "a,a\n1,2\n", "a,b\n1\n", "a,b\n1,2,3\n")) {
            final Path file = Files.writeString(folder.resolve("wrong.csv"), wrong);
            assertTrue(assertThrows(InputException.class, () -> TableReader.read(file), wrong)
                    .getMessage()
                    .contains("wrong.csv"));
        }
    }

    @Test
    void readingCanBeCancelled() throws IOException {
        final Path file = Files.writeString(folder.resolve("t.csv"), "a\n1\n");
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> TableReader.read(file));
        assertTrue(Thread.interrupted());
    }

    @Test
    void aFolderTellsItsCommandItsInputsAndItsTables() throws IOException {
        Files.write(
                folder.resolve("provenance.json"),
                new Provenance(
                                "E/I Balance",
                                "1.2",
                                "abc",
                                "correlate-pair",
                                Map.of("max_lag_ms", "50"),
                                List.of(new InputFile(Path.of("pair.abf"), 5, "0123")),
                                List.of(),
                                OptionalLong.of(7),
                                OffsetDateTime.MIN)
                        .toJson());
        for (final String name : List.of("summary.csv", "correlogram.csv", ".summary.csv.part", "figure.svg"))
            Files.writeString(folder.resolve(name), "a\n1\n");
        final StoredResults stored = StoredResults.of(folder);
        assertEquals("correlate-pair", stored.command());
        assertEquals("E/I Balance 1.2", stored.program());
        assertEquals(Map.of("max_lag_ms", "50"), stored.parameters());
        assertEquals(List.of("0123"), stored.inputDigests());
        assertEquals(
                List.of("correlogram.csv", "summary.csv"),
                stored.tables().stream().map(t -> t.getFileName().toString()).toList());
    }

    @Test
    void aFolderThatHoldsNoResultsIsASentence() throws IOException {
        assertTrue(assertThrows(InputException.class, () -> StoredResults.of(folder))
                .getMessage()
                .contains("no folder of results"));
        for (final String wrong : List.of(
                "",
                "[]",
                "{",
                "{}",
                "{\"command\":\"x\",\"parameters\":[],\"inputs\":[]}",
                "{\"command\":[1,2],\"program\":\"x\",\"version\":\"x\",\"parameters\":{},\"inputs\":[]}",
                "{\"command\":\"x\",\"program\":\"x\",\"version\":\"x\",\"parameters\":{\"a\":{}},\"inputs\":[{}]}",
                "{\"command\":\"x\",\"program\":\"x\",\"version\":\"x\",\"parameters\":{},\"inputs\":[3]}")) {
            Files.writeString(folder.resolve("provenance.json"), wrong);
            final String said = assertThrows(InputException.class, () -> StoredResults.of(folder), wrong)
                    .getMessage();
            assertTrue(said.contains("provenance.json"), said);
        }
    }
}
