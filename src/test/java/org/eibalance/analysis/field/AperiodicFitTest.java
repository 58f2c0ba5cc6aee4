package org.eibalance.analysis.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.eibalance.analysis.field.AperiodicFit.Peak;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Spectra made of a power law and peaks are taken apart again. */
class AperiodicFitTest {

    private static PowerSpectrum spectrum(
            final double low, final double high, final double step, final DoubleUnaryOperator log) {
        final int n = (int) Math.round((high - low) / step) + 1;
        final double[] f = new double[n];
        final double[] p = new double[n];
        for (int i = 0; i < n; i++) {
            f[i] = low + i * step;
            p[i] = Math.pow(10, log.applyAsDouble(f[i]));
        }
        return new PowerSpectrum(f, p, 1);
    }

    private static double alpha(final double f) {
        final double z = (f - 10) / 2;
        return 1 - 1.5 * Math.log10(f) + 0.4 * Math.exp(-0.5 * z * z);
    }

    @Test
    void theAnchorOfThePublishedProgramIsMet() {
        final AperiodicFit fit =
                AperiodicFitting.fit(spectrum(1, 100, 0.5, AperiodicFitTest::alpha), AperiodicSettings.between(1, 100));
        assertEquals(1.00385, fit.offset(), 1e-4);
        assertEquals(1.50210, fit.exponent(), 1e-4);
        assertEquals(1, fit.peaks().size());
        final Peak peak = fit.peaks().get(0);
        assertEquals(10.0084, peak.frequencyHz(), 1e-3);
        assertEquals(0.39668, peak.power(), 1e-4);
        assertEquals(3.92877, peak.widthHz(), 1e-3);
        assertTrue(fit.rSquared() > 0.999 && fit.meanError() < 0.01);
    }

    @Test
    void beyondThePeakTheSlopeIsExact() {
        final PowerSpectrum s = spectrum(1, 100, 0.5, AperiodicFitTest::alpha);
        final AperiodicFit fit = AperiodicFitting.fit(s, AperiodicSettings.between(30, 50));
        assertEquals(1, fit.offset(), 1e-3);
        assertEquals(1.5, fit.exponent(), 1e-3);
        assertTrue(fit.peaks().isEmpty());
        assertEquals(-1.5, RobustSlope.of(s, 30, 50), 1e-3);
    }

    @Test
    void aKneeIsFound() {
        final PowerSpectrum s = spectrum(1, 150, 0.5, f -> 2 - Math.log10(200 + Math.pow(f, 2)));
        final AperiodicFit fit = AperiodicFitting.fit(s, new AperiodicSettings(1, 150, true, 0.5, 12, 0, 0, 2));
        assertEquals(200, fit.knee(), 0.5);
        assertEquals(2, fit.exponent(), 1e-3);
        assertEquals(Math.sqrt(200), fit.kneeHz(), 0.05);
    }

    @Test
    void aKneeIsFoundWhateverTheUnitOfThePower() {
        // The spectrum above in V² instead of fV²: logarithms that are large and nearly alike.
        final PowerSpectrum s = spectrum(1, 150, 0.5, f -> 2 - 30 - Math.log10(200 + Math.pow(f, 2)));
        final AperiodicFit fit = AperiodicFitting.fit(s, new AperiodicSettings(1, 150, true, 0.5, 12, 0, 0, 2));
        assertEquals(200, fit.knee(), 0.5);
        assertEquals(-28, fit.offset(), 1e-3);
    }

    @Test
    void twoPeaksOfDifferentWidthAreTold() {
        final PowerSpectrum s = spectrum(
                2,
                80,
                0.25,
                f -> 1.2
                        - 1.1 * Math.log10(f)
                        + 0.8 * Math.exp(-0.5 * Math.pow((f - 10) / 1, 2))
                        + 0.5 * Math.exp(-0.5 * Math.pow((f - 30) / 3, 2)));
        final AperiodicFit fit = AperiodicFitting.fit(s, AperiodicSettings.between(2, 80));
        final Peak tall = fit.peaks().stream()
                .max(java.util.Comparator.comparingDouble(Peak::height))
                .orElseThrow();
        assertEquals(10, tall.frequencyHz(), 0.1);
        assertEquals(2, tall.widthHz(), 0.2);
        assertTrue(fit.peaks().stream()
                .anyMatch(p -> Math.abs(p.frequencyHz() - 30) < 0.5 && Math.abs(p.widthHz() - 6) < 1));
        assertEquals(1.1, fit.exponent(), 0.03);
    }

    @Test
    void aRangeWithoutPointsOrPowerIsRefused() {
        final PowerSpectrum s = spectrum(1, 100, 0.5, AperiodicFitTest::alpha);
        assertEquals(
                "There are 3 frequencies from 30.0 to 31.0 Hz: a fit needs 8 at least, so choose a longer "
                        + "window or a wider range.",
                assertThrows(InputException.class, () -> AperiodicFitting.fit(s, AperiodicSettings.between(30, 31)))
                        .getMessage());
        assertThrows(InputException.class, () -> AperiodicSettings.between(0, 10));
        final PowerSpectrum none = spectrum(1, 100, 0.5, f -> Double.NEGATIVE_INFINITY);
        assertEquals(
                "The power at 1.0 Hz is 0.0: it must be above 0.",
                assertThrows(InputException.class, () -> AperiodicFitting.fit(none, AperiodicSettings.between(1, 100)))
                        .getMessage());
        assertEquals(
                "The power at 30.0 Hz is 0.0: it must be above 0.",
                assertThrows(InputException.class, () -> RobustSlope.of(none, 30, 50))
                        .getMessage());
    }
}
