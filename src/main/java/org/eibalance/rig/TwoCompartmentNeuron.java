package org.eibalance.rig;

/**
 * A soma and one dendrite, for what a clamp at the soma misses of synapses on the dendrite.
 *
 * <pre>
 * C_s dV_s/dt = g_Ls (E_L − V_s) + g_c (V_d − V_s) + synapses on the soma + electrode
 * C_d dV_d/dt = g_Ld (E_L − V_d) + g_c (V_s − V_d) + synapses on the dendrite
 * </pre>
 *
 * @param soma capacitance, leak and reversal potentials of the soma
 * @param dendriteCapacitancePf C_d, above 0
 * @param dendriteLeakNs g_Ld, above 0
 * @param couplingNs g_c, above 0
 * @param dendriticExcitation share of g_E on the dendrite, 0 to 1
 * @param dendriticInhibition share of g_I on the dendrite, 0 to 1
 */
public record TwoCompartmentNeuron(
        PointNeuron soma,
        double dendriteCapacitancePf,
        double dendriteLeakNs,
        double couplingNs,
        double dendriticExcitation,
        double dendriticInhibition)
        implements ModelCell {

    @Override
    public int compartments() {
        return 2;
    }

    @Override
    public double restMv() {
        return soma.leakReversalMv();
    }

    @Override
    public TwoCompartmentNeuron withLeak(final double factor) {
        return new TwoCompartmentNeuron(
                soma.withLeak(factor),
                dendriteCapacitancePf,
                factor * dendriteLeakNs,
                couplingNs,
                dendriticExcitation,
                dendriticInhibition);
    }

    /** The exact solution, by the exponential of a matrix of two rows: stable for any step. */
    @Override
    public void advance(
            final double[] potentialsMv,
            final double excitatoryNs,
            final double inhibitoryNs,
            final double injectedPa,
            final double electrodeNs,
            final double electrodeMv,
            final double stepMs) {
        final double somaE = excitatoryNs * (1 - dendriticExcitation);
        final double somaI = inhibitoryNs * (1 - dendriticInhibition);
        final double dendriteE = excitatoryNs * dendriticExcitation;
        final double dendriteI = inhibitoryNs * dendriticInhibition;
        final double e = soma.excitatoryReversalMv();
        final double i = soma.inhibitoryReversalMv();
        final double l = soma.leakReversalMv();
        final double somaNs = soma.leakNs() + somaE + somaI + couplingNs + electrodeNs;
        final double dendriteNs = dendriteLeakNs + dendriteE + dendriteI + couplingNs;
        final double somaPa = soma.leakNs() * l + somaE * e + somaI * i + electrodeNs * electrodeMv + injectedPa;
        final double dendritePa = dendriteLeakNs * l + dendriteE * e + dendriteI * i;
        final double determinant = somaNs * dendriteNs - couplingNs * couplingNs;
        final double steadyS = (somaPa * dendriteNs + couplingNs * dendritePa) / determinant;
        final double steadyD = (dendritePa * somaNs + couplingNs * somaPa) / determinant;
        final double a = -somaNs / soma.capacitancePf();
        final double b = couplingNs / soma.capacitancePf();
        final double c = couplingNs / dendriteCapacitancePf;
        final double d = -dendriteNs / dendriteCapacitancePf;
        final double root = Math.sqrt((a - d) * (a - d) / 4 + b * c);
        final double fast = (a + d) / 2 - root;
        // By the product of both rates: their sum cancels where the clamp is stiff.
        final double slow = (a * d - b * c) / fast;
        final double expFast = StrictMath.exp(fast * stepMs);
        final double expSlow = StrictMath.exp(slow * stepMs);
        final double ofMatrix = (expSlow - expFast) / (slow - fast);
        final double ofUnit = (slow * expFast - fast * expSlow) / (slow - fast);
        final double ds = potentialsMv[0] - steadyS;
        final double dd = potentialsMv[1] - steadyD;
        potentialsMv[0] = steadyS + (ofUnit + ofMatrix * a) * ds + ofMatrix * b * dd;
        potentialsMv[1] = steadyD + ofMatrix * c * ds + (ofUnit + ofMatrix * d) * dd;
    }
}
