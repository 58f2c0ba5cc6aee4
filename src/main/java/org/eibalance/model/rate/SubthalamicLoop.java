package org.eibalance.model.rate;

import org.eibalance.model.neuron.Require;
import org.eibalance.signal.ParallelLoop;

/**
 * Subthalamic nucleus and globus pallidus as two delayed rate populations (Holgado, Terry and Bogacz 2010): tau_S S' =
 * F_S(−w_GS G(t − 6) + w_CS Ctx) − S, tau_G G' = F_G(w_SG S(t − 6) − w_GG G(t − 4) − w_XG Str) − G.
 *
 * @param subthalamicToPallidal w_SG
 * @param pallidalToSubthalamic w_GS
 * @param pallidalToPallidal w_GG
 * @param cortical w_CS
 * @param striatal w_XG
 */
public record SubthalamicLoop(
        double subthalamicToPallidal,
        double pallidalToSubthalamic,
        double pallidalToPallidal,
        double cortical,
        double striatal) {

    private static final double TAU_S_MS = 6;
    private static final double TAU_G_MS = 14;
    private static final double BETWEEN_MS = 6;
    private static final double WITHIN_MS = 4;
    private static final double CORTEX_HZ = 27;
    private static final double STRIATUM_HZ = 2;

    /** Weights of the healthy state. */
    public static SubthalamicLoop healthy() {
        return new SubthalamicLoop(19.0, 1.12, 6.60, 2.42, 15.1);
    }

    /** Weights of the parkinsonian state. */
    public static SubthalamicLoop parkinsonian() {
        return new SubthalamicLoop(20.0, 10.7, 12.3, 9.2, 139.4);
    }

    /**
     * Rates over time.
     *
     * @param stepMs time between samples
     * @param subthalamicHz S
     * @param pallidalHz G
     */
    public record Course(double stepMs, double[] subthalamicHz, double[] pallidalHz) {}

    /**
     * Integrates from rest by Heun's method.
     *
     * @param durationMs how long
     * @param stepMs time step; the delays are rounded to it
     * @return the rates
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public Course run(final double durationMs, final double stepMs) {
        Require.positive("time step", stepMs, "ms");
        Require.within("time step", stepMs, 0, WITHIN_MS, "ms");
        final int steps = (int) Math.round(durationMs / stepMs);
        final int between = (int) Math.round(BETWEEN_MS / stepMs);
        final int within = (int) Math.round(WITHIN_MS / stepMs);
        final double[] s = new double[steps];
        final double[] g = new double[steps];
        for (int i = 0; i + 1 < steps; i++) {
            if ((i & 0xfff) == 0) ParallelLoop.checkCancelled();
            final double ds = slopeS(s[i], at(g, i - between));
            final double dg = slopeG(g[i], at(s, i - between), at(g, i - within));
            // All delays are longer than a step, so that the delayed rates of its end are known.
            final double dsEnd = slopeS(s[i] + stepMs * ds, at(g, i + 1 - between));
            final double dgEnd = slopeG(g[i] + stepMs * dg, at(s, i + 1 - between), at(g, i + 1 - within));
            s[i + 1] = s[i] + 0.5 * stepMs * (ds + dsEnd);
            g[i + 1] = g[i] + 0.5 * stepMs * (dg + dgEnd);
        }
        return new Course(stepMs, s, g);
    }

    private static double at(final double[] past, final int place) {
        return place < 0 ? 0 : past[place];
    }

    private double slopeS(final double s, final double delayedG) {
        final double x = -pallidalToSubthalamic * delayedG + cortical * CORTEX_HZ;
        return (300 / (1 + 283.0 / 17 * Math.exp(-4 * x / 300)) - s) / TAU_S_MS;
    }

    private double slopeG(final double g, final double delayedS, final double delayedG) {
        final double x = subthalamicToPallidal * delayedS - pallidalToPallidal * delayedG - striatal * STRIATUM_HZ;
        return (400 / (1 + 325.0 / 75 * Math.exp(-4 * x / 400)) - g) / TAU_G_MS;
    }
}
