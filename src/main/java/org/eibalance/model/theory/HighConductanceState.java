package org.eibalance.model.theory;

import org.eibalance.model.neuron.Require;

/**
 * A membrane under synaptic bombardment, in the effective-time-constant approximation (Richardson 2004; Destexhe,
 * Rudolph and Pare 2003).
 *
 * @param capacitancePf C
 * @param leakNs g_L
 * @param leakReversalMv E_L
 * @param excitatory mean, fluctuation, time constant and reversal of g_E
 * @param inhibitory the same of g_I
 */
public record HighConductanceState(
        double capacitancePf, double leakNs, double leakReversalMv, Bombardment excitatory, Bombardment inhibitory) {

    /**
     * One fluctuating conductance.
     *
     * @param meanNs g_0
     * @param sdNs its standard deviation
     * @param correlationMs its time constant
     * @param reversalMv E
     */
    public record Bombardment(double meanNs, double sdNs, double correlationMs, double reversalMv) {}

    /** Checks the values. */
    public HighConductanceState {
        Require.positive("capacitance", capacitancePf, "pF");
        Require.positive("leak conductance", leakNs, "nS");
    }

    /** The values of Destexhe et al. (2001) for a cell of 34 636 square micrometres. */
    public static HighConductanceState ofPaper() {
        return new HighConductanceState(
                346.36, 15.5862, -80, new Bombardment(12, 3, 2.7, 0), new Bombardment(57, 6.6, 10.5, -75));
    }

    /** g_L + g_E0 + g_I0 in nS. */
    public double totalNs() {
        return leakNs + excitatory.meanNs + inhibitory.meanNs;
    }

    /** Total over leak conductance. */
    public double conductanceRatio() {
        return totalNs() / leakNs;
    }

    /** C / g_total in ms. */
    public double timeConstantMs() {
        return capacitancePf / totalNs();
    }

    /** C / g_L in ms. */
    public double restingTimeConstantMs() {
        return capacitancePf / leakNs;
    }

    /** Mean potential in mV. */
    public double meanMv() {
        return (leakNs * leakReversalMv
                        + excitatory.meanNs * excitatory.reversalMv
                        + inhibitory.meanNs * inhibitory.reversalMv)
                / totalNs();
    }

    /** Standard deviation of the potential in mV. */
    public double sdMv() {
        return Math.sqrt(variance(excitatory) + variance(inhibitory));
    }

    private double variance(final Bombardment b) {
        final double drive = b.sdNs / totalNs() * (b.reversalMv - meanMv());
        return drive * drive * b.correlationMs / (b.correlationMs + timeConstantMs());
    }

    /** Where excitation and inhibition alone would hold the potential, in mV. */
    public double synapticReversalMv() {
        return (excitatory.meanNs * excitatory.reversalMv + inhibitory.meanNs * inhibitory.reversalMv)
                / (excitatory.meanNs + inhibitory.meanNs);
    }

    /**
     * The same bombardment, stronger or weaker.
     *
     * @param factor what both means and fluctuations are multiplied by
     * @return the state
     */
    public HighConductanceState scaled(final double factor) {
        return new HighConductanceState(
                capacitancePf,
                leakNs,
                leakReversalMv,
                new Bombardment(
                        factor * excitatory.meanNs,
                        factor * excitatory.sdNs,
                        excitatory.correlationMs,
                        excitatory.reversalMv),
                new Bombardment(
                        factor * inhibitory.meanNs,
                        factor * inhibitory.sdNs,
                        inhibitory.correlationMs,
                        inhibitory.reversalMv));
    }

    /**
     * The ratio g_I / g_E that holds a potential without any leak: (E_E − V) / (V − E_I).
     *
     * @param potentialMv V
     * @param excitatoryMv E_E
     * @param inhibitoryMv E_I
     * @return the ratio
     */
    public static double ratioToHold(final double potentialMv, final double excitatoryMv, final double inhibitoryMv) {
        return (excitatoryMv - potentialMv) / (potentialMv - inhibitoryMv);
    }
}
