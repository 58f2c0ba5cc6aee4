package org.eibalance.model.neuron;

import java.util.Arrays;

/**
 * Adaptive exponential neurons. The potential follows the midpoint rule (second order) below the cut-off, the
 * adaptation is exact for the potential of the step.
 */
final class AdaptiveExponentialState implements MembraneState {

    private final AdaptiveExponential neuron;
    private final double stepMs;
    private final double adaptationDecay;
    private final double firesAtMv;
    private final float[] v;
    private final float[] w;
    private final Refractoriness refractoriness;

    AdaptiveExponentialState(final AdaptiveExponential neuron, final int neurons, final double stepMs) {
        this.neuron = neuron;
        this.stepMs = stepMs;
        adaptationDecay = Math.exp(-stepMs / neuron.adaptationTimeConstantMs());
        firesAtMv = neuron.slopeFactorMv() > 0 ? neuron.cutOffMv() : neuron.thresholdMv();
        v = new float[neurons];
        w = new float[neurons];
        Arrays.fill(v, (float) neuron.leakReversalMv());
        refractoriness = new Refractoriness(neurons, neuron.refractoryMs(), stepMs);
    }

    @Override
    public int neurons() {
        return v.length;
    }

    @Override
    public void advance(final float[] conductanceNs, final float[] currentPa, final int from, final int count) {
        final double halfStep = 0.5 * stepMs;
        for (int i = 0; i < count; i++) {
            final int k = from + i;
            final double old = v[k];
            final double adaptation = w[k];
            if (refractoriness.free[k] != 0f) {
                final double middle = old + halfStep * slope(old, adaptation, conductanceNs[i], currentPa[i]);
                final double next = old + stepMs * slope(middle, adaptation, conductanceNs[i], currentPa[i]);
                v[k] = (float) Math.min(next, neuron.cutOffMv() + 1);
            }
            final double goal = neuron.adaptationNs() * (old - neuron.leakReversalMv());
            w[k] = (float) (goal + adaptationDecay * (adaptation - goal));
        }
    }

    /** dV/dt in mV/ms; beyond the cut-off, where a spike is certain, the exponential is held. */
    private double slope(
            final double potential, final double adaptation, final double conductance, final double current) {
        final double delta = neuron.slopeFactorMv();
        double pull = neuron.leakReversalMv() - potential;
        if (delta > 0)
            pull += delta * Math.exp((Math.min(potential, neuron.cutOffMv()) - neuron.thresholdMv()) / delta);
        return (neuron.leakNs() * pull - adaptation - conductance * potential + current) / neuron.capacitancePf();
    }

    @Override
    public void applyJumps(final float[] jumpMv) {
        for (int i = 0; i < v.length; i++) v[i] += refractoriness.free[i] * jumpMv[i];
    }

    @Override
    public int detect(final int[] fired) {
        int count = 0;
        for (int i = 0; i < v.length; i++) {
            if (v[i] < firesAtMv) continue;
            fired[count++] = i;
            v[i] = (float) neuron.resetMv();
            w[i] += (float) neuron.adaptationJumpPa();
            refractoriness.hold(i);
        }
        refractoriness.endStep();
        return count;
    }

    @Override
    public double potentialMv(final int which) {
        return v[which];
    }

    @Override
    public void setPotentialMv(final int which, final double potentialMv) {
        v[which] = (float) potentialMv;
    }
}
