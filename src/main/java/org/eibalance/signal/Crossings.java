package org.eibalance.signal;

import java.util.stream.IntStream;

/**
 * Where a signal passes a level upward, each excursion once: after a passage the next one counts only once the signal
 * has been below a second, lower level. Noise on a slow flank passes a single level many times (O. H. Schmitt 1938, J
 * Sci Instrum 15:24, for the electronic circuit).
 */
public final class Crossings {

    /** An action potential has ended once the potential is this far below the level that it passed. */
    public static final double SPIKE_HYSTERESIS_MV = 5;

    private Crossings() {}

    /**
     * Finds them.
     *
     * @param signal the signal; gaps as NaN
     * @param level what is passed
     * @param rearm what the signal must be below between two passages; equal to the level for none
     * @return the first sample at or above the level of each excursion, rising
     */
    public static int[] upward(final double[] signal, final double level, final double rearm) {
        final IntStream.Builder found = IntStream.builder();
        boolean armed = true;
        for (int i = 1; i < signal.length; i++) {
            if (signal[i - 1] < rearm) armed = true;
            if (!armed || !(signal[i] >= level && signal[i - 1] < level)) continue;
            found.add(i);
            armed = rearm >= level;
        }
        return found.build().toArray();
    }
}
