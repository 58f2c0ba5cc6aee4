package org.eibalance.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command found and where it lies.
 *
 * @param folder absolute path of the folder with all files of this run
 * @param files the names of the files in it
 * @param findings what was found
 */
public record Outcome(Path folder, List<String> files, Findings findings) {

    /**
     * What was found, in plain words, where figure and tables lie, and last the folder by itself.
     *
     * @return lines for a person; the last is for programs too
     */
    public List<String> lines() {
        final List<String> lines = new ArrayList<>(findings.sentences());
        lines.add("Figure: figure.svg, figure.png. Tables: "
                + String.join(
                        ", ", files.stream().filter(f -> f.endsWith(".csv")).toList())
                + ". How they were made: provenance.json. All of them are in");
        lines.add(folder.toString());
        return lines;
    }
}
