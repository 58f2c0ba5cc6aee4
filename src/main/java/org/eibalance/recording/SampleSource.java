package org.eibalance.recording;

/**
 * Where the samples of a recording come from. A format supplies one; everyone else reads through {@link Recording},
 * which has checked the arguments.
 *
 * <p>Implementations are safe in threads, and reading after or during {@link #close()} throws
 * {@link IllegalStateException} rather than touching memory that is gone. A missing sample is NaN. Infinite values are
 * passed on.
 */
public interface SampleSource extends AutoCloseable {

    /**
     * Reads samples in the unit of the channel.
     *
     * @param channel 0-based channel
     * @param sweep 0-based sweep
     * @param from first sample within the sweep
     * @param into where they go
     * @param offset place of the first in {@code into}
     * @param length how many
     * @throws InputException if the file cannot be read any more
     */
    void read(int channel, int sweep, long from, double[] into, int offset, int length);

    /** Releases the file. May be called more than once. */
    @Override
    void close();
}
