package org.eibalance.analysis.conductance;

/**
 * From the potential that an amplifier shows to the potential of the membrane:
 *
 * <pre>V_m = V − (LJP + R_s (1 − c) I)</pre>
 *
 * <p>V is the recorded potential in current clamp and the commanded one in voltage clamp. I is the current through the
 * pipette into the cell: injected current, which depolarises where it is positive, in current clamp; recorded current,
 * positive where it flows outward through the membrane, in voltage clamp. R_s is the resistance of the pipette, and c
 * the share of it that the amplifier compensates (in current clamp: the share that the bridge balances). LJP is the
 * potential of the bath against the pipette.
 *
 * <p>Sources: series resistance, Sigworth 1995, in Single-Channel Recording, pp. 95-127; junction potential, Barry and
 * Lynch 1991, J. Membr. Biol. 121:101.
 *
 * @param junctionMv LJP that is still in the potentials, mV; 0 where they are corrected for it
 * @param seriesGohm R_s (1 − c) in GOhm, so that its product with pA is mV
 */
public record MembranePotential(double junctionMv, double seriesGohm) {

    /**
     * The correction for one sweep.
     *
     * @param junction the junction potential, and whether potentials are corrected for it
     * @param seriesMohm R_s before compensation, MOhm; 0 for no correction
     * @param compensation c, from 0 to 1
     * @return the correction
     */
    public static MembranePotential of(
            final JunctionPotential junction, final double seriesMohm, final double compensation) {
        return new MembranePotential(junction.correctionMv(), uncompensatedMohm(seriesMohm, compensation) * 1e-3);
    }

    /**
     * What the compensation leaves of R_s.
     *
     * @param seriesMohm R_s before compensation, MOhm
     * @param compensation c, from 0 to 1
     * @return R_s (1 − c), MOhm
     */
    public static double uncompensatedMohm(final double seriesMohm, final double compensation) {
        return seriesMohm * (1 - compensation);
    }

    /** Whether nothing is to be corrected. */
    public boolean isNone() {
        return junctionMv == 0 && seriesGohm == 0;
    }

    /**
     * The potential of the membrane at one time.
     *
     * @param potentialMv V, mV
     * @param currentPa I, pA
     * @return V_m, mV
     */
    public double of(final double potentialMv, final double currentPa) {
        return potentialMv - (junctionMv + seriesGohm * currentPa);
    }

    /**
     * The potential of the membrane over time.
     *
     * @param potentialMv V, mV
     * @param currentPa I, pA
     * @param from first sample
     * @param to sample after the last
     * @return V_m of these samples, mV; a new array
     */
    public double[] of(final double[] potentialMv, final double[] currentPa, final int from, final int to) {
        final double[] membraneMv = new double[to - from];
        for (int i = from; i < to; i++) membraneMv[i - from] = of(potentialMv[i], currentPa[i]);
        return membraneMv;
    }

    /**
     * The sum of V_m over samples, from sums over the same samples.
     *
     * @param potentialMv sum of V, mV
     * @param currentPa sum of I, pA
     * @param samples how many
     * @return sum of V_m, mV
     */
    public double ofSums(final double potentialMv, final double currentPa, final int samples) {
        return potentialMv - junctionMv * samples - seriesGohm * currentPa;
    }
}
