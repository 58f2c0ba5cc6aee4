package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.eibalance.recording.Quantity;
import org.junit.jupiter.api.Test;

/** The mean course of isolated events, and what a result counts. */
class AverageEventTest {

    private static final double STEP_MS = 1000 / SyntheticEvents.RATE_HZ;

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
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
}
