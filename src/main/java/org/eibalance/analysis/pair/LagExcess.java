package org.eibalance.analysis.pair;

import java.util.Optional;
import org.eibalance.analysis.pair.correlogram.SweepCorrelogram;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.signal.PeakParabola;

/**
 * By how much the lag of inhibition behind excitation, read from a correlogram of potentials, exceeds that of the
 * conductances, and why. An estimate, from a linear model of both membranes:
 *
 * <ol>
 *   <li>A cell held below E_e still shows EPSPs, which cancel the early part of its IPSPs. They are the EPSPs of the
 *       hyperpolarised cell, smaller by the ratio of driving forces, κ = (E_e - V_D) / (E_e - V_H). So κ times the
 *       correlogram of shared excitation is subtracted: that of the two cells both hyperpolarised where it was
 *       recorded, else the autocorrelogram of the hyperpolarised cell times the peak's |r|.
 *   <li>Each membrane smooths: V follows its current through a low-pass of time constant tau. In the correlogram this
 *       is undone by C + (tau_y - tau_x) C' - tau_x tau_y C''. Part of the effect, tau_D - tau_H, arises because
 *   <li>the time constants differ. The rest is the shift of an asymmetric correlogram towards its centroid.
 * </ol>
 *
 * Currents in voltage clamp are not smoothed by membranes: for them only the first effect is estimated.
 *
 * @param shortOfReversalMs due to excitation seen by the depolarised cell
 * @param smearMs due to filtering by both membranes
 * @param unequalMs due to unequal time constants
 * @param correctedMs the lag less all three
 * @param tauHMs time constant of the hyperpolarised cell; 0 in voltage clamp
 * @param tauDMs time constant of the depolarised cell; 0 in voltage clamp
 */
public record LagExcess(
        double shortOfReversalMs, double smearMs, double unequalMs, double correctedMs, double tauHMs, double tauDMs) {

    /** Derivatives of a correlogram are taken over this distance to either side. */
    private static final double STEP_MS = 1;

    /** The corrected extremum is searched within this distance of the uncorrected one. */
    private static final double NEAR_MS = 15;

    /** All three together. */
    public double totalMs() {
        return shortOfReversalMs + smearMs + unequalMs;
    }

    /**
     * Estimates it.
     *
     * @param group the correlogram of one pairing
     * @param shared the correlogram of shared excitation, 1 at its peak for identical inputs
     * @param kappa relative driving force of excitation in the depolarised cell
     * @param tauAMs membrane time constant of cell A, 0 in voltage clamp
     * @param tauBMs membrane time constant of cell B, likewise
     * @param intervalMs from one lag to the next
     * @return the estimate; empty for HH, DD and unknown, and where one cell is in current clamp and the other in
     *     voltage clamp
     */
    static Optional<LagExcess> of(
            final PairCorrelogram group,
            final double[] shared,
            final double kappa,
            final double tauAMs,
            final double tauBMs,
            final double intervalMs) {
        if (Double.isNaN(group.iAfterEMs())
                || group.viewA().mode() != group.viewB().mode()) return Optional.empty();
        final boolean swapped = group.pairing() == Pairing.DH;
        final double[] curve = swapped ? reversed(group.mean()) : group.mean().clone();
        final double tauH = swapped ? tauBMs : tauAMs, tauD = swapped ? tauAMs : tauBMs;
        final double energyA =
                group.sweeps().stream().mapToDouble(SweepCorrelogram::energyA).sum();
        final double energyB =
                group.sweeps().stream().mapToDouble(SweepCorrelogram::energyB).sum();
        final double gain = Math.max(0, kappa) * Math.sqrt(swapped ? energyB / energyA : energyA / energyB);
        final double read = group.iAfterEMs();
        for (int i = 0; i < curve.length; i++) curve[i] -= gain * (swapped ? shared[curve.length - 1 - i] : shared[i]);
        final double pure = lagNear(curve, read, intervalMs);
        final double corrected = lagNear(withoutMembranes(curve, tauH, tauD, intervalMs), pure, intervalMs);
        final double unequal = tauD - tauH;
        return Optional.of(new LagExcess(read - pure, pure - corrected - unequal, unequal, corrected, tauH, tauD));
    }

    private static double[] withoutMembranes(
            final double[] curve, final double tauX, final double tauY, final double intervalMs) {
        final int step = Math.max(1, (int) Math.round(STEP_MS / intervalMs));
        final double h = step * intervalMs;
        final double[] sharp = new double[curve.length];
        for (int i = 0; i < curve.length; i++) {
            final double before = curve[Math.max(0, i - step)], after = curve[Math.min(curve.length - 1, i + step)];
            sharp[i] = curve[i]
                    + (tauY - tauX) * (after - before) / (2 * h)
                    - tauX * tauY * (after - 2 * curve[i] + before) / (h * h);
        }
        return sharp;
    }

    /** The extremum of the sign that the curve has at a lag, near to that lag. */
    private static double lagNear(final double[] curve, final double lagMs, final double intervalMs) {
        final int middle = (curve.length - 1) / 2;
        final int at = Math.max(0, Math.min(curve.length - 1, middle + (int) Math.round(lagMs / intervalMs)));
        final double sign = Math.signum(curve[at]);
        final int near = (int) Math.round(NEAR_MS / intervalMs);
        int best = at;
        for (int i = Math.max(1, at - near); i <= Math.min(curve.length - 2, at + near); i++) {
            if (sign * curve[i] > sign * curve[best]) best = i;
        }
        if (best == 0 || best == curve.length - 1) return (best - middle) * intervalMs;
        final double shift =
                PeakParabola.of(curve[best - 1], curve[best], curve[best + 1]).shift();
        return (best - middle + shift) * intervalMs;
    }

    private static double[] reversed(final double[] values) {
        final double[] reversed = new double[values.length];
        for (int i = 0; i < values.length; i++) reversed[i] = values[values.length - 1 - i];
        return reversed;
    }
}
