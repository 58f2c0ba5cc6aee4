package org.eibalance.analysis.pair.significance;

/** How surrogates are made that keep the properties of each cell but nothing that the two have in common. */
public enum SurrogateMethod {
    /**
     * Pairings where there are enough sweeps for p = 0.05, or after stimuli; else shifts where the sweeps are long
     * enough.
     */
    AUTO("auto"),
    /** Each sweep of cell B is shifted circularly by a random time. */
    SHIFTS("circular shifts"),
    /** Sweeps of cell A are paired with other sweeps of cell B. */
    PAIRINGS("pairings of different sweeps");

    private final String label;

    SurrogateMethod(final String label) {
        this.label = label;
    }

    /** In words. */
    public String label() {
        return label;
    }
}
