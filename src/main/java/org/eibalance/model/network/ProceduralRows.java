package org.eibalance.model.network;

import org.eibalance.model.synapse.CounterRandom;

/**
 * Rows that are generated again at every spike, always the same for the same source: connections with a fixed
 * probability, for networks larger than memory (Knight and Nowotny 2021). Gaps between targets come from a table of the
 * geometric distribution with 65 536 entries, within blocks of targets that have keys of their own, so that a row does
 * not depend on how targets are divided among threads.
 */
final class ProceduralRows implements SynapseRows {

    /** Targets in a block; shares of targets may begin and end within one. */
    private static final int BLOCK = 4096;

    private final long key;
    private final int[] gaps;
    private final double probability;
    private final int sources;
    private final int from;
    private final int to;
    private final int selfOffset;

    /**
     * @param probability of each pair
     * @param sources how many sources
     * @param from first target of the share
     * @param to behind its last
     * @param selfOffset see {@link Connectivity.Drawing}
     * @param key of the random numbers
     */
    ProceduralRows(
            final double probability,
            final int sources,
            final int from,
            final int to,
            final int selfOffset,
            final long key) {
        this.probability = probability;
        this.sources = sources;
        this.from = from;
        this.to = to;
        this.selfOffset = selfOffset;
        this.key = key;
        gaps = new int[65536];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = probability < 1
                    ? 1 + (int) Math.min(Math.floor(Math.log((i + 0.5) / gaps.length) / Math.log1p(-probability)), 1e9)
                    : 1;
        }
    }

    @Override
    public void deliver(final int source, final float[] into, final int offset, final float weight) {
        final long row = CounterRandom.at(key, source);
        final int self = source - selfOffset;
        for (int block = from / BLOCK; block * BLOCK < to; block++) {
            final int end = Math.min((block + 1) * BLOCK, to);
            final long place = CounterRandom.at(row, block);
            int target = block * BLOCK - 1;
            for (int draw = 0; ; draw++) {
                final long bits = CounterRandom.at(place, draw);
                target += gaps[(int) bits & 0xFFFF];
                if (add(target, end, self, into, offset, weight)) break;
                target += gaps[(int) (bits >>> 16) & 0xFFFF];
                if (add(target, end, self, into, offset, weight)) break;
                target += gaps[(int) (bits >>> 32) & 0xFFFF];
                if (add(target, end, self, into, offset, weight)) break;
                target += gaps[(int) (bits >>> 48)];
                if (add(target, end, self, into, offset, weight)) break;
            }
        }
    }

    private boolean add(
            final int target, final int end, final int self, final float[] into, final int offset, final float weight) {
        if (target >= end) return true;
        if (target >= from && target != self) into[target - from + offset] += weight;
        return false;
    }

    @Override
    public long synapses() {
        return Math.round(probability * sources * (to - from));
    }

    @Override
    public long bytes() {
        return 4L * gaps.length;
    }
}
