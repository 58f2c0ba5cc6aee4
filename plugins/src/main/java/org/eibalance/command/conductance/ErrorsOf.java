package org.eibalance.command.conductance;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.eibalance.recording.InputException;

/** Analyses know numbers and no files: what they refuse gets the name of its file here. */
final class ErrorsOf {

    private ErrorsOf() {}

    /**
     * Computes.
     *
     * @param file what the numbers come from
     * @param analysis what is computed of them
     * @param <T> the result
     * @return the result
     * @throws InputException if the analysis refuses the numbers: its sentence with the name of the file before it
     */
    static <T> T file(final Path file, final Supplier<T> analysis) {
        try {
            return analysis.get();
        } catch (final InputException e) {
            final String name = file.getFileName().toString();
            if (e.getMessage().contains(name)) throw e;
            throw new InputException(name + ": " + e.getMessage(), e);
        }
    }
}
