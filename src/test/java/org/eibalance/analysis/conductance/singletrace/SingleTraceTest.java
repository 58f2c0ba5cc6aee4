package org.eibalance.analysis.conductance.singletrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.complex.Complex;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conductances from one trace: impedance, relaxation, spike-triggered averages, oversampling. */
class SingleTraceTest {

    @ParameterizedTest
    @ValueSource(doubles = {6.67, 20, 40})
    void theDifferenceOfTwoImpedancesGivesTheConductanceExactly(final double conductanceNs) {
        final double w1 = 2 * Math.PI * 0.21;
        final double w2 = 2 * Math.PI * 0.315;
        final Complex series = new Complex(0.03, 0);
        final Complex z1 = series.add(new Complex(conductanceNs, w1 * 150).reciprocal());
        final Complex z2 = series.add(new Complex(conductanceNs, w2 * 150).reciprocal());
        final Complex found = TwoFrequencyConductance.conductanceNs(z1.subtract(z2), w1, w2, 150);
        assertEquals(conductanceNs, found.getReal(), 1e-9);
        assertEquals(0, found.getImaginary(), 1e-9);
    }

    private static double[] bump(
            final int n, final double stepMs, final double centreMs, final double widthMs, final double height) {
        final double[] g = new double[n];
        for (int i = 0; i < n; i++) g[i] = height * Math.exp(-Math.pow((i * stepMs - centreMs) / widthMs, 2));
        return g;
    }

    private record Trace(double[] potentialMv, double[] currentPa) {}

    /** 150 pF, 6.67 nS at −70 mV behind 30 MOhm; 210 and 315 Hz of 100 pA each on a steady current. */
    private static Trace sinusoids(
            final double[] excitatoryNs, final double[] inhibitoryNs, final double stepMs, final double steadyPa) {
        final int n = excitatoryNs.length;
        final double[] potential = new double[n];
        final double[] current = new double[n];
        final int fine = 10;
        final double h = stepMs / fine;
        double v = -70 + steadyPa / 6.67;
        for (int i = 0; i < n; i++) {
            final double at = i * stepMs / 1000;
            current[i] = steadyPa + 100 * Math.sin(2 * Math.PI * 210 * at) + 100 * Math.sin(2 * Math.PI * 315 * at + 1);
            potential[i] = v + 0.03 * current[i];
            for (int f = 0; f < fine; f++) {
                final double then = at + (f + 0.5) * h / 1000;
                final double pa = steadyPa
                        + 100 * Math.sin(2 * Math.PI * 210 * then)
                        + 100 * Math.sin(2 * Math.PI * 315 * then + 1);
                final double total = 6.67 + excitatoryNs[i] + inhibitoryNs[i];
                final double steady = (6.67 * -70 + inhibitoryNs[i] * -75 + pa) / total;
                v = steady + (v - steady) * Math.exp(-h * total / 150);
            }
        }
        return new Trace(potential, current);
    }

    @Test
    void twoSinusoidsGiveExcitationAndInhibitionAtOnceAndTheSeriesResistanceCancels() {
        final double step = 0.05;
        final int n = 30000;
        final double[] e = bump(n, step, 600, 40, 4);
        final double[] in = bump(n, step, 650, 60, 9);
        final Trace trace = sinusoids(e, in, step, -100);
        final TwoFrequencyConductance found =
                TwoFrequencyConductance.compute(trace.potentialMv, trace.currentPa, step, ImpedanceSettings.DEFAULT);
        assertEquals(210, found.settings().firstHz(), 0.01);
        assertEquals(315, found.settings().secondHz(), 0.01);
        assertEquals(150, found.settings().capacitancePf(), 1);
        assertEquals(30, found.seriesResistanceMohm(), 0.1);
        assertEquals(6.67, found.restNs(), 0.1);
        assertEquals(-70 - 100 / 6.67, found.restMv(), 0.2);
        final int from = 2000;
        assertTrue(Proportion.of(
                                Arrays.copyOfRange(e, from, n - from),
                                Arrays.copyOfRange(found.excitatoryNs(), from, n - from))
                        .correlation()
                > 0.99);
        assertTrue(Proportion.of(
                                Arrays.copyOfRange(in, from, n - from),
                                Arrays.copyOfRange(found.inhibitoryNs(), from, n - from))
                        .correlation()
                > 0.99);
        assertEquals(4, found.excitatoryNs()[12000], 0.3);
        assertEquals(9, found.inhibitoryNs()[13000], 0.5);
    }

    /**
     * With the capacitance known, the errors are those of the noise; read from the same noisy trace it adds its own.
     */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"150, 0.02", "150, 0.05", "0, 0.05"})
    void ninetyFivePercentOfTheTruthLieWithinTheBandsThatTheNoiseMakes(
            final double capacitancePf, final double noiseMv) {
        final double step = 0.05;
        final int n = 30000;
        final double[] e = bump(n, step, 600, 60, 4);
        final double[] in = bump(n, step, 650, 80, 9);
        final GaussianLowPass lowPass = new GaussianLowPass(20, step);
        final double[] trueE = lowPass.apply(e);
        final double[] trueI = lowPass.apply(in);
        final SplittableRandom random = new SplittableRandom(4);
        final ImpedanceSettings settings = new ImpedanceSettings(
                210,
                315,
                20,
                new TimeWindow(100, 400),
                1,
                ReversalPotentials.DEFAULT,
                JunctionPotential.NONE,
                capacitancePf,
                0);
        final double t = TwoFrequencyConductance.halfBand();
        int points = 0;
        int insideE = 0;
        int insideI = 0;
        for (int trial = 0; trial < 30; trial++) {
            final Trace trace = sinusoids(e, in, step, 0);
            for (int k = 0; k < n; k++) trace.potentialMv[k] += noiseMv * random.nextGaussian();
            final TwoFrequencyConductance found =
                    TwoFrequencyConductance.compute(trace.potentialMv, trace.currentPa, step, settings);
            for (int k = 2000; k < n - 2000; k += 500, points++) {
                if (Math.abs(found.excitatoryNs()[k] - trueE[k]) <= t * found.excitatorySeNs()[k]) insideE++;
                if (Math.abs(found.inhibitoryNs()[k] - trueI[k]) <= t * found.inhibitorySeNs()[k]) insideI++;
            }
        }
        System.out.println("impedance, noise of " + noiseMv + " mV: inside the 95 % bands " + (double) insideE / points
                + " and " + (double) insideI / points);
        assertEquals(0.95, (double) insideE / points, 0.02);
        assertEquals(0.95, (double) insideI / points, 0.02);
    }

    @Test
    void aCurrentWithoutTwoSinusoidsIsRefused() {
        final double[] quiet = new double[20000];
        Arrays.fill(quiet, -70);
        assertNoSinusoids(quiet, new double[20000]);
        final double[] one = new double[20000];
        for (int i = 0; i < one.length; i++) one[i] = Math.sin(2 * Math.PI * 0.21 * 0.05 * i);
        assertNoSinusoids(quiet, one);
    }

    private static void assertNoSinusoids(final double[] potentialMv, final double[] currentPa) {
        final String sentence = assertThrows(
                        InputException.class,
                        () -> TwoFrequencyConductance.compute(potentialMv, currentPa, 0.05, ImpedanceSettings.DEFAULT))
                .getMessage();
        assertTrue(sentence.startsWith("The current does not contain two sinusoids"), sentence);
    }

    @Test
    void sinusoidsThatLieTooCloseAreRefused() {
        final ImpedanceSettings close = new ImpedanceSettings(
                210, 240, 20, TimeWindow.ALL, 0.05, ReversalPotentials.DEFAULT, JunctionPotential.NONE, 0, 0);
        assertThrows(
                InputException.class,
                () -> TwoFrequencyConductance.compute(new double[20000], new double[20000], 0.05, close));
    }

    /** An exact Ornstein-Uhlenbeck potential of 5 ms about −60 mV, sd 2 mV. */
    private static double[] relaxing(final int n, final double noiseMv, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] v = new double[n];
        final double keep = Math.exp(-0.05 / 5);
        double x = 2 * random.nextGaussian();
        for (int i = 0; i < n; i++) {
            v[i] = -60 + x + noiseMv * random.nextGaussian();
            x = x * keep + 2 * Math.sqrt(1 - keep * keep) * random.nextGaussian();
        }
        return v;
    }

    /** Of ten seconds the theory gives the scatter, τ sqrt(2 τ / W) = 0.158 ms. */
    @ParameterizedTest
    @CsvSource({"50, 4.38, 2.03, 2000", "100, 4.48, 1.40, 1000", "1000, 4.97, 0.48, 200", "10000, 4.99, 0.158, 60"})
    void theRelaxationTimeScattersAndIsTooSmallInShortWindows(
            final double windowMs, final double mean, final double sd, final int windows) {
        final PassiveCell cell = new PassiveCell(200, 10, -70);
        final RelaxationConductance found = RelaxationConductance.compute(
                relaxing((int) (windows * windowMs / 0.05), 0, 21),
                0,
                0.05,
                RelaxationSettings.standard(cell, windowMs).withLags(0, 1));
        final double[] tau = found.windows().stream()
                .mapToDouble(RelaxationConductance.Window::tauMs)
                .filter(t -> !Double.isNaN(t))
                .toArray();
        final double average = Arrays.stream(tau).average().orElseThrow();
        final double scatter = Math.sqrt(
                Arrays.stream(tau).map(t -> (t - average) * (t - average)).sum() / (tau.length - 1));
        // Three standard errors of a mean over so many windows, and the last digit of the table.
        assertEquals(mean, average, 3 * sd / Math.sqrt(tau.length) + 0.1);
        assertEquals(sd, scatter, 0.25 * sd);
        if (windowMs < 10000) return;
        assertEquals(40, found.windows().get(0).totalNs(), 3);
        final long inside = found.windows().stream()
                .filter(w -> w.tauInterval().low() <= 5 && 5 <= w.tauInterval().high())
                .count();
        assertTrue(inside > 0.85 * windows, inside + " of " + windows + " intervals hold the truth");
    }

    @Test
    void relaxationAndMeanSplitTheConductance() {
        final RelaxationConductance.Window w = RelaxationConductance.compute(
                        relaxing(2_000_000, 0, 22),
                        100,
                        0.05,
                        RelaxationSettings.standard(new PassiveCell(200, 10, -70), 100_000)
                                .withLags(0, 1))
                .windows()
                .get(0);
        assertEquals(w.totalNs(), 10 + w.excitatoryNs() + w.inhibitoryNs(), 1e-9);
        assertEquals(w.meanMv() * w.totalNs(), 10 * -70 + w.inhibitoryNs() * -75 + 100, 1e-6);
    }

    @Test
    void laterLagsLeaveTheNoiseOfTheElectrodeOut() {
        final double[] v = relaxing(2_000_000, 0.5, 23);
        final PassiveCell cell = new PassiveCell(200, 10, -70);
        final double naive = RelaxationConductance.compute(
                        v, 0, 0.05, RelaxationSettings.standard(cell, 100_000).withLags(0, 1))
                .windows()
                .get(0)
                .tauMs();
        final double robust = RelaxationConductance.compute(
                        v, 0, 0.05, new RelaxationSettings(cell, ReversalPotentials.DEFAULT, 100_000, 2, 40, 0.95, -20))
                .windows()
                .get(0)
                .tauMs();
        assertTrue(naive < 1, "noise forgets at once: " + naive);
        assertEquals(5, robust, 0.35);
    }

    @Test
    void theConductancesBeforeASpikeAreFound() {
        final FluctuatingCell cell = new FluctuatingCell(0, 0.05, 20_000_000, 31);
        final int before = 1000;
        final double thresholdMv = -60.5;
        final double[] v = new double[before + 1];
        final double[] e = new double[before];
        final double[] in = new double[before];
        int spikes = 0;
        int last = 0;
        for (int i = before; i < cell.potentialMv.length; i++) {
            if (cell.potentialMv[i] < thresholdMv || cell.potentialMv[i - 1] >= thresholdMv || i - last < 2 * before)
                continue;
            for (int k = 0; k <= before; k++) v[k] += cell.potentialMv[i - before + k];
            for (int k = 0; k < before; k++) {
                e[k] += cell.excitatoryNs[i - before + k];
                in[k] += cell.inhibitoryNs[i - before + k];
            }
            spikes++;
            last = i;
        }
        for (int k = 0; k <= before; k++) v[k] /= spikes;
        for (int k = 0; k < before; k++) {
            e[k] /= spikes;
            in[k] /= spikes;
        }
        assertTrue(spikes > 300, spikes + " crossings");
        final SpikeTriggeredConductance found = SpikeTriggeredConductance.compute(
                v,
                0,
                0.05,
                FluctuatingCell.CELL,
                FluctuatingCell.REVERSALS,
                new SpikeTriggeredConductance.Statistics(12, 57, 3, 6.6, 2.73, 10.49));
        double worstE = 0;
        double worstI = 0;
        for (int k = 0; k < before; k++) {
            worstE = Math.max(worstE, Math.abs(found.excitatoryNs()[k] - e[k]) / e[k]);
            worstI = Math.max(worstI, Math.abs(found.inhibitoryNs()[k] - in[k]) / in[k]);
        }
        assertTrue(e[before - 1] > 14, "excitation rises before a spike");
        assertTrue(worstE < 0.05, "excitation is off by " + worstE);
        assertTrue(worstI < 0.05, "inhibition is off by " + worstI);
    }

    @Test
    void anAverageAtTheReversalOfInhibitionIsRefused() {
        final double[] v = new double[100];
        Arrays.fill(v, -74.5);
        assertThrows(
                InputException.class,
                () -> SpikeTriggeredConductance.compute(
                        v,
                        0,
                        0.05,
                        FluctuatingCell.CELL,
                        FluctuatingCell.REVERSALS,
                        new SpikeTriggeredConductance.Statistics(12, 57, 3, 6.6, 2.73, 10.49)));
    }

    /** Conductances that stay over pairs of samples, as the method takes them to. */
    private static double[] stepwise(final double[] excitatoryNs, final double[] inhibitoryNs, final double stepMs) {
        final double[] v = new double[2 * excitatoryNs.length + 1];
        v[0] = -66;
        for (int k = 0; k < excitatoryNs.length; k++) {
            final double total = 28 + excitatoryNs[k] + inhibitoryNs[k];
            final double steady = (28 * -70 + inhibitoryNs[k] * -75) / total;
            for (int s = 1; s <= 2; s++)
                v[2 * k + s] = steady + (v[2 * k + s - 1] - steady) * Math.exp(-stepMs * total / 350);
        }
        return v;
    }

    @Test
    void oversamplingIsExactWithoutNoiseAndUselessWithIt() {
        final SplittableRandom random = new SplittableRandom(41);
        final int n = 2000;
        final double[] e = new double[n];
        final double[] in = new double[n];
        double x = 0;
        double y = 0;
        for (int k = 0; k < n; k++) {
            x = 0.98 * x + 0.2 * random.nextGaussian();
            y = 0.99 * y + 0.14 * random.nextGaussian();
            e[k] = 10 + 2 * x;
            in[k] = 30 + 5 * y;
        }
        final double[] v = stepwise(e, in, 0.05);
        final PassiveCell cell = new PassiveCell(350, 28, -70);
        final OversamplingConductance found =
                OversamplingConductance.compute(v, 0, 0.05, cell, ReversalPotentials.DEFAULT, 1e-9);
        assertEquals(1, found.solvedShare(), 0.001);
        assertTrue(medianError(found.excitatoryNs(), e) < 1e-7);
        for (int i = 0; i < v.length; i++) v[i] += 0.05 * random.nextGaussian();
        final OversamplingConductance noisy =
                OversamplingConductance.compute(v, 0, 0.05, cell, ReversalPotentials.DEFAULT, 1e-9);
        assertTrue(medianError(noisy.excitatoryNs(), e) > 100, "50 uV of noise make nonsense of it");
        assertTrue(noisy.solvedShare() < 0.6);
    }

    private static double medianError(final double[] found, final double[] truth) {
        final double[] errors = new double[truth.length];
        for (int k = 0; k < errors.length; k++) errors[k] = Math.abs(found[k] - truth[k]);
        Arrays.sort(errors);
        return errors[errors.length / 2];
    }
}
