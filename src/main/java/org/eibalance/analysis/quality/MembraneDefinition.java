package org.eibalance.analysis.quality;

/**
 * What is meant by access resistance, membrane resistance and capacitance. The names of the currents: I_h before the
 * step, I_ss at its end, I_0 at its start, where an exponential through the transient is extrapolated to.
 */
public enum MembraneDefinition {
    /**
     * One compartment behind an access resistance: R_a = dV / (I_0 - I_h), R_m = dV / (I_ss - I_h) - R_a, C_m = tau (1
     * / R_a + 1 / R_m). Exact for such a cell, and meaningless where the transient has a second exponential.
     */
    COMPARTMENT("compartment"),
    /**
     * Numbers that programs for membrane tests commonly give, for any cell: R_m = dV / (I_ss - I_h), the total
     * resistance; R_a = dV / (I_0 - I_ss) with the exponential taken from where the transient fell below 90 % of its
     * peak and extrapolated to the peak alone, an upper estimate; C_m = tau / R_a.
     */
    APPARENT("apparent");

    private final String label;

    MembraneDefinition(final String label) {
        this.label = label;
    }

    /** Its name in tables. */
    public String label() {
        return label;
    }
}
