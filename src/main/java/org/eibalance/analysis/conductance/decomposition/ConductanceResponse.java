package org.eibalance.analysis.conductance.decomposition;

import org.eibalance.signal.PeakParabola;

/**
 * The peak of a conductance and the onset before it.
 *
 * @param peakNs the largest value
 * @param peakMs its time, by a parabola through three samples; in ms from the start of the sweep
 * @param onsetMs where the rise to the peak last crosses 10 % of it, interpolated; NaN where it is above that from the
 *     first sample on, or where the largest value is not above 0
 */
public record ConductanceResponse(double peakNs, double peakMs, double onsetMs) {

    /** The share of the peak at which a rise is taken to begin. */
    public static final double ONSET_SHARE = 0.1;

    /**
     * Finds the peak and the onset.
     *
     * @param conductanceNs the conductance; NaN is ignored
     * @param first sample of the sweep at index 0
     * @param stepMs interval of sampling
     * @return what was found; all NaN where every sample is NaN
     */
    public static ConductanceResponse of(final double[] conductanceNs, final int first, final double stepMs) {
        int peak = -1;
        for (int i = 0; i < conductanceNs.length; i++) {
            if (peak < 0 ? !Double.isNaN(conductanceNs[i]) : conductanceNs[i] > conductanceNs[peak]) peak = i;
        }
        if (peak < 0) return new ConductanceResponse(Double.NaN, Double.NaN, Double.NaN);
        final double peakNs = conductanceNs[peak];
        double shift = 0;
        if (peak > 0 && peak < conductanceNs.length - 1) {
            final double before = conductanceNs[peak - 1];
            final double after = conductanceNs[peak + 1];
            if (before + after < 2 * peakNs)
                shift = PeakParabola.of(before, peakNs, after).shift();
        }
        final double threshold = ONSET_SHARE * peakNs;
        int i = peak;
        while (i >= 0 && !(conductanceNs[i] < threshold)) i--;
        final double onset = i < 0 || i == peak
                ? Double.NaN
                : first + i + (threshold - conductanceNs[i]) / (conductanceNs[i + 1] - conductanceNs[i]);
        return new ConductanceResponse(peakNs, (first + peak + shift) * stepMs, onset * stepMs);
    }

    /** The same with times unknown. */
    ConductanceResponse withoutTimes() {
        return new ConductanceResponse(peakNs, Double.NaN, Double.NaN);
    }
}
