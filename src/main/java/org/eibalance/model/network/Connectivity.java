package org.eibalance.model.network;

import org.eibalance.model.neuron.Require;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.recording.InputException;

/** Who is connected with whom. A neuron is never connected with itself. */
public sealed interface Connectivity {

    /**
     * Each target has the same number of sources, all different.
     *
     * @param sources how many
     */
    record FixedInDegree(int sources) implements Connectivity {

        /** Checks the value. */
        public FixedInDegree {
            Require.notNegative("in-degree", sources, "");
        }
    }

    /**
     * Each pair is connected with the same probability, by itself.
     *
     * @param probability above 0, at most 1
     * @param procedural whether rows are drawn anew at each spike instead of being kept: slower, but takes no memory
     */
    record FixedProbability(double probability, boolean procedural) implements Connectivity {

        /** Checks the value. */
        public FixedProbability {
            Require.positive("connection probability", probability, "");
            Require.within("connection probability", probability, 0, 1, "");
        }

        /**
         * Rows that are kept.
         *
         * @param probability above 0, at most 1
         */
        public FixedProbability(final double probability) {
            this(probability, false);
        }
    }

    /**
     * Given pairs, counted within source part and target part.
     *
     * @param sources one a synapse; not copied
     * @param targets one a synapse, ascending; not copied
     */
    record Explicit(int[] sources, int[] targets) implements Connectivity {

        /** Checks lengths and order. */
        public Explicit {
            if (sources.length != targets.length)
                throw new InputException("There are " + sources.length + " sources and " + targets.length
                        + " targets of synapses: there must be as many.");
            for (int k = 1; k < targets.length; k++) {
                if (targets[k] < targets[k - 1])
                    throw new InputException("Target " + targets[k] + " of synapse " + k + " stands after target "
                            + targets[k - 1] + ": targets must ascend.");
            }
        }
    }

    /**
     * How many synapses there will be, about.
     *
     * @param sources neurons in the source part
     * @param targets neurons in the target part
     * @return the expected number
     */
    default double expectedSynapses(final long sources, final long targets) {
        if (this instanceof FixedInDegree f) return (double) f.sources * targets;
        if (this instanceof FixedProbability p) return p.probability * sources * targets;
        return ((Explicit) this).sources.length;
    }

    /** Draws the sources of targets. */
    final class Drawing {

        private final Connectivity rule;
        private final int sources;
        private final int selfOffset;
        private final long key;
        private final CounterRandom random;
        private final int[] drawn;
        /** The target for which a source was drawn last, plus 1. */
        private final int[] mark;

        /**
         * @param rule how
         * @param sources how many neurons the source part has
         * @param selfOffset what to add to a target's number to get the same neuron's number among the sources; out of
         *     their range where it is none of them
         * @param key of the random numbers
         */
        Drawing(final Connectivity rule, final int sources, final int selfOffset, final long key) {
            this.rule = rule;
            this.sources = sources;
            this.selfOffset = selfOffset;
            this.key = key;
            random = new CounterRandom(key, 0);
            drawn = new int[rule instanceof Explicit e ? longest(e) : sources];
            mark = rule instanceof FixedInDegree ? new int[sources] : new int[0];
        }

        private static int longest(final Explicit rule) {
            int longest = 0;
            int run = 0;
            for (int k = 0; k < rule.targets.length; k++) {
                run = k > 0 && rule.targets[k] == rule.targets[k - 1] ? run + 1 : 1;
                longest = Math.max(longest, run);
            }
            return longest;
        }

        /** The sources of the last target, the first so many of which count. */
        int[] drawn() {
            return drawn;
        }

        /**
         * Draws the sources of a target: the same ones whatever was drawn before.
         *
         * @param target counted in the target part
         * @return how many sources it has
         */
        int draw(final int target) {
            random.restart(key, target);
            final int self = target + selfOffset;
            if (rule instanceof FixedInDegree f)
                return f.sources <= sources / 2 ? pick(f.sources, target, self) : shuffle(f.sources, self);
            if (rule instanceof FixedProbability p) return skip(p.probability, self);
            return listed((Explicit) rule, target);
        }

        private int pick(final int count, final int target, final int self) {
            for (int k = 0; k < count; ) {
                final int source = random.nextInt(sources);
                if (mark[source] == target + 1 || source == self) continue;
                mark[source] = target + 1;
                drawn[k++] = source;
            }
            return count;
        }

        /** A Fisher–Yates shuffle cut short, for in-degrees near the number of sources. */
        private int shuffle(final int count, final int self) {
            int candidates = 0;
            for (int source = 0; source < sources; source++) if (source != self) drawn[candidates++] = source;
            for (int k = 0; k < count; k++) {
                final int other = k + random.nextInt(candidates - k);
                final int swap = drawn[k];
                drawn[k] = drawn[other];
                drawn[other] = swap;
            }
            return count;
        }

        /** Geometric gaps between successes (Devroye 1986, X.2). */
        private int skip(final double probability, final int self) {
            final double scale = 1 / Math.log1p(-probability);
            int count = 0;
            double source = -1;
            while (true) {
                source += 1 + (probability < 1 ? Math.floor(Math.log(random.nextDouble()) * scale) : 0);
                if (source >= sources) return count;
                if ((int) source != self) drawn[count++] = (int) source;
            }
        }

        private int listed(final Explicit rule, final int target) {
            int low = 0;
            int high = rule.targets.length;
            while (low < high) {
                final int middle = (low + high) >>> 1;
                if (rule.targets[middle] < target) low = middle + 1;
                else high = middle;
            }
            int count = 0;
            while (low < rule.targets.length && rule.targets[low] == target) drawn[count++] = rule.sources[low++];
            return count;
        }
    }
}
