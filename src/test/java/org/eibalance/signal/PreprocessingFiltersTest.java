package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingFiltersTest {

    private static final double RATE_HZ = 10_000;

    @ParameterizedTest
    @ValueSource(doubles = {1, 30, 300})
    void aFilterLeavesSevenTenthsAtItsCornerAndDelaysNothing(final double cornerHz) {
        final int n = (int) Math.max(20_000, 12 * RATE_HZ / cornerHz);
        final double[] sine = signal(n, t -> Math.sin(2 * Math.PI * cornerHz * t / RATE_HZ));
        for (final ZeroPhaseFilter filter :
                List.of(ZeroPhaseFilter.lowPass(cornerHz, RATE_HZ), ZeroPhaseFilter.highPass(cornerHz, RATE_HZ))) {
            final double[] filtered = filter.filter(sine);
            // Away from the ends a sine stays in phase.
            for (int t = n / 3; t < 2 * n / 3; t++) assertEquals(sine[t] / Math.sqrt(2), filtered[t], 0.01);
        }
    }

    @Test
    void aLowPassKeepsAndAHighPassTakesOffWhatDoesNotChange() {
        final double[] constant = signal(5000, t -> -70);
        assertArrayEquals(constant, ZeroPhaseFilter.lowPass(100, RATE_HZ).filter(constant), 1e-9);
        assertArrayEquals(new double[5000], ZeroPhaseFilter.highPass(1, RATE_HZ).filter(constant), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> ZeroPhaseFilter.lowPass(5000, RATE_HZ));
    }

    @Test
    void aSpikeIsBridgedFromTwoMsBeforeToFiveMsAfter() {
        final double[] trace = signal(2000, t -> -60 + 0.001 * t + (t >= 1000 && t < 1010 ? 80 : 0));
        for (final SpikeRemoval.Result result : List.of(
                SpikeRemoval.remove(trace, RATE_HZ, 0, 0), SpikeRemoval.remove(trace, RATE_HZ, Double.NaN, 100))) {
            assertEquals(1, result.spikes());
            for (int t = 0; t < 2000; t++) assertEquals(-60 + 0.001 * t, result.trace()[t], 1e-9);
        }
        assertSame(trace, SpikeRemoval.remove(trace, RATE_HZ, 30, 0).trace());
        assertEquals(20, trace[1000] + 0, 1.1, "the trace itself is not changed");
    }

    @Test
    void twoSpikesCloseToEachOtherAreOneStretch() {
        final double[] trace = signal(2000, t -> t == 500 || t == 540 || t == 1500 ? 20 : -60);
        final SpikeRemoval.Result result = SpikeRemoval.remove(trace, RATE_HZ, 0, 0);
        assertEquals(2, result.spikes());
        assertArrayEquals(signal(2000, t -> -60), result.trace(), 1e-12);
    }

    @Test
    void driftIsTakenOffAndEventsStay() {
        final double[] event = signal(40_000, t -> t > 20_000 && t < 20_500 ? 5 : 0);
        final double[] drifting = signal(40_000, t -> event[t] - 70 + 0.0002 * t);
        final double[] line = Detrending.minusLine(signal(40_000, t -> -70 + 0.0002 * t));
        assertArrayEquals(new double[40_000], line, 1e-6);
        final double[] median = Detrending.minusMedian(drifting, 10_000);
        for (int t = 6000; t < 34_000; t++) assertEquals(event[t], median[t], 0.15);
    }

    @Test
    void humCommonToBothIsCoherentAndNothingElse() {
        final SplittableRandom random = new SplittableRandom(1);
        final List<double[]> xs = new ArrayList<>(), ys = new ArrayList<>();
        for (int k = 0; k < 10; k++) {
            final double phase = random.nextDouble() * 7;
            xs.add(signal(4000, t -> random.nextGaussian() + Math.sin(2 * Math.PI * 50 * t / 1000 + phase)));
            ys.add(signal(4000, t -> random.nextGaussian() + 0.5 * Math.sin(2 * Math.PI * 50 * t / 1000 + phase + 1)));
        }
        final Coherence coherence = Coherence.of(xs, ys, 1000);
        assertEquals(70, coherence.windows());
        assertTrue(coherence.at(50) > 0.95 && coherence.prominenceX(50) > 10 && coherence.prominenceY(50) > 10);
        assertTrue(coherence.at(60) < 0.15, "at 60 Hz " + coherence.at(60));
    }

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }
}
