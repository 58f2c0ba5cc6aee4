package org.eibalance.analysis.pair.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.eibalance.analysis.pair.PairRecordings;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;

/** What two cells share that no synapse gives: hum and transients; and where a command steps. */
class CommonSignalsTest {

    private static final double RATE_HZ = 10_000;

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    private static double[] noise(final long seed, final int samples, final double sd) {
        final SplittableRandom random = new SplittableRandom(seed);
        return signal(samples, t -> sd * random.nextGaussian());
    }

    private static PairSweep pair(final double[] a, final double[] b) {
        return new PairSweep("made.abf", 0, a, b, -80, 0);
    }

    @Test
    void aCoefficientIsBiasedAndOfTheSecondCellLater() {
        // Means 0 of both; energies 2 and 2; at lag 1 the 1 of a meets the 1 of b.
        final double[] a = {1, 0, -1, 0};
        final double[] b = {0, 1, 0, -1};
        assertEquals(0, PairSweep.coefficient(a, b, 0), 1e-15);
        assertEquals(1, PairSweep.coefficient(a, b, 1), 1e-15);
        assertEquals(-0.5, PairSweep.coefficient(a, b, -1), 1e-15, "one product of the two is outside");
        assertEquals(0, PairSweep.coefficient(new double[4], b, 0), "a constant correlates with nothing");
        final double[] shifted = {11, 10, 9, 10};
        assertEquals(1, PairSweep.coefficient(shifted, b, 1), 1e-12);
    }

    /** Two seconds and a half of independent noise, with 50 Hz and two harmonics in both. */
    @Test
    void theMainsAreTakenOutOfBothCells() {
        final double[] hum = signal(2500, t -> {
            final double phase = 2 * Math.PI * 50 * t / 1000.0;
            return 3 * Math.sin(phase + 0.3) + 2 * Math.sin(2 * phase + 1) + Math.sin(3 * phase + 2);
        });
        final double[] x = noise(1, 2500, 1);
        final double[] y = noise(2, 2500, 1);
        final PairSweep sweep = pair(signal(2500, t -> -70 + x[t] + hum[t]), signal(2500, t -> y[t] - 2 * hum[t]));
        final CommonHum found = CommonHum.of(List.of(sweep), 1000, 0, OptionalInt.of(50));
        assertEquals(50, found.hz());
        // Powers: 7 of hum and 1 of noise in a, 28 and 1 in b.
        assertEquals(-14 / Math.sqrt(8 * 29.0), found.r(), 0.03);
        assertEquals(PairSweep.coefficient(x, y, 0), found.withoutR(), 0.02, "what the noise alone has");
        // Half a cycle later the first harmonic is turned over.
        final CommonHum later = CommonHum.of(List.of(sweep, sweep), 1000, 10, OptionalInt.of(50));
        assertEquals((9 - 4 + 1) / 14.0 * 14 / Math.sqrt(8 * 29.0), later.r(), 0.03);
        final CommonHum none = CommonHum.of(List.of(sweep), 1000, 0, OptionalInt.empty());
        assertEquals(0, none.hz());
        assertTrue(Double.isNaN(none.r()) && Double.isNaN(none.withoutR()));
        final CommonHum slow = CommonHum.of(List.of(sweep), 1000, 0, OptionalInt.of(60));
        assertEquals(slow.r(), slow.withoutR(), 0.02, "60 Hz are not there to be taken");
    }

    /** Independent noise of 1, and a spike of 20 for one sample, in both cells, every 100 ms. */
    private static PairSweep artefacts(final int samples, final int shift, final double[] x, final double[] y) {
        return pair(
                signal(samples, t -> x[t] + (t % 1000 == 500 ? 20 : 0)),
                signal(samples, t -> y[t] + (t % 1000 == 500 + shift ? -20 : 0)));
    }

    @Test
    void transientsThatBothCellsShowAtOnceAreFoundAndBridged() {
        final double[] x = noise(3, 10_000, 1);
        final double[] y = noise(4, 10_000, 1);
        final PairSweep sweep = artefacts(10_000, 0, x, y);
        final PairInput input = new PairInput("A", "B", RATE_HZ, List.of(sweep));
        final CommonTransients.Times times = CommonTransients.find(List.of(input));
        assertArrayEquals(
                new double[] {49.9, 149.9, 249.9, 349.9, 449.9, 549.9, 649.9, 749.9, 849.9, 949.9},
                times.of(sweep).stream().mapToDouble(Double::doubleValue).toArray(),
                0.11);
        final CommonTransients found = CommonTransients.of(List.of(sweep), RATE_HZ, 0, times, 0);
        assertTrue(found.resolved());
        assertEquals(10, found.count());
        assertEquals(PairSweep.coefficient(sweep.cellA(), sweep.cellB(), 0), found.r(), 1e-12);
        // Ten times 400 of either sign beside ten thousand of noise.
        assertEquals(-4000 / 14_000.0, found.r(), 0.03);
        assertEquals(0, found.withoutR(), 0.03);
        assertEquals(PairSweep.coefficient(x, y, 0), found.withoutR(), 0.02);
    }

    @Test
    void transientsOfOneCellOrFartherApartAreNotCommon() {
        final double[] x = noise(5, 10_000, 1);
        final double[] y = noise(6, 10_000, 1);
        for (final int apart : new int[] {4, 100}) {
            final PairSweep sweep = artefacts(10_000, apart, x, y);
            assertEquals(
                    List.of(),
                    CommonTransients.find(List.of(new PairInput("A", "B", RATE_HZ, List.of(sweep))))
                            .of(sweep),
                    apart + " samples");
        }
        final PairSweep near = artefacts(10_000, 1, x, y);
        assertEquals(
                10,
                CommonTransients.find(List.of(new PairInput("A", "B", RATE_HZ, List.of(near))))
                        .of(near)
                        .size());
        final PairSweep alone = pair(signal(10_000, t -> x[t] + (t % 1000 == 500 ? 20 : 0)), y);
        final CommonTransients.Times none =
                CommonTransients.find(List.of(new PairInput("A", "B", RATE_HZ, List.of(alone))));
        assertEquals(List.of(), none.of(alone));
        final CommonTransients nothing = CommonTransients.of(List.of(alone), RATE_HZ, 0, none, 0);
        assertEquals(0, nothing.count());
        assertTrue(Double.isNaN(nothing.r()));
    }

    /** A rise of 1 ms is that of a synapse: no sample differs much from the next one. */
    @Test
    void synapticEventsAreNoTransientsAndSlowSamplingTellsNothing() {
        final double[] x = noise(7, 10_000, 0.2);
        final double[] y = noise(8, 10_000, 0.2);
        final IntToDoubleFunction event = t -> {
            final int k = t % 1000 - 500;
            return k < 0 ? 0 : 40 * (Math.exp(-k / 60.0) - Math.exp(-k / 12.0));
        };
        final PairSweep sweep = pair(
                signal(10_000, t -> x[t] + event.applyAsDouble(t)), signal(10_000, t -> y[t] + event.applyAsDouble(t)));
        assertEquals(
                List.of(),
                CommonTransients.find(List.of(new PairInput("A", "B", RATE_HZ, List.of(sweep))))
                        .of(sweep));
        final PairSweep jumps = artefacts(10_000, 0, x, y);
        assertEquals(
                List.of(),
                CommonTransients.find(List.of(new PairInput("A", "B", 7999, List.of(jumps))))
                        .of(jumps));
        assertFalse(CommonTransients.of(List.of(jumps), 7999, 0, CommonTransients.find(List.of()), 0)
                .resolved());
    }

    @Test
    void theNoiseOfATraceIsThatOfItsDifferences() {
        assertEquals(Math.sqrt(2) * 3, CommonTransients.noise(noise(9, 50_000, 3)), 0.2);
        assertEquals(0, CommonTransients.noise(new double[100]));
        // More than half of the differences are 0: the resolution of the converter takes the place of noise.
        assertEquals(0.25, CommonTransients.noise(signal(1000, t -> t % 10 == 0 ? 0.25 : 0)), 1e-12);
    }

    private static final double NONE = 0;

    /** Current clamp: -50 pA from 100 to 300 ms in sweep 0, +20 pA in sweep 1. */
    private static Recording stepped(final double tauMs) {
        final double[][] mv = new double[2][5000];
        for (int k = 0; k < 2; k++) {
            final double size = k == 0 ? -10 : 4;
            for (int t = 0; t < 5000; t++) {
                final double ms = t / 10.0 - 100;
                mv[k][t] = -65 + (ms < 0 ? 0 : ms < 200 ? size * (1 - Math.exp(-ms / tauMs)) : 0);
            }
        }
        return new PairRecordings(RATE_HZ)
                .channel("A", "mV", ClampMode.CURRENT_CLAMP, mv)
                .follows("pA", (sweep, ms) -> ms >= 100 && ms < 300 ? (sweep == 0 ? -50 : 20) : NONE)
                .channel("B", "mV", ClampMode.CURRENT_CLAMP, new double[2][5000])
                .recording();
    }

    @Test
    void aCommandHasItsStretchesAndItsMoves() {
        try (Recording recording = stepped(15)) {
            final List<CommandSteps> steps = CommandSteps.of(
                            recording, recording.channels().get(0), List.of(0, 1))
                    .orElseThrow();
            final CommandSteps first = steps.get(0);
            assertEquals(3, first.runs());
            assertEquals(0, first.start(0));
            assertEquals(1000, first.start(1));
            assertEquals(3000, first.start(2));
            assertEquals(1000, first.length(0));
            assertEquals(2000, first.length(1));
            assertEquals(2000, first.length(2));
            assertEquals(-50, first.change(1));
            assertEquals(50, first.change(2));
            assertEquals(20, steps.get(1).change(1));
            assertTrue(first.movesWithin(999, 1001));
            assertFalse(first.movesWithin(1000, 3000), "after one sample and before another");
            assertTrue(first.movesWithin(1000, 3001));
            assertFalse(first.movesWithin(3000, 5000));
            assertTrue(CommandSteps.of(recording, recording.channels().get(1), List.of(0))
                    .isEmpty());
        }
    }

    @Test
    void noiseOfACommandIsNoMove() {
        final double[][] flat = new double[1][1000];
        final double[] jitter = noise(10, 1000, 0.02);
        final Recording quiet = new PairRecordings(RATE_HZ)
                .channel("A", "pA", ClampMode.VOLTAGE_CLAMP, flat)
                .follows("mV", (sweep, ms) -> -70 + jitter[(int) Math.round(ms * 10)])
                .recording();
        final CommandSteps steps = CommandSteps.of(quiet, quiet.channels().get(0), List.of(0))
                .orElseThrow()
                .get(0);
        assertEquals(1, steps.runs());
        assertEquals(1000, steps.length(0));
        final Recording small = new PairRecordings(RATE_HZ)
                .channel("A", "pA", ClampMode.VOLTAGE_CLAMP, flat)
                .follows("mV", (sweep, ms) -> ms < 50 ? -70 : -69.8)
                .recording();
        assertEquals(
                2,
                CommandSteps.of(small, small.channels().get(0), List.of(0))
                        .orElseThrow()
                        .get(0)
                        .runs());
    }

    @Test
    void theTimeConstantIsThatOfTheResponseToTheLargestStep() {
        for (final double tauMs : new double[] {5, 15}) {
            try (Recording recording = stepped(tauMs)) {
                final PairStepResponse found = PairStepResponse.of(
                                recording,
                                recording.channels().get(0),
                                List.of(0, 1),
                                CommandSteps.of(recording, recording.channels().get(0), List.of(0, 1))
                                        .orElseThrow())
                        .orElseThrow();
                assertEquals(2, found.sweeps());
                assertEquals(tauMs, found.tauMs(), 0.02 * tauMs);
            }
        }
    }

    @Test
    void aCommandThatRestsOrStepsTooEarlyGivesNoTimeConstant() {
        final double[][] flat = new double[1][5000];
        for (final double fromMs : new double[] {9, 600}) {
            final Recording recording = new PairRecordings(RATE_HZ)
                    .channel("A", "mV", ClampMode.CURRENT_CLAMP, flat)
                    .follows("pA", (sweep, ms) -> ms >= fromMs ? -50 : 0)
                    .recording();
            assertTrue(PairStepResponse.of(
                            recording,
                            recording.channels().get(0),
                            List.of(0),
                            CommandSteps.of(recording, recording.channels().get(0), List.of(0))
                                    .orElseThrow())
                    .isEmpty());
        }
        final Recording noisy = new PairRecordings(RATE_HZ)
                .channel("A", "mV", ClampMode.CURRENT_CLAMP, new double[][] {noise(11, 5000, 1)})
                .follows("pA", (sweep, ms) -> ms >= 100 ? -50 : 0)
                .recording();
        final PairStepResponse found = PairStepResponse.of(
                        noisy,
                        noisy.channels().get(0),
                        List.of(0),
                        CommandSteps.of(noisy, noisy.channels().get(0), List.of(0))
                                .orElseThrow())
                .orElseThrow();
        assertTrue(Double.isNaN(found.tauMs()) || found.tauMs() < 1, "noise is no membrane: " + found);
    }
}
