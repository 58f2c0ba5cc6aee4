package org.eibalance.report.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.correlogram.PeakIntervals;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.check.pair.PairChecks;
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
    private final PairStudy.Result result;

    PairFigure(final String names, final PairStudy.Result result) {
        this.names = names;
        this.result = result;
    }

    Figure figure() {
        final PairSweep shown = result.shown();
        final List<Figure.Row> rows = new ArrayList<>();
        final double startMs = shown.startMs();
        rows.add(Figure.row(
                TRACES_MM / 2, trace(result.input().cellA(), result.unitA(), startMs, shown.cellA(), Role.CELL_A)));
        rows.add(Figure.row(
                TRACES_MM / 2, trace(result.input().cellB(), result.unitB(), startMs, shown.cellB(), Role.CELL_B)));
        sideBySide(rows, result.pairing(Pairing.HH), result.pairing(Pairing.DD));
        sideBySide(rows, result.pairing(Pairing.HD), result.pairing(Pairing.DH));
        sideBySide(rows, result.pairing(Pairing.UNKNOWN), Optional.empty());
        return new Figure(
                names + ", sweep " + shown.sweep()
                        + (result.pairings().size() > 1 ? " and mean correlograms" : " and mean correlogram"),
                Figure.TWO_COLUMNS_MM,
                TRACES_MM + CORRELOGRAM_MM * (rows.size() - 2),
                rows);
    }

    private void sideBySide(
            final List<Figure.Row> rows, final Optional<PairingResult> left, final Optional<PairingResult> right) {
        final List<Panel> panels = new ArrayList<>();
        left.ifPresent(pairing -> panels.add(correlogram(pairing)));
        right.ifPresent(pairing -> panels.add(correlogram(pairing)));
        if (!panels.isEmpty()) rows.add(new Figure.Row(CORRELOGRAM_MM, panels));
    }

    private Panel trace(
            final String cell, final String unit, final double startMs, final double[] samples, final Role role) {
        final double rate = result.input().sampleRateHz();
        final double[] timeMs = new double[samples.length];
        for (int i = 0; i < timeMs.length; i++) timeMs[i] = startMs + i * 1000 / rate;
        return Panel.of(
                "",
                Axis.of("time (ms)", startMs, startMs + samples.length * 1000 / rate),
                Axis.of(cell + " (" + (unit.isEmpty() ? "unit unknown" : unit) + ")"),
                Series.line(cell, timeMs, samples, role));
    }

    /** The lag is marked only where no check that it rests on failed. */
    private Panel correlogram(final PairingResult pairing) {
        final PairCorrelogram group = pairing.correlogram();
        final boolean lagSaid = PairChecks.of(pairing)
                .and(PairChecks.ofStudy(result))
                .firstFailed(PairChecks.correlation())
                .isEmpty();
        final double[] lagsMs = result.lagsMs();
        final List<Series> series = new ArrayList<>();
        final List<Band> bands = new ArrayList<>();
        group.surrogates().ifPresent(s -> {
            bands.add(new Band("95 % of " + s.method().label(), lagsMs, s.low(), s.high(), Role.CHANCE));
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
        final boolean alone = result.pairings().size() == 1;
        series.add(Series.line(
                group.pairing().label() + ", mean of " + group.sweeps().size()
                        + (group.sweeps().size() == 1 ? " sweep" : " sweeps")
                        + (alone && lagSaid || Double.isNaN(group.pValue())
                                ? ""
                                : String.format(Locale.ROOT, ", p = %.2g", group.pValue())),
                lagsMs,
                group.mean(),
                Role.RESULT));
        final List<Mark> marks = new ArrayList<>(List.of(Mark.atX(0, "", Role.NEUTRAL)));
        final Optional<Interval> lag = group.intervals().map(PeakIntervals::lagMs);
        if (lagSaid)
            lag.ifPresent(i -> marks.add(new Mark(Mark.Direction.AT_X, i.low(), i.high(), "", Role.REFERENCE)));
        // Panels side by side are too narrow for a label beside its mark.
        if (lagSaid) marks.add(Mark.atX(group.peak().lagMs(), alone ? label(group, lag) : "", Role.NEUTRAL));
        return new Panel(
                title(group, lag, lagSaid, alone),
                Axis.of(
                        "lag of " + result.input().cellB() + " behind "
                                + result.input().cellA() + " (ms)",
                        lagsMs[0],
                        lagsMs[lagsMs.length - 1]),
                Axis.of("correlation r"),
                series,
                bands,
                marks,
                true);
    }

    /** Alone, the label at its mark says where the extremum is. */
    private static String title(
            final PairCorrelogram group, final Optional<Interval> lag, final boolean lagSaid, final boolean alone) {
        if (lagSaid) return alone ? "" : group.pairing().label() + ": " + place(group, lag);
        return String.format(
                Locale.ROOT,
                "%s: r = %+.2f, no lag",
                group.pairing().label(),
                group.peak().r());
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
