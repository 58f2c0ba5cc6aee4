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
