package org.eibalance.bridge.experiment;

import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.waveform.ConductancePair;

/** The cell that a clamp imitates: the same conductances in the equation itself, without loop, converters or delay. */
final class PassiveReference {

    private static final double FINE_STEP_MS = 0.005;

    private PassiveReference() {}

    /**
     * V of a passive cell with conductances that go from sample to sample in straight lines. In each step of 5 µs they
     * stay at the value of its middle, and the step is exact.
     *
     * @param cell capacitance and leak
     * @param pair g_E and g_I
     * @param reversalEMv E_E
     * @param reversalIMv E_I
     * @param currentPa steady current
     * @param startMv V at time 0
     * @return V at each sample of the pair
     */
    static double[] potentialMv(
            final EmbeddedCell cell,
            final ConductancePair pair,
            final double reversalEMv,
            final double reversalIMv,
            final double currentPa,
            final double startMv) {
        final double[] e = pair.excitatoryNs();
        final double[] i = pair.inhibitoryNs();
        final double[] mv = new double[e.length];
        final int steps = (int) Math.max(1, Math.round(pair.stepMs() / FINE_STEP_MS));
        final double stepMs = pair.stepMs() / steps;
        double v = startMv;
        for (int k = 0; k < e.length; k++) {
            mv[k] = v;
            final int next = Math.min(k + 1, e.length - 1);
            for (int s = 0; s < steps; s++) {
                final double part = (s + 0.5) / steps;
                final double gE = e[k] + part * (e[next] - e[k]);
                final double gI = i[k] + part * (i[next] - i[k]);
                final double total = cell.leakNs() + gE + gI;
                final double target =
                        (cell.leakNs() * cell.leakReversalMv() + gE * reversalEMv + gI * reversalIMv + currentPa)
                                / total;
                v = target + (v - target) * Math.exp(-stepMs * total / cell.capacitancePf());
            }
        }
        return mv;
    }
}
