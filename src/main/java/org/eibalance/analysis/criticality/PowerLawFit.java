package org.eibalance.analysis.criticality;

/**
 * A fitted power law.
 *
 * @param law the law
 * @param standardError of the exponent, from the curvature of the likelihood
 * @param distance greatest difference of the cumulative shares (Kolmogorov–Smirnov)
 * @param tail how many values the law was fitted to
 * @param values how many there were
 * @param p share of samples of the fitted law that lie farther from their own fits; the law is doubtful at 0.1 and
 *     below; NaN without a bootstrap
 */
public record PowerLawFit(PowerLaw law, double standardError, double distance, int tail, int values, double p) {}
