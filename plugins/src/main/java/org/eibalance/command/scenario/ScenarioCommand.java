package org.eibalance.command.scenario;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.eibalance.command.EiCommand;
import org.eibalance.command.ScenarioInputs;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioParameter;
import org.eibalance.scenario.ScenarioRun;
import org.scijava.plugin.Parameter;

/** Runs a scenario. Its inputs are the settings of the scenario, then a seed and a number of threads. */
public abstract class ScenarioCommand extends EiCommand implements ScenarioInputs {

    private static final double WORTH_TELLING_S = 5;

    @Parameter(
            label = "Seed",
            persist = false,
            description = "Seed of all random numbers; the same seed gives the same numbers.")
    private long seed = 1;

    @Parameter(
            label = "Threads",
            min = "0",
            max = "1024",
            persist = false,
            description = "Threads that work at once, 0 for all processors; the numbers do not depend on it.")
    private int threads = 0;

    private final Map<String, Object> chosen = new HashMap<>();

    /**
     * The scenario.
     *
     * @throws org.eibalance.recording.InputException if there is none of the name given
     */
    protected abstract Scenario<?> scenario();

    @Override
    public List<ScenarioParameter> scenarioParameters() {
        return scenario().parameters();
    }

    @Override
    public final Map<String, Object> settings() {
        return chosen;
    }

    /** The settings that were given, as numbers. */
    final Map<String, Double> numbers() {
        final Map<String, Double> numbers = new LinkedHashMap<>();
        chosen.forEach((key, value) ->
                numbers.put(key, value instanceof Boolean b ? (b ? 1.0 : 0.0) : ((Number) value).doubleValue()));
        return numbers;
    }

    final long seed() {
        return seed;
    }

    final int chosenThreads() {
        return threads == 0 ? threads() : threads;
    }

    final ScenarioRun run(final DoubleConsumer progress) {
        return new ScenarioRun(seed, chosenThreads(), progress);
    }

    /** Tells the person how long it will take, before it begins; nothing where that is short or not known. */
    final void tellExpected(final double seconds) {
        if (!(seconds >= WORTH_TELLING_S)) return;
        announce("This will take about "
                + (seconds < 90
                        ? Math.round(seconds) + " s"
                        : seconds < 5400 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h")
                + ".");
    }

    @Override
    protected String place() {
        return scenario().name();
    }

    @Override
    protected Report compute() {
        final Scenario<?> scenario = scenario();
        tellExpected(scenario.expectedSeconds(numbers(), chosenThreads()));
        final Report result = scenario.run(numbers(), run(this::progress));
        final Map<String, Table> tables = new java.util.TreeMap<>(result.tables());
        return Report.of(result.sentences(), result.summary(), result.figure())
                .withTables(tables)
                .withSeed(seed);
    }
}
