package org.eibalance.signal;

import java.util.Arrays;

/**
 * The band that holds a share of many curves at each place, from curves that come one after another and are not kept:
 * at each place the least and the greatest stay, as many as lie beyond the band. Quantiles are those of
 * {@link OrderStatistics#quantile}, bit by bit.
 */
public final class TailQuantiles {

    private static final int CHUNK = 64;

    private final int places;
    private final int threads;
    /** Where the edges lie in the sorted values of a place. */
    private final double from;

    private final double to;
    private final Tail low;
    /** The greatest values, with the other sign. */
    private final Tail high;

    /**
     * @param places of a curve
     * @param count how many curves will come, at least one
     * @param share of them that the band holds, from 0 to 1
     * @param threads how many threads at most; the result does not depend on it
     */
    public TailQuantiles(final int places, final int count, final double share, final int threads) {
        this.places = places;
        this.threads = threads;
        from = (1 - share) / 2 * (count - 1);
        to = (1 + share) / 2 * (count - 1);
        low = new Tail(places, Math.min(count, (int) from + 2));
        high = new Tail(places, count - (int) to);
    }

    /**
     * Takes more curves.
     *
     * @param curves each with all places, none NaN; not kept
     */
    public void add(final double[][] curves) {
        ParallelLoop.run((places + CHUNK - 1) / CHUNK, threads, c -> {
            ParallelLoop.checkCancelled();
            for (int place = c * CHUNK; place < Math.min(places, (c + 1) * CHUNK); place++) {
                for (final double[] curve : curves) {
                    low.add(place, curve[place]);
                    high.add(place, -curve[place]);
                }
            }
        });
    }

    /** Lower edge of the band at each place, once all curves have come. */
    public double[] low() {
        final double[] edge = new double[places];
        final int below = (int) from;
        for (int place = 0; place < places; place++) {
            // The greatest that stayed is the one above the quantile, unless there is none above.
            final double next = low.greatest(place);
            final double value = low.size == below + 2 ? low.second(place) : next;
            edge[place] = value + (from - below) * (next - value);
        }
        return edge;
    }

    /** Upper edge of the band at each place, once all curves have come. */
    public double[] high() {
        final double[] edge = new double[places];
        for (int place = 0; place < places; place++) {
            final double value = -high.greatest(place);
            final double next = high.size > 1 ? -high.second(place) : value;
            edge[place] = value + (to - (int) to) * (next - value);
        }
        return edge;
    }

    /** The least values at each place, as a heap with the greatest of them on top. */
    private static final class Tail {

        private final int size;
        private final double[] heaps;

        Tail(final int places, final int size) {
            this.size = size;
            heaps = new double[places * size];
            Arrays.fill(heaps, Double.POSITIVE_INFINITY);
        }

        void add(final int place, final double value) {
            if (value < heaps[place * size]) replaceTop(place * size, value);
        }

        private void replaceTop(final int top, final double value) {
            int hole = 0;
            for (int child = 1; child < size; child = 2 * hole + 1) {
                if (child + 1 < size && heaps[top + child + 1] > heaps[top + child]) child++;
                if (heaps[top + child] <= value) break;
                heaps[top + hole] = heaps[top + child];
                hole = child;
            }
            heaps[top + hole] = value;
        }

        double greatest(final int place) {
            return heaps[place * size];
        }

        double second(final int place) {
            final int top = place * size;
            return size > 2 ? Math.max(heaps[top + 1], heaps[top + 2]) : heaps[top + 1];
        }
    }
}
