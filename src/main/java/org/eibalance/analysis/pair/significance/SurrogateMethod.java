package org.eibalance.analysis.pair.significance;

/** How surrogates are made that keep the properties of each cell but nothing that the two have in common. */
public enum SurrogateMethod {
    /**
     * Flips of whole sweeps where there are 8 or more; else pairings where these can give p = 0.05, or after stimuli;
     * else flips of parts of sweeps where these are long enough; else shifts.
     */
    AUTO("auto"),
    /**
     * Each sweep's correlogram keeps its sign or changes it: each cell keeps its envelope, gain, drift and spectrum.
     */
    FLIPS("sign flips of sweeps"),
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
