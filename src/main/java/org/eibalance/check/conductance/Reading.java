package org.eibalance.check.conductance;

/**
 * A conductance of a result.
 *
 * @param name what it is, such as "peak of excitation"
 * @param ns its value, nS
 * @param seNs its standard error; NaN where it is not known
 * @param inHeadline whether the headline gives it; else it is only in the tables
 */
public record Reading(String name, double ns, double seNs, boolean inHeadline) {

    /** One that the headline gives. */
    public Reading(final String name, final double ns, final double seNs) {
        this(name, ns, seNs, true);
    }

    /** One that the headline gives, without a known error. */
    public static Reading of(final String name, final double ns) {
        return new Reading(name, ns, Double.NaN);
    }

    /** One that only the tables have, without a known error. */
    public static Reading besides(final String name, final double ns) {
        return new Reading(name, ns, Double.NaN, false);
    }
}
