package org.eibalance.command;

import java.util.List;
import org.scijava.plugin.SciJavaPlugin;

/**
 * A list of commands that are made from data, so that each needs no class of its own. The catalogue finds
 * implementations by their annotation {@code @Plugin(type = DataCommandSource.class)}; they need a public constructor
 * without arguments.
 */
public interface DataCommandSource extends SciJavaPlugin {

    /** The commands, one entry each; their names must be unique among all commands. */
    List<CommandCatalog.Entry> commands();
}
