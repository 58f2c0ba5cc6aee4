package org.eibalance.analysis.pair.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.pair.PairRecordings;
import org.eibalance.annotation.Region;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;

class StretchesTest {

    private static final double RATE_HZ = 1000;

    private static Recording recording(final int sweeps) {
        final SplittableRandom random = new SplittableRandom(1);
        final double[][] a = new double[sweeps][], b = new double[sweeps][];
        for (int k = 0; k < sweeps; k++) {
            a[k] = IntStream.range(0, 2000)
                    .mapToDouble(t -> (t < 1000 ? -80 : -10) + random.nextDouble())
                    .toArray();
            b[k] = random.doubles(2000).toArray();
        }
        return new PairRecordings(RATE_HZ)
                .channel("A", "mV", ClampMode.CURRENT_CLAMP, a)
                .channel("B", "mV", ClampMode.CURRENT_CLAMP, b)
                .recording();
    }

    private static PairInput read(final Recording recording, final Stretches stretches) {
        return PairInput.from(
                recording, recording.channels().get(0), recording.channels().get(1), List.of(), stretches);
    }

    private static Stretches without(final Region... regions) {
        return new Stretches(TimeWindow.ALL, List.of(regions), 400);
    }

    @Test
    void aWindowIsReadAloneAndTheCellIsHeldWhereItIsThere() {
        final Recording recording = recording(2);
        final PairInput read = read(recording, new Stretches(new TimeWindow(100, 900), List.of(), 400));
        assertEquals(2, read.sweeps().size());
        final PairSweep first = read.sweeps().get(0);
        assertEquals(800, first.cellA().length);
        assertEquals(100, first.startMs());
        assertEquals(-79.5, first.potentialAMv(), 0.1);
        assertArrayEquals(java.util.Arrays.copyOfRange(recording.read(0, 0), 100, 900), first.cellA());
    }

    @Test
    void withoutAWindowAndRegionsSweepsAreReadWhole() {
        final PairInput read = read(recording(2), without());
        assertEquals(2000, read.sweeps().get(1).cellA().length);
        assertEquals(0, read.sweeps().get(1).startMs());
    }

    @Test
    void aWindowBeyondTheSweepIsRefusedWithTheFileAndTheSweep() {
        final Recording recording = recording(1);
        final Stretches late = new Stretches(new TimeWindow(100, 2500), List.of(), 400);
        final String sentence =
                assertThrows(InputException.class, () -> read(recording, late)).getMessage();
        assertEquals(
                "pair.abf, sweep 0 lasts 2000.0 ms, but the window to correlate is from 100.0 ms to 2500.0 ms: choose "
                        + "window_start_ms and window_end_ms within the sweep.",
                sentence);
    }

    @Test
    void aSweepIsCutAroundARegion() {
        final PairInput read = read(recording(1), without(new Region(0, 900, 1000, "artefact")));
        // One length, for surrogates need it: 900 ms fit into both parts.
        assertEquals(2, read.sweeps().size());
        assertEquals(
                List.of(0.0, 1000.0),
                read.sweeps().stream().map(PairSweep::startMs).toList());
        assertTrue(read.sweeps().stream().allMatch(s -> s.cellA().length == 900));
    }

    @Test
    void partsThatAreTooShortAreLeftOutAndTheOtherSweepsStayWhole() {
        final Recording recording = recording(6);
        final Stretches stretches =
                without(new Region(2, 1950, 2000, "artefact"), new Region(2, 100, 200, "exclude: pump"));
        final PairInput read = read(recording, stretches);
        assertEquals(
                List.of(0, 1, 3, 4, 5),
                read.sweeps().stream().map(PairSweep::sweep).toList());
        assertTrue(read.sweeps().stream().allMatch(s -> s.cellA().length == 2000));
        final String sentence = stretches
                .words(recording, recording.channels().get(0), List.of(), read)
                .orElseThrow();
        assertTrue(sentence.contains("'artefact' in sweep 2, 1950.0 to 2000.0 ms"), sentence);
        assertTrue(sentence.contains("2.000 of 12.000 s"), sentence);
    }

    @Test
    void nothingIsSaidWhereNothingIsLeftOut() {
        final Recording recording = recording(2);
        final PairInput read = read(recording, without());
        assertTrue(without()
                .words(recording, recording.channels().get(0), List.of(), read)
                .isEmpty());
    }

    @Test
    void aRecordingThatIsAllArtefactIsRefused() {
        final Recording recording = recording(1);
        final Stretches all = without(new Region(0, 0, 2000, "artefact"));
        final String sentence =
                assertThrows(InputException.class, () -> read(recording, all)).getMessage();
        assertTrue(sentence.startsWith("pair.abf: beside the regions"), sentence);
    }

    @Test
    void onlyArtefactsAndWhatAPersonExcludesAreLeftOut() {
        assertTrue(new Region(0, 0, 1, " Artefact of the pump").isLeftOut());
        assertTrue(new Region(0, 0, 1, "excluded").isLeftOut());
        assertTrue(!new Region(0, 0, 1, "Up state").isLeftOut());
    }

    @Test
    void epochsAroundStimuliKeepTheirTimesInAWindow() {
        final PairInput read = read(recording(2), new Stretches(new TimeWindow(100, 1500), List.of(), 200));
        final PairInput cut = Epochs.around(read, s -> new double[] {50, 300, 1400}, 0, 200);
        assertEquals(2, cut.sweeps().size());
        assertEquals(300, cut.sweeps().get(0).startMs(), 1e-9);
        assertEquals(read.sweeps().get(0).cellA()[200], cut.sweeps().get(0).cellA()[0]);
    }
}
