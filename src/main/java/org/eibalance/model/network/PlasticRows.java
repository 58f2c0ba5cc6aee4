package org.eibalance.model.network;

import java.util.Arrays;
import org.eibalance.model.synapse.InhibitoryPlasticity;

/** Rows in which every synapse has its own weight, changed by presynaptic and postsynaptic spikes. */
final class PlasticRows {

    private final InhibitoryPlasticity rule;
    private final double stepMs;
    private final int[] start;
    private final int[] targets;
    private final float[] weights;
    /** Synapses of each target, and the source of each of them. */
    private final int[] targetStart;

    private final int[] targetSynapses;
    private final int[] sourceOf;
    private final Trace before;
    private final Trace behind;

    /**
     * @param rows who with whom
     * @param targetCount targets in the share
     * @param weight of all at the start
     * @param rule how they change
     * @param stepMs time step
     */
    PlasticRows(
            final SynapseRows rows,
            final int targetCount,
            final double weight,
            final InhibitoryPlasticity rule,
            final double stepMs) {
        this.rule = rule;
        this.stepMs = stepMs;
        if (rows instanceof SynapseRows.Short s) {
            start = s.start();
            targets = new int[s.targets().length];
            for (int k = 0; k < targets.length; k++) targets[k] = s.targets()[k];
        } else if (rows instanceof SynapseRows.Wide w) {
            start = w.start();
            targets = w.targets();
        } else {
            final BitRows bits = (BitRows) rows;
            start = new int[bits.sources() + 1];
            targets = new int[Math.toIntExact(bits.synapses())];
            int size = 0;
            for (int source = 0; source < bits.sources(); source++) {
                for (int t = 0; t < targetCount; t++) {
                    if (bits.connects(source, t)) targets[size++] = t;
                }
                start[source + 1] = size;
            }
        }
        weights = new float[targets.length];
        Arrays.fill(weights, (float) weight);
        targetStart = new int[targetCount + 1];
        for (final int t : targets) targetStart[t + 1]++;
        for (int t = 0; t < targetCount; t++) targetStart[t + 1] += targetStart[t];
        final int[] next = targetStart.clone();
        targetSynapses = new int[targets.length];
        sourceOf = new int[targets.length];
        for (int source = 0; source + 1 < start.length; source++) {
            for (int k = start[source]; k < start[source + 1]; k++) {
                sourceOf[next[targets[k]]] = source;
                targetSynapses[next[targets[k]]++] = k;
            }
        }
        before = new Trace(start.length - 1);
        behind = new Trace(targetCount);
    }

    /** A spike trace that decays with the time constant of the rule. */
    private final class Trace {

        private final float[] value;
        private final long[] last;

        Trace(final int neurons) {
            value = new float[neurons];
            last = new long[neurons];
        }

        float at(final int neuron, final long step) {
            if (last[neuron] != step) {
                value[neuron] *= (float) Math.exp(-(step - last[neuron]) * stepMs / rule.traceMs());
                last[neuron] = step;
            }
            return value[neuron];
        }

        void spike(final int neuron, final long step) {
            value[neuron] = at(neuron, step) + 1;
        }
    }

    /** A presynaptic spike: delivers the weights, then changes them. */
    void spikeBefore(final int source, final long step, final float[] into, final int offset, final double share) {
        before.spike(source, step);
        final float rate = (float) rule.learningRate();
        final float depression = (float) rule.depression();
        final float greatest = (float) rule.greatestWeight();
        for (int k = start[source]; k < start[source + 1]; k++) {
            into[targets[k] + offset] += (float) (share * weights[k]);
            weights[k] =
                    Math.min(greatest, Math.max(0, weights[k] + rate * (behind.at(targets[k], step) - depression)));
        }
    }

    /** A postsynaptic spike. */
    void spikeBehind(final int target, final long step) {
        behind.spike(target, step);
        final float rate = (float) rule.learningRate();
        final float greatest = (float) rule.greatestWeight();
        for (int k = targetStart[target]; k < targetStart[target + 1]; k++) {
            final int synapse = targetSynapses[k];
            weights[synapse] = Math.min(greatest, Math.max(0, weights[synapse] + rate * before.at(sourceOf[k], step)));
        }
    }

    /** Mean of all weights. */
    double meanWeight() {
        double sum = 0;
        for (final float w : weights) sum += w;
        return sum / weights.length;
    }
}
