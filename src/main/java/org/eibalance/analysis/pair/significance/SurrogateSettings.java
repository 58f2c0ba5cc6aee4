package org.eibalance.analysis.pair.significance;

import org.eibalance.recording.InputException;

/**
 * How surrogates are made.
 *
 * @param surrogates how many at most; 0 for none
 * @param method how they are made
 * @param seed of the random draws
 * @param alpha smallest p required: a level of significance that the surrogates must be able to reach; 0 for none
 */
public record SurrogateSettings(int surrogates, SurrogateMethod method, long seed, double alpha) {

    /** No surrogates. */
    public static final SurrogateSettings NONE = new SurrogateSettings(0, SurrogateMethod.AUTO, 1, 0);

    /** 1000 surrogates of the method that fits, seed 1, any p accepted. */
    public static final SurrogateSettings DEFAULT = new SurrogateSettings(1000, SurrogateMethod.AUTO, 1, 0);

    /** @throws InputException if a number is out of its range */
    public SurrogateSettings {
        if (surrogates < 0)
            throw new InputException("The number of surrogates is " + surrogates + ": it must be 0 or more.");
        if (!(alpha >= 0 && alpha < 1))
            throw new InputException("The level of significance is " + alpha + ": it must be from 0 to below 1.");
    }

    /**
     * A number of surrogates.
     *
     * @param surrogates how many at most
     * @param seed of the random draws
     * @return the settings, all else by default
     */
    public static SurrogateSettings of(final int surrogates, final long seed) {
        return new SurrogateSettings(surrogates, SurrogateMethod.AUTO, seed, 0);
    }

    /** The same with another method. */
    public SurrogateSettings withMethod(final SurrogateMethod other) {
        return new SurrogateSettings(surrogates, other, seed, alpha);
    }
}
