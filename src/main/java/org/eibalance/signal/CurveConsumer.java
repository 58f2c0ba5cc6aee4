package org.eibalance.signal;

import java.util.Arrays;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/** Accepts curves in batches, in the order of their numbers. */
@FunctionalInterface
public interface CurveConsumer {

    /** A batch has at least so many curves, but for the last. */
    int MIN_BATCH_CURVES = 64;

    /** Values of a batch of short curves: 4 MB stay in the cache, and few batches start threads few times. */
    int BATCH_VALUES = 1 << 19;

    /**
     * Accepts some curves.
     *
     * @param first number of the first of them
     * @param curves the curves, which are overwritten after the call
     */
    void accept(int first, double[][] curves);

    /**
     * A consumer that keeps the curves.
     *
     * @param all to put copies of them into, by their numbers
     * @return the consumer
     */
    static CurveConsumer keepingIn(final double[][] all) {
        return (first, curves) -> {
            for (int i = 0; i < curves.length; i++) all[first + i] = curves[i].clone();
        };
    }

    /** Computes one curve. */
    @FunctionalInterface
    interface Maker<W> {

        /**
         * Computes a curve; called by several threads.
         *
         * @param number which
         * @param workspace used by no other thread meanwhile
         * @param curve to write it into
         */
        void make(int number, W workspace, double[] curve);
    }

    /**
     * Computes curves and hands them over in batches.
     *
     * @param <W> what a curve is computed in
     * @param count how many
     * @param length of each
     * @param threads how many threads at most
     * @param workspace makes a workspace for a thread
     * @param maker of a curve
     * @param progress given the share that is done, from 0 to 1, by one thread at a time
     * @param consumer of the curves, called by the calling thread
     */
    static <W> void inBatches(
            final int count,
            final int length,
            final int threads,
            final Supplier<W> workspace,
            final Maker<W> maker,
            final DoubleConsumer progress,
            final CurveConsumer consumer) {
        final int batchCurves = Math.max(MIN_BATCH_CURVES, BATCH_VALUES / length);
        final double[][] batch = new double[Math.min(batchCurves, count)][length];
        for (int from = 0; from < count; from += batchCurves) {
            final int first = from;
            final int size = Math.min(batchCurves, count - from);
            ParallelLoop.run(
                    size,
                    threads,
                    workspace,
                    share -> progress.accept((first + share * size) / count),
                    (i, own) -> maker.make(first + i, own, batch[i]));
            consumer.accept(first, size == batch.length ? batch : Arrays.copyOf(batch, size));
        }
    }
}
