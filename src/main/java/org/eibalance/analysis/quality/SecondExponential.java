package org.eibalance.analysis.quality;

/**
 * Whether the transient has a second exponential: dendrites that are
 * electrotonically remote, or a second cell behind a gap junction.
 *
 * @param present whether it is there: the share is at least {@value #LEAST_SHARE},
 *          both amplitudes are at least {@value #LEAST_Z} standard errors, and the
 *          time constants differ by a factor of at least {@value #LEAST_RATIO}; what is
 *          less may come from the amplifier
 * @param fastMs the shorter time constant; NaN where two cannot be told apart
 * @param slowMs the longer time constant
 * @param share the smaller of both amplitudes over their sum, where the fit starts
 * @param z the smaller of both amplitudes over its standard error
 */
public record SecondExponential(boolean present, double fastMs, double slowMs, double share, double z) {

	static final double LEAST_SHARE = 0.1;
	static final double LEAST_Z = 6;
	static final double LEAST_RATIO = 2;

	static final SecondExponential NONE = new SecondExponential(false, Double.NaN, Double.NaN, 0, 0);

	static SecondExponential of(final double fastMs, final double slowMs, final double share, final double z) {
		return new SecondExponential(share >= LEAST_SHARE && z >= LEAST_Z && slowMs >= LEAST_RATIO * fastMs, fastMs, slowMs,
			share, z);
	}
}
