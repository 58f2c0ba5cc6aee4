package org.eibalance.model.network;

/**
 * The targets of each source, in one thread's share of the targets. Targets are counted from the start of that share.
 */
interface SynapseRows {

    /**
     * Adds a weight at every target of a source.
     *
     * @param source counted in the source part
     * @param into takes the weight
     * @param offset place of the share's first target in it
     * @param weight what to add
     */
    void deliver(int source, float[] into, int offset, float weight);

    /**
     * Adds a weight at every target of each of several sources.
     *
     * @param sources counted in the source part
     * @param count how many of them
     * @param into takes the weights
     * @param offset place of the share's first target in it
     * @param weight what to add for each source
     */
    default void deliverAll(
            final int[] sources, final int count, final float[] into, final int offset, final float weight) {
        for (int k = 0; k < count; k++) deliver(sources[k], into, offset, weight);
    }

    /** How many synapses there are; for rows that are drawn anew, as many as are expected. */
    long synapses();

    /** Bytes they take. */
    long bytes();

    /** Two bytes a synapse, for shares of up to 65 536 targets. */
    record Short(int[] start, char[] targets) implements SynapseRows {

        @Override
        public void deliver(final int source, final float[] into, final int offset, final float weight) {
            final char[] t = targets;
            final int end = start[source + 1];
            if (offset == 0) {
                for (int k = start[source]; k < end; k++) into[t[k]] += weight;
            } else {
                for (int k = start[source]; k < end; k++) into[t[k] + offset] += weight;
            }
        }

        @Override
        public long synapses() {
            return targets.length;
        }

        @Override
        public long bytes() {
            return 2L * targets.length + 4L * start.length;
        }
    }

    /** Four bytes a synapse. */
    record Wide(int[] start, int[] targets) implements SynapseRows {

        @Override
        public void deliver(final int source, final float[] into, final int offset, final float weight) {
            final int[] t = targets;
            final int end = start[source + 1];
            for (int k = start[source]; k < end; k++) into[t[k] + offset] += weight;
        }

        @Override
        public long synapses() {
            return targets.length;
        }

        @Override
        public long bytes() {
            return 4L * targets.length + 4L * start.length;
        }
    }
}
