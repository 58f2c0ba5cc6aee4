package org.eibalance.scenario;

import java.util.Arrays;
import org.eibalance.signal.Statistics;

/**
 * A difference between two conditions that were run with the same seeds.
 *
 * @param mean mean of the differences, changed minus usual
 * @param low lower end of its 95 % interval, by Student's t
 * @param high upper end
 * @param size mean over standard deviation of the differences (Cohen's d of pairs); NaN if all are the same but not 0
 * @param sameSign share of the seeds whose difference has the sign of the mean
 */
public record SeedEffect(double mean, double low, double high, double size, double sameSign) {

    private static final double CONFIDENCE = 0.95;

    public static SeedEffect of(final double[] usual, final double[] changed) {
        final int n = usual.length;
        final double[] d = new double[n];
        for (int i = 0; i < n; i++) d[i] = changed[i] - usual[i];
        final double mean = Statistics.mean(d);
        final double sd = Statistics.sd(d);
        final double half = Statistics.studentT(n - 1, CONFIDENCE) * sd / Math.sqrt(n);
        return new SeedEffect(
                mean,
                mean - half,
                mean + half,
                sd == 0 ? (mean == 0 ? 0 : Double.NaN) : mean / sd,
                Arrays.stream(d)
                                .filter(x -> Math.signum(x) == Math.signum(mean))
                                .count()
                        / (double) n);
    }

    /** Whether the interval leaves out 0, so that the change has a direction. */
    public boolean isClear() {
        return low > 0 || high < 0;
    }
}
