package org.eibalance.analysis.pair.correlogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.eibalance.analysis.pair.ColouredPairs;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.signal.Interval;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LagBootstrapTest {

    private static final int PAIRS = 1000;
    private static final double LAG_MS = 4;

    /** 1000 pairs know a coverage of 95 % to 0.7 %. */
    @ParameterizedTest
    @ValueSource(ints = {8, 20})
    void theIntervalHoldsTheTrueLagInNineteenOfTwentyRecordings(final int sweeps) {
        final PairSettings settings =
                PairSettings.DEFAULT.withMaxLagMs(50).withSignificance(SurrogateSettings.NONE, 400);
        final double covered = IntStream.range(0, PAIRS)
                        .parallel()
                        .filter(i -> {
                            final Interval lag = PairCorrelation.compute(
                                            new ColouredPairs(i + 77L * sweeps, 1000)
                                                    .following(sweeps, 2000, 0.6, LAG_MS),
                                            settings,
                                            1)
                                    .groups()
                                    .get(0)
                                    .intervals()
                                    .orElseThrow()
                                    .lagMs();
                            return lag.low() <= LAG_MS && LAG_MS <= lag.high();
                        })
                        .count()
                / (double) PAIRS;
        assertEquals(0.95, covered, 0.02);
    }

    @ParameterizedTest
    @ValueSource(ints = {10})
    void heightWidthAndAsymmetryHaveIntervalsToo(final int sweeps) {
        final PairCorrelogram found = PairCorrelation.compute(
                        new ColouredPairs(1, 2000).following(sweeps, 2000, 0.6, LAG_MS),
                        PairSettings.DEFAULT.withMaxLagMs(100).withSignificance(SurrogateSettings.NONE, 500),
                        2)
                .groups()
                .get(0);
        final PeakIntervals intervals = found.intervals().orElseThrow();
        holds(intervals.r(), found.peak().r(), 0.2);
        holds(intervals.zeroLagR(), found.zeroLagR(), 0.2);
        holds(intervals.widthMs(), found.peak().widthMs(), 15);
        holds(intervals.asymmetry(), found.peak().asymmetry(), 0.5);
    }

    private static void holds(final Interval interval, final double value, final double widest) {
        assertTrue(
                interval.low() <= value && value <= interval.high() && interval.high() - interval.low() < widest,
                interval + " around " + value);
    }
}
