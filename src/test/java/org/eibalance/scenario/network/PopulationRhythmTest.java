package org.eibalance.scenario.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.eibalance.model.synapse.CounterRandom;
import org.junit.jupiter.api.Test;

/** A rhythm stands out of chance, or none is given. */
class PopulationRhythmTest {

    /** Spikes in bins of 1 ms: normal numbers with the variance of Poisson ones. */
    private static double[] bins(final int ms, final double mean, final IntToDoubleFunction swing, final long seed) {
        final CounterRandom random = new CounterRandom(seed, 0);
        return IntStream.range(0, ms)
                .mapToDouble(t -> {
                    final double expected = mean * (1 + swing.applyAsDouble(t));
                    return Math.max(0, expected + Math.sqrt(expected) * random.nextGaussian());
                })
                .toArray();
    }

    @Test
    void chanceHasNoRhythm() {
        for (final int ms : new int[] {100, 200, 400, 2800}) {
            final long found = IntStream.range(0, 60)
                    .filter(k ->
                            PopulationRhythm.of(bins(ms, 300, t -> 0, k), 5).stands())
                    .count();
            assertTrue(found <= 2, found + " of 60 runs of " + ms + " ms");
        }
    }

    @Test
    void aRhythmIsFoundWhereItIs() {
        for (final double hz : new double[] {30, 100, 250}) {
            final double[] bins = bins(1000, 300, t -> 0.3 * Math.sin(2 * Math.PI * hz * t / 1000), 3);
            final PopulationRhythm found = PopulationRhythm.of(bins, 10);
            assertEquals(hz, found.hz(), 5);
            assertTrue(found.stands(), found.toString());
            assertFalse(PopulationRhythm.of(bins, 1).stands(), "neurons that share nothing have none");
        }
    }

    @Test
    void silenceHasNone() {
        final PopulationRhythm silent = PopulationRhythm.of(new double[500], Double.NaN);
        assertFalse(silent.stands());
        assertEquals("no neuron fires.", silent.sentence());
    }
}
