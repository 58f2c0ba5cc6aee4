/**
 * How good a recording is.
 *
 * <pre>{@code
 * SweepSummary summary = SweepSummary.of(recording, 0, 0);
 * double noise = summary.sd();   // in the unit of the channel
 * }</pre>
 */
package org.eibalance.analysis.quality;
