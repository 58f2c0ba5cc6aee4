package org.eibalance.command.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairResult;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.correlogram.PeakIntervals;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.signal.Interval;

/** The study of a pair as a figure: a sweep of both cells, and the correlogram of each pairing. */
final class PairFigure {

    private static final double TRACES_MM = 70;
    private static final double CORRELOGRAM_MM = 80;

    private final String names;
    private final PairSweep shown;
    private final List<String> units;
    private final PairStudy.Report report;

    PairFigure(final String names, final PairSweep shown, final List<String> units, final PairStudy.Report report) {
        this.names = names;
        this.shown = shown;
        this.units = units;
        this.report = report;
    }

    Figure figure() {
        final List<Figure.Row> rows = new ArrayList<>();
        rows.add(Figure.row(TRACES_MM / 2, trace(report.input().cellA(), units.get(0), shown.cellA(), Role.CELL_A)));
        rows.add(Figure.row(TRACES_MM / 2, trace(report.input().cellB(), units.get(1), shown.cellB(), Role.CELL_B)));
        final PairResult result = report.result();
        sideBySide(rows, result.group(Pairing.HH), result.group(Pairing.DD));
        sideBySide(rows, result.group(Pairing.HD), result.group(Pairing.DH));
        sideBySide(rows, result.group(Pairing.UNKNOWN), Optional.empty());
        return new Figure(
                names + ", sweep " + shown.sweep()
                        + (result.groups().size() > 1 ? " and mean correlograms" : " and mean correlogram"),
                Figure.TWO_COLUMNS_MM,
                TRACES_MM + CORRELOGRAM_MM * (rows.size() - 2),
                rows);
    }

    private void sideBySide(
            final List<Figure.Row> rows, final Optional<PairCorrelogram> left, final Optional<PairCorrelogram> right) {
        final List<Panel> panels = new ArrayList<>();
        left.ifPresent(group -> panels.add(correlogram(group)));
        right.ifPresent(group -> panels.add(correlogram(group)));
        if (!panels.isEmpty()) rows.add(new Figure.Row(CORRELOGRAM_MM, panels));
    }

    private Panel trace(final String cell, final String unit, final double[] samples, final Role role) {
        final double rate = report.input().sampleRateHz();
        final double[] timeMs = new double[samples.length];
        for (int i = 0; i < timeMs.length; i++) timeMs[i] = i * 1000 / rate;
        return Panel.of(
                "",
                Axis.of("time (ms)", 0, samples.length * 1000 / rate),
                Axis.of(cell + " (" + (unit.isEmpty() ? "unit unknown" : unit) + ")"),
                Series.line(cell, timeMs, samples, role));
    }

    private Panel correlogram(final PairCorrelogram group) {
        final double[] lagsMs = report.result().lagsMs();
        final List<Series> series = new ArrayList<>();
        final List<Band> bands = new ArrayList<>();
        group.surrogates().ifPresent(s -> {
            bands.add(new Band("95 % of surrogates", lagsMs, s.low(), s.high(), Role.CHANCE));
            series.add(new Series(
                    "95 % of their extrema",
                    lagsMs, PairTables.shifted(s.centre(), s.maxBand()), Role.CHANCE, Series.Style.DASHED));
            series.add(new Series(
                    "", lagsMs, PairTables.shifted(s.centre(), -s.maxBand()), Role.CHANCE, Series.Style.DASHED));
        });
        if (group.low().isPresent())
            bands.add(new Band(
                    "95 % of the mean", lagsMs, group.low().get(), group.high().orElseThrow(), Role.NEUTRAL));
        group.predictor()
                .ifPresent(p -> series.add(
                        new Series("shift predictor", lagsMs, p.predictor(), Role.REFERENCE, Series.Style.DASHED)));
        final boolean alone = report.result().groups().size() == 1;
        series.add(Series.line(
                group.pairing().label() + ", mean of " + group.sweeps().size()
                        + (group.sweeps().size() == 1 ? " sweep" : " sweeps")
                        + (alone || Double.isNaN(group.pValue())
                                ? ""
                                : String.format(Locale.ROOT, ", p = %.2g", group.pValue())),
                lagsMs,
                group.mean(),
                Role.RESULT));
        final List<Mark> marks = new ArrayList<>(List.of(Mark.atX(0, "", Role.NEUTRAL)));
        final Optional<Interval> lag = group.intervals().map(PeakIntervals::lagMs);
        lag.ifPresent(i -> marks.add(new Mark(Mark.Direction.AT_X, i.low(), i.high(), "", Role.REFERENCE)));
        // Panels side by side are too narrow for a label beside its mark.
        marks.add(Mark.atX(group.peak().lagMs(), alone ? label(group, lag) : "", Role.NEUTRAL));
        return new Panel(
                alone ? "" : group.pairing().label() + ": " + place(group, lag),
                Axis.of(
                        "lag of " + report.input().cellB() + " behind "
                                + report.input().cellA() + " (ms)",
                        lagsMs[0],
                        lagsMs[lagsMs.length - 1]),
                Axis.of("correlation r"),
                series,
                bands,
                marks,
                true);
    }

    private static String label(final PairCorrelogram group, final Optional<Interval> lag) {
        return place(group, lag)
                + (Double.isNaN(group.pValue()) ? "" : String.format(Locale.ROOT, ", p = %.2g", group.pValue()));
    }

    private static String place(final PairCorrelogram group, final Optional<Interval> lag) {
        final String interval = lag.map(i -> String.format(Locale.ROOT, " [%.1f, %.1f]", i.low(), i.high()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "r = %+.2f at %+.1f%s ms",
                group.peak().r(),
                group.peak().lagMs(),
                interval);
    }
}
