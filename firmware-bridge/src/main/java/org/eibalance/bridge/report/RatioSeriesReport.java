package org.eibalance.bridge.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.bridge.experiment.RatioSeries;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** Firing of a cell against the factor of inhibition. */
public final class RatioSeriesReport {

    /** A cell whose input resistance changes by more than this share is another one at the end. */
    private static final double MAX_CHANGE = 0.2;

    private RatioSeriesReport() {}

    /**
     * The report.
     *
     * @param series what was run
     * @param outcome what the cell did
     * @param limit the stability limit in words
     * @return a row a factor, {@code trials.csv} with a row a run, rate and CV against the factor
     */
    public static Report of(final RatioSeries series, final RatioSeries.Outcome outcome, final String limit) {
        final List<RatioSeries.Firing> firing = outcome.firing(series.ratios());
        return Report.of(List.of(rates(outcome, firing), resistance(outcome), limit), summary(firing), figure(firing))
                .withTables(Map.of("trials.csv", trials(outcome)));
    }

    private static Table summary(final List<RatioSeries.Firing> firing) {
        final Table.Builder table = Table.withColumns("ratio", "rate_hz", "cv", "runs");
        for (final RatioSeries.Firing f : firing) table.row(f.ratio(), f.rateHz(), f.cv(), f.runs());
        return table.build();
    }

    private static Table trials(final RatioSeries.Outcome outcome) {
        final Table.Builder table =
                Table.withColumns("sweep", "block", "ratio", "spikes", "rate_hz", "cv", "input_mohm");
        for (int k = 0; k < outcome.trials().size(); k++) {
            final RatioSeries.Trial t = outcome.trials().get(k);
            table.row(k, t.block(), t.ratio(), t.spikes(), t.rateHz(), t.cv(), t.inputMohm());
        }
        return table.build();
    }

    private static String rates(final RatioSeries.Outcome outcome, final List<RatioSeries.Firing> firing) {
        final RatioSeries.Firing first = firing.get(0);
        final RatioSeries.Firing last = firing.get(firing.size() - 1);
        return String.format(
                Locale.ROOT,
                "%d runs; from a factor of %.2f to %.2f the rate goes from %.2f to %.2f Hz.",
                outcome.trials().size(),
                first.ratio(),
                last.ratio(),
                first.rateHz(),
                last.rateHz());
    }

    private static String resistance(final RatioSeries.Outcome outcome) {
        final double firstMohm = outcome.trials().get(0).inputMohm();
        return String.format(
                Locale.ROOT,
                "The input resistance was %.1f MOhm before and %.1f MOhm after the series%s.",
                firstMohm,
                outcome.lastInputMohm(),
                Math.abs(outcome.lastInputMohm() / firstMohm - 1) > MAX_CHANGE
                        ? ": the cell changed by more than 20 %, rates of early and late blocks cannot be compared"
                        : "");
    }

    private static Figure figure(final List<RatioSeries.Firing> firing) {
        final Axis ratio = Axis.of("factor of inhibition");
        final double[] factors =
                firing.stream().mapToDouble(RatioSeries.Firing::ratio).toArray();
        final double[] rate =
                firing.stream().mapToDouble(RatioSeries.Firing::rateHz).toArray();
        final double[] cv = firing.stream().mapToDouble(RatioSeries.Firing::cv).toArray();
        return Figure.stacked(
                "Firing and the factor of inhibition",
                120,
                Figure.row(1, Panel.of("", ratio, Axis.of("rate (Hz)"), Series.line("", factors, rate, Role.RESULT))),
                Figure.row(
                        1,
                        Panel.of(
                                "", ratio, Axis.of("CV of the intervals"), Series.line("", factors, cv, Role.RESULT))));
    }
}
