package org.eibalance.model.neuron;

import java.util.Arrays;

/**
 * Finds the few potentials above threshold among many: the excess of each over the threshold is written to an array, in
 * a vectorised loop without a branch, and values other than 0 are then searched 64 bytes at a time.
 */
final class ThresholdSearch {

    /** Compared at once with as many zeros. */
    private static final int BLOCK = 1024;

    private final float threshold;
    private final float[] zeros;
    /** {@link #excess} of each potential. */
    final float[] excess;

    /**
     * @param neurons how many there are
     * @param threshold in the unit of their potentials
     */
    ThresholdSearch(final int neurons, final float threshold) {
        this.threshold = threshold;
        zeros = new float[Math.min(neurons, BLOCK)];
        excess = new float[neurons];
    }

    /** Writes how far each potential is above threshold, twice, and 0 where it is not. */
    void look(final float[] potential) {
        final float[] above = excess;
        final float limit = threshold;
        for (int i = 0; i < potential.length; i++) {
            final float over = potential[i] - limit;
            above[i] = over + Math.abs(over);
        }
    }

    /**
     * Finds what is above 0 in {@link #excess}.
     *
     * @param found takes the places, ascending
     * @return how many
     */
    int above(final int[] found) {
        // The excess over an infinite threshold is NaN.
        if (threshold == Float.POSITIVE_INFINITY) return 0;
        int count = 0;
        for (int from = 0; from < excess.length; from += BLOCK) {
            final int length = Math.min(BLOCK, excess.length - from);
            for (int k = 0; k < length; k++) {
                final int more = Arrays.mismatch(excess, from + k, from + length, zeros, k, length);
                if (more < 0) break;
                k += more;
                if (excess[from + k] > 0) found[count++] = from + k;
            }
        }
        return count;
    }
}
