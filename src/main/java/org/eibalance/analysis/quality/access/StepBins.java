package org.eibalance.analysis.quality.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Bins of samples before the onset of a step and after its filter has settled: one sample wide beside the step, then
 * wider, so that fits of long steps take as long as those of short ones.
 *
 * @param starts first samples, from the baseline on, and the sample after the last bin at the end
 * @param gap the bin in which the filter settles, which is not fitted
 */
record StepBins(int[] starts, int gap) {

    private static final double WIDER = 1.12;

    /** So many bins after the filter has settled are one sample wide. */
    private static final int FINE = 10;

    static StepBins of(final int onset, final int settled, final int end) {
        final Deque<Integer> before = new ArrayDeque<>();
        double width = 1;
        for (int at = onset; at > 0; width *= WIDER) {
            at = Math.max(0, at - (int) width);
            before.addFirst(at);
        }
        final List<Integer> starts = new ArrayList<>(before);
        final int gap = starts.size();
        starts.add(onset);
        width = 1;
        int at = onset + settled;
        starts.add(at);
        while (at < end) {
            at = Math.min(end, at + (int) width);
            starts.add(at);
            if (starts.size() > gap + FINE) width *= WIDER;
        }
        return new StepBins(starts.stream().mapToInt(Integer::intValue).toArray(), gap);
    }

    /** How many bins are fitted. */
    int count() {
        return starts.length - 2;
    }

    /** The place in {@link #starts} of a bin that is fitted. */
    int place(final int bin) {
        return bin < gap ? bin : bin + 1;
    }

    int start(final int bin) {
        return starts[place(bin)];
    }

    int width(final int bin) {
        return starts[place(bin) + 1] - start(bin);
    }

    /** The means of a trace. */
    double[] means(final double[] trace) {
        final double[] means = new double[count()];
        for (int b = 0; b < means.length; b++) {
            for (int i = start(b); i < start(b) + width(b); i++) means[b] += trace[i];
            means[b] /= width(b);
        }
        return means;
    }
}
