package org.eibalance.analysis.conductance.decomposition;

/**
 * What each replicate of the bootstrap over sweeps gives, for the intervals of ratios.
 *
 * @param excitatoryPeakNs peak of g_E of each replicate
 * @param inhibitoryPeakNs peak of g_I
 * @param excitatoryArea integral of g_E over the window, nS ms
 * @param inhibitoryArea integral of g_I
 * @param correlation of g_E and g_I in time
 * @param precision R² of g_I = k g_E
 */
public record Replicates(
        double[] excitatoryPeakNs,
        double[] inhibitoryPeakNs,
        double[] excitatoryArea,
        double[] inhibitoryArea,
        double[] correlation,
        double[] precision) {

    /** No bootstrap. */
    public static final Replicates NONE = ofSize(0);

    /** Room for a number of replicates. */
    static Replicates ofSize(final int count) {
        return new Replicates(
                new double[count],
                new double[count],
                new double[count],
                new double[count],
                new double[count],
                new double[count]);
    }

    /** How many there are. */
    public int count() {
        return excitatoryPeakNs.length;
    }
}
