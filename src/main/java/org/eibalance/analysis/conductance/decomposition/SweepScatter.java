package org.eibalance.analysis.conductance.decomposition;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.eibalance.analysis.conductance.Line;
import org.eibalance.analysis.conductance.LocalCubic;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.signal.Interval;

/**
 * Intervals of a conductance from the scatter of the sweeps themselves. A conductance is, to first order, a sum over
 * levels of the mean over sweeps of a(t) (I_m − G V_m) less the same of the leak window. Each sweep has its own value
 * of that, so the variance between sweeps holds the noise, its correlation in time, the leak that is subtracted, drift
 * that both share, and variation of the response from trial to trial. Student's t with the degrees of freedom of
 * Satterthwaite (1946, Biometrics Bull. 2:110).
 */
final class SweepScatter {

    private static final int BLOCK = 1024;

    /** Beyond it Student's t is the normal distribution. */
    private static final int MAX_FREEDOM = 400;

    private final LevelSamples[] levels;
    private final double[] weights;
    private final SynapticLines lines;
    private final double confidence;
    private final int first;

    /** Share of a level in the conductance, by level and sample. */
    private final double[][] shares;

    /** That of the leak. */
    private final double[] leakShares;

    /** Slope of the line of the whole membrane, nS. */
    private final double[] totalNs;

    /** Those of Student's t that were needed, by degrees of freedom. */
    private final double[] quantiles = new double[MAX_FREEDOM + 2];

    private SweepScatter(
            final LevelSamples[] levels,
            final double[] weights,
            final SynapticLines lines,
            final double[][] shares,
            final double[] leakShares,
            final double confidence,
            final int first) {
        this.levels = levels;
        this.weights = weights;
        this.lines = lines;
        this.shares = shares;
        this.leakShares = leakShares;
        this.confidence = confidence;
        this.first = first;
        totalNs = lines.slopeNs().clone();
        for (int i = 0; i < totalNs.length; i++) totalNs[i] += lines.leak().slope();
    }

    /**
     * Of g_E or of g_I.
     *
     * @param excitatory which
     * @param levels corrected sweeps
     * @param weights of the levels
     * @param lines fitted to their means
     * @param potentials mean potential of each level
     * @param settings reversals and confidence
     * @param first sample of the sweep at index 0 of the means
     * @return the scatter
     */
    static SweepScatter of(
            final boolean excitatory,
            final LevelSamples[] levels,
            final double[] weights,
            final SynapticLines lines,
            final double[][] potentials,
            final DecompositionSettings settings,
            final int first) {
        final ReversalPotentials reversals = settings.reversals();
        final double placeMv = excitatory ? reversals.inhibitoryMv() : reversals.excitatoryMv();
        final double factor = (excitatory ? -1 : 1) / reversals.spanMv();
        final double[] leakMv = new double[levels.length];
        for (int j = 0; j < levels.length; j++) leakMv[j] = levels[j].leakPotentialMv(null);
        final double[] commanded = SynapticLines.commanded(levels);
        final double[] leakShares = shares(commanded, leakMv, weights, placeMv, factor);
        final double[][] shares = new double[levels.length][potentials[0].length];
        final double[] x = new double[levels.length];
        final boolean steady = SynapticLines.areSteady(potentials);
        double[] ofSample = null;
        for (int i = 0; i < potentials[0].length; i++) {
            if (ofSample == null || !steady) {
                for (int j = 0; j < x.length; j++) x[j] = potentials[j][i];
                ofSample = shares(commanded, x, weights, placeMv, factor);
            }
            for (int j = 0; j < x.length; j++) shares[j][i] = ofSample[j];
        }
        return new SweepScatter(levels, weights, lines, shares, leakShares, settings.confidence(), first);
    }

    private static double[] shares(
            final double[] commanded,
            final double[] x,
            final double[] weights,
            final double placeMv,
            final double factor) {
        final double[] shares = new Line(commanded, x, x, weights).sharesAt(placeMv);
        for (int j = 0; j < shares.length; j++) shares[j] *= factor;
        return shares;
    }

    /**
     * The interval of a weighted sum of neighbouring samples, such as a peak.
     *
     * @param estimateNs the sum, or what was made of it
     * @param kernel the weights
     * @param from first sample; samples beyond the ends are those of the ends
     * @return the interval; with one sweep a level that of the levels about the line, none with two levels of one
     */
    Interval interval(final double estimateNs, final double[] kernel, final int from) {
        if (Arrays.stream(levels).allMatch(l -> l.size() == 1)) return ofSingleSweeps(estimateNs, kernel, from);
        double whole = 0;
        for (final double k : kernel) whole += k;
        final double[] variances = new double[levels.length];
        for (int j = 0; j < levels.length; j++) {
            final double[] values = sums(j, kernel, from, shares[j]);
            final double[] leak = levels[j].leakAbout(lines.leak().slope());
            for (int k = 0; k < values.length; k++) values[k] -= whole * leakShares[j] * leak[k];
            variances[j] = variance(values);
        }
        return interval(estimateNs, variances);
    }

    /**
     * With one sweep a level: from the levels about the line, of the sum less the leak. I_m − G V_m is then the
     * intercept and what a level lies off.
     */
    private Interval ofSingleSweeps(final double estimateNs, final double[] kernel, final int from) {
        final int freedom = levels.length - 2;
        if (freedom < 1) return Interval.NONE;
        final double[] off = new double[levels.length];
        double sum = 0;
        double mean = 0;
        for (int j = 0; j < levels.length; j++) {
            final double[] ones = new double[totalNs.length];
            Arrays.fill(ones, 1);
            off[j] = sums(j, kernel, from, ones)[0]
                    - levels[j].leakAbout(lines.leak().slope())[0];
            sum += weights[j];
            mean += weights[j] * off[j];
        }
        double squares = 0;
        for (int j = 0; j < levels.length; j++)
            squares += weights[j] * (off[j] - mean / sum) * (off[j] - mean / sum) / freedom;
        double variance = 0;
        for (int j = 0; j < levels.length; j++) {
            final double share = LocalCubic.dot(kernel, shares[j], from);
            variance += share * share * squares / weights[j];
        }
        return Interval.ofStudent(estimateNs, Math.sqrt(variance), freedom, confidence);
    }

    /**
     * Pointwise intervals.
     *
     * @param conductanceNs the conductance
     * @return their lower and their upper ends
     */
    double[][] band(final double[] conductanceNs) {
        final double[][] band = new double[2][conductanceNs.length];
        final double[][] variances = new double[levels.length][BLOCK];
        final double[] ofSample = new double[levels.length];
        final double[] sum = new double[BLOCK];
        final double[][] leak = new double[levels.length][];
        for (int j = 0; j < levels.length; j++)
            leak[j] = levels[j].leakAbout(lines.leak().slope());
        for (int start = 0; start < conductanceNs.length; start += BLOCK) {
            final int count = Math.min(BLOCK, conductanceNs.length - start);
            for (int j = 0; j < levels.length; j++) addVariances(j, start, count, leak[j], sum, variances[j]);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < levels.length; j++) ofSample[j] = variances[j][i];
                final Interval interval = interval(conductanceNs[start + i], ofSample);
                band[0][start + i] = interval.low();
                band[1][start + i] = interval.high();
            }
        }
        return band;
    }

    /** A weighted sum over neighbouring samples of a (I_m − G V_m), of each sweep of a level. */
    private double[] sums(final int j, final double[] kernel, final int from, final double[] factors) {
        final double[] sums = new double[levels[j].size()];
        for (int k = 0; k < sums.length; k++) {
            final double[] current = levels[j].currentPa(k);
            final double[] potential = levels[j].potentialMv(k);
            for (int i = 0; i < kernel.length; i++) {
                final int t = Math.max(0, Math.min(totalNs.length - 1, from + i));
                final int at = first - levels[j].origin() + t;
                sums[k] += kernel[i] * factors[t] * (current[at] - totalNs[t] * potential[at]);
            }
        }
        return sums;
    }

    /** The variance between the sweeps of a level of a (I_m − G V_m) − b leak, for a block of samples. */
    private void addVariances(
            final int j,
            final int start,
            final int count,
            final double[] leak,
            final double[] sum,
            final double[] variances) {
        final int n = levels[j].size();
        Arrays.fill(sum, 0);
        Arrays.fill(variances, n < 2 ? Double.NaN : 0);
        if (n < 2) return;
        final int at = first - levels[j].origin() + start;
        final double[] meanPa = levels[j].meanCurrentPa();
        final double[] meanMv = levels[j].meanPotentialMv();
        final double[] share = shares[j];
        for (int k = 0; k < n; k++) {
            final double[] current = levels[j].currentPa(k);
            final double[] potential = levels[j].potentialMv(k);
            final double subtracted = leakShares[j] * (leak[k] - leak[0]);
            for (int i = 0; i < count; i++) {
                // About the mean of the level, against cancellation.
                final int t = start + i;
                final double ofMean = current[at + i] - meanPa[t] - totalNs[t] * (potential[at + i] - meanMv[t]);
                final double v = share[t] * ofMean - subtracted;
                sum[i] += v;
                variances[i] += v * v;
            }
        }
        for (int i = 0; i < count; i++) variances[i] = Math.max(0, variances[i] - sum[i] * sum[i] / n) / (n - 1);
    }

    private static double variance(final double[] values) {
        if (values.length < 2) return Double.NaN;
        double mean = 0;
        for (final double v : values) mean += v / values.length;
        double squares = 0;
        for (final double v : values) squares += (v - mean) * (v - mean);
        return squares / (values.length - 1);
    }

    /** From the variances of a sweep of each level; a level of one sweep takes the mean of the others. */
    private Interval interval(final double estimateNs, final double[] variances) {
        double known = 0;
        int count = 0;
        for (final double v : variances) {
            if (Double.isNaN(v)) continue;
            known += v;
            count++;
        }
        if (count == 0) return Interval.NONE;
        double total = 0;
        double squares = 0;
        for (int j = 0; j < variances.length; j++) {
            final boolean own = !Double.isNaN(variances[j]);
            final double ofMean = (own ? variances[j] : known / count) / levels[j].size();
            total += ofMean;
            if (own) squares += ofMean * ofMean / (levels[j].size() - 1);
        }
        if (!(total > 0)) return new Interval(estimateNs, estimateNs);
        final double half = quantile(total * total / squares) * Math.sqrt(total);
        return new Interval(estimateNs - half, estimateNs + half);
    }

    /** Student's t between whole degrees of freedom, on a straight line of their inverse. */
    private double quantile(final double freedom) {
        final double bounded = Math.max(1, Math.min(MAX_FREEDOM, freedom));
        final int below = (int) bounded;
        if (quantiles[below] == 0) quantiles[below] = student(below);
        if (bounded == below) return quantiles[below];
        if (quantiles[below + 1] == 0) quantiles[below + 1] = student(below + 1);
        final double share = (1.0 / below - 1 / bounded) / (1.0 / below - 1.0 / (below + 1));
        return quantiles[below] + share * (quantiles[below + 1] - quantiles[below]);
    }

    private double student(final int freedom) {
        return new TDistribution(null, freedom).inverseCumulativeProbability((1 + confidence) / 2);
    }
}
