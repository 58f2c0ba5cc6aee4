package org.eibalance.analysis.conductance;

/**
 * The liquid junction potential of a pipette, and whether the potentials at hand are corrected for it. V_true = V −
 * LJP, with the LJP as the potential of the bath against the pipette (Barry and Lynch 1991, J. Membr. Biol. 121:101):
 * about +10 mV for potassium gluconate, +14 to +16 mV for caesium gluconate.
 *
 * @param potentialMv LJP
 * @param applied whether potentials are corrected already, by the amplifier or by an earlier step
 */
public record JunctionPotential(double potentialMv, boolean applied) {

    /** None to correct for. */
    public static final JunctionPotential NONE = new JunctionPotential(0, true);

    /**
     * One that is still to be corrected for.
     *
     * @param potentialMv LJP
     * @return the potential, not applied
     */
    public static JunctionPotential toCorrect(final double potentialMv) {
        return new JunctionPotential(potentialMv, false);
    }

    /** What is to be subtracted from a potential: the LJP, or 0 where it was applied before. */
    public double correctionMv() {
        return applied ? 0 : potentialMv;
    }

    /** The same after potentials were corrected; correcting again does nothing. */
    public JunctionPotential asApplied() {
        return new JunctionPotential(potentialMv, true);
    }
}
