package org.eibalance.command.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioParameter;
import org.eibalance.scenario.catalogue.Scenarios;
import org.eibalance.signal.ParallelLoop;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Runs a scenario at several values of one parameter, in parallel. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Sweep Scenario...",
        headless = true,
        description = "Runs a scenario at several values of one of its parameters and shows how its numbers change.")
public final class SweepScenario extends ScenarioCommand {

    private static final int MAX_PANELS = 12;

    @Parameter(label = "Scenario", persist = false, description = "Name of the scenario, from list-scenarios.")
    private String scenario = "operating-point";

    @Parameter(label = "Parameter", persist = false, description = "Key of the parameter that is varied.")
    private String sweep_parameter = "growth";

    @Parameter(label = "First value", persist = false, description = "Value of the parameter in the first run.")
    private double sweep_from = 0.5;

    @Parameter(label = "Last value", persist = false, description = "Value of the parameter in the last run.")
    private double sweep_to = 2;

    @Parameter(
            label = "Runs",
            min = "2",
            max = "1000",
            persist = false,
            description = "Number of runs; the values are evenly spaced from the first to the last.")
    private int sweep_runs = 7;

    @Override
    protected Scenario<?> scenario() {
        return Scenarios.find(scenario);
    }

    @Override
    protected String place() {
        return scenario().name() + "/" + name();
    }

    @Override
    protected Report compute() {
        final Scenario<?> chosen = scenario();
        final ScenarioParameter parameter = chosen.parameters().stream()
                .filter(p -> p.key().equals(sweep_parameter))
                .findFirst()
                .orElseThrow(() -> new InputException("sweep_parameter is '" + sweep_parameter + "': " + chosen.name()
                        + " has "
                        + chosen.parameters().stream()
                                .map(ScenarioParameter::key)
                                .collect(Collectors.joining(", ")) + "."));
        // The recorder and settings files give every key, also the one that is varied, with its default.
        if (!changed().getOrDefault(sweep_parameter, parameter.standard()).equals(parameter.standard()))
            throw new InputException(
                    sweep_parameter + " is given although it is varied: give it only as " + "sweep_parameter.");
        final double[] values = values(parameter);
        double expected = 0;
        for (final double value : values) {
            final Map<String, Double> with = new HashMap<>(numbers());
            with.put(parameter.key(), value);
            chosen.checkSize(with, 1);
            expected += chosen.expectedSeconds(with, 1);
        }
        announceDuration(expected / threads());
        final Report[] results = new Report[values.length];
        ParallelLoop.run(values.length, threads(), this::progress, k -> {
            final Map<String, Double> with = new HashMap<>(numbers());
            with.put(parameter.key(), values[k]);
            results[k] = chosen.run(with, run(share -> {}).alone());
        });
        return report(chosen, parameter, values, results);
    }

    /**
     * The values, evenly spaced; rounded for a parameter that is a whole number. All are checked before the first run.
     */
    private double[] values(final ScenarioParameter parameter) {
        final double[] values = new double[sweep_runs];
        for (int k = 0; k < values.length; k++) {
            final double value = sweep_from + (sweep_to - sweep_from) * k / (sweep_runs - 1);
            values[k] = parameter.type() == double.class ? value : Math.rint(value);
            if (!(values[k] >= parameter.setting().min()
                    && values[k] <= parameter.setting().max()))
                throw new InputException(parameter.key() + " is '" + parameter.text(values[k]) + "' in run " + k
                        + ": it must be " + parameter.expected() + ".");
        }
        return values;
    }

    private Report report(
            final Scenario<?> chosen,
            final ScenarioParameter parameter,
            final double[] values,
            final Report[] results) {
        final List<Measure> measures = results[0].measures();
        final List<String> columns = new ArrayList<>();
        columns.add(parameter.key());
        measures.forEach(m -> columns.add(m.name()));
        final double[][] data = new double[columns.size()][values.length];
        data[0] = values;
        for (int m = 0; m < measures.size(); m++) {
            for (int k = 0; k < values.length; k++)
                data[m + 1][k] = results[k].value(measures.get(m).name());
        }
        final List<Figure.Row> rows = new ArrayList<>();
        for (int m = 0; m < Math.min(MAX_PANELS, measures.size()); m += 2) {
            final List<Panel> panels = new ArrayList<>();
            for (int n = m; n < Math.min(m + 2, measures.size()); n++) {
                final Measure measure = measures.get(n);
                panels.add(Panel.of(
                        "",
                        Axis.of(parameter.labelWithUnit()),
                        Axis.of(measure.name() + (measure.unit().isEmpty() ? "" : " (" + measure.unit() + ")")),
                        Series.line(measure.name(), values, data[n + 1], Role.RESULT)));
            }
            rows.add(new Figure.Row(1, panels));
        }
        final Figure figure = new Figure(chosen.label(), Figure.TWO_COLUMNS_MM, 20 + 45.0 * rows.size(), rows);
        final Table.Builder summary =
                Table.withColumns(Stream.concat(columns.stream(), Stream.of("checks_failed", "checks_doubtful"))
                        .toArray(String[]::new));
        Checks checks = Checks.NONE;
        for (int k = 0; k < values.length; k++) {
            final Object[] row = new Object[columns.size() + 2];
            for (int c = 0; c < columns.size(); c++) row[c] = data[c][k];
            row[columns.size()] = results[k].checks().names(CheckState.FAILED);
            row[columns.size() + 1] = results[k].checks().names(CheckState.DOUBTFUL);
            summary.row(row);
            checks = checks.and(results[k].checks().in(parameter.key() + " = " + parameter.text(values[k])));
        }
        return Report.of(
                        List.of(chosen.name() + " at " + values.length
                                + " values of " + parameter.key() + " from " + parameter.text(values[0]) + " to "
                                + parameter.text(values[values.length - 1]) + "."),
                        summary.build(),
                        figure)
                .withChecks(checks)
                .withSeed(seed());
    }
}
