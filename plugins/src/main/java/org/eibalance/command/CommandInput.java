package org.eibalance.command;

import java.io.File;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.eibalance.recording.InputException;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;

/**
 * One input of a command: a {@code @Parameter} field and the values it takes. Keys
 * of macros and of the command line are the names of these fields.
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

	private static final String DECIMAL = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

	/** As many digits as an int always holds. */
	private static final String WHOLE = "[+-]?\\d{1,9}";

	private final Field field;
	private final Parameter parameter;

	private CommandInput(final Field field) {
		this.field = field;
		this.parameter = field.getAnnotation(Parameter.class);
		field.setAccessible(true);
	}

	/**
	 * The inputs of a command, those of the command itself before those of its
	 * superclasses.
	 *
	 * @param type class of the command
	 * @return its inputs, in the order in which they are declared
	 */
	public static List<CommandInput> of(final Class<? extends Command> type) {
		final List<CommandInput> inputs = new ArrayList<>();
		for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
			for (final Field field : c.getDeclaredFields()) {
				if (field.isAnnotationPresent(Parameter.class) && isValue(field.getType())) inputs.add(new CommandInput(field));
			}
		}
		return Collections.unmodifiableList(inputs);
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
		final List<CommandInput> inputs = of(command.getClass());
		values.forEach((key, value) -> inputs.stream().filter(i -> i.key().equals(key)).findFirst().orElseThrow(
			() -> new InputException(name + " has no key '" + key + "': it has " + inputs.stream().map(CommandInput::key)
				.collect(Collectors.joining(", ")) + ".")).set(command, value));
	}

	/** Services and the context are injected as parameters too; they are no inputs. */
	private static boolean isValue(final Class<?> type) {
		return type.isPrimitive() || type == String.class || type == File.class;
	}

	/** Its key. */
	public String key() {
		return field.getName();
	}

	/** Its name for people, with the unit. */
	public String label() {
		return parameter.label();
	}

	/** What it means, in a sentence. */
	public String description() {
		return parameter.description();
	}

	/** The texts it can be; empty where it is not one of a list. */
	public List<String> choices() {
		return List.of(parameter.choices());
	}

	/** What kind of value it takes. */
	public Kind kind() {
		final Class<?> type = field.getType();
		if (type == boolean.class) return Kind.FLAG;
		if (type == File.class) return parameter.style().contains("directory") ? Kind.FOLDER : Kind.FILE;
		if (type == String.class) return choices().isEmpty() ? Kind.TEXT : Kind.CHOICE;
		return type == double.class ? Kind.NUMBER : Kind.WHOLE_NUMBER;
	}

	/**
	 * Whether it says how the work is done, rather than where files lie: what a
	 * settings file holds.
	 */
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
		if (!parameter.min().isEmpty() && !parameter.max().isEmpty()) return kind + " from " + parameter.min() + " to " +
			parameter.max();
		if (!parameter.min().isEmpty()) return kind + " of at least " + parameter.min();
		if (!parameter.max().isEmpty()) return kind + " of at most " + parameter.max();
		return kind;
	}

	/**
	 * The value in a command, as text that {@link #set} takes back.
	 *
	 * @param command an instance of the command
	 * @return the value; empty for a file that is not set
	 */
	public String get(final Command command) {
		try {
			final Object value = field.get(command);
			return value == null ? "" : value.toString();
		}
		catch (final IllegalAccessException e) {
			throw new IllegalStateException(e);
		}
	}

	/**
	 * Reads a text as the value and puts it into a command. Text that is no such
	 * value is refused, in any locale.
	 *
	 * @param command an instance of the command
	 * @param text what a person wrote
	 * @throws InputException if the text is no such value
	 */
	public void set(final Command command, final String text) {
		try {
			field.set(command, parse(text));
		}
		catch (final IllegalAccessException e) {
			throw new IllegalStateException(e);
		}
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
				if (value.matches(WHOLE)) return field.getType() == int.class ? (Object) Integer.parseInt(value) : (Object) Long
					.parseLong(value);
				break;
		}
		throw wrong(value);
	}

	/**
	 * Checks the value in a command against the range and the choices of the input.
	 * Dialogs enforce these by themselves; macros and scripts do not.
	 *
	 * @param command an instance of the command
	 * @throws InputException if the value is out of its range
	 */
	public void check(final Command command) {
		final String value = get(command);
		if (kind() == Kind.CHOICE && !choices().contains(value)) throw wrong(value);
		if (field.getType() == File.class && value.isEmpty()) throw new InputException(key() + " is not given: it must be " +
			expected() + ".");
		if (kind() != Kind.NUMBER && kind() != Kind.WHOLE_NUMBER) return;
		final double number = Double.parseDouble(value);
		final boolean low = !parameter.min().isEmpty() && !(number >= Double.parseDouble(parameter.min()));
		final boolean high = !parameter.max().isEmpty() && !(number <= Double.parseDouble(parameter.max()));
		if (low || high || Double.isNaN(number) || Double.isInfinite(number)) throw wrong(value);
	}

	private InputException wrong(final String value) {
		return new InputException(key() + " is '" + value + "': it must be " + expected() + ".");
	}
}
