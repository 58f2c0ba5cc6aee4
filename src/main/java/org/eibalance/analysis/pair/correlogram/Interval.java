package org.eibalance.analysis.pair.correlogram;

/**
 * An interval of confidence of 95 %.
 *
 * @param low lower end; NaN where it is not known
 * @param high upper end; NaN where it is not known
 */
public record Interval(double low, double high) {}
