package org.eibalance.model.synapse;

import org.eibalance.model.neuron.MembraneState;

/** NMDA receptors: the difference of two exponentials, exact, with the block by magnesium. */
final class NmdaState implements SynapseState {

    private final Synapse.Nmda settings;
    private final double peakScale;
    private final float riseDecay;
    private final float fallDecay;
    /** What arrived since the last step; enters both exponentials. */
    private final float[] arrived;

    private final float[] rising;
    private final float[] falling;

    NmdaState(final Synapse.Nmda settings, final int neurons, final double stepMs) {
        this.settings = settings;
        final double rise = settings.riseMs();
        final double fall = settings.decayMs();
        final double peakMs = rise * fall / (fall - rise) * Math.log(fall / rise);
        peakScale = 1 / (Math.exp(-peakMs / fall) - Math.exp(-peakMs / rise));
        riseDecay = (float) Math.exp(-stepMs / rise);
        fallDecay = (float) Math.exp(-stepMs / fall);
        arrived = new float[neurons];
        rising = new float[neurons];
        falling = new float[neurons];
    }

    @Override
    public float[] arrivals() {
        return arrived;
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
            rising[k] += arrived[k];
            falling[k] += arrived[k];
            arrived[k] = 0;
            final double g = strength(k, membrane.potentialMv(k));
            conductanceNs[i] += (float) g;
            currentPa[i] += (float) (g * settings.reversalMv());
            rising[k] *= riseDecay;
            falling[k] *= fallDecay;
        }
    }

    @Override
    public double strength(final int neuron, final double potentialMv) {
        return peakScale * (falling[neuron] - rising[neuron]) * settings.unblocked(potentialMv);
    }
}
