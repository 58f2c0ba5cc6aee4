package org.eibalance.analysis.conductance.trials;

import java.util.Arrays;
import java.util.BitSet;
import org.eibalance.signal.Statistics;

/**
 * Where the command of one sweep rests, and where it moves from one value to another. A command that was recorded has
 * noise: its moves are those of its means over 0.5 ms, beyond eight standard errors of them.
 */
final class CommandRests {

    private static final double BLOCK_MS = 0.5;
    private static final int MIN_BLOCK = 3;
    private static final double NOISE_ERRORS = 8;
    private static final int MAX_DIFFERENCES = 2000;

    /** Samples after the place of a move that may still be from before it; 0 for a command without noise. */
    private final int margin;

    private final double noise;

    private final BitSet moves = new BitSet();

    /**
     * Finds the moves.
     *
     * @param command one value a sample
     * @param stepMs interval of sampling
     * @param tolerance smaller moves count as rest, in the unit of the command
     */
    CommandRests(final double[] command, final double stepMs, final double tolerance) {
        noise = noise(command);
        if (!(noise > 0)) {
            margin = 0;
            exact(command, tolerance);
            return;
        }
        margin = Math.max(MIN_BLOCK, (int) Math.round(BLOCK_MS / stepMs));
        noisy(command, Math.max(tolerance, NOISE_ERRORS * noise / Math.sqrt(margin)));
    }

    /**
     * Standard deviation of white noise, by the median of differences between neighbours, so that steps do not count.
     */
    private static double noise(final double[] command) {
        final int count = Math.min(MAX_DIFFERENCES, command.length - 1);
        if (count < 1) return 0;
        final double[] differences = new double[count];
        for (int k = 0; k < count; k++) {
            final int i = (int) ((long) k * (command.length - 1) / count);
            differences[k] = Math.abs(command[i + 1] - command[i]);
        }
        return Statistics.median(differences) / Statistics.NORMAL_QUARTILE / Math.sqrt(2);
    }

    private void exact(final double[] command, final double tolerance) {
        double level = command.length == 0 ? 0 : command[0];
        for (int i = 1; i < command.length; i++) {
            if (Math.abs(command[i] - level) <= tolerance) continue;
            moves.set(i);
            level = command[i];
        }
    }

    private void noisy(final double[] command, final double tolerance) {
        final int blocks = command.length / margin;
        double sum = 0;
        int run = 0;
        boolean justMoved = false;
        for (int b = 0; b < blocks; b++) {
            final double mean = Statistics.mean(command, b * margin, (b + 1) * margin);
            if (run == 0 || Math.abs(mean - sum / run) <= tolerance) {
                sum += mean;
                run++;
                justMoved &= run == 1;
                continue;
            }
            // A run of one block after a move is the block in which the move lies.
            justMoved = !(justMoved && run == 1);
            if (justMoved) moves.set(b * margin);
            sum = mean;
            run = 1;
        }
    }

    /**
     * The first move within a stretch.
     *
     * @param from first sample of the stretch
     * @param to sample after its last one
     * @return the first sample after the move; −1 where the command rests
     */
    int moveWithin(final int from, final int to) {
        final int move = moves.nextSetBit(from + Math.max(1, margin));
        return move >= 0 && move < to ? move : -1;
    }

    /** Adds the first samples after all moves to those of other sweeps. */
    void addTo(final BitSet all) {
        all.or(moves);
    }

    /** Samples after the place of a move that may still be from before it. */
    int margin() {
        return margin;
    }

    /** Standard deviation of the noise about the levels. */
    double noise() {
        return noise;
    }

    /** Whether the command never moves. */
    boolean isStill() {
        return moves.isEmpty();
    }

    /** The mean of a stretch. */
    static double level(final double[] command, final int from, final int to) {
        return Arrays.stream(command, from, to).average().orElseThrow();
    }
}
