package org.eibalance.model.theory;

import org.apache.commons.math3.special.Gamma;

/** Sizes of avalanches of a branching process with Poisson offspring. */
public final class Avalanches {

    private Avalanches() {}

    /**
     * Borel distribution: probability that an avalanche that one unit starts has a size.
     *
     * @param branching mean offspring m, above 0 and at most 1
     * @param size n, at least 1
     * @return exp(−m n) (m n)^(n−1) / n!
     */
    public static double sizeProbability(final double branching, final int size) {
        return Math.exp(-branching * size + (size - 1) * Math.log(branching * size) - Gamma.logGamma(size + 1.0));
    }

    /**
     * Mean size of an avalanche.
     *
     * @param branching mean offspring m, below 1
     * @return 1 / (1 − m)
     */
    public static double meanSize(final double branching) {
        return 1 / (1 - branching);
    }
}
