package org.eibalance.command.clamp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.eibalance.command.CancelledAfterRecordingException;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;

/** A recording that grows while a command runs, and remains if the command fails. */
final class RunningRecording {

    private RunningRecording() {}

    /** Records into a file. */
    @FunctionalInterface
    interface Recorded<T> {

        /**
         * @param file new
         * @return the result
         */
        T to(Path file);
    }

    /**
     * Records into the folder of the results; the file remains if the command fails.
     *
     * @param folder of this run's results
     * @param work records
     * @return the result
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
            throw Files.exists(file) ? new CancelledAfterRecordingException(file) : e;
        }
    }

    /** Moves a complete recording to its place among the results. */
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
