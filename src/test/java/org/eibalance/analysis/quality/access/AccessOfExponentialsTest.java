package org.eibalance.analysis.quality.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.eibalance.analysis.quality.MembraneDefinition;
import org.eibalance.analysis.quality.MembraneTest;
import org.eibalance.analysis.quality.PulseSweep;
import org.eibalance.analysis.quality.TestPulse;
import org.eibalance.signal.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R_s of transients that are sums of exponentials from the onset on, so that 1000 / (their sum + steady) is R_s. */
class AccessOfExponentialsTest {

    private static final double RATE_HZ = 10_000;
    private static final double STEP_MV = -5;
    private static final int BASELINE = 300;
    private static final int LENGTH = 400;

    /** Sweeps of a response in nS, with white noise in pA. */
    private static List<PulseSweep> sweeps(
            final int count, final double noisePa, final long seed, final IntToDoubleFunction responseNs) {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<PulseSweep> sweeps = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            final double[] pa = new double[BASELINE + LENGTH];
            for (int i = 0; i < pa.length; i++) {
                pa[i] = -80 + noisePa * random.nextGaussian();
                if (i >= BASELINE) pa[i] += STEP_MV * responseNs.applyAsDouble(i - BASELINE);
            }
            sweeps.add(
                    new PulseSweep(k, new TestPulse(0, BASELINE, BASELINE + LENGTH, BASELINE + LENGTH, STEP_MV), pa));
        }
        return sweeps;
    }

    /** Steady value, then amplitude and time constant of each exponential, in nS and samples. */
    private static IntToDoubleFunction sum(final double steady, final double... amplitudeAndTau) {
        return i -> {
            double sum = steady;
            for (int j = 0; j < amplitudeAndTau.length; j += 2)
                sum += amplitudeAndTau[j] * Math.exp(-i / amplitudeAndTau[j + 1]);
            return sum;
        };
    }

    private static AccessEstimate of(final List<PulseSweep> sweeps, final MembraneDefinition definition) {
        return AccessFit.compute(
                        sweeps, MembraneTest.compute(sweeps, RATE_HZ, Optional.ofNullable(definition)), RATE_HZ)
                .orElseThrow();
    }

    /** No value of single sweeps counts: they are not of one compartment. */
    private static AccessEstimate together(final List<PulseSweep> sweeps) {
        return of(sweeps, MembraneDefinition.APPARENT);
    }

    /** 60 nS at the onset, 10 at the end: R_s = 16.67 MOhm, R_m = 100 - 16.67, tau = 3 ms. */
    @Test
    void oneExponentialGivesResistancesAndCapacitance() {
        final AccessEstimate e = together(sweeps(8, 0.5, 1, sum(10, 50, 30)));
        assertEquals(1, e.exponentials());
        assertEquals(1000 / 60.0, e.seriesMohm(), 0.05);
        assertEquals(100 - 1000 / 60.0, e.membraneMohm(), 0.2);
        // 3 ms (1 / R_s + 1 / R_m), in pF.
        assertEquals(1000 * 3 * (60 / 1000.0 + 1 / (100 - 1000 / 60.0)), e.capacitancePf(), 1);
        assertEquals(1000 / 60.0, e.boundMohm(), 0.2, "the peak is the first sample");
        assertEquals(8, e.seriesMohmBySweep().size());
        e.seriesMohmBySweep().values().forEach(mohm -> assertEquals(e.seriesMohm(), mohm, 0.3));
        assertTrue(e.gain() < 14, e.toString());
        assertTrue(e.noiseShare() > 0 && e.noiseShare() < 0.01, e.toString());
    }

    /** 50 and 20 nS with 8 and 60 samples, 10 at the end: R_s = 12.5 MOhm. */
    @Test
    void twoExponentialsAreBothCounted() {
        final AccessEstimate e = together(sweeps(8, 0.5, 2, sum(10, 50, 8, 20, 60)));
        assertEquals(2, e.exponentials());
        assertEquals(1000 / 80.0, e.seriesMohm(), 0.1);
        assertEquals(100 - 1000 / 80.0, e.membraneMohm(), 0.5);
        // C at the soma: dV / (R_s² × slope), the slope being 50 / 8 + 20 / 60 nS a sample.
        assertEquals(80 * 80 / (50 / 8.0 + 20 / 60.0) * 0.1, e.capacitancePf(), 3);
        assertTrue(e.gain() > 100, e.toString());
        assertTrue(e.shapeShare() < 0.03, "a later start finds the same: " + e);
    }

    /** Amplitude and time constant of the faster one, then of the slower. */
    @ParameterizedTest
    @CsvSource({
        "50, 8, 10, 60, 2", // a sixth of the amplitude
        "50, 8, 3.5, 60, 1", // a fifteenth
        "40, 12, 30, 30, 2", // two and a half times as slow
        "40, 15, 30, 24, 1" // hardly slower
    })
    void aSecondExponentialHasATenthOfTheAmplitudeAndTwiceTheTime(
            final double fast, final double tauFast, final double slow, final double tauSlow, final int exponentials) {
        final AccessEstimate e = together(sweeps(8, 0.1, 3, sum(10, fast, tauFast, slow, tauSlow)));
        assertEquals(exponentials, e.exponentials(), e.toString());
        if (exponentials == 2) assertEquals(1000 / (10 + fast + slow), e.seriesMohm(), 0.02 * e.seriesMohm());
    }

    @Test
    void aSecondExponentialOfASingleSweepIsNoneOfAll() {
        // Of ten sweeps one has 40 nS more that decay slowly: the mean of all has 4, but nine deny it.
        final List<PulseSweep> sweeps = sweeps(9, 0.3, 4, sum(10, 50, 8));
        sweeps.addAll(sweeps(1, 0.3, 5, sum(10, 50, 8, 4, 60)).stream()
                .map(s -> new PulseSweep(9, s.pulse(), s.currentPa()))
                .toList());
        final AccessEstimate e = together(sweeps);
        assertEquals(1, e.exponentials(), e.toString());
    }

    /** Before the fit begins there is more than the exponential: the peak bounds what R_s can be. */
    @Test
    void theSeriesResistanceIsNotAboveTheBoundOfThePeakAndTheOvershoot() {
        final IntToDoubleFunction sharp = i -> 10 + 50 * Math.exp(-i / 30.0) + (i == 1 ? 60 : 0);
        final List<PulseSweep> sweeps = sweeps(8, 0.5, 6, sharp);
        final AccessEstimate e = together(sweeps);
        final double peakNs = 10 + 50 * Math.exp(-1 / 30.0) + 60;
        assertEquals(1000 / peakNs, e.boundMohm(), 0.1);
        // The mean of eight sweeps has noise of 0.5 pA / 5 mV / sqrt(8), of which three are taken off the peak.
        final double limit = 1000 / (peakNs - 3 * 0.1 / Math.sqrt(8)) * 1.05;
        assertEquals(limit, e.seriesMohm(), 0.05);
        assertTrue(e.seriesMohm() > e.boundMohm());
        assertTrue(e.uncertainty() > 0.3, "what was found is a third above it: " + e);
    }

    @Test
    void aQuietCellOfOneCompartmentHasTheMeanOfItsOwnValues() {
        final List<PulseSweep> sweeps = sweeps(5, 0.2, 7, sum(10, 50, 30));
        final AccessEstimate e = of(sweeps, MembraneDefinition.COMPARTMENT);
        final double[] own = MembraneTest.compute(sweeps, RATE_HZ, Optional.empty()).sweeps().stream()
                .mapToDouble(m -> m.raMohm())
                .toArray();
        assertEquals(Statistics.mean(own), e.seriesMohm(), 1e-9);
        for (int k = 0; k < 5; k++) assertEquals(own[k], e.seriesMohmBySweep().get(k), 1e-12);
        assertEquals(
                Statistics.median(MembraneTest.compute(sweeps, RATE_HZ, Optional.empty()).sweeps().stream()
                        .mapToDouble(m -> m.cmPf())
                        .toArray()),
                e.capacitancePf(),
                1e-9);
        assertTrue(e.uncertainty() < 0.02, e.toString());
    }

    @Test
    void theStandardErrorIsTheScatterOfRepeatedRecordings() {
        final int repeats = 30;
        final double[] found = new double[repeats];
        final double[] shares = new double[repeats];
        for (int r = 0; r < repeats; r++) {
            final AccessEstimate e = together(sweeps(10, 4, 100 + r, sum(10, 50, 30)));
            found[r] = e.seriesMohm();
            shares[r] = e.noiseShare();
        }
        final double scatter = Statistics.sd(found) / Statistics.mean(found);
        assertEquals(1, Statistics.mean(shares) / scatter, 0.35, scatter + " and " + Statistics.mean(shares));
        assertEquals(1000 / 60.0, Statistics.mean(found), 0.2);
    }

    @Test
    void aSingleSweepIsAsUncertainAsItsNoiseAtTheOnset() {
        final AccessEstimate e = together(sweeps(1, 4, 8, sum(10, 50, 30)));
        // 0.8 nS of noise, twice, over the 60 nS where the fit begins, of which few samples have gone.
        assertEquals(2 * 0.8 / 58, e.noiseShare(), 0.3 * 2 * 0.8 / 58);
        assertEquals(1000 / 60.0, e.seriesMohm(), 1.5);
    }

    @Test
    void sweepsThatAreTooShortOrIncompleteDoNotCount() {
        final List<PulseSweep> good = sweeps(4, 0.5, 9, sum(10, 50, 30));
        final List<PulseSweep> sweeps = new ArrayList<>(good);
        final double[] open = good.get(0).currentPa().clone();
        open[BASELINE + 10] = Double.NaN;
        sweeps.add(new PulseSweep(4, good.get(0).pulse(), open));
        sweeps.add(new PulseSweep(
                5,
                new TestPulse(0, 19, BASELINE, BASELINE, STEP_MV),
                good.get(0).currentPa()));
        final AccessEstimate e = together(sweeps);
        assertEquals(4, e.seriesMohmBySweep().size());
        assertEquals(together(good).seriesMohm(), e.seriesMohm(), 1e-9);
        assertTrue(AccessFit.compute(
                        sweeps.subList(4, 5),
                        MembraneTest.compute(sweeps.subList(4, 5), RATE_HZ, Optional.empty()),
                        RATE_HZ)
                .isEmpty());
    }

    @Test
    void anEstimateKeepsItsSweepsInOrderAndAddsItsErrorsInSquares() {
        final AccessEstimate e = new AccessEstimate(10, java.util.Map.of(3, 1.0, 1, 2.0), 1, 1, 1, 1, 1, 0.03, 0.08);
        assertEquals(List.of(1, 3), List.copyOf(e.seriesMohmBySweep().keySet()));
        assertEquals(0.1, e.uncertainty(), 1e-12, "two standard errors of 3 % and 8 % of the shape");
        final AccessEstimate shape = new AccessEstimate(10, java.util.Map.of(), 1, 1, 1, 1, 1, Double.NaN, 0.08);
        assertEquals(0.08, shape.uncertainty());
    }
}
