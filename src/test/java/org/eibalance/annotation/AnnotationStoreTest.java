package org.eibalance.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person adds is found again, and belongs to what it was made for. */
class AnnotationStoreTest {

    private static final Annotations ALL = Annotations.none()
            .withExcludedSweeps(Set.of(5, 3))
            .withRegions(List.of(new Region(0, 10.5, 20, "artefact „ä\"")))
            .withEvents(List.of(new EventVerdict(1, 2, 12.25, false)));

    @TempDir
    Path folder;

    private Path recording;
    private AnnotationStore store;

    @BeforeEach
    void recording() throws IOException {
        recording =
                Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("pair.abf"), "samples");
        store = new AnnotationStore(folder.resolve("user"));
    }

    @Test
    void annotationsLieBesideTheRecordingAndComeBack() throws IOException {
        assertEquals(Annotations.none(), store.read(recording));
        assertEquals(Optional.empty(), store.find(recording));
        final Path file = store.write(recording, ALL);
        assertEquals(recording.resolveSibling("pair.abf.annotations.json"), file);
        assertEquals(ALL, store.read(recording));
        assertEquals(List.of(3, 5), List.copyOf(store.read(recording).excludedSweeps()));
        assertTrue(AnnotationStore.isAnnotationFile(file));
        assertEquals("samples", Files.readString(recording));
        store.write(recording, Annotations.none());
        assertEquals(Annotations.none(), store.read(recording));
        try (Stream<Path> files = Files.list(recording.getParent())) {
            assertEquals(2, files.count(), "nothing else is left behind");
        }
    }

    @Test
    void whereTheFolderIsReadOnlyTheyLieInTheUsersAndComeHomeLater() throws IOException {
        final Path data = recording.getParent();
        data.toFile().setWritable(false);
        try {
            if (Files.isWritable(data)) System.out.println("skipped: this user can write to read-only folders");
            assumeFalse(Files.isWritable(data), "this user can write to read-only folders");
            final Path own = store.write(recording, ALL);
            assertEquals(folder.resolve("user"), own.getParent());
            assertEquals(ALL, store.read(recording));
        } finally {
            data.toFile().setWritable(true);
        }
        final Path home = store.write(recording, Annotations.none());
        assertEquals(data, home.getParent());
        assertEquals(Annotations.none(), store.read(recording));
    }

    @Test
    void theyAreRefusedForAnotherStateOfTheRecording() throws IOException {
        store.write(recording, ALL);
        Files.writeString(recording, "other samples");
        final String sentence =
                assertThrows(InputException.class, () -> store.read(recording)).getMessage();
        assertTrue(sentence.contains("pair.abf.annotations.json") && sentence.contains("another state"), sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema\": 1|\"schema\": 2|schema 2",
                "excluded_sweeps|excludedSweeps|'excludedSweeps'",
                "\"accepted\": false|\"accepted\": \"no\"|neither true nor false",
                "\"from_ms\": 10.5|\"from_ms\": 30|30.0 to 20.0",
                "\"from_ms\": 10.5|\"from\": 10.5|'from'",
                "\"sweep\": 0|\"sweep\": 0.5|0.5",
                "{|[|annotation file",
                "\"time_ms\"|\"time\"|'time'",
                "5|-5|-5"
            })
    void aFileThatSaysSomethingElseIsOneSentence(final String text, final String instead, final String words)
            throws IOException {
        final Path file = store.write(recording, ALL);
        Files.writeString(file, Files.readString(file).replaceFirst(Pattern.quote(text), instead));
        final String sentence =
                assertThrows(InputException.class, () -> store.read(recording)).getMessage();
        assertTrue(sentence.contains("annotations.json") && sentence.contains(words), sentence);
    }

    @Test
    void eventsAreMatchedFromTheClosestOn() {
        final Annotations annotations = Annotations.none()
                .withEvents(List.of(
                        new EventVerdict(0, 0, 10, true),
                        new EventVerdict(0, 0, 12, false),
                        new EventVerdict(0, 0, 50, false),
                        new EventVerdict(0, 1, 90, false)));
        final EventMatch match = annotations.match(0, 0, new double[] {9.5, 11.8, 13, 90}, 2);
        assertEquals(Optional.of(true), match.accepted(0));
        assertEquals(Optional.of(false), match.accepted(1));
        assertEquals(Optional.empty(), match.accepted(2));
        assertEquals(Optional.empty(), match.accepted(3));
        assertEquals(List.of(new EventVerdict(0, 0, 50, false)), match.lost());
    }

    @Test
    void noEventHasTwoVerdictsAndNoVerdictTwoEvents() {
        final Annotations annotations = Annotations.none()
                .withEvents(List.of(new EventVerdict(0, 0, 10, true), new EventVerdict(0, 0, 10.5, false)));
        final EventMatch one = annotations.match(0, 0, new double[] {10.4}, 2);
        assertEquals(Optional.of(false), one.accepted(0));
        assertEquals(1, one.lost().size());
        final EventMatch two = Annotations.none()
                .withEvents(List.of(new EventVerdict(0, 0, 10, false)))
                .match(0, 0, new double[] {9, 10, 10, 11}, 2);
        int judged = 0;
        for (int i = 0; i < 4; i++) judged += two.accepted(i).isPresent() ? 1 : 0;
        assertEquals(1, judged);
        assertFalse(two.accepted(0).isPresent());
        assertEquals(0, annotations.match(1, 0, new double[0], 2).lost().size());
    }
}
