package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.check.event.AmplitudesFitScores;
import org.eibalance.check.event.BeyondNoise;
import org.eibalance.check.event.EventChecks;
import org.eibalance.check.event.EventPolarity;
import org.eibalance.check.event.NoActionPotentials;
import org.eibalance.check.event.SpontaneousTimes;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedRecordings;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;

/** What is taken for synaptic events and is none, and events that are. */
class EventChecksTest {

    private static final EventSettings POSITIVE =
            EventSettings.of(DetectionMethod.DECONVOLUTION, Polarity.POSITIVE, SyntheticEvents.SHAPE);

    private static Checks checks(final EventInput input, final EventSettings settings) {
        return EventChecks.of(EventDetection.compute(input, settings, 2));
    }

    private static CheckState state(final Checks checks, final String name) {
        return checks.find(name).orElseThrow().state();
    }

    private static double[][] sweeps(final int count, final int events, final long seed) {
        final double[][] sweeps = new double[count][];
        for (int k = 0; k < count; k++)
            sweeps[k] = SyntheticEvents.make(10, events, seed + k).samples();
        return sweeps;
    }

    private static double[][] times(final double factor, final double[][] sweeps) {
        return Arrays.stream(sweeps)
                .map(s -> Arrays.stream(s).map(v -> factor * v).toArray())
                .toArray(double[][]::new);
    }

    private static void assertAllPass(final Checks checks) {
        for (final CheckResult check : checks.results())
            assertTrue(!check.failed() && !check.doubtful(), check.name() + ": " + check.sentence());
    }

    @Test
    void realEventsPassAllChecksAtAnyRateAndSize() {
        for (final int events : new int[] {20, 100, 300})
            assertAllPass(checks(SyntheticEvents.input(Quantity.CURRENT, sweeps(5, events, 3)), EventSettings.DEFAULT));
        // EPSPs of 2 mV beside a potential that is not at 0
        final double[][] mv = times(-0.1, sweeps(5, 50, 9));
        for (final double[] sweep : mv) for (int i = 0; i < sweep.length; i++) sweep[i] -= 26;
        assertAllPass(checks(SyntheticEvents.input(Quantity.VOLTAGE, mv), POSITIVE));
    }

    @Test
    void eventsOfAnotherShapeThanTheTemplateStillFitTheirScores() {
        for (final double factor : new double[] {0.5, 2}) {
            final EventSettings settings = EventSettings.of(
                    DetectionMethod.DECONVOLUTION, Polarity.NEGATIVE, new BiexponentialShape(0.5 * factor, 5 * factor));
            assertAllPass(checks(SyntheticEvents.input(Quantity.CURRENT, sweeps(4, 50, 21)), settings));
        }
    }

    @Test
    void eventsOfTheOtherDirectionAreFound() {
        final EventInput outward = SyntheticEvents.input(Quantity.CURRENT, times(-1, sweeps(3, 50, 5)));
        final Checks wrong = checks(outward, EventSettings.DEFAULT);
        assertEquals(CheckState.FAILED, state(wrong, EventPolarity.NAME));
        assertTrue(wrong.find(EventPolarity.NAME).orElseThrow().remedy().contains("polarity=positive"));
        assertAllPass(checks(outward, POSITIVE));
    }

    @Test
    void theFallingEdgesOfARecordedCellAreNoEvents() {
        try (Recording recording = Formats.open(SharedRecordings.abf("File_axon_1.abf"))) {
            final EventInput input =
                    EventInput.from(recording, recording.channels().get(0), List.of(), 0, Double.POSITIVE_INFINITY);
            final EventResult result = EventDetection.compute(input, EventSettings.DEFAULT, 2);
            assertEquals(149, result.accepted().size());
            assertEquals(CheckState.FAILED, state(EventChecks.of(result), EventPolarity.NAME));
        }
    }

    @Test
    void actionPotentialsAreFoundAndSynapticPotentialsOfADepolarisedCellAreNone() {
        final double[] mv = times(0.1, sweeps(1, 50, 13))[0];
        final double[] spiking = mv.clone();
        for (int i = 0; i < mv.length; i++) {
            mv[i] += -24 + 4 * Math.sin(2 * Math.PI * i / 4000.0);
            final double ms = i % 10_000 / 20.0 - 100;
            spiking[i] += -60 + (ms < 0 || ms > 3 ? 0 : 80 * (ms < 0.5 ? ms / 0.5 : 1 - (ms - 0.5) / 2.5));
        }
        assertEquals(
                CheckState.PASSED,
                state(
                        checks(SyntheticEvents.input(Quantity.VOLTAGE, mv), EventSettings.DEFAULT),
                        NoActionPotentials.NAME));
        final CheckResult found = checks(SyntheticEvents.input(Quantity.VOLTAGE, spiking), EventSettings.DEFAULT)
                .find(NoActionPotentials.NAME)
                .orElseThrow();
        assertTrue(found.failed());
        assertEquals(20, found.value());
        assertEquals(
                CheckState.NOT_APPLICABLE,
                state(
                        checks(SyntheticEvents.input(Quantity.CURRENT, spiking), EventSettings.DEFAULT),
                        NoActionPotentials.NAME));
    }

    @Test
    void eventsOfAStimulusComeAtTheSameTimeInEachSweep() {
        final double[][] sweeps = sweeps(5, 1, 31);
        final double[] shape = SyntheticEvents.SHAPE.samples(0.05, 400);
        for (final double[] sweep : sweeps)
            for (int at = 20_000; at < 180_000; at += 20_000)
                for (int i = 0; i < shape.length; i++) sweep[at + i] -= 40 * shape[i];
        assertEquals(
                CheckState.FAILED,
                state(
                        checks(SyntheticEvents.input(Quantity.CURRENT, sweeps), EventSettings.DEFAULT),
                        SpontaneousTimes.NAME));
    }

    @Test
    void noiseWhereACommandShiftsTheCurrentIsNoEvent() {
        final double[][] sweeps = sweeps(1, 1, 41);
        for (int i = 100_000; i < 120_000; i++) sweeps[0][i] -= 100;
        final Checks checks = checks(SyntheticEvents.input(Quantity.CURRENT, sweeps), EventSettings.DEFAULT);
        assertEquals(CheckState.FAILED, state(checks, AmplitudesFitScores.NAME));
    }

    @Test
    void whatNoiseAloneGivesIsNoRate() {
        final SplittableRandom random = new SplittableRandom(51);
        int seen = 0;
        for (int k = 0; k < 10; k++) {
            final double[] noise = new double[400_000];
            for (int i = 0; i < noise.length; i++) noise[i] = 3 * random.nextGaussian();
            final EventInput input = SyntheticEvents.input(Quantity.CURRENT, noise);
            final EventResult result = EventDetection.compute(input, EventSettings.DEFAULT, 2);
            if (result.accepted().isEmpty()) continue;
            seen++;
            assertEquals(CheckState.FAILED, state(EventChecks.of(result), BeyondNoise.NAME));
        }
        assertTrue(seen > 5, "noise passes the threshold in most of the traces of 20 s");
    }
}
