package org.eibalance.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.eibalance.figure.Figure;
import org.eibalance.result.Table;

/**
 * What a command found, before it is written anywhere.
 *
 * @param place folder for it, below the output folder
 * @param sentences what was found, in plain words
 * @param summary the table summary.csv
 * @param tables further tables by file name
 * @param files further files by name
 * @param figure the figure
 * @param inputs files that were read
 * @param seed of all random numbers; empty where none was drawn
 */
public record Findings(
        String place,
        List<String> sentences,
        Table summary,
        Map<String, Table> tables,
        Map<String, FileMaker> files,
        Figure figure,
        List<Path> inputs,
        OptionalLong seed) {

    /** Writes a file that is neither table nor figure. */
    @FunctionalInterface
    public interface FileMaker {

        /** @param file where to write; does not exist yet */
        void write(Path file);
    }
}
