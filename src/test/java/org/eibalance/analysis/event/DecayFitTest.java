package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DecayFitTest {

    private static final double STEP_MS = 0.05;

    @Property(tries = 100)
    void oneExponentialComesBackExactly(
            @ForAll @DoubleRange(min = 0.5, max = 40) final double tauMs,
            @ForAll @DoubleRange(min = 0.1, max = 1000) final double amplitude) {
        final DecayFit fit = DecayFit.of(decay(600, amplitude, tauMs, 0, 1), 0, STEP_MS, DecayModel.MONO)
                .orElseThrow();
        assertEquals(tauMs, fit.fastTauMs(), 1e-6 * tauMs);
        assertEquals(amplitude, fit.fastAmplitude(), 1e-6 * amplitude);
        assertEquals(tauMs, fit.weightedTauMs(), 1e-6 * tauMs);
        assertEquals(1, fit.rSquared(), 1e-9);
    }

    @Property(tries = 50)
    void twoExponentialsComeBackWithTheirWeightedTimeConstant(
            @ForAll @DoubleRange(min = 1, max = 4) final double fastMs,
            @ForAll @DoubleRange(min = 3, max = 6) final double ratio,
            @ForAll @DoubleRange(min = 0.3, max = 0.8) final double share) {
        final double slowMs = fastMs * ratio;
        final DecayFit fit = DecayFit.of(
                        decay(2000, 20 * share, fastMs, 20 * (1 - share), slowMs), 0, STEP_MS, DecayModel.BI)
                .orElseThrow();
        assertEquals(fastMs, fit.fastTauMs(), 1e-3 * fastMs);
        assertEquals(slowMs, fit.slowTauMs(), 1e-3 * slowMs);
        assertEquals(share * fastMs + (1 - share) * slowMs, fit.weightedTauMs(), 1e-4 * slowMs);
    }

    @Test
    void amplitudesAreThoseAtThePeakWhereverTheFitBegins() {
        final double[] whole = decay(600, 20, 5, 0, 1);
        final double[] later = java.util.Arrays.copyOfRange(whole, 40, 600);
        assertEquals(
                20,
                DecayFit.of(later, 40 * STEP_MS, STEP_MS, DecayModel.MONO)
                        .orElseThrow()
                        .fastAmplitude(),
                1e-6);
    }

    @Test
    void aSecondExponentialThatIsNotThereIsNotGiven() {
        final SplittableRandom random = new SplittableRandom(7);
        for (int n = 0; n < 50; n++) {
            final double[] noisy = decay(400, 20, 5, 0, 1);
            for (int t = 0; t < noisy.length; t++) noisy[t] += random.nextGaussian();
            final DecayFit fit = DecayFit.of(noisy, 0, STEP_MS, DecayModel.BI).orElseThrow();
            assertTrue(fit.fastAmplitude() > 0 && fit.slowAmplitude() >= 0);
            assertEquals(5, fit.weightedTauMs(), 1.5);
        }
    }

    @Test
    void aTimeConstantOfFiveWindowsIsTheLongest() {
        // 600 samples are 30 ms.
        assertEquals(
                145,
                DecayFit.of(decay(600, 20, 145, 0, 1), 0, STEP_MS, DecayModel.MONO)
                        .orElseThrow()
                        .fastTauMs(),
                1e-3);
        assertEquals(Optional.empty(), DecayFit.of(decay(600, 20, 155, 0, 1), 0, STEP_MS, DecayModel.MONO));
        final DecayFit two = DecayFit.of(decay(600, 10, 2, 10, 140), 0, STEP_MS, DecayModel.BI)
                .orElseThrow();
        assertEquals(2, two.fastTauMs(), 1e-3);
        assertEquals(140, two.slowTauMs(), 0.1);
        assertEquals(
                0.0,
                DecayFit.of(decay(600, 10, 2, 10, 160), 0, STEP_MS, DecayModel.BI)
                        .map(DecayFit::slowAmplitude)
                        .orElse(0.0));
    }

    @Test
    void eightSamplesAreADecayAndSevenAreNone() {
        assertEquals(
                0.2,
                DecayFit.of(decay(8, 20, 0.2, 0, 1), 0, STEP_MS, DecayModel.MONO)
                        .orElseThrow()
                        .fastTauMs(),
                1e-6);
        assertEquals(Optional.empty(), DecayFit.of(decay(7, 20, 0.2, 0, 1), 0, STEP_MS, DecayModel.MONO));
    }

    @Test
    void theCurveIsTheSumOfItsExponentialsAndItsTimeConstantTheirMean() {
        final DecayFit two = new DecayFit(3, 2, 1, 6, 1);
        assertEquals(3, two.weightedTauMs(), 1e-15);
        assertEquals(3 * Math.exp(-3) + Math.exp(-1), two.value(6), 1e-15);
        final DecayFit one = new DecayFit(3, 2, 0, Double.NaN, 1);
        assertEquals(2, one.weightedTauMs());
        assertEquals(3 / Math.E, one.value(2), 1e-15);
    }

    @Test
    void theExplainedShareIsThatOfTheSquaresAboutTheMean() {
        // Alternating errors of 1 about an exponential: they hardly move the fit.
        final double[] noisy = decay(600, 20, 5, 0, 1);
        double mean = 0;
        for (final double d : noisy) mean += d / noisy.length;
        double total = 0;
        for (int t = 0; t < noisy.length; t++) {
            total += (noisy[t] - mean) * (noisy[t] - mean);
            noisy[t] += t % 2 == 0 ? 1 : -1;
        }
        final DecayFit fit = DecayFit.of(noisy, 0, STEP_MS, DecayModel.MONO).orElseThrow();
        assertEquals(1 - 600 / (total + 600), fit.rSquared(), 2e-3);
    }

    @Test
    void noiseWithoutADecayHasNoTimeConstant() {
        final double[] rising = new double[100];
        for (int t = 0; t < rising.length; t++) rising[t] = 1 + t;
        assertEquals(Optional.empty(), DecayFit.of(rising, 0, STEP_MS, DecayModel.MONO));
        assertEquals(Optional.empty(), DecayFit.of(decay(7, 20, 5, 0, 1), 0, STEP_MS, DecayModel.BI));
    }

    private static double[] decay(
            final int samples, final double fast, final double fastMs, final double slow, final double slowMs) {
        final double[] decay = new double[samples];
        for (int t = 0; t < samples; t++) {
            decay[t] = fast * Math.exp(-t * STEP_MS / fastMs) + slow * Math.exp(-t * STEP_MS / slowMs);
        }
        return decay;
    }
}
