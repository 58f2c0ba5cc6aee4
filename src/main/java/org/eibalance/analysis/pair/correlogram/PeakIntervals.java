package org.eibalance.analysis.pair.correlogram;

import org.eibalance.signal.Interval;

/**
 * Intervals of confidence of what is read from a mean correlogram.
 *
 * @param draws how many resamples of the sweeps they come from
 * @param seed of the draws
 * @param lagMs of the lag of the extremum
 * @param r of its height
 * @param zeroLagR of the coefficient at lag zero
 * @param widthMs of the width of its lobe
 * @param asymmetry of the asymmetry of its lobe
 */
public record PeakIntervals(
        int draws, long seed, Interval lagMs, Interval r, Interval zeroLagR, Interval widthMs, Interval asymmetry) {}
