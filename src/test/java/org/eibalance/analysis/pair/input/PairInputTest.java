package org.eibalance.analysis.pair.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;

class PairInputTest {

    private static final CommandWaveform HOLDING = CommandWaveform.constant("Cmd 0", Unit.parse("V"), -0.07);

    @Test
    void inCurrentClampACellIsHeldAtItsMeanPotential() {
        final Recording recording =
                recording(current("a", Unit.parse("V")), current("b", Unit.MILLIVOLT), new double[][] {
                    {-0.071, -0.069, -0.070}, {-21, -19, -23}
                });
        final PairSweep sweep = PairInput.from(
                        recording,
                        recording.channels().get(0),
                        recording.channels().get(1),
                        List.of())
                .sweeps()
                .get(0);
        assertEquals(-70, sweep.potentialAMv(), 1e-12);
        assertEquals(-21, sweep.potentialBMv(), 1e-12);
    }

    @Test
    void inVoltageClampACellIsHeldAtTheMeanOfItsCommand() {
        final Recording recording =
                recording(clamped("a", 0), clamped("b", Channel.NO_COMMAND), new double[][] {{1, 2, 3}, {3, 4, 2}});
        final PairSweep sweep = PairInput.from(
                        recording,
                        recording.channels().get(0),
                        recording.channels().get(1),
                        List.of())
                .sweeps()
                .get(0);
        assertEquals(-70, sweep.potentialAMv(), 1e-12);
        assertTrue(Double.isNaN(sweep.potentialBMv()), "no command, no potential");
    }

    @Test
    void aCommandIsAveragedOverTheWholeSweep() {
        final int samples = 200_001;
        final CommandWaveform ramp = new CommandWaveform() {

            @Override
            public String name() {
                return "ramp";
            }

            @Override
            public Unit unit() {
                return Unit.MILLIVOLT;
            }

            @Override
            public double holding() {
                return -70;
            }

            @Override
            public void read(
                    final int sweep, final long from, final double[] into, final int offset, final int length) {
                for (int t = 0; t < length; t++) into[offset + t] = (from + t) / 1000.0 - 100;
            }
        };
        final double[][] trace = new double[2][samples];
        trace[0][1] = trace[1][1] = 1;
        final Recording recording = recording(clamped("a", 0), clamped("b", 0), trace, ramp);
        assertEquals(
                0,
                PairInput.from(
                                recording,
                                recording.channels().get(0),
                                recording.channels().get(1),
                                List.of())
                        .sweeps()
                        .get(0)
                        .potentialAMv(),
                1e-9);
    }

    @Test
    void sweepsAreReadInTheOrderAskedFor() {
        final Recording recording = recording(
                current("a", Unit.MILLIVOLT),
                current("b", Unit.MILLIVOLT),
                new double[][] {{1, 2}, {2, 1}},
                new double[][] {{3, 4}, {4, 3}},
                new double[][] {{5, 6}, {6, 5}});
        final Channel a = recording.channels().get(0), b = recording.channels().get(1);
        assertEquals(List.of(0, 1, 2), sweeps(PairInput.from(recording, a, b, List.of())));
        final PairInput chosen = PairInput.from(recording, b, a, List.of(2, 0));
        assertEquals(List.of(2, 0), sweeps(chosen));
        assertEquals(6, chosen.sweeps().get(0).cellA()[0]);
        assertSentence(
                "pair.abf has no sweep 3: its sweeps are 0 to 2.", () -> PairInput.from(recording, a, b, List.of(3)));
        assertSentence(
                "pair.abf: sweep 1 is named twice among the sweeps to correlate, but each counts once.",
                () -> PairInput.from(recording, a, b, List.of(1, 1)));
    }

    @Test
    void whatCannotBeCorrelatedIsSaidInOneSentence() {
        final Channel a = current("a", Unit.MILLIVOLT), b = current("b", Unit.MILLIVOLT);
        assertSentence(
                "pair.abf, sweep 0, channel 'b' has no value at 0.10 ms, where a number was expected: leave the "
                        + "sweep out or choose a window without it.",
                () -> from(a, b, new double[][] {{1, 2, 3}, {1, 2, Double.NaN}}));
        assertSentence(
                "pair.abf, sweep 0, channel 'a' has an infinite value at 0.05 ms, where a number was expected: "
                        + "leave the sweep out or choose a window without it.",
                () -> from(a, b, new double[][] {{1, Double.NEGATIVE_INFINITY, 3}, {1, 2, 3}}));
        assertSentence(
                "pair.abf, sweep 0, channel 'a' is constant, so that nothing in it can be correlated: leave the "
                        + "sweep out or choose another channel.",
                () -> from(a, b, new double[][] {{7, 7, 7}, {1, 2, 3}}));
        final Channel slow = new Channel(1, "b", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 5000, Channel.NO_COMMAND);
        assertSentence(
                "pair.abf: channel 'a' has 20000.0 samples a second and channel 'b' 5000.0, but a pair needs one "
                        + "rate.",
                () -> from(a, slow, new double[][] {{1, 2, 3}, {1, 2, 3}}));
        final Recording recording = recording(a, b, new double[][] {{1, 2}, {2, 1}});
        final Channel first = recording.channels().get(0);
        assertSentence(
                "pair.abf: both cells are channel 0 (a), but a pair needs two channels.",
                () -> PairInput.from(recording, first, first, List.of()));
    }

    @Test
    void recordingsOfOnePairArePooled() {
        final PairSweep one = new PairSweep("1.abf", 0, new double[] {1, 2}, new double[] {2, 1}, -80, -80);
        final PairSweep two = new PairSweep("2.abf", 0, new double[] {1, 2}, new double[] {2, 1}, -80, -80);
        final PairInput pooled = PairInput.pool(
                List.of(new PairInput("a", "b", 10_000, List.of(one)), new PairInput("a", "c", 10_000, List.of(two))));
        assertEquals(List.of(one, two), pooled.sweeps());
        assertEquals("a", pooled.cellA());
        assertEquals("b / c", pooled.cellB());
        assertSentence(
                "1.abf has 10000.0 samples a second and 2.abf 20000.0, but recordings that are pooled need one rate.",
                () -> PairInput.pool(List.of(
                        new PairInput("a", "b", 10_000, List.of(one)), new PairInput("a", "b", 20_000, List.of(two)))));
    }

    private static void assertSentence(final String expected, final Supplier<PairInput> input) {
        assertEquals(expected, assertThrows(InputException.class, input::get).getMessage());
    }

    private static List<Integer> sweeps(final PairInput input) {
        return input.sweeps().stream().map(PairSweep::sweep).toList();
    }

    private static PairInput from(final Channel a, final Channel b, final double[][] sweep) {
        final Recording recording = recording(a, b, sweep);
        return PairInput.from(
                recording, recording.channels().get(0), recording.channels().get(1), List.of());
    }

    private static Channel current(final String name, final Unit unit) {
        return new Channel(0, name, unit, ClampMode.CURRENT_CLAMP, 20_000, Channel.NO_COMMAND);
    }

    private static Channel clamped(final String name, final int command) {
        return new Channel(0, name, Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, 20_000, command);
    }

    private static Recording recording(final Channel a, final Channel b, final double[][]... sweeps) {
        return recording(a, b, HOLDING, sweeps);
    }

    private static Recording recording(
            final Channel a, final Channel b, final double[][] sweep, final CommandWaveform command) {
        return recording(a, b, command, new double[][][] {sweep});
    }

    /** Sweeps as [sweep][channel][sample]. */
    private static Recording recording(
            final Channel a, final Channel b, final CommandWaveform command, final double[][][] sweeps) {
        final List<Sweep> lengths = new ArrayList<>();
        final double[][][] samples = new double[2][sweeps.length][];
        for (int k = 0; k < sweeps.length; k++) {
            lengths.add(Sweep.uniform(k, k, sweeps[k][0].length, 2));
            samples[0][k] = sweeps[k][0];
            samples[1][k] = sweeps[k][1];
        }
        final Channel second = new Channel(1, b.name(), b.unit(), b.clampMode(), b.sampleRateHz(), b.command());
        return Recording.inMemory(
                new RecordingHeader(
                        "pair.abf",
                        Optional.empty(),
                        "test",
                        List.of(a, second),
                        lengths,
                        List.of(command),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                samples);
    }
}
