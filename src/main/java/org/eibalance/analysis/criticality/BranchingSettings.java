package org.eibalance.analysis.criticality;

import org.eibalance.recording.InputException;

/**
 * How a branching ratio is estimated.
 *
 * @param binMs width of the bins that the counts are in
 * @param maxLag greatest lag in bins; 0 takes five times the autocorrelation time that it gives, found by repetition
 * @param offset whether the slopes may decay to a constant above 0, as they do where the input drifts
 * @param resamples bootstrap samples of the interval; 0 for none
 * @param seed of the bootstrap
 */
public record BranchingSettings(double binMs, int maxLag, boolean offset, int resamples, long seed) {

    /** Bins of 4 ms, lags chosen, no offset, 400 bootstrap samples. */
    public static final BranchingSettings DEFAULT = new BranchingSettings(4, 0, false, 400, 1);

    /** Checks the values. */
    public BranchingSettings {
        if (!(binMs > 0) || Double.isInfinite(binMs))
            throw new InputException("The bin is " + binMs + " ms: it must be above 0.");
        if (maxLag < 0 || maxLag == 1 || maxLag == 2)
            throw new InputException(
                    "The greatest lag is " + maxLag + " bins: it must be 3 or more, or 0 to be chosen.");
        if (resamples < 0)
            throw new InputException("The number of bootstrap samples is " + resamples + ": it must be 0 or more.");
    }

    /**
     * The default settings.
     *
     * @param binMs width of the bins
     * @return those of {@link #DEFAULT} in these bins
     */
    public static BranchingSettings ofBins(final double binMs) {
        return new BranchingSettings(binMs, DEFAULT.maxLag, DEFAULT.offset, DEFAULT.resamples, DEFAULT.seed);
    }
}
