package org.eibalance.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eibalance.recording.InputException;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/**
 * The commands of this program, found by their annotation. No SciJava context is needed, so that help is there at once.
 */
public final class CommandCatalog {

    private static final String PACKAGE = "org.eibalance.command.";

    private final List<Entry> entries;

    /**
     * One command.
     *
     * @param name its name on the command line
     * @param label its entry in the menu
     * @param description what it does, in a sentence
     * @param className its class
     */
    public record Entry(String name, String label, String description, String className) {

        /** Makes a command with its defaults. */
        public EiCommand create() {
            try {
                return (EiCommand)
                        Class.forName(className).getDeclaredConstructor().newInstance();
            } catch (final ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private CommandCatalog(final List<Entry> entries) {
        this.entries = entries;
    }

    /** Reads the index of annotations. */
    public static CommandCatalog load() {
        final List<Entry> entries = new ArrayList<>();
        // A loader of unknown kind: for those of build tools SciJava would index all classes anew, and say so.
        final ClassLoader loader = new ClassLoader(CommandCatalog.class.getClassLoader()) {};
        for (final IndexItem<Plugin> item : Index.load(Plugin.class, loader)) {
            final String className = item.className();
            if (!className.startsWith(PACKAGE) || item.annotation().type() != Command.class) continue;
            final String simpleName = className.substring(className.lastIndexOf('.') + 1);
            final String menuPath = item.annotation().menuPath();
            entries.add(new Entry(
                    EiCommand.name(simpleName),
                    menuPath.substring(menuPath.lastIndexOf('>') + 1),
                    item.annotation().description(),
                    className));
        }
        entries.sort(Comparator.comparing(Entry::name));
        return new CommandCatalog(List.copyOf(entries));
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
                        () -> new InputException("There is no command '" + name + "': 'list' names those there are."));
    }
}
