package org.eibalance.analysis.conductance;

import org.eibalance.recording.InputException;

/**
 * Reversal potentials of synaptic currents, as true membrane potentials: after any correction for the junction
 * potential.
 *
 * @param excitatoryMv E_E
 * @param inhibitoryMv E_I, below E_E
 */
public record ReversalPotentials(double excitatoryMv, double inhibitoryMv) {

    /** E_E 0 mV and E_I −75 mV: the default of every command and every analysis. */
    public static final ReversalPotentials DEFAULT = new ReversalPotentials(0, -75);

    /**
     * Checks the order.
     *
     * @throws InputException if E_I is not below E_E by at least 1 mV
     */
    public ReversalPotentials {
        if (!(excitatoryMv - inhibitoryMv >= 1) || Double.isInfinite(excitatoryMv - inhibitoryMv))
            throw new InputException("The reversal potential of excitation (" + excitatoryMv
                    + " mV) must lie above that of inhibition (" + inhibitoryMv + " mV), by at least 1 mV.");
    }

    /** E_E − E_I in mV. */
    public double spanMv() {
        return excitatoryMv - inhibitoryMv;
    }

    /**
     * The same with another E_I.
     *
     * @param shiftMv by how much E_I is moved
     * @return the shifted pair
     */
    public ReversalPotentials withInhibitoryShift(final double shiftMv) {
        return new ReversalPotentials(excitatoryMv, inhibitoryMv + shiftMv);
    }
}
