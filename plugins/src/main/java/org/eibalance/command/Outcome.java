package org.eibalance.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.report.Report;

/**
 * What a command found and where it lies.
 *
 * @param place the same folder, below the output folder
 * @param folder absolute path of the folder with all files of this run
 * @param files the names of the files in it
 * @param report what was found
 */
public record Outcome(String place, Path folder, List<String> files, Report report) {

    /**
     * What was found, in plain words, where figure and tables lie, and last the folder by itself.
     *
     * @return lines for a person; the last is for programs too
     */
    public List<String> lines() {
        final List<String> lines = new ArrayList<>(report.sentences());
        lines.add("Figure: figure.svg, figure.png. Tables: "
                + String.join(
                        ", ", files.stream().filter(f -> f.endsWith(".csv")).toList())
                + ". How they were made: provenance.json. All of them are in");
        lines.add(folder.toString());
        return lines;
    }
}
