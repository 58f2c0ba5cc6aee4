package org.eibalance.analysis.quality.access;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Series resistance and cell by all sweeps of a recording at once.
 *
 * @param seriesMohm R_s
 * @param seriesMohmBySweep R_s of each sweep with a step, by 0-based sweep: where the noise leaves it to be seen in
 *     single sweeps their own values, otherwise the same in all or along a straight line
 * @param membraneMohm R_m: leak and synapses
 * @param capacitancePf C at the soma: dV / (R_s² × the slope of the current at the onset); in a cell of one compartment
 *     tau (1 / R_s + 1 / R_m)
 * @param boundMohm dV / (I_peak - I_h): in a passive cell of any shape R_s is not larger, but for noise and a filter
 *     that overshoots
 * @param exponentials 1 or 2; 0 where all sweeps together show no transient: the numbers are then those of single
 *     sweeps
 * @param gain by how much a second exponential lowers the weighted sum of squares; with noise alone chi-square of two
 *     degrees of freedom
 * @param noiseShare standard error of {@code seriesMohm} by the scatter between sweeps, as a share of it
 * @param shapeShare by how much another answer differs that the transient leaves open, as a share of R_s: the other
 *     number of exponentials, a later start of the fit, the bound of the peak; 1 where there is no answer
 */
public record AccessEstimate(
        double seriesMohm,
        Map<Integer, Double> seriesMohmBySweep,
        double membraneMohm,
        double capacitancePf,
        double boundMohm,
        int exponentials,
        double gain,
        double noiseShare,
        double shapeShare) {

    /** Takes a copy of the map, in the order of the sweeps. */
    public AccessEstimate {
        seriesMohmBySweep = Collections.unmodifiableMap(new TreeMap<>(seriesMohmBySweep));
    }

    /** By which share R_s may be wrong: two standard errors, and what the shape leaves open. */
    public double uncertainty() {
        return Double.isNaN(noiseShare) ? shapeShare : Math.hypot(2 * noiseShare, shapeShare);
    }
}
