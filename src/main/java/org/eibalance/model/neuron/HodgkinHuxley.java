package org.eibalance.model.neuron;

/**
 * Neuron with a fast sodium and a delayed-rectifier potassium conductance: C dV/dt = g_L (E_L − V) + g_Na m³h (E_Na −
 * V) + g_K n⁴ (E_K − V) + I. It has no reset: a spike is the upward crossing of a potential.
 *
 * @param kinetics rates of the gates
 * @param capacitancePf C
 * @param leakNs g_L
 * @param leakReversalMv E_L
 * @param sodiumNs g_Na
 * @param sodiumReversalMv E_Na
 * @param potassiumNs g_K
 * @param potassiumReversalMv E_K
 * @param spikeMv a spike is counted where the potential rises through it
 * @param refractoryMs time after a spike in which no further one is counted; the potential goes on
 */
public record HodgkinHuxley(
        Kinetics kinetics,
        double capacitancePf,
        double leakNs,
        double leakReversalMv,
        double sodiumNs,
        double sodiumReversalMv,
        double potassiumNs,
        double potassiumReversalMv,
        double spikeMv,
        double refractoryMs)
        implements Membrane {

    /** Checks the values. */
    public HodgkinHuxley {
        Require.positive("capacitance", capacitancePf, "pF");
        Require.notNegative("leak conductance", leakNs, "nS");
        Require.notNegative("sodium conductance", sodiumNs, "nS");
        Require.notNegative("potassium conductance", potassiumNs, "nS");
        Require.notNegative("refractory time", refractoryMs, "ms");
    }

    /** 100 square micrometres of squid axon at 6.3 C: 1 pA is 1 uA/cm2 (Hodgkin and Huxley 1952). */
    public static HodgkinHuxley squidAxon() {
        return new HodgkinHuxley(Kinetics.HODGKIN_HUXLEY, 1, 0.3, -54.3, 120, 50, 36, -77, 0, 0);
    }

    /** The cell of the COBAHH benchmark, 20 000 square micrometres (Brette et al. 2007). */
    public static HodgkinHuxley ofBenchmark() {
        return new HodgkinHuxley(Kinetics.TRAUB_MILES, 200, 10, -60, 20_000, 50, 6_000, -90, -20, 3);
    }

    /** 100 square micrometres of the pyramidal cell of gamma models (Boergers and Kopell 2003). */
    public static HodgkinHuxley pyramidal() {
        return new HodgkinHuxley(Kinetics.REDUCED_TRAUB_MILES, 1, 0.1, -67, 100, 50, 80, -100, 0, 0);
    }

    /** 100 square micrometres of the fast-spiking interneuron of Wang and Buzsaki (1996). */
    public static HodgkinHuxley interneuron() {
        return new HodgkinHuxley(Kinetics.WANG_BUZSAKI, 1, 0.1, -65, 35, 55, 9, -90, 0, 0);
    }

    @Override
    public MembraneState allocate(final int neurons, final double stepMs) {
        return new HodgkinHuxleyState(this, neurons, stepMs);
    }

    @Override
    public int bytesPerNeuron() {
        return 40;
    }
}
