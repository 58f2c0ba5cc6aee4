package org.eibalance.analysis.conductance.singletrace;

import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.eibalance.signal.Interval;

/**
 * Statistical errors of an estimate by VmD. Mean and variance of the potential differ between blocks of the recording
 * that are long against its correlation time; how much gives the errors of both and their covariance, and these go
 * through the slopes of the moments by the conductances. Wrong constants, such as a wrong leak, are not in them.
 *
 * @param excitatoryNs standard error of g_E0; NaN where it is not known
 * @param inhibitoryNs that of g_I0
 * @param excitatoryVarianceNs2 that of σ_E²
 * @param inhibitoryVarianceNs2 that of σ_I²
 * @param blocks blocks of the level that has fewer
 */
public record VmdErrors(
        double excitatoryNs,
        double inhibitoryNs,
        double excitatoryVarianceNs2,
        double inhibitoryVarianceNs2,
        int blocks) {

    /** With fewer blocks a level no error is given: a spread of seven values is a quarter off. */
    public static final int MIN_BLOCKS = 8;

    private static final double CONFIDENCE = 0.95;

    static VmdErrors of(final VmdLevel a, final VmdLevel b, final double[] conductances, final VmdInversion inversion) {
        final int blocks = Math.min(a.blocks().size(), b.blocks().size());
        if (blocks < MIN_BLOCKS) return unknown(blocks);
        try {
            final RealMatrix c = inversion.covariance(conductances, ofMoments(a.blocks()), ofMoments(b.blocks()));
            return new VmdErrors(
                    Math.sqrt(c.getEntry(0, 0)),
                    Math.sqrt(c.getEntry(1, 1)),
                    Math.sqrt(c.getEntry(2, 2)),
                    Math.sqrt(c.getEntry(3, 3)),
                    blocks);
        } catch (final SingularMatrixException momentsThatDoNotDetermine) {
            return unknown(blocks);
        }
    }

    /** Where no error is known. */
    static VmdErrors unknown(final int blocks) {
        return new VmdErrors(Double.NaN, Double.NaN, Double.NaN, Double.NaN, blocks);
    }

    /** Variance of the mean, of the variance, and their covariance, each over independent blocks. */
    private static double[] ofMoments(final List<VmdLevel.Block> blocks) {
        final int n = blocks.size();
        double mean = 0;
        double variance = 0;
        for (final VmdLevel.Block block : blocks) {
            mean += block.meanMv() / n;
            variance += block.varianceMv2() / n;
        }
        final double[] sums = new double[3];
        for (final VmdLevel.Block block : blocks) {
            final double m = block.meanMv() - mean;
            final double v = block.varianceMv2() - variance;
            sums[0] += m * m;
            sums[1] += v * v;
            sums[2] += m * v;
        }
        for (int k = 0; k < sums.length; k++) sums[k] /= (n - 1.0) * n;
        return sums;
    }

    /**
     * The 95 % interval of a number with one of these errors, by Student's t with one degree less than the blocks.
     *
     * @param estimate the number
     * @param standardError its error
     * @return the interval; {@link Interval#NONE} where the error is not known
     */
    public Interval interval(final double estimate, final double standardError) {
        if (Double.isNaN(standardError)) return Interval.NONE;
        return Interval.ofStudent(estimate, standardError, blocks - 1, CONFIDENCE);
    }
}
