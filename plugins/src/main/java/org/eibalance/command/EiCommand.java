package org.eibalance.command;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eibalance.recording.InputException;
import org.eibalance.result.Provenance;
import org.eibalance.result.ResultFolder;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;

/**
 * A command of the menu, of macros and of the command line. A subclass reads its
 * inputs and calls one method of the science; what comes of it is written here,
 * the same way for all.
 */
public abstract class EiCommand extends ContextCommand {

	@Parameter(label = "Output folder", style = "directory", persist = false,
		description = "Folder for the results; each recording gets a folder of its own in it.")
	private File output = new File("output");

	private Outcome outcome;

	/**
	 * Does the work.
	 *
	 * @return what was found
	 * @throws InputException if the person can mend what is wrong
	 */
	protected abstract Findings compute();

	/**
	 * Checks the inputs, does the work and writes the results.
	 *
	 * @return what was found, and where it lies
	 * @throws InputException if the person can mend what is wrong; nothing is
	 *           written then
	 */
	public final Outcome execute() {
		final List<CommandInput> inputs = CommandInput.of(getClass());
		for (final CommandInput input : inputs) input.check(this);
		final Findings findings = compute();
		final Path folder = output.toPath().toAbsolutePath().normalize().resolve(findings.place());
		final Map<String, String> parameters = new LinkedHashMap<>();
		for (final CommandInput input : inputs) parameters.put(input.key(), input.get(this));
		outcome = new Outcome(folder, findings);
		outcome.write(name(getClass()), parameters);
		return outcome;
	}

	/** Runs inside ImageJ: what a person can mend cancels the command with its sentence. */
	@Override
	public final void run() {
		try {
			execute();
		}
		catch (final InputException e) {
			cancel(e.getMessage());
		}
	}

	/** What the last run found; null before. */
	public final Outcome outcome() {
		return outcome;
	}

	/**
	 * The name of a command on the command line: its class name in kebab case.
	 *
	 * @param type class of the command
	 * @return for instance correlate-pair
	 */
	public static String name(final Class<?> type) {
		return name(type.getSimpleName());
	}

	/**
	 * The name of a command on the command line.
	 *
	 * @param className simple name of its class
	 * @return the same in kebab case
	 */
	public static String name(final String className) {
		return className.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
	}
}
