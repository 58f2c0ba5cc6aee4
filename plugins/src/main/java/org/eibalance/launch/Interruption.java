package org.eibalance.launch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (SIGINT, SIGTERM) interrupts the working thread. This class waits until that thread has cleaned up, then ends
 * the JVM with its status.
 */
final class Interruption {

    private static final long MAX_WAIT_S = 5;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile int status = Launcher.CANCELLED;

    private Interruption(final Thread worker) {
        hook = new Thread(() -> interrupt(worker), "cancel on Ctrl-C");
    }

    /** Installs itself for the calling thread. */
    static Interruption ofThisThread() {
        final Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** To be called when the work has ended or was interrupted. */
    void end(final int exitStatus) {
        status = exitStatus;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException shuttingDown) {
            // Whatever the work says of it, it was cancelled, but for work that was done all the same.
            if (exitStatus != Launcher.DONE) status = Launcher.CANCELLED;
            ended.countDown();
        }
    }

    private void interrupt(final Thread worker) {
        worker.interrupt();
        try {
            ended.await(MAX_WAIT_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The JVM would return the number of the signal; callers need the status of the command.
        Runtime.getRuntime().halt(status);
    }
}
