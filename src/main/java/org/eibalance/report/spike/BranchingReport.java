package org.eibalance.report.spike;

import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.analysis.criticality.BranchingResult;
import org.eibalance.analysis.criticality.BranchingSettings;
import org.eibalance.analysis.spike.ChannelSpikes;
import org.eibalance.check.Checks;
import org.eibalance.check.spike.SpikeChecks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** An estimate of the branching ratio as a sentence, tables and a figure. */
public final class BranchingReport {

    private static final int MAX_SHOWN_BINS = 2000;

    private BranchingReport() {}

    /**
     * Reports an estimate of the branching ratio.
     *
     * @param recording its name
     * @param activity events in each bin, for each stretch of time
     * @param settings how it was estimated
     * @param result the estimate
     * @param remarks sentences for the reader, said first
     * @return sentences and a summary of one row; the table slopes.csv; a figure
     */
    public static Report of(
            final String recording,
            final List<double[]> activity,
            final BranchingSettings settings,
            final BranchingResult result,
            final List<String> remarks) {
        return of(recording, activity, settings, result, remarks, List.of());
    }

    /**
     * Reports an estimate of the branching ratio from spikes of a recording.
     *
     * @param recording its name
     * @param activity events in each bin, for each stretch of time
     * @param settings how it was estimated
     * @param result the estimate
     * @param remarks sentences for the reader, said first
     * @param channels how clearly the spikes of each channel stand out
     * @return as above
     */
    public static Report of(
            final String recording,
            final List<double[]> activity,
            final BranchingSettings settings,
            final BranchingResult result,
            final List<String> remarks,
            final List<ChannelSpikes> channels) {
        final Checks checks = SpikeChecks.of(activity, result, channels);
        final double binMs = settings.binMs();
        final Table summary = Table.of(
                List.of(result),
                column("recording", "", r -> recording),
                column(
                        "bins",
                        "",
                        r -> activity.stream().mapToInt(a -> a.length).sum()),
                column("bin_ms", "ms", r -> binMs),
                column("mean_count", "", BranchingResult::meanCount),
                column("branching", "", BranchingResult::branching),
                column("ci_low", "", BranchingResult::intervalLow),
                column("ci_high", "", BranchingResult::intervalHigh),
                column("naive", "", BranchingResult::naive),
                column("autocorrelation_ms", "ms", BranchingResult::autocorrelationMs),
                column("amplitude", "", BranchingResult::amplitude),
                column("offset", "", BranchingResult::offset),
                column("lags", "", r -> r.slopes().length),
                column("r_squared", "", BranchingResult::rSquared));
        final double[] lags = new double[result.slopes().length];
        final double[] fitted = new double[lags.length];
        for (int k = 0; k < lags.length; k++) {
            lags[k] = (k + 1) * binMs;
            fitted[k] = result.fitted(k + 1);
        }
        return Report.of(
                        sentences(recording, result, checks, remarks),
                        summary,
                        figure(recording, activity.get(0), settings, result, lags, fitted))
                .withTable(
                        "slopes.csv",
                        Table.ofNumbers(List.of("lag_ms", "slope", "fitted"), lags, result.slopes(), fitted))
                .withSeed(settings.seed())
                .withChecks(checks);
    }

    private static List<String> sentences(
            final String recording, final BranchingResult r, final Checks checks, final List<String> remarks) {
        final List<String> sentences = new ArrayList<>(remarks);
        sentences.add(checks.headline(
                recording + ": no branching ratio is given",
                String.format(
                        Locale.ROOT,
                        "%s: branching ratio m = %.4f%s, autocorrelation time %.4g ms; a single step alone would give "
                                + "%.4f.",
                        recording,
                        r.branching(),
                        Double.isNaN(r.intervalLow())
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        " (95 %% interval %.4f to %.4f)",
                                        r.intervalLow(),
                                        r.intervalHigh()),
                        r.autocorrelationMs(),
                        r.naive()),
                SpikeChecks.ofBranching()));
        return sentences;
    }

    private static Figure figure(
            final String recording,
            final double[] activity,
            final BranchingSettings settings,
            final BranchingResult r,
            final double[] lags,
            final double[] fitted) {
        final double binMs = settings.binMs();
        final double[] first = Arrays.copyOf(activity, Math.min(activity.length, MAX_SHOWN_BINS));
        final double[] time = new double[first.length];
        for (int i = 0; i < time.length; i++) time[i] = i * binMs;
        return Figure.stacked(
                recording,
                130,
                Figure.row(
                        0.7,
                        Panel.of(
                                "Activity",
                                Axis.of("time (ms)", 0, time.length * binMs),
                                Axis.of("events in a bin"),
                                Series.line("activity", time, first, Role.RESULT))),
                Figure.row(
                        1,
                        Panel.of(
                                String.format(Locale.ROOT, "m = %.4f", r.branching()),
                                Axis.of("lag (ms)", 0, lags[lags.length - 1]),
                                Axis.of("slope r_k"),
                                new Series("measured", lags, r.slopes(), Role.CELL_A, Series.Style.POINTS),
                                Series.line("b m^k" + (settings.offset() ? " + c" : ""), lags, fitted, Role.RESULT))));
    }
}
