package org.eibalance.analysis.conductance.slope;

/**
 * The current-voltage lines of one condition of an experiment.
 *
 * @param condition its name; "all" where there is one only
 * @param found the lines
 */
public record ConditionSlopes(String condition, SlopesThroughTime found) {}
