package org.eibalance.analysis.conductance.trials;

import java.util.List;
import org.eibalance.analysis.conductance.TimeWindow;

/**
 * Which trials of a recording are decomposed.
 *
 * @param channel 0-based channel of the recorded current, or potential in current clamp
 * @param levels where the level of a sweep is known from
 * @param levelWindow where the command is constant at its level
 * @param sweeps 0-based sweeps; empty for all
 * @param lowestLevel lower levels are not used
 * @param highestLevel higher levels are not used
 */
public record TrialSelection(
        int channel,
        LevelSource levels,
        TimeWindow levelWindow,
        List<Integer> sweeps,
        double lowestLevel,
        double highestLevel) {

    /** Takes a copy of the list. */
    public TrialSelection {
        sweeps = List.copyOf(sweeps);
    }

    /**
     * All levels of all sweeps.
     *
     * @param channel 0-based channel
     * @param levels where the level of a sweep is known from
     * @param levelWindow where the command is constant at its level
     * @return the selection
     */
    public static TrialSelection all(final int channel, final LevelSource levels, final TimeWindow levelWindow) {
        return new TrialSelection(
                channel, levels, levelWindow, List.of(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
}
