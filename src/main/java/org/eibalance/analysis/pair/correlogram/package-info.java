/**
 * The normalised correlogram of two cells: of one sweep, its mean over sweeps, its peak and width, the part that
 * follows from a stimulus (shift predictor), and intervals of confidence from resampled sweeps.
 *
 * <pre>{@code
 * CorrelogramPeak peak = CorrelogramPeak.of(coefficients, intervalMs);
 * }</pre>
 */
package org.eibalance.analysis.pair.correlogram;
