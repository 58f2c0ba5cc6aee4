package org.eibalance.analysis.conductance.trials;

/**
 * How levels that a person gave differ from the command of the file, over the sweeps that have both.
 *
 * @param lowest the lowest difference, given minus commanded, in mV (pA in current clamp)
 * @param highest the highest
 * @param unit of both: mV, or pA
 */
public record GivenLevels(double lowest, double highest, String unit) {

    /**
     * By how much levels and command contradict each other. A constant difference, such as that of a protocol relative
     * to a holding potential, or of a junction potential, is none.
     */
    public double contradiction() {
        return highest - lowest;
    }
}
