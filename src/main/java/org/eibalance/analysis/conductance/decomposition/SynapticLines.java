package org.eibalance.analysis.conductance.decomposition;

import org.eibalance.analysis.conductance.Line;
import org.eibalance.analysis.conductance.ReversalPotentials;

/**
 * The straight lines of synaptic current on potential, one a sample: the line of the whole membrane less that of the
 * leak. A sample has slope G_s and intercept b, so that I_s = G_s V + b.
 */
final class SynapticLines {

    private final double[] slopeNs;
    private final double[] interceptPa;
    private final Line leak;

    SynapticLines(final double[] slopeNs, final double[] interceptPa, final Line leak) {
        this.slopeNs = slopeNs;
        this.interceptPa = interceptPa;
        this.leak = leak;
    }

    /**
     * Fits the lines.
     *
     * @param levels corrected sweeps
     * @param weights of the levels
     * @param counts how often each sweep of each level is taken; null for once each
     * @param from first sample
     * @param length samples
     * @return the lines
     */
    static SynapticLines fit(
            final LevelSamples[] levels,
            final double[] weights,
            final int[][] counts,
            final int from,
            final int length) {
        final double[][] potentials = new double[levels.length][length];
        final double[][] currents = new double[levels.length][length];
        means(levels, counts, from, length, potentials, currents);
        return fit(levels, weights, counts, potentials, currents);
    }

    /** Fits the lines to level means at hand. */
    static SynapticLines fit(
            final LevelSamples[] levels,
            final double[] weights,
            final int[][] counts,
            final double[][] potentials,
            final double[][] currents) {
        final Line leak = leak(levels, weights, counts);
        final int length = potentials[0].length;
        final double[] slopeNs = new double[length];
        final double[] interceptPa = new double[length];
        final double[] shares = shares(levels, weights);
        if (areSteady(potentials)) fitSteady(shares, weights, potentials, currents, slopeNs, interceptPa);
        else fitMoving(shares, weights, potentials, currents, slopeNs, interceptPa);
        final double leakSlope = leak.slope();
        final double leakIntercept = leak.at(0);
        for (int i = 0; i < length; i++) {
            slopeNs[i] -= leakSlope;
            interceptPa[i] -= leakIntercept;
        }
        return new SynapticLines(slopeNs, interceptPa, leak);
    }

    static void means(
            final LevelSamples[] levels,
            final int[][] counts,
            final int from,
            final int length,
            final double[][] potentials,
            final double[][] currents) {
        for (int j = 0; j < levels.length; j++)
            levels[j].means(counts == null ? null : counts[j], from, length, potentials[j], currents[j]);
    }

    /** The line through the means of the leak window. */
    static Line leak(final LevelSamples[] levels, final double[] weights, final int[][] counts) {
        final double[] x = new double[levels.length];
        final double[] y = new double[levels.length];
        for (int j = 0; j < levels.length; j++) {
            x[j] = levels[j].leakPotentialMv(counts == null ? null : counts[j]);
            y[j] = levels[j].leakCurrentPa(counts == null ? null : counts[j]);
        }
        return new Line(commanded(levels), x, y, weights);
    }

    /** The commanded level of each. */
    static double[] commanded(final LevelSamples[] levels) {
        final double[] commanded = new double[levels.length];
        for (int j = 0; j < levels.length; j++) commanded[j] = levels[j].level();
        return commanded;
    }

    /** Whether each level stays at one potential: then the weights of the line are the same in all samples. */
    static boolean areSteady(final double[][] potentials) {
        for (final double[] potential : potentials) {
            final double first = potential[0];
            for (final double v : potential) {
                if (v != first) return false;
            }
        }
        return true;
    }

    private static void fitSteady(
            final double[] shares,
            final double[] weights,
            final double[][] potentials,
            final double[][] currents,
            final double[] slopeNs,
            final double[] interceptPa) {
        double spread = 0;
        double mean = 0;
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            spread += shares[j] * potentials[j][0];
            mean += weights[j] * potentials[j][0];
            sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            addScaled(shares[j] / spread, currents[j], slopeNs);
            addScaled(weights[j] / sum - mean / sum * shares[j] / spread, currents[j], interceptPa);
        }
    }

    private static void addScaled(final double factor, final double[] signal, final double[] into) {
        for (int i = 0; i < into.length; i++) into[i] += factor * signal[i];
    }

    private static void fitMoving(
            final double[] shares,
            final double[] weights,
            final double[][] potentials,
            final double[][] currents,
            final double[] slopeNs,
            final double[] interceptPa) {
        final double[] spread = new double[slopeNs.length];
        final double[] meanMv = new double[slopeNs.length];
        double sum = 0;
        for (int j = 0; j < weights.length; j++) sum += weights[j];
        for (int j = 0; j < weights.length; j++) {
            addScaled(shares[j], potentials[j], spread);
            addScaled(shares[j], currents[j], slopeNs);
            addScaled(weights[j] / sum, potentials[j], meanMv);
            addScaled(weights[j] / sum, currents[j], interceptPa);
        }
        for (int i = 0; i < slopeNs.length; i++) {
            slopeNs[i] /= spread[i];
            interceptPa[i] -= slopeNs[i] * meanMv[i];
        }
    }

    /** w (z − z_mean), with the commanded level for the instrument z. */
    private static double[] shares(final LevelSamples[] levels, final double[] weights) {
        double sum = 0;
        double mean = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j];
            mean += weights[j] * levels[j].level();
        }
        final double[] shares = new double[weights.length];
        for (int j = 0; j < weights.length; j++) shares[j] = weights[j] * (levels[j].level() - mean / sum);
        return shares;
    }

    /**
     * Half of the difference between the lines of the sweeps of even and of odd number, which is that of one half less
     * those of all: the noise of a line over all sweeps, and no signal. Without samples where a level has one sweep.
     *
     * @param all the lines of all sweeps
     */
    static SynapticLines halfDifference(
            final LevelSamples[] levels, final double[] weights, final SynapticLines all, final int from) {
        final int[][] counts = new int[levels.length][];
        for (int j = 0; j < levels.length; j++) {
            final int n = levels[j].size();
            if (n < 2) return new SynapticLines(new double[0], new double[0], null);
            counts[j] = new int[n];
            for (int k = 0; k < n / 2 * 2; k += 2) counts[j][k] = 2;
            // Of an odd number the last is in both halves, and drops out of the difference.
            if (n % 2 == 1) counts[j][n - 1] = 1;
        }
        final SynapticLines half = fit(levels, weights, counts, from, all.slopeNs.length);
        for (int i = 0; i < all.slopeNs.length; i++) {
            half.slopeNs[i] -= all.slopeNs[i];
            half.interceptPa[i] -= all.interceptPa[i];
        }
        return half;
    }

    double[] slopeNs() {
        return slopeNs;
    }

    double[] interceptPa() {
        return interceptPa;
    }

    Line leak() {
        return leak;
    }

    /** The same lines with all potentials higher. */
    SynapticLines withPotentialsHigherBy(final double shiftMv) {
        final double[] shifted = interceptPa.clone();
        for (int i = 0; i < shifted.length; i++) shifted[i] -= slopeNs[i] * shiftMv;
        return new SynapticLines(slopeNs, shifted, leak);
    }

    /** g_E = (−b − G_s E_I) / (E_E − E_I). */
    double[] excitatoryNs(final ReversalPotentials reversals) {
        return minusLineAt(reversals.inhibitoryMv(), reversals.spanMv());
    }

    /** g_I = (−b − G_s E_E) / (E_I − E_E). */
    double[] inhibitoryNs(final ReversalPotentials reversals) {
        return minusLineAt(reversals.excitatoryMv(), -reversals.spanMv());
    }

    private double[] minusLineAt(final double potentialMv, final double spanMv) {
        final double[] conductanceNs = new double[slopeNs.length];
        for (int i = 0; i < conductanceNs.length; i++)
            conductanceNs[i] = (-interceptPa[i] - slopeNs[i] * potentialMv) / spanMv;
        return conductanceNs;
    }
}
