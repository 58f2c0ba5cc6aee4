package org.eibalance.analysis.quality;

/**
 * The measures of the test pulse of one sweep; NaN where they cannot be determined.
 *
 * @param sweep 0-based sweep
 * @param stepMv height of the step
 * @param holdingPa I_h, the mean current before the step
 * @param raMohm access resistance
 * @param rmMohm membrane resistance; with {@link MembraneDefinition#APPARENT} the total resistance
 * @param cmPf membrane capacitance
 * @param tauMs time constant of the transient
 * @param raBoundMohm dV / (I_peak - I_h): in a passive cell R_a is not above it, but for noise
 * @param decay the exponential; null where there is none
 * @param problem why something is NaN, in a few words; empty where nothing is
 */
public record PulseMeasures(
        int sweep,
        double stepMv,
        double holdingPa,
        double raMohm,
        double rmMohm,
        double cmPf,
        double tauMs,
        double raBoundMohm,
        Decay decay,
        String problem) {

    static PulseMeasures none(
            final int sweep,
            final double stepMv,
            final double holdingPa,
            final double raBoundMohm,
            final String problem) {
        return new PulseMeasures(
                sweep, stepMv, holdingPa, Double.NaN, Double.NaN, Double.NaN, Double.NaN, raBoundMohm, null, problem);
    }
}
