package org.eibalance.ij1;

import ij.IJ;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eibalance.command.EiCommand;
import org.eibalance.command.Outcome;
import org.eibalance.recording.InputException;

/** Runs a command in plain ImageJ: the progress bar shows the progress, and Escape cancels. */
final class EscapableRun {

    private static final long LOOK_EVERY_MS = 50;

    private final EiCommand command;

    EscapableRun(final EiCommand command) {
        this.command = command;
    }

    /**
     * Runs the command on this thread.
     *
     * @throws InputException if something is wrong that the user can correct
     * @throws CancellationException if Escape was pressed
     */
    Outcome execute() {
        final Thread worker = Thread.currentThread();
        final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
            final Thread thread = new Thread(task, "E/I Balance: Escape");
            thread.setDaemon(true);
            return thread;
        });
        IJ.resetEscape();
        command.onProgress(IJ::showProgress);
        command.onStatus(IJ::showStatus);
        command.onAnnouncement(IJ::showStatus);
        try {
            watch.scheduleWithFixedDelay(
                    () -> {
                        if (IJ.escapePressed()) worker.interrupt();
                    },
                    LOOK_EVERY_MS,
                    LOOK_EVERY_MS,
                    TimeUnit.MILLISECONDS);
            return command.execute();
        } finally {
            watch.shutdownNow();
            Thread.interrupted();
            IJ.showProgress(1.0);
        }
    }
}
