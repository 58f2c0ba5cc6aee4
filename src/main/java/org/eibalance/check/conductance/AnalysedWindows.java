package org.eibalance.check.conductance;

import org.eibalance.analysis.conductance.TimeWindow;

/**
 * The times of an analysis.
 *
 * @param baseline where the leak is read
 * @param window where conductances are read
 */
public record AnalysedWindows(TimeWindow baseline, TimeWindow window) {

    /** Whether the leak comes from a time of its own. */
    boolean areTwo() {
        return !baseline.equals(window);
    }
}
