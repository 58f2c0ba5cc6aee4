package org.eibalance.ij1;

import ij.IJ;
import ij.Macro;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;
import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.ErrorLog;
import org.eibalance.command.MacroOptions;
import org.eibalance.command.Outcome;
import org.eibalance.recording.InputException;
import org.eibalance.window.LiveWindow;
import org.eibalance.window.OutcomeWindows;

/**
 * A command in plain ImageJ, without SciJava. The argument in plugins.config is the name of the command. In a macro the
 * inputs come from its option string, otherwise from a dialog; the recorder gets the keys in both cases.
 */
public final class CommandPlugIn implements PlugIn {

    @Override
    public void run(final String name) {
        run(CommandCatalog.load().find(name), Map.of());
    }

    /**
     * Runs a command.
     *
     * @param entry the command
     * @param first initial values of the dialog, by key; the others have their defaults
     * @return what was found; empty if the user cancelled or an input was wrong
     */
    Optional<Outcome> run(final CommandCatalog.Entry entry, final Map<String, String> first) {
        final EiCommand command = entry.create();
        final String options = Macro.getOptions();
        try {
            final Map<String, String> values =
                    options != null ? MacroOptions.parse(options) : ask(entry, command, first);
            if (values == null) return Optional.empty();
            CommandInput.fill(command, entry.name(), values);
            if (Recorder.record && options == null) record(command);
            LiveWindow.follow(command);
            final Outcome outcome = new EscapableRun(command).execute();
            outcome.logLines().forEach(IJ::log);
            if (!GraphicsEnvironment.isHeadless()) OutcomeWindows.show(command, outcome, new DialogStarter());
            return Optional.of(outcome);
        } catch (final InputException e) {
            ErrorLog.keep(e);
            IJ.error(entry.label(), e.getMessage());
            Macro.abort();
        } catch (final CancellationException e) {
            IJ.showStatus(entry.label() + " cancelled");
            Macro.abort();
        }
        return Optional.empty();
    }

    /** The dialog appears again with the typed values until the inputs are valid or the user cancels. */
    private static Map<String, String> ask(
            final CommandCatalog.Entry entry, final EiCommand command, final Map<String, String> first) {
        // Otherwise ImageJ would also record the labels of the dialog.
        final boolean recording = Recorder.record;
        Recorder.record = false;
        try {
            final CommandDialog dialog = new CommandDialog(command);
            Map<String, String> values = new LinkedHashMap<>(first);
            while (true) {
                values = dialog.ask(entry, values);
                if (values == null) return null;
                try {
                    CommandInput.fill(command, entry.name(), values);
                    command.check();
                    return values;
                } catch (final InputException e) {
                    IJ.error(entry.label(), e.getMessage());
                }
            }
        } finally {
            Recorder.record = recording;
        }
    }

    /** Hands all inputs to the recorder, as keys and values. */
    static void record(final EiCommand command) {
        for (final CommandInput input : CommandInput.of(command)) {
            Recorder.recordOption(input.key(), MacroOptions.recordable(input.get(command)));
        }
    }
}
