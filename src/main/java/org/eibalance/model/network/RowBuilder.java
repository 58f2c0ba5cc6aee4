package org.eibalance.model.network;

import java.util.Arrays;
import org.eibalance.signal.ParallelLoop;

/** Turns the sources of each target into the targets of each source. */
final class RowBuilder {

    /** Largest number of targets that two bytes can distinguish. */
    static final int SHORT_TARGETS = 65_536;

    /** Targets whose sources are kept in one array while rows are built. */
    private static final int BLOCK = 1024;

    /** Words of bit rows that are filled at once. */
    private static final int WORDS_AT_ONCE = 4;

    private RowBuilder() {}

    /** How rows are kept. */
    private enum Layout {
        SHORT,
        WIDE,
        BITS
    }

    /**
     * Single spikes are delivered several times faster from two bytes a synapse than from bits; counting many spikes at
     * once in bits costs about 0.8 ns a target and almost nothing a spike, against 0.8 ns a synapse: it pays where each
     * target gets one spike or more at once. From a quarter of all pairs on bits are chosen because they are four times
     * smaller, and beyond {@link #SHORT_TARGETS}, where a synapse takes four bytes, from 5 % on.
     */
    private static Layout layout(final double density, final int targets, final double spikesAtOnce) {
        final boolean pays = targets > SHORT_TARGETS || spikesAtOnce * density >= 1;
        if (density >= (pays ? 0.05 : 0.25)) return Layout.BITS;
        return targets <= SHORT_TARGETS ? Layout.SHORT : Layout.WIDE;
    }

    /**
     * Memory that rows take, that for building them included.
     *
     * @param synapses how many
     * @param sources neurons in the source part
     * @param targets neurons in the target part
     * @param spikesAtOnce see {@link #build}
     * @return bytes
     */
    static double bytes(final double synapses, final int sources, final int targets, final double spikesAtOnce) {
        final double pairs = (double) sources * targets;
        final double whileBuilding = sources <= SHORT_TARGETS ? 2 * synapses : 0;
        return switch (layout(synapses / pairs, targets, spikesAtOnce)) {
            case SHORT -> 2 * synapses + whileBuilding;
            case WIDE -> 4 * synapses + whileBuilding;
            case BITS -> pairs / 8;
        };
    }

    /**
     * Draws the connections of one thread's share of the targets.
     *
     * @param rule how
     * @param sources neurons in the source part
     * @param from first target of the share, counted in the target part
     * @param to behind its last
     * @param targets neurons in the target part, all threads together: they all choose the same layout
     * @param selfOffset see {@link Connectivity.Drawing}
     * @param key of the random numbers
     * @param spikesAtOnce how many spikes are likely to be delivered together
     * @return the rows
     */
    static SynapseRows build(
            final Connectivity rule,
            final int sources,
            final int from,
            final int to,
            final int targets,
            final int selfOffset,
            final long key,
            final double spikesAtOnce) {
        if (rule instanceof Connectivity.FixedProbability p && p.procedural())
            return new ProceduralRows(p.probability(), sources, from, to, selfOffset, key);
        final double density = rule.expectedSynapses(sources, targets) / ((double) sources * targets);
        if (layout(density, targets, spikesAtOnce) == Layout.BITS)
            return bits(rule, sources, from, to, selfOffset, key);
        return sources <= SHORT_TARGETS
                ? viaShortSources(rule, sources, from, to, selfOffset, key)
                : viaWideSources(rule, sources, from, to, selfOffset, key);
    }

    private static SynapseRows bits(
            final Connectivity rule,
            final int sources,
            final int from,
            final int to,
            final int selfOffset,
            final long key) {
        final Connectivity.Drawing drawing = new Connectivity.Drawing(rule, sources, selfOffset, key);
        final int targets = to - from;
        final int words = BitRows.words(targets);
        // One by one: allocating all at once, hundreds of megabytes, could not be cancelled.
        final int[][] rows = new int[sources][];
        for (int source = 0; source < sources; source++) {
            rows[source] = new int[words];
            checkCancelled(source);
        }
        // A few words of all rows at once stay in the cache, unlike the rows.
        final int[] part = new int[sources * WORDS_AT_ONCE];
        long synapses = 0;
        for (int first = 0; first < words; first += WORDS_AT_ONCE) {
            final int now = Math.min(WORDS_AT_ONCE, words - first);
            for (int word = 0; word < now; word++) {
                for (int bit = 0; bit * words + first + word < targets; bit++) {
                    final int target = from + bit * words + first + word;
                    final int count = drawing.draw(target);
                    final int[] drawn = drawing.drawn();
                    for (int k = 0; k < count; k++) part[drawn[k] * WORDS_AT_ONCE + word] |= 1 << bit;
                    synapses += count;
                    checkCancelled(bit);
                }
            }
            for (int source = 0; source < sources; source++) {
                System.arraycopy(part, source * WORDS_AT_ONCE, rows[source], first, now);
            }
            Arrays.fill(part, 0);
        }
        return new BitRows(rows, targets, synapses);
    }

    /**
     * Keeps the sources of each target, two bytes each, until the targets of each source are written; in blocks,
     * because the allocation of one large array could not be cancelled.
     */
    private static SynapseRows viaShortSources(
            final Connectivity rule,
            final int sources,
            final int from,
            final int to,
            final int selfOffset,
            final long key) {
        final Connectivity.Drawing drawing = new Connectivity.Drawing(rule, sources, selfOffset, key);
        final int count = to - from;
        final int[] counts = new int[count];
        final int[] start = new int[sources + 1];
        final char[][] blocks = new char[(count + BLOCK - 1) / BLOCK][];
        long size = 0;
        for (int block = 0; block < blocks.length; block++) {
            final int end = Math.min(count, (block + 1) * BLOCK);
            char[] list = new char[estimate(rule, sources, end - block * BLOCK)];
            int filled = 0;
            for (int t = block * BLOCK; t < end; t++) {
                counts[t] = drawing.draw(from + t);
                final int[] drawn = drawing.drawn();
                if (filled + counts[t] > list.length)
                    list = Arrays.copyOf(list, larger(list.length, filled + counts[t]));
                for (int k = 0; k < counts[t]; k++) {
                    list[filled++] = (char) drawn[k];
                    start[drawn[k] + 1]++;
                }
                checkCancelled(t);
            }
            blocks[block] = list;
            size += filled;
        }
        final int[] next = cumulate(start);
        final boolean shortTargets = count <= SHORT_TARGETS;
        final char[] shorts = new char[shortTargets ? Math.toIntExact(size) : 0];
        final int[] wides = new int[shortTargets ? 0 : Math.toIntExact(size)];
        int place = 0;
        for (int t = 0; t < count; t++) {
            final char[] list = blocks[t / BLOCK];
            if (t % BLOCK == 0) place = 0;
            final int end = place + counts[t];
            if (shortTargets) for (int k = place; k < end; k++) shorts[next[list[k]]++] = (char) t;
            else for (int k = place; k < end; k++) wides[next[list[k]]++] = t;
            place = end;
            checkCancelled(t);
        }
        return shortTargets ? new SynapseRows.Short(start, shorts) : new SynapseRows.Wide(start, wides);
    }

    /** Draws twice instead of storing a list, because large networks leave little memory. */
    private static SynapseRows viaWideSources(
            final Connectivity rule,
            final int sources,
            final int from,
            final int to,
            final int selfOffset,
            final long key) {
        final int[] start = new int[sources + 1];
        final Connectivity.Drawing counting = new Connectivity.Drawing(rule, sources, selfOffset, key);
        long size = 0;
        for (int target = from; target < to; target++) {
            final int count = counting.draw(target);
            for (int k = 0; k < count; k++) start[counting.drawn()[k] + 1]++;
            size += count;
            checkCancelled(target);
        }
        final int[] next = cumulate(start);
        final Connectivity.Drawing drawing = new Connectivity.Drawing(rule, sources, selfOffset, key);
        final boolean shortTargets = to - from <= SHORT_TARGETS;
        final char[] shorts = new char[shortTargets ? Math.toIntExact(size) : 0];
        final int[] wides = new int[shortTargets ? 0 : Math.toIntExact(size)];
        for (int target = from; target < to; target++) {
            final int count = drawing.draw(target);
            final int[] drawn = drawing.drawn();
            for (int k = 0; k < count; k++) {
                if (shortTargets) shorts[next[drawn[k]]++] = (char) (target - from);
                else wides[next[drawn[k]]++] = target - from;
            }
            checkCancelled(target);
        }
        return shortTargets ? new SynapseRows.Short(start, shorts) : new SynapseRows.Wide(start, wides);
    }

    /** Turns counts into starts; returns a copy to be moved along while filling. */
    private static int[] cumulate(final int[] start) {
        for (int source = 1; source < start.length; source++) start[source] += start[source - 1];
        return start.clone();
    }

    private static int estimate(final Connectivity rule, final int sources, final int targets) {
        final double expected = rule instanceof Connectivity.Explicit ? 1024 : rule.expectedSynapses(sources, targets);
        return (int) Math.min(expected + 6 * Math.sqrt(expected) + 64, Integer.MAX_VALUE - 8);
    }

    private static int larger(final int length, final int needed) {
        return (int) Math.min(Math.max(needed, length * 1.5), Integer.MAX_VALUE - 8);
    }

    private static void checkCancelled(final int place) {
        if ((place & 15) == 0) ParallelLoop.checkCancelled();
    }
}
