package org.eibalance.command;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eibalance.recording.InputException;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;

/**
 * One input of a command and the values it takes: a {@code @Parameter} field, or an input made from data. The key in
 * macros and on the command line is the name of the field.
 */
public final class CommandInput {

    /** What kind of value an input takes. */
    public enum Kind {
        /** true or false. */
        FLAG,
        /** One of a list of texts. */
        CHOICE,
        /** Path of a file. */
        FILE,
        /** Path of a folder. */
        FOLDER,
        /** Integer. */
        WHOLE_NUMBER,
        /** Decimal number. */
        NUMBER,
        /** Any text. */
        TEXT
    }

    private static final String RECORDING = "recording";

    private static final String DECIMAL = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

    /** Nine digits always fit into an int. */
    private static final String WHOLE = "[+-]?\\d{1,9}";

    private final InputSource source;

    private CommandInput(final InputSource source) {
        this.source = source;
    }

    /**
     * The inputs of a command: those made from data, if it has any, then its fields.
     *
     * @param command an instance of the command
     * @return its inputs, in the order of their declaration
     */
    public static List<CommandInput> of(final Command command) {
        final List<CommandInput> inputs = new ArrayList<>();
        if (command instanceof DataInputs made)
            made.dataInputs().forEach(source -> inputs.add(new CommandInput(source)));
        inputs.addAll(of(command.getClass()));
        return Collections.unmodifiableList(inputs);
    }

    /**
     * The fields of a command that are inputs. Those of the class that declares the recording come first, because a
     * dialog asks what is read before it asks how. After them come those of the command itself, then those of its
     * superclasses.
     *
     * @param type class of the command
     * @return these inputs; those of one class in the order of their declaration
     */
    public static List<CommandInput> of(final Class<? extends Command> type) {
        final List<CommandInput> inputs = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            final List<CommandInput> own = declared(c);
            inputs.addAll(own.stream().anyMatch(input -> input.key().equals(RECORDING)) ? 0 : inputs.size(), own);
        }
        return Collections.unmodifiableList(inputs);
    }

    private static List<CommandInput> declared(final Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Parameter.class) && isValue(field.getType()))
                .map(field -> new CommandInput(FieldInput.of(field)))
                .toList();
    }

    /**
     * Puts values into a command by their keys.
     *
     * @param command an instance of the command
     * @param name name of the command, for the sentence
     * @param values texts by key
     * @throws InputException if the command has no such key, or a text is not a value of its input
     */
    public static void fill(final Command command, final String name, final Map<String, String> values) {
        // The fields come first: which inputs are made from data may depend on them.
        final List<CommandInput> own = of(command.getClass());
        own.stream().filter(i -> values.containsKey(i.key())).forEach(i -> i.set(command, values.get(i.key())));
        final List<CommandInput> inputs = of(command);
        values.forEach((key, value) -> inputs.stream()
                .filter(i -> i.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InputException(name + " has no key '" + key + "': it has "
                        + inputs.stream().map(CommandInput::key).collect(Collectors.joining(", ")) + "."))
                .set(command, value));
    }

    /** SciJava also injects services and its context into annotated fields; those are not inputs. */
    private static boolean isValue(final Class<?> type) {
        return type.isPrimitive() || type == String.class || type == File.class;
    }

    /** Its key. */
    public String key() {
        return source.key();
    }

    /** Its name for people, with the unit. */
    public String label() {
        return source.label();
    }

    /** What it means, in a sentence. */
    public String description() {
        return source.description();
    }

    /** The texts allowed; empty if any text is. */
    public List<String> choices() {
        return source.choices();
    }

    /** The smallest number allowed, as text; empty for no limit. */
    public String min() {
        return source.min();
    }

    /** The largest number allowed, as text; empty for no limit. */
    public String max() {
        return source.max();
    }

    /** What kind of value it takes. */
    public Kind kind() {
        final Class<?> type = source.type();
        if (type == boolean.class) return Kind.FLAG;
        if (type == File.class) return source.folder() ? Kind.FOLDER : Kind.FILE;
        if (type == String.class) return choices().isEmpty() ? Kind.TEXT : Kind.CHOICE;
        return type == double.class ? Kind.NUMBER : Kind.WHOLE_NUMBER;
    }

    /** Whether a settings file holds it: all inputs but files, folders and the settings file itself. */
    public boolean isSetting() {
        return kind() != Kind.FILE && kind() != Kind.FOLDER && !key().equals(SettingsFile.KEY);
    }

    /** Its values in words: "a number from 0.1 to 10000", "true or false". */
    public String expected() {
        return switch (kind()) {
            case FLAG -> "true or false";
            case CHOICE -> "one of " + String.join(", ", choices());
            case FILE -> "the path of a file";
            case FOLDER -> "the path of a folder";
            case TEXT -> "text";
            case WHOLE_NUMBER -> range("a whole number");
            case NUMBER -> range("a number");
        };
    }

    private String range(final String kind) {
        if (!source.min().isEmpty() && !source.max().isEmpty())
            return kind + " from " + source.min() + " to " + source.max();
        if (!source.min().isEmpty()) return kind + " of at least " + source.min();
        if (!source.max().isEmpty()) return kind + " of at most " + source.max();
        return kind;
    }

    /**
     * The value in a command, as text that {@link #set} takes back.
     *
     * @param command an instance of the command
     * @return the value; empty for a file that is not set
     */
    public String get(final Command command) {
        final Object value = source.get(command);
        return value == null ? "" : value.toString();
    }

    /**
     * Reads a text as the value and puts it into a command. The locale of the system has no influence.
     *
     * @param command an instance of the command
     * @param text what a person wrote
     * @throws InputException if the text is not a value of this input
     */
    public void set(final Command command, final String text) {
        source.set(command, parse(text));
    }

    private Object parse(final String text) {
        final String value = text.strip();
        switch (kind()) {
            case TEXT:
                return value;
            case CHOICE:
                if (choices().contains(value)) return value;
                break;
            case FILE, FOLDER:
                if (!value.isEmpty()) return new File(value);
                break;
            case FLAG:
                if (value.equals("true") || value.equals("false")) return value.equals("true");
                break;
            case NUMBER:
                if (value.matches(DECIMAL)) return Double.parseDouble(value);
                break;
            case WHOLE_NUMBER:
                if (value.matches(WHOLE))
                    return source.type() == int.class
                            ? (Object) Integer.parseInt(value)
                            : (Object) Long.parseLong(value);
                break;
        }
        throw wrong(value);
    }

    /**
     * Checks the value in a command against the range and the choices of the input. Dialogs enforce both; macros and
     * scripts do not.
     *
     * @param command an instance of the command
     * @throws InputException if the value is out of its range
     */
    public void check(final Command command) {
        final String value = get(command);
        if (kind() == Kind.CHOICE && !choices().contains(value)) throw wrong(value);
        if (source.type() == File.class && value.isEmpty())
            throw new InputException(key() + " is not given: it must be " + expected() + ".");
        if (kind() != Kind.NUMBER && kind() != Kind.WHOLE_NUMBER) return;
        final double number = Double.parseDouble(value);
        final boolean low = !source.min().isEmpty() && !(number >= Double.parseDouble(source.min()));
        final boolean high = !source.max().isEmpty() && !(number <= Double.parseDouble(source.max()));
        if (low || high || Double.isNaN(number) || Double.isInfinite(number)) throw wrong(value);
    }

    private InputException wrong(final String value) {
        return new InputException(key() + " is '" + value + "': it must be " + expected() + ".");
    }
}
