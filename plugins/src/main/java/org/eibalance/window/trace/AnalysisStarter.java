package org.eibalance.window.trace;

import java.util.Map;
import java.util.function.Consumer;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.Outcome;

/** Starts an analysis of the menu, the way of the program that the viewer runs in. */
@FunctionalInterface
public interface AnalysisStarter {

    /**
     * Asks for the inputs that are not given, runs the command and shows what it found. Returns at once.
     *
     * @param entry the command
     * @param values inputs by key, as text
     * @param done given what was found, by any thread; not called where the person cancelled or an input was wrong
     */
    void start(CommandCatalog.Entry entry, Map<String, String> values, Consumer<Outcome> done);
}
