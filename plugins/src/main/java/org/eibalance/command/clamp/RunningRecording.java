package org.eibalance.command.clamp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.eibalance.command.RecordingKeptException;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;

/** A recording that grows while a command works, and outlasts its failure. */
final class RunningRecording {

    private RunningRecording() {}

    /** Records into a file. */
    @FunctionalInterface
    interface Recorded<T> {

        /**
         * @param file new
         * @return what came of it
         */
        T to(Path file);
    }

    /**
     * Lets a recording grow among the results, where it stays whatever happens.
     *
     * @param folder of this run's results
     * @param work records
     * @return what came of it
     */
    static <T> T in(final Path folder, final Recorded<T> work) {
        Path file = folder.resolve("running.eiclamp");
        for (int n = 2; Files.exists(file); n++)
            file = folder.resolve(String.format(Locale.ROOT, "running-%d.eiclamp", n));
        try {
            return work.to(file);
        } catch (final InputException e) {
            throw Files.exists(file)
                    ? new InputException(e.getMessage() + " What was recorded until then is in " + file + ".", e)
                    : e;
        } catch (final CancellationException e) {
            throw Files.exists(file) ? new RecordingKeptException(file) : e;
        }
    }

    /** Gives a recording that is complete its place among the results. */
    static Report.FileMaker moved(final Path running) {
        return file -> {
            try {
                Files.move(running, file);
            } catch (final IOException e) {
                throw new InputException(
                        file + " cannot be written (" + e.getMessage() + "): the recording stays in " + running + ".",
                        e);
            }
        };
    }
}
