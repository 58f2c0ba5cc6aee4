package org.eibalance.check.scenario;

/**
 * A steady state that a scenario speaks of.
 *
 * @param of whose, such as "the network with w_EE = 2"
 * @param exists whether the equations have one with rates of 0 or more that small changes do not leave
 * @param rest how far a run is from it at its end, relative to its size; NaN or infinite where it ran away
 */
public record SteadyState(String of, boolean exists, double rest) {}
