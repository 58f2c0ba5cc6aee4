package org.eibalance.analysis.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.signal.Statistics;

/**
 * A stretch of constant command.
 *
 * @param start first sample
 * @param end first sample after it
 * @param mv the potential
 */
record CommandLevel(long start, long end, double mv) {

    private static final int BLOCK = 1 << 16;

    /** Edges of a recorded command are found with windows of this length. */
    private static final double EDGE_MS = 0.5;

    private static final int MIN_EDGE_SAMPLES = 3;

    /** An edge is at least this many standard deviations high, and at least the given number of mV. */
    private static final double EDGE_SDS = 8;

    private static final double MIN_EDGE_MV = 0.5;

    /**
     * The levels of a command that is known from the protocol.
     *
     * @param command a potential
     * @param sweep 0-based sweep
     * @param samples how many the sweep has
     * @param least shorter stretches are left out, such as the points of a ramp
     * @return the levels, in order
     */
    static List<CommandLevel> of(final CommandWaveform command, final int sweep, final long samples, final int least) {
        final List<CommandLevel> levels = new ArrayList<>();
        final double[] block = new double[(int) Math.min(BLOCK, samples)];
        final double scale = command.unit().toFieldUnit();
        double level = Double.NaN;
        long start = 0;
        for (long from = 0; from < samples; from += block.length) {
            final int length = (int) Math.min(block.length, samples - from);
            command.read(sweep, from, block, 0, length);
            for (int i = 0; i < length; i++) {
                if (block[i] == level) continue;
                add(levels, start, from + i, level * scale, least);
                start = from + i;
                level = block[i];
            }
        }
        add(levels, start, samples, level * scale, least);
        return levels;
    }

    /** Levels of a command that was recorded are equal where they differ by no more than this. */
    static final double SAME_MV = 0.25;

    /**
     * The levels of the command that the file gives, whether it is a protocol or was recorded and has noise.
     *
     * @param command a potential or a current
     * @param sweep 0-based sweep
     * @param samples how many the sweep has
     * @param sampleRateHz samples per second
     * @param least shorter stretches are left out
     * @return the levels, in order; none in stretches without a command
     */
    static List<CommandLevel> ofCommand(
            final CommandWaveform command,
            final int sweep,
            final long samples,
            final double sampleRateHz,
            final int least) {
        final List<CommandLevel> exact = of(command, sweep, samples, least);
        if (exact.size() > 1
                || exact.stream().mapToLong(CommandLevel::length).sum() > samples / 2
                || samples > Integer.MAX_VALUE - 8) return exact;
        final double[] mv = new double[(int) samples];
        command.read(sweep, 0, mv, 0, mv.length);
        int from = 0;
        int to = mv.length;
        while (from < to && !Double.isFinite(mv[from])) from++;
        while (to > from && !Double.isFinite(mv[to - 1])) to--;
        final double[] known = Arrays.copyOfRange(mv, from, to);
        for (int i = 0; i < known.length; i++) known[i] *= command.unit().toFieldUnit();
        final List<CommandLevel> levels = new ArrayList<>();
        for (final CommandLevel level : ofRecorded(known, sampleRateHz, least)) {
            if (isFlat(known, level)) levels.add(new CommandLevel(level.start + from, level.end + from, level.mv));
        }
        return levels;
    }

    /** A ramp or a sine is no level. */
    private static boolean isFlat(final double[] mv, final CommandLevel level) {
        final int quarter = (int) level.length() / 4;
        final int start = (int) level.start;
        final int end = (int) level.end;
        return Math.abs(Statistics.mean(mv, start + quarter, start + 2 * quarter)
                        - Statistics.mean(mv, end - quarter, end - quarter / 4))
                <= SAME_MV;
    }

    /**
     * The levels of a recorded, noisy command: the stretches between edges. At an edge the means of short windows
     * before and after differ by far more than elsewhere.
     *
     * @param mv the samples
     * @param sampleRateHz samples per second
     * @param least shorter stretches are left out
     * @return the levels, in order; none where samples are missing
     */
    static List<CommandLevel> ofRecorded(final double[] mv, final double sampleRateHz, final int least) {
        final List<CommandLevel> levels = new ArrayList<>();
        final int window = Math.max(MIN_EDGE_SAMPLES, (int) Math.round(EDGE_MS * sampleRateHz / 1000));
        if (mv.length < 4 * window || !Arrays.stream(mv).allMatch(Double::isFinite)) return levels;
        final double[] jump = jumps(mv, window);
        final double threshold = Math.max(
                MIN_EDGE_MV,
                EDGE_SDS
                        * Statistics.median(Arrays.stream(jump).map(Math::abs).toArray())
                        / Statistics.NORMAL_QUARTILE);
        int start = 0;
        for (int i = 0; i < mv.length; i++) {
            if (Math.abs(jump[i]) < threshold) continue;
            int edge = i;
            for (; i < mv.length && Math.abs(jump[i]) >= threshold; i++)
                if (Math.abs(jump[i]) > Math.abs(jump[edge])) edge = i;
            addRecorded(levels, start, edge, mv, window, least);
            start = edge;
        }
        addRecorded(levels, start, mv.length, mv, window, least);
        return levels;
    }

    private static double[] jumps(final double[] mv, final int window) {
        final double[] jump = new double[mv.length];
        double before = 0, after = 0;
        for (int i = 0; i < window; i++) {
            before += mv[i];
            after += mv[window + i];
        }
        for (int i = window; i <= mv.length - window; i++) {
            jump[i] = (after - before) / window;
            if (i == mv.length - window) break;
            before += mv[i] - mv[i - window];
            after += mv[i + window] - mv[i];
        }
        return jump;
    }

    private static void addRecorded(
            final List<CommandLevel> levels,
            final int start,
            final int end,
            final double[] mv,
            final int window,
            final int least) {
        if (end - start < Math.max(least, 3 * window)) return;
        levels.add(new CommandLevel(start, end, Statistics.mean(mv, start + window, end - window)));
    }

    private static void add(
            final List<CommandLevel> levels, final long start, final long end, final double mv, final int least) {
        if (end - start >= least && !Double.isNaN(mv)) levels.add(new CommandLevel(start, end, mv));
    }

    long length() {
        return end - start;
    }
}
