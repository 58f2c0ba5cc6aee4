package org.eibalance.rig;

/** A cell that the rig can clamp. Compartment 0 is the soma, to which the electrode is connected. */
public sealed interface ModelCell permits PointNeuron, TwoCompartmentNeuron {

    /** How many compartments it has. */
    int compartments();

    /** Where it rests without synapses and electrode, in mV. */
    double restMv();

    /**
     * Takes one step in which conductances, current and the far end of the electrode stay as they are.
     *
     * @param potentialsMv potential of each compartment, replaced by those after the step
     * @param excitatoryNs g_E
     * @param inhibitoryNs g_I
     * @param injectedPa current injected into the soma, positive depolarises
     * @param electrodeNs conductance from the soma to the far end of the electrode; 0 where a current is injected
     * @param electrodeMv potential at the far end of the electrode
     * @param stepMs length of the step
     */
    void advance(
            double[] potentialsMv,
            double excitatoryNs,
            double inhibitoryNs,
            double injectedPa,
            double electrodeNs,
            double electrodeMv,
            double stepMs);

    /**
     * The same cell with another leak.
     *
     * @param factor what its leak is multiplied by, above 0
     * @return the cell
     */
    ModelCell withLeak(double factor);
}
