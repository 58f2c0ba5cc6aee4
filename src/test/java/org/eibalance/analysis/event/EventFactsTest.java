package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.junit.jupiter.api.Test;

/** What is counted in traces whose events, spikes and averages are known without any noise. */
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

    private static SynapticEvent event(final double timeMs, final double score, final Rejection rejection) {
        return new SynapticEvent(
                0,
                timeMs,
                score,
                Optional.of(new EventKinetics(2, 5 * score, 1, 0.5, 0.5, 0.3, 5, Optional.empty(), Double.NaN)),
                rejection);
    }

    /** 1 ms of baseline that ends 0.5 ms before the onset, 2 ms of search, 4 ms of window. */
    private static final EventSettings SETTINGS =
            EventSettings.DEFAULT.with(new KineticsSettings(1, 0.5, 2, 0, 4, 0.9, DecayModel.MONO));

    private static EventResult result(final SynapticEvent... events) {
        return new EventResult(SETTINGS, "pA", 1, Optional.empty(), List.of(events));
    }

    /** A trace that rises by 1 a sample, from 0. */
    private static Optional<AverageEvent> average(final int samples, final SynapticEvent... events) {
        return AverageEvent.of(
                SyntheticEvents.input(Quantity.CURRENT, signal(samples, t -> t)),
                result(events),
                true,
                DecayModel.MONO);
    }

    @Test
    void theAverageIsTheMeanOfTheCoursesAboutHalfOfTheRise() {
        // Half of the rise at 100.5 and 200.5 ms: samples 2010 and 4010; 70 samples before them and 80 after.
        final AverageEvent a = average(20_000, event(100, 3, Rejection.NONE), event(200, 3, Rejection.NONE))
                .orElseThrow();
        assertEquals(2, a.events());
        assertEquals(151, a.course().length);
        for (int i = 0; i <= 150; i++) {
            assertEquals((i - 70) * STEP_MS, a.timesMs()[i], 1e-12);
            assertEquals((2010 + 4010) / 2.0 - 70 + i - 2, a.course()[i], 1e-9);
        }
        // The onset lies 0.5 ms before: its baseline ends 0.5 ms earlier and is 1 ms long; the peak is the last sample
        // of 2 ms of search.
        final EventKinetics kinetics = a.kinetics().orElseThrow();
        assertEquals(a.course()[30] + 9.5, kinetics.baseline(), 1e-9);
        assertEquals(a.course()[99] - kinetics.baseline(), kinetics.amplitude(), 1e-9);
    }

    @Test
    void anEventIsIsolatedWhereTheNextLiesAWindowAway() {
        assertEquals(
                2,
                average(20_000, event(100, 3, Rejection.NONE), event(104, 3, Rejection.NONE))
                        .orElseThrow()
                        .events());
        assertTrue(average(20_000, event(100, 3, Rejection.NONE), event(103.9, 3, Rejection.NONE))
                .isEmpty());
        // A rejected one, or one of the other direction, is none of them, and disturbs its neighbours all the same.
        assertEquals(
                1,
                average(
                                20_000,
                                event(100, 3, Rejection.NONE),
                                event(102, 3, Rejection.SMALL),
                                event(150, 3, Rejection.NONE),
                                event(200, -3, Rejection.NONE),
                                event(202, 3, Rejection.NONE),
                                event(300, -3, Rejection.NONE),
                                event(400, 3, Rejection.SMALL))
                        .orElseThrow()
                        .events());
    }

    @Test
    void anEventWhoseCourseReachesBeyondTheSweepIsLeftOut() {
        // Half of the rise at sample 70, the first that has 70 before it.
        assertEquals(1, average(1000, event(3, 3, Rejection.NONE)).orElseThrow().events());
        assertTrue(average(1000, event(2.95, 3, Rejection.NONE)).isEmpty());
        // At sample 919 the 80 after it are just there.
        assertEquals(
                1, average(1000, event(45.45, 3, Rejection.NONE)).orElseThrow().events());
        assertTrue(average(1000, event(45.5, 3, Rejection.NONE)).isEmpty());
        assertTrue(average(1000).isEmpty());
    }

    @Test
    void eventsOfEachSweepAreAveragedInTheirOwn() {
        // The second sweep lies 1000 higher, and the window of both begins at sample 500.
        final EventInput input = new EventInput(
                "a",
                "b",
                Quantity.CURRENT,
                SyntheticEvents.RATE_HZ,
                List.of(
                        new EventSweep(0, 500, signal(1000, t -> t)),
                        new EventSweep(1, 500, signal(1000, t -> 1000 + t))));
        final SynapticEvent first = event(49.5, 3, Rejection.NONE); // half of the rise at sample 1000 of the sweep
        final SynapticEvent second = new SynapticEvent(1, 49.5, first.score(), first.kinetics(), first.rejection());
        final AverageEvent a = AverageEvent.of(input, result(first, second), true, DecayModel.MONO)
                .orElseThrow();
        assertEquals(2, a.events());
        assertEquals((500 + 1500) / 2.0 - 2, a.course()[70], 1e-9);
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

    @Test
    void anEventOfUnknownRiseIsNotAveraged() {
        final SynapticEvent unknown = new SynapticEvent(
                0,
                30,
                3,
                Optional.of(new EventKinetics(
                        2, 15, 1, Double.NaN, Double.NaN, Double.NaN, 5, Optional.empty(), Double.NaN)),
                Rejection.NONE);
        assertTrue(average(1000, unknown).isEmpty());
        assertTrue(average(1000, new SynapticEvent(0, 30, 3, Optional.empty(), Rejection.NONE))
                .isEmpty());
    }

    @Test
    void aResultCountsWhatIsAccepted() {
        final EventResult r = new EventResult(
                SETTINGS,
                "pA",
                4,
                Optional.empty(),
                List.of(
                        event(10, 1, Rejection.NONE),
                        event(12, -3, Rejection.SMALL),
                        event(15, -2, Rejection.NONE),
                        event(25, 4, Rejection.NONE),
                        new SynapticEvent(1, 3, 9, Optional.empty(), Rejection.NONE),
                        new SynapticEvent(1, 10, 9, Optional.empty(), Rejection.NONE)));
        assertEquals(5 / 4.0, r.rateHz());
        assertArrayEquals(new double[] {5, 10, 7}, r.intervalsMs());
        assertArrayEquals(new double[] {5, -10, 20, Double.NaN, Double.NaN}, r.amplitudes());
        assertEquals(0, r.decaysMs().length);
        assertTrue(Double.isNaN(r.medianDecayMs()));
        final EventResult up = r.only(SynapticEvent::upward);
        assertEquals(4, up.events().size());
        assertEquals(4, up.durationS());
        assertEquals(SearchedTrace.UNKNOWN, up.searched());
        final EventResult measured = r.only(e -> e.kinetics().isPresent());
        assertEquals(5, measured.medianAmplitude());
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
    void settingsAtTheirLimitsAreAllowedAndBeyondThemRefused() {
        final EventSettings ok = new EventSettings(
                DetectionMethod.CLEMENTS_BEKKERS,
                Polarity.BOTH,
                SyntheticEvents.SHAPE,
                20,
                1,
                0,
                0,
                300,
                0,
                KineticsSettings.of(SyntheticEvents.SHAPE),
                EventLimits.NONE);
        assertEquals(0, ok.refractoryMs());
        for (final double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(InputException.class, () -> ok.withThreshold(bad));
            assertThrows(InputException.class, () -> ok.withTemplateMs(bad));
            assertThrows(InputException.class, () -> ok.withRefractoryMs(bad));
            assertThrows(InputException.class, () -> sideLobe(ok, bad));
            assertThrows(InputException.class, () -> ok.withPassBand(bad, 300));
            assertThrows(InputException.class, () -> ok.withPassBand(0, bad));
            assertThrows(InputException.class, () -> kinetics(bad, 0, 1, 0, 1, 1));
            assertThrows(InputException.class, () -> kinetics(1, bad, 1, 0, 1, 1));
            assertThrows(InputException.class, () -> kinetics(1, 0, bad, 0, 1, 1));
            assertThrows(InputException.class, () -> kinetics(1, 0, 1, bad, 1, 1));
            assertThrows(InputException.class, () -> kinetics(1, 0, 1, 0, bad, 1));
            assertThrows(InputException.class, () -> kinetics(1, 0, 1, 0, 1, bad));
            assertThrows(InputException.class, () -> new EventLimits(bad, 1, 1));
            if (bad == Double.POSITIVE_INFINITY) continue;
            assertThrows(InputException.class, () -> new EventLimits(0, bad, 1));
            assertThrows(InputException.class, () -> new EventLimits(0, 1, bad));
        }
        assertEquals(0, new EventLimits(0, 1, 1).minAmplitude());
        assertThrows(InputException.class, () -> new EventLimits(0, 0, 1));
        assertThrows(InputException.class, () -> new EventLimits(0, 1, 0));
        assertThrows(InputException.class, () -> ok.withPassBand(300, 300));
        assertThrows(InputException.class, () -> ok.withTemplateMs(0));
        assertEquals(1, kinetics(1, 0, 1, 0, 1, 1).decayFrom());
        assertThrows(InputException.class, () -> kinetics(1, 0, 1, 0, 1, 0));
        assertThrows(InputException.class, () -> kinetics(1, 0, 1, 0, 1, 1.001));
        assertEquals(
                "The baseline of an event is 0.0 ms long: it must be above 0.",
                assertThrows(InputException.class, () -> kinetics(0, 0, 1, 0, 1, 1))
                        .getMessage());
    }

    @Test
    void aCorrelationHasAThresholdBelowOneAndTheOtherScoresHaveNot() {
        final EventSettings correlation =
                EventSettings.of(DetectionMethod.SLIDING_CORRELATION, Polarity.NEGATIVE, SyntheticEvents.SHAPE);
        assertEquals(0.999, correlation.withThreshold(0.999).threshold());
        assertEquals(
                "The threshold is 1.0: of a correlation it must be below 1.",
                assertThrows(InputException.class, () -> correlation.withThreshold(1))
                        .getMessage());
        assertEquals(4, EventSettings.DEFAULT.withThreshold(4).threshold());
        final KineticsSettings other = kinetics(1, 0, 1, 0, 1, 1);
        assertEquals(other, EventSettings.DEFAULT.with(other).kinetics());
        assertEquals(8, correlation.sideLobeMs(), 1e-12);
    }

    @Test
    void theRiseFromNothingToThePeakTakesTheTimeToThePeak() {
        final BiexponentialShape shape = SyntheticEvents.SHAPE;
        assertEquals(shape.peakTimeMs(), shape.riseMs(0, 1), 1e-12);
        assertEquals(0, shape.value(0));
        assertEquals(0, shape.value(-1));
        assertEquals(1, shape.value(shape.peakTimeMs()), 1e-12);
        assertEquals(
                "The time constant of the rise of an event is Infinity ms: it must be above 0.",
                assertThrows(
                                InputException.class,
                                () -> new BiexponentialShape(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                        .getMessage());
    }

    @Test
    void twoEventsOfEachConditionCanBeCompared() {
        final EventPopulation low = new EventPopulation("low", new double[] {1, 2}, new double[] {5, 6});
        final EventPopulation high = new EventPopulation("high", new double[] {3, 4}, new double[] {5});
        final ConditionComparison c = ConditionComparison.between(low, high);
        // Of the six orders of two and two the distance is 1 in two.
        assertEquals(1, c.amplitudeD(), 1e-12);
        assertEquals(1 / 3.0, c.amplitudeP(), 1e-9);
        assertTrue(Double.isNaN(c.intervalD()) && Double.isNaN(c.intervalP()), "one interval is too few");
    }

    @Test
    void everyReasonToRejectHasItsOwnWords() {
        assertEquals(
                Rejection.values().length - 1, // an accepted event has none
                Arrays.stream(Rejection.values())
                        .map(Rejection::label)
                        .filter(l -> !l.isBlank())
                        .distinct()
                        .count());
    }

    private static EventSettings sideLobe(final EventSettings s, final double ms) {
        return new EventSettings(
                s.method(),
                s.polarity(),
                s.shape(),
                s.templateMs(),
                s.threshold(),
                s.refractoryMs(),
                ms,
                s.lowPassHz(),
                s.highPassHz(),
                s.kinetics(),
                s.limits());
    }

    private static KineticsSettings kinetics(
            final double baseline,
            final double gap,
            final double search,
            final double half,
            final double window,
            final double from) {
        return new KineticsSettings(baseline, gap, search, half, window, from, DecayModel.MONO);
    }

    @Test
    void settingsOfAMethodSuitItsTemplate() {
        final EventSettings sliding =
                EventSettings.of(DetectionMethod.CLEMENTS_BEKKERS, Polarity.NEGATIVE, SyntheticEvents.SHAPE);
        assertEquals(20, sliding.templateMs());
        assertEquals(8, sliding.sideLobeMs());
        assertEquals(0, EventSettings.DEFAULT.sideLobeMs());
        final KineticsSettings k = sliding.kinetics();
        assertEquals(
                new KineticsSettings(1, 0.5, 3 * SyntheticEvents.SHAPE.peakTimeMs(), 0.2, 20, 0.9, DecayModel.MONO), k);
        assertEquals(DecayModel.BI, k.with(DecayModel.BI).decay());
        assertEquals(7, sliding.withRefractoryMs(7).refractoryMs());
        assertEquals(
                new EventLimits(1, 2, 3), sliding.with(new EventLimits(1, 2, 3)).limits());
        assertEquals("negative", Polarity.NEGATIVE.label());
        assertEquals("mono", DecayModel.MONO.label());
        assertEquals("clements-bekkers", DetectionMethod.CLEMENTS_BEKKERS.label());
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
