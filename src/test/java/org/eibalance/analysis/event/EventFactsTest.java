package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.junit.jupiter.api.Test;

/** What is counted in traces whose events and spikes are known without any noise. */
class EventFactsTest {

    private static final double STEP_MS = 1000 / SyntheticEvents.RATE_HZ;

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    /** −40 mV with {@code low} at one sample, {@code high} for another; −18 from sample 100 to 119, then −50. */
    private static int spikes(final double low, final int lowAt, final double high, final int highAt) {
        return ActionPotentials.count(
                signal(
                        200,
                        t -> t == lowAt ? low : t == highAt ? high : t >= 100 && t < 120 ? -18 : t < 100 ? -40 : -50),
                0.5);
    }

    @Test
    void anActionPotentialRisesByThirtyFiveMillivolts() {
        assertEquals(1, spikes(-45, 95, -10, 101), "35 mV are enough");
        assertEquals(0, spikes(-44.9, 95, -10, 101));
        assertEquals(0, spikes(-45, 95, -10.1, 101));
        assertEquals(1, spikes(-60, 99, -18, 101));
        assertEquals(1, spikes(-40, 99, 0, 100), "from what it had before");
    }

    @Test
    void theRiseIsSoughtFromFiveMillisecondsBeforeToTwoAfter() {
        // In steps of 0.5 ms: ten samples before the crossing, and four from it on.
        assertEquals(1, spikes(-70, 90, -15, 101));
        assertEquals(0, spikes(-70, 89, -15, 101));
        assertEquals(1, spikes(-40, 95, 0, 103));
        assertEquals(0, spikes(-40, 95, 0, 104));
        // Steps that do not divide the times are rounded up.
        assertEquals(
                1, ActionPotentials.count(signal(60, t -> t == 31 ? -70 : t < 40 ? -40 : t == 40 ? -15 : -50), 0.6));
    }

    @Test
    void aSpikeAtEitherEndOfTheTraceIsMeasuredFromWhatIsThere() {
        assertEquals(1, ActionPotentials.count(new double[] {-60, -10}, 0.5));
        assertEquals(1, ActionPotentials.count(new double[] {-60, -19, 20}, 0.5));
        assertEquals(0, ActionPotentials.count(new double[] {-10, -60, -30}, 0.5));
        assertEquals(1, ActionPotentials.count(new double[] {-60, -20, 20}, 0.5), "-20 mV itself is passed");
    }

    @Test
    void aPerfectMatchHasTheSameCriterionWhateverItsSize() {
        final double[] template = SyntheticEvents.SHAPE.samples(STEP_MS, 400);
        final TemplateMatch match = new TemplateMatch(template, DetectionMethod.CLEMENTS_BEKKERS);
        final double small = match.of(events(3000, 1000, 0.1), 1)[1000];
        assertTrue(small > 1e4, "residuals are rounding: " + small);
        assertEquals(1, match.of(events(3000, 1000, 1000), 1)[1000] / small, 0.01);
        assertEquals(-1, match.of(events(3000, 1000, -7), 1)[1000] / small, 0.01);
    }

    /** Templates of height 20 at the given samples, as their signs say. */
    private static double[] events(final int samples, final double... placeAndHeight) {
        final double[] trace = new double[samples];
        final double[] shape = SyntheticEvents.SHAPE.samples(STEP_MS, 2000);
        for (int i = 0; i < placeAndHeight.length; i += 2)
            for (int k = 0; k < shape.length && placeAndHeight[i] + k < samples; k++)
                trace[(int) placeAndHeight[i] + k] += placeAndHeight[i + 1] * shape[k];
        return trace;
    }

    private static EventSettings deconvolution(final Polarity polarity) {
        return EventSettings.of(DetectionMethod.DECONVOLUTION, polarity, SyntheticEvents.SHAPE)
                .withPassBand(0, 300)
                .withThreshold(1000);
    }

    @Test
    void peaksOfBothDirectionsAreCountedAndThoseThatFollowALargerOneOfTheOtherToo() {
        // The template is 20 ms long, 400 samples. Upward ones of 10 at 2000, 3900, 6000 and 8000; downward ones 390
        // before the second (20), 500 before the third (20), and 300 before the fourth (5: lower).
        final double[] trace =
                events(12_000, 2000, 10, 3510, -20, 3900, 10, 5500, -20, 6000, 10, 7700, -5, 8000, 10, 8200, -20);
        final SearchedTrace up = EventDetection.compute(
                        SyntheticEvents.input(Quantity.CURRENT, trace), deconvolution(Polarity.POSITIVE), 1)
                .searched();
        assertEquals(1, up.sweeps());
        assertEquals(4, up.peaks());
        assertEquals(4, up.otherPeaks());
        assertEquals(1, up.following());
        assertEquals(0, up.actionPotentials());
        // Heights are in proportion to amplitudes, but for what the Gaussians of the low-pass blur.
        assertEquals(65 / 40.0, up.otherStrength() / up.strength(), 0.01);
        assertEquals(40, up.strength() * up.amplitudePerScore(), 0.4);
        final SearchedTrace down = EventDetection.compute(
                        SyntheticEvents.input(Quantity.CURRENT, trace), deconvolution(Polarity.NEGATIVE), 1)
                .searched();
        assertEquals(4, down.peaks());
        assertEquals(up.otherStrength(), down.strength(), 1e-9 * down.strength());
        assertEquals(0, down.following(), "each downward one is larger or far from those before it");
        final SearchedTrace both = EventDetection.compute(
                        SyntheticEvents.input(Quantity.CURRENT, trace), deconvolution(Polarity.BOTH), 1)
                .searched();
        assertEquals(8, both.peaks());
        assertEquals(0, both.otherPeaks());
        assertEquals(0, both.following());
    }

    @Test
    void whatFollowsWithinTheTemplateCountsAndOneSampleLaterDoesNot() {
        assertEquals(1, following(400));
        assertEquals(0, following(401));
    }

    private static int following(final int later) {
        return EventDetection.compute(
                        SyntheticEvents.input(Quantity.CURRENT, events(8000, 2000, -20, 2000 + later, 10)),
                        deconvolution(Polarity.POSITIVE),
                        1)
                .searched()
                .following();
    }

    @Test
    void ofTwoEventsWithinTheRefractoryTimeTheLargerIsFound() {
        final EventInput input = SyntheticEvents.input(Quantity.CURRENT, events(8000, 2000, 10, 2060, 12));
        final EventSettings settings = deconvolution(Polarity.POSITIVE); // 60 samples are 3 ms
        assertEquals(
                2,
                EventDetection.compute(input, settings.withRefractoryMs(2.9), 1)
                        .events()
                        .size());
        final EventResult one = EventDetection.compute(input, settings.withRefractoryMs(3.1), 1);
        assertEquals(1, one.events().size());
        assertEquals(103, one.events().get(0).timeMs(), 0.051);
    }

    @Test
    void aConstantCurrentBeneathTheEventsDoesNotCount() {
        final double[] trace = events(8000, 2000, 10);
        for (int t = 0; t < trace.length; t++) trace[t] -= 5000;
        final EventResult held =
                EventDetection.compute(SyntheticEvents.input(Quantity.CURRENT, trace), deconvolution(Polarity.BOTH), 1);
        assertEquals(1, held.events().size());
        assertEquals(100, held.events().get(0).timeMs(), 1e-9);
        assertTrue(held.events().get(0).upward());
    }

    @Test
    void onlyAPotentialHasActionPotentials() {
        final double[] trace = events(8000, 2000, 10, 5000, 10);
        for (int t = 0; t < trace.length; t++) trace[t] -= 60;
        for (int t = 4000; t < 4010; t++) trace[t] = 20;
        final EventSettings settings = deconvolution(Polarity.POSITIVE);
        final SearchedTrace mv = EventDetection.compute(
                        SyntheticEvents.input(Quantity.VOLTAGE, trace, trace.clone()), settings, 1)
                .searched();
        assertEquals(2, mv.actionPotentials());
        assertEquals(2, mv.sweeps());
        assertEquals(
                0,
                EventDetection.compute(SyntheticEvents.input(Quantity.CURRENT, trace), settings, 1)
                        .searched()
                        .actionPotentials());
    }

    @Test
    void theScoreIsTheFirstHalfOfTheWorkAndTheMeasurementsTheSecond() {
        final double[] trace = events(4000, 1000, 10);
        final List<Double> shares = new ArrayList<>();
        EventDetection.compute(
                SyntheticEvents.input(Quantity.CURRENT, trace, trace.clone()),
                deconvolution(Polarity.POSITIVE),
                1,
                shares::add);
        assertEquals(List.of(0.25, 0.5, 0.75, 1.0), shares);
    }

    @Test
    void limitsAreInsideWhatTheyAllow() {
        final double[] trace = events(4000, 1000, 10);
        final EventInput input = SyntheticEvents.input(Quantity.CURRENT, trace);
        final EventSettings settings = deconvolution(Polarity.POSITIVE);
        final EventKinetics k = EventDetection.compute(input, settings, 1)
                .accepted()
                .get(0)
                .kinetics()
                .orElseThrow();
        final double a = k.amplitude();
        final double rise = k.rise10To90Ms();
        final double decay = k.decayMs();
        assertEquals(Rejection.NONE, rejection(input, settings, new EventLimits(a, rise, decay)));
        assertEquals(Rejection.SMALL, rejection(input, settings, new EventLimits(Math.nextUp(a), 0.01, 0.01)));
        assertEquals(Rejection.SLOW_RISE, rejection(input, settings, new EventLimits(a, Math.nextDown(rise), 0.01)));
        assertEquals(Rejection.SLOW_DECAY, rejection(input, settings, new EventLimits(a, rise, Math.nextDown(decay))));
    }

    @Test
    void aSmallEventOnTheDecayOfALargeOneDeflectsNothing() {
        // 2 ms after its onset an event of 100 falls by 13 in a ms, more than one of 5 rises.
        final EventResult r = EventDetection.compute(
                SyntheticEvents.input(Quantity.CURRENT, events(8000, 2000, 100, 2060, 5)),
                deconvolution(Polarity.POSITIVE),
                1);
        assertEquals(2, r.events().size());
        assertEquals(Rejection.NO_DEFLECTION, r.events().get(1).rejection());
        assertTrue(Double.isNaN(r.events().get(1).amplitude()));
        assertEquals(1, r.accepted().size());
    }

    private static Rejection rejection(final EventInput input, final EventSettings settings, final EventLimits limits) {
        return EventDetection.compute(input, settings.with(limits), 1)
                .events()
                .get(0)
                .rejection();
    }

    @Test
    void anEventNeedsItsBaselineBeforeAndItsSearchAfterIt() {
        // 1 ms of baseline and 0.5 ms of gap: 30 samples; three times the peak time of 1.279 ms: 76.8 samples.
        final EventSettings settings = deconvolution(Polarity.POSITIVE);
        for (final int onset : new int[] {28, 29, 30, 31, 1000, 1922, 1923, 1924, 1925}) {
            final EventResult r = EventDetection.compute(
                    SyntheticEvents.input(Quantity.CURRENT, events(2000, onset, 10)), settings, 1);
            final SynapticEvent found = r.events().get(r.events().size() - 1);
            final int at = (int) Math.round(found.timeMs() / STEP_MS);
            assertEquals(onset, at, 1);
            final boolean whole = at >= 30 && 2000 - at >= 76.8;
            assertEquals(whole ? Rejection.NONE : Rejection.AT_THE_EDGE, found.rejection(), "onset " + at);
        }
    }

    @Test
    void theLowPassMayReachAQuarterOfTheRateAndTheTemplateThreeSamples() {
        final EventInput input = SyntheticEvents.input(Quantity.CURRENT, events(4000, 1000, 10));
        final EventSettings settings = deconvolution(Polarity.POSITIVE);
        assertEquals(
                1,
                EventDetection.scores(input, settings.withPassBand(0, 5000), 1, d -> {})
                        .size());
        assertThrows(
                InputException.class, () -> EventDetection.scores(input, settings.withPassBand(0, 5000.1), 1, d -> {}));
        final EventSettings sliding =
                EventSettings.of(DetectionMethod.CLEMENTS_BEKKERS, Polarity.POSITIVE, SyntheticEvents.SHAPE);
        assertEquals(
                4000,
                EventDetection.scores(input, sliding.withTemplateMs(0.15), 1, d -> {})
                        .get(0)
                        .length);
        assertThrows(InputException.class, () -> EventDetection.scores(input, sliding.withTemplateMs(0.1), 1, d -> {}));
        // Only the deconvolution has a low-pass.
        assertEquals(
                1,
                EventDetection.scores(input, sliding.withPassBand(0, 9000), 1, d -> {})
                        .size());
        // A sweep exactly as long as the template has one place for it.
        final EventInput shortest = SyntheticEvents.input(Quantity.CURRENT, events(400, 0, 10));
        final double[] r = EventDetection.scores(
                        shortest,
                        EventSettings.of(DetectionMethod.SLIDING_CORRELATION, Polarity.POSITIVE, SyntheticEvents.SHAPE),
                        1,
                        d -> {})
                .get(0);
        assertEquals(1, r[0], 1e-9);
        assertEquals(0, r[1]);
    }

    @Test
    void theFirstEventsOfAPassAreMeasuredAsTheOthers() {
        // A hundred events, more than one pass takes: each has its own amplitude.
        final double[] placeAndHeight = new double[200];
        for (int i = 0; i < 100; i++) {
            placeAndHeight[2 * i] = 1000 + 1000 * i;
            placeAndHeight[2 * i + 1] = 10 + 0.1 * i;
        }
        final EventResult r = EventDetection.compute(
                SyntheticEvents.input(Quantity.CURRENT, events(102_000, placeAndHeight)),
                deconvolution(Polarity.POSITIVE),
                2);
        assertEquals(100, r.accepted().size());
        for (int i = 0; i < 100; i++) {
            assertEquals(placeAndHeight[2 * i] * STEP_MS, r.accepted().get(i).timeMs(), 1e-9);
            assertEquals((10 + 0.1 * i) * 0.997, r.amplitudes()[i], 0.03);
        }
        assertTrue(Arrays.stream(r.decaysMs()).allMatch(ms -> Math.abs(ms - 5) < 0.1));
        assertEquals(5, r.medianDecayMs(), 0.05);
    }
}
