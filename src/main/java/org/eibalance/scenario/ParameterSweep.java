package org.eibalance.scenario;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.signal.ParallelLoop;

/**
 * A scenario at several values of one of its parameters, with the same seed at each.
 *
 * @param scenario the scenario
 * @param parameter the one that is varied
 * @param values its values, in the order of the runs; whole numbers where the parameter is one
 * @param others numbers of the other parameters by key, as for {@link Scenario#run}
 */
public record ParameterSweep(
        Scenario<?> scenario, ScenarioParameter parameter, List<Double> values, Map<String, Double> others) {

    /** The sweep that a dialog shows first: how the point at which a cell rests moves with both conductances. */
    public static final String DEFAULT_SCENARIO = "operating-point";

    /** Its parameter. */
    public static final String DEFAULT_PARAMETER = "growth";

    /** The first value of its parameter. */
    public static final double DEFAULT_FROM = 0.5;

    /** The last value of its parameter. */
    public static final double DEFAULT_TO = 2;

    /** Default of the number of runs. */
    public static final int DEFAULT_RUNS = 7;

    /** Keeps copies. */
    public ParameterSweep {
        values = List.copyOf(values);
        others = Map.copyOf(others);
    }

    /**
     * Evenly spaced values from a first to a last; rounded for a parameter that is a whole number.
     *
     * @param scenario the scenario
     * @param key of the parameter that is varied
     * @param from value in the first run
     * @param to value in the last run
     * @param runs number of runs, at least 2
     * @param given numbers by key, as for {@link Scenario#run}; for {@code key} none but the default
     * @return the sweep
     * @throws InputException if the scenario has no such parameter, if {@code given} has a value for it, or if a value
     *     is out of its range
     */
    public static ParameterSweep evenly(
            final Scenario<?> scenario,
            final String key,
            final double from,
            final double to,
            final int runs,
            final Map<String, Double> given) {
        final ScenarioParameter parameter = scenario.parameters().stream()
                .filter(p -> p.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InputException("sweep_parameter is '" + key + "': " + scenario.name() + " has "
                        + scenario.parameters().stream()
                                .map(ScenarioParameter::key)
                                .collect(Collectors.joining(", "))
                        + "."));
        // The recorder and settings files give every key, also the one that is varied, with its default.
        final double standard = parameter.setting().standard();
        if (Double.compare(given.getOrDefault(key, standard), standard) != 0)
            throw new InputException(key + " is given although it is varied: give it only as sweep_parameter.");
        final Double[] values = new Double[runs];
        for (int k = 0; k < runs; k++) {
            final double value = from + (to - from) * k / (runs - 1);
            values[k] = parameter.type() == double.class ? value : Math.rint(value);
            if (!(values[k] >= parameter.setting().min()
                    && values[k] <= parameter.setting().max()))
                throw new InputException(key + " is '" + parameter.text(values[k]) + "' in run " + k + ": it must be "
                        + parameter.expected() + ".");
        }
        return new ParameterSweep(scenario, parameter, Arrays.asList(values), given);
    }

    /**
     * Approximate duration of all runs together, to announce it.
     *
     * @param threads number of threads
     * @return seconds, as {@link Scenario#expectedSeconds}; NaN if the runs take only seconds
     */
    public double expectedSeconds(final int threads) {
        double expected = 0;
        for (final double value : values) expected += scenario.expectedSeconds(with(value), 1);
        return expected / threads;
    }

    /**
     * Runs the scenario at each value, as many values at a time as there are threads.
     *
     * @param run seed, threads, progress
     * @return what each run shows, in the order of the values; the numbers do not depend on the threads
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public List<Report> run(final ScenarioRun run) {
        for (final double value : values) scenario.checkSize(with(value), 1);
        final Report[] results = new Report[values.size()];
        ParallelLoop.run(
                results.length,
                run.threads(),
                run.progress(),
                k -> results[k] = scenario.run(with(values.get(k)), run.alone()));
        return List.of(results);
    }

    private Map<String, Double> with(final double value) {
        final Map<String, Double> numbers = new HashMap<>(others);
        numbers.put(parameter.key(), value);
        return numbers;
    }
}
