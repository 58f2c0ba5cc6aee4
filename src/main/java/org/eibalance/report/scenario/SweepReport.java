package org.eibalance.report.scenario;

import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Column;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.ParameterSweep;
import org.eibalance.scenario.ScenarioParameter;
import org.eibalance.scenario.ScenarioRun;

/** How the numbers of a scenario change with one of its parameters. */
public final class SweepReport {

    private static final int MAX_PANELS = 12;

    private SweepReport() {}

    /**
     * Runs the sweep and shows it.
     *
     * @param sweep the scenario, the parameter and its values
     * @param run seed, threads, progress
     * @return a table with one row a value and one column a measure, and a panel for each of the first 12 measures
     * @throws org.eibalance.recording.InputException if a value of another parameter is wrong; nothing is run then
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static Report of(final ParameterSweep sweep, final ScenarioRun run) {
        final List<Report> results = sweep.run(run);
        final double[] values =
                sweep.values().stream().mapToDouble(Double::doubleValue).toArray();
        final List<Measure> measures = results.get(0).measures();
        final double[][] numbers = new double[measures.size()][values.length];
        for (int m = 0; m < numbers.length; m++) {
            for (int k = 0; k < values.length; k++)
                numbers[m][k] = results.get(k).value(measures.get(m).name());
        }
        Checks checks = Checks.NONE;
        for (int k = 0; k < values.length; k++) {
            final String part =
                    sweep.parameter().key() + " = " + sweep.parameter().text(values[k]);
            checks = checks.and(results.get(k).checks().in(part));
        }
        return Report.of(
                        List.of(sentence(sweep)),
                        table(sweep.parameter(), measures, values, numbers, results),
                        figure(sweep, measures, values, numbers))
                .withChecks(checks)
                .withSeed(run.seed());
    }

    private static String sentence(final ParameterSweep sweep) {
        final ScenarioParameter parameter = sweep.parameter();
        final List<Double> values = sweep.values();
        return sweep.scenario().name() + " at " + values.size() + " values of " + parameter.key() + " from "
                + parameter.text(values.get(0)) + " to " + parameter.text(values.get(values.size() - 1)) + ".";
    }

    /** Each row has the checks of its own run. */
    private static Table table(
            final ScenarioParameter parameter,
            final List<Measure> measures,
            final double[] values,
            final double[][] numbers,
            final List<Report> results) {
        final List<Column<Integer>> columns = new ArrayList<>();
        columns.add(column(parameter.key(), "", k -> values[k]));
        for (int m = 0; m < numbers.length; m++) {
            final double[] row = numbers[m];
            columns.add(column(measures.get(m).name(), "", k -> row[k]));
        }
        columns.add(column("checks_failed", "", k -> names(results.get(k), CheckState.FAILED)));
        columns.add(column("checks_doubtful", "", k -> names(results.get(k), CheckState.DOUBTFUL)));
        return Table.of(IntStream.range(0, values.length).boxed().toList(), columns);
    }

    private static String names(final Report result, final CheckState state) {
        final String names = result.checks().names(state);
        return names.isEmpty() ? null : names;
    }

    /** Two panels a row. */
    private static Figure figure(
            final ParameterSweep sweep, final List<Measure> measures, final double[] values, final double[][] numbers) {
        final List<Figure.Row> rows = new ArrayList<>();
        for (int m = 0; m < Math.min(MAX_PANELS, measures.size()); m += 2) {
            final List<Panel> panels = new ArrayList<>();
            for (int n = m; n < Math.min(m + 2, measures.size()); n++) {
                final Measure measure = measures.get(n);
                panels.add(Panel.of(
                        "",
                        Axis.of(sweep.parameter().labelWithUnit()),
                        Axis.of(measure.name() + (measure.unit().isEmpty() ? "" : " (" + measure.unit() + ")")),
                        Series.line(measure.name(), values, numbers[n], Role.RESULT)));
            }
            rows.add(new Figure.Row(1, panels));
        }
        return new Figure(sweep.scenario().label(), Figure.TWO_COLUMNS_MM, 20 + 45.0 * rows.size(), rows);
    }
}
