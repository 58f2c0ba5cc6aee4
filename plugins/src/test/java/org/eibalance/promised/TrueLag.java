package org.eibalance.promised;

/** The lag of known conductances, by summing products: where the mean of the coefficients of all sweeps is largest. */
final class TrueLag {

    private static final double STEP_MS = 0.5;
    private static final double MAX_MS = 50;

    private TrueLag() {}

    static double ms(final double[][] e, final double[][] i, final double fineMs) {
        final int every = (int) Math.round(STEP_MS / fineMs);
        final int most = (int) Math.round(MAX_MS / STEP_MS);
        final double[] curve = new double[2 * most + 1];
        for (int k = 0; k < e.length; k++) add(curve, most, thinned(e[k], every), thinned(i[k], every));
        int best = 1;
        for (int l = 1; l < curve.length - 1; l++) if (curve[l] > curve[best]) best = l;
        final double left = curve[best - 1], middle = curve[best], right = curve[best + 1];
        return (best - most + (left - right) / 2 / (left - 2 * middle + right)) * STEP_MS;
    }

    private static void add(final double[] curve, final int most, final double[] a, final double[] b) {
        double aa = 0, bb = 0;
        for (int t = 0; t < a.length; t++) {
            aa += a[t] * a[t];
            bb += b[t] * b[t];
        }
        for (int l = -most; l <= most; l++) {
            double sum = 0;
            for (int t = Math.max(0, -l); t < Math.min(a.length, a.length - l); t++) sum += a[t] * b[t + l];
            curve[l + most] += sum / Math.sqrt(aa * bb);
        }
    }

    private static double[] thinned(final double[] values, final int every) {
        final double[] few = new double[values.length / every];
        double mean = 0;
        for (int t = 0; t < few.length; t++) mean += values[t * every] / few.length;
        for (int t = 0; t < few.length; t++) few[t] = values[t * every] - mean;
        return few;
    }
}
