package org.eibalance.scenario;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.check.scenario.FiniteMeasures;
import org.eibalance.check.scenario.ScenarioChecks;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Measure;

/**
 * A published result: its settings, its run, and what it shows.
 *
 * @param <S> its settings: a record whose components carry {@link Setting}
 */
public abstract class Scenario<S extends Record> {

    private static final double DAY_S = 86_400;
    /** Longest run: nobody waits for more, and a mistyped parameter easily asks for it. */
    private static final double MAX_S = 30 * DAY_S;
    /** Largest share of the free memory that a run may take. */
    private static final double MEMORY_SHARE = 0.9;

    private final Class<S> settings;
    private final String label;
    private final String description;

    /**
     * @param settings class of its settings
     * @param label its menu entry, without dots
     * @param description what it shows, in one sentence
     */
    protected Scenario(final Class<S> settings, final String label, final String description) {
        this.settings = settings;
        this.label = label;
        this.description = description;
    }

    /**
     * Runs it.
     *
     * @param with its settings
     * @param run seed, threads, progress
     * @return what it shows, with the numbers that are expected for the defaults
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    protected abstract Report compute(S with, ScenarioRun run);

    /** Its name: that of its class in kebab case, without the word Scenario where the class name ends with it. */
    public final String name() {
        return getClass()
                .getSimpleName()
                .replaceAll("Scenario$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** Its menu entry, without dots. */
    public final String label() {
        return label;
    }

    /** What it shows, in one sentence. */
    public final String description() {
        return description;
    }

    /** Its parameters, in order. */
    public final List<ScenarioParameter> parameters() {
        return ScenarioParameter.of(settings);
    }

    /**
     * Runs it with some parameters changed.
     *
     * @param values numbers by key, 0 for false and 1 for true; all others have their defaults
     * @param run seed, threads, progress
     * @return what it shows; numbers are expected only if all parameters have their defaults
     * @throws InputException if a key is unknown or a value out of its range, or if it would take longer than a month
     *     or more memory than there is; nothing is run then
     */
    public final Report run(final Map<String, Double> values, final ScenarioRun run) {
        final Object[] arguments = arguments(values);
        boolean changed = false;
        for (int i = 0; i < arguments.length; i++)
            changed |= !arguments[i].equals(parameters().get(i).standard());
        final S with = make(arguments);
        checkSize(values, run.threads());
        final Report result;
        try {
            result = compute(with, run);
        } catch (final InputException e) {
            throw withKeys(values, e);
        }
        return checked(
                changed
                        ? result.withMeasures(result.measures().stream()
                                .map(Measure::unexpected)
                                .toList())
                        : result);
    }

    /**
     * With the checks that every scenario has. Where its numbers are none, none of its sentences is said, unless a
     * check of its own has failed, so that they say why.
     */
    private static Report checked(final Report result) {
        final Checks checks = ScenarioChecks.of(result.measures());
        final Report all = result.withChecks(checks);
        return checks.firstFailed(FiniteMeasures.NAME).isEmpty()
                        || !result.checks().with(CheckState.FAILED).isEmpty()
                ? all
                : all.saying(List.of(checks.headline("Nothing is shown", "", FiniteMeasures.NAME)));
    }

    /**
     * Whether a run would be too long or too large; {@link #run} does not begin one that is.
     *
     * @param values as for {@link #run}
     * @param threads number of threads
     * @throws InputException if it would take longer than a month or more memory than there is, besides that of its
     *     networks; or if a key is unknown or a value out of its range
     */
    public final void checkSize(final Map<String, Double> values, final int threads) {
        final S with = settings(values);
        checkTime(with, threads);
        checkMemory(with, threads);
    }

    /** What an analysis or a network inside says knows nothing of the parameters that were given. */
    private InputException withKeys(final Map<String, Double> values, final InputException e) {
        final List<ScenarioParameter> given =
                parameters().stream().filter(p -> values.containsKey(p.key())).toList();
        if (given.isEmpty()
                || parameters().stream().anyMatch(p -> e.getMessage().contains(p.key()))) return e;
        return new InputException(
                name() + " with "
                        + given.stream()
                                .map(p -> p.key() + "=" + p.text(values.get(p.key())))
                                .collect(Collectors.joining(", "))
                        + ": " + e.getMessage(),
                e);
    }

    /** A run that nobody will see the end of does not begin. */
    private void checkTime(final S with, final int threads) {
        final double seconds = expectedSeconds(with, threads);
        if (!(seconds > MAX_S)) return;
        final double days = seconds / DAY_S;
        throw new InputException(
                name() + " would take " + (days > 1000 ? "more than 1000" : "about " + Math.round(days))
                        + " days with these parameters, and at most " + Math.round(MAX_S / DAY_S)
                        + " are run: make it smaller or shorter, or bring its parameters nearer to their defaults.");
    }

    private void checkMemory(final S with, final int threads) {
        final double needed = expectedBytes(with, threads);
        final Runtime runtime = Runtime.getRuntime();
        final double free = runtime.maxMemory() - (double) runtime.totalMemory() + runtime.freeMemory();
        if (needed > MEMORY_SHARE * free)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s needs about %.2g GB of memory with these parameters, and %.2g GB are free: make it smaller or "
                            + "shorter, use fewer threads, or give Java more memory.",
                    name(),
                    needed / 1e9,
                    free / 1e9));
    }

    /**
     * Approximate duration, to announce a long run before it starts.
     *
     * @param values as for {@link #run}
     * @param threads number of threads
     * @return seconds, correct within a factor of about three; NaN if it takes only seconds for any parameters
     * @throws InputException if a key is unknown or a value out of its range
     */
    public final double expectedSeconds(final Map<String, Double> values, final int threads) {
        return expectedSeconds(settings(values), threads);
    }

    /**
     * The value of {@link #expectedSeconds(Map, int)}.
     *
     * @param with its settings
     * @param threads number of threads
     * @return seconds, or NaN
     */
    protected double expectedSeconds(final S with, final int threads) {
        return Double.NaN;
    }

    /**
     * How much memory a run takes besides that of its networks, which check it themselves, about.
     *
     * @param with its settings
     * @param threads number of threads
     * @return bytes, or NaN if it takes only little for any parameters
     */
    protected double expectedBytes(final S with, final int threads) {
        return Double.NaN;
    }

    /** The settings with some values changed. */
    protected final S settings(final Map<String, Double> values) {
        return make(arguments(values));
    }

    private Object[] arguments(final Map<String, Double> values) {
        final List<ScenarioParameter> parameters = parameters();
        for (final String key : values.keySet()) {
            if (parameters.stream().noneMatch(p -> p.key().equals(key)))
                throw new InputException(name() + " has no key '" + key + "': it has "
                        + parameters.stream().map(ScenarioParameter::key).collect(Collectors.joining(", ")) + ".");
        }
        final Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            final ScenarioParameter p = parameters.get(i);
            final Double value = values.get(p.key());
            arguments[i] = value == null ? p.standard() : p.checked(value);
        }
        return arguments;
    }

    private S make(final Object[] arguments) {
        try {
            final Class<?>[] types = java.util.Arrays.stream(settings.getRecordComponents())
                    .map(c -> c.getType())
                    .toArray(Class<?>[]::new);
            final var constructor = settings.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (final InvocationTargetException e) {
            if (e.getCause() instanceof InputException input) throw input;
            throw new IllegalStateException(e);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
