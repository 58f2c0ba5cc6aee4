package org.eibalance.analysis.conductance.trials;

import java.util.List;

/**
 * The sweeps held at one level.
 *
 * @param level the commanded level: mV in voltage clamp, pA in current clamp; not corrected for the junction potential
 * @param sweeps its sweeps, all of the same length, in the order of the recording
 */
public record ClampLevel(double level, List<ClampSweep> sweeps) {

    /** Takes a copy of the list. */
    public ClampLevel {
        sweeps = List.copyOf(sweeps);
        if (sweeps.isEmpty()) throw new IllegalArgumentException("a level without sweeps");
    }
}
