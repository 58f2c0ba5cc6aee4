package org.eibalance.model.synapse;

import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.neuron.MembraneState;

/**
 * The state of one receptor on many neurons. In each step {@link #contribute} is called for all neurons, piece by
 * piece, from the first to the last, or the membrane does the same itself; then {@link #endStep}.
 */
public interface SynapseState {

    /** What arriving spikes add their weights to, divided by {@link #unit}, one place a neuron. */
    float[] arrivals();

    /** What a 1 in {@link #arrivals} stands for now, in nS, pA or mV. */
    default double unit() {
        return 1;
    }

    /** Advances by a step what all neurons have in common. */
    default void endStep() {}

    /**
     * Adds the conductance and the current of one step, each taken in its middle, and advances by a step what is not
     * left to {@link #endStep}.
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
     * @param potentialMv its potential, on which NMDA receptors depend
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

        /** Does nothing: jumps are not currents. */
        @Override
        public void contribute(
                final MembraneState membrane,
                final int from,
                final int count,
                final float[] conductanceNs,
                final float[] currentPa) {}

        @Override
        public double strength(final int neuron, final double potentialMv) {
            return jumpMv[neuron];
        }
    }

    /** Exponentially decaying currents. */
    final class Currents implements SynapseState {

        private final Synapse.ExponentialCurrent settings;
        private final double stepMs;
        private final Decaying pa;
        private final double mean;

        Currents(final Synapse.ExponentialCurrent settings, final int neurons, final double stepMs) {
            this.settings = settings;
            this.stepMs = stepMs;
            pa = new Decaying(neurons, settings.decayMs(), stepMs);
            final double x = stepMs / settings.decayMs();
            mean = -Math.expm1(-x) / x;
        }

        @Override
        public float[] arrivals() {
            return pa.inUnits;
        }

        @Override
        public double unit() {
            return pa.unit();
        }

        @Override
        public void endStep() {
            pa.endStep();
        }

        /**
         * What a current of 1 pA at the start of a step, decaying in it, adds to the potential by its end (Rotter and
         * Diesmann 1999).
         *
         * @param neuron which it flows into
         * @return in mV
         */
        public float propagator(final LeakyIntegrateAndFire neuron) {
            final double synaptic = 1 / settings.decayMs();
            final double leak = neuron.leakNs() / neuron.capacitancePf();
            final double difference = leak - synaptic;
            final double integral = Math.abs(difference * stepMs) < 1e-9
                    ? stepMs * Math.exp(-stepMs * synaptic)
                    : (Math.exp(-stepMs * synaptic) - Math.exp(-stepMs * leak)) / difference;
            return (float) (integral / neuron.capacitancePf());
        }

        @Override
        public void contribute(
                final MembraneState membrane,
                final int from,
                final int count,
                final float[] conductanceNs,
                final float[] currentPa) {
            final float[] inUnits = pa.inUnits;
            final float factor = (float) (mean * pa.unit());
            for (int i = 0; i < count; i++) currentPa[i] += inUnits[from + i] * factor;
        }

        @Override
        public double strength(final int neuron, final double potentialMv) {
            return pa.value(neuron);
        }
    }

    /** Exponentially decaying conductances. */
    final class Conductances implements SynapseState {

        private final Decaying ns;
        private final float reversalMv;
        private final double halfDecay;

        Conductances(final Synapse.ExponentialConductance settings, final int neurons, final double stepMs) {
            ns = new Decaying(neurons, settings.decayMs(), stepMs);
            reversalMv = (float) settings.reversalMv();
            halfDecay = Math.exp(-0.5 * stepMs / settings.decayMs());
        }

        @Override
        public float[] arrivals() {
            return ns.inUnits;
        }

        @Override
        public double unit() {
            return ns.unit();
        }

        @Override
        public void endStep() {
            ns.endStep();
        }

        /** What a 1 in {@link #arrivals} stands for in the middle of this step, in nS. */
        public float middleUnitNs() {
            return (float) (ns.unit() * halfDecay);
        }

        /** Reversal potential in mV. */
        public float reversalMv() {
            return reversalMv;
        }

        @Override
        public void contribute(
                final MembraneState membrane,
                final int from,
                final int count,
                final float[] conductanceNs,
                final float[] currentPa) {
            final float[] inUnits = ns.inUnits;
            final float unit = middleUnitNs();
            final float reversal = reversalMv;
            for (int i = 0; i < count; i++) {
                final float g = inUnits[from + i] * unit;
                conductanceNs[i] += g;
                currentPa[i] += g * reversal;
            }
        }

        @Override
        public double strength(final int neuron, final double potentialMv) {
            return ns.value(neuron);
        }
    }
}
