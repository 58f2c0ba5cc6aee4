package org.eibalance.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.FigureRenderer;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.result.Table;

/**
 * How the numbers of a column are distributed over the rows of a table.
 *
 * <p>Bins are as wide as Freedman and Diaconis (1981, Z. Wahrscheinlichkeitstheorie 57:453) have it, 2 IQR / n^(1/3),
 * but at most 40; whole numbers of a small range have a bin each.
 */
public final class Distribution {

    private static final int MAX_BINS = 40;
    private static final int MIN_BINS = 5;
    private static final double ROW_MM = 45;
    private static final double ROOM = 0.04;
    /**
     * Numbers that differ by less of their size than this are alike: a bin could not be distinguished from its
     * neighbour.
     */
    private static final double ALIKE = 1e-9;
    /** Share of the y axis above the highest bar, where the label stands. */
    private static final double ROOM_FOR_LABEL = 0.25;

    private final String column;
    private final double[] sorted;

    /**
     * @param column name of the column, with its unit
     * @param values its numbers; those that are not finite are left out
     */
    public Distribution(final String column, final double[] values) {
        this.column = column;
        sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    /**
     * The distributions of all columns of numbers.
     *
     * @param table any table
     * @return one for each column that holds numbers and nothing else, in order
     */
    public static List<Distribution> of(final Table table) {
        final List<Distribution> distributions = new ArrayList<>();
        for (final String column : table.columns()) {
            if (holdsNumbers(table, column)) distributions.add(new Distribution(column, table.numbers(column)));
        }
        return distributions;
    }

    private static boolean holdsNumbers(final Table table, final String column) {
        boolean any = false;
        for (int row = 0; row < table.rows(); row++) {
            final Object cell = table.get(row, column);
            if (cell != null && !(cell instanceof Number)) return false;
            any |= cell != null;
        }
        return any;
    }

    /** Name of the column. */
    public String column() {
        return column;
    }

    /** How many finite numbers there are. */
    public int count() {
        return sorted.length;
    }

    /**
     * The number below which a share of them lies, interpolated between neighbours.
     *
     * @param share from 0 (the least) to 1 (the greatest)
     * @return the quantile; NaN where there is no number
     */
    public double quantile(final double share) {
        if (sorted.length == 0) return Double.NaN;
        if (share <= 0) return sorted[0];
        return new Percentile().withEstimationType(EstimationType.R_7).evaluate(sorted, 100 * share);
    }

    /**
     * The histogram.
     *
     * @return the middles of the bins, evenly spaced, and how many numbers are in each
     */
    Series histogram() {
        final double least = quantile(0);
        final double range = quantile(1) - least;
        if (sorted.length == 0 || range <= ALIKE * Math.max(Math.abs(least), Math.abs(quantile(1))))
            return bars(
                    sorted.length == 0 ? new double[0] : new double[] {least},
                    sorted.length == 0 ? new double[0] : new double[] {sorted.length});
        final boolean whole = range < MAX_BINS && Arrays.stream(sorted).allMatch(v -> v == Math.rint(v));
        final int bins = whole ? (int) range + 1 : bins(range);
        final double width = whole ? 1 : range / bins;
        final double[] middles = new double[bins];
        final double[] counts = new double[bins];
        for (int i = 0; i < bins; i++) middles[i] = least + (whole ? i : (i + 0.5) * width);
        for (final double value : sorted) counts[Math.min(bins - 1, (int) ((value - least) / width))]++;
        return bars(middles, counts);
    }

    private int bins(final double range) {
        final double spread = quantile(0.75) - quantile(0.25);
        final double width = 2 * spread / Math.cbrt(sorted.length);
        return width == 0 ? MAX_BINS : (int) Math.max(MIN_BINS, Math.min(MAX_BINS, Math.ceil(range / width)));
    }

    private static Series bars(final double[] middles, final double[] counts) {
        return new Series("rows", middles, counts, Role.CHANCE, Series.Style.BARS);
    }

    /** The histogram with a mark at the median. */
    public Panel panel() {
        final Series bars = histogram();
        if (sorted.length == 0) return Panel.of("", Axis.of(column), Axis.of("rows"));
        // About a single number as much room as is seen beside a large one.
        final double half = bars.x().length > 1
                ? (bars.x()[1] - bars.x()[0]) / 2
                : Math.max(1, 1000 * ALIKE * Math.abs(bars.x()[0]));
        final double low = bars.x()[0] - half;
        final double high = bars.x()[bars.x().length - 1] + half;
        final double margin = ROOM * (high - low);
        final double top = Arrays.stream(bars.y()).max().orElseThrow() * (1 + ROOM_FOR_LABEL);
        return Panel.of("", Axis.of(column, low - margin, high + margin), Axis.of("rows", 0, top), bars)
                .withMarks(Mark.atX(quantile(0.5), "median " + RoundedNumber.of(quantile(0.5)), Role.NEUTRAL));
    }

    /**
     * Why it cannot be drawn.
     *
     * @return one sentence; empty where it can be drawn
     */
    public Optional<String> undrawable() {
        try {
            FigureRenderer.svg(new Figure("", 85, ROW_MM, List.of(Figure.row(1, panel()))));
            return Optional.empty();
        } catch (final CancellationException e) {
            throw e;
        } catch (final RuntimeException e) {
            return Optional.of("The distribution of " + column + " cannot be drawn: its numbers go from "
                    + RoundedNumber.of(quantile(0)) + " to " + RoundedNumber.of(quantile(1)) + ".");
        }
    }

    /**
     * Several distributions in one figure, two a row.
     *
     * @param title of the figure
     * @param distributions what it shows; may be empty
     * @return the figure; without those that cannot be drawn
     */
    public static Figure figure(final String title, final List<Distribution> distributions) {
        final List<Distribution> drawn =
                distributions.stream().filter(d -> d.undrawable().isEmpty()).toList();
        final List<Figure.Row> rows = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i += 2) {
            rows.add(new Figure.Row(
                    1,
                    drawn.subList(i, Math.min(i + 2, drawn.size())).stream()
                            .map(Distribution::panel)
                            .toList()));
        }
        if (rows.isEmpty()) rows.add(Figure.row(1, Panel.of("", Axis.of("no column of numbers"), Axis.of("rows"))));
        return Figure.stacked(title, 12 + ROW_MM * rows.size(), rows.toArray(Figure.Row[]::new));
    }
}
