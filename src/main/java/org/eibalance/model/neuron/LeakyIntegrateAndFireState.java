package org.eibalance.model.neuron;

import java.util.Arrays;

/**
 * Leaky integrate-and-fire neurons in arrays. The leak, jumps of the potential and
 * exponentially decaying currents are integrated exactly; conductances by the
 * implicit midpoint rule, which is of second order and stable for any conductance.
 */
public final class LeakyIntegrateAndFireState implements MembraneState {

	private final float[] v;
	private final Refractoriness refractoriness;
	private final float leakNs;
	private final float leakReversalMv;
	private final ThresholdSearch threshold;
	private final float resetMv;
	private final float stepOverCapacitance;
	private final float decay;
	private final float currentToMv;

	LeakyIntegrateAndFireState(final LeakyIntegrateAndFire neuron, final int neurons, final double stepMs) {
		v = new float[neurons];
		Arrays.fill(v, (float) neuron.leakReversalMv());
		refractoriness = new Refractoriness(neurons, neuron.refractoryMs(), stepMs);
		leakNs = (float) neuron.leakNs();
		leakReversalMv = (float) neuron.leakReversalMv();
		threshold = new ThresholdSearch(neurons, (float) neuron.thresholdMv());
		resetMv = (float) neuron.resetMv();
		stepOverCapacitance = (float) (stepMs / neuron.capacitancePf());
		final double exponent = stepMs * neuron.leakNs() / neuron.capacitancePf();
		decay = (float) Math.exp(-exponent);
		currentToMv = (float) (neuron.leakNs() > 0 ? -Math.expm1(-exponent) / neuron.leakNs() : stepMs / neuron
			.capacitancePf());
	}

	@Override
	public int neurons() {
		return v.length;
	}

	@Override
	public void advance(final float[] conductanceNs, final float[] currentPa, final int from, final int count) {
		final float[] potential = v;
		final float[] free = refractoriness.free;
		final float leak = leakNs;
		final float leakCurrent = leakNs * leakReversalMv;
		final float reset = resetMv;
		final float step = stepOverCapacitance;
		final float half = 0.5f * step;
		for (int i = 0; i < count; i++) {
			final float total = conductanceNs[i] + leak;
			final float old = potential[from + i];
			final float next = old + step * (currentPa[i] + leakCurrent - total * old) / (1f + half * total);
			potential[from + i] = reset + free[from + i] * (next - reset);
		}
	}

	/**
	 * A step under two decaying conductances, the field's usual case, in one loop.
	 * Both are taken in the middle of the step, then decay.
	 *
	 * @param excitatoryNs g_E of each neuron at the start of the step
	 * @param inhibitoryNs g_I of each neuron
	 * @param excitatoryMv E_E
	 * @param inhibitoryMv E_I
	 * @param halfE decay of g_E over half a step
	 * @param halfI decay of g_I over half a step
	 * @param currentPa current into every neuron
	 */
	public void advance(final float[] excitatoryNs, final float[] inhibitoryNs, final float excitatoryMv,
		final float inhibitoryMv, final float halfE, final float halfI, final float currentPa)
	{
		final float[] potential = v;
		final float[] free = refractoriness.free;
		final float leak = leakNs;
		final float constant = leakNs * leakReversalMv + currentPa;
		final float reset = resetMv;
		final float step = stepOverCapacitance;
		final float half = 0.5f * step;
		final int count = potential.length;
		for (int i = 0; i < count; i++) {
			final float e = excitatoryNs[i] * halfE;
			final float h = inhibitoryNs[i] * halfI;
			final float old = potential[i];
			final float total = e + h + leak;
			final float next = old + step * (e * excitatoryMv + h * inhibitoryMv + constant - total * old) / (1f + half *
				total);
			potential[i] = reset + free[i] * (next - reset);
			excitatoryNs[i] = e * halfE;
			inhibitoryNs[i] = h * halfI;
		}
	}

	/**
	 * A step without synaptic conductances, exact: decay towards rest, a constant
	 * current, and jumps at its end.
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
	}

	/**
	 * Adds the effect of a current that decayed exponentially over the last step,
	 * exact (Rotter and Diesmann 1999).
	 *
	 * @param currentPa of each neuron at the start of the step
	 * @param propagator mV at the end of a step for 1 pA at its start
	 */
	public void addDecayedCurrent(final float[] currentPa, final float propagator) {
		final float[] potential = v;
		final float[] free = refractoriness.free;
		final int count = potential.length;
		for (int i = 0; i < count; i++) potential[i] += free[i] * propagator * currentPa[i];
	}

	@Override
	public void applyJumps(final float[] jumpMv) {
		final float[] potential = v;
		final float[] free = refractoriness.free;
		final int count = potential.length;
		for (int i = 0; i < count; i++) potential[i] += free[i] * jumpMv[i];
	}

	@Override
	public int detect(final int[] fired) {
		final int count = threshold.above(v, fired);
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
