package org.eibalance.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.eibalance.recording.InputException;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/**
 * The commands of this program, found by their annotation. No SciJava context is needed, therefore help answers at
 * once.
 */
public final class CommandCatalog {

    /** The menu that has an entry for each command. */
    public static final String MENU = "Plugins>E/I Balance>";

    private static final String PACKAGE = "org.eibalance.command.";

    private final List<Entry> entries;

    /**
     * One command.
     *
     * @param name its name on the command line
     * @param label its entry in the menu
     * @param description what it does, in a sentence
     * @param className its class
     * @param factory makes a command with its defaults
     */
    public record Entry(String name, String label, String description, String className, Supplier<EiCommand> factory) {

        /** Makes a command with its defaults. */
        public EiCommand create() {
            return factory.get();
        }

        /** Whether it is made from data: then its class alone does not say which command it is. */
        boolean isData() {
            return !name.equals(EiCommand.name(simpleName(className)));
        }

        /** Its identifier in the ModuleService of SciJava. */
        public String id() {
            return "command:" + className + (isData() ? "(" + name + ")" : "");
        }
    }

    private CommandCatalog(final List<Entry> entries) {
        this.entries = entries;
    }

    /** Reads the index of annotations. */
    public static CommandCatalog load() {
        final List<Entry> entries = new ArrayList<>();
        for (final IndexItem<Plugin> item : index()) {
            if (item.annotation().type() == Command.class) entries.add(annotated(item));
            else if (item.annotation().type() == DataCommandSource.class)
                entries.addAll(((DataCommandSource) instance(item.className())).commands());
        }
        entries.sort(Comparator.comparing(Entry::name));
        return new CommandCatalog(List.copyOf(entries));
    }

    private static List<IndexItem<Plugin>> index() {
        // With the class loader of a build tool SciJava would make a new index of all classes, and print that.
        final ClassLoader loader = new ClassLoader(CommandCatalog.class.getClassLoader()) {};
        final List<IndexItem<Plugin>> own = new ArrayList<>();
        for (final IndexItem<Plugin> item : Index.load(Plugin.class, loader))
            if (item.className().startsWith(PACKAGE)) own.add(item);
        return own;
    }

    private static Entry annotated(final IndexItem<Plugin> item) {
        final String className = item.className();
        final String menuPath = item.annotation().menuPath();
        return new Entry(
                EiCommand.name(simpleName(className)),
                menuPath.substring(menuPath.lastIndexOf('>') + 1),
                item.annotation().description(),
                className,
                () -> (EiCommand) instance(className));
    }

    private static String simpleName(final String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static Object instance(final String className) {
        try {
            return Class.forName(className).getDeclaredConstructor().newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All commands, by name. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Finds a command.
     *
     * @param name its name on the command line
     * @return the command
     * @throws InputException if there is none of that name
     */
    public Entry find(final String name) {
        return entries.stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new InputException("There is no command '" + name + "': 'list' shows all commands."));
    }
}
