package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The steps of event detection one by one: peaks of a score, the noise, the slow trend, templates. */
class PeakPickerTest {

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    private static double[] pulses(final int samples, final double... placeAndHeight) {
        final double[] signal = new double[samples];
        for (int i = 0; i < placeAndHeight.length; i += 2) signal[(int) placeAndHeight[i]] = placeAndHeight[i + 1];
        return signal;
    }

    @Test
    void aPeakLiesAboveTheThresholdAndItsNeighbours() {
        final PeakPicker picker = new PeakPicker(4, Polarity.POSITIVE, 0, 0);
        assertArrayEquals(new int[] {20}, picker.of(pulses(50, 10, 4, 20, 4.1, 30, -9)));
        // A plateau counts once, where it begins; the ends have one neighbour only and are none.
        assertArrayEquals(new int[] {5}, picker.of(signal(20, t -> t == 0 || t == 19 ? 9 : t >= 5 && t <= 8 ? 6 : 0)));
        assertArrayEquals(new int[] {1, 18}, picker.of(pulses(20, 1, 5, 18, 5)));
    }

    @Test
    void polarityChoosesMaximaMinimaOrBoth() {
        final double[] score = pulses(50, 10, 5, 30, -6);
        assertArrayEquals(new int[] {10}, new PeakPicker(4, Polarity.POSITIVE, 0, 0).of(score));
        assertArrayEquals(new int[] {30}, new PeakPicker(4, Polarity.NEGATIVE, 0, 0).of(score));
        assertArrayEquals(new int[] {10, 30}, new PeakPicker(4, Polarity.BOTH, 0, 0).of(score));
        assertArrayEquals(new int[0], new PeakPicker(6, Polarity.NEGATIVE, 0, 0).of(score), "not below -6");
        final double[] floor = signal(20, t -> t >= 5 && t <= 8 ? -6 : 0);
        assertArrayEquals(new int[] {5}, new PeakPicker(4, Polarity.NEGATIVE, 0, 0).of(floor));
    }

    @Test
    void theFlanksOfAPeakAreNoPeaks() {
        final double[] trough = signal(30, t -> -9 + Math.abs(t - 12));
        assertArrayEquals(new int[] {12}, new PeakPicker(2, Polarity.NEGATIVE, 0, 0).of(trough));
        assertArrayEquals(new int[] {12}, new PeakPicker(2, Polarity.BOTH, 0, 0).of(trough));
        final double[] hill = signal(30, t -> 9 - Math.abs(t - 12));
        assertArrayEquals(new int[] {12}, new PeakPicker(2, Polarity.POSITIVE, 0, 0).of(hill));
        assertArrayEquals(new int[] {12}, new PeakPicker(2, Polarity.BOTH, 0, 0).of(hill));
    }

    @Test
    void ofTwoPeaksWithinTheRefractoryTimeTheHigherCounts() {
        final PeakPicker picker = new PeakPicker(4, Polarity.BOTH, 10, 0);
        assertArrayEquals(new int[] {30}, picker.of(pulses(60, 20, 5, 30, 6)));
        assertArrayEquals(new int[] {20}, picker.of(pulses(60, 20, 6, 30, 5)));
        assertArrayEquals(new int[] {20}, picker.of(pulses(60, 20, 6, 30, 6)), "of equal ones the first");
        assertArrayEquals(new int[] {20, 31}, picker.of(pulses(60, 20, 6, 31, 5)));
        assertArrayEquals(new int[] {30}, picker.of(pulses(60, 20, 5, 30, -6)), "a trough is as high as it is deep");
    }

    @Test
    void aLowerPeakBehindAHigherOneIsItsSideLobeAndOneBeforeItIsNot() {
        final PeakPicker picker = new PeakPicker(4, Polarity.POSITIVE, 2, 15);
        assertArrayEquals(new int[] {20}, picker.of(pulses(60, 20, 6, 35, 5)));
        assertArrayEquals(new int[] {20, 36}, picker.of(pulses(60, 20, 6, 36, 5)));
        assertArrayEquals(new int[] {20, 35}, picker.of(pulses(60, 20, 5, 35, 6)));
    }

    @Test
    void thousandsOfPeaksAreAllFound() {
        final int[] found = new PeakPicker(4, Polarity.POSITIVE, 0, 0).of(signal(4000, t -> t % 4 == 2 ? 5 : 0));
        assertEquals(1000, found.length);
        for (int i = 0; i < 1000; i++) assertEquals(4 * i + 2, found[i]);
    }

    @Test
    void theNoiseIsFoundBesideEvents() {
        final SplittableRandom random = new SplittableRandom(4);
        final double[] trace = signal(200_000, t -> 12 + 3 * random.nextGaussian() + (t % 1000 < 30 ? 60 : 0));
        final NoiseLevel noise = NoiseLevel.of(List.of(trace));
        assertEquals(12, noise.centre(), 0.05);
        assertEquals(3, noise.deviation(), 0.05);
        // The standard deviation of all samples is 10.6.
        final NoiseLevel parts = NoiseLevel.of(List.of(
                java.util.Arrays.copyOf(trace, 150_000), java.util.Arrays.copyOfRange(trace, 150_000, 200_000)));
        assertEquals(noise.centre(), parts.centre(), 1e-9);
        assertEquals(noise.deviation(), parts.deviation(), 1e-9);
    }

    @Test
    void asNoiseWithoutAGaussianItsMediansStand() {
        // Two values only: the median is one of them, and half of the differences are 0.
        final NoiseLevel noise = NoiseLevel.of(List.of(signal(1001, t -> t % 2 == 0 ? 100 : 102)));
        assertEquals(100, noise.centre(), 2);
        assertTrue(noise.deviation() > 0);
        final NoiseLevel single = NoiseLevel.of(List.of(new double[] {5, 5, 5}));
        assertEquals(5, single.centre(), 1e-9);
        assertEquals(5e-9, single.deviation(), 1e-12, "a billionth of the largest value");
    }

    @Test
    void aSlowTrendLeavesWhatTheFormulaSays() {
        // A sinusoid of f is multiplied by 1 - exp(-(f / f_c)² / 2), away from the ends.
        for (final double hz : new double[] {0.3, 1, 2, 5}) {
            final double[] trace = signal(40_000, t -> Math.sin(2 * Math.PI * hz * t / 1000));
            final double[] left = trace.clone();
            SlowTrend.subtract(left, 1, 1);
            final double kept = 1 - Math.exp(-hz * hz / 2);
            for (int t = 10_000; t < 30_000; t += 7) assertEquals(kept * trace[t], left[t], 0.005, hz + " Hz");
        }
    }

    @Test
    void aStraightLineIsATrendUpToItsEnds() {
        final double[] line = signal(20_000, t -> -70 + 0.001 * t);
        SlowTrend.subtract(line, 1, 0.5);
        // Beyond the centres of the outermost bins the trend stays level: ten samples of 0.001.
        for (final double left : line) assertEquals(0, left, 0.0101);
        for (int t = 10; t < 19_990; t++) assertEquals(0, line[t], 1e-6);
        // A sweep far shorter than the kernel has a mean and no slope.
        final double[] shorter = signal(50, t -> 5);
        SlowTrend.subtract(shorter, 1, 0.5);
        for (final double left : shorter) assertEquals(0, left, 1e-9);
    }

    @Test
    void theSamplesBeyondTheLastWholeBinBelongToIt() {
        // A deviation of 160 samples, bins of 10: of 25 samples the last bin has 15.
        final double cornerHz = 1000 / (2 * Math.PI * 160);
        final double[] trace = signal(25, t -> t < 20 ? 0 : 30);
        SlowTrend.subtract(trace, 1, cornerHz);
        // The first bin is 0 and the last 10, far nearer together than the kernel is wide: their mean, but for 2e-3.
        for (int t = 0; t < 20; t++) assertEquals(-5, trace[t], 0.02);
        for (int t = 20; t < 25; t++) assertEquals(25, trace[t], 0.02);
    }

    @Test
    void scoresAreThoseOfTheirDefinitions() {
        final SplittableRandom random = new SplittableRandom(5);
        final double[] template = {0, 3, 5, 4, 2, 1, 0.5};
        final double[] trace = signal(10_000, t -> 200 + random.nextGaussian() + (t % 500 < 7 ? template[t % 500] : 0));
        final double[] criterion = new TemplateMatch(template, DetectionMethod.CLEMENTS_BEKKERS).of(trace, 2);
        final double[] r = new TemplateMatch(template, DetectionMethod.SLIDING_CORRELATION).of(trace, 2);
        final int m = template.length;
        assertEquals(trace.length, criterion.length);
        for (final int t : new int[] {0, 1, 499, 500, 503, 4095, 4096, 4097, 9000, 10_000 - m}) {
            // The scaled and shifted template by regression: scale and r are those of a straight line of y on t.
            final org.apache.commons.math3.stat.regression.SimpleRegression line =
                    new org.apache.commons.math3.stat.regression.SimpleRegression();
            for (int k = 0; k < m; k++) line.addData(template[k], trace[t + k]);
            assertEquals(line.getR(), r[t], 1e-9, "r at " + t);
            assertEquals(
                    line.getSlope() / Math.sqrt(line.getSumSquaredErrors() / (m - 1)),
                    criterion[t],
                    1e-8 * Math.abs(criterion[t]) + 1e-9,
                    "criterion at " + t);
        }
        for (int t = 10_000 - m + 1; t < 10_000; t++) assertEquals(0, criterion[t]);
        assertEquals(0, new TemplateMatch(template, DetectionMethod.CLEMENTS_BEKKERS).of(new double[50], 1)[10]);
    }

    @Test
    void deconvolutionTurnsAnEventIntoAGaussianOfItsAmplitudeAtItsOnset() {
        final BiexponentialShape shape = new BiexponentialShape(0.5, 5);
        final double stepMs = 0.05, onsetMs = 50, lowPassHz = 500;
        final double peak = Math.exp(-shape.peakTimeMs() / 5) - Math.exp(-shape.peakTimeMs() / 0.5);
        final double[] trace = signal(4000, t -> {
            final double after = t * stepMs - onsetMs;
            return -30 + (after <= 0 ? 0 : 20 * (Math.exp(-after / 5) - Math.exp(-after / 0.5)) / peak);
        });
        final double[] left = new Deconvolution(shape, stepMs, lowPassHz).of(trace, 1);
        // The low-pass exp(-(f / f_c)² / 2) is a Gaussian in time of 1 / (2 pi f_c); its area here is one sample of 20.
        final double deviation = 1000 / (2 * Math.PI * lowPassHz);
        double sum = 0;
        int best = 0;
        for (int t = 0; t < left.length; t++) {
            sum += left[t] - left[10];
            if (left[t] > left[best]) best = t;
        }
        assertEquals(onsetMs, best * stepMs, stepMs);
        assertEquals(20, sum, 1e-6);
        for (int d = 1; d < 20; d++) {
            final double z = d * stepMs / deviation;
            assertEquals(Math.exp(-z * z / 2), (left[best + d] - left[10]) / (left[best] - left[10]), 1e-6);
        }
    }
}
