package org.eibalance.scenario.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.scenario.Intervals;
import org.eibalance.scenario.ScenarioRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Softky and Koch's neuron against an independent simulation from event to event. */
class CountingTest {

    private static final ScenarioRun RUN = new ScenarioRun(7, 1, done -> {});

    @ParameterizedTest
    @CsvSource({
        "20, 10, 3, 0, 93.67, .3177",
        "50, 10, 6, 0, 58.52, .2575",
        "50, 10, 10, 1, 125.97, .1548",
        "100, 10, 11, 1, 42.66, .2278",
        "100, 20, 6, 1, 27.90, .1915",
        "100, 20, 10, 1, 67.37, .1165"
    })
    void aLeakyCounterHasItsRateAndItsRegularity(
            final int epsps,
            final double tauMs,
            final double perMs,
            final double refractoryMs,
            final double rateHz,
            final double cv) {
        final Intervals intervals = SoftkyKoch.simulate(epsps, tauMs, perMs, refractoryMs, 8000, RUN, 1);
        assertEquals(rateHz, intervals.rateHz(), 0.02 * rateHz);
        assertEquals(cv, intervals.cv(), 0.05 * cv);
        assertTrue(intervals.rateHz() < 40 || intervals.cv() <= 0.35, "far below a cortical cell's");
    }

    @ParameterizedTest
    @CsvSource({"1, .997", "4, .499", "20, .223", "50, .142", "100, .0998", "300, .0577"})
    void aPerfectCounterIsAsRegularAsTheRootOfItsCount(final int epsps, final double cv) {
        assertEquals(
                cv,
                SoftkyKoch.simulate(epsps, Double.POSITIVE_INFINITY, 10, 0, epsps > 50 ? 40_000 : 200_000, RUN, 2)
                        .cv(),
                0.02 * cv);
    }
}
