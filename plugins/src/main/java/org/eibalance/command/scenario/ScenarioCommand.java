package org.eibalance.command.scenario;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.eibalance.command.DataInputs;
import org.eibalance.command.EiCommand;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.scijava.plugin.Parameter;

/** Runs a scenario. Its inputs are the settings of the scenario, then a seed and a number of threads. */
public abstract class ScenarioCommand extends EiCommand implements DataInputs {

    private static final double MIN_ANNOUNCED_S = 5;

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
            description = "Number of threads; 0: one for each processor. The numbers do not depend on it.")
    private int threads = 0;

    private final Map<String, Object> changed = new HashMap<>();

    /**
     * The scenario.
     *
     * @throws org.eibalance.recording.InputException if there is no scenario of the given name
     */
    protected abstract Scenario<?> scenario();

    @Override
    public final List<ScenarioInput> dataInputs() {
        return scenario().parameters().stream().map(ScenarioInput::new).toList();
    }

    /** Values of the scenario's parameters that were given, by key; the inputs write to it. */
    final Map<String, Object> changed() {
        return changed;
    }

    /** The values that were given, as numbers. */
    final Map<String, Double> numbers() {
        final Map<String, Double> numbers = new LinkedHashMap<>();
        changed.forEach((key, value) ->
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

    /** Announces how long the run will take, before it begins; nothing if that is short or not known. */
    final void announceDuration(final double seconds) {
        if (!(seconds >= MIN_ANNOUNCED_S)) return;
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

    /** The numbers above their defaults, which are what makes a run large. */
    @Override
    protected String toMakeSmaller() {
        final String above = scenario().parameters().stream()
                .filter(p -> p.type() != boolean.class
                        && numbers().getOrDefault(p.key(), p.setting().standard())
                                > p.setting().standard())
                .map(p -> p.key() + " (" + p.text(numbers().get(p.key())) + ")")
                .collect(Collectors.joining(" or "));
        return above.isEmpty() ? "use fewer threads than " + chosenThreads() : "make " + above + " smaller";
    }

    @Override
    protected Report compute() {
        final Scenario<?> scenario = scenario();
        scenario.checkSize(numbers(), chosenThreads());
        announceDuration(scenario.expectedSeconds(numbers(), chosenThreads()));
        final Report result = scenario.run(numbers(), run(this::progress));
        final Map<String, Table> tables = new java.util.TreeMap<>(result.tables());
        return Report.of(result.sentences(), result.summary(), result.figure())
                .withTables(tables)
                .withChecks(result.checks())
                .withSeed(seed);
    }
}
