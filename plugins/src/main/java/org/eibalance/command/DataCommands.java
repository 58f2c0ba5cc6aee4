package org.eibalance.command;

import java.util.function.Consumer;
import org.scijava.plugin.PluginService;

/**
 * Makes the commands that are made from data known to a SciJava application, when it starts: menu, search, recorded
 * macros and scripts then find them like all others.
 */
public final class DataCommands implements Consumer<PluginService> {

    /** For {@code org.eibalance.start}, which knows this class by its name. */
    public DataCommands() {}

    @Override
    public void accept(final PluginService plugins) {
        plugins.addPlugins(
                CommandCatalog.data().stream().map(DataCommandInfo::new).toList());
    }
}
