package org.eibalance.signal;

/**
 * Cuts spikes out of a potential: from 2 ms before to 5 ms after each crossing of a threshold a straight line takes
 * their place.
 */
public final class SpikeRemoval {

    private static final double BEFORE_MS = 2;
    private static final double AFTER_MS = 5;

    private SpikeRemoval() {}

    /**
     * The trace without its spikes.
     *
     * @param trace the samples that are left
     * @param spikes how many: stretches that were replaced, those together between which the potential did not fall 5
     *     mV below the peak that was given
     */
    public record Result(double[] trace, int spikes) {}

    /**
     * Removes spikes.
     *
     * @param trace potentials in mV; not changed
     * @param sampleRateHz samples per second
     * @param peakMv a spike is where the potential exceeds this; NaN or infinite: not used
     * @param slopeMvPerMs or where it rises faster than this over one sampling interval; 0 or infinite: not used
     * @return the rest; where nothing crosses, the array that was given
     */
    public static Result remove(
            final double[] trace, final double sampleRateHz, final double peakMv, final double slopeMvPerMs) {
        final double rise = slopeMvPerMs > 0 ? slopeMvPerMs * 1000 / sampleRateHz : Double.POSITIVE_INFINITY;
        final int before = (int) Math.round(BEFORE_MS * sampleRateHz / 1000);
        final int after = (int) Math.round(AFTER_MS * sampleRateHz / 1000);
        double[] left = trace;
        int spikes = 0;
        int ended = 0;
        for (int t = 0; t < trace.length; t++) {
            if (!crosses(trace, t, peakMv, rise)) continue;
            int last = t;
            // Crossings that are so close that their stretches meet are one.
            for (int u = t; u < trace.length && u <= last + before + after; u++)
                if (crosses(trace, u, peakMv, rise)) last = u;
            if (left == trace) left = trace.clone();
            if (spikes == 0 || fellBelow(trace, ended, t, peakMv - Crossings.SPIKE_HYSTERESIS_MV)) spikes++;
            ended = last;
            bridge(left, Math.max(0, t - before), Math.min(trace.length - 1, last + after));
            t = last + after;
        }
        return new Result(left, spikes);
    }

    private static boolean crosses(final double[] trace, final int t, final double peakMv, final double rise) {
        return trace[t] > peakMv || t > 0 && trace[t] - trace[t - 1] > rise;
    }

    /** Whether a spike had ended; always by a slope alone, which has no level. */
    private static boolean fellBelow(final double[] trace, final int from, final int to, final double levelMv) {
        if (!Double.isFinite(levelMv)) return true;
        for (int i = from; i < to; i++) if (trace[i] < levelMv) return true;
        return false;
    }

    private static void bridge(final double[] trace, final int from, final int to) {
        final double first = from == 0 ? trace[to] : trace[from];
        final double last = to == trace.length - 1 ? first : trace[to];
        for (int t = from; t <= to; t++) trace[t] = first + (last - first) * (t - from) / Math.max(1, to - from);
    }
}
