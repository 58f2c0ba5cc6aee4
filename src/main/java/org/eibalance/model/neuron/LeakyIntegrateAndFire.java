package org.eibalance.model.neuron;

/**
 * Leaky integrate-and-fire neuron: C dV/dt = g_L (E_L − V) + I_syn; at the threshold a spike, the reset, and a time
 * without input (Lapicque 1907; Stein 1965).
 *
 * @param capacitancePf C
 * @param leakNs g_L
 * @param leakReversalMv E_L
 * @param thresholdMv V_th; infinite for a cell that does not fire
 * @param resetMv V_r
 * @param refractoryMs rounded to whole steps; input in it is lost
 */
public record LeakyIntegrateAndFire(
        double capacitancePf,
        double leakNs,
        double leakReversalMv,
        double thresholdMv,
        double resetMv,
        double refractoryMs)
        implements Membrane {

    /** Checks the values. */
    public LeakyIntegrateAndFire {
        Require.positive("capacitance", capacitancePf, "pF");
        Require.notNegative("leak conductance", leakNs, "nS");
        Require.notNegative("refractory time", refractoryMs, "ms");
        Require.below("reset", resetMv, "threshold", thresholdMv, "mV");
    }

    /**
     * A neuron given by its time constant, with a leak of 1 nS: currents in pA are then the R I in mV of the papers.
     *
     * @param timeConstantMs tau = C / g_L
     * @param restMv E_L
     * @param thresholdMv V_th
     * @param resetMv V_r
     * @param refractoryMs t_ref
     * @return the neuron
     */
    public static LeakyIntegrateAndFire ofTimeConstant(
            final double timeConstantMs,
            final double restMv,
            final double thresholdMv,
            final double resetMv,
            final double refractoryMs) {
        return new LeakyIntegrateAndFire(timeConstantMs, 1, restMv, thresholdMv, resetMv, refractoryMs);
    }

    /** tau = C / g_L in ms. */
    public double timeConstantMs() {
        return capacitancePf / leakNs;
    }

    @Override
    public LeakyIntegrateAndFireState allocate(final int neurons, final double stepMs) {
        return new LeakyIntegrateAndFireState(this, neurons, stepMs);
    }

    @Override
    public int bytesPerNeuron() {
        return 12;
    }
}
