package org.eibalance.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eibalance.recording.InputException;
import org.eibalance.result.CsvWriter;
import org.eibalance.result.OutputException;
import org.eibalance.result.Table;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch remembers through a kill. */
class JournalTest {

    private static final Map<String, String> TASK = Map.of("max_lag_ms", "200");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    private Journal open() {
        return Journal.open(file(), TASK, true);
    }

    private static JournalEntry entry(final String name) {
        return new JournalEntry(
                name,
                new FileStamp(5, 1_700_000_000_123_456_789L),
                List.of(new FileStamp(1, 2)),
                "ab12",
                Table.withColumns("recording", "r", "sweeps", "ok", "big")
                        .row("„ä\"\n.abf", 0.1 + 0.2, 10, true, 1e300)
                        .row(null, Double.NaN, -3, false, -0.0)
                        .row("", Double.POSITIVE_INFINITY, 1L << 60, null, 12.0)
                        .build(),
                null);
    }

    @Test
    void everyCellComesBackAsTheSameTextOfCsv() {
        final Table before = entry("a").table();
        try (Journal journal = open()) {
            journal.append(entry("a"));
        }
        try (Journal journal = open()) {
            final JournalEntry after = journal.read("a");
            assertEquals(entry("a").stamp(), after.stamp());
            assertEquals(entry("a").companions(), after.companions());
            assertEquals("ab12", after.sha256());
            assertEquals(before.columns(), after.table().columns());
            for (int row = 0; row < before.rows(); row++) {
                for (int column = 0; column < before.columns().size(); column++) {
                    assertEquals(
                            CsvWriter.text(before.get(row, column)),
                            CsvWriter.text(after.table().get(row, column)),
                            row + "," + column);
                }
            }
        }
    }

    @Test
    void aKillAtAnyByteLosesAtMostTheLineThatWasBeingWritten() throws IOException {
        final long[] ends = new long[4];
        try (Journal journal = open()) {
            ends[0] = Files.size(file());
            for (int i = 1; i < 4; i++) {
                journal.append(entry("file " + i));
                ends[i] = Files.size(file());
            }
        }
        final byte[] whole = Files.readAllBytes(file());
        for (int cut = 0; cut <= whole.length; cut++) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            try (Journal journal = open()) {
                for (int i = 1; i < 4; i++) {
                    if (ends[i] <= cut)
                        assertEquals("file " + i, journal.read("file " + i).name());
                    else assertNull(journal.find("file " + i));
                }
                if (cut % 50 == 0) {
                    journal.append(entry("after"));
                    assertEquals(3, journal.read("after").table().rows());
                }
            }
        }
    }

    @Test
    void aTornTailLongerThanTheNextLineLeavesNothingBehindIt() throws IOException {
        try (Journal journal = open()) {
            journal.append(entry("a"));
        }
        Files.writeString(file(), "{\"file\":\"" + "torn ".repeat(1000), java.nio.file.StandardOpenOption.APPEND);
        try (Journal journal = open()) {
            journal.append(entry("b"));
        }
        try (Journal journal = open()) {
            journal.append(entry("c"));
        }
        try (Journal journal = open()) {
            for (final String name : List.of("a", "b", "c"))
                assertEquals(name, journal.read(name).name());
        }
        assertEquals(4, Files.readAllLines(file()).size(), "the line of the task and three more");
    }

    @Test
    void aLaterLineOfAFileReplacesAnEarlierOne() {
        try (Journal journal = open()) {
            journal.append(new JournalEntry("a", new FileStamp(1, 1), List.of(), null, null, "broken"));
            assertTrue(journal.find("a").failed());
            journal.append(entry("a"));
        }
        try (Journal journal = open()) {
            assertFalse(journal.find("a").failed());
        }
    }

    @Test
    void aJournalOfAnotherTaskIsRefusedUnlessItBeginsAnew() {
        try (Journal journal = open()) {
            journal.append(entry("a"));
        }
        final String sentence = assertThrows(
                        InputException.class, () -> Journal.open(file(), Map.of("max_lag_ms", "100"), true))
                .getMessage();
        assertTrue(sentence.contains("max_lag_ms=200, not 100") && sentence.contains("resume=false"), sentence);
        try (Journal journal = open()) {
            assertNotNull(journal.find("a"), "nothing was lost by the refusal");
        }
        try (Journal journal = Journal.open(file(), Map.of("max_lag_ms", "100"), false)) {
            assertNull(journal.find("a"));
        }
    }

    @Test
    void twoBatchesNeverWriteOneJournal() {
        final Journal first = open();
        final String sentence = assertThrows(InputException.class, this::open).getMessage();
        assertTrue(sentence.contains("in use by another batch"), sentence);
        first.close();
        open().close();
    }

    @Test
    void damageInTheMiddleIsToldAndNotDropped() throws IOException {
        try (Journal journal = open()) {
            journal.append(entry("a"));
            journal.append(entry("b"));
        }
        final List<String> lines = Files.readAllLines(file());
        Files.writeString(file(), lines.get(0) + "\n" + lines.get(1).substring(5) + "\n" + lines.get(2) + "\n");
        final byte[] before = Files.readAllBytes(file());
        final String sentence = assertThrows(InputException.class, this::open).getMessage();
        assertTrue(sentence.contains("line 2 is damaged"), sentence);
        assertEquals(before.length, Files.size(file()));
    }

    @Test
    void aFolderThatCannotBeMadeIsASentence() throws IOException {
        Files.writeString(folder.resolve("taken"), "mine");
        assertThrows(OutputException.class, () -> Journal.open(folder.resolve("taken/journal.jsonl"), TASK, true));
        assertEquals("mine", Files.readString(folder.resolve("taken")));
    }

    @Test
    void aDiskThatIsFullIsASentence() throws IOException {
        final Path full = Path.of("/dev/full");
        if (!Files.exists(full)) System.out.println("skipped: this system has no /dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");
        Files.createSymbolicLink(file(), full);
        final String sentence = assertThrows(OutputException.class, () -> Journal.open(file(), TASK, false))
                .getMessage();
        assertTrue(sentence.startsWith("The journal ") && sentence.contains("cannot be written"), sentence);
        Files.delete(file());
    }
}
