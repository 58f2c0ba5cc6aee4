package org.eibalance.analysis.conductance.slope;

/**
 * The current-voltage lines of one condition of an experiment.
 *
 * @param condition its name; "all" where there is one only
 * @param found the lines
 * @param seriesMohm mean of what the compensation leaves of R_s, MOhm; 0 where it is not known
 */
public record ConditionSlopes(String condition, SlopesThroughTime found, double seriesMohm) {}
