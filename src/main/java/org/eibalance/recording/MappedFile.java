package org.eibalance.recording;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A file open for reading: opening it copies at most {@value #COPIED_BYTES} bytes, whatever its size. Values are
 * little-endian and are read in bulk into arrays.
 *
 * <p>A small file is read at once. A larger one is read through a channel, because the first access to a mapped page
 * takes several times as long as reading it (2 ms against 9 ms for 12 MB, measured in a virtual machine); it is mapped
 * as well, because an interrupted thread closes the channel. Only this class accesses mapped memory.
 *
 * <p>Safe in threads. {@link #close()} waits for reads under way and then unmaps: the file can be renamed or deleted
 * from there on, on Windows too. Reading a closed file throws {@link IllegalStateException}. A file that got shorter
 * since it was opened, or whose drive went away, gives an {@link InputException}, unless it was copied. An interruption
 * of the thread does not disturb reading.
 */
public final class MappedFile implements AutoCloseable {

    /** Pieces of 1 GiB: a buffer ends at 2 GiB. */
    private static final int PIECE_BITS = 30;

    private static final long PIECE = 1L << PIECE_BITS;

    /** Files of up to so many bytes are copied. */
    static final int COPIED_BYTES = 1 << 17;

    /** The most bytes that are shown at once. */
    public static final int MAX_VIEW_BYTES = 1 << 17;

    private static final int MIN_SCRATCH = 1 << 13;

    /** Each piece overlaps the next, so that no value is split between two. */
    private static final int OVERLAP = Long.BYTES;

    private final Path path;
    private final RandomAccessFile file;
    private final long size;
    /** Null for a copy. */
    private final FileMapping mapping;

    private final ByteBuffer[] pieces;
    /** Null for a copy. */
    private final FileChannel channel;

    private final AtomicReference<byte[]> scratch = new AtomicReference<>();
    private final StampedLock lock = new StampedLock();
    private boolean closed;

    private MappedFile(final Path path, final RandomAccessFile file) throws IOException {
        this.path = path;
        this.file = file;
        size = file.length();
        if (size <= COPIED_BYTES) {
            if (Thread.currentThread().isInterrupted()) throw new ClosedByInterruptException();
            mapping = null;
            channel = null;
            final byte[] copy = new byte[(int) size];
            file.readFully(copy);
            file.close();
            pieces = new ByteBuffer[] {ByteBuffer.wrap(copy)};
            return;
        }
        mapping = FileMapping.create();
        pieces = new ByteBuffer[(int) ((size + PIECE - 1) >> PIECE_BITS)];
        channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            for (int i = 0; i < pieces.length; i++) {
                final long at = i * PIECE;
                pieces[i] = mapping.map(file.getChannel(), at, Math.min(PIECE + OVERLAP, size - at));
            }
        } catch (final IOException | RuntimeException | Error exc) {
            mapping.unmap();
            closeQuietly(channel);
            throw exc;
        }
    }

    /**
     * Maps a file.
     *
     * @param path the file
     * @return its bytes, to be closed
     * @throws InputException if there is no such file, or it cannot be read
     * @throws CancellationException if the thread is interrupted
     */
    public static MappedFile open(final Path path) {
        if (Files.isDirectory(path))
            throw new InputException(path + " is a folder where the file of a recording was expected.");
        if (!Files.exists(path))
            throw new InputException(path + " does not exist: the file of a recording was expected.");
        RandomAccessFile file = null;
        try {
            file = new RandomAccessFile(path.toFile(), "r");
            return new MappedFile(path, file);
        } catch (final IOException | UnsupportedOperationException exc) {
            closeQuietly(file);
            if (exc instanceof ClosedByInterruptException)
                throw (CancellationException) new CancellationException().initCause(exc);
            // FileNotFoundException names the path itself, and says "denied" in the words of the system
            throw new InputException(
                    path + " cannot be read"
                            + (exc instanceof FileNotFoundException
                                    ? ", the system denies it: a readable file was expected."
                                    : ", a file on a disk was expected (" + exc.getMessage() + ")."),
                    exc);
        } catch (final RuntimeException | Error exc) {
            closeQuietly(file);
            throw exc;
        }
    }

    /**
     * Maps a file and makes something of it that closes it later.
     *
     * @param <T> what is made
     * @param path the file
     * @param reader makes it; the file is closed if it throws anything, also an {@link Error}
     * @return what the reader made
     * @throws InputException if there is no such file, or it cannot be read
     * @throws CancellationException if the thread is interrupted
     */
    public static <T> T open(final Path path, final Function<MappedFile, T> reader) {
        final MappedFile bytes = open(path);
        try {
            return reader.apply(bytes);
        } catch (final RuntimeException | Error exc) {
            bytes.close();
            throw exc;
        }
    }

    private static void closeQuietly(final Closeable file) {
        try {
            if (file != null) file.close();
        } catch (final IOException exc) {
            // another fault is thrown already
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** Its number of bytes when it was opened. */
    public long size() {
        return size;
    }

    /**
     * Reads bytes.
     *
     * @param at place of the first in the file
     * @param into where they go
     * @param offset place of the first in {@code into}
     * @param length how many
     * @throws IndexOutOfBoundsException if the file had not that many when it was opened
     * @throws InputException if the file has become shorter or cannot be read
     * @throws IllegalStateException if it is closed
     */
    public void read(final long at, final byte[] into, final int offset, final int length) {
        if (mapping != null && fetch(at, into, offset, length)) return;
        read(at, Byte.BYTES, length, (bytes, done, count) -> bytes.get(0, into, offset + done, count));
    }

    /** As {@link #read(long, byte[], int, int)}, for 16-bit integers. */
    public void read(final long at, final short[] into, final int offset, final int length) {
        if (mapping == null) {
            read(
                    at,
                    Short.BYTES,
                    length,
                    (bytes, done, count) -> bytes.asShortBuffer().get(0, into, offset + done, count));
            return;
        }
        final int most = MAX_VIEW_BYTES / Short.BYTES;
        for (int done = 0; done < length; done += most) {
            final int count = Math.min(most, length - done);
            final int to = offset + done;
            view(
                    at + (long) done * Short.BYTES,
                    count * Short.BYTES,
                    bytes ->
                            bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(0, into, to, count));
        }
    }

    /** As {@link #read(long, byte[], int, int)}, for 32-bit floating-point numbers. */
    public void read(final long at, final float[] into, final int offset, final int length) {
        if (mapping == null) {
            read(
                    at,
                    Float.BYTES,
                    length,
                    (bytes, done, count) -> bytes.asFloatBuffer().get(0, into, offset + done, count));
            return;
        }
        final int most = MAX_VIEW_BYTES / Float.BYTES;
        for (int done = 0; done < length; done += most) {
            final int count = Math.min(most, length - done);
            final int to = offset + done;
            view(
                    at + (long) done * Float.BYTES,
                    count * Float.BYTES,
                    bytes ->
                            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(0, into, to, count));
        }
    }

    /**
     * Shows bytes, so that numbers need no array of bytes of their own.
     *
     * @param at place of the first in the file
     * @param length how many, at most {@value #MAX_VIEW_BYTES}
     * @param viewer given the bytes, of which it keeps nothing
     * @throws IndexOutOfBoundsException if the file had not that many when it was opened
     * @throws InputException if the file has become shorter or cannot be read
     * @throws IllegalStateException if it is closed
     */
    public void view(final long at, final int length, final Consumer<ByteBuffer> viewer) {
        final byte[] bytes = takeScratch(length);
        read(at, bytes, 0, length);
        viewer.accept(ByteBuffer.wrap(bytes, 0, length));
        scratch.set(bytes);
    }

    private byte[] takeScratch(final int length) {
        final byte[] free = scratch.getAndSet(null);
        return free != null && free.length >= length ? free : new byte[Math.max(length, MIN_SCRATCH)];
    }

    private interface Copy {

        void values(ByteBuffer from, int done, int count);
    }

    private void read(final long at, final int valueBytes, final int length, final Copy copy) {
        final long end = at + (long) valueBytes * length;
        if (at < 0 || length < 0 || end > size)
            throw new IndexOutOfBoundsException("bytes " + at + " to " + end + " of " + size);
        final long stamp = lock.readLock();
        try {
            if (closed) throw new IllegalStateException(path + " is closed.");
            // not FileChannel.size(), which closes the channel if the thread is interrupted
            if (mapping != null && file.length() < end) throw shorter(null);
            for (int done = 0; done < length; ) {
                final long from = at + (long) done * valueBytes;
                final int place = (int) (from & (PIECE - 1));
                final int count = (int) Math.min(length - done, (PIECE - place + valueBytes - 1) / valueBytes);
                final ByteBuffer piece = pieces[(int) (from >> PIECE_BITS)];
                copy.values(piece.slice(place, count * valueBytes).order(ByteOrder.LITTLE_ENDIAN), done, count);
                done += count;
            }
        } catch (final IOException exc) {
            throw gone(exc);
        } catch (final InternalError fault) {
            // HotSpot throws this where a page could not be read
            throw shorter(fault);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Reads bytes past the mapping; false where only the mapping can. */
    private boolean fetch(final long at, final byte[] into, final int offset, final int length) {
        if (at < 0 || at > size - length || Thread.currentThread().isInterrupted()) return false;
        final long stamp = lock.readLock();
        try {
            if (closed) throw new IllegalStateException(path + " is closed.");
            final ByteBuffer bytes = ByteBuffer.wrap(into, offset, length);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, at + bytes.position() - offset) < 0) throw shorter(null);
            }
            return true;
        } catch (final ClosedChannelException exc) {
            return false;
        } catch (final IOException exc) {
            throw gone(exc);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private InputException gone(final IOException exc) {
        return new InputException(
                path + " cannot be read any more, its drive was expected to stay (" + exc.getMessage() + ").", exc);
    }

    private InputException shorter(final Throwable cause) {
        return new InputException(
                path + " changed while it was open: it was expected to keep its " + size + " bytes.", cause);
    }

    /** Unmaps the file. May be called more than once. */
    @Override
    public void close() {
        final long stamp = lock.writeLock();
        try {
            if (closed) return;
            closed = true;
            if (mapping == null) return;
            mapping.unmap();
            closeQuietly(channel);
            closeQuietly(file);
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}
