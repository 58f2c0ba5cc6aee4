package org.eibalance.analysis.criticality;

import java.util.List;

/**
 * A fitted power law.
 *
 * @param law the law
 * @param standardError of the exponent, from the curvature of the likelihood
 * @param distance greatest difference of the cumulative shares (Kolmogorov–Smirnov)
 * @param tail how many values the law was fitted to
 * @param values how many there were
 * @param p share of samples of the fitted law that lie farther from their own fits;
 *          the law is doubtful at 0.1 and below; NaN without a bootstrap
 * @param rivals against other laws
 */
public record PowerLawFit(PowerLaw law, double standardError, double distance, int tail, int values, double p,
	List<LikelihoodRatio> rivals)
{

	/** Takes a copy. */
	public PowerLawFit {
		rivals = List.copyOf(rivals);
	}

	/**
	 * The power law against another law of the same tail (Vuong 1989, Econometrica
	 * 57:307).
	 *
	 * @param rival exponential or log-normal
	 * @param ratio logarithm of the ratio of likelihoods; above 0 favours the power law
	 * @param p that a ratio so far from 0 comes of chance; NaN where the two laws are
	 *          one
	 */
	public record LikelihoodRatio(String rival, double ratio, double p) {}

	/**
	 * The ratio against one rival.
	 *
	 * @param rival exponential or log-normal
	 * @return the ratio
	 */
	public LikelihoodRatio against(final String rival) {
		return rivals.stream().filter(r -> r.rival().equals(rival)).findFirst().orElseThrow(
			() -> new IllegalArgumentException("no rival " + rival));
	}
}
