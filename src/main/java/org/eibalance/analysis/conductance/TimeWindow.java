package org.eibalance.analysis.conductance;

import org.eibalance.recording.InputException;

/**
 * A stretch of a sweep. The sample at the start belongs to it, that at the end does not.
 *
 * @param startMs start, from the first sample of the sweep
 * @param endMs end
 */
public record TimeWindow(double startMs, double endMs) {

    /** The whole sweep. */
    public static final TimeWindow ALL = new TimeWindow(0, Double.POSITIVE_INFINITY);

    /**
     * Checks the order.
     *
     * @throws InputException if the end is not after the start, or the start is before the sweep
     */
    public TimeWindow {
        if (!(startMs >= 0) || !(endMs > startMs))
            throw new InputException("A window from " + startMs + " to " + endMs
                    + " ms is none: it must start at 0 or later and end after its start.");
    }

    /**
     * Its first sample.
     *
     * @param stepMs interval of sampling
     * @return index of the sample nearest to the start
     */
    public int first(final double stepMs) {
        return (int) Math.round(startMs / stepMs);
    }

    /**
     * The sample after its last one.
     *
     * @param stepMs interval of sampling
     * @param samples length of the sweep
     * @return index of the sample nearest to the end, or the number of samples where the end is infinite
     * @throws InputException if the window reaches beyond the sweep or holds no sample
     */
    public int end(final double stepMs, final int samples) {
        final long end = Double.isInfinite(endMs) ? samples : Math.round(endMs / stepMs);
        if (end > samples)
            throw new InputException(
                    "The window ends at " + endMs + " ms, but the sweep ends at " + samples * stepMs + " ms.");
        if (end <= first(stepMs))
            throw new InputException("The window from " + startMs + " to " + endMs + " ms holds no sample at " + stepMs
                    + " ms a sample.");
        return (int) end;
    }
}
