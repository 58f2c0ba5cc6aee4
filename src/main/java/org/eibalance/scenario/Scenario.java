package org.eibalance.scenario;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Measure;

/**
 * A published result: its settings, its run, and what it shows.
 *
 * @param <S> its settings: a record whose components carry {@link Setting}
 */
public abstract class Scenario<S extends Record> {

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
     * @throws InputException if a key is unknown or a value out of its range; nothing is run then
     */
    public final Report run(final Map<String, Double> values, final ScenarioRun run) {
        final Object[] arguments = arguments(values);
        boolean changed = false;
        for (int i = 0; i < arguments.length; i++)
            changed |= !arguments[i].equals(parameters().get(i).standard());
        final Report result = compute(make(arguments), run);
        return changed
                ? result.withMeasures(
                        result.measures().stream().map(Measure::unexpected).toList())
                : result;
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
