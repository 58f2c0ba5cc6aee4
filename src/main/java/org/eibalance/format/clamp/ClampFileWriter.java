package org.eibalance.format.clamp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eibalance.recording.InputException;
import org.eibalance.recording.RecordingSink;

/**
 * Writes a file of the clamp as the samples come: a quarter of a second in a block, each with its checksum. A block
 * that was written survives the program; twice a second the disk is asked to keep what it has, so that the machine may
 * die too.
 */
public final class ClampFileWriter implements RecordingSink {

    private static final double BLOCK_S = 0.25;
    private static final int MIN_BLOCK = 64;
    private static final int MAX_BLOCK = 16_384;
    private static final int BLOCKS_PER_FORCE = 2;

    private final Path path;
    private final FileChannel file;
    private final int channels;
    private final float[][] waiting;
    private final ByteBuffer block;
    private int count;
    private int sweep = -1;
    private double sweepS;
    private int unforced;
    private boolean closed;

    private ClampFileWriter(final Path path, final FileChannel file, final ClampFileHeader header) {
        this.path = path;
        this.file = file;
        channels = header.channels().size();
        final int samples = (int) Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, header.sampleRateHz() * BLOCK_S));
        waiting = new float[channels][samples];
        block = ByteBuffer.allocate(ClampFile.BLOCK_BYTES + channels * samples * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Creates a file; the header is in it from here on.
     *
     * @param path the file; must not exist
     * @param header what is known before the first sample
     * @return its writer
     * @throws InputException if it exists, or cannot be written
     */
    public static ClampFileWriter create(final Path path, final ClampFileHeader header) {
        try {
            final Path folder = path.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            return begin(path, FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), header);
        } catch (final FileAlreadyExistsException e) {
            throw new InputException(path + " exists already: the name of a new file was expected.", e);
        } catch (final IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Writes the header to a file that is open and empty. */
    static ClampFileWriter begin(final Path path, final FileChannel file, final ClampFileHeader header) {
        try {
            final byte[] json = header.toBytes();
            final ByteBuffer start =
                    ByteBuffer.allocate(ClampFile.START_BYTES + json.length).order(ByteOrder.LITTLE_ENDIAN);
            start.put(ClampFile.MAGIC)
                    .putInt(json.length)
                    .putInt(ClampFile.crc(json, 0, json.length))
                    .put(json)
                    .flip();
            while (start.hasRemaining()) file.write(start);
            file.force(false);
            return new ClampFileWriter(path, file, header);
        } catch (final IOException e) {
            closeQuietly(file);
            throw unwritable(path, e);
        }
    }

    private static InputException unwritable(final Path path, final IOException e) {
        return new InputException(
                path + " cannot be written, a folder on a disk with room was expected (" + e.getMessage() + ").", e);
    }

    private static void closeQuietly(final FileChannel file) {
        try {
            file.close();
        } catch (final IOException e) {
            // another fault is thrown already
        }
    }

    @Override
    public void beginSweep(final double startS) {
        flush();
        sweep++;
        sweepS = startS;
    }

    @Override
    public void append(final float[][] samples, final int length) {
        if (sweep < 0) throw new IllegalStateException("samples before the first sweep");
        for (int done = 0; done < length; ) {
            final int n = Math.min(length - done, waiting[0].length - count);
            for (int c = 0; c < channels; c++) System.arraycopy(samples[c], done, waiting[c], count, n);
            count += n;
            done += n;
            if (count == waiting[0].length) flush();
        }
    }

    private void flush() {
        if (count == 0) return;
        block.clear();
        block.position(ClampFile.BLOCK_BYTES);
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < count; i++) block.putFloat(waiting[c][i]);
        }
        final int samples = count;
        count = 0;
        write(block, ClampFile.SAMPLES, samples, sweepS);
    }

    /** Puts the head before a payload that stands in the buffer from the end of the head on, and writes both. */
    private void write(final ByteBuffer whole, final int kind, final int samples, final double timeS) {
        final int end = whole.position();
        final int bytes = end - ClampFile.BLOCK_BYTES;
        whole.position(0);
        new ClampFile.Block(
                        kind, sweep, samples, timeS, bytes, ClampFile.crc(whole.array(), ClampFile.BLOCK_BYTES, bytes))
                .put(whole);
        whole.position(0).limit(end);
        try {
            while (whole.hasRemaining()) file.write(whole);
            if (++unforced >= BLOCKS_PER_FORCE) {
                file.force(false);
                unforced = 0;
            }
        } catch (final IOException e) {
            throw new InputException(
                    path + " cannot be written any more, a disk with room was expected (" + e.getMessage()
                            + "): what was written before is kept.",
                    e);
        }
    }

    @Override
    public void tag(final double timeS, final String text) {
        flush();
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        final ByteBuffer whole =
                ByteBuffer.allocate(ClampFile.BLOCK_BYTES + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        whole.position(ClampFile.BLOCK_BYTES);
        whole.put(bytes);
        write(whole, ClampFile.TAG, 0, timeS);
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        try (file) {
            flush();
            file.force(true);
        } catch (final IOException e) {
            throw new InputException(
                    path + " cannot be closed, a disk with room was expected (" + e.getMessage() + ").", e);
        }
    }
}
