package org.eibalance.command;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.eibalance.batch.BatchCancelledException;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.InputFile;
import org.eibalance.result.InputFiles;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/**
 * A command of the menu, of macros and of the command line. A subclass reads its inputs and calls one method of the
 * science; this class writes the results, in the same way for all.
 */
public abstract class EiCommand extends ContextCommand {

    private static final int PROGRESS_STEPS = 1000;

    @Parameter(
            label = "Output folder",
            style = "directory",
            persist = false,
            description = "Folder for the results; in it each recording has its own folder.")
    private File output = new File("output");

    @Parameter(
            label = "Settings file",
            persist = false,
            description = "File with the values of all keys except files and folders, such as provenance.json "
                    + "of an earlier run. auto: none.")
    private String settings = SettingsFile.NONE;

    @Parameter(
            label = "Strict",
            persist = false,
            description = "true: a failed check ends the command with an error (exit status 2); results are written "
                    + "all the same.")
    private boolean strict = false;

    /** Fiji shows tasks with their progress and a button to cancel; other hosts have none. */
    @Parameter(required = false)
    private TaskService tasks;

    private DoubleConsumer progress = done -> {};
    private Consumer<String> status = sentence -> {};
    private Consumer<String> announcement = sentence -> {};
    /** Nothing below the commands asks for the number of processors: the caller decides. */
    private int threads = Runtime.getRuntime().availableProcessors();

    private Set<String> given = Set.of();
    private final InputFiles files = new InputFiles();
    private final AnnotationUse annotated = new AnnotationUse(files);
    private Outcome outcome;

    /**
     * Does the work.
     *
     * @return what was found
     * @throws InputException if something is wrong that the user can correct
     */
    protected abstract Report compute();

    /**
     * Checks the inputs, does the work and writes the results.
     *
     * @return what was found, and where it lies
     * @throws ErrorWithResultsException if the results were written and yet say that something is wrong
     * @throws InputException if something else is wrong that the user can correct; nothing is written then
     */
    public final Outcome execute() {
        if (!settings.equals(SettingsFile.NONE)) loadSettings(Path.of(settings));
        final Report report;
        try {
            report = find();
            final List<InputFile> inputs =
                    report.inputs().stream().map(this::identify).toList();
            outcome = write(report, outputFolder().resolve(place()), inputs);
        } catch (final OutOfMemoryError e) {
            throw new InputException(
                    name() + " needs more memory than the "
                            + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB that Java may use: "
                            + toMakeSmaller() + ", or give Java more memory with -Xmx.",
                    e);
        }
        error(report).ifPresent(sentence -> {
            throw new ErrorWithResultsException(sentence, outcome);
        });
        return outcome;
    }

    /**
     * Why the command ends with an error although its results were written: the report has one, or a check failed and
     * {@code strict} is true. A command with further reasons overrides this.
     *
     * @param report what was found
     * @return a sentence; empty where all is well
     */
    protected Optional<String> error(final Report report) {
        if (report.error().isPresent()) return report.error();
        final List<CheckResult> failed = report.checks().with(CheckState.FAILED);
        if (!strict || failed.isEmpty()) return Optional.empty();
        return Optional.of("strict is true and " + Counts.of(failed.size(), "check") + " failed: "
                + failed.stream().map(c -> c.name() + " (" + c.sentence() + ")").collect(Collectors.joining(", "))
                + ".");
    }

    /** What to do if the memory does not suffice: the beginning of advice, such as "give fewer sweeps". */
    protected String toMakeSmaller() {
        return recordings().isEmpty()
                ? "choose smaller values"
                : "take fewer sweeps or channels, or a shorter part of the recording";
    }

    /** The recordings of the run, as its inputs name them; empty for a command without recordings. */
    protected List<Path> recordings() {
        return List.of();
    }

    /**
     * The folder of the results, below the output folder: the name of the recording, then the name of the command; the
     * latter alone if there is no recording.
     */
    protected String place() {
        return recordings().isEmpty() ? name() : RecordingPaths.place(recordings(), name());
    }

    /** Checks the inputs and does the work. */
    public final Report find() {
        check();
        return annotated.addTo(compute());
    }

    /** The output folder, absolute: for a command whose recording grows there while it runs. */
    protected final Path outputFolder() {
        return output.toPath().toAbsolutePath().normalize();
    }

    /** Writes what was found into a folder. */
    public final Outcome write(final Report report, final Path folder, final List<InputFile> inputs) {
        return ReportWriter.write(report, place(), folder, name(), parameters(), inputs, annotated.remarks());
    }

    /** Size and SHA-256 of a file that was read; a command that knows them already overrides this. */
    protected InputFile identify(final Path input) {
        return files.of(input);
    }

    /**
     * Reads the settings file into the inputs. A command that passes it on to another command overrides this.
     *
     * @param file the file
     * @throws InputException if it is not a settings file of this command, or if a key that was given has another value
     */
    protected void loadSettings(final Path file) {
        SettingsFile.read(file, name()).into(this, given);
    }

    /** The settings file; auto for none. */
    protected final String settingsFile() {
        return settings;
    }

    /**
     * Sets which keys the user has given. A settings file with another value for one of them is refused, also if the
     * user gave the default.
     *
     * @param keys keys of this command
     */
    public final void given(final Set<String> keys) {
        given = Set.copyOf(keys);
    }

    /** How many threads the work may use; results do not depend on it. */
    protected final int threads() {
        return threads;
    }

    /** Sets how many threads the work may use; the default is one for each processor. */
    public final void useThreads(final int number) {
        threads = number;
    }

    /** The files that the run reads: each is read once for its SHA-256. */
    public final InputFiles inputFiles() {
        return files;
    }

    /** What the run uses from the annotations of its recordings. */
    protected final AnnotationUse annotations() {
        return annotated;
    }

    /**
     * The sweeps to use: those that the user named, or, for all, those that the annotations of the recording do not
     * exclude. Results and provenance say what was left out.
     *
     * @param recording the recording, open
     * @param file where it lies
     * @param choice the input {@code sweeps}: all, or numbers such as 0-4,7
     * @return 0-based sweeps; empty for all
     * @throws InputException if the text is not a list of sweeps, or no sweep is left
     */
    protected final List<Integer> sweeps(final Recording recording, final Path file, final String choice) {
        return annotated.choose(recording, file, SweepList.parse(choice));
    }

    /**
     * Checks each input against its range and its choices. Dialogs enforce these; macros and scripts do not.
     *
     * @throws InputException if one is out of its range
     */
    public final void check() {
        for (final CommandInput input : CommandInput.of(this)) input.check(this);
    }

    /** The value of each input as text, by key, for the provenance. */
    protected Map<String, String> parameters() {
        final Map<String, String> values = new LinkedHashMap<>();
        for (final CommandInput input : CommandInput.of(this)) values.put(input.key(), input.get(this));
        return values;
    }

    /**
     * Reports the progress.
     *
     * @param listener receives the share that is done, from 0 to 1, on any thread
     */
    public final void onProgress(final DoubleConsumer listener) {
        progress = listener;
    }

    /**
     * Reports the progress in words, if a command knows more than the share.
     *
     * @param listener receives a sentence from time to time, on any thread
     */
    public final void onStatus(final Consumer<String> listener) {
        status = listener;
    }

    /**
     * Reports at the start of a long run how long it will take.
     *
     * @param listener receives at most one sentence, on the thread that runs the command
     */
    public final void onAnnouncement(final Consumer<String> listener) {
        announcement = listener;
    }

    /** To be called by {@link #compute()} before long work begins. */
    protected final void announce(final String sentence) {
        announcement.accept(sentence);
    }

    /** To be called by {@link #compute()} as it goes on: how far it is, in words. */
    protected final void status(final String sentence) {
        status.accept(sentence);
    }

    /** To be called by {@link #compute()} as it goes on: the share that is done, from 0 to 1. */
    protected final void progress(final double done) {
        progress.accept(done);
    }

    /**
     * Runs inside a SciJava application. An error that the user can correct cancels the command, with its sentence as
     * the reason; the user can cancel it too.
     */
    @Override
    public final void run() {
        final Optional<Task> task = Optional.ofNullable(tasks).map(t -> t.createTask(name()));
        final Thread worker = Thread.currentThread();
        task.ifPresent(t -> {
            t.setProgressMaximum(PROGRESS_STEPS);
            t.setCancelCallBack(worker::interrupt);
            t.start();
            onProgress(done -> t.setProgressValue(Math.round(done * PROGRESS_STEPS)));
            onStatus(t::setStatusMessage);
            onAnnouncement(t::setStatusMessage);
        });
        try {
            execute();
        } catch (final InputException e) {
            ErrorLog.keep(e);
            cancel(e.getMessage());
        } catch (final CancellationException e) {
            Thread.interrupted();
            cancel(sentence(e));
        } finally {
            task.ifPresent(Task::finish);
        }
    }

    /**
     * What remains of a cancelled command.
     *
     * @param cancelled how it ended
     * @return a sentence for the user
     */
    public static String sentence(final CancellationException cancelled) {
        return cancelled instanceof BatchCancelledException || cancelled instanceof CancelledAfterRecordingException
                ? cancelled.getMessage()
                : "Cancelled: nothing was written.";
    }

    /** What the last run found; null before. */
    public final Outcome outcome() {
        return outcome;
    }

    /** Its name on the command line; a command that is made from data overrides this. */
    public String name() {
        return name(getClass());
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
