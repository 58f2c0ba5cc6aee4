package org.eibalance.analysis.conductance.decomposition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.eibalance.analysis.conductance.LocalCubic;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Statistics;
import org.junit.jupiter.api.Test;

/** Peaks, onsets and areas of conductances whose peaks, onsets and areas are known. */
class PeakFitTest {

    private static final double NAN = Double.NaN;

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int i = 0; i < samples; i++) signal[i] = at.applyAsDouble(i);
        return signal;
    }

    private static double[] noise(final long seed, final int samples, final double sd) {
        final SplittableRandom random = new SplittableRandom(seed);
        return signal(samples, i -> sd * random.nextGaussian());
    }

    /** 10 nS at 400.3, with a standard deviation of 40 samples. */
    private static double bump(final double i) {
        return 10 * Math.exp(-0.5 * (i - 400.3) * (i - 400.3) / 1600);
    }

    @Test
    void theLargestSampleHasTheTimeOfItsParabola() {
        // -(i - 3.25)² at 3: -1/16, at 2 and 4: -25/16 and -9/16.
        final PeakFit fit = PeakFit.largestSample(signal(8, i -> 5 - (i - 3.25) * (i - 3.25)));
        assertEquals(3, fit.place());
        assertEquals(0.25, fit.shift(), 1e-12);
        assertEquals(0, fit.excessNs());
        assertArrayEquals(new double[] {1}, fit.kernel());
        assertEquals(0, PeakFit.largestSample(new double[] {5, 4, 3}).shift(), "at the first sample");
        assertEquals(2, PeakFit.largestSample(new double[] {3, 4, 5}).place(), "at the last");
        assertEquals(0, PeakFit.largestSample(new double[] {3, 4, 5}).shift());
        assertEquals(1, PeakFit.largestSample(new double[] {NAN, 2, NAN, 1}).place(), "gaps are no peak");
        assertNull(PeakFit.largestSample(new double[] {NAN, NAN}));
        assertNull(PeakFit.of(new double[] {NAN}, new PeakNoise(new double[0], 1)));
    }

    @Test
    void withoutNoiseThePeakIsTheLargestSample() {
        final double[] ns = signal(900, PeakFitTest::bump);
        for (final double se : new double[] {0, NAN}) {
            final PeakFit fit = PeakFit.of(ns, new PeakNoise(new double[0], se));
            assertNull(fit.cubic());
            assertEquals(400, fit.place());
            assertEquals(0.3, fit.shift(), 1e-3);
            assertEquals(ns[400], fit.peakNs(ns));
            assertEquals(400.3, fit.peakAt(ns), 1e-3);
        }
        ns[10] = NAN;
        assertNull(PeakFit.of(ns, new PeakNoise(new double[0], 0.1)).cubic(), "a gap leaves no cubic");
    }

    /** The largest of many noisy samples is too high by several standard deviations; the cubic is not. */
    @Test
    void aPeakInNoiseIsThatOfItsCubicWithoutBias() {
        final int repeats = 300;
        final double[] peaks = new double[repeats];
        final double[] times = new double[repeats];
        double largest = 0;
        for (int r = 0; r < repeats; r++) {
            final double[] noise = noise(r, 900, 1);
            final double[] ns = signal(900, i -> bump(i) + noise[i]);
            // Half the difference of two halves has the noise of their mean.
            final PeakFit fit = PeakFit.of(ns, new PeakNoise(noise(1000 + r, 900, 1), NAN));
            peaks[r] = fit.peakNs(ns);
            times[r] = fit.place() + fit.shift();
            assertEquals(times[r], fit.peakAt(ns), 0.3, "the same window finds the same time");
            largest += Statistics.quantile(ns, 1) / repeats;
            assertTrue(fit.excessNs() > 0 && fit.excessNs() < 0.5, fit.toString());
        }
        final double se = Statistics.sd(peaks) / Math.sqrt(repeats);
        assertEquals(10, Statistics.mean(peaks), 0.03 + 3 * se);
        assertTrue(se < 0.02, "some forty samples make a peak: " + se);
        assertEquals(400.3, Statistics.mean(times), 1.5);
        assertTrue(largest > 11.5, "the largest sample: " + largest);
    }

    @Test
    void theSameWindowReadsTheSamePeakFromAnotherConductance() {
        final double[] noise = noise(5, 900, 0.5);
        final double[] ns = signal(900, i -> bump(i) + noise[i]);
        final PeakFit fit = PeakFit.of(ns, new PeakNoise(noise(6, 900, 0.5), NAN));
        final double[] twice = signal(900, i -> 2 * ns[i]);
        assertEquals(2 * (fit.peakNs(ns) + fit.excessNs()) - fit.excessNs(), fit.peakNs(twice), 1e-9);
        assertEquals(fit.peakAt(ns), fit.peakAt(twice), 1e-9, "the time does not depend on the size");
        final double[] later = signal(900, i -> bump(i - 3.0));
        assertEquals(403.3, fit.peakAt(later), 0.5);
    }

    @Test
    void theShapeOfAPeakIsWhereItFallsToThreeQuarters() {
        // A triangle of 8 nS at 50, which falls by 0.4 nS a sample before and 0.2 behind.
        final double[] triangle = signal(200, i -> Math.max(0, i <= 50 ? 8 - 0.4 * (50 - i) : 8 - 0.2 * (i - 50)));
        final PeakShape shape = PeakShape.of(triangle, new PeakNoise(new double[0], 1e-6));
        assertEquals(50, shape.place());
        assertEquals(8, shape.peakNs());
        assertEquals(5, shape.left(), 1e-9);
        assertEquals(10, shape.right(), 1e-9);
        assertEquals(2 * 0.25 * 8 / 50, shape.curvature(), 1e-9);
        final PeakShape spike = PeakShape.of(signal(50, i -> i == 20 ? 5 : 0), new PeakNoise(new double[0], 1e-6));
        assertEquals(1, spike.left(), "one sample at least");
        assertEquals(1, spike.right());
        final PeakShape edge = PeakShape.of(signal(50, i -> 100 - i), new PeakNoise(new double[0], 1e-6));
        assertEquals(1, edge.left());
        assertEquals(25, edge.right(), 1e-9);
        final PeakShape flat = PeakShape.of(signal(50, i -> 3), new PeakNoise(new double[0], 1e-6));
        assertEquals(49, flat.right(), "up to the end where it does not fall");
        assertNull(PeakShape.of(signal(50, i -> -1), new PeakNoise(new double[0], 1e-6)));
    }

    @Test
    void aWidePeakInNoiseIsSeenOnASmootherCourse() {
        final double[] noise = noise(7, 900, 2);
        final PeakShape shape =
                PeakShape.of(signal(900, i -> bump(i) + noise[i]), new PeakNoise(noise(8, 900, 2), NAN));
        assertEquals(400, shape.place(), 15);
        assertEquals(10, shape.peakNs(), 1.5);
        // A Gaussian falls to 75 % at sqrt(2 ln(4 / 3)) = 0.76 standard deviations.
        assertEquals(0.76 * 40, shape.left(), 12);
        assertEquals(0.76 * 40, shape.right(), 12);
    }

    @Test
    void theNoiseOfASumIsThatOfTheSumOfHalfDifferences() {
        final PeakNoise white = new PeakNoise(noise(9, 20_000, 2), NAN);
        assertEquals(2, white.sd(new double[] {1}), 0.1);
        assertEquals(2 / Math.sqrt(4), white.sd(new double[] {0.25, 0.25, 0.25, 0.25}), 0.08);
        final double[] same = signal(1000, i -> i % 2 == 0 ? 3 : -3);
        assertEquals(3, new PeakNoise(same, NAN).sd(new double[] {1}), 1e-12);
        assertEquals(0, new PeakNoise(same, NAN).sd(new double[] {0.5, 0.5}), 1e-12, "it cancels");
        assertEquals(6, new PeakNoise(same, NAN).sd(new double[] {1, -1}), 1e-12, "it adds");
        // Without a difference samples are independent.
        assertEquals(5 * 3, new PeakNoise(new double[0], 3).sd(new double[] {3, 4}), 1e-12);
        assertEquals(1.5, new PeakNoise(new double[0], 3).ofMeans(4).seNs(), 1e-12);
        assertArrayEquals(new double[] {2, 5}, PeakNoise.means(new double[] {1, 2, 3, 4, 5, 6, 99}, 3), 1e-12);
        assertArrayEquals(
                new double[] {2, 5},
                new PeakNoise(new double[] {1, 2, 3, 4, 5, 6}, 1).ofMeans(3).halfDifferenceNs(),
                1e-12);
    }

    @Test
    void anOnsetIsWhereTheRiseLastCrossesTenPercent() {
        // 0 up to sample 10, then up by 2 nS a sample to 20 at sample 20.
        final double[] ramp = signal(40, i -> i <= 10 ? 0 : i <= 20 ? 2 * (i - 10) : 40 - i);
        final ConductanceResponse found = ConductanceResponse.of(ramp, 100, 0.5);
        assertEquals(20, found.peakNs());
        assertEquals((100 + 20) * 0.5, found.peakMs(), 0.2);
        assertEquals((100 + 11) * 0.5, found.onsetMs(), 1e-9, "2 nS, at sample 11");
        final double[] before = ramp.clone();
        before[3] = 15;
        assertEquals(found.onsetMs(), ConductanceResponse.of(before, 100, 0.5).onsetMs(), 1e-9, "not the first rise");
        assertTrue(
                Double.isNaN(
                        ConductanceResponse.of(new double[] {5, 6, 5}, 0, 1).onsetMs()),
                "above it at once");
        assertTrue(Double.isNaN(
                ConductanceResponse.of(new double[] {-5, -4, -5}, 0, 1).onsetMs()));
        assertTrue(Double.isNaN(ConductanceResponse.of(new double[] {NAN}, 0, 1).peakNs()));
        final ConductanceResponse timeless = found.withoutTimes();
        assertEquals(20, timeless.peakNs());
        assertTrue(Double.isNaN(timeless.peakMs()) && Double.isNaN(timeless.onsetMs()));
    }

    @Test
    void sharesBelowZeroCountKnownSamplesOnly() {
        final ConductanceTrace trace = new ConductanceTrace(
                new double[] {-1, -3, 2, 0, NAN, -9}, new double[] {1, 1, 1, 1, 1, NAN}, new double[0], new double[0]);
        assertEquals(3 / 5.0, trace.negativeShare(), 1e-12);
        assertEquals(1 / 4.0, trace.clearlyNegativeShare(), 1e-12, "-3 is beyond two errors, -1 is not");
        final ConductanceTrace unknown =
                new ConductanceTrace(new double[] {-1}, new double[] {NAN}, new double[0], new double[0]);
        assertTrue(Double.isNaN(unknown.clearlyNegativeShare()));
        assertEquals(1, unknown.negativeShare());
        assertEquals(0.5 * (1 - 2 + 4), ConductanceTrace.area(new double[] {1, NAN, -2, 4}, 0.5), 1e-12);
    }

    @Test
    void theLargestChangeOfAnAssumptionIsAShareOfThePeak() {
        final double[] none = new double[0];
        final SystematicError error = new SystematicError(
                List.of(), List.of(new Refit("a", 11, 18, 0), new Refit("b", 8, 21, 0)), none, none, none, none);
        assertEquals(0.2, error.largestExcitatoryChange(10), 1e-12);
        assertEquals(0.1, error.largestInhibitoryChange(20), 1e-12);
        assertEquals(0, new SystematicError(List.of(), List.of(), none, none, none, none).largestExcitatoryChange(10));
    }

    private static ClampTrials trials(final ClampMode mode, final double[]... mohmByLevel) {
        final List<ClampLevel> levels = new java.util.ArrayList<>();
        int index = 0;
        for (int j = 0; j < mohmByLevel.length; j++) {
            final List<ClampSweep> sweeps = new java.util.ArrayList<>();
            for (final double mohm : mohmByLevel[j])
                sweeps.add(new ClampSweep(index++, new double[4], new double[4], mohm));
            levels.add(new ClampLevel(-70 + 10 * j, sweeps));
        }
        return new ClampTrials(mode, 0.1, levels);
    }

    /** At most 20 % from the first sweep, and no more than a greatest value. */
    @Test
    void sweepsWithAnotherSeriesResistanceAreLeftOut() {
        final DecompositionSettings settings =
                DecompositionSettings.plain(new TimeWindow(0, 0.1), new TimeWindow(0, 0.4));
        final double first = settings.maxSeriesMohm() / 2;
        final double drift = settings.maxSeriesDrift();
        final UsableSweeps usable = UsableSweeps.of(
                trials(
                        ClampMode.VOLTAGE_CLAMP,
                        new double[] {first, first * (1 + 0.99 * drift), first * (1 + 1.01 * drift)},
                        new double[] {first * (1 - 0.99 * drift), first * (1 - 1.01 * drift)},
                        new double[] {settings.maxSeriesMohm() * 1.01}),
                settings);
        assertEquals(2, usable.trials().levels().size(), "a level without sweeps is none");
        assertEquals(2, usable.trials().levels().get(0).sweeps().size());
        assertEquals(1, usable.trials().levels().get(1).sweeps().size());
        assertEquals(
                List.of(2, 4, 5), usable.leftOut().stream().map(LeftOut::sweep).toList());
        assertTrue(usable.leftOut().get(0).reason().contains("differs by more than"));
        assertTrue(usable.leftOut().get(2).reason().contains("is above"));
        final ClampTrials bad = trials(ClampMode.VOLTAGE_CLAMP, new double[] {first}, new double[] {9 * first});
        final String sentence = assertThrows(InputException.class, () -> UsableSweeps.of(bad, settings))
                .getMessage();
        assertTrue(sentence.startsWith("After leaving out 1 sweeps"), sentence);
        final ClampTrials current = trials(ClampMode.CURRENT_CLAMP, new double[] {first}, new double[] {9 * first});
        assertEquals(List.of(), UsableSweeps.of(current, settings).leftOut(), "in current clamp R_s is a bridge");
    }

    @Test
    void aLocalCubicIsExactForCubics() {
        final LocalCubic cubic = LocalCubic.of(9.9, 5.2);
        assertEquals(9, cubic.left());
        assertEquals(5, cubic.right());
        final double[] signal =
                signal(60, i -> 3 - 2 * (i - 30) + 0.5 * Math.pow(i - 30, 2) - 0.1 * Math.pow(i - 30, 3));
        assertArrayEquals(new double[] {3, -2, 0.5, -0.1}, cubic.coefficients(signal, 30), 1e-9);
        for (final double u : new double[] {-4, 0, 1.5}) {
            assertEquals(
                    3 - 2 * u + 0.5 * u * u - 0.1 * u * u * u,
                    LocalCubic.dot(cubic.kernel(u, 0), signal, 30 - 9),
                    1e-9);
            assertEquals(-2 + u - 0.3 * u * u, LocalCubic.dot(cubic.kernel(u, 1), signal, 30 - 9), 1e-9);
        }
        assertNull(LocalCubic.of(2, 3), "six samples are no cubic in noise");
        assertEquals(3, LocalCubic.of(3, 3).left());
        assertNull(LocalCubic.of(0.9, 9));
        assertNull(LocalCubic.of(9, 0.9));
        // Beyond the ends those of the ends count again.
        assertEquals(
                1 + 10 + 200 + 2000, LocalCubic.dot(new double[] {1, 10, 100, 1000}, new double[] {1, 2}, -1), 1e-9);
    }

    @Test
    void aLineThroughTheMeansOfLevelsHasItsSlopeAndItsError() {
        // Levels -80, -70, -60; currents of slope 2 nS about -70, residuals 1, -2, 1 of which nothing is slope.
        final ClampTrials trials = new ClampTrials(
                ClampMode.VOLTAGE_CLAMP,
                0.1,
                List.of(
                        new ClampLevel(-80, List.of(flat(0, -20 + 1 - 3), flat(1, -20 + 1 + 3))),
                        new ClampLevel(-70, List.of(flat(2, -2))),
                        new ClampLevel(-60, List.of(flat(3, 20 + 1)))));
        final CurrentVoltageLines lines = CurrentVoltageLines.compute(trials, 2);
        for (final int i : new int[] {0, 511, 512, 4095, 4096, 4999}) {
            assertEquals(2, lines.slopeNs()[i], 1e-12);
            assertEquals(2 * 70, lines.interceptPa()[i], 1e-9);
            assertEquals(-70, lines.reversalMv()[i], 1e-9);
            // sqrt(6 / 1 / 200)
            assertEquals(Math.sqrt(6 / 200.0), lines.slopeSeNs()[i], 1e-12);
        }
        final ClampTrials two =
                new ClampTrials(ClampMode.VOLTAGE_CLAMP, 0.1, trials.levels().subList(0, 2));
        assertTrue(Double.isNaN(CurrentVoltageLines.compute(two, 1).slopeSeNs()[0]));
        final ClampTrials one =
                new ClampTrials(ClampMode.VOLTAGE_CLAMP, 0.1, trials.levels().subList(0, 1));
        assertThrows(InputException.class, () -> CurrentVoltageLines.compute(one, 1));
    }

    private static ClampSweep flat(final int index, final double pa) {
        return new ClampSweep(index, new double[5000], signal(5000, i -> pa), 0);
    }
}
