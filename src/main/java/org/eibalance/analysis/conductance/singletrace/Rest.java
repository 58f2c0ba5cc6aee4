package org.eibalance.analysis.conductance.singletrace;

/**
 * The cell without synaptic conductances.
 *
 * @param source where it was found
 * @param conductanceNs the leak
 * @param conductanceSeNs its standard error; 0 where it was given
 * @param potentialMv the potential at the mean injected current
 * @param currentPa that current
 * @param durationMs how long the trace showed it; 0 where it was given
 */
public record Rest(
        Source source,
        double conductanceNs,
        double conductanceSeNs,
        double potentialMv,
        double currentPa,
        double durationMs) {

    /** Ways to know the cell at rest. */
    public enum Source {
        /** Told by a person. */
        GIVEN,
        /** Stretches of a still potential, of the lowest conductance. */
        STILL,
        /** The lowest potentials of a window, as published. */
        LOWEST,
        /** The potential is never still: its stillest moments took the place of rest. */
        NOT_SEEN
    }

    /** E_L: the potential without injected current. */
    public double reversalMv() {
        return potentialMv - currentPa / conductanceNs;
    }
}
