package org.eibalance.command;

import java.util.List;
import java.util.function.Consumer;
import org.scijava.command.Command;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/**
 * Makes the commands of the catalogue known to a SciJava application, when it starts: menu, search, recorded macros and
 * scripts find them. What SciJava has made of their annotations goes, so that each has one entry.
 */
public final class EiCommands implements Consumer<PluginService> {

    /** For {@code org.eibalance.start}, which knows this class by its name. */
    public EiCommands() {}

    @Override
    public void accept(final PluginService plugins) {
        final List<CommandCatalog.Entry> entries = CommandCatalog.load().entries();
        for (final CommandCatalog.Entry entry : entries) {
            final List<PluginInfo<Command>> annotated = plugins.getPluginsOfType(Command.class).stream()
                    .filter(plugin -> plugin.getClassName().equals(entry.className()))
                    .toList();
            plugins.removePlugins(annotated);
        }
        plugins.addPlugins(entries.stream().map(EiCommandInfo::new).toList());
    }
}
