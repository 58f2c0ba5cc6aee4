package org.eibalance.analysis.conductance.decomposition;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.eibalance.signal.Interval;
import org.eibalance.signal.Statistics;

/**
 * The peak of one conductance with its interval.
 *
 * @param fit where and how it is read; null where every sample is NaN
 * @param response peak and onset; times are NaN where noise alone could make the largest sample
 * @param interval from the scatter of the sweeps; with one sweep a level from that of the levels about the line
 */
record ConductancePeak(PeakFit fit, ConductanceResponse response, Interval interval) {

    /** Chance that noise alone makes some sample of the window as large as the largest. */
    private static final double PEAK_SIGNIFICANCE = 0.01;

    /**
     * Finds it.
     *
     * @param conductanceNs the conductance
     * @param halfDifferenceNs half the difference of the conductances of two halves of the sweeps; empty without
     * @param seNs standard errors of its samples
     * @param scatter of the sweeps
     * @param first sample of the sweep at index 0
     * @param stepMs interval of sampling
     * @return the peak
     */
    static ConductancePeak of(
            final double[] conductanceNs,
            final double[] halfDifferenceNs,
            final double[] seNs,
            final SweepScatter scatter,
            final int first,
            final double stepMs) {
        final double typicalSe = typical(seNs);
        final PeakFit fit = PeakFit.of(conductanceNs, new PeakNoise(halfDifferenceNs, typicalSe));
        final ConductanceResponse found = ConductanceResponse.of(conductanceNs, fit, first, stepMs);
        if (fit == null || Double.isNaN(typicalSe)) return new ConductancePeak(fit, found, Interval.NONE);
        final double limit = new NormalDistribution(null, 0, 1)
                .inverseCumulativeProbability(1 - PEAK_SIGNIFICANCE / conductanceNs.length);
        final boolean beyond = Arrays.stream(conductanceNs).anyMatch(g -> g > limit * typicalSe);
        return new ConductancePeak(
                fit, beyond ? found : found.withoutTimes(), scatter.interval(found.peakNs(), fit.kernel(), fit.from()));
    }

    /** The median, without sorting where all are the same. */
    private static double typical(final double[] errors) {
        boolean same = true;
        for (final double e : errors) same &= e == errors[0];
        if (same) return errors[0];
        return Statistics.median(
                Arrays.stream(errors).filter(s -> !Double.isNaN(s)).toArray());
    }
}
