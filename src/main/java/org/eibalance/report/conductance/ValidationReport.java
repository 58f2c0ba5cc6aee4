package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;
import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.validation.EstimatorValidation;
import org.eibalance.validation.ValidatedMeasure;

/** Bias and spread of an estimator against simulated truth. */
public final class ValidationReport {

    private static final double ROW_MM = 60;
    private static final double TITLE_MM = 20;
    private static final int PANELS_A_ROW = 2;

    private ValidationReport() {}

    /**
     * The report.
     *
     * @param found estimates against truth
     * @return sentences; the summary with one row a quantity; the table points.csv; a figure of estimate against truth
     */
    public static Report of(final EstimatorValidation found) {
        return Report.of(sentences(found), summary(found), figure(found))
                .withTables(Map.of("points.csv", points(found.measures())))
                .withSeed(found.settings().seed());
    }

    private static String estimator(final EstimatorValidation found) {
        return found.settings().estimator().label();
    }

    private static List<String> sentences(final EstimatorValidation found) {
        final List<String> sentences = new ArrayList<>();
        for (final ValidatedMeasure m : found.measures()) {
            final String unit = m.unit().isEmpty() ? "" : " " + m.unit();
            sentences.add(format(
                    "%s, %s: bias %+.3g%s (%+.1f %% of the mean truth), spread %.3g%s.",
                    estimator(found), m.name(), m.bias(), unit, 100 * m.bias() / m.meanTruth(), m.spread(), unit));
        }
        found.refusals().forEach(r -> sentences.add("Refused: " + r));
        return sentences;
    }

    private static Table summary(final EstimatorValidation found) {
        return Table.of(
                found.measures(),
                column("estimator", "", m -> estimator(found)),
                column("measure", "", ValidatedMeasure::name),
                column("unit", "", ValidatedMeasure::unit),
                column("mean_truth", "", ValidatedMeasure::meanTruth),
                column("bias", "", ValidatedMeasure::bias),
                column("spread", "", ValidatedMeasure::spread),
                column("relative_bias", "", m -> m.bias() / m.meanTruth()),
                column("recordings", "", m -> m.truth().length),
                column("failed_share", "", ValidatedMeasure::failures));
    }

    private record Point(ValidatedMeasure measure, int index) {}

    private static Table points(final List<ValidatedMeasure> measures) {
        final List<Point> points = measures.stream()
                .flatMap(m -> IntStream.range(0, m.truth().length).mapToObj(i -> new Point(m, i)))
                .toList();
        return Table.of(
                points,
                column("measure", "", p -> p.measure().name()),
                column("unit", "", p -> p.measure().unit()),
                column("truth", "", p -> p.measure().truth()[p.index()]),
                column("estimate", "", p -> p.measure().estimate()[p.index()]));
    }

    /** Estimate against truth, with the line on which they are equal. */
    private static Figure figure(final EstimatorValidation found) {
        final List<ValidatedMeasure> measures = found.measures();
        final List<Figure.Row> rows = new ArrayList<>();
        for (int m = 0; m < measures.size(); m += PANELS_A_ROW)
            rows.add(new Figure.Row(
                    1,
                    measures.subList(m, Math.min(m + PANELS_A_ROW, measures.size())).stream()
                            .map(ValidationReport::panel)
                            .toList()));
        return new Figure(
                "Estimate against truth: " + estimator(found),
                Figure.TWO_COLUMNS_MM,
                TITLE_MM + ROW_MM * rows.size(),
                rows);
    }

    private static Panel panel(final ValidatedMeasure m) {
        final DoubleSummaryStatistics truth =
                Arrays.stream(m.truth()).filter(Double::isFinite).summaryStatistics();
        final double low = Math.min(0, truth.getMin());
        final double high = Math.max(low + 1e-9, truth.getCount() == 0 ? 1 : truth.getMax()) * 1.1;
        final double[] ends = {low, high};
        final String unit = m.unit().isEmpty() ? "" : " (" + m.unit() + ")";
        return Panel.of(
                "",
                Axis.of("true " + m.name() + unit),
                Axis.of("estimated" + unit),
                new Series("recordings", m.truth(), m.estimate(), Role.RESULT, Series.Style.POINTS),
                new Series("equal", ends, ends.clone(), Role.REFERENCE, Series.Style.DASHED));
    }
}
