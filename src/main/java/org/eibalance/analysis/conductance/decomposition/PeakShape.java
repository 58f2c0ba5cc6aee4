package org.eibalance.analysis.conductance.decomposition;

import org.eibalance.analysis.conductance.LocalCubic;

/**
 * Where a conductance peaks, and how wide, on the least smoothed course on which that can be seen.
 *
 * @param place sample of the maximum
 * @param peakNs its value, smoothed
 * @param left samples from there back to 75 % of it, at least 1
 * @param right samples from there on to 75 % of it
 */
record PeakShape(int place, double peakNs, double left, double right) {

    /** The width is measured where the conductance falls to this share. */
    private static final double WIDTH_SHARE = 0.75;

    /** The smoothed conductance is searched once its peak is this many standard deviations of its noise. */
    private static final double CLEAR = 30;

    /** Half of a window in samples, or in means of samples. */
    private static final int LARGEST_HALF = 16;

    /**
     * Finds it.
     *
     * @param conductanceNs the conductance, without NaN
     * @param noise its noise, known
     * @return the shape; null where the smoothed conductance is nowhere above 0
     */
    static PeakShape of(final double[] conductanceNs, final PeakNoise noise) {
        double[] best = conductanceNs;
        int bestEach = 1;
        double most = conductanceNs[largest(conductanceNs)] / noise.sd(new double[] {1});
        // Wide windows are those of a few means of neighbouring samples.
        for (int each = 1, half = 3; most < CLEAR && each * half <= conductanceNs.length / 8; ) {
            final double[] means = PeakNoise.means(conductanceNs, each);
            final double[] kernel = LocalCubic.of(half, half).kernel(0, 0);
            final double[] smooth = new double[means.length];
            for (int i = 0; i < smooth.length; i++) smooth[i] = LocalCubic.dot(kernel, means, i - half);
            final double clear = smooth[largest(smooth)] / noise.ofMeans(each).sd(kernel);
            if (clear > most) {
                most = clear;
                best = smooth;
                bestEach = each;
            }
            if (half < LARGEST_HALF) half += Math.max(1, half / 3);
            else each += Math.max(1, each / 3);
        }
        final int place = largest(best);
        final double peakNs = best[place];
        if (!(peakNs > 0)) return null;
        final double limit = WIDTH_SHARE * peakNs;
        return new PeakShape(
                place * bestEach + bestEach / 2,
                peakNs,
                bestEach * reach(best, place, -1, limit),
                bestEach * reach(best, place, 1, limit));
    }

    /** −g'' of the parabola that falls to 75 % at both sides, nS a squared sample. */
    double curvature() {
        return 2 * (1 - WIDTH_SHARE) * peakNs / (left * right);
    }

    static int largest(final double[] values) {
        int largest = -1;
        for (int i = 0; i < values.length; i++) {
            if (largest < 0 ? !Double.isNaN(values[i]) : values[i] > values[largest]) largest = i;
        }
        return largest;
    }

    /** Samples from a place until the values fall below a limit, interpolated; at least one. */
    private static double reach(final double[] values, final int place, final int direction, final double limit) {
        int i = place;
        while (i + direction >= 0 && i + direction < values.length && values[i] >= limit) i += direction;
        final double distance = Math.abs(i - place);
        if (values[i] >= limit || distance == 0) return Math.max(1, distance);
        final double before = values[i - direction];
        return Math.max(1, distance - (limit - values[i]) / (before - values[i]));
    }
}
