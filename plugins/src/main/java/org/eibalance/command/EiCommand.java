package org.eibalance.command;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;

import org.eibalance.recording.InputException;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/**
 * A command of the menu, of macros and of the command line. A subclass reads its
 * inputs and calls one method of the science; what comes of it is written here,
 * the same way for all.
 */
public abstract class EiCommand extends ContextCommand {

	private static final int PROGRESS_STEPS = 1000;

	@Parameter(label = "Output folder", style = "directory", persist = false,
		description = "Folder for the results; each recording gets a folder of its own in it.")
	private File output = new File("output");

	/** Fiji shows tasks with their progress and a button to cancel; other hosts have none. */
	@Parameter(required = false)
	private TaskService tasks;

	private DoubleConsumer progress = done -> {};
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
		check();
		final Findings findings = compute();
		outcome = FindingsWriter.write(findings, output.toPath(), name(getClass()), inputs());
		return outcome;
	}

	/**
	 * Checks each input against its range and its choices. Dialogs enforce these;
	 * macros and scripts do not.
	 *
	 * @throws InputException if one is out of its range
	 */
	public final void check() {
		for (final CommandInput input : CommandInput.of(this)) input.check(this);
	}

	/** The value of each input as text, by key. */
	private Map<String, String> inputs() {
		final Map<String, String> values = new LinkedHashMap<>();
		for (final CommandInput input : CommandInput.of(this)) values.put(input.key(), input.get(this));
		return values;
	}

	/**
	 * Tells how far the work is.
	 *
	 * @param listener given the share that is done, from 0 to 1, by any thread
	 */
	public final void onProgress(final DoubleConsumer listener) {
		progress = listener;
	}

	/** To be called by {@link #compute()} as it goes on: the share that is done, from 0 to 1. */
	protected final void progress(final double done) {
		progress.accept(done);
	}

	/**
	 * Runs inside a SciJava application: what a person can mend cancels the command
	 * with its sentence, and so does the person.
	 */
	@Override
	public final void run() {
		final Optional<Task> task = Optional.ofNullable(tasks).map(t -> t.createTask(name(getClass())));
		final Thread worker = Thread.currentThread();
		task.ifPresent(t -> {
			t.setProgressMaximum(PROGRESS_STEPS);
			t.setCancelCallBack(worker::interrupt);
			t.start();
			onProgress(done -> t.setProgressValue(Math.round(done * PROGRESS_STEPS)));
		});
		try {
			execute();
		}
		catch (final InputException e) {
			ErrorLog.keep(e);
			cancel(e.getMessage());
		}
		catch (final CancellationException e) {
			Thread.interrupted();
			cancel("Cancelled: nothing was written.");
		}
		finally {
			task.ifPresent(Task::finish);
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
		return className.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}
}
