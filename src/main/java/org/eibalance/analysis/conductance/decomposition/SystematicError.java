package org.eibalance.analysis.conductance.decomposition;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How conductances change where R_s, E_I or the junction potential differ a little from what is assumed. This error
 * adds to that of the noise, and more sweeps do not make it smaller.
 *
 * @param uncorrected what is not corrected at all, such as the series resistance, in words; these errors are in no
 *     refit
 * @param refits one for each assumption
 * @param excitatoryLowNs lowest g_E of all refits and the fit itself, by sample
 * @param excitatoryHighNs highest g_E
 * @param inhibitoryLowNs lowest g_I
 * @param inhibitoryHighNs highest g_I
 */
public record SystematicError(
        List<String> uncorrected,
        List<Refit> refits,
        double[] excitatoryLowNs,
        double[] excitatoryHighNs,
        double[] inhibitoryLowNs,
        double[] inhibitoryHighNs) {

    /** Relative error of R_s that is tried. */
    public static final double SERIES_SHARE = 0.2;

    /** Error of E_I that is tried, mV. */
    public static final double INHIBITORY_REVERSAL_MV = 5;

    /** Error of the junction potential that is tried, mV. */
    public static final double JUNCTION_MV = 3;

    /** Takes copies of the lists. */
    public SystematicError {
        uncorrected = List.copyOf(uncorrected);
        refits = List.copyOf(refits);
    }

    /**
     * By how much the assumptions move the peak of excitation.
     *
     * @param peakNs peak of g_E as fitted
     * @return the largest change of any refit, as a share of that peak; 0 without refits
     */
    public double largestExcitatoryChange(final double peakNs) {
        return largest(Refit::excitatoryPeakNs, peakNs);
    }

    /**
     * By how much the assumptions move the peak of inhibition.
     *
     * @param peakNs peak of g_I as fitted
     * @return the largest change of any refit, as a share of that peak; 0 without refits
     */
    public double largestInhibitoryChange(final double peakNs) {
        return largest(Refit::inhibitoryPeakNs, peakNs);
    }

    private double largest(final ToDoubleFunction<Refit> peak, final double asFittedNs) {
        return refits.stream()
                .mapToDouble(r -> Math.abs(peak.applyAsDouble(r) / asFittedNs - 1))
                .max()
                .orElse(0);
    }
}
