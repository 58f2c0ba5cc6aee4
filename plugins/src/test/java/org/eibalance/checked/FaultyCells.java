package org.eibalance.checked;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.EventTrain;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.SynapticInput;

/** Recordings of single cells with a fault. */
final class FaultyCells {

    private static final EventTrain NONE = new EventTrain(0, 0, 0, new BiexponentialShape(0.5, 5));
    private static final SynapticInput QUIET = new SynapticInput.Spontaneous(NONE, NONE);

    private FaultyCells() {}

    static Recording scaled(final Recording recording, final double factor) {
        return Changed.samples(recording, (c, k, samples) -> {
            for (int i = 0; i < samples.length; i++) samples[i] *= factor;
        });
    }

    static Recording inDecibels(final long seed) {
        return Changed.channel(
                SimulatedCells.spiking(seed, 8, 5, 4000),
                0,
                c -> new Channel(
                        c.index(), "gain", Unit.parse("dB"), ClampMode.UNKNOWN, c.sampleRateHz(), Channel.NO_COMMAND));
    }

    /** More of a current from sweep to sweep. */
    static Recording drifting(final Recording recording, final double perSweep) {
        return Changed.samples(recording, (c, k, samples) -> {
            for (int i = 0; i < samples.length; i++) samples[i] += perSweep * k;
        });
    }

    static Recording noisy(final Recording recording, final long seed, final double sd) {
        return Changed.samples(recording, (c, k, samples) -> {
            final SplittableRandom random = new SplittableRandom(seed * 1000 + k);
            for (int i = 0; i < samples.length; i++) samples[i] += sd * random.nextGaussian();
        });
    }

    /** A leak that jumps from sweep to sweep. */
    static Recording jumping(final Recording recording, final long seed, final double sd) {
        return Changed.samples(recording, (c, k, samples) -> {
            final double jump = sd * new SplittableRandom(seed * 1000 + k).nextGaussian();
            for (int i = 0; i < samples.length; i++) samples[i] += jump;
        });
    }

    static Recording humming(final Recording recording, final double hz, final double amplitude) {
        return Changed.samples(recording, (c, k, samples) -> {
            for (int i = 0; i < samples.length; i++)
                samples[i] += amplitude * Math.sin(2 * Math.PI * hz * (i * SimulatedCells.STEP_MS / 1000 + 0.137 * k));
        });
    }

    /** The test pulse passes the range of the converter. */
    static Recording saturated(final Recording recording) {
        final double[] first = recording.read(0, 0);
        final double limit = Arrays.stream(first, 0, 300).average().orElseThrow() - 15;
        return Changed.samples(recording, (c, k, samples) -> {
            for (int i = 0; i < samples.length; i++) samples[i] = Math.max(samples[i], limit);
        });
    }

    static Recording incomplete(final Recording recording) {
        return Changed.samples(recording, (c, k, samples) -> {
            if (k == 3) Arrays.fill(samples, 4000, 4100, Double.NaN);
        });
    }

    /** A pulse in the protocol that the amplifier did not apply. */
    static Recording withoutPulse(final long seed) {
        final Recording without = SimulatedCells.clamped(
                seed,
                SimulatedCells.pipette(seed),
                SimulatedCells.spontaneous(seed, 0.5, 2),
                SimulatedCells.held(12, SimulatedCells.QUALITY_SWEEP_MS, ClampProtocol.Pulse.NONE));
        return Changed.commands(without, SimulatedCells.quality(seed).commands().toArray(CommandWaveform[]::new));
    }

    static Recording behind(final long seed, final double mohm, final double driftPerSweep) {
        return SimulatedCells.quality(seed, new Pipette(mohm, 0, driftPerSweep, 0, 0));
    }

    /** One evoked response a sweep. */
    static Recording evokedEvents(final long seed) {
        return SimulatedCells.clamped(
                seed,
                SimulatedCells.pipette(seed),
                SimulatedCells.evoked(seed, 0.2, 0),
                SimulatedCells.held(6, 2000, ClampProtocol.Pulse.NONE));
    }

    /** Steps of the command and no events. */
    static Recording steppedWithoutEvents(final long seed) {
        return SimulatedCells.clamped(
                seed,
                SimulatedCells.pipette(seed),
                QUIET,
                SimulatedCells.held(6, 2000, new ClampProtocol.Pulse(-20, 600, 800)));
    }

    static Recording quiet(final long seed) {
        return SimulatedCells.clamped(
                seed, SimulatedCells.pipette(seed), QUIET, SimulatedCells.held(6, 2000, ClampProtocol.Pulse.NONE));
    }

    static Recording levels(final long seed, final double excitation, final double inhibition) {
        return levels(seed, excitation, inhibition, SimulatedCells.LEVELS);
    }

    static Recording levels(final long seed, final double excitation, final double inhibition, final Double... levels) {
        return SimulatedCells.levels(
                seed, SimulatedCells.pipette(seed), SimulatedCells.evoked(seed, excitation, inhibition), levels);
    }

    static Recording levelsBehind(final long seed, final double mohm) {
        return SimulatedCells.levels(
                seed, new Pipette(mohm, 0, 0, 0, 0), SimulatedCells.evoked(seed, 2, 2), SimulatedCells.LEVELS);
    }

    /** The command is 10 mV from its level until 60 ms. */
    static Recording steppingToLevels(final long seed) {
        return SimulatedCells.clamped(
                seed,
                SimulatedCells.pipette(seed),
                SimulatedCells.evoked(seed, 1, 1),
                new ClampProtocol(
                        ClampMode.VOLTAGE_CLAMP,
                        List.of(SimulatedCells.LEVELS),
                        4,
                        SimulatedCells.LEVELS_SWEEP_MS,
                        new ClampProtocol.Pulse(10, 0, 60),
                        List.of()));
    }
}
