package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;

/** What one reads off a trace by hand. */
class WindowMeasuresTest {

    @Test
    void aRampHasItsSlopeAndItsArea() {
        final double[] ramp = new double[101];
        for (int i = 0; i < ramp.length; i++) ramp[i] = -70 + 0.5 * i;
        final WindowMeasures measures = WindowMeasures.of(ramp, 0.1);
        assertEquals(5, measures.slopePerMs(), 1e-12);
        assertEquals(-45, measures.mean(), 1e-12);
        assertEquals(-45 * 101 * 0.1, measures.areaMs(), 1e-9);
        assertEquals(0.5 * Math.sqrt(101 * 102 / 12.0), measures.sd(), 1e-12);
        assertEquals(0, measures.leastMs());
        assertEquals(10, measures.greatestMs(), 1e-12);
    }

    @Test
    void missingSamplesAreLeftOut() {
        final WindowMeasures measures = WindowMeasures.of(new double[] {Double.NaN, 2, Double.NaN, 6, Double.NaN}, 1);
        assertEquals(2, measures.samples());
        assertEquals(2, measures.first());
        assertEquals(6, measures.last());
        assertEquals(4, measures.mean());
        assertEquals(2, measures.slopePerMs());
        assertEquals(3, measures.greatestMs());
        assertTrue(Double.isNaN(WindowMeasures.of(new double[] {Double.NaN}, 1).mean()));
    }

    @Test
    void extremesAreTheFirstOfTheirKind() {
        final WindowMeasures measures = WindowMeasures.of(new double[] {2, 5, 1, 1, 5}, 0.5);
        assertEquals(1, measures.least());
        assertEquals(1, measures.leastMs());
        assertEquals(5, measures.greatest());
        assertEquals(0.5, measures.greatestMs());
        assertEquals(Math.sqrt((0.64 + 4.84 * 2 + 3.24 * 2) / 4), measures.sd(), 1e-12);
        // Places -2 ... 2 about their middle: (-4 - 5 + 0 + 1 + 10) / 10 a sample of 0.5 ms.
        assertEquals(0.4, measures.slopePerMs(), 1e-12);
    }

    @Test
    void oneSampleHasAMeanButNeitherSpreadNorSlope() {
        final WindowMeasures measures = WindowMeasures.of(new double[] {Double.NaN, 4}, 0.5);
        assertEquals(1, measures.samples());
        assertEquals(4, measures.mean());
        assertEquals(2, measures.areaMs());
        assertEquals(0.5, measures.leastMs());
        assertTrue(Double.isNaN(measures.sd()));
        assertTrue(Double.isNaN(measures.slopePerMs()));
        assertEquals(0, WindowMeasures.of(new double[] {3, 3}, 1).sd());
    }

    @Test
    void theAverageOfSweepsIsAsLongAsTheShortest() {
        final RecordingHeader header = new RecordingHeader(
                "made",
                Optional.empty(),
                "memory",
                List.of(new Channel(0, "a", Unit.MILLIVOLT, ClampMode.UNKNOWN, 1000, Channel.NO_COMMAND)),
                List.of(Sweep.uniform(0, 0, 3, 1), Sweep.uniform(1, 1, 4, 1), Sweep.uniform(2, 2, 3, 1)),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        try (Recording recording =
                Recording.inMemory(header, new double[][][] {{{1, 2, 3}, {3, Double.NaN, 5, 9}, {100, 100, 100}}})) {
            final SweepAverage average = SweepAverage.of(recording, 0, List.of(0, 1));
            assertArrayEquals(new double[] {2, 2, 4}, average.values());
            assertEquals(2, average.sweeps());
            assertThrows(InputException.class, () -> SweepAverage.of(recording, 0, List.of()));
        }
    }
}
