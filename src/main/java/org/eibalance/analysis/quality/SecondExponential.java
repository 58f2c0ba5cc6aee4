package org.eibalance.analysis.quality;

/**
 * Whether the transient has a second exponential: dendrites that are electrotonically remote, or a second cell behind a
 * gap junction.
 *
 * @param present whether it is there: the share is at least {@value #MIN_SHARE}, two fit better than one by at least
 *     {@value #MIN_Z} standard errors, and the time constants differ by a factor of at least {@value #MIN_RATIO} and
 *     are both longer than the filter of the amplifier could make them
 * @param fastMs the shorter time constant; NaN where two cannot be distinguished
 * @param slowMs the longer time constant
 * @param share the smaller of both amplitudes over their sum, where the fit starts
 * @param z by how many standard errors the transients deviate from one exponential towards two
 */
public record SecondExponential(boolean present, double fastMs, double slowMs, double share, double z) {

    static final double MIN_SHARE = 0.1;
    static final double MIN_Z = 4.5;
    static final double MIN_RATIO = 2;

    static final SecondExponential NONE = new SecondExponential(false, Double.NaN, Double.NaN, 0, 0);
}
