package org.eibalance.recording;

import java.util.List;

/**
 * One stretch of uninterrupted recording. Sweeps may differ in length, and so may the channels of one sweep where their
 * rates differ.
 *
 * @param index 0-based place in the recording
 * @param startS seconds from the start of the recording to the first sample
 * @param samples the number of samples of each channel
 */
public record Sweep(int index, double startS, List<Long> samples) {

    /** Takes a copy of the list. */
    public Sweep {
        samples = List.copyOf(samples);
    }

    /**
     * A sweep whose channels all have the same number of samples.
     *
     * @param index 0-based place in the recording
     * @param startS seconds from the start of the recording
     * @param samples samples of each channel
     * @param channels how many channels
     * @return the sweep
     */
    public static Sweep uniform(final int index, final double startS, final long samples, final int channels) {
        return new Sweep(index, startS, java.util.Collections.nCopies(channels, samples));
    }
}
