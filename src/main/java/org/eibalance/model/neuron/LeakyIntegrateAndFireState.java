package org.eibalance.model.neuron;

import java.util.Arrays;

/**
 * Leaky integrate-and-fire neurons in arrays. The leak, jumps of the potential and exponentially decaying currents are
 * integrated exactly. Conductances are held over a step at their value in its middle; the potential then approaches its
 * steady state by the share x / (1 + x / 2 + x² / 12), where x is the step over the time constant of the moment. The
 * exact share is 1 − exp(−x): the difference is x⁵ / 720 for small x, 0.0005 at x = 1. The rule is of second order in
 * the step, as the conductances are, and the share stays between 0 and .93, so that no conductance, however large,
 * makes it unstable or carries the potential beyond its steady state.
 *
 * <p>The loops are written so that the compiler vectorises them: no branch, the same index in every array, and sums and
 * products in a fixed order. Another order may be ten times slower: {@code benchmarks/engine.sh} measures it.
 */
public final class LeakyIntegrateAndFireState implements MembraneState {

    private static final float HALF = 0.5f;
    private static final float TWELFTH = 1 / 12f;

    private final float[] v;
    private final Refractoriness refractoriness;
    private final float leakNs;
    private final float leakReversalMv;
    private final ThresholdSearch threshold;
    private final float thresholdMv;
    private final float resetMv;
    private final float stepOverCapacitance;
    /** Whether the potentials have moved since the search for those above threshold was prepared. */
    private boolean stale;

    private final float decay;
    private final float currentToMv;

    LeakyIntegrateAndFireState(final LeakyIntegrateAndFire neuron, final int neurons, final double stepMs) {
        v = new float[neurons];
        Arrays.fill(v, (float) neuron.leakReversalMv());
        refractoriness = new Refractoriness(neurons, neuron.refractoryMs(), stepMs);
        leakNs = (float) neuron.leakNs();
        leakReversalMv = (float) neuron.leakReversalMv();
        thresholdMv = (float) neuron.thresholdMv();
        threshold = new ThresholdSearch(neurons, thresholdMv);
        resetMv = (float) neuron.resetMv();
        stepOverCapacitance = (float) (stepMs / neuron.capacitancePf());
        final double exponent = stepMs * neuron.leakNs() / neuron.capacitancePf();
        decay = (float) Math.exp(-exponent);
        currentToMv = (float)
                (neuron.leakNs() > 0 ? -Math.expm1(-exponent) / neuron.leakNs() : stepMs / neuron.capacitancePf());
    }

    @Override
    public int neurons() {
        return v.length;
    }

    @Override
    public void advance(final float[] conductanceNs, final float[] currentPa, final int from, final int count) {
        final float[] potential = v;
        final float[] free = refractoriness.free;
        final float step = stepOverCapacitance;
        final float leak = step * leakNs;
        final float leakCurrent = leakNs * leakReversalMv;
        for (int i = 0; i < count; i++) {
            final float x = step * conductanceNs[i] + leak;
            final float old = potential[from + i];
            potential[from + i] = old
                    + free[from + i]
                            * (step * (currentPa[i] + leakCurrent) - x * old)
                            / (1f + x * (HALF + x * TWELFTH));
        }
        stale = true;
    }

    /**
     * A step under two conductances, the most common case, in one loop.
     *
     * @param excitatory g_E of each neuron
     * @param inhibitory g_I of each neuron
     * @param excitatoryUnitNs what a 1 in the first stands for in the middle of the step
     * @param inhibitoryUnitNs what a 1 in the second stands for
     * @param excitatoryMv E_E
     * @param inhibitoryMv E_I
     * @param currentPa current into every neuron
     */
    public void advance(
            final float[] excitatory,
            final float[] inhibitory,
            final float excitatoryUnitNs,
            final float inhibitoryUnitNs,
            final float excitatoryMv,
            final float inhibitoryMv,
            final float currentPa) {
        final float step = stepOverCapacitance;
        advance(
                v,
                refractoriness.free,
                threshold.excess,
                excitatory,
                inhibitory,
                step * excitatoryUnitNs,
                step * inhibitoryUnitNs,
                excitatoryMv,
                inhibitoryMv,
                step * leakNs,
                step * (leakNs * leakReversalMv + currentPa),
                thresholdMv,
                HALF,
                TWELFTH);
        stale = false;
    }

    private static void advance(
            final float[] potential,
            final float[] free,
            final float[] excess,
            final float[] excitatory,
            final float[] inhibitory,
            final float excitatoryUnit,
            final float inhibitoryUnit,
            final float excitatoryMv,
            final float inhibitoryMv,
            final float leak,
            final float constant,
            final float threshold,
            final float half,
            final float twelfth) {
        for (int i = 0; i < potential.length; i++) {
            final float e = excitatory[i] * excitatoryUnit;
            final float h = inhibitory[i] * inhibitoryUnit;
            final float old = potential[i];
            final float x = e + h + leak;
            final float next = old
                    + free[i]
                            * (e * excitatoryMv + h * inhibitoryMv + constant - x * old)
                            / (1f + x * (half + x * twelfth));
            potential[i] = next;
            final float over = next - threshold;
            excess[i] = over + Math.abs(over);
        }
    }

    /**
     * A step without synaptic conductances, exact: decay towards rest, a constant current, and jumps at its end.
     *
     * @param currentPa current into every neuron
     * @param jumpMv of each neuron
     */
    public void advanceExactly(final float currentPa, final float[] jumpMv) {
        final float[] potential = v;
        final float[] free = refractoriness.free;
        final float reset = resetMv;
        final float factor = decay;
        final float constant = leakReversalMv * (1f - decay) + currentToMv * currentPa - reset;
        final int count = potential.length;
        for (int i = 0; i < count; i++) {
            potential[i] = reset + free[i] * (potential[i] * factor + jumpMv[i] + constant);
        }
        stale = true;
    }

    /**
     * Adds the effect of a current that decayed exponentially over the last step, exact (Rotter and Diesmann 1999).
     *
     * @param currentPa of each neuron at the start of the step
     * @param propagator mV at the end of a step for 1 pA at its start
     */
    public void addDecayedCurrent(final float[] currentPa, final float propagator) {
        final float[] potential = v;
        final float[] free = refractoriness.free;
        final int count = potential.length;
        for (int i = 0; i < count; i++) potential[i] += free[i] * propagator * currentPa[i];
        stale = true;
    }

    @Override
    public void applyJumps(final float[] jumpMv) {
        final float[] potential = v;
        final float[] free = refractoriness.free;
        final int count = potential.length;
        for (int i = 0; i < count; i++) potential[i] += free[i] * jumpMv[i];
        stale = true;
    }

    @Override
    public int detect(final int[] fired) {
        if (stale) threshold.look(v);
        final int count = threshold.above(fired);
        for (int k = 0; k < count; k++) {
            v[fired[k]] = resetMv;
            refractoriness.hold(fired[k]);
        }
        refractoriness.endStep();
        return count;
    }

    @Override
    public double potentialMv(final int neuron) {
        return v[neuron];
    }

    @Override
    public void setPotentialMv(final int neuron, final double potentialMv) {
        v[neuron] = (float) potentialMv;
    }

    @Override
    public void potentials(final int from, final int count, final float[] intoMv) {
        System.arraycopy(v, from, intoMv, 0, count);
    }
}
