package org.eibalance.analysis.conductance.decomposition;

/**
 * The peak of a conductance and the onset before it.
 *
 * @param peakNs the peak, by a cubic through the samples around it; the largest sample where noise is not known or too
 *     small to matter
 * @param peakMs its time, of the maximum of the cubic, else by a parabola through three samples; in ms from the start
 *     of the sweep
 * @param onsetMs where the rise to the peak last crosses 10 % of it, interpolated; NaN where it is above that from the
 *     first sample on, or where the peak is not above 0
 */
public record ConductanceResponse(double peakNs, double peakMs, double onsetMs) {

    /** The share of the peak at which a rise is taken to begin. */
    public static final double ONSET_SHARE = 0.1;

    /**
     * The response whose peak was found.
     *
     * @param conductanceNs the conductance
     * @param fit its peak; null where every sample is NaN
     * @param first sample of the sweep at index 0
     * @param stepMs interval of sampling
     * @return peak and onset; all NaN without a peak
     */
    static ConductanceResponse of(
            final double[] conductanceNs, final PeakFit fit, final int first, final double stepMs) {
        if (fit == null) return new ConductanceResponse(Double.NaN, Double.NaN, Double.NaN);
        return of(conductanceNs, fit.peakNs(conductanceNs), fit.place() + fit.shift(), first, stepMs);
    }

    /**
     * The largest sample and the onset before it, for a conductance whose noise is not known.
     *
     * @param conductanceNs the conductance; NaN is ignored
     * @param first sample of the sweep at index 0
     * @param stepMs interval of sampling
     * @return what was found; all NaN where every sample is NaN
     */
    public static ConductanceResponse of(final double[] conductanceNs, final int first, final double stepMs) {
        return of(conductanceNs, PeakFit.largestSample(conductanceNs), first, stepMs);
    }

    /** The same with the peak and its sample at hand. */
    static ConductanceResponse of(
            final double[] conductanceNs,
            final double peakNs,
            final double peakAt,
            final int first,
            final double stepMs) {
        final double threshold = ONSET_SHARE * peakNs;
        final int peak = (int) Math.max(0, Math.min(conductanceNs.length - 1, Math.rint(peakAt)));
        int i = peak;
        while (i >= 0 && !(conductanceNs[i] < threshold)) i--;
        final double onset = i < 0 || i == peak
                ? Double.NaN
                : first + i + (threshold - conductanceNs[i]) / (conductanceNs[i + 1] - conductanceNs[i]);
        return new ConductanceResponse(peakNs, (first + peakAt) * stepMs, onset * stepMs);
    }

    /** The same with times unknown. */
    ConductanceResponse withoutTimes() {
        return new ConductanceResponse(peakNs, Double.NaN, Double.NaN);
    }
}
