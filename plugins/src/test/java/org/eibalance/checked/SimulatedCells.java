package org.eibalance.checked;

import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.EventTrain;
import org.eibalance.rig.PairExperiment;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SynapticInput;

/** Clean recordings of the rig, each cell another: leak, capacitance, pipette and synapses follow from the seed. */
final class SimulatedCells {

    static final double STEP_MS = 0.05;
    static final double PAIR_STEP_MS = 0.1;
    static final double LEVELS_SWEEP_MS = 200;
    static final double QUALITY_SWEEP_MS = 300;

    /** Within 10 mV of both reversal potentials, also behind R_s. */
    static final Double[] LEVELS = {-80.0, -60.0, -35.0, -10.0, 10.0};

    /** The response of {@link #levels} begins within it, after a baseline. */
    static final double WINDOW_FROM_MS = 100;

    private static final EventTrain NO_EVENTS = new EventTrain(0, 0, 0, new BiexponentialShape(0.5, 5));
    private static final ClampProtocol.Pulse TEST_PULSE = new ClampProtocol.Pulse(-5, 20, 40);

    private SimulatedCells() {}

    private static SplittableRandom random(final long seed) {
        return new SplittableRandom(seed).split();
    }

    private static double between(final SplittableRandom random, final double low, final double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double holdingPa(final char level) {
        return level == 'H' ? PairExperiment.HYPERPOLARISING_PA : PairExperiment.DEPOLARISING_PA;
    }

    /** As make-sample-data makes them. */
    static Recording pair(final String levels, final long seed, final int sweeps) {
        return PairExperiment.standard(holdingPa(levels.charAt(0)), holdingPa(levels.charAt(1)), seed)
                .withSweeps(2000, sweeps)
                .run("pair")
                .recording();
    }

    /** A clamped cell behind a pipette; what is given replaces what the seed gives. */
    static Recording clamped(
            final long seed, final Pipette pipette, final SynapticInput input, final ClampProtocol protocol) {
        final SplittableRandom random = random(seed);
        final PointNeuron cell =
                new PointNeuron(between(random, 80, 160), between(random, 4, 8), between(random, -72, -66), 0, -75);
        return new CellExperiment(
                        cell, pipette, new Amplifier(4000, between(random, 3, 7), 0.1), input, protocol, STEP_MS, seed)
                .run("cell")
                .recording();
    }

    static Pipette pipette(final long seed) {
        return new Pipette(between(random(seed + 1_000_003), 6, 14), 0, 0, 0, 0);
    }

    /** EPSCs of 15 to 35 pA at the median. */
    static SynapticInput spontaneous(final long seed, final double lowestHz, final double highestHz) {
        final SplittableRandom random = random(seed + 2_000_003);
        return new SynapticInput.Spontaneous(
                new EventTrain(
                        between(random, lowestHz, highestHz),
                        between(random, 0.25, 0.5),
                        0.3,
                        new BiexponentialShape(0.5, between(random, 3.5, 6))),
                NO_EVENTS);
    }

    static ClampProtocol held(final int sweeps, final double sweepMs, final ClampProtocol.Pulse pulse) {
        return new ClampProtocol(ClampMode.VOLTAGE_CLAMP, List.of(-70.0), sweeps, sweepMs, pulse, List.of());
    }

    static Recording quality(final long seed) {
        return quality(seed, pipette(seed));
    }

    static Recording quality(final long seed, final Pipette pipette) {
        return clamped(seed, pipette, spontaneous(seed, 0.5, 2), held(12, QUALITY_SWEEP_MS, TEST_PULSE));
    }

    static Recording events(final long seed) {
        return clamped(seed, pipette(seed), spontaneous(seed, 2, 8), held(6, 2000, ClampProtocol.Pulse.NONE));
    }

    /** Evoked conductances at five levels, their sizes different from sweep to sweep, after a test pulse. */
    static Recording levels(final long seed) {
        return levels(seed, pipette(seed), evoked(seed, 1, 1), LEVELS);
    }

    static Recording levels(final long seed, final Pipette pipette, final SynapticInput input, final Double... levels) {
        return clamped(
                seed,
                pipette,
                input,
                new ClampProtocol(ClampMode.VOLTAGE_CLAMP, List.of(levels), 4, LEVELS_SWEEP_MS, TEST_PULSE, List.of()));
    }

    /** 2 to 5 nS of excitation, and 4 to 9 nS of inhibition 1 to 3 ms later, times a factor each. */
    static SynapticInput evoked(final long seed, final double excitation, final double inhibition) {
        final SplittableRandom random = random(seed + 3_000_003);
        final double onsetMs = WINDOW_FROM_MS + 8;
        final SynapticInput.Given given = SynapticInput.transients(
                new SynapticInput.Transient(excitation * between(random, 2, 5), 0.5, between(random, 3, 6), onsetMs),
                new SynapticInput.Transient(
                        inhibition * between(random, 4, 9),
                        0.7,
                        between(random, 7, 14),
                        onsetMs + between(random, 1, 3)),
                (int) Math.round(LEVELS_SWEEP_MS / STEP_MS),
                STEP_MS);
        return new SynapticInput.Given(given.pair(), 0.1);
    }

    /** A potential that fluctuates by about 3 mV about where an inhibition of 5 nS and a current hold it. */
    static Recording fluctuating(final long seed, final double injectedPa, final int sweeps, final double sweepMs) {
        return clamped(
                seed,
                Pipette.NONE,
                new SynapticInput.Fluctuating(2.5, 0.6, 3, 5, 1, 10),
                ClampProtocol.steady(ClampMode.CURRENT_CLAMP, sweeps, sweepMs, injectedPa));
    }

    /** The same with action potentials at the times of a Poisson process, 3 ms apart or more. */
    static Recording spiking(final long seed, final double rateHz, final int sweeps, final double sweepMs) {
        final SplittableRandom random = random(seed + 4_000_003);
        return Changed.samples(fluctuating(seed, 0, sweeps, sweepMs), (c, k, samples) -> {
            double timeMs = 0;
            while (true) {
                timeMs += 3 - 1000 / rateHz * Math.log(1 - random.nextDouble());
                if (timeMs > sweepMs - 5) return;
                addSpike(samples, timeMs, between(random, 85, 100));
            }
        });
    }

    private static void addSpike(final double[] samples, final double timeMs, final double heightMv) {
        final int first = (int) Math.ceil((timeMs - 1) / STEP_MS);
        for (int i = Math.max(0, first); i < samples.length && i * STEP_MS < timeMs + 4; i++) {
            final double ms = i * STEP_MS - timeMs;
            samples[i] += heightMv * Math.exp(-ms * ms / (ms < 0 ? 0.1 : 0.4)) - (ms > 0 ? 4 * Math.exp(-ms) : 0);
        }
    }
}
