package org.eibalance.analysis.conductance.singletrace;

import java.util.List;
import java.util.stream.IntStream;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Crossings;

/**
 * The conductances that lead to a spike, from the potential averaged before spikes (Pospischil, Piwkowska, Rudolph, Bal
 * and Destexhe 2007, J. Neurophysiol. 97:2544). The membrane equation ties g_I to g_E at every sample; of all pairs
 * that obey it, the pair is taken whose Ornstein-Uhlenbeck noise
 *
 * <pre>ξ_s^k = sqrt(τ_s / 2Δ) / σ_s (g_s^{k+1} − g_s^k (1 − Δ/τ_s) − Δ/τ_s g_s0)</pre>
 *
 * is most likely: the smallest Σ ξ_E² + ξ_I², which is quadratic in g_E and leads to a tridiagonal system. The first
 * sample is held to the stationary distribution, which the authors leave free.
 *
 * @param stepMs interval of sampling
 * @param excitatoryNs g_E before the spike, one sample shorter than the potential
 * @param inhibitoryNs g_I
 */
public record SpikeTriggeredConductance(double stepMs, double[] excitatoryNs, double[] inhibitoryNs) {

    /** The assumptions of the method, in sentences. */
    public static final List<String> ASSUMPTIONS = List.of(
            "Both conductances are Ornstein-Uhlenbeck processes whose "
                    + "mean, standard deviation and correlation time are known, for instance from VmD.",
            "The average potential obeys the membrane equation with the average conductances.",
            "Up to the last sample there is no active current: the window ends before the upstroke.");

    /** The potential must stay away from E_I, where g_I has no effect on it. */
    private static final double MIN_FORCE_MV = 1;

    /**
     * Statistics of the conductances.
     *
     * @param excitatoryNs g_E0
     * @param inhibitoryNs g_I0
     * @param excitatorySdNs σ_E, above 0
     * @param inhibitorySdNs σ_I, above 0
     * @param excitatoryTauMs τ_E
     * @param inhibitoryTauMs τ_I
     */
    public record Statistics(
            double excitatoryNs,
            double inhibitoryNs,
            double excitatorySdNs,
            double inhibitorySdNs,
            double excitatoryTauMs,
            double inhibitoryTauMs) {

        /** Checks the ranges. */
        public Statistics {
            if (!(excitatorySdNs > 0 && inhibitorySdNs > 0 && excitatoryTauMs > 0 && inhibitoryTauMs > 0))
                throw new InputException(
                        "Standard deviations and correlation times of the conductances must be above 0.");
        }

        /**
         * Those that VmD found.
         *
         * @param vmd its result
         * @return the statistics
         * @throws InputException if a variance came out negative
         */
        public static Statistics of(final Vmd vmd) {
            return new Statistics(
                    vmd.excitatoryNs(),
                    vmd.inhibitoryNs(),
                    vmd.excitatorySdNs(),
                    vmd.inhibitorySdNs(),
                    vmd.settings().excitatoryTauMs(),
                    vmd.settings().inhibitoryTauMs());
        }
    }

    /**
     * Finds the conductances.
     *
     * @param averageMv potential averaged before spikes, three samples or more
     * @param currentPa steady injected current
     * @param stepMs interval of sampling, short against both correlation times
     * @param cell the cell
     * @param reversals E_E and E_I
     * @param statistics of the conductances
     * @return the conductances
     * @throws InputException if the potential comes within 1 mV of E_I, or there are too few samples
     */
    public static SpikeTriggeredConductance compute(
            final double[] averageMv,
            final double currentPa,
            final double stepMs,
            final PassiveCell cell,
            final ReversalPotentials reversals,
            final Statistics statistics) {
        final int n = averageMv.length - 1;
        if (n < 2)
            throw new InputException("A spike-triggered average needs three samples or more, and has " + (n + 1) + ".");
        // g_I = alpha + beta g_E at every sample.
        final double[] alpha = new double[n];
        final double[] beta = new double[n];
        for (int k = 0; k < n; k++) {
            final double v = averageMv[k];
            final double force = v - reversals.inhibitoryMv();
            if (!(Math.abs(force) >= MIN_FORCE_MV))
                throw new InputException("The average potential comes within " + MIN_FORCE_MV
                        + " mV of E_I (" + reversals.inhibitoryMv()
                        + " mV), where inhibition has no effect on the potential: use a more depolarised level.");
            alpha[k] = -(cell.leakNs() * (v - cell.leakReversalMv())
                            + cell.capacitancePf() * (averageMv[k + 1] - v) / stepMs
                            - currentPa)
                    / force;
            beta[k] = -(v - reversals.excitatoryMv()) / force;
        }
        final double[] excitatoryNs = solve(alpha, beta, stepMs, statistics);
        final double[] inhibitoryNs = new double[n];
        for (int k = 0; k < n; k++) inhibitoryNs[k] = alpha[k] + beta[k] * excitatoryNs[k];
        return new SpikeTriggeredConductance(stepMs, excitatoryNs, inhibitoryNs);
    }

    /**
     * Averages the potential before upward crossings of a threshold. Crossings that follow another one within the
     * stretch are left out.
     *
     * @param sweeps potentials
     * @param stepMs interval of sampling
     * @param thresholdMv what only spikes cross
     * @param beforeMs length of the average
     * @param gapMs the average ends this long before the crossing, so that the upstroke is not in it
     * @return the average potential
     * @throws InputException if there is no such crossing
     */
    public static double[] average(
            final List<double[]> sweeps,
            final double stepMs,
            final double thresholdMv,
            final double beforeMs,
            final double gapMs) {
        final double[] average = new double[(int) Math.round(beforeMs / stepMs)];
        int spikes = 0;
        for (final double[] v : sweeps) {
            for (final int end : ends(v, stepMs, thresholdMv, beforeMs, gapMs)) {
                for (int k = 0; k < average.length; k++) average[k] += v[end - average.length + k];
                spikes++;
            }
        }
        if (spikes == 0)
            throw new InputException("No spike with " + (beforeMs + gapMs) + " ms of silence before it crosses "
                    + thresholdMv + " mV: there is nothing to average.");
        for (int k = 0; k < average.length; k++) average[k] /= spikes;
        return average;
    }

    /**
     * Where the stretches before upward crossings of a threshold end, as {@link #average} takes them. A crossing counts
     * if the potential was 5 mV below the threshold since the last one.
     *
     * @param potentialMv a sweep
     * @param stepMs interval of sampling
     * @param thresholdMv what only spikes cross
     * @param beforeMs length of a stretch
     * @param gapMs a stretch ends this long before the crossing
     * @return the samples just behind the stretches, rising
     */
    public static int[] ends(
            final double[] potentialMv,
            final double stepMs,
            final double thresholdMv,
            final double beforeMs,
            final double gapMs) {
        final int before = (int) Math.round(beforeMs / stepMs);
        final int gap = (int) Math.round(gapMs / stepMs);
        final IntStream.Builder ends = IntStream.builder();
        int last = Integer.MIN_VALUE / 2;
        for (final int i : Crossings.upward(potentialMv, thresholdMv, thresholdMv - Crossings.SPIKE_HYSTERESIS_MV)) {
            if (i - last > before + gap && i >= before + gap) ends.add(i - gap);
            last = i;
        }
        return ends.build().toArray();
    }

    private static double[] solve(final double[] alpha, final double[] beta, final double stepMs, final Statistics s) {
        final int n = alpha.length;
        final double[] diagonal = new double[n];
        final double[] beside = new double[n - 1];
        final double[] right = new double[n];
        final double weightE = s.excitatoryTauMs() / (2 * stepMs * s.excitatorySdNs() * s.excitatorySdNs());
        final double weightI = s.inhibitoryTauMs() / (2 * stepMs * s.inhibitorySdNs() * s.inhibitorySdNs());
        final double keepE = 1 - stepMs / s.excitatoryTauMs();
        final double keepI = 1 - stepMs / s.inhibitoryTauMs();
        final double priorE = 1 / (s.excitatorySdNs() * s.excitatorySdNs());
        final double priorI = 1 / (s.inhibitorySdNs() * s.inhibitorySdNs());
        diagonal[0] = priorE + priorI * beta[0] * beta[0];
        right[0] = priorE * s.excitatoryNs() + priorI * beta[0] * (s.inhibitoryNs() - alpha[0]);
        for (int k = 0; k + 1 < n; k++) {
            final double driveE = (1 - keepE) * s.excitatoryNs();
            final double driveI = (1 - keepI) * s.inhibitoryNs() - alpha[k + 1] + keepI * alpha[k];
            addSquare(k, weightE, keepE, 1, driveE, diagonal, beside, right);
            addSquare(k, weightI, keepI * beta[k], beta[k + 1], driveI, diagonal, beside, right);
        }
        return tridiagonal(diagonal, beside, right);
    }

    /** Adds the derivatives of weight (next x_{k+1} − now x_k − drive)². */
    private static void addSquare(
            final int k,
            final double weight,
            final double now,
            final double next,
            final double drive,
            final double[] diagonal,
            final double[] beside,
            final double[] right) {
        diagonal[k] += weight * now * now;
        diagonal[k + 1] += weight * next * next;
        beside[k] -= weight * now * next;
        right[k] -= weight * now * drive;
        right[k + 1] += weight * next * drive;
    }

    /** Thomas' algorithm; the system is symmetric and positive definite. */
    private static double[] tridiagonal(final double[] diagonal, final double[] beside, final double[] right) {
        final int n = right.length;
        for (int k = 1; k < n; k++) {
            final double factor = beside[k - 1] / diagonal[k - 1];
            diagonal[k] -= factor * beside[k - 1];
            right[k] -= factor * right[k - 1];
        }
        final double[] x = new double[n];
        x[n - 1] = right[n - 1] / diagonal[n - 1];
        for (int k = n - 2; k >= 0; k--) x[k] = (right[k] - beside[k] * x[k + 1]) / diagonal[k];
        return x;
    }
}
