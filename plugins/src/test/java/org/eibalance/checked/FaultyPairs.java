package org.eibalance.checked;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.eibalance.rig.PairExperiment;

/** Pairs with a fault. */
final class FaultyPairs {

    private static final int SWEEPS = 10;
    private static final int STEP_FROM = 6000;
    private static final int STEP_TO = 9000;

    /** What is left of the fluctuations. */
    private static final double BLOCKED = 0.1;

    private FaultyPairs() {}

    private static Recording pair(final String levels, final long seed) {
        return SimulatedCells.pair(levels, seed, SWEEPS);
    }

    /** Channel B is a lamp that is switched at random times. */
    static Recording lamp(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Recording switched = Changed.samples(pair("HD", seed), (c, k, samples) -> {
            if (c == 0) return;
            final int on = random.nextInt(samples.length / 2);
            for (int i = 0; i < samples.length; i++) samples[i] = i >= on && i < on + 2000 ? 5 : 0;
        });
        return Changed.channel(
                switched,
                1,
                c -> new Channel(1, "LED", Unit.parse("V"), ClampMode.UNKNOWN, c.sampleRateHz(), Channel.NO_COMMAND));
    }

    /** Steps into A or both cells, which follow as far as told; their synapses are nearly blocked. */
    static Recording steps(final long seed, final double mvOfA, final double mvOfB, final boolean both) {
        final Recording stepped = Changed.samples(pair("HD", seed), (c, k, samples) -> {
            final double mean = Arrays.stream(samples).average().orElseThrow();
            for (int i = 0; i < samples.length; i++) samples[i] = mean + BLOCKED * (samples[i] - mean);
            double mv = 0;
            for (int i = STEP_FROM; i < samples.length; i++) {
                final double to = i < STEP_TO ? c == 0 ? mvOfA : mvOfB : 0;
                mv += (to - mv) * SimulatedCells.PAIR_STEP_MS / 10;
                samples[i] += mv;
            }
        });
        return Changed.commands(
                stepped,
                new Changed.Step("I A", Unit.PICOAMPERE, PairExperiment.HYPERPOLARISING_PA, -200, STEP_FROM, STEP_TO),
                new Changed.Step(
                        "I B", Unit.PICOAMPERE, PairExperiment.DEPOLARISING_PA, both ? -200 : 0, STEP_FROM, STEP_TO));
    }

    /** Cell A in both channels. */
    static Recording oneSignal(final long seed) {
        final Recording pair = pair("HH", seed);
        return Changed.samples(
                pair, (c, k, samples) -> System.arraycopy(pair.read(0, k), 0, samples, 0, samples.length));
    }

    /** White noise, of which half is the same in both channels. */
    static Recording sharedNoise(final long seed) {
        return Changed.samples(pair("HD", seed), (c, k, samples) -> {
            final SplittableRandom common = new SplittableRandom(seed * 1000 + k);
            final SplittableRandom own = new SplittableRandom(seed * 1000 + k + 500 + 100 * c);
            for (int i = 0; i < samples.length; i++) samples[i] += 0.3 * (common.nextGaussian() + own.nextGaussian());
        });
    }

    /** Independent cells, and twenty stimulus artefacts a sweep in both channels. */
    static Recording artefacts(final long seed) {
        return Changed.samples(independent("HH", seed), (c, k, samples) -> {
            final SplittableRandom random = new SplittableRandom(seed * 1000 + k);
            for (int n = 0; n < 20; n++) {
                final int at = 500 + 900 * n + random.nextInt(500);
                for (int i = 0; i < 6; i++) samples[at + i] += i < 3 ? 200 : -100;
            }
        });
    }

    /** Cells of two experiments. */
    static Recording independent(final String levels, final long seed) {
        final Recording other = pair(levels, seed + 500_000);
        return Changed.samples(pair(levels, seed), (c, k, samples) -> {
            if (c == 1) System.arraycopy(other.read(1, k), 0, samples, 0, samples.length);
        });
    }

    /** Independent cells that fluctuate ten times as much in common Up states. */
    static Recording upStates(final long seed) {
        return Changed.samples(independent("HD", seed), (c, k, samples) -> {
            final SplittableRandom random = new SplittableRandom(seed * 1000 + k);
            final double mean = Arrays.stream(samples).average().orElseThrow();
            boolean up = random.nextBoolean();
            int next = 0;
            for (int i = 0; i < samples.length; i++) {
                if (i == next) {
                    up = !up;
                    next += 2000 + random.nextInt(4000);
                }
                samples[i] = mean + (up ? 1 : 0.1) * (samples[i] - mean);
            }
        });
    }

    static Recording clean(final long seed) {
        return pair("HD", seed);
    }
}
