package org.eibalance.analysis.pair.significance;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * By how many samples each sweep is shifted circularly, so that the real peak lies outside the window of lags.
 *
 * @param samples length of each sweep; not to be changed
 * @param least smallest shift, either way round
 * @param windowSamples of the window of lags
 */
record ShiftDraws(int[] samples, int least, int windowSamples) {

    /** How many shifts of a sweep there are whose windows do not overlap, beside none. */
    private int windows(final int sweep) {
        return 1 + (samples[sweep] - 2 * least) / windowSamples;
    }

    /** How many different sets there are in which not all sweeps stay as they are. */
    double distinct() {
        double sets = 1;
        for (int k = 0; k < samples.length; k++) sets *= 1 + windows(k);
        return sets - 1;
    }

    /**
     * Draws sets. A sweep stays unshifted as often as it falls into any other window: the data is one of all these, and
     * a test against surrogates that shift each sweep would find it too large too often.
     *
     * @param count how many
     * @param random where from
     * @return {@code [set][sweep]}, 0 for unshifted; in no set all sweeps are
     */
    int[][] draw(final int count, final SplittableRandom random) {
        final int[][] sets = new int[count][samples.length];
        for (final int[] set : sets) {
            while (Arrays.stream(set).allMatch(shift -> shift == 0)) {
                Arrays.setAll(
                        set,
                        k -> random.nextInt(windows(k) + 1) == 0
                                ? 0
                                : least + random.nextInt(samples[k] - 2 * least + 1));
            }
        }
        return sets;
    }
}
