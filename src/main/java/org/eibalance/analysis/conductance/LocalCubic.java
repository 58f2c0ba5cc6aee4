package org.eibalance.analysis.conductance;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * A cubic fitted to the samples around a place, with weights 1 − z² that fall to 0 at either end of the window (local
 * polynomial regression; Fan and Gijbels 1996). The window may reach further to one side. All that it gives is linear
 * in the samples: a row of {@link #kernel} times the samples.
 */
public final class LocalCubic {

    /** Unknowns of a cubic. */
    private static final int TERMS = 4;

    /** Fewer samples than this do not tell a cubic from noise. */
    static final int MIN_SAMPLES = 7;

    private final int left;
    private final int right;
    private final double[][] rows;

    private LocalCubic(final int left, final int right, final double[][] rows) {
        this.left = left;
        this.right = right;
        this.rows = rows;
    }

    /**
     * @param leftSamples length of the window before its place, in samples
     * @param rightSamples length behind it
     * @return the fit; null where the window holds too few samples
     */
    public static LocalCubic of(final double leftSamples, final double rightSamples) {
        final int left = (int) leftSamples;
        final int right = (int) rightSamples;
        if (left + right + 1 < MIN_SAMPLES || left < 1 || right < 1) return null;
        final double scale = Math.max(left, right);
        final RealMatrix normal = new Array2DRowRealMatrix(TERMS, TERMS);
        final double[][] weighted = new double[TERMS][left + right + 1];
        for (int i = -left; i <= right; i++) {
            final double z = i < 0 ? i / (left + 1.0) : i / (right + 1.0);
            double power = 1 - z * z;
            for (int p = 0; p < TERMS; p++, power *= i / scale) weighted[p][left + i] = power;
        }
        // Sums of powers 0 to 6 fill the matrix.
        final double[] sums = new double[2 * TERMS - 1];
        for (int i = -left; i <= right; i++) {
            double power = weighted[0][left + i];
            for (int p = 0; p < sums.length; p++, power *= i / scale) sums[p] += power;
        }
        for (int p = 0; p < TERMS; p++) {
            for (int q = 0; q < TERMS; q++) normal.setEntry(p, q, sums[p + q]);
        }
        final RealMatrix inverse;
        try {
            inverse = new LUDecomposition(normal).getSolver().getInverse();
        } catch (final SingularMatrixException e) {
            return null;
        }
        final double[][] rows =
                inverse.multiply(new Array2DRowRealMatrix(weighted)).getData();
        double unit = 1;
        for (int p = 0; p < TERMS; p++, unit /= scale) {
            for (int i = 0; i < rows[p].length; i++) rows[p][i] *= unit;
        }
        return new LocalCubic(left, right, rows);
    }

    /** Samples of the window before its place. */
    public int left() {
        return left;
    }

    /** Samples of the window behind its place. */
    public int right() {
        return right;
    }

    /**
     * The weights of the samples that give the cubic, or its slope, beside the place.
     *
     * @param offset in samples from the place
     * @param derivative 0 for the value, 1 for the slope a sample
     * @return the weight of each sample, from {@link #left} before the place on
     */
    public double[] kernel(final double offset, final int derivative) {
        final double[] kernel = new double[left + right + 1];
        for (int p = derivative; p < TERMS; p++) {
            final double factor = (derivative == 0 ? 1 : p) * Math.pow(offset, p - derivative);
            for (int i = 0; i < kernel.length; i++) kernel[i] += factor * rows[p][i];
        }
        return kernel;
    }

    /** The coefficients of the cubic about a place: value, slope and so on, a sample. */
    public double[] coefficients(final double[] signal, final int place) {
        final double[] coefficients = new double[TERMS];
        for (int p = 0; p < TERMS; p++) coefficients[p] = dot(rows[p], signal, place - left);
        return coefficients;
    }

    /** Σ kernel × samples from one on; beyond the ends those of the ends count again. */
    public static double dot(final double[] kernel, final double[] signal, final int from) {
        double sum = 0;
        if (from >= 0 && from + kernel.length <= signal.length) {
            for (int i = 0; i < kernel.length; i++) sum += kernel[i] * signal[from + i];
            return sum;
        }
        for (int i = 0; i < kernel.length; i++)
            sum += kernel[i] * signal[Math.max(0, Math.min(signal.length - 1, from + i))];
        return sum;
    }
}
