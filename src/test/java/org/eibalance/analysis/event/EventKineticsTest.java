package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Events made of straight lines, whose times and areas are those of geometry. */
class EventKineticsTest {

    private static final double STEP_MS = 0.1;

    /** 2 ms of baseline, peak within 3 ms, no averaging at the peak, decay and charge over 6 ms. */
    private static final KineticsSettings SETTINGS = new KineticsSettings(2, 0, 3, 0, 6, 0.9, DecayModel.MONO);

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    private static EventKinetics measure(
            final double[] samples, final int onset, final boolean upward, final KineticsSettings settings) {
        return EventKinetics.measure(samples, STEP_MS, onset, samples.length, upward, settings)
                .orElseThrow();
    }

    /** From sample 100: up 20 pA in 2 ms, down again in 4 ms, on −50 pA; {@code sign} −1 turns it downward. */
    private static double[] triangle(final double sign) {
        return signal(200, t -> {
            if (t <= 100 || t >= 160) return -50;
            return -50 + sign * (t <= 120 ? t - 100 : (160 - t) / 2.0);
        });
    }

    @Test
    void aTriangleHasTheTimesAndTheAreaOfGeometry() {
        for (final boolean upward : new boolean[] {true, false}) {
            final double sign = upward ? 1 : -1;
            final EventKinetics k = measure(triangle(sign), 100, upward, SETTINGS.withWindowMs(7));
            assertEquals(-50, k.baseline(), 1e-12);
            assertEquals(sign * 20, k.amplitude(), 1e-12);
            // The parabola through 19, 20 and 19.5 has its top a sixth of a sample after the highest.
            assertEquals(2 + STEP_MS / 6, k.peakMs(), 1e-9);
            assertEquals(1, k.halfRiseMs(), 1e-9);
            assertEquals(0.8 * 2, k.rise10To90Ms(), 1e-9);
            assertEquals(0.6 * 2, k.rise20To80Ms(), 1e-9);
            assertEquals(1 + 2, k.halfWidthMs(), 1e-9);
            assertEquals(sign * 20 * 6 / 2, k.charge(), 1e-9);
        }
    }

    @Test
    void chargeIsTheAreaUnderTheLinesBetweenSamples() {
        // Already at 20 pA at the onset and still at 8 pA where the window ends 6 ms later: the trapezium of both.
        final double[] cut = signal(200, t -> t < 100 ? 0 : 20 - 0.2 * (t - 100));
        final EventKinetics k = measure(cut, 100, true, SETTINGS);
        assertEquals((20 + 8.2) / 2 * 5.9, k.charge(), 1e-9);
    }

    @Test
    void chargeIsUnknownWhereTheNextEventOrTheEndComesFirst() {
        final double[] samples = triangle(1);
        assertTrue(Double.isNaN(EventKinetics.measure(samples, STEP_MS, 100, 159, true, SETTINGS)
                .orElseThrow()
                .charge()));
        assertEquals(
                60,
                EventKinetics.measure(samples, STEP_MS, 100, 160, true, SETTINGS)
                        .orElseThrow()
                        .charge(),
                0.1);
        final double[] shorter = java.util.Arrays.copyOf(samples, 159);
        assertTrue(Double.isNaN(measure(shorter, 100, true, SETTINGS).charge()));
        assertEquals(20, measure(shorter, 100, true, SETTINGS).amplitude(), 1e-12);
    }

    @Test
    void theBaselineEndsBeforeTheGapAndIsAsLongAsIsAsked() {
        // 30 in the gap of 1 ms, 10 in the 2 ms before it, 1000 before these.
        final double[] samples = signal(200, t -> t < 70 ? 1000 : t < 90 ? 10 : t < 100 ? 30 : t == 105 ? 110 : 10);
        final KineticsSettings gap = new KineticsSettings(2, 1, 3, 0, 6, 0.9, DecayModel.MONO);
        assertEquals(10, measure(samples, 100, true, gap).baseline(), 1e-12);
        assertEquals(100, measure(samples, 100, true, gap).amplitude(), 1e-12);
        assertTrue(EventKinetics.measure(samples, STEP_MS, 0, 200, true, gap).isEmpty(), "no sample before it");
    }

    @Test
    void thePeakIsSoughtOnlyForAsLongAsIsAskedAndAveragedAroundIt() {
        final double[] samples = signal(200, t -> t == 110 ? 12 : t == 140 ? 90 : t >= 108 && t <= 112 ? 6 : 0);
        assertEquals(12, measure(samples, 100, true, SETTINGS).amplitude(), 1e-12);
        final KineticsSettings averaged = SETTINGS.withPeakHalfWidthMs(0.2);
        assertEquals((12 + 4 * 6) / 5.0, measure(samples, 100, true, averaged).amplitude(), 1e-12);
    }

    @Test
    void aDeflectionTheOtherWayIsNoEvent() {
        assertTrue(EventKinetics.measure(triangle(-1), STEP_MS, 101, 160, true, SETTINGS)
                .isEmpty());
        assertTrue(EventKinetics.measure(new double[200], STEP_MS, 100, 200, true, SETTINGS)
                .isEmpty());
    }

    @Test
    void crossingsThatNeverHappenAreUnknown() {
        // A step up that stays: it rises within one sample and never falls.
        final EventKinetics k = measure(signal(200, t -> t < 100 ? 0 : 10), 100, true, SETTINGS);
        assertTrue(Double.isNaN(k.halfWidthMs()));
        assertTrue(k.decay().isEmpty());
        assertTrue(Double.isNaN(k.decayMs()));
        assertEquals(0.8 * STEP_MS, k.rise10To90Ms(), 1e-12);
        assertEquals(-0.5 * STEP_MS, k.halfRiseMs(), 1e-12);
    }

    @Test
    void aWindowThatEndsWithTheSweepIsWhole() {
        assertEquals(
                60,
                measure(java.util.Arrays.copyOf(triangle(1), 160), 100, true, SETTINGS)
                        .charge(),
                0.1);
    }

    @Test
    void onlyTheRiseBeforeThePeakAndTheFallBehindItCount() {
        // Dips to 0 on both sides of the peak of 10 at sample 110, and 8 beyond these.
        final double[] samples = signal(200, t -> t == 110 ? 10 : t == 108 || t == 112 ? 8 : 0);
        final EventKinetics k = measure(samples, 100, true, SETTINGS);
        assertEquals(9.5 * STEP_MS, k.halfRiseMs(), 1e-12);
        assertEquals(STEP_MS, k.halfWidthMs(), 1e-12);
        assertEquals(10 * STEP_MS, k.peakMs(), 1e-12);
    }

    @Test
    void anEventMayBeginRightBehindTheOnlySampleOfItsBaseline() {
        final KineticsSettings one = new KineticsSettings(STEP_MS, 0, 3, 0, 6, 0.9, DecayModel.MONO);
        final EventKinetics k = measure(signal(200, t -> t < 100 ? 0 : t == 100 ? 10 : 5), 100, true, one);
        assertEquals(-0.5 * STEP_MS, k.halfRiseMs(), 1e-12);
        assertEquals(0.8 * STEP_MS, k.rise10To90Ms(), 1e-12);
    }

    @Test
    void anOutlierThatTheMeanOfThePeakSpreadsHasNoRiseBeforeIt() {
        // Means of three: 10 at 109, 110 and 111; the first is the peak, and its own sample is 0.
        final EventKinetics k =
                measure(signal(200, t -> t == 110 ? 30 : 0), 100, true, SETTINGS.withPeakHalfWidthMs(STEP_MS));
        assertEquals(10, k.amplitude(), 1e-12);
        assertEquals(9.5 * STEP_MS, k.peakMs(), 1e-12);
        assertTrue(Double.isNaN(k.halfRiseMs()));
        assertTrue(Double.isNaN(k.rise10To90Ms()));
    }

    @Test
    void whereTheCourseStillRisesAtTheEndOfTheSearchThePeakIsItsLastSample() {
        // Three milliseconds of search: the peak is at sample 129; the parabola opens upward there.
        assertEquals(
                29 * STEP_MS,
                measure(signal(200, t -> t < 100 ? 0 : (t - 100) * (t - 100)), 100, true, SETTINGS)
                        .peakMs(),
                1e-12);
        // The next event begins at sample 110: nothing is known behind 109.
        final EventKinetics cut = EventKinetics.measure(
                        signal(200, t -> t < 100 ? 0 : t - 99), STEP_MS, 100, 110, true, SETTINGS)
                .orElseThrow();
        assertEquals(9 * STEP_MS, cut.peakMs(), 1e-12);
        assertEquals(10, cut.amplitude(), 1e-12);
    }

    @Test
    void whereTheCourseNeverFallsNothingOfTheBaselineIsTakenForADecay() {
        // The first sample of the baseline is an outlier: from there on an exponential would fit.
        final double[] samples = signal(200, t -> t == 80 ? 2000 : t < 100 ? 0 : 200 + 0.01 * (t - 100));
        assertTrue(measure(samples, 100, true, SETTINGS).decay().isEmpty());
    }

    @Test
    void theAmplitudeOfTheDecayIsThatAtThePeak() {
        final double[] samples = signal(300, t -> t < 100 ? 5 : 5 + 40 * Math.exp(-(t - 100) * STEP_MS / 2));
        for (final double from : new double[] {0.5, 0.9, 1}) {
            final KineticsSettings settings = new KineticsSettings(2, 0, 3, 0, 16, from, DecayModel.MONO);
            final EventKinetics k = measure(samples, 100, true, settings);
            assertEquals(40 * Math.exp(-k.peakMs() / 2), k.decay().orElseThrow().fastAmplitude(), 1e-4, "from " + from);
        }
    }

    @Test
    void anExponentialDecayHasItsTimeConstantFromThePeakAndFromNineTenths() {
        final double[] samples = signal(300, t -> t < 100 ? 5 : 5 + 40 * Math.exp(-(t - 100) * STEP_MS / 2));
        for (final double from : new double[] {0.9, 1}) {
            final KineticsSettings settings = new KineticsSettings(2, 0, 3, 0, 16, from, DecayModel.MONO);
            final EventKinetics k = measure(samples, 100, true, settings);
            assertEquals(2, k.decayMs(), 1e-4);
            assertEquals(0.5 * STEP_MS + 2 * Math.log(2), k.halfWidthMs(), 0.002);
        }
    }
}
