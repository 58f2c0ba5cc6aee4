package org.eibalance.model.network;

import java.util.Arrays;
import org.eibalance.model.synapse.HomeostaticScaling;

/** The scaling factors of one receptor, each following the rate of its neuron. */
final class Scaler {

    private final HomeostaticScaling rule;
    private final double stepMs;
    private final float decay;
    private final float jumpHz;
    private final float[] rateHz;
    private final float[] factor;

    Scaler(final HomeostaticScaling rule, final int neurons, final double stepMs) {
        this.rule = rule;
        this.stepMs = stepMs;
        decay = (float) Math.exp(-stepMs / rule.rateMs());
        jumpHz = (float) (1000 / rule.rateMs());
        rateHz = new float[neurons];
        factor = new float[neurons];
        Arrays.fill(factor, 1f);
        Arrays.fill(rateHz, (float) rule.targetRateHz());
    }

    void scale(final float[] arriving) {
        for (int i = 0; i < factor.length; i++) arriving[i] *= factor[i];
    }

    void follow(final int[] fired, final int spikes) {
        for (int k = 0; k < spikes; k++) rateHz[fired[k]] += jumpHz;
        final float gain = (float) (rule.gainPerSecondPerHz() * stepMs / 1000);
        final float goal = (float) rule.targetRateHz();
        for (int i = 0; i < factor.length; i++) {
            factor[i] = Math.max(0f, factor[i] + gain * (rateHz[i] - goal));
            rateHz[i] *= decay;
        }
    }

    double factor(final int neuron) {
        return factor[neuron];
    }
}
