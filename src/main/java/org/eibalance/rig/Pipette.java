package org.eibalance.rig;

import org.eibalance.recording.InputException;

/**
 * What lies between amplifier and cell.
 *
 * @param seriesResistanceMohm R_s at the first sweep, at least 0
 * @param compensation share of R_s (or of the bridge) that the amplifier compensates, 0 to 1, taken as ideal
 * @param driftPerSweep change of R_s from one sweep to the next, as a share of the first
 * @param capacitancePf stray capacitance that the amplifier charges beside the cell
 * @param junctionMv liquid junction potential: V_m = V_cmd − LJP
 */
public record Pipette(
        double seriesResistanceMohm,
        double compensation,
        double driftPerSweep,
        double capacitancePf,
        double junctionMv) {

    /** None: a perfect clamp. */
    public static final Pipette NONE = new Pipette(0, 0, 0, 0, 0);

    /** Resistance that stands for none, in MOhm: small enough not to be seen. */
    private static final double MIN_MOHM = 1e-6;

    /** Checks the ranges. */
    public Pipette {
        if (!(seriesResistanceMohm >= 0) || !(capacitancePf >= 0))
            throw new InputException("Series resistance and capacitance of the pipette must be at least 0.");
        if (!(compensation >= 0 && compensation <= 1))
            throw new InputException("The compensation is " + compensation + ": it must be a share from 0 to 1.");
    }

    /**
     * R_s during a sweep.
     *
     * @param sweep 0-based sweep
     * @return MOhm, before compensation
     */
    public double seriesResistanceMohm(final int sweep) {
        return Math.max(0, seriesResistanceMohm * (1 + driftPerSweep * sweep));
    }

    /** What the compensation leaves of R_s during a sweep. */
    public double residualMohm(final int sweep) {
        return seriesResistanceMohm(sweep) * (1 - compensation);
    }

    /** The same, above 0, as the clamp needs it. */
    double clampMohm(final int sweep) {
        return Math.max(MIN_MOHM, residualMohm(sweep));
    }
}
