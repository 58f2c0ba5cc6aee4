package org.eibalance.analysis.criticality;

import org.eibalance.recording.InputException;

/**
 * How a power law is fitted.
 *
 * @param discrete whether the values are whole numbers
 * @param least x_min; NaN takes the one of least Kolmogorov–Smirnov distance
 * @param greatest values above are left out, and the law ends here; infinite for none
 * @param leastTail values that must be left from x_min on
 * @param bootstraps samples of the goodness of fit; 0 for none. With n of them p is known to about 1 / (2 sqrt n).
 * @param seed of the bootstrap
 */
public record PowerLawSettings(
        boolean discrete, double least, double greatest, int leastTail, int bootstraps, long seed) {

    /** Checks the values. */
    public PowerLawSettings {
        if (least <= 0)
            throw new InputException("The least value of a power law is " + least + ": it must be above 0.");
        if (!(greatest > 0) || greatest <= least)
            throw new InputException(
                    "The greatest value of a power law is " + greatest + ": it must be above the least.");
        if (discrete && (!whole(least) || !whole(greatest)))
            throw new InputException(
                    "The law goes from " + least + " to " + greatest + ": of whole numbers both ends must be whole.");
        if (leastTail < 10)
            throw new InputException("The fewest values in the tail are " + leastTail + ": they must be 10 or more.");
        if (bootstraps < 0)
            throw new InputException("The number of bootstrap samples is " + bootstraps + ": it must be 0 or more.");
    }

    /** Whether an end is a whole number, or there is none. */
    private static boolean whole(final double end) {
        return Double.isNaN(end) || end == Math.rint(end);
    }

    /**
     * For whole numbers.
     *
     * @param least x_min; NaN to choose it
     * @return no upper end, tails of 50 values, no bootstrap
     */
    public static PowerLawSettings discrete(final double least) {
        return new PowerLawSettings(true, least, Double.POSITIVE_INFINITY, 50, 0, 1);
    }

    /**
     * For real numbers.
     *
     * @param least x_min; NaN to choose it
     * @return no upper end, tails of 50 values, no bootstrap
     */
    public static PowerLawSettings continuous(final double least) {
        return new PowerLawSettings(false, least, Double.POSITIVE_INFINITY, 50, 0, 1);
    }

    /** The same up to a greatest value. */
    public PowerLawSettings upTo(final double newGreatest) {
        return new PowerLawSettings(discrete, least, newGreatest, leastTail, bootstraps, seed);
    }

    /** The same with a bootstrap. */
    public PowerLawSettings withBootstraps(final int samples, final long newSeed) {
        return new PowerLawSettings(discrete, least, greatest, leastTail, samples, newSeed);
    }
}
