package org.eibalance.model.neuron;

/**
 * Adaptive exponential integrate-and-fire neuron (Brette and Gerstner 2005): C dV/dt = g_L (E_L − V) + g_L Delta_T
 * exp((V − V_T)/Delta_T) − w + I, tau_w dw/dt = a (V − E_L) − w; at the cut-off V goes to V_r and w up by b. With a
 * slope factor of 0 it is a leaky integrate-and-fire neuron with spike-frequency adaptation that fires at V_T.
 *
 * @param capacitancePf C
 * @param leakNs g_L
 * @param leakReversalMv E_L
 * @param thresholdMv V_T
 * @param slopeFactorMv Delta_T
 * @param cutOffMv potential at which a spike is counted; above V_T
 * @param resetMv V_r
 * @param refractoryMs rounded to whole steps
 * @param adaptationTimeConstantMs tau_w
 * @param adaptationNs a
 * @param adaptationJumpPa b
 */
public record AdaptiveExponential(
        double capacitancePf,
        double leakNs,
        double leakReversalMv,
        double thresholdMv,
        double slopeFactorMv,
        double cutOffMv,
        double resetMv,
        double refractoryMs,
        double adaptationTimeConstantMs,
        double adaptationNs,
        double adaptationJumpPa)
        implements Membrane {

    /** Checks the values. */
    public AdaptiveExponential {
        Require.positive("capacitance", capacitancePf, "pF");
        Require.notNegative("leak conductance", leakNs, "nS");
        Require.notNegative("slope factor", slopeFactorMv, "mV");
        Require.notNegative("refractory time", refractoryMs, "ms");
        Require.positive("adaptation time constant", adaptationTimeConstantMs, "ms");
        Require.below("reset", resetMv, "cut-off", cutOffMv, "mV");
    }

    /** The values of Brette and Gerstner (2005). */
    public static AdaptiveExponential ofBretteGerstner() {
        return new AdaptiveExponential(281, 30, -70.6, -50.4, 2, 20, -70.6, 0, 144, 4, 80.5);
    }

    @Override
    public MembraneState allocate(final int neurons, final double stepMs) {
        return new AdaptiveExponentialState(this, neurons, stepMs);
    }

    @Override
    public int bytesPerNeuron() {
        return 12;
    }
}
