package org.eibalance.model.synapse;

import org.eibalance.model.neuron.Require;

/** The effect of an arriving spike: the settings of one receptor. */
public sealed interface Synapse {

    /** The potential jumps; weights in mV. */
    record Delta() implements Synapse {}

    /**
     * A current that jumps and decays; weights in pA, positive where they depolarise.
     *
     * @param decayMs its time constant
     */
    record ExponentialCurrent(double decayMs) implements Synapse {

        /** Checks the value. */
        public ExponentialCurrent {
            Require.positive("decay time constant", decayMs, "ms");
        }
    }

    /**
     * A conductance that jumps and decays; weights in nS.
     *
     * @param decayMs its time constant
     * @param reversalMv E: the current into the cell is g (E − V)
     */
    record ExponentialConductance(double decayMs, double reversalMv) implements Synapse {

        /** Checks the value. */
        public ExponentialConductance {
            Require.positive("decay time constant", decayMs, "ms");
        }
    }

    /**
     * A conductance that rises and decays, blocked by magnesium where the cell is hyperpolarised: g (E − V) / (1 + [Mg]
     * exp(−.062 V) / 3.57) (Jahr and Stevens 1990). A weight is the peak of g in nS that one spike makes.
     *
     * @param riseMs time constant of the rise, below that of the decay
     * @param decayMs time constant of the decay
     * @param reversalMv E
     * @param magnesiumMm [Mg] in mM
     */
    record Nmda(double riseMs, double decayMs, double reversalMv, double magnesiumMm) implements Synapse {

        /** Checks the values. */
        public Nmda {
            Require.positive("rise time constant", riseMs, "ms");
            Require.below("rise time constant", riseMs, "decay time constant", decayMs, "ms");
            Require.notNegative("magnesium concentration", magnesiumMm, "mM");
        }

        /** The share of the conductance that is not blocked at a potential. */
        public double unblocked(final double potentialMv) {
            return 1 / (1 + magnesiumMm / 3.57 * Math.exp(-0.062 * potentialMv));
        }
    }

    /**
     * A conductance that stands for synaptic bombardment in vivo: an independent Ornstein–Uhlenbeck process in each
     * neuron, never below 0 where it acts (Destexhe et al. 2001). Spikes that arrive add to it.
     *
     * @param meanNs g_0
     * @param sdNs its standard deviation
     * @param correlationMs its time constant
     * @param reversalMv E
     */
    record OrnsteinUhlenbeck(double meanNs, double sdNs, double correlationMs, double reversalMv) implements Synapse {

        /** Checks the values. */
        public OrnsteinUhlenbeck {
            Require.notNegative("mean conductance", meanNs, "nS");
            Require.notNegative("standard deviation", sdNs, "nS");
            Require.positive("correlation time", correlationMs, "ms");
        }
    }

    /**
     * Makes the state of this receptor on many neurons.
     *
     * @param neurons how many
     * @param stepMs time step
     * @param noiseKey key of its random numbers
     * @param firstNeuron number of the first neuron in its population, for these
     * @return the state
     */
    default SynapseState allocate(final int neurons, final double stepMs, final long noiseKey, final int firstNeuron) {
        if (this instanceof Delta) return new SynapseState.Jumps(neurons);
        if (this instanceof ExponentialCurrent c) return new SynapseState.Currents(c, neurons, stepMs);
        if (this instanceof ExponentialConductance c) return new SynapseState.Conductances(c, neurons, stepMs);
        if (this instanceof Nmda n) return new NmdaState(n, neurons, stepMs);
        return new OrnsteinUhlenbeckState((OrnsteinUhlenbeck) this, neurons, stepMs, noiseKey, firstNeuron);
    }

    /** Reversal potential in mV; NaN for jumps and currents, which have none. */
    default double reversalOrNanMv() {
        if (this instanceof ExponentialConductance c) return c.reversalMv();
        if (this instanceof Nmda n) return n.reversalMv();
        if (this instanceof OrnsteinUhlenbeck o) return o.reversalMv();
        return Double.NaN;
    }
}
