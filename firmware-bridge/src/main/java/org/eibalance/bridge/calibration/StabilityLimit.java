package org.eibalance.bridge.calibration;

import org.eibalance.bridge.protocol.Configure;

/**
 * How much conductance a clamp with a delay can inject without oscillating. Just stable is
 *
 * <pre>g = 1 / (e + latency / C),   e = R (1 − exp(−latency / τ_e))</pre>
 *
 * where R is what of the series resistance is in the measured V, τ_e the time constant of the electrode, and latency /
 * C the part of the membrane itself (Preyer and Butera 2009; the formula is that of PROTOCOL.md, section 3, which the
 * device applies too). Arming is refused above half of it: the formula was found to be up to 12 % too generous. A
 * bridge takes R_b from V, at once and for good: the larger of both errors that it leaves counts.
 *
 * @param seriesMohm R
 * @param electrodeUs τ_e; 0 for an electrode that is as fast as the loop
 * @param latencyUs from the sample of V to the current, everything
 * @param capacitancePf C
 */
public record StabilityLimit(double seriesMohm, double electrodeUs, double latencyUs, double capacitancePf) {

    /** Capacitance of the smallest cells that are patched: a larger cell has a higher stability limit. */
    public static final double SMALL_CELL_PF = 10;

    private static final double MARGIN = 0.5;

    /** Checks the ranges. */
    public StabilityLimit {
        if (!(seriesMohm >= 0) || !(electrodeUs >= 0) || !(latencyUs > 0) || !(capacitancePf > 0)) {
            throw new IllegalArgumentException("R " + seriesMohm + " MOhm, tau " + electrodeUs + " us, latency "
                    + latencyUs + " us, C " + capacitancePf + " pF");
        }
    }

    /**
     * The largest conductance that may be armed.
     *
     * @param bridgeMohm R_b of the device; 0 for none
     * @return g_E + g_I in nS: half of what is just stable
     */
    public double allowedNs(final double bridgeMohm) {
        final double early = electrodeUs > 0 ? -Math.expm1(-latencyUs / electrodeUs) : 1;
        double error = Math.abs(seriesMohm * early - bridgeMohm);
        if (bridgeMohm > 0) error = Math.max(error, Math.abs(seriesMohm - bridgeMohm));
        // us / pF = MOhm; 1000 / MOhm = nS
        return MARGIN * 1000 / (error + latencyUs / capacitancePf);
    }

    /**
     * What a device is configured with, for the same check.
     *
     * @param bridgeMohm R_b of the device; 0 for none
     * @param loopHz of the device: no latency is below a tick
     * @return the message's part
     */
    Configure.Loop configuration(final double bridgeMohm, final int loopHz) {
        return new Configure.Loop(
                (float) bridgeMohm,
                (float) seriesMohm,
                (float) electrodeUs,
                (float) Math.max(latencyUs, 1e6 / loopHz),
                (float) capacitancePf);
    }
}
