package org.eibalance.command;

import java.io.File;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eibalance.recording.InputException;
import org.eibalance.scenario.ScenarioParameter;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;

/**
 * One input of a command: a {@code @Parameter} field, or a setting of the scenario it runs, and the values it takes.
 * Keys of macros and of the command line are the names of these fields, and those of the settings in lower snake case.
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

    /** As many digits as an int always holds. */
    private static final String WHOLE = "[+-]?\\d{1,9}";

    private final Source source;

    private CommandInput(final Source source) {
        this.source = source;
    }

    /** Where an input is declared. */
    private interface Source {

        String key();

        String label();

        String description();

        String min();

        String max();

        List<String> choices();

        boolean folder();

        Class<?> type();

        Object get(Command command);

        void set(Command command, Object value);
    }

    /** An annotated field of the command. */
    private record FieldSource(Field field, Parameter parameter) implements Source {

        static FieldSource of(final Field field) {
            field.setAccessible(true);
            return new FieldSource(field, field.getAnnotation(Parameter.class));
        }

        @Override
        public String key() {
            return field.getName();
        }

        @Override
        public String label() {
            return parameter.label();
        }

        @Override
        public String description() {
            return parameter.description();
        }

        @Override
        public String min() {
            return parameter.min();
        }

        @Override
        public String max() {
            return parameter.max();
        }

        @Override
        public List<String> choices() {
            return List.of(parameter.choices());
        }

        @Override
        public boolean folder() {
            return parameter.style().contains("directory");
        }

        @Override
        public Class<?> type() {
            return field.getType();
        }

        @Override
        public Object get(final Command command) {
            try {
                return field.get(command);
            } catch (final IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void set(final Command command, final Object value) {
            try {
                field.set(command, value);
            } catch (final IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A component of the settings of a scenario. */
    private record ScenarioSource(ScenarioParameter parameter) implements Source {

        @Override
        public String key() {
            return parameter.key();
        }

        @Override
        public String label() {
            return parameter.labelWithUnit();
        }

        @Override
        public String description() {
            return parameter.setting().description();
        }

        @Override
        public String min() {
            return parameter.text(parameter.setting().min());
        }

        @Override
        public String max() {
            return parameter.text(parameter.setting().max());
        }

        @Override
        public List<String> choices() {
            return List.of();
        }

        @Override
        public boolean folder() {
            return false;
        }

        @Override
        public Class<?> type() {
            return parameter.type();
        }

        @Override
        public Object get(final Command command) {
            return ((ScenarioInputs) command).settings().getOrDefault(key(), parameter.standard());
        }

        @Override
        public void set(final Command command, final Object value) {
            ((ScenarioInputs) command).settings().put(key(), value);
        }
    }

    /**
     * The inputs of a command: those of the scenario that it runs, if it runs one, then its own.
     *
     * @param command an instance of the command
     * @return its inputs, in the order in which they are declared
     */
    public static List<CommandInput> of(final Command command) {
        final List<CommandInput> inputs = new ArrayList<>();
        if (command instanceof ScenarioInputs s) {
            for (final ScenarioParameter p : s.scenarioParameters())
                inputs.add(new CommandInput(new ScenarioSource(p)));
        }
        inputs.addAll(of(command.getClass()));
        return Collections.unmodifiableList(inputs);
    }

    /**
     * The inputs of a command: first those that are declared beside the recording, for what is read is asked before
     * how; else those of the command itself before those of its superclasses.
     *
     * @param type class of the command
     * @return its inputs, within a class in the order in which they are declared
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
                .map(field -> new CommandInput(FieldSource.of(field)))
                .toList();
    }

    /**
     * Puts values into a command by their keys.
     *
     * @param command an instance of the command
     * @param name name of the command, for the sentence
     * @param values texts by key
     * @throws InputException if there is no such key, or a text is no such value
     */
    public static void fill(final Command command, final String name, final Map<String, String> values) {
        // A scenario that is named decides which further keys there are.
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

    /** Services and the context are injected as parameters too; they are no inputs. */
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

    /** The texts it can be; empty where it is not one of a list. */
    public List<String> choices() {
        return source.choices();
    }

    /** What kind of value it takes. */
    public Kind kind() {
        final Class<?> type = source.type();
        if (type == boolean.class) return Kind.FLAG;
        if (type == File.class) return source.folder() ? Kind.FOLDER : Kind.FILE;
        if (type == String.class) return choices().isEmpty() ? Kind.TEXT : Kind.CHOICE;
        return type == double.class ? Kind.NUMBER : Kind.WHOLE_NUMBER;
    }

    /** Whether it says how the work is done, rather than where files lie: what a settings file holds. */
    public boolean isSetting() {
        return kind() != Kind.FILE && kind() != Kind.FOLDER && !key().equals(SettingsFile.KEY);
    }

    /** What it can be, in words: "a number from 0.1 to 10000", "true or false". */
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
     * Reads a text as the value and puts it into a command. Text that is no such value is refused, in any locale.
     *
     * @param command an instance of the command
     * @param text what a person wrote
     * @throws InputException if the text is no such value
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
     * Checks the value in a command against the range and the choices of the input. Dialogs enforce these by
     * themselves; macros and scripts do not.
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
