package org.eibalance.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels of commands, saturated samples and exponentials whose answers are known. */
class StepShapesTest {

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    private static CommandWaveform command(final double[] values, final Unit unit) {
        return new CommandWaveform() {
            @Override
            public String name() {
                return "command";
            }

            @Override
            public Unit unit() {
                return unit;
            }

            @Override
            public double holding() {
                return 0;
            }

            @Override
            public void read(
                    final int sweep, final long from, final double[] into, final int offset, final int length) {
                System.arraycopy(values, (int) from, into, offset, length);
            }
        };
    }

    @Test
    void aCommandOfAProtocolIsCutWhereItChanges() {
        // 70,000 samples, so that the first level goes on from one block into the next.
        final double[] values = signal(100_000, t -> t < 70_000 ? -0.07 : t < 70_030 ? -0.08 : t < 70_040 ? 0 : -0.07);
        assertEquals(
                List.of(
                        new CommandLevel(0, 70_000, -70),
                        new CommandLevel(70_000, 70_030, -80),
                        new CommandLevel(70_040, 100_000, -70)),
                CommandLevel.of(command(values, Unit.parse("V")), 0, 100_000, 20),
                "ten samples are a point of a ramp");
        assertEquals(
                4,
                CommandLevel.of(command(values, Unit.parse("V")), 0, 100_000, 10)
                        .size());
        assertEquals(30, new CommandLevel(70, 100, -70).length());
        final double[] gap = signal(100, t -> t < 50 ? Double.NaN : -0.07);
        assertEquals(
                List.of(new CommandLevel(50, 100, -70)), CommandLevel.of(command(gap, Unit.parse("V")), 0, 100, 20));
    }

    @Test
    void aRecordedCommandIsCutAtItsEdgesInSpiteOfNoise() {
        final SplittableRandom random = new SplittableRandom(2);
        final double[] mv = signal(3000, t -> (t >= 1000 && t < 1800 ? -80 : -70) + 0.1 * random.nextGaussian());
        final List<CommandLevel> levels = CommandLevel.ofRecorded(mv, 10_000, 20);
        assertEquals(3, levels.size());
        assertEquals(1000, levels.get(0).end(), 1);
        assertEquals(1000, levels.get(1).start(), 1);
        assertEquals(1800, levels.get(1).end(), 1);
        assertEquals(0, levels.get(0).start());
        assertEquals(3000, levels.get(2).end());
        assertEquals(-70, levels.get(0).mv(), 0.02);
        assertEquals(-80, levels.get(1).mv(), 0.02);
        assertTrue(CommandLevel.ofRecorded(signal(19, t -> t), 10_000, 2).isEmpty(), "too short for an edge");
        mv[7] = Double.NaN;
        assertTrue(CommandLevel.ofRecorded(mv, 10_000, 20).isEmpty());
    }

    @Test
    void noiseAloneIsOneLevelAndStepsUnderHalfAMillivoltAreNone() {
        final SplittableRandom random = new SplittableRandom(3);
        final List<CommandLevel> noise =
                CommandLevel.ofRecorded(signal(5000, t -> -70 + 2 * random.nextGaussian()), 10_000, 20);
        assertEquals(1, noise.size());
        assertEquals(5000, noise.get(0).length());
        assertEquals(
                1,
                CommandLevel.ofRecorded(signal(3000, t -> t < 1500 ? -70 : -69.6), 10_000, 20)
                        .size());
        assertEquals(
                2,
                CommandLevel.ofRecorded(signal(3000, t -> t < 1500 ? -70 : -69.4), 10_000, 20)
                        .size());
    }

    @Test
    void levelsShorterThanAskedAreLeftOut() {
        final double[] mv = signal(3000, t -> t >= 1000 && t < 1100 ? -60 : -70);
        assertEquals(3, CommandLevel.ofRecorded(mv, 10_000, 100).size());
        assertEquals(2, CommandLevel.ofRecorded(mv, 10_000, 101).size());
    }

    private static long[] saturated(final double[]... sweeps) {
        final List<Sweep> times = new java.util.ArrayList<>();
        for (int k = 0; k < sweeps.length; k++) times.add(Sweep.uniform(k, k, sweeps[k].length, 1));
        final RecordingHeader header = new RecordingHeader(
                "made",
                Optional.empty(),
                "memory",
                List.of(new Channel(0, "a", Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, 1000, Channel.NO_COMMAND)),
                times,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        try (Recording recording = Recording.inMemory(header, new double[][][] {sweeps})) {
            return Saturation.count(recording, 0);
        }
    }

    @Test
    void runsOfThreeOrMoreAtTheExtremesOfTheChannelAreSaturated() {
        assertArrayEquals(
                new long[] {3, 4}, saturated(new double[] {1, 9, 9, 9, 2, 9, 9, 1}, new double[] {3, 0, 0, 0, 0, 2}));
        assertArrayEquals(new long[] {0}, saturated(new double[] {1, 9, 9, 2, 0, 0, 1}), "two may be chance");
    }

    @Test
    void equalSamplesElsewhereKeepTheirLengthFromCounting() {
        assertArrayEquals(new long[] {0}, saturated(new double[] {1, 9, 9, 9, 5, 5, 5, 1}));
        assertArrayEquals(new long[] {4}, saturated(new double[] {1, 9, 9, 9, 9, 5, 5, 5, 1}));
        assertArrayEquals(new long[] {0}, saturated(new double[] {7, 7, 7, 7, 7}), "a flat channel has no extreme");
        assertArrayEquals(
                new long[] {0}, saturated(new double[] {1, Double.NaN, Double.NaN, Double.NaN, 9, 3}), "gaps are none");
    }

    @Test
    void aSaturatedRunGoesOnFromOneBlockIntoTheNext() {
        final double[] trace = signal(70_000, t -> t % 2);
        for (int t = 65_000; t < 66_000; t++) trace[t] = 5;
        assertArrayEquals(new long[] {1000}, saturated(trace));
    }

    @ParameterizedTest
    @CsvSource({"-40, 25, 7", "3, 2.5, -100", "1000, 120, 0"})
    void oneExponentialIsFoundExactly(final double amplitude, final double tau, final double steady) {
        final double[] y = signal(1000, t -> t < 50 ? 1e6 : steady + amplitude * Math.exp(-(t - 50) / tau));
        final OneExponential fit = OneExponential.fit(y, 50, 900);
        assertEquals(amplitude, fit.amplitude(), 1e-5 * Math.abs(amplitude));
        assertEquals(tau, fit.tau(), 1e-5 * tau);
        assertEquals(steady, fit.steady(), 1e-5 * Math.abs(amplitude));
        assertEquals(0, fit.squares(), 1e-6 * amplitude * amplitude);
        assertEquals(steady + amplitude * Math.exp(-10 / tau), fit.at(10), 1e-5 * Math.abs(amplitude));
    }

    @Test
    void whatTheExponentialLeavesIsItsSumOfSquares() {
        // +1 -1 -1 +1 is orthogonal to every constant and slope; a slow exponential hardly sees it.
        final double[] left = {1, -1, -1, 1};
        final double[] y = signal(800, t -> 5 + 100 * Math.exp(-t / 60.0) + left[t % 4]);
        final OneExponential fit = OneExponential.fit(y, 0, 800);
        assertEquals(800, fit.squares(), 1);
        assertEquals(60, fit.tau(), 0.1);
    }

    @ParameterizedTest
    @CsvSource({"100, 4, 50, 40", "30, 10, 200, 90"})
    void twoExponentialsAreToldApart(final double fast, final double tauFast, final double slow, final double tauSlow) {
        final double[] y = signal(900, t -> 7 + fast * Math.exp(-t / tauFast) + slow * Math.exp(-t / tauSlow));
        final TwoExponentials fit = TwoExponentials.fit(y, 0, 900);
        assertEquals(tauFast, fit.tauFast(), 0.01 * tauFast);
        assertEquals(tauSlow, fit.tauSlow(), 0.01 * tauSlow);
        assertEquals(fast, fit.fast(), 0.02 * fast);
        assertEquals(slow, fit.slow(), 0.02 * slow);
        assertEquals(7, fit.steady(), 0.05);
        assertEquals(
                7 + fast * Math.exp(-5 / tauFast) + slow * Math.exp(-5 / tauSlow), fit.at(5), 0.01 * (fast + slow));
    }
}
