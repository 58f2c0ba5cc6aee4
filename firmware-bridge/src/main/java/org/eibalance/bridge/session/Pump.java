package org.eibalance.bridge.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.link.VirtualLink;
import org.eibalance.bridge.protocol.Frame;

/**
 * Moves bytes between a conversation and a link: on a link in real time with one thread that reads and one that writes;
 * on virtual time in the thread that waits, and in no other.
 */
abstract class Pump implements AutoCloseable {

    private static final int BYTES = 4096;

    /** The device says something every 5 ms; for so long it may say nothing that can be understood. */
    private static final long SILENCE_NS = 1000 * Conversation.MS;

    final Conversation conversation;
    final Link link;
    private final byte[] bytes = new byte[BYTES];

    private Pump(final Conversation conversation, final Link link) {
        this.conversation = conversation;
        this.link = link;
    }

    static Pump of(final Conversation conversation, final Link link) {
        return link instanceof VirtualLink virtual
                ? new Virtual(conversation, virtual)
                : new Threads(conversation, link);
    }

    /** Time on the host's clock. */
    abstract long nowNs();

    /**
     * Waits until something is so, or the device is lost. Called with the monitor of the conversation held.
     *
     * @param ns longest wait
     * @throws InterruptedException if the thread is interrupted
     */
    abstract void await(BooleanSupplier done, long ns) throws InterruptedException;

    /** Gives the link back. May be called more than once. */
    @Override
    public abstract void close();

    /** Reads once; whether anything came. */
    final int receiveOnce(final long timeoutMs) {
        final int n = link.read(bytes, 0, BYTES, timeoutMs);
        if (n > 0)
            synchronized (conversation) {
                conversation.receive(bytes, n, nowNs());
            }
        return n;
    }

    final String gone() {
        return "The device at " + link.name() + " is gone: it was unplugged, switched off or closed.";
    }

    /** All in one thread. */
    private static final class Virtual extends Pump {

        private static final long STEP_NS = Conversation.MS / 2;
        private final VirtualLink virtual;

        Virtual(final Conversation conversation, final VirtualLink link) {
            super(conversation, link);
            virtual = link;
        }

        @Override
        long nowNs() {
            return virtual.nowNs();
        }

        @Override
        void await(final BooleanSupplier done, final long ns) throws InterruptedException {
            final long end = nowNs() + ns;
            while (!done.getAsBoolean() && conversation.lost() == null && nowNs() < end) {
                conversation.recordActivity(nowNs());
                if (Thread.interrupted()) throw new InterruptedException();
                try {
                    for (Frame frame; (frame = conversation.next(nowNs())) != null; ) {
                        final byte[] wire = frame.toWire();
                        link.write(wire, 0, wire.length);
                    }
                } catch (final IOException e) {
                    conversation.lose(gone());
                    return;
                }
                virtual.pass(STEP_NS);
                int n;
                while ((n = receiveOnce(0)) > 0) {
                    // all of it
                }
                if (n < 0) conversation.lose(gone());
                if (conversation.view().device() != null && nowNs() - conversation.receivedNs() > SILENCE_NS)
                    conversation.lose(silent(conversation, link));
            }
        }

        @Override
        public void close() {
            link.close();
        }
    }

    private static String silent(final Conversation conversation, final Link link) {
        return "The device at " + link.name() + " has fallen silent"
                + (conversation.foreign() > 20
                        ? ": another program has opened a session with it."
                        : ": it hangs, or the line is cut.");
    }

    /** A reader and a writer. */
    private static final class Threads extends Pump {

        private static final long READ_MS = 200;

        /** A program that stood still itself finds an old line; so many reads, and it has seen what lay in it. */
        private static final int SILENT_READS = 5;

        private static final long STUCK_NS = 1000 * Conversation.MS;

        /** Frames are written together while there are more, up to this. */
        private static final int BATCH = 2048;

        /** The thread that runs the clamp goes round at least so often. */
        private static final long ROUND_MS = 100;

        /** Made before it is needed: what is thrown may say that there is no memory left. */
        private final String ended;

        private final Thread reader;
        private final Thread writer;
        private volatile boolean closed;
        private volatile long writingSinceNs;

        Threads(final Conversation conversation, final Link link) {
            super(conversation, link);
            ended = "The connection with the device at " + link.name()
                    + " broke off in this program: the device ends its run by itself.";
            reader = new Thread(this::read, "clamp-reader");
            writer = new Thread(this::write, "clamp-writer");
            reader.setDaemon(true);
            writer.setDaemon(true);
            reader.start();
            writer.start();
        }

        @Override
        long nowNs() {
            return System.nanoTime();
        }

        /** Whatever ends it, the link is closed: that frees a writer stuck in the system, and the device notices. */
        private void read() {
            try {
                listen();
            } catch (final RuntimeException | Error e) {
                failed(e);
            } finally {
                giveUp();
            }
        }

        private void listen() {
            int fruitless = 0;
            long receivedNs = 0;
            for (String lost = null; !closed && lost == null; ) {
                final int n = receiveOnce(READ_MS);
                final long since = writingSinceNs;
                if (n < 0 && !closed) lost = gone();
                else if (since != 0 && System.nanoTime() - since > STUCK_NS)
                    lost = "The device at " + link.name() + " takes no more bytes: it hangs.";
                synchronized (conversation) {
                    fruitless = conversation.receivedNs() == receivedNs ? fruitless + 1 : 0;
                    receivedNs = conversation.receivedNs();
                    if (lost == null
                            && conversation.view().device() != null
                            && fruitless >= SILENT_READS
                            && nowNs() - receivedNs > SILENCE_NS) lost = silent(conversation, link);
                    if (lost != null) conversation.lose(lost);
                }
            }
        }

        private void failed(final Throwable why) {
            synchronized (conversation) {
                conversation.lose("The program failed while it spoke with the device at " + link.name() + " (" + why
                        + "): the device ends its run by itself.");
            }
        }

        private void giveUp() {
            try {
                synchronized (conversation) {
                    conversation.lose(ended);
                }
            } finally {
                link.close();
            }
        }

        private void write() {
            try {
                speak();
            } catch (final RuntimeException | Error e) {
                failed(e);
                giveUp();
            } finally {
                // A writer that ends because the device is lost leaves the link to the reader and to the session.
                final boolean known;
                synchronized (conversation) {
                    known = conversation.lost() != null;
                }
                if (!known) giveUp();
            }
        }

        private void speak() {
            final List<byte[]> batch = new ArrayList<>();
            while (!closed) {
                batch.clear();
                int length = 0;
                synchronized (conversation) {
                    final int most = conversation.batchBytes(BATCH);
                    for (Frame frame; length < most && (frame = conversation.next(nowNs())) != null; ) {
                        final byte[] wire = frame.toWire();
                        batch.add(wire);
                        length += wire.length;
                    }
                    if (length == 0) {
                        if (conversation.lost() != null && !conversation.stopping()) return;
                        try {
                            conversation.wait(1 + conversation.idleNs(nowNs()) / Conversation.MS);
                        } catch (final InterruptedException e) {
                            return;
                        }
                        continue;
                    }
                }
                if (!write(batch, length)) return;
            }
        }

        private boolean write(final List<byte[]> batch, final int length) {
            final byte[] all = new byte[length];
            int at = 0;
            for (final byte[] wire : batch) {
                System.arraycopy(wire, 0, all, at, wire.length);
                at += wire.length;
            }
            writingSinceNs = Math.max(1, System.nanoTime());
            try {
                link.write(all, 0, length);
                return true;
            } catch (final IOException e) {
                synchronized (conversation) {
                    conversation.lose(gone());
                }
                return false;
            } finally {
                writingSinceNs = 0;
            }
        }

        @Override
        void await(final BooleanSupplier done, final long ns) throws InterruptedException {
            final long end = nowNs() + ns;
            while (!done.getAsBoolean() && conversation.lost() == null) {
                final long left = end - nowNs();
                if (left <= 0) return;
                conversation.recordActivity(nowNs());
                conversation.wait(Math.min(ROUND_MS, 1 + left / Conversation.MS));
            }
            conversation.recordActivity(nowNs());
        }

        @Override
        public void close() {
            closed = true;
            synchronized (conversation) {
                conversation.lose("The session with " + link.name() + " is closed.");
            }
            link.close();
            boolean interrupted = Thread.interrupted();
            for (final Thread thread : new Thread[] {writer, reader}) {
                try {
                    thread.join(2000);
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
