package org.eibalance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's files appear together, or not at all. */
class ResultFolderTest {

    @TempDir
    Path root;

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> names(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void filesAppearTogetherAtCommit() throws IOException {
        final Path place = root.resolve("pair/correlate-pair");
        try (ResultFolder folder = new ResultFolder(place)) {
            folder.add("a.csv", out -> out.write(bytes("1")));
            folder.addFile("b.abf", file -> write(file, "2"));
            assertFalse(Files.exists(place.resolve("a.csv")));
            assertEquals(List.of("a.csv", "b.abf"), folder.commit());
        }
        assertEquals(List.of("a.csv", "b.abf"), names(place));
    }

    @Test
    void aSecondRunReplacesItsOwnFilesAndNoOthers() throws IOException {
        Files.writeString(root.resolve("notes.txt"), "mine");
        for (final String text : List.of("first", "second")) {
            try (ResultFolder folder = new ResultFolder(root)) {
                folder.add("summary.csv", out -> out.write(bytes(text)));
                folder.commit();
            }
        }
        assertEquals("second", Files.readString(root.resolve("summary.csv")));
        assertEquals("mine", Files.readString(root.resolve("notes.txt")));
    }

    @Test
    void aFailureLeavesEarlierResultsAndNoNewFolder() throws IOException {
        Files.writeString(root.resolve("summary.csv"), "earlier");
        assertThrows(InputException.class, () -> {
            try (ResultFolder folder = new ResultFolder(root)) {
                folder.add("summary.csv", out -> {
                    out.write(bytes("half"));
                    throw new IOException("No space left on device");
                });
            }
        });
        assertEquals("earlier", Files.readString(root.resolve("summary.csv")));
        assertEquals(List.of("summary.csv"), names(root));
        try (ResultFolder folder = new ResultFolder(root.resolve("x/y"))) {
            folder.add("a", out -> out.write(1));
        }
        assertFalse(Files.exists(root.resolve("x")));
    }

    @Test
    void aFileThatCannotBeReplacedLeavesAllAsTheyWere() throws IOException {
        Files.writeString(root.resolve("summary.csv"), "earlier");
        Files.createDirectories(root.resolve("figure.svg/full"));
        assertThrows(InputException.class, () -> {
            try (ResultFolder folder = new ResultFolder(root)) {
                folder.add("summary.csv", out -> out.write(bytes("new")));
                folder.add("more.csv", out -> out.write(bytes("new")));
                // Its part is gone, as if somebody had cleared the folder.
                folder.addFile("figure.svg", file -> {});
                folder.commit();
            }
        });
        assertEquals("earlier", Files.readString(root.resolve("summary.csv")));
        assertEquals(List.of("figure.svg", "summary.csv"), names(root));
        assertTrue(Files.isDirectory(root.resolve("figure.svg/full")));
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Files.writeString(root.resolve("output"), "a file");
        final InputException e =
                assertThrows(InputException.class, () -> new ResultFolder(root.resolve("output/pair")));
        assertTrue(e.getMessage().contains("output is a file"), e.getMessage());
    }

    private static void write(final Path file, final String text) {
        try {
            Files.writeString(file, text);
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aDiskThatIsFullIsASentenceAndLeavesNothing() {
        final Table table = Table.withColumns("a").row(1).build();
        try (ResultFolder results = new ResultFolder(root.resolve("full"))) {
            final String sentence = assertThrows(
                            OutputException.class,
                            () -> results.add(
                                    "summary.csv",
                                    out -> CsvWriter.write(table, new OutputStream() {

                                        @Override
                                        public void write(final int b) throws IOException {
                                            throw new IOException("no room");
                                        }
                                    })))
                    .getMessage();
            assertTrue(sentence.contains("full") && sentence.contains("no room"), sentence);
        }
        assertFalse(Files.exists(root.resolve("full")));
    }
}
