package org.eibalance.analysis.spike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedCases;
import org.eibalance.recording.Recording;
import org.eibalance.signal.Crossings;
import org.eibalance.signal.SpikeRemoval;
import org.junit.jupiter.api.Test;

/** One action potential is one spike, however slowly and noisily the potential comes back through the threshold. */
class SpikeHysteresisTest {

    private static final double RATE_HZ = 5000;

    /** Beats of a slow cell: up within 2 ms, down over 100 ms, from -60 to 40 mV, once in 600 ms, in noise of 1 mV. */
    private static double[] beats(final int count) {
        final Random random = new Random(1);
        final double[] mv = new double[count * 3000];
        for (int i = 0; i < mv.length; i++) {
            final double t = i % 3000 / (RATE_HZ / 1000) - 100;
            final double share = t < 0 ? 0 : t < 2 ? t / 2 : t < 50 ? 1 : Math.max(0, 1 - (t - 50) / 100);
            mv[i] = -60 + 100 * share + random.nextGaussian();
        }
        return mv;
    }

    private static ThresholdCrossing crossing(final double[] mv) {
        final double median = ThresholdCrossing.Centre.of(mv).median();
        return new ThresholdCrossing(-20, ThresholdCrossing.rearm(median, -20, 5, false), false, 2);
    }

    @Test
    void noiseOnASlowFlankIsNoSpike() {
        final double[] mv = beats(20);
        assertEquals(20, crossing(mv).timesMs(mv, RATE_HZ).length);
        assertEquals(20, Crossings.upward(mv, -20, -25).length);
        final double[] turned = new double[mv.length];
        for (int i = 0; i < mv.length; i++) turned[i] = -mv[i];
        final double rearm = ThresholdCrossing.rearm(60, 20, 5, true);
        assertEquals(25, rearm);
        assertEquals(20, new ThresholdCrossing(20, rearm, true, 2).timesMs(turned, RATE_HZ).length);
    }

    @Test
    void theBeatsOfARecordedCellAreSix() {
        try (Recording recording = Formats.open(SharedCases.file("beats.csv"))) {
            final double[] mv = recording.read(0, 0);
            assertEquals(6, crossing(mv).timesMs(mv, RATE_HZ).length);
            assertEquals(6, SpikeRemoval.remove(mv, RATE_HZ, -20, 0).spikes());
        }
    }

    @Test
    void ofACellThatRestsJustBelowTheThresholdEachSpikeCounts() {
        final double[] mv = new double[1000];
        for (int i = 0; i < mv.length; i++) mv[i] = i % 50 < 3 ? 10 : -23;
        mv[0] = mv[1] = mv[2] = -23;
        final double rearm = ThresholdCrossing.rearm(-23, -20, 5, false);
        assertEquals(-21.5, rearm);
        assertEquals(19, crossing(mv).timesMs(mv, RATE_HZ).length);
    }

    @Test
    void aMedianBeyondTheLevelLeavesOneLevel() {
        assertEquals(-20, ThresholdCrossing.rearm(-10, -20, 5, false));
        assertEquals(20, ThresholdCrossing.rearm(10, 20, 5, false) + ThresholdCrossing.rearm(-10, -20, 5, false) + 25);
        final double[] signal = {-5, 5, -1, 5, -5, 5};
        assertArrayEquals(new double[] {0.5, 4.5}, new ThresholdCrossing(0, -2, false, 0).timesMs(signal, 1000));
        assertEquals(3, new ThresholdCrossing(0, false, 0).timesMs(signal, 1000).length);
    }

    @Test
    void aSpikeReachesAsFarAsItsPeak() {
        final double[] signal = {-5, 5, 30, -1, 8, -5, 3};
        assertArrayEquals(
                new double[] {30, 3},
                new ThresholdCrossing(0, -2, false, 0).find(signal, 1000).beyond());
        assertArrayEquals(
                new double[] {30, 8, 3},
                new ThresholdCrossing(0, false, 0).find(signal, 1000).beyond());
    }
}
