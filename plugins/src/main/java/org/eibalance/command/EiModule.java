package org.eibalance.command;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eibalance.recording.InputException;
import org.scijava.MenuPath;
import org.scijava.command.CommandModule;
import org.scijava.module.DefaultMutableModuleInfo;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.ModuleInfo;

/**
 * One run of a command, as a SciJava module. It reads its inputs as the command line does: a key that does not exist
 * and a text that is no value of its input are refused with the same sentence, and an input that is not given has its
 * default.
 */
public final class EiModule extends CommandModule {

    private final CommandCatalog.Entry entry;
    private final EiCommand command;
    private final boolean asked;

    /** Keys that may exist once others are known: a scenario that is named decides which further ones there are. */
    private final Map<String, String> later = new LinkedHashMap<>();

    private boolean complete;

    EiModule(final EiCommandInfo info, final CommandCatalog.Entry entry, final EiCommand command, final boolean asked) {
        super(info, command);
        this.entry = entry;
        this.command = command;
        this.asked = asked;
    }

    /** The inputs of a command with their defaults, as SciJava needs them. */
    static ModuleInfo description(final CommandCatalog.Entry entry, final EiCommand command) {
        final DefaultMutableModuleInfo description = new DefaultMutableModuleInfo();
        description.setModuleClass(EiModule.class);
        description.setName(entry.name());
        description.setLabel(title(entry));
        description.setDescription(entry.description());
        description.setMenuPath(new MenuPath(CommandCatalog.MENU + entry.label()));
        for (final CommandInput input : CommandInput.of(command)) {
            description.addInput(
                    switch (input.kind()) {
                        case FLAG -> item(description, input, command, Boolean.class);
                        case NUMBER -> number(description, input, command, Double.class);
                        case WHOLE_NUMBER -> number(description, input, command, Long.class);
                        case FILE, FOLDER -> item(description, input, command, File.class);
                        case TEXT, CHOICE -> item(description, input, command, String.class);
                    });
        }
        return description;
    }

    private static <T extends Number> DefaultMutableModuleItem<T> number(
            final ModuleInfo description, final CommandInput input, final EiCommand command, final Class<T> type) {
        final DefaultMutableModuleItem<T> item = item(description, input, command, type);
        if (!input.min().isEmpty()) item.setMinimumValue(type.cast(typed(input, input.min())));
        if (!input.max().isEmpty()) item.setMaximumValue(type.cast(typed(input, input.max())));
        return item;
    }

    private static <T> DefaultMutableModuleItem<T> item(
            final ModuleInfo description, final CommandInput input, final EiCommand command, final Class<T> type) {
        final DefaultMutableModuleItem<T> item = new DefaultMutableModuleItem<>(description, input.key(), type);
        item.setLabel(input.label());
        item.setDescription(input.description());
        item.setPersisted(false);
        // The command says in a sentence what is missing.
        item.setRequired(false);
        item.setDefaultValue(type.cast(typed(input, input.get(command))));
        if (input.kind() == CommandInput.Kind.CHOICE)
            item.setChoices(input.choices().stream().map(type::cast).toList());
        if (input.kind() == CommandInput.Kind.FOLDER) item.setWidgetStyle("directory");
        return item;
    }

    /** A value as the item of its input has it; null for a file that is not set. */
    private static Object typed(final CommandInput input, final String value) {
        return switch (input.kind()) {
            case FLAG -> Boolean.valueOf(value);
            case NUMBER -> Double.valueOf(value);
            case WHOLE_NUMBER -> Long.valueOf(value);
            case FILE, FOLDER -> value.isEmpty() ? null : new File(value);
            case TEXT, CHOICE -> value;
        };
    }

    /** Whether a person chose the command: only then a dialog asks for what is not given. */
    public boolean isAsked() {
        return asked;
    }

    /** Its name for people, as in the menu. */
    public String title() {
        return title(entry);
    }

    private static String title(final CommandCatalog.Entry entry) {
        return entry.label().replaceAll("\\.\\.\\.$", "");
    }

    /**
     * Reads the values that a macro has.
     *
     * @param values texts by key
     * @throws InputException if there is no such key, or a text is not a value of its input
     */
    public void fill(final Map<String, String> values) {
        CommandInput.fill(command, entry.name(), values);
    }

    /**
     * Ends the reading of inputs: no later step of SciJava changes them, and no dialog asks for others.
     *
     * @throws InputException if a key was given that does not exist
     */
    public void complete() {
        readLater();
        for (final CommandInput input : CommandInput.of(command)) resolveInput(input.key());
        complete = true;
    }

    private void readLater() {
        final Map<String, String> values = Map.copyOf(later);
        later.clear();
        if (!values.isEmpty()) fill(values);
    }

    /**
     * Sets an input.
     *
     * @param name its key
     * @param value a value of its type or a text; null changes nothing
     * @throws InputException if there is no such key, or it is not a value of its input
     */
    @Override
    public void setInput(final String name, final Object value) {
        if (value == null || complete) return;
        final Optional<CommandInput> input = input(name);
        if (input.isEmpty() && command instanceof DataInputs) later.put(name, value.toString());
        else fill(Map.of(name, input.map(i -> text(i, value)).orElseGet(value::toString)));
    }

    /** Scripts have whole numbers as decimals too. */
    private static String text(final CommandInput input, final Object value) {
        if (input.kind() == CommandInput.Kind.WHOLE_NUMBER
                && value instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())) return Long.toString(number.longValue());
        return value.toString();
    }

    private Optional<CommandInput> input(final String name) {
        return CommandInput.of(command).stream()
                .filter(i -> i.key().equals(name))
                .findFirst();
    }

    @Override
    public Object getInput(final String name) {
        return input(name).map(i -> typed(i, i.get(command))).orElse(null);
    }

    @Override
    public Object getOutput(final String name) {
        return null;
    }

    @Override
    public void run() {
        try {
            readLater();
        } catch (final InputException e) {
            ErrorLog.keep(e);
            cancel(e.getMessage());
            return;
        }
        if (command.getContext() == null) command.setContext(context());
        command.run();
    }
}
