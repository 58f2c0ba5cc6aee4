package org.eibalance.recording;

/**
 * Takes a recording while it is being made, sweep after sweep. What was appended survives the program; at most the last
 * block is lost where the machine dies.
 *
 * <p>For one thread. A full disk, or one that went away, is an {@link InputException}: whoever drives a device stops it
 * then.
 */
public interface RecordingSink extends AutoCloseable {

    /**
     * Begins a sweep; the one before is over.
     *
     * @param startS seconds from the start of the recording
     * @throws InputException if it cannot be written
     */
    void beginSweep(double startS);

    /**
     * Appends samples to all channels of the sweep.
     *
     * @param samples [channel][sample] in the unit of the channel; NaN where one is missing; not kept
     * @param length how many of each channel
     * @throws InputException if they cannot be written
     */
    void append(float[][] samples, int length);

    /**
     * Adds a remark.
     *
     * @param timeS seconds from the start of the recording
     * @param text what happened
     * @throws InputException if it cannot be written
     */
    void tag(double timeS, String text);

    /**
     * Writes what is left and closes.
     *
     * @throws InputException if it cannot be written
     */
    @Override
    void close();
}
