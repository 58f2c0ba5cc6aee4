package org.eibalance.analysis.conductance;

import java.util.Locale;

/** How the voltage drop over the series resistance is corrected for. */
public enum SeriesCorrection {
    /** None. */
    NONE,
    /**
     * V_m as in {@link MembranePotential}. Right for steady currents only: fast conductances come out small and late,
     * because the capacitive current counts as synaptic.
     */
    STATIC,
    /** As {@link #STATIC}, and I_m = I − C dV_m/dt. */
    DYNAMIC;

    /** Its name on the command line: none, static or dynamic. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The best correction that what is known allows.
     *
     * @param seriesKnown whether R_s is known
     * @param capacitanceKnown whether the capacitance of the cell is known
     * @return none without R_s, static without the capacitance, else dynamic
     */
    public static SeriesCorrection bestFor(final boolean seriesKnown, final boolean capacitanceKnown) {
        if (!seriesKnown) return NONE;
        return capacitanceKnown ? DYNAMIC : STATIC;
    }
}
