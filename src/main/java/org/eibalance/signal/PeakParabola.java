package org.eibalance.signal;

/**
 * The extremum of a sampled curve, by the parabola through the extreme sample and its two neighbours.
 *
 * @param shift its place, in sampling intervals from the extreme sample: from -0.5 to 0.5 where neither neighbour lies
 *     further out
 * @param value the value of the parabola there
 */
public record PeakParabola(double shift, double value) {

    /**
     * Puts a parabola through three samples at equal distances.
     *
     * @param before the sample before
     * @param at the extreme sample
     * @param after the sample after
     * @return the extremum; the sample itself where the three lie on a straight line
     */
    public static PeakParabola of(final double before, final double at, final double after) {
        final double slope = after - before;
        final double bend = after - 2 * at + before;
        if (bend == 0) return new PeakParabola(0, at);
        final double shift = -slope / (2 * bend);
        return new PeakParabola(shift, at + slope * shift / 4);
    }
}
