package org.eibalance.promised;

import java.util.function.DoubleUnaryOperator;

/**
 * One membrane behind a pipette, by the midpoint rule in fine steps with conductances that are functions of time.
 *
 * @param rig as described
 * @param sweep whose leak and R_s count
 * @param fineMs step of the integration
 */
record SeparateCell(DescribedRig rig, int sweep, double fineMs) {

    private double leakNs() {
        return rig.number("leak_ns") * (1 + rig.number("leak_change_percent") / 100 * sweep);
    }

    private double residualMohm() {
        return rig.number("series_resistance_mohm")
                * (1 + rig.number("drift_percent") / 100 * sweep)
                * (1 - rig.number("compensation_percent") / 100);
    }

    /** The current in pA through the pipette at a steady command, in fine steps. */
    double[] currentPa(
            final double commandMv, final DoubleUnaryOperator e, final DoubleUnaryOperator i, final int steps) {
        final double electrodeNs = 1000 / residualMohm();
        final double farMv = commandMv - rig.number("junction_potential_mv");
        final double[] mv = integrate(e, i, electrodeNs, electrodeNs * farMv, steps, 0);
        final double[] pa = new double[steps];
        for (int k = 0; k < steps; k++) pa[k] = electrodeNs * (farMv - mv[k]);
        return pa;
    }

    /** The potential in mV at the amplifier while a current is injected, in fine steps. */
    double[] potentialMv(
            final double injectedPa, final DoubleUnaryOperator e, final DoubleUnaryOperator i, final int steps) {
        final double[] mv = integrate(e, i, 0, injectedPa, steps, 0);
        final double added = rig.number("junction_potential_mv") + residualMohm() / 1000 * injectedPa;
        for (int k = 0; k < steps; k++) mv[k] += added;
        return mv;
    }

    /** The potential of the membrane from a steady state on, after a time that is not kept. */
    double[] integrate(
            final DoubleUnaryOperator e,
            final DoubleUnaryOperator i,
            final double extraNs,
            final double extraPa,
            final int steps,
            final int before) {
        final double eMv = rig.number("e_reversal_mv"), iMv = rig.number("i_reversal_mv");
        final double totalNs = leakNs() + extraNs;
        final double restPa = leakNs() * rig.number("leak_reversal_mv") + extraPa;
        final double c = rig.number("capacitance_pf");
        final double ge0 = e.applyAsDouble(-before * fineMs), gi0 = i.applyAsDouble(-before * fineMs);
        double v = (restPa + ge0 * eMv + gi0 * iMv) / (totalNs + ge0 + gi0);
        final double[] mv = new double[steps];
        for (int k = -before; k < steps; k++) {
            if (k >= 0) mv[k] = v;
            final double ge = e.applyAsDouble((k + 0.5) * fineMs), gi = i.applyAsDouble((k + 0.5) * fineMs);
            final double pa = restPa + ge * eMv + gi * iMv, ns = totalNs + ge + gi;
            final double half = v + fineMs / 2 / c * (pa - ns * v);
            v += fineMs / c * (pa - ns * half);
        }
        return mv;
    }
}
