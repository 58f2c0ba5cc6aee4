package org.eibalance.analysis.conductance.decomposition;

import org.eibalance.analysis.conductance.LocalCubic;
import org.eibalance.signal.PeakParabola;

/**
 * The peak of a conductance, without the bias of the largest of noisy samples: a {@link LocalCubic} is fitted around
 * the maximum of the smoothed conductance, and its own maximum is the peak.
 *
 * <p>The window follows from the event and the noise. It is proportional to the times from the peak to 75 % of it on
 * either side. On events that rise and fall exponentially, alpha functions and Gaussians the cubic is at most .3 % c⁴
 * off (.8 % c⁴ where the decay is 20 times the rise), where c is the window over these times; c is the largest for
 * which .6 % c⁴ is a quarter of the standard error. The maximum of a smooth curve of noise is still too high, by
 * var(slope) / 2 |curvature| to second order; that is subtracted.
 *
 * @param place sample at which the window stands, 0-based in the conductance
 * @param shift of the maximum from it, samples
 * @param from first sample of the kernel
 * @param kernel weights of the samples in the peak; one weight of 1 for the largest sample itself, where the noise is
 *     too small for a window or not known
 * @param excessNs what is subtracted
 * @param cubic the fit; null with the largest sample
 */
record PeakFit(int place, double shift, int from, double[] kernel, double excessNs, LocalCubic cubic) {

    /** Error of the cubic at c = 1, as a share of the peak. */
    private static final double CUBIC_ERROR = 0.006;

    /** The error of the cubic is at most this share of the standard error. */
    private static final double ERROR_SHARE = 0.25;

    private static final double LARGEST_WINDOW = 1.5;
    private static final double SMALLEST_WINDOW = 0.05;
    private static final double STEP = 0.88;

    /** The maximum of the cubic is looked for in this share of the window. */
    private static final double INNER = 0.8;

    /** The window follows the maximum that often. */
    private static final int MOVES = 4;

    /** What is subtracted is at most this many standard errors. */
    private static final double LARGEST_EXCESS = 0.5;

    /**
     * Finds the peak.
     *
     * @param conductanceNs the conductance
     * @param noise its noise
     * @return the fit; null where every sample is NaN
     */
    static PeakFit of(final double[] conductanceNs, final PeakNoise noise) {
        final PeakFit raw = largestSample(conductanceNs);
        if (raw == null) return null;
        if (!(noise.sd(raw.kernel) > 0)) return raw;
        for (final double v : conductanceNs) if (Double.isNaN(v)) return raw;
        final PeakShape shape = PeakShape.of(conductanceNs, noise);
        if (shape == null) return raw;
        for (double c = LARGEST_WINDOW; c > SMALLEST_WINDOW; c *= STEP) {
            final LocalCubic cubic = LocalCubic.of(c * shape.left(), c * shape.right());
            if (cubic == null) continue;
            final double sd = noise.sd(cubic.kernel(0, 0));
            if (CUBIC_ERROR * c * c * c * c * shape.peakNs() > ERROR_SHARE * sd) continue;
            final PeakFit fit = climb(conductanceNs, shape, cubic, noise);
            return fit == null ? raw : fit;
        }
        return raw;
    }

    /** The largest sample itself, with the time of a parabola through its neighbours; null where all are NaN. */
    static PeakFit largestSample(final double[] conductanceNs) {
        final int peak = PeakShape.largest(conductanceNs);
        if (peak < 0) return null;
        double shift = 0;
        if (peak > 0 && peak < conductanceNs.length - 1) {
            final double before = conductanceNs[peak - 1];
            final double after = conductanceNs[peak + 1];
            if (before + after < 2 * conductanceNs[peak])
                shift = PeakParabola.of(before, conductanceNs[peak], after).shift();
        }
        return new PeakFit(peak, shift, peak, new double[] {1}, 0, null);
    }

    /** The window is moved to the maximum of its own cubic. */
    private static PeakFit climb(
            final double[] conductanceNs, final PeakShape shape, final LocalCubic cubic, final PeakNoise noise) {
        int place = shape.place();
        double shift = 0;
        for (int move = 0; move < MOVES; move++) {
            shift = summit(cubic, cubic.coefficients(conductanceNs, place));
            final int step = (int) Math.rint(shift);
            if (step == 0 || move == MOVES - 1) break;
            final int next = Math.max(0, Math.min(conductanceNs.length - 1, place + step));
            if (next == place) break;
            place = next;
        }
        final double[] a = cubic.coefficients(conductanceNs, place);
        final double[] kernel = cubic.kernel(shift, 0);
        final double slopeSd = noise.sd(cubic.kernel(shift, 1));
        final double curvature = Math.max(-2 * a[2] - 6 * a[3] * shift, shape.curvature() / 2);
        final double excess = Math.min(slopeSd * slopeSd / (2 * curvature), LARGEST_EXCESS * noise.sd(kernel));
        return new PeakFit(place, shift, place - cubic.left(), kernel, excess, cubic);
    }

    /** Where a cubic is largest within the window. */
    private static double summit(final LocalCubic cubic, final double[] a) {
        final double low = -INNER * cubic.left();
        final double high = INNER * cubic.right();
        double best = value(a, low) > value(a, high) ? low : high;
        // a1 + 2 a2 u + 3 a3 u² = 0
        final double root = 4 * a[2] * a[2] - 12 * a[1] * a[3];
        if (root < 0) return best;
        // The stable form of the root at which the second derivative 2 a2 + 6 a3 u = −√root is below 0.
        final double u =
                a[2] < 0 ? 2 * a[1] / (-2 * a[2] + Math.sqrt(root)) : (-2 * a[2] - Math.sqrt(root)) / (6 * a[3]);
        if (u > low && u < high && value(a, u) > value(a, best)) best = u;
        return best;
    }

    private static double value(final double[] a, final double u) {
        return a[0] + u * (a[1] + u * (a[2] + u * a[3]));
    }

    /** The peak that this window gives of another conductance, at the same time. */
    double peakNs(final double[] conductanceNs) {
        if (cubic == null) return conductanceNs[PeakShape.largest(conductanceNs)];
        return LocalCubic.dot(kernel, conductanceNs, from) - excessNs;
    }

    /** The time of the maximum of another conductance in this window, samples from its start. */
    double peakAt(final double[] conductanceNs) {
        if (cubic == null) {
            final PeakFit other = largestSample(conductanceNs);
            return other.place + other.shift;
        }
        return place + summit(cubic, cubic.coefficients(conductanceNs, place));
    }
}
