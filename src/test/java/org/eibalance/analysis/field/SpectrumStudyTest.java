package org.eibalance.analysis.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** A signal by its spectrum, and the values of a fitted model. */
class SpectrumStudyTest {

    /** Peaks of 10 and 40 Hz on 2 − log10(100 + f²). */
    private static final AperiodicFit FIT = new AperiodicFit(
            2,
            100,
            2,
            List.of(new AperiodicFit.Peak(10, 0.5, 4, 0.4), new AperiodicFit.Peak(40, 0.3, 6, 0.3)),
            new double[0],
            new double[0],
            1,
            0);

    @Test
    void aModelIsItsAperiodicPartAndItsPeaks() {
        assertEquals(10, FIT.kneeHz(), 1e-12);
        assertEquals(2 - Math.log10(200), FIT.aperiodic(10), 1e-12);
        // At its centre a peak has its height, one standard deviation (half its width) beside it exp(-1/2) of it.
        assertEquals(FIT.aperiodic(10) + 0.4, FIT.model(10), 1e-9);
        assertEquals(FIT.aperiodic(12) + 0.4 * Math.exp(-0.5), FIT.model(12), 1e-9);
        assertEquals(FIT.aperiodic(43) + 0.3 * Math.exp(-0.5), FIT.model(43), 1e-9);
        final AperiodicFit straight = new AperiodicFit(1, 0, 1.5, List.of(), new double[0], new double[0], 1, 0);
        assertTrue(Double.isNaN(straight.kneeHz()));
        assertEquals(1 - 1.5, straight.model(10), 1e-12);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(InputException.class, () -> AperiodicSettings.between(10, 10));
        assertThrows(InputException.class, () -> AperiodicSettings.between(1, Double.POSITIVE_INFINITY));
        assertThrows(InputException.class, () -> new AperiodicSettings(1, 50, false, 0, 12, 5, 0, 2));
        assertThrows(InputException.class, () -> new AperiodicSettings(1, 50, false, 12, 12, 5, 0, 2));
        assertThrows(InputException.class, () -> new AperiodicSettings(1, 50, false, 0.5, 12, -1, 0, 2));
        assertThrows(InputException.class, () -> new AperiodicSettings(1, 50, false, 0.5, 12, 5, -1, 2));
        assertThrows(InputException.class, () -> new AperiodicSettings(1, 50, false, 0.5, 12, 5, 0, -1));
        assertEquals(0, new AperiodicSettings(1, 50, false, 0.5, 12, 0, 0, 0).threshold());
    }

    private static double[] noise(final int samples) {
        return new SplittableRandom(6).doubles(samples).map(u -> u - 0.5).toArray();
    }

    private static SpectrumStudy study(final double rateHz, final SpectrumStudySettings settings, final double[]... x) {
        return SpectrumStudy.compute(List.of(x), rateHz, settings, p -> {});
    }

    private static SpectrumStudySettings settings(
            final double windowMs, final double highHz, final double slopeToHz, final double rhythmToHz) {
        return new SpectrumStudySettings(windowMs, AperiodicSettings.between(2, highHz), 5, slopeToHz, 8, rhythmToHz);
    }

    @Test
    void whiteNoiseIsFlatAndItsEnvelopeForgets() {
        final SpectrumStudy found = study(100, settings(2000, 40, 40, 13), noise(6000));
        assertEquals(0, found.robustSlope(), 0.1);
        assertEquals(0, found.fit().exponent(), 0.15);
        assertEquals(0.5, found.spectrum().stepHz(), 1e-12, "a window of two seconds");
        assertEquals(100, found.rateHz());
        final FluctuationAnalysis fluctuations = found.fluctuations().orElseThrow();
        assertEquals(100, fluctuations.windows()[0], "from one second");
        assertEquals(600, fluctuations.windows()[fluctuations.windows().length - 1], "to a tenth of the minute");
    }

    private static double[] gaussian(final long seed, final int samples, final double rhythm) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] x = new double[samples];
        for (int t = 0; t < samples; t++)
            x[t] = random.nextGaussian() + rhythm * Math.sin(2 * Math.PI * 10 * t / 100 + seed);
        return x;
    }

    /**
     * The search finds peaks in all of them; one beyond noise is allowed in 5 of 100, and 12 of 100 would be chance.
     */
    @Test
    void inNoiseAloneAPeakStandsOutInFewSpectraAlthoughMostHaveSome() {
        int some = 0, beyond = 0;
        for (int seed = 0; seed < 100; seed++) {
            final SpectrumStudy found = study(100, settings(1000, 40, 40, 13), gaussian(seed, 3000, 0));
            if (!found.fit().peaks().isEmpty()) some++;
            if (!found.peaksBeyondNoise().isEmpty()) beyond++;
        }
        assertTrue(some > 50, some + " of 100 spectra of noise have peaks");
        assertTrue(beyond <= 12, beyond + " of 100 spectra of noise have peaks beyond it");
    }

    @Test
    void aRhythmStandsOut() {
        int found = 0;
        for (int seed = 0; seed < 20; seed++)
            if (study(100, settings(1000, 40, 40, 13), gaussian(seed, 3000, 0.5)).peaksBeyondNoise().stream()
                    .anyMatch(p -> Math.abs(p.frequencyHz() - 10) < 1)) found++;
        assertTrue(found >= 19, found + " of 20 rhythms of 10 Hz");
    }

    @Test
    void fluctuationsNeedTwentySecondsAndStopAtTwenty() {
        assertTrue(study(100, settings(2000, 40, 40, 13), noise(1999))
                .fluctuations()
                .isEmpty());
        assertTrue(study(100, settings(2000, 40, 40, 13), noise(2000))
                .fluctuations()
                .isPresent());
        final double[] windows = study(50, settings(2000, 20, 20, 13), noise(300), noise(15_000))
                .fluctuations()
                .orElseThrow()
                .windows();
        assertEquals(1000, windows[windows.length - 1], "of the longest stretch, 20 s at most");
        assertTrue(
                study(100, settings(2000, 40, 40, 50), noise(6000))
                        .fluctuations()
                        .isEmpty(),
                "a rhythm above it");
    }

    @Test
    void rangesMustFitTheRate() {
        assertTrue(
                Double.isNaN(study(100, settings(2000, 40, 50, 13), noise(3000)).robustSlope()));
        assertEquals(
                "high_hz is '50.0': it must be below half the rate of samples, 50.0 Hz.",
                assertThrows(InputException.class, () -> study(100, settings(2000, 50, 40, 13), noise(3000)))
                        .getMessage());
        assertEquals(
                "window_ms is '20.0': it must hold four samples at 100.0 Hz.",
                assertThrows(InputException.class, () -> study(100, settings(20, 40, 40, 13), noise(3000)))
                        .getMessage());
    }
}
