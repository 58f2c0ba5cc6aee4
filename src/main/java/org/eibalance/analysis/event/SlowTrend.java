package org.eibalance.analysis.event;

/**
 * The slow part of a trace: what a Gaussian low-pass far below the rate of the events lets through. Its kernel is
 * seconds long, so it acts on means of bins and is interpolated between them.
 */
final class SlowTrend {

    /** Bins in one standard deviation of the kernel. */
    private static final int BINS_PER_DEVIATION = 16;

    private static final int REACH_IN_DEVIATIONS = 4;

    /** A sweep far shorter than the kernel has a mean and no slope. */
    private static final double SINGULAR = 0.01;

    private SlowTrend() {}

    /**
     * Subtracts the slow part: multiplies the spectrum by 1 - exp(-(f / f_c)² / 2). Towards the ends, where the kernel
     * is cut, a straight line is fitted under it.
     *
     * @param trace changed in place
     * @param stepMs interval of sampling
     * @param cornerHz f_c
     */
    static void subtract(final double[] trace, final double stepMs, final double cornerHz) {
        final double deviation = 1000 / (2 * Math.PI * cornerHz) / stepMs;
        final int bin = (int) Math.max(1, Math.min(trace.length, Math.round(deviation / BINS_PER_DEVIATION)));
        final double[] slow = smooth(means(trace, bin), deviation / bin);
        for (int t = 0; t < trace.length; ) {
            // bin b is centred at b bin + (bin - 1) / 2: one straight line from each centre to the next
            final int b = (int) Math.floor((t - (bin - 1) * 0.5) / bin);
            final int end = (int) Math.min(trace.length, Math.ceil((b + 1.0) * bin + (bin - 1) * 0.5));
            final double left = slow[Math.max(0, Math.min(b, slow.length - 1))];
            final double right = slow[Math.max(0, Math.min(b + 1, slow.length - 1))];
            final double slope = (right - left) / bin, offset = left - slope * (b * (double) bin + (bin - 1) * 0.5);
            for (; t < end; t++) trace[t] -= offset + slope * t;
        }
    }

    private static double[] means(final double[] trace, final int bin) {
        final int whole = trace.length / bin; // the remaining samples belong to the last bin
        final double[] means = new double[whole];
        for (int b = 0; b < whole; b++) {
            final int end = b == whole - 1 ? trace.length : (b + 1) * bin;
            double sum = 0;
            for (int t = b * bin; t < end; t++) sum += trace[t];
            means[b] = sum / (end - b * bin);
        }
        return means;
    }

    /** Straight lines through the neighbourhood of each bin, so that a slope does no harm at the ends. */
    private static double[] smooth(final double[] means, final double deviation) {
        final double[] smooth = new double[means.length];
        final int reach = (int) Math.ceil(REACH_IN_DEVIATIONS * deviation);
        for (int b = 0; b < means.length; b++) {
            double w = 0, wx = 0, wxx = 0, wy = 0, wxy = 0;
            for (int j = Math.max(0, b - reach); j <= Math.min(means.length - 1, b + reach); j++) {
                final double x = (j - b) / deviation, weight = Math.exp(-0.5 * x * x);
                w += weight;
                wx += weight * x;
                wxx += weight * x * x;
                wy += weight * means[j];
                wxy += weight * x * means[j];
            }
            final double determinant = w * wxx - wx * wx;
            smooth[b] = determinant > SINGULAR * w * w ? (wxx * wy - wx * wxy) / determinant : wy / w;
        }
        return smooth;
    }
}
