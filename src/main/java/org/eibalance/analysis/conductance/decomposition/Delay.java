package org.eibalance.analysis.conductance.decomposition;

import org.eibalance.signal.Interval;

/**
 * The time from excitation to inhibition.
 *
 * @param ms time of inhibition less that of excitation; NaN where one of them is unknown
 * @param interval bootstrap interval over sweeps; none without bootstrap
 */
public record Delay(double ms, Interval interval) {}
