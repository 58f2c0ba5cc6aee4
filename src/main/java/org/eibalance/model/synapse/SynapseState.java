package org.eibalance.model.synapse;

import java.util.Arrays;

import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.neuron.MembraneState;

/**
 * The state of one receptor on many neurons. In each step {@link #contribute} is
 * called for all neurons, piece by piece, from the first to the last.
 */
public interface SynapseState {

	/** What arriving spikes add their weights to, one place a neuron. */
	float[] arrivals();

	/**
	 * Adds the conductance and the current of one step, each taken in its middle, and
	 * moves on by a step.
	 *
	 * @param membrane of these neurons
	 * @param from first neuron
	 * @param count how many
	 * @param conductanceNs takes the conductance of neuron {@code from + i} at i
	 * @param currentPa takes conductance times reversal, and currents
	 */
	void contribute(MembraneState membrane, int from, int count, float[] conductanceNs, float[] currentPa);

	/**
	 * What this receptor does now.
	 *
	 * @param neuron which
	 * @param potentialMv its potential, which NMDA receptors heed
	 * @return conductance in nS, current in pA, or jump in mV
	 */
	double strength(int neuron, double potentialMv);

	/** Jumps of the potential, applied by the population and then cleared. */
	final class Jumps implements SynapseState {

		private final float[] jumpMv;

		Jumps(final int neurons) {
			jumpMv = new float[neurons];
		}

		@Override
		public float[] arrivals() {
			return jumpMv;
		}

		/** Does nothing: jumps are no current. */
		@Override
		public void contribute(final MembraneState membrane, final int from, final int count,
			final float[] conductanceNs, final float[] currentPa)
		{}

		@Override
		public double strength(final int neuron, final double potentialMv) {
			return jumpMv[neuron];
		}
	}

	/** Exponentially decaying currents. */
	final class Currents implements SynapseState {

		private final Synapse.ExponentialCurrent settings;
		private final double stepMs;
		private final float[] pa;
		private final float mean;
		private final float decay;

		Currents(final Synapse.ExponentialCurrent settings, final int neurons, final double stepMs) {
			this.settings = settings;
			this.stepMs = stepMs;
			pa = new float[neurons];
			final double x = stepMs / settings.decayMs();
			decay = (float) Math.exp(-x);
			mean = (float) (-Math.expm1(-x) / x);
		}

		@Override
		public float[] arrivals() {
			return pa;
		}

		/**
		 * What a current of 1 pA at the start of a step, decaying in it, adds to the
		 * potential by its end (Rotter and Diesmann 1999).
		 *
		 * @param neuron which it flows into
		 * @return in mV
		 */
		public float propagator(final LeakyIntegrateAndFire neuron) {
			final double synaptic = 1 / settings.decayMs();
			final double leak = neuron.leakNs() / neuron.capacitancePf();
			final double difference = leak - synaptic;
			final double integral = Math.abs(difference * stepMs) < 1e-9 ? stepMs * Math.exp(-stepMs * synaptic) : (Math.exp(
				-stepMs * synaptic) - Math.exp(-stepMs * leak)) / difference;
			return (float) (integral / neuron.capacitancePf());
		}

		/** Decays without acting, where the membrane has taken the current already. */
		public void decayAll() {
			for (int i = 0; i < pa.length; i++) pa[i] *= decay;
		}

		@Override
		public void contribute(final MembraneState membrane, final int from, final int count,
			final float[] conductanceNs, final float[] currentPa)
		{
			for (int i = 0; i < count; i++) {
				currentPa[i] += pa[from + i] * mean;
				pa[from + i] *= decay;
			}
		}

		@Override
		public double strength(final int neuron, final double potentialMv) {
			return pa[neuron];
		}
	}

	/** Exponentially decaying conductances. */
	final class Conductances implements SynapseState {

		private final float[] ns;
		private final float reversalMv;
		private final float halfDecay;

		Conductances(final Synapse.ExponentialConductance settings, final int neurons, final double stepMs) {
			ns = new float[neurons];
			reversalMv = (float) settings.reversalMv();
			halfDecay = (float) Math.exp(-0.5 * stepMs / settings.decayMs());
		}

		@Override
		public float[] arrivals() {
			return ns;
		}

		/** Factor over half a step. */
		public float halfDecay() {
			return halfDecay;
		}

		/** Reversal potential in mV. */
		public float reversalMv() {
			return reversalMv;
		}

		@Override
		public void contribute(final MembraneState membrane, final int from, final int count,
			final float[] conductanceNs, final float[] currentPa)
		{
			final float half = halfDecay;
			final float reversal = reversalMv;
			for (int i = 0; i < count; i++) {
				final float g = ns[from + i] * half;
				conductanceNs[i] += g;
				currentPa[i] += g * reversal;
				ns[from + i] = g * half;
			}
		}

		@Override
		public double strength(final int neuron, final double potentialMv) {
			return ns[neuron];
		}
	}

	/** Sets all arrivals to 0. */
	default void clear() {
		Arrays.fill(arrivals(), 0f);
	}
}
