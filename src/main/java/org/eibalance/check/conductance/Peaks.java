package org.eibalance.check.conductance;

/**
 * How many peaks of a result are beyond noise.
 *
 * @param beyond how many
 * @param all how many there are whose noise is known
 */
public record Peaks(int beyond, int all) {}
