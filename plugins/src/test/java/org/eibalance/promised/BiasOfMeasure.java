package org.eibalance.promised;

import java.util.List;
import java.util.Locale;

/**
 * The bias of a measure, promised and measured.
 *
 * @param name of the measure
 * @param promised by validate-estimator
 * @param measured on separate recordings
 */
record BiasOfMeasure(String name, Bias promised, Bias measured) {

    /**
     * A mean of estimate − truth.
     *
     * @param mean the bias
     * @param error its standard error
     * @param recordings in which there was an estimate
     */
    record Bias(double mean, double error, int recordings) {

        static Bias of(final List<double[]> truthAndEstimate) {
            final double[] differences = truthAndEstimate.stream()
                    .mapToDouble(p -> p[1] - p[0])
                    .filter(d -> !Double.isNaN(d))
                    .toArray();
            double mean = 0, squares = 0;
            for (final double d : differences) mean += d / differences.length;
            for (final double d : differences) squares += (d - mean) * (d - mean);
            final int n = differences.length;
            return new Bias(mean, Math.sqrt(squares / (n - 1) / n), n);
        }
    }

    /** The most by which both may differ: by standard errors of the difference, for the promise has one too. */
    private double allowed(final double errors) {
        return Math.max(Math.abs(measured.mean()) / 2, errors * Math.hypot(promised.error(), measured.error()));
    }

    /** Whether they differ by at most half the measured bias or two standard errors. */
    boolean holds() {
        return holds(2);
    }

    /** The same with other standard errors. */
    boolean holds(final double errors) {
        return Math.abs(promised.mean() - measured.mean()) <= allowed(errors);
    }

    /** A row of the table in docs/validate-estimator.md. */
    String row(final String rig) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.3g ± %.2g | %.3g ± %.2g | %.2g | %.2g |%s",
                rig,
                name,
                promised.mean(),
                promised.error(),
                measured.mean(),
                measured.error(),
                Math.abs(promised.mean() - measured.mean()),
                allowed(2),
                holds() ? "" : " no");
    }
}
