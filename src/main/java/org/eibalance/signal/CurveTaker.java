package org.eibalance.signal;

import java.util.Arrays;

/** Takes curves as they are made, some at a time and in their order. */
@FunctionalInterface
public interface CurveTaker {

    /** Curves that are made before they are handed on, at least. */
    int LEAST_LOT = 64;

    /** Values that are: 4 MB stay in the cache. Short curves come in one lot, for each lot starts its threads. */
    int LOT_VALUES = 1 << 19;

    /**
     * Takes some curves.
     *
     * @param first number of the first of them
     * @param curves the curves, which are overwritten after the call
     */
    void take(int first, double[][] curves);

    /**
     * Keeps the curves.
     *
     * @param all to put copies of them into, by their numbers
     * @return a taker that does
     */
    static CurveTaker keepingIn(final double[][] all) {
        return (first, curves) -> {
            for (int i = 0; i < curves.length; i++) all[first + i] = curves[i].clone();
        };
    }

    /** Makes one curve. */
    @FunctionalInterface
    interface Maker {

        /**
         * Makes a curve; called by several threads.
         *
         * @param number which
         * @param curve to write it into
         */
        void make(int number, double[] curve);
    }

    /**
     * Makes curves and hands them on.
     *
     * @param count how many
     * @param length of each
     * @param threads how many threads at most
     * @param maker of a curve
     * @param offset added to the numbers that are handed on
     * @param taker of the curves
     */
    static void inLots(
            final int count,
            final int length,
            final int threads,
            final Maker maker,
            final int offset,
            final CurveTaker taker) {
        final int most = Math.max(LEAST_LOT, LOT_VALUES / length);
        final double[][] lot = new double[Math.min(most, count)][length];
        for (int from = 0; from < count; from += most) {
            final int first = from;
            final int size = Math.min(most, count - from);
            ParallelLoop.run(size, threads, i -> maker.make(first + i, lot[i]));
            taker.take(offset + first, size == lot.length ? lot : Arrays.copyOf(lot, size));
        }
    }
}
