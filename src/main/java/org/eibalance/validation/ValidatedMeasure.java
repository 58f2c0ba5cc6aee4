package org.eibalance.validation;

import java.util.stream.IntStream;

/**
 * Estimates of one quantity against its true values.
 *
 * @param name of the quantity
 * @param unit its unit
 * @param truth true values, one a recording
 * @param estimate estimated values, as many; NaN where the estimator gave none
 */
public record ValidatedMeasure(String name, String unit, double[] truth, double[] estimate) {

    /** Mean of estimate − truth. */
    public double bias() {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < truth.length; i++) {
            if (Double.isNaN(estimate[i])) continue;
            sum += estimate[i] - truth[i];
            n++;
        }
        return sum / n;
    }

    /** Standard deviation of estimate − truth. */
    public double spread() {
        final double bias = bias();
        double sum = 0;
        int n = 0;
        for (int i = 0; i < truth.length; i++) {
            if (Double.isNaN(estimate[i])) continue;
            sum += Math.pow(estimate[i] - truth[i] - bias, 2);
            n++;
        }
        return Math.sqrt(sum / (n - 1));
    }

    /** Share of recordings in which the estimator gave no value. */
    public double failures() {
        int none = 0;
        for (final double e : estimate) if (Double.isNaN(e)) none++;
        return (double) none / estimate.length;
    }

    /** Mean of the true values of the recordings in which the estimator gave one. */
    public double meanTruth() {
        return IntStream.range(0, truth.length)
                .filter(i -> !Double.isNaN(estimate[i]))
                .mapToDouble(i -> truth[i])
                .average()
                .orElse(Double.NaN);
    }
}
