package org.eibalance.rig;

/**
 * A cell without dendrites: one capacitance, a leak and two synaptic conductances.
 *
 * <pre>C dV/dt = g_L (E_L − V) + g_E (E_E − V) + g_I (E_I − V) + I</pre>
 *
 * @param capacitancePf C, above 0
 * @param leakNs g_L, above 0
 * @param leakReversalMv E_L
 * @param excitatoryReversalMv E_E
 * @param inhibitoryReversalMv E_I
 */
public record PointNeuron(
        double capacitancePf,
        double leakNs,
        double leakReversalMv,
        double excitatoryReversalMv,
        double inhibitoryReversalMv)
        implements ModelCell {

    @Override
    public int compartments() {
        return 1;
    }

    @Override
    public double restMv() {
        return leakReversalMv;
    }

    @Override
    public PointNeuron withLeak(final double factor) {
        return new PointNeuron(
                capacitancePf, factor * leakNs, leakReversalMv, excitatoryReversalMv, inhibitoryReversalMv);
    }

    @Override
    public void advance(
            final double[] potentialsMv,
            final double excitatoryNs,
            final double inhibitoryNs,
            final double injectedPa,
            final double electrodeNs,
            final double electrodeMv,
            final double stepMs) {
        final double totalNs = leakNs + excitatoryNs + inhibitoryNs + electrodeNs;
        final double steadyMv = (leakNs * leakReversalMv
                        + excitatoryNs * excitatoryReversalMv
                        + inhibitoryNs * inhibitoryReversalMv
                        + electrodeNs * electrodeMv
                        + injectedPa)
                / totalNs;
        potentialsMv[0] = steadyMv + (potentialsMv[0] - steadyMv) * StrictMath.exp(-stepMs * totalNs / capacitancePf);
    }

    /**
     * The potential after one step in which both conductances and the current stay as they are: the exact solution,
     * stable for any step.
     *
     * @param potentialMv V before
     * @param excitatoryNs g_E
     * @param inhibitoryNs g_I
     * @param currentPa injected current, positive depolarises
     * @param stepMs length of the step
     * @return V after
     */
    public double step(
            final double potentialMv,
            final double excitatoryNs,
            final double inhibitoryNs,
            final double currentPa,
            final double stepMs) {
        final double totalNs = leakNs + excitatoryNs + inhibitoryNs;
        final double steadyMv = (leakNs * leakReversalMv
                        + excitatoryNs * excitatoryReversalMv
                        + inhibitoryNs * inhibitoryReversalMv
                        + currentPa)
                / totalNs;
        // StrictMath: sample data are the same bytes on every machine.
        return steadyMv + (potentialMv - steadyMv) * StrictMath.exp(-stepMs * totalNs / capacitancePf);
    }
}
