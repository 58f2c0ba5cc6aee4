package org.eibalance.analysis.spike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;

/** Spikes of a recording, each channel a unit. */
class RecordedSpikesTest {

    private static final int RATE_HZ = 10_000;

    /** Rest with noise, and square action potentials of 1 ms from the given times. */
    private static double[] trace(final double rest, final double peak, final double sd, final double... spikesMs) {
        final Random random = new Random(3);
        final double[] trace = new double[RATE_HZ];
        for (int i = 0; i < trace.length; i++) trace[i] = rest + sd * random.nextGaussian();
        for (final double ms : spikesMs)
            for (int i = (int) (ms * RATE_HZ / 1000); i < (ms + 1) * RATE_HZ / 1000; i++) trace[i] += peak - rest;
        return trace;
    }

    private static Recording recording(final Unit unit, final ClampMode mode, final double[]... sweeps) {
        return recording(unit, mode, List.of(), sweeps);
    }

    private static Recording recording(
            final Unit unit, final ClampMode mode, final List<CommandWaveform> commands, final double[]... sweeps) {
        final List<Sweep> list = new ArrayList<>();
        for (int s = 0; s < sweeps.length; s++) list.add(Sweep.uniform(s, s, RATE_HZ, 1));
        return Recording.inMemory(
                new RecordingHeader(
                        "cell.abf",
                        Optional.empty(),
                        "memory",
                        List.of(new Channel(0, "Vm", unit, mode, RATE_HZ, commands.isEmpty() ? Channel.NO_COMMAND : 0)),
                        list,
                        commands,
                        List.of(),
                        Optional.empty(),
                        List.of()),
                new double[][][] {sweeps});
    }

    /** A command with a value for each tenth of a millisecond of a second. */
    private record Command(IntToDoubleFunction mv) implements CommandWaveform {

        @Override
        public String name() {
            return "Cmd";
        }

        @Override
        public Unit unit() {
            return Unit.MILLIVOLT;
        }

        @Override
        public double holding() {
            return mv.applyAsDouble(0);
        }

        @Override
        public void read(final int sweep, final long from, final double[] into, final int offset, final int length) {
            for (int i = 0; i < length; i++) into[offset + i] = mv.applyAsDouble((int) from + i);
        }
    }

    /** Currents at 200 and 300 ms where the command jumps by 5 mV, and at 500, 600 and 700 ms where it rests. */
    private static int besideJumps(final ClampMode mode, final IntToDoubleFunction commandMv) {
        final double[] pa = trace(0, 500, 5, 200.4, 300.4, 500, 600, 700);
        final Recording recording = recording(Unit.PICOAMPERE, mode, List.of(new Command(commandMv)), pa, pa);
        final RecordedSpikes found = find(recording, settings(100, OptionalDouble.empty(), false), 0, 1);
        assertEquals(10, found.channels().get(0).beyondSds().length);
        assertEquals(Unit.PICOAMPERE, found.channels().get(0).unit());
        return found.channels().get(0).besideJumps();
    }

    @Test
    void currentsThatChargeTheMembraneAfterAJumpAreCounted() {
        assertEquals(4, besideJumps(ClampMode.VOLTAGE_CLAMP, k -> k >= 2000 && k < 3000 ? -75 : -70));
        assertEquals(0, besideJumps(ClampMode.VOLTAGE_CLAMP, k -> -70));
        assertEquals(0, besideJumps(ClampMode.VOLTAGE_CLAMP, k -> -70 + 0.01 * k), "a ramp");
        assertEquals(0, besideJumps(ClampMode.VOLTAGE_CLAMP, k -> k % 20 < 10 ? -75 : -70), "jumps all the time");
        assertEquals(0, besideJumps(ClampMode.VOLTAGE_CLAMP, k -> k >= 2100 && k < 3100 ? -75 : -70), "before it");
        assertEquals(
                0,
                besideJumps(ClampMode.CURRENT_CLAMP, k -> k >= 2000 && k < 3000 ? -75 : -70),
                "a jump of the current brings spikes about");
    }

    private static RecordedSpikes find(final Recording recording, final SpikeSettings settings, final int... sweeps) {
        return RecordedSpikes.find(recording, recording.channels(), sweeps, settings, done -> {});
    }

    private static SpikeSettings settings(final double level, final OptionalDouble endsAt, final boolean downward) {
        return new SpikeSettings(OptionalDouble.of(level), endsAt, downward, 2);
    }

    @Test
    void eachSweepIsAStretchOfTimeWithItsOwnSpikes() {
        final Recording cell = recording(
                Unit.MILLIVOLT,
                ClampMode.CURRENT_CLAMP,
                trace(-65, 20, 0.5, 100, 300),
                trace(-65, 20, 0.5, 50),
                trace(-65, 20, 0.5, 700, 800, 900));
        final List<Double> progress = new ArrayList<>();
        final RecordedSpikes found =
                RecordedSpikes.find(cell, cell.channels(), new int[] {0, 2}, SpikeSettings.DEFAULT, progress::add);
        assertArrayEquals(new double[] {100, 300}, found.trains().sweeps().get(0)[0], 0.1);
        assertArrayEquals(new double[] {700, 800, 900}, found.trains().sweeps().get(1)[0], 0.1);
        assertArrayEquals(new double[] {1000, 1000}, found.trains().durationsMs());
        assertEquals(List.of("0 (Vm)"), found.trains().names());
        assertEquals(List.of(0.5, 1.0), progress);
    }

    @Test
    void aMembranePotentialIsCrossedAtMinusTwentyMillivoltsInWhateverUnit() {
        final double[] volts = trace(-0.065, 0.02, 0.0005, 100, 300);
        final RecordedSpikes found =
                find(recording(Unit.parse("V"), ClampMode.CURRENT_CLAMP, volts), SpikeSettings.DEFAULT, 0);
        assertEquals(-0.02, found.thresholds().get(0).level(), 1e-12);
        assertEquals(2, found.trains().count());
        assertEquals("A spike is counted where the signal passes -0.02000 V (Vm) upward.", found.rule(false));
    }

    @Test
    void anExtracellularLevelIsFiveDeviationsOfTheNoiseOfTheFirstSweep() {
        final Recording unit =
                recording(Unit.parse("uV"), ClampMode.UNKNOWN, trace(0, -100, 4, 100, 300), trace(0, -100, 8, 500));
        final SpikeSettings downward = new SpikeSettings(OptionalDouble.empty(), OptionalDouble.empty(), true, 2);
        final RecordedSpikes found = find(unit, downward, 0, 1);
        assertEquals(-20, found.thresholds().get(0).level(), 1);
        assertTrue(found.rule(true).endsWith(" downward."), found.rule(true));
        // how far the spikes reach beyond the level is told in deviations of each sweep
        assertEquals(80 / 4.0, found.channels().get(0).beyondSds()[0], 4);
    }

    @Test
    void aSpikeReachesBeyondTheMedianWhereTheLevelLiesBelowIt() {
        final Recording depolarised = recording(Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, trace(-10, 30, 1, 100, 101.5));
        // the noise crosses -11 mV all the time: none of that stands out of the noise
        final RecordedSpikes found = find(depolarised, settings(-11, OptionalDouble.empty(), false), 0);
        double most = 0;
        for (final double sds : found.channels().get(0).beyondSds()) most = Math.max(most, sds);
        assertEquals(40, most, 5);
        assertTrue(
                found.trains().count() > 100,
                "crossings of noise: " + found.trains().count());
    }

    @Test
    void aSpikeThatEndsBelowAGivenLevelCountsOnce() {
        final double[] doublet = trace(-65, 20, 0, 100);
        // a notch down to -40 mV within the spike
        for (int i = 1003; i < 1006; i++) doublet[i] = -40;
        final Recording cell = recording(Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, doublet);
        final SpikeSettings low = new SpikeSettings(OptionalDouble.of(-20), OptionalDouble.of(-50), false, 0);
        final SpikeSettings high = new SpikeSettings(OptionalDouble.of(-20), OptionalDouble.of(-30), false, 0);
        assertEquals(1, find(cell, low, 0).trains().count());
        assertEquals(2, find(cell, high, 0).trains().count());
    }

    @Test
    void anEndBeyondTheLevelIsRefusedInBothDirections() {
        final Recording cell = recording(Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, trace(-65, 20, 0.5, 100));
        final InputException up =
                assertThrows(InputException.class, () -> find(cell, settings(-20, OptionalDouble.of(-10), false), 0));
        assertEquals(
                "ends_at is -10.0, beyond the level of -20.00 mV: a spike ends on the side from which it comes.",
                up.getMessage());
        assertThrows(InputException.class, () -> find(cell, settings(-20, OptionalDouble.of(-30), true), 0));
        assertEquals(
                1,
                find(cell, settings(-20, OptionalDouble.of(-20), false), 0)
                        .trains()
                        .count());
    }

    @Test
    void aTraceWithoutSpikesOrWithoutNoiseIsASentence() {
        final Recording silent = recording(Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, trace(-65, 20, 0.5));
        assertEquals(
                "cell.abf has no spikes at -20.00 mV: give another level or direction.",
                assertThrows(InputException.class, () -> find(silent, SpikeSettings.DEFAULT, 0))
                        .getMessage());
        final Recording flat = recording(Unit.parse("uV"), ClampMode.UNKNOWN, trace(0, 50, 0, 100));
        assertEquals(
                "Channel 0 (Vm) has the same value in more than half of its samples: its noise gives no level, "
                        + "therefore give one.",
                assertThrows(InputException.class, () -> find(flat, SpikeSettings.DEFAULT, 0))
                        .getMessage());
    }
}
