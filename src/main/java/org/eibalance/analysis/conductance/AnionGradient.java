package org.eibalance.analysis.conductance;

/**
 * The anions that a GABA_A receptor lets through, on both sides of the membrane.
 *
 * @param chlorideOutsideMm Cl in the bath
 * @param chlorideInsideMm Cl in the pipette
 * @param bicarbonateOutsideMm HCO3 in the bath
 * @param bicarbonateInsideMm HCO3 in the cell
 * @param bicarbonatePermeability relative to that of chloride
 * @param temperatureC of the bath
 */
public record AnionGradient(
        double chlorideOutsideMm,
        double chlorideInsideMm,
        double bicarbonateOutsideMm,
        double bicarbonateInsideMm,
        double bicarbonatePermeability,
        double temperatureC) {

    /** A slice at 34 degrees Celsius with 133.5 mM of chloride in the bath and 6 mM in the pipette. */
    public static final AnionGradient DEFAULT = new AnionGradient(133.5, 6, 26, 12, 0.2, 34);

    /**
     * Where inhibition reverses, see {@link IonGradient#goldmanAnionMv}.
     *
     * @return the potential in mV
     * @throws org.eibalance.recording.InputException if a value is out of its range
     */
    public double reversalMv() {
        return IonGradient.goldmanAnionMv(
                chlorideOutsideMm,
                chlorideInsideMm,
                bicarbonateOutsideMm,
                bicarbonateInsideMm,
                bicarbonatePermeability,
                temperatureC);
    }
}
