package org.eibalance.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eibalance.recording.InputException;

/**
 * The choices of one input, each of which stands for a constant of an enum.
 *
 * <p>The annotation of the input lists the same texts, because an annotation must be written out; a test compares them.
 *
 * <pre>{@code
 * private static final Choice<Polarity> POLARITY = Choice.of("polarity", Polarity.class, Polarity::label);
 * }</pre>
 *
 * @param <E> the enum
 */
public final class Choice<E extends Enum<E>> {

    private final String key;
    private final Map<String, E> constants;
    /** Texts that stand for no constant, such as auto. */
    private final List<String> others;

    private Choice(final String key, final Map<String, E> constants, final List<String> others) {
        this.key = key;
        this.constants = constants;
        this.others = others;
    }

    /**
     * All constants of an enum under their names in kebab case: ORIGINAL_2004 is original-2004.
     *
     * @param key of the input
     * @param type the enum
     */
    public static <E extends Enum<E>> Choice<E> of(final String key, final Class<E> type) {
        return of(
                key, type, constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /**
     * All constants of an enum under their labels.
     *
     * @param key of the input
     * @param type the enum
     * @param label the text of a constant
     */
    public static <E extends Enum<E>> Choice<E> of(
            final String key, final Class<E> type, final Function<? super E, String> label) {
        final Map<String, E> constants = new LinkedHashMap<>();
        for (final E constant : type.getEnumConstants()) constants.put(label.apply(constant), constant);
        return new Choice<>(key, constants, List.of());
    }

    /** The same with further texts that stand for no constant, such as auto. */
    public Choice<E> or(final String... texts) {
        return new Choice<>(key, constants, List.of(texts));
    }

    /** The key of the input. */
    public String key() {
        return key;
    }

    /** All texts that the input takes. */
    public List<String> texts() {
        final List<String> texts = new ArrayList<>(others);
        texts.addAll(constants.keySet());
        return texts;
    }

    /**
     * Reads the input.
     *
     * @param text its value
     * @return the constant; empty for a text that stands for none
     * @throws InputException if the text is none of the choices
     */
    public Optional<E> find(final String text) {
        final String value = text.strip();
        if (!texts().contains(value))
            throw new InputException(
                    key + " is '" + value + "': it must be one of " + String.join(", ", texts()) + ".");
        return Optional.ofNullable(constants.get(value));
    }

    /**
     * Reads an input whose every text stands for a constant.
     *
     * @param text its value
     * @return the constant
     * @throws InputException if the text is none of the choices
     */
    public E parse(final String text) {
        return find(text).orElseThrow(() -> new IllegalStateException(key + " can be " + text + ": use find"));
    }
}
