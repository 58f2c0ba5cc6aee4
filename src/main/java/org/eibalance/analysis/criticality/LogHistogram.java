package org.eibalance.analysis.criticality;

import java.util.Arrays;

/**
 * Density of positive values in bins that are equally wide on a logarithmic axis, for figures; empty bins are left out.
 *
 * @param centres geometric means of the bounds of the bins, or of the first and the last whole number in them
 * @param density share of the values in each bin, over its width
 */
public record LogHistogram(double[] centres, double[] density) {

    /**
     * Counts values.
     *
     * @param values above 0
     * @param perDecade bins a factor of ten
     * @param whole whether they are whole numbers: a bin is then as wide as it holds whole numbers
     * @return the histogram
     */
    public static LogHistogram of(final double[] values, final int perDecade, final boolean whole) {
        final double least = Arrays.stream(values).min().orElse(1);
        final double greatest = Arrays.stream(values).max().orElse(1);
        final double start = whole ? least - 0.5 : least;
        final int bins = (int) Math.floor(Math.log10(greatest / start) * perDecade) + 1;
        final double[] bounds = new double[bins + 1];
        for (int b = 0; b <= bins; b++) {
            final double bound = start * Math.pow(10, (double) b / perDecade);
            bounds[b] = whole ? Math.floor(bound) + 0.5 : bound;
        }
        bounds[0] = start;
        bounds[bins] = Math.max(bounds[bins], greatest + (whole ? 0.5 : 0));
        final double[] counts = new double[bins];
        for (final double x : values) {
            // Bounds of whole numbers that fall on one another leave bins without width: none has bounds on both sides
            // of a whole number, so they hold nothing.
            final int bin = Arrays.binarySearch(bounds, x);
            counts[Math.min(bins - 1, bin >= 0 ? bin : -bin - 2)]++;
        }
        final double[] centres = new double[bins];
        final double[] density = new double[bins];
        int size = 0;
        for (int b = 0; b < bins; b++) {
            if (counts[b] == 0) continue;
            centres[size] = whole
                    ? Math.sqrt(Math.ceil(bounds[b]) * Math.floor(bounds[b + 1]))
                    : Math.sqrt(bounds[b] * bounds[b + 1]);
            density[size++] = counts[b] / values.length / (bounds[b + 1] - bounds[b]);
        }
        return new LogHistogram(Arrays.copyOf(centres, size), Arrays.copyOf(density, size));
    }
}
