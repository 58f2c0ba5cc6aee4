package org.eibalance.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        lines.add("Figure: figure.svg, figure.png");
        lines.add("Tables: "
                + String.join(
                        ", ", files.stream().filter(f -> f.endsWith(".csv")).toList()));
        lines.add("Version, parameters and inputs: provenance.json");
        lines.add(folder.toString());
        return lines;
    }

    /** The same for ImageJ's Log, whose last line says what the folder is. */
    public List<String> logLines() {
        final List<String> lines = new ArrayList<>(lines());
        lines.set(lines.size() - 1, "Results: " + folder);
        return lines;
    }
}
