package org.eibalance.command.batch;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.batch.BatchItem;
import org.eibalance.batch.BatchJob;
import org.eibalance.batch.BatchReport;
import org.eibalance.batch.BatchResult;
import org.eibalance.batch.BatchRun;
import org.eibalance.batch.Distribution;
import org.eibalance.batch.FolderScan;
import org.eibalance.batch.Journal;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.ErrorLog;
import org.eibalance.command.Program;
import org.eibalance.command.SettingsFile;
import org.eibalance.recording.InputException;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.InputFile;
import org.eibalance.result.OutputException;
import org.eibalance.result.ResultFolder;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Runs an analysis on each recording of a folder. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Batch Folder...",
        headless = true,
        description = "Runs an analysis on every recording of a folder: one table of all, a report page, and a "
                + "folder "
                + "of results for each.")
public final class BatchFolder extends EiCommand {

    /** Name of the input that takes the file. */
    private static final String RECORDING = "recording";

    private static final String JOURNAL = "journal.jsonl";
    private static final String ERRORS = "errors.csv";

    @Parameter(
            label = "Folder",
            style = "directory",
            persist = false,
            description = "The folder with the " + "recordings.")
    private File folder;

    @Parameter(
            label = "Pattern of file names",
            persist = false,
            description = "Which files to include, such as *.abf or *.{abf,atf}; upper and lower case are the same.")
    private String pattern = "*";

    @Parameter(
            label = "Include subfolders",
            persist = false,
            description = "Whether recordings in subfolders are included.")
    private boolean recursive = true;

    @Parameter(
            label = "Analysis",
            persist = false,
            description = "Name of the command to run on each recording; its keys are in the settings file.")
    private String command = "correlate-pair";

    @Parameter(
            label = "Files at once",
            min = "0",
            max = "256",
            persist = false,
            description = "How many recordings are analysed at the same time; 0: one for each processor.")
    private int workers = 0;

    @Parameter(
            label = "Resume",
            persist = false,
            description = "true: recordings that an earlier run finished, and that have not changed since, are "
                    + "skipped. false: all are analysed.")
    private boolean resume = true;

    private Map<Path, InputFile> identified = Map.of();
    private Map<String, String> analysis = Map.of();

    @Override
    protected void loadSettings(final Path file) {
        // They are the settings of the analysis; see template().
    }

    @Override
    protected InputFile identify(final Path input) {
        return identified.get(input);
    }

    @Override
    protected Map<String, String> parameters() {
        final Map<String, String> parameters = super.parameters();
        analysis.forEach((key, value) -> parameters.put(command + "." + key, value));
        return parameters;
    }

    @Override
    protected String place() {
        return BatchPlaces.OWN + "/" + command;
    }

    @Override
    protected Report compute() {
        final Path root = folder.toPath().toAbsolutePath().normalize();
        final CommandCatalog.Entry entry = entry();
        analysis = SettingsFile.settings(template(entry));
        final List<BatchItem> items = new FolderScan(root, pattern, recursive).items();
        final BatchPlaces places = BatchPlaces.of(parameter("output").toPath(), root, command, items);
        checkRanges(entry, items.get(0));
        final AnnotationStore annotations = AnnotationStore.ofUser();
        final BatchResult result;
        try (Journal journal = Journal.open(places.own().resolve(JOURNAL), task(), resume)) {
            new BatchRun(
                            journal,
                            job -> analyse(entry, job, places),
                            path -> annotations.find(path).stream().toList())
                    .run(items, workers == 0 ? threads() : workers, state -> {
                        progress((double) state.done() / state.total());
                        status(state.sentence());
                    });
            result = BatchResult.of(journal, items);
        }
        return report(root, items, places, result);
    }

    /** The analysis to run. */
    private CommandCatalog.Entry entry() {
        final List<CommandCatalog.Entry> fitting = CommandCatalog.load().entries().stream()
                .filter(e -> takesRecording(e.create()))
                .toList();
        return fitting.stream()
                .filter(e -> e.name().equals(command))
                .findFirst()
                .orElseThrow(() -> new InputException("command is '" + command
                        + "': it must be an analysis of a recording, one of "
                        + fitting.stream().map(CommandCatalog.Entry::name).collect(Collectors.joining(", ")) + "."));
    }

    /** The analysis with its settings, without a recording. */
    private EiCommand template(final CommandCatalog.Entry entry) {
        final EiCommand template = entry.create();
        if (!settingsFile().equals(SettingsFile.NONE))
            SettingsFile.read(Path.of(settingsFile()), command).into(template, Set.of());
        return template;
    }

    private static boolean takesRecording(final EiCommand candidate) {
        return CommandInput.of(candidate.getClass()).stream()
                .anyMatch(i -> i.key().equals(RECORDING) && i.kind() == CommandInput.Kind.FILE);
    }

    private File parameter(final String key) {
        return new File(super.parameters().get(key));
    }

    /** A value out of its range is wrong for all recordings, therefore the first is checked before the run. */
    private void checkRanges(final CommandCatalog.Entry entry, final BatchItem first) {
        final EiCommand example = template(entry);
        CommandInput.fill(example, command, Map.of(RECORDING, first.path().toString()));
        example.check();
    }

    /** What must be equal for rows of one table: command, settings and version of the program. */
    private Map<String, String> task() {
        final Map<String, String> task = new LinkedHashMap<>();
        task.put("command", command);
        task.putAll(analysis);
        task.put("version", Program.current().version());
        task.put("commit", Program.current().commit());
        return task;
    }

    /** Analyses one recording in the same way as the command alone would. */
    private Table analyse(final CommandCatalog.Entry entry, final BatchJob job, final BatchPlaces places) {
        final EiCommand one = entry.create();
        final Map<String, String> values = new LinkedHashMap<>(analysis);
        values.put(RECORDING, job.path().toString());
        values.put("output", places.output(job.name()).toString());
        CommandInput.fill(one, command, values);
        // The recordings run in parallel, therefore each command gets one thread.
        one.useThreads(1);
        try {
            one.inputFiles().know(job.input());
            final Report report = one.find();
            final List<InputFile> inputs =
                    report.inputs().stream().map(one.inputFiles()::of).toList();
            job.checkUnchanged();
            final Path place = places.of(job.name());
            ResultFolder.removeLeftovers(place);
            one.write(report, place, inputs);
            return report.checkedSummary();
        } catch (final InputException e) {
            throw e;
        } catch (final RuntimeException e) {
            ErrorLog.keep(e);
            throw e;
        }
    }

    private Report report(
            final Path root, final List<BatchItem> items, final BatchPlaces places, final BatchResult result) {
        final Map<Path, InputFile> inputs = new LinkedHashMap<>();
        result.inputs().forEach(input -> inputs.put(input.path(), input));
        identified = inputs;
        final String title = command + ", folder " + root.getFileName();
        final Map<String, Report.FileMaker> files = new LinkedHashMap<>();
        files.put(
                "report.html",
                file -> write(
                        file,
                        out -> new BatchReport(title, analysis, result, name -> places.figureOf(name)).write(out)));
        files.put(JOURNAL, file -> {
            try (Journal journal = Journal.open(places.own().resolve(JOURNAL), task(), true)) {
                write(file, out -> journal.copy(items, out));
            }
        });
        final int failed = result.errors().rows();
        final List<String> sentences = new ArrayList<>();
        sentences.add(Counts.of(items.size(), "recording") + ": " + inputs.size() + " went well, " + failed
                + (failed == 1 ? " has an error." : " have errors.") + (failed > 0 ? " Why is in errors.csv." : ""));
        sentences.add("All rows are in summary.csv, the distribution of each number in report.html.");
        final List<Distribution> distributions = Distribution.of(result.summary());
        distributions.forEach(d -> d.undrawable().ifPresent(sentences::add));
        return Report.of(sentences, result.summary(), Distribution.figure(title, distributions))
                .withTables(Map.of(ERRORS, result.errors()))
                .withChecks(result.checks())
                .withFiles(files)
                .from(List.copyOf(inputs.keySet()));
    }

    /** A folder in which nothing could be analysed is no success. */
    @Override
    protected Optional<String> error(final Report report) {
        final int errors = report.tables().get(ERRORS).rows();
        if (report.inputs().isEmpty() && errors > 0)
            return Optional.of(
                    (errors == 1 ? "The only recording has an error" : "All " + errors + " recordings have " + "errors")
                            + "; the first is " + report.tables().get(ERRORS).get(0, "file") + ": "
                            + report.tables().get(ERRORS).get(0, "message"));
        return super.error(report);
    }

    private static void write(final Path file, final ResultFolder.Contents contents) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            contents.write(out);
        } catch (final IOException e) {
            throw new OutputException(file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
