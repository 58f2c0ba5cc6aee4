package org.eibalance.bridge.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A serial port: a board on USB, an adapter, or a pseudo-terminal. One thread reads, one writes, any closes; closing
 * frees both.
 *
 * <p>A port cannot tell how much a stalled device has taken: who writes keeps within the window that the device
 * announced, else {@link #write} may wait until the port is closed.
 */
public final class SerialLink implements Link {

    /** Speed where nobody asks for another: what the boards of this program use. A USB device does not care. */
    public static final int DEFAULT_BAUD = 115_200;

    /** Waits of the system are in steps of a tenth of a second; a shorter one would be a busy loop. */
    private static final int WAIT_MS = 100;

    /** The whole array goes through the native interface at each read: not longer than useful. */
    private static final int PIECE = 4096;

    private static final int BUSY_ERROR = 2;

    /** So long a program that ends waits for what its links have to do. */
    private static final long ENDING_MS = 2500;

    /** The open ports of this program: when it ends, each may have something to do first. */
    private static final Set<SerialLink> OPEN = ConcurrentHashMap.newKeySet();

    static {
        // The native library is unpacked to a folder of this name: not that of another program's other version.
        if (System.getProperty("fazecast.jSerialComm.appid") == null) {
            System.setProperty("fazecast.jSerialComm.appid", "ei-balance");
        }
        // The library closes all ports when the JVM ends, at the same time as hooks of the JVM run: a device that is to
        // be stopped then was found closed. Its own hooks run before.
        SerialPort.addShutdownHook(new Thread(SerialLink::endAll, "clamp-end"));
    }

    private final SerialPort port;
    private final String name;
    private final byte[] piece = new byte[PIECE];
    private volatile boolean closed;
    private volatile Runnable atEnd = () -> {};

    private SerialLink(final SerialPort port, final String name) {
        this.port = port;
        this.name = name;
    }

    /**
     * Opens a port. What lay in its buffers from before is thrown away.
     *
     * @param path of the port; pseudo-terminals, which no system lists, work too
     * @param baud bits a second
     * @return the open port
     * @throws DeviceException if there is no such port, or another program has it
     */
    public static SerialLink open(final String path, final int baud) {
        final SerialPort port;
        try {
            port = SerialPort.getCommPort(path);
        } catch (final SerialPortInvalidPortException e) {
            throw new DeviceException(
                    "There is no port '" + path
                            + "': one that list-devices names, the path of another port, or embedded was expected.",
                    e);
        }
        port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, WAIT_MS, 0);
        if (!port.openPort(0))
            throw new DeviceException("The port '" + path + "' cannot be opened"
                    + (port.getLastErrorCode() == BUSY_ERROR
                            ? ", another program has it: close that one first."
                            : ": a serial port that this user may use and no other program has was expected (error "
                                    + port.getLastErrorCode() + " of the system)."));
        port.flushIOBuffers();
        final SerialLink link = new SerialLink(port, path);
        OPEN.add(link);
        return link;
    }

    /** All at once: one device that does not answer must not keep the current of another. */
    private static void endAll() {
        final long until = System.nanoTime() + ENDING_MS * 1_000_000;
        final List<Thread> threads = OPEN.stream()
                .map(link -> new Thread(link.atEnd, "clamp-end of " + link.name))
                .toList();
        threads.forEach(Thread::start);
        for (final Thread thread : threads) {
            try {
                thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            } catch (final InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void whenTheProgramEnds(final Runnable action) {
        atEnd = action;
    }

    @Override
    public String name() {
        return name;
    }

    /** Waits in steps of 100 ms: a shorter timeout above 0 is rounded up. */
    @Override
    public int read(final byte[] into, final int from, final int length, final long timeoutMs) {
        final int wanted = Math.min(length, PIECE);
        for (long left = timeoutMs; !closed; left -= WAIT_MS) {
            if (timeoutMs == 0) {
                final int there = port.bytesAvailable();
                if (there <= 0) return there < 0 ? -1 : 0;
            }
            final int n = port.readBytes(piece, wanted);
            if (n < 0) return -1;
            if (n > 0) {
                System.arraycopy(piece, 0, into, from, n);
                return n;
            }
            if (left <= WAIT_MS) return 0;
        }
        return -1;
    }

    /** A device that is gone takes no byte, and says so in no other way. */
    @Override
    public void write(final byte[] bytes, final int from, final int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (closed) throw new IOException(name + " is closed");
            final int n = port.writeBytes(bytes, length - done, from + done);
            if (n <= 0) throw new IOException(name + " takes no more bytes: the device is gone");
            done += n;
        }
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        OPEN.remove(this);
        port.closePort();
    }
}
