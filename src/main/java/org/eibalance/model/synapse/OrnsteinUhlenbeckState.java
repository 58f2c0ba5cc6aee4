package org.eibalance.model.synapse;

import org.eibalance.model.neuron.MembraneState;

/** Ornstein–Uhlenbeck conductances with the exact update (Gillespie 1996). */
final class OrnsteinUhlenbeckState implements SynapseState {

    private final Synapse.OrnsteinUhlenbeck settings;
    private final float decay;
    private final float kick;
    private final CounterRandom[] random;
    /** Deviation from the mean. */
    private final float[] deviationNs;

    OrnsteinUhlenbeckState(
            final Synapse.OrnsteinUhlenbeck settings,
            final int neurons,
            final double stepMs,
            final long noiseKey,
            final int firstNeuron) {
        this.settings = settings;
        decay = (float) Math.exp(-stepMs / settings.correlationMs());
        kick = (float) (settings.sdNs() * Math.sqrt(-Math.expm1(-2 * stepMs / settings.correlationMs())));
        random = new CounterRandom[neurons];
        deviationNs = new float[neurons];
        for (int i = 0; i < neurons; i++) {
            random[i] = new CounterRandom(noiseKey, firstNeuron + i);
            deviationNs[i] = (float) (settings.sdNs() * random[i].nextGaussian());
        }
    }

    @Override
    public float[] arrivals() {
        return deviationNs;
    }

    @Override
    public void contribute(
            final MembraneState membrane,
            final int from,
            final int count,
            final float[] conductanceNs,
            final float[] currentPa) {
        for (int i = 0; i < count; i++) {
            final int k = from + i;
            final float g = (float) strength(k, 0);
            conductanceNs[i] += g;
            currentPa[i] += g * (float) settings.reversalMv();
            deviationNs[k] = deviationNs[k] * decay + kick * (float) random[k].nextGaussian();
        }
    }

    @Override
    public double strength(final int neuron, final double potentialMv) {
        return Math.max(0, settings.meanNs() + deviationNs[neuron]);
    }
}
