package org.eibalance.window.trace;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.recording.InputException;

/**
 * Writes annotations beside the recording, on its own thread, because each time the whole recording is read for its
 * SHA-256. Of changes in quick succession only the last is written.
 */
final class AnnotationKeeper implements AutoCloseable {

    private static final long PATIENCE_S = 60;

    private final AnnotationStore store;
    private final Path recording;
    private final Consumer<String> tell;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "E/I Balance: keeping annotations"));
    private Annotations newest;
    private boolean waiting;

    /**
     * @param store where to
     * @param recording the file
     * @param tell receives a sentence when annotations were written or could not be, on the writing thread
     */
    AnnotationKeeper(final AnnotationStore store, final Path recording, final Consumer<String> tell) {
        this.store = store;
        this.recording = recording;
        this.tell = tell;
    }

    /** Writes annotations soon. */
    synchronized void keep(final Annotations annotations) {
        newest = annotations;
        if (waiting || worker.isShutdown()) return;
        waiting = true;
        worker.execute(this::write);
    }

    private void write() {
        final Annotations annotations;
        synchronized (this) {
            annotations = newest;
            waiting = false;
        }
        try {
            tell.accept("Saved in " + store.write(recording, annotations).getFileName());
        } catch (final InputException e) {
            tell.accept(e.getMessage());
        }
    }

    /**
     * The annotations that existed when a window was opened.
     *
     * @param annotations empty if they must not be overwritten
     * @param problem why
     */
    record Found(Optional<Annotations> annotations, String problem) {}

    /**
     * Reads the annotations of a recording. If there are any, the whole recording is read for its SHA-256; therefore
     * not for the event thread.
     *
     * @param store where
     * @param recording the file; empty for a recording in memory
     */
    static Found find(final AnnotationStore store, final Optional<Path> recording) {
        try {
            return new Found(Optional.of(recording.map(store::read).orElse(Annotations.none())), "");
        } catch (final InputException e) {
            return new Found(Optional.empty(), e.getMessage());
        }
    }

    /** Waits until all is written. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            worker.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
