package org.eibalance.bridge.experiment;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;

/**
 * One of both conductances as a method estimated it, beside what was injected, seen through the filter of the method.
 *
 * @param ms times
 * @param truthNs injected
 * @param foundNs estimated
 * @param seNs standard error
 * @param freedom degrees of freedom of the standard error
 */
record EstimateAgainstTruth(double[] ms, double[] truthNs, double[] foundNs, double[] seNs, double freedom) {

    private static final double BIN_MS = 5;

    /** Half of the 95 % band in standard errors. */
    private double width() {
        return new TDistribution(freedom).inverseCumulativeProbability(0.975);
    }

    double correlation() {
        return new PearsonsCorrelation().correlation(truthNs, foundNs);
    }

    /** Share of bins in whose middle the truth lies within the 95 % band. */
    double inside() {
        final double t = width();
        final int bin = (int) Math.round(BIN_MS / (ms[1] - ms[0]));
        int n = 0;
        int in = 0;
        for (int k = bin / 2; k < truthNs.length; k += bin) {
            n++;
            if (Math.abs(foundNs[k] - truthNs[k]) <= t * seNs[k]) in++;
        }
        return (double) in / n;
    }

    /**
     * Error, correlation and coverage.
     *
     * @param method begins the names
     * @param which e or i
     */
    List<Measure> measures(final String method, final String which) {
        double squares = 0;
        for (int k = 0; k < truthNs.length; k++) squares += (foundNs[k] - truthNs[k]) * (foundNs[k] - truthNs[k]);
        return List.of(
                Measure.of(method + "_rms_error_" + which + "_ns", Math.sqrt(squares / truthNs.length), "nS"),
                Measure.of(method + "_correlation_" + which, correlation(), ""),
                new Measure(method + "_inside_band_" + which, inside(), "", 0.95, 0.05));
    }

    /** Both conductances as a table. */
    static Table table(final EstimateAgainstTruth e, final EstimateAgainstTruth i) {
        return Table.ofNumbers(
                List.of("time_ms", "g_e_true_ns", "g_i_true_ns", "g_e_ns", "g_e_se_ns", "g_i_ns", "g_i_se_ns"),
                e.ms,
                e.truthNs,
                i.truthNs,
                e.foundNs,
                e.seNs,
                i.foundNs,
                i.seNs);
    }

    /**
     * Truth, estimate and band.
     *
     * @param title above
     * @param shownMs how much of it
     * @param role of the estimate
     */
    Panel panel(final String title, final double shownMs, final Role role) {
        final int n = (int) Math.min(ms.length, shownMs / (ms[1] - ms[0]));
        final double[] x = Arrays.copyOf(ms, n);
        final double t = width();
        final double[] low = new double[n];
        final double[] high = new double[n];
        for (int k = 0; k < n; k++) {
            low[k] = foundNs[k] - t * seNs[k];
            high[k] = foundNs[k] + t * seNs[k];
        }
        return new Panel(
                title,
                Axis.of("time (ms)", 0, shownMs),
                Axis.of("conductance (nS)"),
                List.of(
                        new Series("injected", x, Arrays.copyOf(truthNs, n), Role.RESULT, Series.Style.LINE),
                        Series.line("estimated", x, Arrays.copyOf(foundNs, n), role)),
                List.of(new Band("95 %", x, low, high, Role.CHANCE)),
                List.of(),
                true);
    }
}
