package org.eibalance.analysis.conductance;

import org.eibalance.recording.InputException;

/**
 * Check that a trace has no spikes: one spike is larger than all fluctuations, so methods for fluctuations refuse it.
 */
public final class SpikeFree {

    private static final double MICROSECONDS = 1000;

    private SpikeFree() {}

    /** A time to a microsecond, so that 16273 samples of 0.05 ms are 813.65 ms. */
    private static double rounded(final double ms) {
        return Math.rint(ms * MICROSECONDS) / MICROSECONDS;
    }

    /**
     * Checks part of a trace.
     *
     * @param potentialMv the trace
     * @param from first sample
     * @param to sample after the last
     * @param spikeMv a potential that only spikes reach
     * @param stepMs interval of sampling
     * @throws InputException if a sample reaches that potential
     */
    public static void check(
            final double[] potentialMv, final int from, final int to, final double spikeMv, final double stepMs) {
        for (int i = from; i < to; i++) {
            if (potentialMv[i] >= spikeMv)
                throw new InputException("There is a spike at " + rounded(i * stepMs) + " ms (the potential reaches "
                        + spikeMv + " mV): the window must be free of spikes.");
            if (Double.isNaN(potentialMv[i]))
                throw new InputException(
                        "The sample at " + rounded(i * stepMs) + " ms is missing: the window must be complete.");
        }
    }
}
