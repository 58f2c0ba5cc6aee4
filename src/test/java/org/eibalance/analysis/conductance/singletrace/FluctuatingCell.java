package org.eibalance.analysis.conductance.singletrace;

import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;

/** A point neuron under Ornstein-Uhlenbeck conductances, for the tests of methods that read fluctuations. */
final class FluctuatingCell {

    /** Capacitance 346 pF, leak 15.73 nS at −80 mV (Destexhe et al. 2001). */
    static final PassiveCell CELL = new PassiveCell(346, 15.73, -80);

    static final ReversalPotentials REVERSALS = new ReversalPotentials(0, -75);

    final double[] potentialMv;
    final double[] excitatoryNs;
    final double[] inhibitoryNs;

    /** g_E 12 ± 3 nS, 2.73 ms; g_I 57 ± 6.6 nS, 10.49 ms; half a second of warm-up. */
    FluctuatingCell(final double currentPa, final double stepMs, final int samples, final long seed) {
        this(CELL, new double[] {12, 57, 3, 6.6}, currentPa, stepMs, samples, seed);
    }

    /** Means of g_E and g_I and their standard deviations, in nS; 2.73 and 10.49 ms. */
    FluctuatingCell(
            final PassiveCell cell,
            final double[] g,
            final double currentPa,
            final double stepMs,
            final int samples,
            final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        potentialMv = new double[samples];
        excitatoryNs = new double[samples];
        inhibitoryNs = new double[samples];
        final double keepE = Math.exp(-stepMs / 2.73);
        final double keepI = Math.exp(-stepMs / 10.49);
        double e = g[0];
        double i = g[1];
        double v = -65;
        final int warmUp = (int) (500 / stepMs);
        for (int k = -warmUp; k < samples; k++) {
            e = g[0] + (e - g[0]) * keepE + g[2] * Math.sqrt(1 - keepE * keepE) * random.nextGaussian();
            i = g[1] + (i - g[1]) * keepI + g[3] * Math.sqrt(1 - keepI * keepI) * random.nextGaussian();
            if (k >= 0) {
                potentialMv[k] = v;
                excitatoryNs[k] = e;
                inhibitoryNs[k] = i;
            }
            final double total = cell.leakNs() + e + i;
            final double steady = (cell.leakNs() * cell.leakReversalMv() + i * -75 + currentPa) / total;
            v = steady + (v - steady) * Math.exp(-stepMs * total / cell.capacitancePf());
        }
    }
}
