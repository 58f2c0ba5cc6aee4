package org.eibalance.analysis.pair.input;

/** Where a cell is held, and thus which of its inputs are seen. */
public enum HoldingLevel {
    /** Near the reversal of inhibition: fluctuations are excitatory. */
    HYPERPOLARISED("H"),
    /** Near the reversal of excitation: fluctuations are inhibitory. */
    DEPOLARISED("D");

    private final String label;

    HoldingLevel(final String label) {
        this.label = label;
    }

    /** H or D. */
    public String label() {
        return label;
    }
}
