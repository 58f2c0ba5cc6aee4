package org.eibalance.signal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A loop whose passes are independent of each other, run by a given number of threads. The caller decides how many; no
 * other class of the science starts threads. All of them have ended when the loop returns or throws.
 *
 * <p>Interrupting the calling thread cancels: no further pass starts, and passes under way end at their next
 * {@link #checkCancelled()}, whichever thread they run on. Long passes call it at least every 100 ms. The calling
 * thread stays interrupted. Where a pass fails, the others end in the same way.
 */
public final class ParallelLoop {

    private final Thread caller = Thread.currentThread();
    private final int passes;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private int done;

    private ParallelLoop(final int passes) {
        this.passes = passes;
    }

    /** A pass that needs arrays to work in. */
    @FunctionalInterface
    public interface WorkspacePass<W> {

        /**
         * Does one pass.
         *
         * @param pass its number
         * @param workspace used by no other thread meanwhile; holds what an earlier pass left in it
         */
        void run(int pass, W workspace);
    }

    /** A thread that ends its pass when the loop that started it is to end. */
    private static final class Helper extends Thread {

        private final ParallelLoop loop;

        Helper(final ParallelLoop loop, final Runnable work, final int number) {
            super(work, "parallel-loop-" + number);
            this.loop = loop;
            setDaemon(true);
        }
    }

    /**
     * Runs {@code body} once for each of {@code 0 … passes - 1}, in any order. The calling thread takes part.
     *
     * @param passes how many passes
     * @param threads how many threads at most, 1 or more
     * @param body what a pass does with its number; called by several threads
     * @throws CancellationException if the calling thread was interrupted
     * @throws RuntimeException the first failure of a pass, once all threads have ended
     */
    public static void run(final int passes, final int threads, final IntConsumer body) {
        run(passes, threads, share -> {}, body);
    }

    /**
     * Runs {@code body} once for each of {@code 0 … passes - 1}, in any order, and reports progress.
     *
     * @param passes how many passes
     * @param threads how many threads at most, 1 or more
     * @param progress given the share of passes that are done, above 0 and up to 1, in ascending order; called by any
     *     of the threads, by one at a time
     * @param body what a pass does with its number; called by several threads
     * @throws CancellationException if the calling thread was interrupted
     * @throws RuntimeException the first failure of a pass, once all threads have ended
     */
    public static void run(final int passes, final int threads, final DoubleConsumer progress, final IntConsumer body) {
        run(passes, threads, () -> null, progress, (pass, nothing) -> body.accept(pass));
    }

    /**
     * Runs {@code body} once for each of {@code 0 … passes - 1}, in any order, with a workspace for each thread.
     *
     * @param <W> what a pass works in
     * @param passes how many passes
     * @param threads how many threads at most, 1 or more
     * @param workspace makes a workspace; called once by each thread that has a pass to do
     * @param progress given the share of passes that are done, above 0 and up to 1, in ascending order; called by any
     *     of the threads, by one at a time
     * @param body what a pass does with its number; called by several threads
     * @throws CancellationException if the calling thread was interrupted
     * @throws RuntimeException the first failure of a pass, once all threads have ended
     */
    public static <W> void run(
            final int passes,
            final int threads,
            final Supplier<W> workspace,
            final DoubleConsumer progress,
            final WorkspacePass<W> body) {
        if (threads < 1) throw new IllegalArgumentException(threads + " threads");
        final ParallelLoop loop = new ParallelLoop(passes);
        final Runnable work = () -> loop.work(workspace, progress, body);
        final Helper[] helpers = new Helper[Math.max(0, Math.min(threads, passes) - 1)];
        for (int i = 0; i < helpers.length; i++) helpers[i] = new Helper(loop, work, i + 1);
        loop.runWith(helpers, work);
    }

    /**
     * Runs {@code body} once on each of so many threads, at the same time: passes may wait for each other. Pass 0 runs
     * on the calling thread. Whoever lets passes wait must let them go where one fails.
     *
     * @param threads how many threads, 1 or more
     * @param body what a thread does with its number, from 0
     * @throws CancellationException if the calling thread was interrupted and a pass has ended by
     *     {@link #checkCancelled()}
     * @throws RuntimeException the first failure of a pass, once all threads have ended
     */
    public static void runTogether(final int threads, final IntConsumer body) {
        if (threads < 1) throw new IllegalArgumentException(threads + " threads");
        final ParallelLoop loop = new ParallelLoop(threads);
        final Helper[] helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            final int number = i + 1;
            helpers[i] = new Helper(loop, () -> loop.guard(() -> body.accept(number)), number);
        }
        loop.runWith(helpers, () -> loop.guard(() -> body.accept(0)));
    }

    /**
     * Ends a calculation whose thread, or the thread that started its loop, was interrupted.
     *
     * @throws CancellationException if it was; the thread stays interrupted
     */
    public static void checkCancelled() {
        if (isCancelled(Thread.currentThread())) throw new CancellationException("cancelled");
    }

    private static boolean isCancelled(final Thread thread) {
        if (thread.isInterrupted()) return true;
        return thread instanceof Helper helper
                && (helper.loop.failure.get() != null || isCancelled(helper.loop.caller));
    }

    private <W> void work(final Supplier<W> workspace, final DoubleConsumer progress, final WorkspacePass<W> body) {
        guard(() -> {
            W own = null;
            for (int pass; failure.get() == null && (pass = next.getAndIncrement()) < passes; ) {
                checkCancelled();
                if (own == null) own = workspace.get();
                body.run(pass, own);
                synchronized (this) {
                    progress.accept((double) ++done / passes);
                }
            }
        });
    }

    /** An Error of a helper must not be lost with its thread. */
    private void guard(final Runnable work) {
        try {
            work.run();
        } catch (final Throwable thrown) {
            failure.compareAndSet(null, thrown);
        }
    }

    private void runWith(final Helper[] helpers, final Runnable work) {
        int started = 0;
        try {
            for (; started < helpers.length; started++) helpers[started].start();
        } catch (final OutOfMemoryError e) { // no further thread can be started
            failure.compareAndSet(null, e);
        }
        if (failure.get() == null) work.run();
        end(helpers, started);
    }

    private void end(final Helper[] helpers, final int started) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        for (int i = 0; i < started; i++) {
            while (helpers[i].isAlive()) {
                if (failure.get() != null || interrupted) {
                    failure.compareAndSet(null, new CancellationException("cancelled"));
                    for (final Helper each : helpers) each.interrupt();
                    // Cleared for the wait alone: join() throws at once in an interrupted thread.
                    interrupted |= Thread.interrupted();
                }
                try {
                    helpers[i].join();
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
