package org.eibalance.command.spike;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.analysis.criticality.Branching;
import org.eibalance.analysis.criticality.BranchingResult;
import org.eibalance.analysis.criticality.BranchingSettings;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The branching ratio of activity. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Estimate Branching...",
        headless = true,
        description = "The branching ratio of activity, of single steps and of many lags, which holds where few of "
                + "the units are seen (Wilting and Priesemann 2018).")
public final class EstimateBranching extends SpikeCommand {

    @Parameter(
            label = "Bin (ms)",
            min = "0.001",
            max = "1e6",
            persist = false,
            description = "Bin in which spikes are counted; a table of activity has its own.")
    private double bin_ms = 4;

    @Parameter(
            label = "Greatest lag (bins)",
            min = "0",
            max = "1000000",
            persist = false,
            description = "Lags up to here are fitted; 0 takes five times the autocorrelation time that is found.")
    private int max_lag = 0;

    @Parameter(
            label = "Offset",
            persist = false,
            description = "Whether slopes may decay to a constant, as they do where the input drifts.")
    private boolean offset = false;

    @Parameter(
            label = "Bootstrap samples",
            min = "0",
            max = "100000",
            persist = false,
            description = "Samples of the 95 % interval, of blocks of time; 0 for none.")
    private int resamples = 400;

    @Parameter(label = "Seed", persist = false, description = "Seed of the bootstrap.")
    private long seed = 1;

    @Override
    protected Report compute() {
        final SpikeSource source = source();
        final double binMs = source.trains().isPresent() ? bin_ms : source.binMs();
        final List<double[]> activity =
                source.trains().map(t -> t.activity(bin_ms)).orElse(source.activity());
        final BranchingResult r =
                Branching.compute(activity, new BranchingSettings(binMs, max_lag, offset, resamples, seed), threads());
        final Table summary = Table.withColumns(
                        "recording",
                        "bins",
                        "bin_ms",
                        "mean_count",
                        "branching",
                        "ci_low",
                        "ci_high",
                        "naive",
                        "autocorrelation_ms",
                        "amplitude",
                        "offset",
                        "lags",
                        "r_squared")
                .row(
                        source.name(),
                        activity.stream().mapToInt(a -> a.length).sum(),
                        binMs,
                        r.meanCount(),
                        r.branching(),
                        r.intervalLow(),
                        r.intervalHigh(),
                        r.naive(),
                        r.autocorrelationMs(),
                        r.amplitude(),
                        r.offset(),
                        r.slopes().length,
                        r.rSquared())
                .build();
        final double[] lags = new double[r.slopes().length];
        final double[] fitted = new double[lags.length];
        for (int k = 0; k < lags.length; k++) {
            lags[k] = (k + 1) * binMs;
            fitted[k] = r.fitted(k + 1);
        }
        final List<String> sentences = new ArrayList<>(source.remarks());
        sentences.add(String.format(
                Locale.ROOT,
                "%s: branching ratio m = %.4f%s, autocorrelation time %.4g ms; a single step alone would give %.4f.",
                source.name(),
                r.branching(),
                Double.isNaN(r.intervalLow())
                        ? ""
                        : String.format(
                                Locale.ROOT, " (95 %% interval %.4f to %.4f)", r.intervalLow(), r.intervalHigh()),
                r.autocorrelationMs(),
                r.naive()));
        if (r.rSquared() < 0.9)
            sentences.add(String.format(
                    Locale.ROOT,
                    "The fit explains %.0f %% of the slopes: look at the figure before the number is used.",
                    100 * Math.max(0, r.rSquared())));
        final double[] first = Arrays.copyOf(activity.get(0), Math.min(activity.get(0).length, 2000));
        final double[] time = new double[first.length];
        for (int i = 0; i < time.length; i++) time[i] = i * binMs;
        final Figure figure = Figure.stacked(
                source.name(),
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
                                Series.line("b m^k" + (offset ? " + c" : ""), lags, fitted, Role.RESULT))));
        return Report.of(sentences, summary, figure)
                .withTables(Map.of(
                        "slopes.csv", Table.ofNumbers(List.of("lag_ms", "slope", "fitted"), lags, r.slopes(), fitted)))
                .from(List.of(source.path()))
                .withSeed(seed);
    }
}
