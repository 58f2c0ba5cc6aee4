package org.eibalance.analysis.criticality;

import java.util.OptionalDouble;

/**
 * How power laws are fitted to avalanches.
 *
 * @param sizeFrom size from which the law is fitted; empty for the one of least distance
 * @param sizeTo size up to which it is fitted; infinite for no end
 * @param durationFrom duration in bins from which the law is fitted; empty for the one of least distance
 * @param durationTo duration in bins up to which it is fitted; infinite for no end
 * @param bootstraps samples of the goodness of fit; 0 for none
 * @param seed of the samples
 */
public record AvalancheSettings(
        OptionalDouble sizeFrom,
        double sizeTo,
        OptionalDouble durationFrom,
        double durationTo,
        int bootstraps,
        long seed) {

    /** A power law is not fitted to fewer values than these. */
    public static final int MIN_TAIL = 50;

    /** Both laws from where they fit best, without end; 2500 samples, which give p to about 0.01. */
    public static final AvalancheSettings DEFAULT = new AvalancheSettings(
            OptionalDouble.empty(),
            Double.POSITIVE_INFINITY,
            OptionalDouble.empty(),
            Double.POSITIVE_INFINITY,
            2500,
            1);
}
