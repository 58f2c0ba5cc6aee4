package org.eibalance.format.abf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedRecordings;
import org.eibalance.format.abf.Abf2Options.CommandStep;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read. */
class Abf2WriterTest {

    private static Path propertyFolder;

    @TempDir
    private Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        propertyFolder = Files.createTempDirectory("abf2");
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.list(propertyFolder)) {
            for (final Path file : files.toList()) Files.delete(file);
        }
        Files.delete(propertyFolder);
    }

    @Test
    void twoCellsComeBackWithAllThatTheFormatKeeps() {
        final Path file = folder.resolve("cells.abf");
        final Recording written = TwoCells.recording(3, 1000, 7);
        Abf2Writer.write(written, file, TwoCells.int16());
        try (Recording read = Formats.open(file)) {
            assertEquals("ABF2 2.6.0.0", read.format());
            assertEquals(written.channels(), read.channels());
            assertEquals(written.sweeps(), read.sweeps());
            assertEquals(written.tags(), read.tags());
            assertEquals(written.start(), read.start());
            assertEquals(List.of(), read.remarks());
            for (int c = 0; c < 2; c++) {
                assertEquals(
                        written.command(c).orElseThrow().name(),
                        read.command(c).orElseThrow().name());
                assertEquals(Unit.PICOAMPERE, read.command(c).orElseThrow().unit());
                assertEquals(c == 0 ? -350 : 800, read.command(c).orElseThrow().holding());
                for (int k = 0; k < 3; k++) assertArrayEquals(written.read(c, k), read.read(c, k));
            }
        }
    }

    @Test
    void stepsOfACommandComeBackAtTheirSamples() {
        final Path file = folder.resolve("steps.abf");
        Abf2Writer.write(
                TwoCells.recording(3, 6400, 1),
                file,
                TwoCells.int16()
                        .withSteps(List.of(
                                new CommandStep(0, -400, 50, 1000, 0),
                                new CommandStep(1, 0, 0, 200, 100),
                                new CommandStep(0, 10, 0, 500, 0))));
        try (Recording read = Formats.open(file)) {
            final double[] a = new double[6400];
            final double[] b = new double[6400];
            read.command(0).orElseThrow().read(2, 0, a, 0, 6400);
            read.command(1).orElseThrow().read(2, 0, b, 0, 6400);
            // hold of 1/64 of the sweep, 100 samples
            final double[] expectedA = new double[6400];
            Arrays.fill(expectedA, -350);
            Arrays.fill(expectedA, 100, 1100, -300);
            Arrays.fill(expectedA, 1100, 1600, 10);
            assertArrayEquals(expectedA, a);
            final double[] expectedB = new double[6400];
            Arrays.fill(expectedB, 800);
            Arrays.fill(expectedB, 100, 500, 0);
            assertArrayEquals(expectedB, b);
        }
    }

    @Property(tries = 150)
    void countsSurviveWritingReadingAndWritingAgain(
            @ForAll @IntRange(min = 1, max = 5) final int sweeps,
            @ForAll @IntRange(min = 1, max = 20_000) final int samples,
            @ForAll final long seed)
            throws IOException {
        final Path first = propertyFolder.resolve("first.abf");
        final Path second = propertyFolder.resolve("second.abf");
        final Recording written = TwoCells.recording(sweeps, samples, seed);
        Abf2Writer.write(written, first, TwoCells.int16());
        try (Recording read = Formats.open(first)) {
            for (int c = 0; c < 2; c++) {
                for (int k = 0; k < sweeps; k++) assertArrayEquals(written.read(c, k), read.read(c, k));
            }
            Abf2Writer.write(read, second, TwoCells.int16());
        }
        assertEquals(-1, Files.mismatch(first, second));
    }

    /** Any full scale: half a count is the most that rounding may take. */
    @Property(tries = 150)
    void valuesComeBackWithinHalfACountAtAnyFullScale(
            @ForAll("scales") final double fullScale, @ForAll final long seed) {
        final java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
        final double[][][] values = new double[1][1][500];
        for (int i = 0; i < 500; i++) values[0][0][i] = random.nextDouble(-0.999, 0.999) * fullScale;
        final Path file = propertyFolder.resolve("scale.abf");
        Abf2Writer.write(oneChannel(values), file, Abf2Options.int16(fullScale));
        try (Recording read = Formats.open(file)) {
            assertArrayEquals(values[0][0], read.read(0, 0), fullScale / 32_768 * 0.500001);
        }
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<Double> scales() {
        return Arbitraries.doubles().between(1e-3, 1e6).ofScale(6);
    }

    private static Recording oneChannel(final double[][][] values) {
        final List<Sweep> sweeps = java.util.stream.IntStream.range(0, values[0].length)
                .mapToObj(k -> Sweep.uniform(k, k, values[0][k].length, 1))
                .toList();
        return Recording.inMemory(
                new RecordingHeader(
                        "one",
                        Optional.empty(),
                        "simulated",
                        List.of(new Channel(
                                0, "Im", Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, 10_000, Channel.NO_COMMAND)),
                        sweeps,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                values);
    }

    @Test
    void floatsKeepMissingSamplesAndSweepsOfAnyLength() {
        final double[][][] values = {{{1.5, Double.NaN, -3}, {4, 5, 6, 7, 8}, {9}}};
        final Path file = folder.resolve("floats.abf");
        Abf2Writer.write(oneChannel(values), file, Abf2Options.float32());
        try (Recording read = Formats.open(file)) {
            for (int k = 0; k < 3; k++) assertArrayEquals(values[0][k], read.read(0, k));
            assertEquals(2, read.sweeps().get(2).startS());
            assertEquals(Optional.empty(), read.command(0));
            assertEquals(ClampMode.VOLTAGE_CLAMP, read.channels().get(0).clampMode());
        }
    }

    /** The library that the vendor gave out opens no file with longer ones. */
    @Test
    void longNamesAreCut() {
        final Path file = folder.resolve("names.abf");
        final RecordingHeader header = oneChannel(new double[][][] {{{1, 2}}}).header();
        final Channel channel = new Channel(0, "membrane current", Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, 10_000, 0);
        Abf2Writer.write(
                Recording.inMemory(
                        new RecordingHeader(
                                "names",
                                Optional.empty(),
                                "simulated",
                                List.of(channel),
                                header.sweeps(),
                                List.of(CommandWaveform.constant("membrane potential", Unit.MILLIVOLT, -70)),
                                List.of(),
                                Optional.empty(),
                                List.of()),
                        new double[][][] {{{1, 2}}}),
                file,
                Abf2Options.float32());
        try (Recording read = Formats.open(file)) {
            assertEquals("membrane c", read.channels().get(0).name());
            assertEquals("membrane", read.command(0).orElseThrow().name());
        }
    }

    @Test
    void theSameRecordingGivesTheSameBytes() throws IOException {
        final byte[] first = Files.readAllBytes(TwoCells.write(folder.resolve("a.abf"), 2, 500));
        assertArrayEquals(first, Files.readAllBytes(TwoCells.write(folder.resolve("b.abf"), 2, 500)));
        assertEquals(0, first.length % 512);
    }

    @Test
    void aRealRecordingSurvivesAsFloats() {
        final Path file = folder.resolve("copy.abf");
        try (Recording original = Formats.open(SharedRecordings.abf("14o16001_vc_pair_step.abf"))) {
            Abf2Writer.write(original, file, Abf2Options.float32());
            try (Recording copy = Formats.open(file)) {
                assertEquals(original.channels(), copy.channels());
                assertEquals(original.sweeps(), copy.sweeps());
                assertEquals(original.start(), copy.start());
                for (int k = 0; k < 13; k++) assertArrayEquals(original.read(1, k), copy.read(1, k), 1e-3);
            }
            assertThrows(
                    InputException.class,
                    () -> Abf2Writer.write(original, original.file().orElseThrow(), Abf2Options.float32()));
        }
    }

    @Test
    void whatDoesNotFitIsSaidAndNothingIsLeft() throws IOException {
        final Path file = folder.resolve("bad.abf");
        final String beyond = sentence(oneChannel(new double[][][] {{{0, 1, 101}}}), file, Abf2Options.int16(100));
        assertTrue(beyond.contains("sample 2 of channel 'Im' in sweep 0 is 101.0"), beyond);
        sentence(oneChannel(new double[][][] {{{0, Double.NaN}}}), file, Abf2Options.int16(100));
        sentence(oneChannel(new double[][][] {{{}}}), file, Abf2Options.float32());
        sentence(TwoCells.recording(1, 10, 1), file, Abf2Options.int16(100));
        sentence(TwoCells.recording(1, 10, 1), file, Abf2Options.int16(100, -1));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
        sentence(TwoCells.recording(1, 10, 1), folder.resolve("none").resolve("bad.abf"), TwoCells.int16());
        final Path occupied = Files.createDirectories(folder.resolve("dir.abf").resolve("full"));
        sentence(TwoCells.recording(1, 10, 1), occupied.getParent(), TwoCells.int16());
        assertFalse(Files.exists(folder.resolve("dir.abf.part")));
    }

    private static String sentence(final Recording recording, final Path file, final Abf2Options options) {
        final String message = assertThrows(InputException.class, () -> Abf2Writer.write(recording, file, options))
                .getMessage();
        assertTrue(message.endsWith("."), message);
        return message;
    }

    @Test
    void aFaultLeavesTheFormerFileAsItWas() throws IOException {
        final Path file = TwoCells.write(folder.resolve("cells.abf"), 2, 100);
        final byte[] before = Files.readAllBytes(file);
        sentence(TwoCells.recording(1, 10, 1), file, Abf2Options.int16(1, 1));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> TwoCells.write(file, 3, 100));
        assertTrue(Thread.interrupted());
        assertArrayEquals(before, Files.readAllBytes(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }
}
