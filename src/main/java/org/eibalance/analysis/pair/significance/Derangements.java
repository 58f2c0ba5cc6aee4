package org.eibalance.analysis.pair.significance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Ways to pair the sweeps of two cells such that no sweep keeps its own partner (derangements). */
final class Derangements {

    /** Where more exist, the same one is practically never drawn twice. */
    private static final double MAX_CHECKED_FOR_REPEATS = 1e9;

    private Derangements() {}

    /** How many exist: 0, 1, 2, 9, 44, 265 … of 1, 2, 3, 4, 5, 6 … sweeps. */
    static double count(final int sweeps) {
        double count = 1;
        for (int k = 1; k <= sweeps; k++) count = k * count + (k % 2 == 0 ? 1 : -1);
        return count;
    }

    /**
     * Draws different ones; all of them where no more exist.
     *
     * @param sweeps two or more
     * @param wanted how many
     * @param random where from
     * @return {@code [i][k]}: the sweep of the second cell that is paired with sweep k of the first
     */
    static int[][] draw(final int sweeps, final int wanted, final SplittableRandom random) {
        final double exist = count(sweeps);
        if (exist <= wanted) {
            final List<int[]> all = new ArrayList<>();
            extend(new int[sweeps], 0, new boolean[sweeps], all);
            return all.toArray(int[][]::new);
        }
        final Set<List<Integer>> seen = new HashSet<>();
        final int[][] drawn = new int[wanted][];
        for (int i = 0; i < wanted; ) {
            final int[] one = one(sweeps, random);
            if (exist < MAX_CHECKED_FOR_REPEATS
                    && !seen.add(Arrays.stream(one).boxed().toList())) continue;
            drawn[i++] = one;
        }
        return drawn;
    }

    private static void extend(final int[] pairing, final int at, final boolean[] used, final List<int[]> all) {
        if (at == pairing.length) all.add(pairing.clone());
        for (int k = 0; k < pairing.length && at < pairing.length; k++) {
            if (k == at || used[k]) continue;
            used[k] = true;
            pairing[at] = k;
            extend(pairing, at + 1, used, all);
            used[k] = false;
        }
    }

    /**
     * Shuffles until no sweep keeps its own partner: all derangements are equally likely, and e shuffles are needed on
     * average.
     */
    private static int[] one(final int sweeps, final SplittableRandom random) {
        final int[] pairing = new int[sweeps];
        while (true) {
            Arrays.setAll(pairing, k -> k);
            boolean deranged = true;
            for (int k = sweeps - 1; k >= 0; k--) {
                final int other = random.nextInt(k + 1);
                final int kept = pairing[k];
                pairing[k] = pairing[other];
                pairing[other] = kept;
                deranged &= pairing[k] != k;
            }
            if (deranged) return pairing;
        }
    }
}
