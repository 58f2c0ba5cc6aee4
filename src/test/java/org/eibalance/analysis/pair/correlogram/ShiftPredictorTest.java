package org.eibalance.analysis.pair.correlogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.significance.SurrogateMethod;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.analysis.pair.significance.Surrogates;
import org.eibalance.signal.CrossCorrelation;
import org.junit.jupiter.api.Test;

class ShiftPredictorTest {

    private static final double RATE_HZ = 10_000;

    @Test
    void whatTheStimulusDoesIsTakenOffAndWhatTrialsShareStays() {
        // Shares of variance: stimulus .3, trial .4, private .3; cell B is inverted.
        final ShiftPredictor found = predictor(evoked(200, 20_000, 1), Normalisation.POOLED);
        assertEquals(-0.7, extremum(found.raw()), 0.005);
        assertEquals(-0.3, extremum(found.predictor()), 0.005);
        assertEquals(-0.4, extremum(found.corrected()), 0.005);
    }

    @Test
    void theClosedFormIsTheMeanOverAllPairsOfDifferentSweeps() {
        final PairInput pair = evoked(6, 700, 2);
        for (final Normalisation normalisation : Normalisation.values()) {
            final ShiftPredictor found = predictor(pair, normalisation);
            final double[] mean = new double[found.predictor().length];
            final CrossCorrelation correlation = new CrossCorrelation((mean.length - 1) / 2, 700);
            double energyA = 0, energyB = 0;
            for (final PairSweep sweep : pair.sweeps()) {
                energyA +=
                        correlation.covariance(sweep.cellA(), sweep.cellA(), 1).energyX();
                energyB +=
                        correlation.covariance(sweep.cellB(), sweep.cellB(), 1).energyX();
            }
            for (int k = 0; k < 6; k++) {
                for (int j = 0; j < 6; j++) {
                    if (j == k) continue;
                    final double[] a = pair.sweeps().get(k).cellA(),
                            b = pair.sweeps().get(j).cellB();
                    final double[] one = normalisation == Normalisation.SINGLE
                            ? correlation.coefficients(a, b, 1)
                            : correlation.covariance(a, b, 1).sums();
                    final double norm = normalisation == Normalisation.SINGLE ? 30 : 5 * Math.sqrt(energyA * energyB);
                    for (int i = 0; i < mean.length; i++) mean[i] += one[i] / norm;
                }
            }
            assertArrayEquals(mean, found.predictor(), 1e-12);
        }
    }

    @Test
    void aGainThatTrialsShareIsSeenByPooledVarianceAlone() {
        final List<PairSweep> sweeps = new ArrayList<>();
        for (final PairSweep sweep : evoked(50, 5000, 3).sweeps()) {
            final double gain = sweep.sweep() % 2 == 0 ? 0.2 : 1.8;
            sweeps.add(sweep.withSamples(times(sweep.cellA(), gain), times(sweep.cellB(), gain)));
        }
        final PairInput pair = new PairInput("A", "B", RATE_HZ, sweeps, true);
        final double pooled = extremum(predictor(pair, Normalisation.POOLED).corrected());
        final double single = extremum(predictor(pair, Normalisation.SINGLE).corrected());
        assertEquals(-0.4, single, 0.02);
        // The gain's own variance joins what trials share: .3 (1 - 1/1.64) more.
        assertEquals(-0.4 - 0.3 * (1 - 1 / 1.64), pooled, 0.02);
    }

    @Test
    void theCorrelogramOfEvokedSweepsIsTestedBeyondItsPredictor() {
        final PairCorrelogram found = PairCorrelation.compute(
                        evoked(12, 5000, 4),
                        PairSettings.DEFAULT.withMaxLagMs(20).withSignificance(SurrogateSettings.of(200, 1), 0),
                        2)
                .groups()
                .get(0);
        final Surrogates surrogates = found.surrogates().orElseThrow();
        assertEquals(SurrogateMethod.FLIPS, surrogates.method());
        assertEquals(surrogates.leastP(), surrogates.pValue());
        assertEquals(-0.3, extremum(surrogates.centre()), 0.03);
        // Flips keep the size of each sweep's own correlation of -0.4: 2 * 0.4 / sqrt(12) to both sides.
        assertEquals(-0.3 - 0.23, surrogates.low()[200], 0.05);
        assertEquals(-0.3 + 0.23, surrogates.high()[200], 0.05);
        assertTrue(found.mean()[200] < surrogates.low()[200]);
    }

    @Test
    void anUnbiasedCorrelogramIsLargerByWhatPaddingTook() {
        final PairInput pair = evoked(4, 1000, 5);
        final PairSettings settings = PairSettings.DEFAULT.withMaxLagMs(40);
        final PairCorrelogram biased =
                PairCorrelation.compute(pair, settings, 1).groups().get(0);
        final PairCorrelogram unbiased = PairCorrelation.compute(
                        pair, settings.withCurves(Optional.empty(), true, false), 1)
                .groups()
                .get(0);
        for (int i = 0; i < 801; i++) {
            final double factor = 1000.0 / (1000 - Math.abs(i - 400));
            assertEquals(biased.mean()[i] * factor, unbiased.mean()[i], 1e-12);
            assertEquals(
                    biased.predictor().orElseThrow().predictor()[i] * factor,
                    unbiased.predictor().orElseThrow().predictor()[i],
                    1e-12);
        }
    }

    private static ShiftPredictor predictor(final PairInput pair, final Normalisation normalisation) {
        return PairCorrelation.compute(
                        pair,
                        PairSettings.DEFAULT.withMaxLagMs(10).withCurves(Optional.of(normalisation), false, true),
                        2)
                .groups()
                .get(0)
                .predictor()
                .orElseThrow();
    }

    private static double extremum(final double[] curve) {
        double largest = 0;
        for (final double c : curve) if (Math.abs(c) > Math.abs(largest)) largest = c;
        return largest;
    }

    private static double[] times(final double[] values, final double factor) {
        return java.util.Arrays.stream(values).map(v -> v * factor).toArray();
    }

    private static PairInput evoked(final int sweeps, final int samples, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] stimulus = random.doubles(samples)
                .map(u -> (u - 0.5) * Math.sqrt(12 * 0.3))
                .toArray();
        final List<PairSweep> made = new ArrayList<>();
        for (int k = 0; k < sweeps; k++) {
            final double[] a = new double[samples];
            final double[] b = new double[samples];
            for (int t = 0; t < samples; t++) {
                final double trial = Math.sqrt(0.4) * random.nextGaussian();
                a[t] = stimulus[t] + trial + Math.sqrt(0.3) * random.nextGaussian();
                b[t] = -(stimulus[t] + trial + Math.sqrt(0.3) * random.nextGaussian());
            }
            made.add(new PairSweep("evoked.abf", k, a, b, -80, 0));
        }
        return new PairInput("A", "B", RATE_HZ, made, true);
    }
}
