package org.eibalance.bridge.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Telemetry;

/**
 * Puts the telemetry of a run on an even grid, in units, with the conductances of each sample beside it; what did not
 * come is NaN. For one thread.
 */
final class TelemetryGrid {

    private static final int PIECE = 1024;

    private final Calibration calibration;
    private final InjectedConductance injected;
    private final long maxGapTicks;
    private final RunListener listener;
    private final int every;
    private final int period;
    private final long begin;
    private final float[][] piece = new float[RunListener.CHANNELS][PIECE];
    private final double[] ns = new double[2];
    private long next;
    private long missing;
    /** First tick of each hold and its length; telemetry from before it may come later. */
    private final List<long[]> holds = new ArrayList<>();

    private final ArrayDeque<long[]> edges = new ArrayDeque<>();
    private boolean trigger;
    private boolean triggerKnown;

    /**
     * @param begin the run's first tick
     * @param every ticks from sample to sample
     * @param period ticks from stream sample to stream sample; 0 where nothing is streamed
     * @param calibration of V and currents
     * @param injected the conductances
     * @param maxGapTicks a longer gap is none that a lost frame makes
     * @param listener takes the samples
     */
    TelemetryGrid(
            final long begin,
            final int every,
            final int period,
            final Calibration calibration,
            final InjectedConductance injected,
            final long maxGapTicks,
            final RunListener listener) {
        this.begin = begin;
        this.every = every;
        this.period = period;
        this.calibration = calibration;
        this.injected = injected;
        this.maxGapTicks = maxGapTicks;
        this.listener = listener;
    }

    /** The stream is late from this tick on. */
    void hold(final long tick) {
        holds.add(new long[] {tick, Long.MAX_VALUE});
    }

    /** The stream went on after so many ticks. */
    void resume(final long ticks) {
        if (!holds.isEmpty()) holds.get(holds.size() - 1)[1] = ticks;
    }

    /** The trigger input changed. */
    void trigger(final long tick, final boolean high) {
        edges.add(new long[] {tick, high ? 1 : 0});
    }

    /**
     * Takes telemetry of the run or of its ramp.
     *
     * @param t as it came
     * @param first its first tick
     * @param ramp whether the run is over, and the conductances are none
     * @throws DeviceException if a sample lies too far behind the last one: a tick that is wrong would fill the disk
     *     with what did not come
     */
    void add(final Telemetry t, final long first, final boolean ramp) {
        if (!triggerKnown) {
            // The bit says that it was high at any time in the block; what changed in it says an edge.
            trigger = t.trigger() && (edges.isEmpty() || edges.peek()[1] == 0);
            triggerKnown = true;
        }
        final boolean known = !ramp && (period == 0 || isKnown(first, t));
        int n = 0;
        for (int i = 0; i < t.voltage().length; i++) {
            final long tick = first + (long) i * every;
            // The device's samples may begin anywhere in the first interval, and anew after a hold: one in each
            // interval.
            final long index = Math.floorDiv(tick - begin, every);
            if (index < next || tick < begin) continue;
            // Within a block there is no gap: only its first sample may lie behind one.
            if (index > next) gap(index - next);
            piece[0][n] = (float) calibration.voltageMv(t.voltage()[i]);
            piece[1][n] = (float) calibration.currentPa(t.clampCurrent()[i]);
            piece[2][n] = (float) calibration.currentPa(t.commandCurrent()[i]);
            if (known) injected.at(position(tick), ns);
            else Arrays.fill(ns, Double.NaN);
            piece[3][n] = (float) ns[0];
            piece[4][n] = (float) ns[1];
            while (!edges.isEmpty() && edges.peek()[0] <= tick) trigger = edges.poll()[1] == 1;
            piece[5][n] = trigger ? 1 : 0;
            n++;
            next = index + 1;
        }
        if (n > 0) listener.samples(piece, n);
    }

    /**
     * The device counts the samples it has played, and says where it holds one; where this program's count differs, the
     * word of a hold or of its end was lost, and what the device plays is not known. A block is of one hold, or of
     * none.
     */
    private boolean isKnown(final long first, final Telemetry t) {
        final boolean holding = t.holding();
        final boolean known = holds.stream().anyMatch(h -> first >= h[0] && first - h[0] < h[1]);
        return holding == known && Math.floorDiv(position(first), (long) period) + (holding ? 0 : 1) == t.firstIndex();
    }

    /** Ticks of the stream's own time: those in which it was held do not count. */
    private long position(final long tick) {
        long position = tick - begin;
        for (final long[] hold : holds) position -= Math.max(0, Math.min(tick - hold[0], hold[1]));
        return position;
    }

    /** Fills up to the end of a run that was complete. */
    void fillTo(final long end) {
        final long wanted = Math.floorDiv(end - begin + every - 1, every);
        if (wanted > next) gap(wanted - next);
    }

    private void gap(final long samples) {
        if (samples * every > maxGapTicks)
            throw new DeviceException("The telemetry jumps from sample " + next + " to sample " + (next + samples)
                    + " of the run: samples within a second of each other were expected.");
        for (final float[] channel : piece) Arrays.fill(channel, Float.NaN);
        for (long left = samples; left > 0; left -= PIECE) listener.samples(piece, (int) Math.min(left, PIECE));
        missing += samples;
        next += samples;
    }

    /** Samples so far, missing ones counted. */
    long samples() {
        return next;
    }

    /** Samples that did not come. */
    long missing() {
        return missing;
    }

    /** Whether all telemetry up to a tick has come. */
    boolean reaches(final long end) {
        return begin + next * every >= end;
    }

    /** The conductances of the last sample, g_E and g_I. */
    double[] lastNs() {
        return ns.clone();
    }
}
