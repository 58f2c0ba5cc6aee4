package org.eibalance.analysis.event;

import org.eibalance.signal.Crossings;

/**
 * Counts action potentials in a membrane potential: it passes -20 mV upward, and rises by at least 35 mV from the least
 * value in the 5 ms before to the greatest in the 2 ms after. A synaptic potential, also of a cell held depolarised,
 * does not rise so far so fast.
 */
final class ActionPotentials {

    private static final double LEVEL_MV = -20;
    private static final double RISE_MV = 35;
    private static final double BEFORE_MS = 5;
    private static final double AFTER_MS = 2;

    private ActionPotentials() {}

    static int count(final double[] mv, final double stepMs) {
        final int before = (int) Math.ceil(BEFORE_MS / stepMs);
        final int after = (int) Math.ceil(AFTER_MS / stepMs);
        int count = 0;
        for (final int at : Crossings.upward(mv, LEVEL_MV, LEVEL_MV - Crossings.SPIKE_HYSTERESIS_MV)) {
            double low = mv[at];
            double high = mv[at];
            for (int i = Math.max(0, at - before); i < at; i++) low = Math.min(low, mv[i]);
            for (int i = at; i < Math.min(mv.length, at + after); i++) high = Math.max(high, mv[i]);
            if (high - low >= RISE_MV) count++;
        }
        return count;
    }
}
