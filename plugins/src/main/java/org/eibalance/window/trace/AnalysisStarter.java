package org.eibalance.window.trace;

import java.util.Map;
import java.util.function.Consumer;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.Outcome;

/** Starts an analysis from the menu of the viewer, in Fiji or in plain ImageJ. */
@FunctionalInterface
public interface AnalysisStarter {

    /**
     * Asks for the inputs that are not given, runs the command and shows what it found. Returns at once.
     *
     * @param entry the command
     * @param values inputs by key, as text
     * @param done receives what was found, on any thread; not called if the user cancelled or an input was wrong
     */
    void start(CommandCatalog.Entry entry, Map<String, String> values, Consumer<Outcome> done);
}
