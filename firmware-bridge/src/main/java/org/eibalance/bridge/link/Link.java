package org.eibalance.bridge.link;

import java.io.IOException;

/**
 * Bytes to and from a device: a serial port, or a device inside the program. One thread reads and one writes; any
 * thread closes, which frees both.
 */
public interface Link extends AutoCloseable {

    /**
     * What a person calls it.
     *
     * @return a port's path, or "embedded"
     */
    String name();

    /**
     * Reads what is there, waiting for the first byte.
     *
     * @param into room
     * @param from first index
     * @param length at most so many
     * @param timeoutMs longest wait; 0: none
     * @return how many bytes; 0 where none came in time; -1 where the device is gone or the link is closed
     */
    int read(byte[] into, int from, int length, long timeoutMs);

    /**
     * Writes all of the bytes. A caller keeps within the window that the device announced; else this may wait.
     *
     * @param bytes what
     * @param from first index
     * @param length how many
     * @throws IOException where the device is gone or the link is closed
     */
    void write(byte[] bytes, int from, int length) throws IOException;

    /**
     * Has something done when the program ends, however it ends, while the link still works. A link inside the program
     * ends with it and does nothing.
     *
     * @param action is called at most once, on a thread of its own; it must come back within two seconds
     */
    default void whenTheProgramEnds(final Runnable action) {}

    /** Closes. Harmless when closed already. */
    @Override
    void close();
}
