package org.eibalance.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.report.Report;

/**
 * What a command found and where its files are.
 *
 * @param place the folder of the results, relative to the output folder
 * @param folder the same as an absolute path
 * @param files the names of the files in it
 * @param report what was found
 */
public record Outcome(String place, Path folder, List<String> files, Report report) {

    /**
     * What was found, with the names of the files and last the folder alone: for the standard output.
     *
     * @return lines for a person; the last is also for programs
     */
    public List<String> lines() {
        final List<String> lines = new ArrayList<>(report.sentences());
        lines.addAll(checkLines());
        lines.add("Figure: figure.svg, figure.png");
        lines.add("Tables: "
                + String.join(
                        ", ", files.stream().filter(f -> f.endsWith(".csv")).toList()));
        lines.add("Version, parameters and inputs: provenance.json");
        lines.add(folder.toString());
        return lines;
    }

    /** How many checks there were, and each that did not pass unless a sentence says it already. */
    private List<String> checkLines() {
        final Checks checks = report.checks();
        if (checks.results().isEmpty()) return List.of();
        final List<CheckResult> failed = checks.with(CheckState.FAILED);
        final List<CheckResult> doubtful = checks.with(CheckState.DOUBTFUL);
        final List<String> lines = new ArrayList<>();
        lines.add("Checks: " + checks.with(CheckState.PASSED).size() + " passed, " + doubtful.size() + " doubtful, "
                + failed.size() + " failed.");
        failed.stream()
                .filter(c -> report.sentences().stream().noneMatch(s -> says(s, c)))
                .forEach(c -> lines.add("Failed, " + c.name() + ": " + c.explanation()));
        doubtful.forEach(c -> lines.add("Doubtful, " + c.name() + ": " + c.explanation()));
        return lines;
    }

    /** Whether a sentence has that of a check, which after a colon begins with a small letter. */
    private static boolean says(final String sentence, final CheckResult check) {
        return sentence.contains(check.sentence().substring(1));
    }

    /** The same for ImageJ's Log, whose last line says what the folder is. */
    public List<String> logLines() {
        final List<String> lines = new ArrayList<>(lines());
        lines.set(lines.size() - 1, "Results: " + folder);
        return lines;
    }
}
