package org.eibalance.analysis.pair.significance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.signal.CrossCorrelation;
import org.eibalance.signal.CurveConsumer;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * Surrogates that keep everything of each cell where it is, its envelope, gain, drift and spectrum, and lose what the
 * two cells have in common: in each sweep, or in each part of a sweep, the correlogram keeps its sign or changes it. If
 * the cells are independent within their envelopes, both signs are equally likely, so that the flipped sums have the
 * law of the real one. Cells whose variances rise and fall together, such as in common Up states, are therefore not
 * called correlated; surrogates that pair different sweeps, and circular shifts, call them so.
 */
final class SignFlips {

    private final List<double[]> curves;
    private final double dataScale;
    private final double flipScale;
    private final int lags;

    private SignFlips(
            final List<double[]> a,
            final List<double[]> b,
            final double dataScale,
            final double flipScale,
            final int maxLag,
            final int threads) {
        final double[][] found = new double[a.size()][];
        final int longest = a.stream().mapToInt(s -> s.length).max().orElseThrow();
        final CrossCorrelation correlation = new CrossCorrelation(maxLag, longest);
        ParallelLoop.run(
                found.length,
                threads,
                k -> found[k] = correlation.covariance(a.get(k), b.get(k), 1).sums());
        curves = List.of(found);
        this.dataScale = dataScale;
        this.flipScale = flipScale;
        lags = 2 * maxLag + 1;
    }

    /**
     * Flips of whole sweeps.
     *
     * <p>Sweeps of one length are taken about their mean over the sweeps, which is what follows a stimulus. That mean
     * contains 1/K of each sweep itself. Therefore K/(K-1) times the real sum is the mean correlogram less its shift
     * predictor, and its variance is K/(K-1) times that of flipped sums, which are made larger by the root.
     *
     * @param sweeps two or more
     * @param weightsA factor of each sweep of cell A, with which the sum over sweeps is the mean correlogram
     * @param weightsB the same of cell B
     * @param centred whether the mean over the sweeps is taken off; these must then be of one length
     * @param maxLag longest lag in samples
     * @param threads how many threads at most
     * @return the flips
     */
    static SignFlips ofSweeps(
            final List<PairSweep> sweeps,
            final double[] weightsA,
            final double[] weightsB,
            final boolean centred,
            final int maxLag,
            final int threads) {
        final int count = sweeps.size();
        final List<double[]> a = weighted(sweeps.stream().map(PairSweep::cellA).toList(), weightsA);
        final List<double[]> b = weighted(sweeps.stream().map(PairSweep::cellB).toList(), weightsB);
        if (!centred) return new SignFlips(a, b, 1, 1, maxLag, threads);
        centre(a);
        centre(b);
        final double share = count / (count - 1.0);
        return new SignFlips(a, b, share, share * Math.sqrt(share), maxLag, threads);
    }

    /**
     * Flips of parts of few, long sweeps. What is slower than a part is taken off first, by the mean over the length of
     * a part about each sample: it would be the same in neighbouring parts, which the flips take as independent.
     *
     * @param sweeps one or more
     * @param weightsA factor of each sweep of cell A
     * @param weightsB factor of each sweep of cell B
     * @param part samples of a part
     * @param maxLag longest lag in samples
     * @param threads how many threads at most
     * @return the flips; what is left at the end of a sweep, shorter than a part, is not used
     */
    static SignFlips ofParts(
            final List<PairSweep> sweeps,
            final double[] weightsA,
            final double[] weightsB,
            final int part,
            final int maxLag,
            final int threads) {
        final List<double[]> wholeA =
                weighted(sweeps.stream().map(PairSweep::cellA).toList(), weightsA);
        final List<double[]> wholeB =
                weighted(sweeps.stream().map(PairSweep::cellB).toList(), weightsB);
        final List<double[]> a = new ArrayList<>();
        final List<double[]> b = new ArrayList<>();
        for (int k = 0; k < wholeA.size(); k++) {
            final double[] fastA = MovingMean.takenOff(wholeA.get(k), part);
            final double[] fastB = MovingMean.takenOff(wholeB.get(k), part);
            for (int from = 0; from + part <= fastA.length; from += part) {
                // Cell B reaches the longest lag beyond the part, cell A is zero there.
                final double[] partA = new double[part + 2 * maxLag];
                System.arraycopy(fastA, from, partA, maxLag, part);
                final double[] partB = new double[part + 2 * maxLag];
                final int first = Math.max(0, from - maxLag), end = Math.min(fastB.length, from + part + maxLag);
                System.arraycopy(fastB, first, partB, first - from + maxLag, end - first);
                a.add(partA);
                b.add(partB);
            }
        }
        return new SignFlips(a, b, 1, 1, maxLag, threads);
    }

    private static List<double[]> weighted(final List<double[]> sweeps, final double[] weights) {
        final List<double[]> weighted = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            final double[] sweep = sweeps.get(k).clone();
            final double mean = Statistics.mean(sweep);
            for (int t = 0; t < sweep.length; t++) sweep[t] = (sweep[t] - mean) * weights[k];
            weighted.add(sweep);
        }
        return weighted;
    }

    private static void centre(final List<double[]> sweeps) {
        final double[] common = new double[sweeps.get(0).length];
        for (final double[] sweep : sweeps) {
            for (int t = 0; t < common.length; t++) common[t] += sweep[t] / sweeps.size();
        }
        for (final double[] sweep : sweeps) {
            for (int t = 0; t < common.length; t++) sweep[t] -= common[t];
        }
    }

    /** How many sweeps or parts there are. */
    int units() {
        return curves.size();
    }

    /** How many different flips there are beside none: a flip of all changes no absolute value. */
    static double count(final int units) {
        return Math.min(Double.MAX_VALUE, Math.pow(2, units - 1) - 1);
    }

    /**
     * Draws flips; all of them, once each, where no more exist than are wanted.
     *
     * @param units two or more
     * @param wanted how many
     * @param random where from
     * @return {@code [i][k]}: whether unit k is flipped; never none and never all
     */
    static boolean[][] draw(final int units, final int wanted, final SplittableRandom random) {
        final boolean all = count(units) <= wanted;
        final boolean[][] flips = new boolean[all ? (int) count(units) : wanted][units];
        for (int i = 0; i < flips.length; i++) {
            if (all) for (int k = 0; k < units; k++) flips[i][k] = (i + 1 >> k & 1) == 1;
            else
                while (isUniform(flips[i])) {
                    for (int k = 0; k < units; k++) flips[i][k] = random.nextBoolean();
                }
        }
        return flips;
    }

    private static boolean isUniform(final boolean[] flip) {
        for (final boolean flipped : flip) if (flipped != flip[0]) return false;
        return true;
    }

    /** The correlogram of the data, its predictor taken off. */
    double[] data() {
        final double[] sum = new double[lags];
        for (final double[] curve : curves) add(sum, curve, dataScale);
        return sum;
    }

    /**
     * The sums of flipped correlograms, in the order of the flips.
     *
     * @param flips as drawn
     * @param threads how many threads at most
     * @param progress given the share that is done
     * @param consumer given the sums
     */
    void forEachSum(
            final boolean[][] flips, final int threads, final DoubleConsumer progress, final CurveConsumer consumer) {
        CurveConsumer.inBatches(
                flips.length, lags, threads, () -> this, (i, self, sum) -> addTo(sum, flips[i]), progress, consumer);
    }

    /** The sum of one flip. */
    double[] sum(final boolean[] flip) {
        final double[] sum = new double[lags];
        addTo(sum, flip);
        return sum;
    }

    private void addTo(final double[] sum, final boolean[] flip) {
        Arrays.fill(sum, 0);
        for (int k = 0; k < curves.size(); k++) add(sum, curves.get(k), flip[k] ? -flipScale : flipScale);
    }

    private static void add(final double[] sum, final double[] curve, final double factor) {
        for (int i = 0; i < sum.length; i++) sum[i] += factor * curve[i];
    }
}
