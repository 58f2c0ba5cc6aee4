package org.eibalance.ij1;

import ij.IJ;
import ij.Macro;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;

import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.ErrorLog;
import org.eibalance.command.Outcome;
import org.eibalance.recording.InputException;
import org.eibalance.window.LiveWindow;
import org.eibalance.window.OutcomeWindows;

/**
 * A command in plain ImageJ, where no SciJava is: the argument in plugins.config
 * is the name of the command. From a macro the inputs come out of its option
 * string, else out of a dialog; the recorder gets the field names either way.
 */
public final class CommandPlugIn implements PlugIn {

	@Override
	public void run(final String name) {
		final CommandCatalog.Entry entry = CommandCatalog.load().find(name);
		final EiCommand command = entry.create();
		final String options = Macro.getOptions();
		try {
			final Map<String, String> values = options != null ? MacroOptions.parse(options) : ask(entry, command);
			if (values == null) return;
			CommandInput.fill(command, entry.name(), values);
			if (Recorder.record && options == null) record(command);
			LiveWindow.follow(command);
			final Outcome outcome = new EscapableRun(command).execute();
			outcome.lines().forEach(IJ::log);
			if (!GraphicsEnvironment.isHeadless()) OutcomeWindows.show(outcome);
		}
		catch (final InputException e) {
			ErrorLog.keep(e);
			IJ.error(entry.label(), e.getMessage());
			Macro.abort();
		}
		catch (final CancellationException e) {
			IJ.showStatus(entry.label() + " cancelled");
			Macro.abort();
		}
	}

	/** The dialog comes back with what was typed until the inputs are right or the person cancels. */
	private static Map<String, String> ask(final CommandCatalog.Entry entry, final EiCommand command) {
		// Else ImageJ records the labels of the dialog beside the keys.
		final boolean recording = Recorder.record;
		Recorder.record = false;
		try {
			final CommandDialog dialog = new CommandDialog(command);
			Map<String, String> values = new LinkedHashMap<>();
			while (true) {
				values = dialog.ask(entry.label(), entry.description(), values);
				if (values == null) return null;
				try {
					CommandInput.fill(command, entry.name(), values);
					command.check();
					return values;
				}
				catch (final InputException e) {
					IJ.error(entry.label(), e.getMessage());
				}
			}
		}
		finally {
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
