package org.eibalance.model.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Stationary rates of the sparse network of identical neurons (Brunel 2000, model A): each gets C_E excitatory, gamma
 * C_E inhibitory and C_E external inputs, and all fire at the rate that they cause.
 *
 * @param neuron its cells
 * @param excitatoryInputs C_E
 * @param inhibitoryShare gamma = C_I / C_E
 * @param jumpMv J
 * @param relativeInhibition g
 * @param externalRatio eta: external rate over the one that reaches threshold
 */
public record SparseNetworkTheory(
        DiffusionNeuron neuron,
        int excitatoryInputs,
        double inhibitoryShare,
        double jumpMv,
        double relativeInhibition,
        double externalRatio) {

    /** The parameters of the paper but for g and eta. */
    public static SparseNetworkTheory ofPaper(final double relativeInhibition, final double externalRatio) {
        return new SparseNetworkTheory(
                new DiffusionNeuron(20, 20, 10, 2), 1000, 0.25, 0.1, relativeInhibition, externalRatio);
    }

    /**
     * A stationary state.
     *
     * @param rateHz of all neurons
     * @param meanMv mu
     * @param sdMv sigma
     * @param cv of their intervals
     */
    public record State(double rateHz, double meanMv, double sdMv, double cv) {}

    /** nu_thr: the rate at each external synapse that brings the mean input to threshold, in Hz. */
    public double thresholdRateHz() {
        return 1000 * neuron.thresholdMv() / (jumpMv * excitatoryInputs * neuron.timeConstantMs());
    }

    /** Mean input in mV at a rate. */
    public double meanMv(final double rateHz) {
        return excitatoryInputs
                * jumpMv
                * neuron.timeConstantMs()
                / 1000
                * (externalRatio * thresholdRateHz() + rateHz * (1 - relativeInhibition * inhibitoryShare));
    }

    /** Fluctuations of the input in mV at a rate. */
    public double sdMv(final double rateHz) {
        return Math.sqrt(excitatoryInputs
                * jumpMv
                * jumpMv
                * neuron.timeConstantMs()
                / 1000
                * (externalRatio * thresholdRateHz()
                        + rateHz * (1 + relativeInhibition * relativeInhibition * inhibitoryShare)));
    }

    /**
     * All stationary states, stable or not.
     *
     * @return by ascending rate
     */
    public List<State> states() {
        final DoubleUnaryOperator excess = rate -> neuron.rateHz(meanMv(rate), sdMv(rate)) - rate;
        final List<State> states = new ArrayList<>();
        final double highest = neuron.refractoryMs() > 0 ? 1000 / neuron.refractoryMs() : 2000;
        double low = 1e-3;
        double lowExcess = excess.applyAsDouble(low);
        while (low < highest) {
            final double high = Math.min(highest, low * 1.1 + 0.01);
            final double highExcess = excess.applyAsDouble(high);
            if (lowExcess * highExcess < 0) {
                final double rate = new BrentSolver(1e-10).solve(100, excess::applyAsDouble, low, high);
                states.add(new State(rate, meanMv(rate), sdMv(rate), neuron.cv(meanMv(rate), sdMv(rate))));
            }
            low = high;
            lowExcess = highExcess;
        }
        return states;
    }
}
