package org.eibalance.bridge.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.bridge.session.RunListener;
import org.junit.jupiter.api.Test;

/** Spikes of a run as it comes. */
class SpikeTimesTest {

    private static RatioSeries.Trial trial(final float... mv) {
        final RatioSeries.SpikeTimes spikes = new RatioSeries.SpikeTimes(
                new RunListener() {

                    @Override
                    public void began(final long tick) {
                        // not looked at
                    }

                    @Override
                    public void samples(final float[][] samples, final int length) {
                        // not looked at
                    }

                    @Override
                    public void happened(final double timeS, final String text) {
                        // not looked at
                    }
                },
                0,
                2);
        final float[][] samples = new float[RunListener.CHANNELS][];
        samples[0] = mv;
        spikes.samples(samples, mv.length);
        return spikes.trial(0, 1, 200);
    }

    @Test
    void aGapWithinASpikeMakesNoSecondOne() {
        assertEquals(1, trial(-60, -60, 20, Float.NaN, 20, -60).spikes());
        assertEquals(2, trial(-60, 20, -60, Float.NaN, 20, -60).spikes());
    }

    @Test
    void theVariationIsThatOfTheSpikeAnalysis() {
        /* Intervals of 4 and 8 ms: mean 6, standard deviation over n 2. */
        final RatioSeries.Trial trial = trial(-60, 20, -60, 20, -60, -60, -60, 20, -60);
        assertEquals(3, trial.spikes());
        assertEquals(2.0 / 6, trial.cv(), 1e-12);
        assertTrue(Double.isNaN(trial(-60, 20, -60, 20, -60).cv()));
    }
}
