package org.eibalance.analysis.quality;

import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The trend of a measure over the sweeps of a recording.
 *
 * @param sweeps how many sweeps have it
 * @param mean its mean; NaN where there is none
 * @param least its least value
 * @param greatest its greatest value
 * @param first value of the straight line of least squares at the first sweep that has it; NaN with fewer than three
 * @param last the same at the last
 */
public record SweepTrend(int sweeps, double mean, double least, double greatest, double first, double last) {

    private static final int MIN_SWEEPS = 3;

    /**
     * Computes the trend.
     *
     * @param sweep their numbers, ascending
     * @param value the measure of each; not counted where it is not finite
     * @return mean, range and straight line
     */
    public static SweepTrend of(final double[] sweep, final double[] value) {
        final SimpleRegression line = new SimpleRegression();
        double least = Double.NaN, greatest = Double.NaN, sum = 0;
        double firstSweep = Double.NaN, lastSweep = Double.NaN;
        for (int k = 0; k < sweep.length; k++) {
            if (!Double.isFinite(value[k])) continue;
            line.addData(sweep[k], value[k]);
            sum += value[k];
            least = line.getN() == 1 ? value[k] : Math.min(least, value[k]);
            greatest = line.getN() == 1 ? value[k] : Math.max(greatest, value[k]);
            if (line.getN() == 1) firstSweep = sweep[k];
            lastSweep = sweep[k];
        }
        final int n = (int) line.getN();
        final boolean straight = n >= MIN_SWEEPS;
        return new SweepTrend(
                n,
                sum / n,
                least,
                greatest,
                straight ? line.predict(firstSweep) : Double.NaN,
                straight ? line.predict(lastSweep) : Double.NaN);
    }

    /** The change along the line in percent of its start; NaN with fewer than three sweeps. */
    public double percent() {
        return 100 * (last - first) / Math.abs(first);
    }
}
