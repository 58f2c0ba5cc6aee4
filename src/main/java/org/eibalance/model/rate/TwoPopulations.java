package org.eibalance.model.rate;

import org.eibalance.model.neuron.Require;
import org.eibalance.model.theory.InhibitionStabilized;

/**
 * An excitatory and an inhibitory rate population: tau r' = −r + [W r + h]+, the inhibitory one with a delay if wanted.
 *
 * @param weights W
 * @param tauEMs tau of E
 * @param tauIMs tau of I
 * @param inhibitoryDelayMs time that r_I takes to act; 0 for none
 */
public record TwoPopulations(InhibitionStabilized weights, double tauEMs, double tauIMs, double inhibitoryDelayMs) {

    /** Checks the values. */
    public TwoPopulations {
        Require.positive("excitatory time constant", tauEMs, "ms");
        Require.positive("inhibitory time constant", tauIMs, "ms");
        Require.notNegative("inhibitory delay", inhibitoryDelayMs, "ms");
    }

    /** The input at a time. */
    @FunctionalInterface
    public interface Input {

        /**
         * @param ms time
         * @param into takes h_E and h_I
         */
        void at(double ms, double[] into);
    }

    /**
     * Integrates by Euler's method, whose fixed points are exact.
     *
     * @param start r_E and r_I at time 0 and before
     * @param input h
     * @param durationMs how long
     * @param stepMs time step
     * @param frozenI true to hold r_I at its start, false to let both change; with r_I held, r_E shows whether E is
     *     stable by itself
     * @return [0] r_E, [1] r_I at each step
     */
    public double[][] run(
            final double[] start,
            final Input input,
            final double durationMs,
            final double stepMs,
            final boolean frozenI) {
        final int steps = (int) Math.round(durationMs / stepMs);
        final int delay = (int) Math.round(inhibitoryDelayMs / stepMs);
        final double[][] r = new double[2][steps + 1];
        r[0][0] = start[0];
        r[1][0] = start[1];
        final double[] h = new double[2];
        for (int i = 0; i < steps; i++) {
            input.at(i * stepMs, h);
            final double e = r[0][i];
            final double inhibition = i < delay ? start[1] : r[1][i - delay];
            r[0][i + 1] = e + stepMs / tauEMs * (Math.max(0, weights.ee() * e - weights.ei() * inhibition + h[0]) - e);
            r[1][i + 1] = frozenI
                    ? r[1][i]
                    : r[1][i]
                            + stepMs
                                    / tauIMs
                                    * (Math.max(0, weights.ie() * e - weights.ii() * inhibition + h[1]) - r[1][i]);
        }
        return r;
    }
}
