package org.eibalance.analysis.pair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.eibalance.analysis.pair.input.PairSweep;
import org.junit.jupiter.api.Test;

/** Windows that slide through a pair, and events of one cell seen from the other, at 1000 samples a second. */
class SlidingCorrelationTest {

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    private static PairSweep pair(final double[] a, final double[] b) {
        return new PairSweep("made.abf", 3, a, b, -80, 0);
    }

    @Test
    void windowsSlideByHalfTheirLengthAndAreNamedByTheirMiddle() {
        final double[] noise = new SplittableRandom(1).doubles(1000).toArray();
        final List<SlidingCorrelation> windows = SlidingCorrelation.of(List.of(pair(noise, noise)), 0, 200, 1000);
        assertArrayEquals(
                new double[] {100, 200, 300, 400, 500, 600, 700, 800, 900},
                windows.stream().mapToDouble(SlidingCorrelation::timeMs).toArray());
        for (final SlidingCorrelation w : windows) {
            assertEquals(1, w.zeroLagR(), 1e-12);
            assertEquals(3, w.sweep());
            assertEquals("made.abf", w.recording());
        }
        assertEquals(
                1,
                SlidingCorrelation.of(List.of(pair(noise, noise)), 0, 5000, 1000)
                        .size());
    }

    @Test
    void aCorrelationThatChangesItsSignHalfWayIsSeenToDoSo() {
        final double[] noise =
                new SplittableRandom(2).doubles(2000).map(u -> u - 0.5).toArray();
        final double[] turning = signal(2000, t -> t < 1000 ? noise[t] : -noise[t]);
        for (final SlidingCorrelation w : SlidingCorrelation.of(List.of(pair(noise, turning)), 0, 200, 1000)) {
            if (w.timeMs() <= 900) assertEquals(1, w.zeroLagR(), 1e-12);
            else if (w.timeMs() >= 1100) assertEquals(-1, w.zeroLagR(), 1e-12);
            else assertEquals(0, w.zeroLagR(), 0.2);
        }
    }

    @Test
    void theLagIsThatOfCellBBehindCellA() {
        final double[] noise =
                new SplittableRandom(3).doubles(1010).map(u -> u - 0.5).toArray();
        final double[] a = signal(1000, t -> noise[t + 10]);
        final double[] later = signal(1000, t -> 5 - 2 * noise[t]);
        for (final SlidingCorrelation w : SlidingCorrelation.of(List.of(pair(a, later)), 10, 250, 1000)) {
            assertEquals(-1, w.peakLagR(), 1e-12);
            assertEquals(0, w.zeroLagR(), 0.3);
        }
        for (final SlidingCorrelation w : SlidingCorrelation.of(List.of(pair(later, a)), -10, 250, 1000))
            assertEquals(-1, w.peakLagR(), 1e-12);
    }

    @Test
    void ofOverlapsShorterThanTwoSamplesNothingIsKnown() {
        final PairSweep pair = pair(signal(20, t -> t % 3), signal(20, t -> t % 5));
        assertTrue(Double.isNaN(
                SlidingCorrelation.of(List.of(pair), 19, 20, 1000).get(0).peakLagR()));
        assertEquals(
                1,
                Math.abs(SlidingCorrelation.of(List.of(pair), 18, 20, 1000)
                        .get(0)
                        .peakLagR()),
                1e-12);
    }

    /** Bumps of 20 ms every 200 ms; B shows each 10 ms later, twice as high and downward. */
    private static double bump(final int t, final int delay) {
        final int phase = (t - delay + 200) % 200;
        final int which = (t - delay + 200) / 200;
        return phase < 20 ? (1 + which % 3) * Math.sin(Math.PI * phase / 20) : 0;
    }

    @Test
    void theOtherCellIsAveragedAroundTheRiseOfEachEvent() {
        final double[] a = signal(10_000, t -> -70 + 5 * bump(t, 100));
        final double[] b = signal(10_000, t -> -20 - 10 * bump(t, 110));
        final PairedEvents events = PairedEvents.of(List.of(pair(a, b)), 1000, true, 1, -1);
        assertEquals(50, events.events(), 1);
        assertEquals(-50, events.timesMs()[0], 1e-12);
        assertEquals(50, events.timesMs()[100], 1e-12);
        int deepest = 0;
        double sum = 0;
        for (int i = 0; i < 101; i++) {
            if (events.average()[i] < events.average()[deepest]) deepest = i;
            sum += events.average()[i];
        }
        assertEquals(0, sum / 101, 1e-9, "less its mean over the window");
        // The rise is steepest where the bump begins; the trough of B is 10 + 10 ms later.
        assertEquals(20, events.timesMs()[deepest], 3);
        assertEquals(1, events.amplitudeR(), 0.02, "large events go with large ones");
        final PairedEvents mirrored = PairedEvents.of(List.of(pair(a, b)), 1000, false, -1, 1);
        assertEquals(50, mirrored.events(), 1);
        int highest = 0;
        for (int i = 0; i < 101; i++) if (mirrored.average()[i] > mirrored.average()[highest]) highest = i;
        assertEquals(0, mirrored.timesMs()[highest], 3, "seen from B, cell A peaks when B begins");
    }

    @Test
    void withoutEventsThereIsNoAverage() {
        final double[] flat = new double[2000];
        final PairedEvents events = PairedEvents.of(List.of(pair(flat, flat)), 1000, true, 1, 1);
        assertEquals(0, events.events());
        assertTrue(Double.isNaN(events.average()[0]));
        assertTrue(Double.isNaN(events.amplitudeR()));
    }
}
