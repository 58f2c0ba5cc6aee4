package org.eibalance.model.neuron;

/** The settings of one kind of neuron. */
public interface Membrane {

    /**
     * Makes the state of many neurons of this kind, all at rest.
     *
     * @param neurons how many
     * @param stepMs time step
     * @return their state
     * @throws org.eibalance.recording.InputException if the step is too coarse for these settings
     */
    MembraneState allocate(int neurons, double stepMs);

    /** Bytes of state that one neuron takes. */
    int bytesPerNeuron();

    /** Leak conductance in nS, for effective time constants and clamp currents. */
    double leakNs();

    /** Reversal potential of the leak in mV. */
    double leakReversalMv();
}
