package org.eibalance.analysis.conductance;

import org.eibalance.recording.InputException;

/** Reversal potentials from concentrations. */
public final class IonGradient {

    /** R/F in mV per kelvin: 8.314462618 / 96485.33212 (CODATA 2018), times 1000. */
    private static final double GAS_OVER_FARADAY_MV = 8.314462618 / 96485.33212 * 1000;

    private static final double ZERO_CELSIUS_K = 273.15;

    private IonGradient() {}

    /**
     * The Nernst potential, E = (RT / zF) ln(out / in).
     *
     * @param valence charge of the ion, not 0; −1 for chloride
     * @param outsideMm concentration in the bath, above 0
     * @param insideMm concentration in the pipette, above 0
     * @param temperatureC temperature in degrees Celsius
     * @return the potential in mV, inside against outside
     * @throws InputException if a concentration is not above 0, the valence is 0, or the temperature is not above
     *     absolute zero
     */
    public static double nernstMv(
            final int valence, final double outsideMm, final double insideMm, final double temperatureC) {
        if (valence == 0) throw new InputException("An ion of valence 0 has no reversal potential.");
        positive(outsideMm, "outside");
        positive(insideMm, "inside");
        return thermalMv(temperatureC) / valence * Math.log(outsideMm / insideMm);
    }

    /**
     * Where a channel for chloride and bicarbonate reverses, such as that of GABA_A (Goldman, Hodgkin and Katz for two
     * anions):
     *
     * <pre>E = (RT / F) ln((Cl_in + p HCO3_in) / (Cl_out + p HCO3_out))</pre>
     *
     * @param chlorideOutsideMm Cl in the bath, above 0
     * @param chlorideInsideMm Cl in the pipette, above 0
     * @param bicarbonateOutsideMm HCO3 in the bath, at least 0
     * @param bicarbonateInsideMm HCO3 in the pipette, at least 0
     * @param permeabilityRatio p, permeability to bicarbonate over that to chloride; about 0.2 for GABA_A receptors
     *     (Kaila 1994)
     * @param temperatureC temperature in degrees Celsius
     * @return the potential in mV
     * @throws InputException if a value is out of its range
     */
    public static double goldmanAnionMv(
            final double chlorideOutsideMm,
            final double chlorideInsideMm,
            final double bicarbonateOutsideMm,
            final double bicarbonateInsideMm,
            final double permeabilityRatio,
            final double temperatureC) {
        positive(chlorideOutsideMm, "outside");
        positive(chlorideInsideMm, "inside");
        if (!(bicarbonateOutsideMm >= 0) || !(bicarbonateInsideMm >= 0) || !(permeabilityRatio >= 0))
            throw new InputException("Bicarbonate concentrations and its permeability must be at least 0.");
        return thermalMv(temperatureC)
                * Math.log((chlorideInsideMm + permeabilityRatio * bicarbonateInsideMm)
                        / (chlorideOutsideMm + permeabilityRatio * bicarbonateOutsideMm));
    }

    private static double thermalMv(final double temperatureC) {
        if (!(temperatureC > -ZERO_CELSIUS_K))
            throw new InputException(
                    "A temperature of " + temperatureC + " degrees Celsius is not above absolute zero.");
        return GAS_OVER_FARADAY_MV * (temperatureC + ZERO_CELSIUS_K);
    }

    private static void positive(final double concentrationMm, final String side) {
        if (!(concentrationMm > 0))
            throw new InputException(
                    "The concentration " + side + " is " + concentrationMm + " mM: it must be above 0.");
    }
}
