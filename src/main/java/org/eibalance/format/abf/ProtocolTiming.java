package org.eibalance.format.abf;

/**
 * When an output plays its protocol.
 *
 * @param claimedScans samples of each sweep as they were planned
 * @param channels channels recorded
 * @param plannedSweeps sweeps that have a protocol; 0 for all
 * @param first the first sweep in which the output plays
 * @param every it plays in every so many sweeps from there
 * @param dosClampex whether Clampex for DOS played it
 */
record ProtocolTiming(long[] claimedScans, int channels, long plannedSweeps, int first, int every, boolean dosClampex) {

    int sweeps() {
        return claimedScans.length;
    }

    boolean plays(final int sweep) {
        return (plannedSweeps <= 0 || sweep < plannedSweeps) && sweep % every == first;
    }

    /** Samples at holding before the first epoch: a 64th of the multiplexed samples of the sweep, in whole scans. */
    long holdBefore(final int sweep) {
        final long total = claimedScans[sweep] * channels;
        final long hold = dosClampex ? 6 * (total / 512) : total / 64;
        return Math.max(channels, hold - hold % channels) / channels;
    }
}
