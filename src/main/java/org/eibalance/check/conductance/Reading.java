package org.eibalance.check.conductance;

/**
 * A conductance that a headline gives.
 *
 * @param name what it is, such as "peak of excitation"
 * @param ns its value, nS
 * @param seNs its standard error; NaN where it is not known
 */
public record Reading(String name, double ns, double seNs) {

    /** One without a known error. */
    public static Reading of(final String name, final double ns) {
        return new Reading(name, ns, Double.NaN);
    }
}
