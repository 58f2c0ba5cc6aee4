package org.eibalance.model.synapse;

import org.eibalance.model.neuron.Require;

/**
 * Depression and facilitation of a synapse by its own spikes (Tsodyks and Markram 1997; Tsodyks, Pawelzik and Markram
 * 1998): a spike raises the share u that is released by U (1 − u), sets free u x of the resources x, and both recover.
 *
 * @param use U
 * @param recoveryMs time constant with which x returns to 1
 * @param facilitationMs time constant with which u returns to 0 (it is U at the first spike); 0 for a synapse that does
 *     not facilitate
 */
public record ShortTermPlasticity(double use, double recoveryMs, double facilitationMs) {

    /** Checks the values. */
    public ShortTermPlasticity {
        Require.within("use of resources", use, 0, 1, "");
        Require.positive("recovery time constant", recoveryMs, "ms");
        Require.notNegative("facilitation time constant", facilitationMs, "ms");
    }

    /**
     * The release of a spike in a regular train in its steady state.
     *
     * @param rateHz rate of the train
     * @return u x, a share of the full strength
     */
    public double steadyRelease(final double rateHz) {
        final double intervalMs = 1000 / rateHz;
        final double f = facilitationMs > 0 ? Math.exp(-intervalMs / facilitationMs) : 0;
        final double d = Math.exp(-intervalMs / recoveryMs);
        final double u = use / (1 - (1 - use) * f);
        return u * (1 - d) / (1 - (1 - u) * d);
    }

    /** The state of the synapses of many source neurons. */
    public static final class State {

        private final ShortTermPlasticity settings;
        private final double[] u;
        private final double[] x;
        private final double[] lastMs;

        /**
         * @param settings of the synapses
         * @param sources how many source neurons
         */
        public State(final ShortTermPlasticity settings, final int sources) {
            this.settings = settings;
            u = new double[sources];
            x = new double[sources];
            lastMs = new double[sources];
            java.util.Arrays.fill(x, 1);
        }

        /**
         * A spike.
         *
         * @param source which neuron
         * @param timeMs when, not before its last
         * @return u x, a share of the full strength
         */
        public double release(final int source, final double timeMs) {
            final double passedMs = timeMs - lastMs[source];
            lastMs[source] = timeMs;
            final double left =
                    settings.facilitationMs > 0 ? u[source] * Math.exp(-passedMs / settings.facilitationMs) : 0;
            final double use = left + settings.use * (1 - left);
            final double resources = 1 - (1 - x[source]) * Math.exp(-passedMs / settings.recoveryMs);
            u[source] = use;
            x[source] = resources * (1 - use);
            return use * resources;
        }
    }
}
