package org.eibalance.check.scenario;

/**
 * What cells did on which a scenario rests.
 *
 * @param cells which, as the beginning of a sentence in the singular: "The network"
 * @param rateHz their mean rate while it was measured
 * @param lastMs time of their last spike; NaN where it is not asked for
 * @param endMs end of the run
 */
public record Firing(String cells, double rateHz, double lastMs, double endMs) {

    /** Cells that must fire at all. */
    public static Firing of(final String cells, final double rateHz) {
        return new Firing(cells, rateHz, Double.NaN, Double.NaN);
    }

    /** Cells that must fire up to the end. */
    public static Firing lasting(final String cells, final double rateHz, final double lastMs, final double endMs) {
        return new Firing(cells, rateHz, lastMs, endMs);
    }
}
