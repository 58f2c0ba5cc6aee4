package org.eibalance.analysis.pair.correlogram;

import java.util.Arrays;
import java.util.List;

/** By what the sums of a correlogram are divided. The two differ where trials differ in gain. */
public enum Normalisation {
    /** Each sweep by its own variances; a gain common to a whole sweep does not show. */
    SINGLE("each sweep by its own variance"),
    /** All sweeps by their pooled variances; sweeps with large fluctuations weigh more. */
    POOLED("by the variance pooled over sweeps");

    private final String label;

    Normalisation(final String label) {
        this.label = label;
    }

    /** In words. */
    public String label() {
        return label;
    }

    /**
     * The mean correlogram of sweeps.
     *
     * @param sweeps at least one
     * @param counts how often each sweep counts
     * @param mean where the coefficients go
     */
    public void mean(final List<SweepCorrelogram> sweeps, final int[] counts, final double[] mean) {
        Arrays.fill(mean, 0);
        double energyX = 0, energyY = 0;
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] == 0) continue;
            final SweepCorrelogram sweep = sweeps.get(k);
            final double[] curve = this == SINGLE ? sweep.coefficients() : sweep.sums();
            for (int i = 0; i < mean.length; i++) mean[i] += counts[k] * curve[i];
            energyX += counts[k] * (this == SINGLE ? 1 : sweep.energyA());
            energyY += counts[k] * (this == SINGLE ? 1 : sweep.energyB());
        }
        final double norm = Math.sqrt(energyX) * Math.sqrt(energyY);
        for (int i = 0; i < mean.length; i++) mean[i] /= norm;
    }

    /** The mean correlogram, each sweep counted once. */
    public double[] mean(final List<SweepCorrelogram> sweeps) {
        final double[] mean = new double[sweeps.get(0).coefficients().length];
        final int[] once = new int[sweeps.size()];
        Arrays.fill(once, 1);
        mean(sweeps, once, mean);
        return mean;
    }

    /** Factors of the samples of cell A with which sums over all sweeps are the mean correlogram. */
    public double[] weightsA(final List<SweepCorrelogram> sweeps) {
        return weights(sweeps.stream().mapToDouble(SweepCorrelogram::energyA).toArray());
    }

    /** The same of cell B. */
    public double[] weightsB(final List<SweepCorrelogram> sweeps) {
        return weights(sweeps.stream().mapToDouble(SweepCorrelogram::energyB).toArray());
    }

    private double[] weights(final double[] energies) {
        final double[] weights = new double[energies.length];
        double pooled = 0;
        for (final double energy : energies) pooled += energy;
        for (int k = 0; k < weights.length; k++)
            weights[k] = 1 / Math.sqrt(this == SINGLE ? energies[k] * weights.length : pooled);
        return weights;
    }
}
