package org.eibalance.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.DoubleType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Channels over sweeps, read as arrays or as an interval. */
class RecordingTest {

    private static double[] ramp(final int samples, final double start) {
        final double[] ramp = new double[samples];
        for (int i = 0; i < samples; i++) ramp[i] = start + i;
        return ramp;
    }

    private static Recording recording(final String... names) {
        final int n = 10_000;
        final List<Channel> channels = new java.util.ArrayList<>();
        final double[][][] samples = new double[names.length][1][];
        for (int c = 0; c < names.length; c++) {
            channels.add(new Channel(
                    c, names[c], Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 20_000, c == 0 ? 0 : Channel.NO_COMMAND));
            samples[c][0] = ramp(n, 1000 * c);
        }
        return Recording.inMemory(
                new RecordingHeader(
                        "test",
                        Optional.empty(),
                        "memory",
                        channels,
                        List.of(Sweep.uniform(0, 0, n, names.length)),
                        List.of(CommandWaveform.constant("I", Unit.PICOAMPERE, -350)),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                samples);
    }

    @ParameterizedTest
    @CsvSource({
        "mV, VOLTAGE, 1",
        "V, VOLTAGE, 1000",
        "uV, VOLTAGE, .001",
        "\u00b5V, VOLTAGE, .001",
        "\u03bcV, VOLTAGE, .001",
        "pA, CURRENT, 1",
        "nA, CURRENT, 1000",
        "A, CURRENT, 1e12",
        "fA, CURRENT, .001",
        "' V', VOLTAGE, 1000",
        "dB, OTHER, 1",
        "deg C, OTHER, 1",
        "mS, OTHER, 1",
        "'', OTHER, 1",
        "?, OTHER, 1"
    })
    void unitsAreReckonedInMillivoltsAndPicoamperesAndNeverGuessed(
            final String text, final Quantity quantity, final double factor) {
        assertEquals(quantity, Unit.parse(text).quantity());
        assertEquals(factor, Unit.parse(text).toFieldUnit());
    }

    @Test
    void anExactNameWinsOverAnIndex() {
        try (Recording recording = recording("1", "0")) {
            assertEquals(1, recording.channel("0").index());
        }
        try (Recording recording = recording("cell A", "cell B")) {
            assertEquals(1, recording.channel("1").index());
            assertEquals(0, recording.channel("cell A").index());
            final String sentence = assertThrows(InputException.class, () -> recording.channel("cell C"))
                    .getMessage();
            assertEquals("test has no channel 'cell C': it has 0 (cell A), 1 (cell B).", sentence);
            assertThrows(InputException.class, () -> recording.channel("2"));
            assertThrows(InputException.class, () -> recording.channel("-1"));
            assertThrows(InputException.class, () -> recording.channel("99999999999"));
        }
        try (Recording recording = recording("same", "same")) {
            assertTrue(assertThrows(InputException.class, () -> recording.channel("same"))
                    .getMessage()
                    .contains("0 or 1"));
        }
    }

    @Test
    void anIntervalShowsTheSamplesThatABulkReadGives() {
        try (Recording recording = recording("a", "b")) {
            final RandomAccessibleInterval<DoubleType> interval = recording.interval(1, 0);
            final double[] all = recording.read(1, 0);
            final double[] walked = new double[all.length];
            final Cursor<DoubleType> cursor = interval.cursor();
            for (int i = 0; cursor.hasNext(); i++) walked[i] = cursor.next().get();
            assertArrayEquals(all, walked);
            final RandomAccess<DoubleType> access = interval.randomAccess();
            for (final int at : new int[] {9999, 0, 4096, 4095, 5000}) {
                assertEquals(all[at], access.setPositionAndGet(at).get());
                assertEquals(all[at], access.copy().get().get());
            }
        }
    }

    @Test
    void partsOfASweepAreReadWhereTheyAreWanted() {
        try (Recording recording = recording("a")) {
            final double[] into = {-1, -1, -1, -1};
            recording.read(0, 0, 7, into, 1, 2);
            assertArrayEquals(new double[] {-1, 7, 8, -1}, into);
            assertThrows(IndexOutOfBoundsException.class, () -> recording.read(0, 0, 9_999, new double[2]));
            assertThrows(IndexOutOfBoundsException.class, () -> recording.read(0, 0, -1, new double[2]));
        }
    }

    @Test
    void aClosedRecordingIsNotRead() {
        final Recording recording = recording("a");
        recording.close();
        assertThrows(IllegalStateException.class, () -> recording.read(0, 0));
    }

    @Test
    void aCommandIsFoundByItsChannel() {
        try (Recording recording = recording("a", "b")) {
            final double[] command = new double[3];
            recording.command(0).orElseThrow().read(0, 5, command, 0, 3);
            assertArrayEquals(new double[] {-350, -350, -350}, command);
            assertTrue(recording.command(1).isEmpty());
        }
    }
}
