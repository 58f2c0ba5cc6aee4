package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;

class EventInputTest {

    private static final double FOREVER = Double.POSITIVE_INFINITY;

    private final SyntheticEvents truth = SyntheticEvents.make(4, 40, 30);
    private final double[] nanoamperes =
            Arrays.stream(truth.samples()).map(pa -> pa / 1000).toArray();

    @Test
    void aChannelInNanoamperesIsReckonedInPicoamperes() {
        final Recording recording = recording("nA", nanoamperes);
        final EventInput input = EventInput.from(recording, recording.channel("0"), List.of(), 0, FOREVER);
        assertEquals("pA", input.unit());
        assertEquals(4, input.durationS(), 1e-12);
        for (int t = 0; t < truth.samples().length; t += 101) {
            assertEquals(truth.samples()[t], input.sweeps().get(0).samples()[t], 1e-9);
        }
    }

    @Test
    void timesStayThoseOfTheSweepWhateverTheWindow() {
        final Recording recording = recording("nA", nanoamperes, nanoamperes);
        final Channel channel = recording.channel("0");
        final EventSettings settings = EventSettings.of(
                        DetectionMethod.DECONVOLUTION, Polarity.NEGATIVE, SyntheticEvents.SHAPE)
                .withThreshold(6);
        final EventResult whole =
                EventDetection.compute(EventInput.from(recording, channel, List.of(), 0, FOREVER), settings, 1);
        final EventResult part =
                EventDetection.compute(EventInput.from(recording, channel, List.of(1), 1000, 3000), settings, 1);
        final double[] expected = whole.accepted().stream()
                .filter(e -> e.sweep() == 1 && e.timeMs() > 1030 && e.timeMs() < 2970)
                .mapToDouble(SynapticEvent::timeMs)
                .toArray();
        final double[] found = part.accepted().stream()
                .mapToDouble(SynapticEvent::timeMs)
                .filter(ms -> ms > 1030 && ms < 2970)
                .toArray();
        assertTrue(expected.length > 5);
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) assertEquals(expected[i], found[i], 0.1);
        part.events().forEach(event -> assertEquals(1, event.sweep()));
    }

    @Test
    void sweepsAndWindowsThatAreNotThereAreNamed() {
        final Recording recording = recording("nA", nanoamperes, nanoamperes);
        assertEquals(
                "synthetic.abf has no sweep 2: its sweeps are 0 to 1.", message(recording, List.of(2), 0, FOREVER));
        assertTrue(message(recording, List.of(1, 1), 0, FOREVER).contains("named after sweep 1"));
        assertTrue(message(recording, List.of(), 5000, FOREVER).contains("window from 5000.0 ms on"));
        assertTrue(message(recording, List.of(), 20, 10).contains("is empty"));
        assertTrue(message(recording("dB", nanoamperes), List.of(), 0, FOREVER).contains("is in 'dB'"));
    }

    @Test
    void aWindowBehindTheEndOfASweepIsNamedWithItsLength() {
        final Recording recording = recording("nA", nanoamperes, nanoamperes);
        assertEquals(
                "synthetic.abf, sweep 0 is 4000.0 ms long, so that nothing of it lies in the window from 4000.0 ms on.",
                message(recording, List.of(), 4000, FOREVER));
        assertEquals(
                "synthetic.abf, sweep 1 is 4000.0 ms long, so that nothing of it lies in the window from 5000.0 ms to "
                        + "6000.0 ms.",
                message(recording, List.of(1), 5000, 6000));
        // Less than a sample long.
        assertTrue(message(recording, List.of(), 10, 10.04).contains("nothing of it"));
        assertTrue(message(recording, List.of(), 10, 10).contains("is empty"));
        assertTrue(message(recording, List.of(), -1, 10).contains("is empty"));
        assertTrue(message(recording, List.of(), Double.NaN, 10).contains("is empty"));
        assertTrue(message(recording, List.of(-1), 0, 10).contains("has no sweep -1"));
    }

    @Test
    void aWindowTakesTheSamplesFromItsStartToBeforeItsEnd() {
        final Recording recording = recording("nA", nanoamperes);
        final EventSweep sweep = EventInput.from(recording, recording.channel("0"), List.of(0), 10, 20)
                .sweeps()
                .get(0);
        assertEquals(200, sweep.firstSample());
        assertEquals(200, sweep.samples().length);
        assertEquals(truth.samples()[200], sweep.samples()[0], 1e-9);
        assertEquals(truth.samples()[399], sweep.samples()[199], 1e-9);
    }

    @Test
    void aRateIsANumberAboveZero() {
        final double[] samples = {1, 2};
        for (final double hz : new double[] {0, -1, Double.NaN, FOREVER}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new EventInput("a", "b", Quantity.VOLTAGE, hz, List.of(new EventSweep(0, 0, samples))));
        }
        final EventInput input =
                new EventInput("a", "b", Quantity.VOLTAGE, 500, List.of(new EventSweep(0, 0, samples)));
        assertEquals(2, input.stepMs());
        assertEquals(0.004, input.durationS(), 1e-15);
        assertEquals("mV", input.unit());
        assertEquals("a, sweep 0, channel 'b'", input.place(input.sweeps().get(0)));
    }

    @Test
    void whatCannotBeSearchedIsNamed() {
        final EventSweep gap = new EventSweep(3, 100, new double[] {1, 2, Double.NaN});
        assertEquals(
                "a, sweep 3, channel 'b' has no value at 102.00 ms, where a number was expected: choose a window "
                        + "without it.",
                refused(Quantity.CURRENT, List.of(gap)));
        assertEquals(
                "a, sweep 3, channel 'b' is constant, so that there is nothing to detect: choose another channel or "
                        + "window.",
                refused(Quantity.CURRENT, List.of(new EventSweep(3, 0, new double[] {2, 2, 2}))));
        assertEquals("a has no sweeps: events need at least one.", refused(Quantity.CURRENT, List.of()));
        assertEquals(
                "a, channel 'b' is neither a current nor a potential: events are detected in pA or mV.",
                refused(Quantity.OTHER, List.of(gap)));
    }

    private static String refused(final Quantity quantity, final List<EventSweep> sweeps) {
        return assertThrows(InputException.class, () -> new EventInput("a", "b", quantity, 1000, sweeps))
                .getMessage();
    }

    @Test
    void readingCanBeCancelled() {
        final Recording recording = recording("nA", nanoamperes);
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    java.util.concurrent.CancellationException.class,
                    () -> EventInput.from(recording, recording.channel("0"), List.of(), 0, FOREVER));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    private static String message(
            final Recording recording, final List<Integer> sweeps, final double startMs, final double endMs) {
        return assertThrows(
                        InputException.class,
                        () -> EventInput.from(recording, recording.channel("0"), sweeps, startMs, endMs))
                .getMessage();
    }

    private static Recording recording(final String unit, final double[]... sweeps) {
        final Channel channel = new Channel(
                0, "IN 0", Unit.parse(unit), ClampMode.VOLTAGE_CLAMP, SyntheticEvents.RATE_HZ, Channel.NO_COMMAND);
        final Sweep[] all = new Sweep[sweeps.length];
        for (int k = 0; k < sweeps.length; k++) all[k] = Sweep.uniform(k, 10 * k, sweeps[k].length, 1);
        return Recording.inMemory(
                new RecordingHeader(
                        "synthetic.abf",
                        Optional.empty(),
                        "memory",
                        List.of(channel),
                        List.of(all),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                new double[][][] {sweeps});
    }
}
