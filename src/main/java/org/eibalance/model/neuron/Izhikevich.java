package org.eibalance.model.neuron;

/**
 * Neuron of Izhikevich (2003): dv/dt = .04 v² + 5 v + 140 − u + I, du/dt = a (b v − u); at 30 mV v goes to c and u up
 * by d. Its current has no unit; here 1 pA stands for 1 (a capacitance of 1 pF).
 *
 * @param recovery a per ms
 * @param sensitivity b
 * @param resetMv c
 * @param recoveryJump d
 */
public record Izhikevich(double recovery, double sensitivity, double resetMv, double recoveryJump) implements Membrane {

    /** Potential at which a spike is counted. */
    static final double PEAK_MV = 30;

    /** Checks the values. */
    public Izhikevich {
        Require.positive("recovery rate a", recovery, "/ms");
        Require.below("reset", resetMv, "peak", PEAK_MV, "mV");
    }

    /** A regular-spiking cortical cell (Izhikevich 2003). */
    public static Izhikevich regularSpiking() {
        return new Izhikevich(0.02, 0.2, -65, 8);
    }

    /** A fast-spiking interneuron (Izhikevich 2003). */
    public static Izhikevich fastSpiking() {
        return new Izhikevich(0.1, 0.2, -65, 2);
    }

    @Override
    public MembraneState allocate(final int neurons, final double stepMs) {
        return new IzhikevichState(this, neurons, stepMs);
    }

    @Override
    public int bytesPerNeuron() {
        return 8;
    }

    /** The model has no leak of its own. */
    @Override
    public double leakNs() {
        return 0;
    }

    @Override
    public double leakReversalMv() {
        return -65;
    }
}
