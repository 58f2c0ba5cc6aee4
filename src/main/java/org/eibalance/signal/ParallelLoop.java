package org.eibalance.signal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * A loop whose passes are independent of each other, run by a given number of threads. All of them have ended when it
 * returns or throws.
 */
public final class ParallelLoop {

    private final int passes;
    private final IntConsumer body;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private ParallelLoop(final int passes, final IntConsumer body) {
        this.passes = passes;
        this.body = body;
    }

    /**
     * Runs {@code body} once for each of {@code 0 … passes - 1}, in any order. The calling thread takes part.
     *
     * <p>Interrupting the calling thread cancels: no further pass starts, and passes under way see their own thread
     * interrupted, which long ones should heed by {@link #checkCancelled()}. The calling thread stays interrupted.
     *
     * @param passes how many passes
     * @param threads how many threads at most, 1 or more
     * @param body what a pass does with its number; called by several threads
     * @throws CancellationException if the calling thread was interrupted
     * @throws RuntimeException the first failure of a pass, once all threads have ended
     */
    public static void run(final int passes, final int threads, final IntConsumer body) {
        if (threads < 1) throw new IllegalArgumentException(threads + " threads");
        final ParallelLoop loop = new ParallelLoop(passes, body);
        final Thread[] helpers = new Thread[Math.max(0, Math.min(threads, passes) - 1)];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Thread(loop::work, "parallel-loop-" + (i + 1));
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
        loop.work();
        loop.end(helpers);
    }

    /**
     * Ends a calculation whose thread was interrupted.
     *
     * @throws CancellationException if the current thread is interrupted; it stays so
     */
    public static void checkCancelled() {
        if (Thread.currentThread().isInterrupted()) throw new CancellationException("cancelled");
    }

    private void work() {
        try {
            for (int pass; failure.get() == null && (pass = next.getAndIncrement()) < passes; ) {
                checkCancelled();
                body.accept(pass);
            }
        } catch (final Throwable thrown) { // An Error of a helper must not be lost with its thread.
            failure.compareAndSet(null, thrown);
        }
    }

    private void end(final Thread[] helpers) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        for (final Thread helper : helpers) {
            while (helper.isAlive()) {
                if (failure.get() != null || interrupted) {
                    failure.compareAndSet(null, new CancellationException("cancelled"));
                    for (final Thread each : helpers) each.interrupt();
                    // Cleared for the wait alone: join() throws at once in an interrupted thread.
                    interrupted |= Thread.interrupted();
                }
                try {
                    helper.join();
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        final Throwable thrown = failure.get();
        if (thrown instanceof Error error) throw error;
        if (thrown instanceof RuntimeException exception) throw exception;
    }
}
