package org.eibalance.format.abf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.eibalance.format.WholeFile;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;

/**
 * Writes recordings as ABF 2.6 that other programs open too: samples, names, units, clamp modes, sweeps with their
 * times, tags, date, holding levels, and steps of the commands where they are given.
 *
 * <p>Names are cut where the vendor's library would refuse the file: at ten characters those of channels, at nine those
 * of commands. Other than by those steps a command is written as its holding level: one that changes otherwise is not
 * kept. The same recording and options give the same bytes. Memory does not grow with the recording.
 */
public final class Abf2Writer {

    private static final int SCANS = 8192;

    private final Recording recording;
    private final Abf2Options options;
    private final Abf2Layout layout;

    private Abf2Writer(final Recording recording, final Abf2Options options) {
        this.recording = recording;
        this.options = options;
        layout = new Abf2Layout(recording, options);
    }

    /**
     * Writes a recording; a file that is there is replaced whole, once all is written.
     *
     * @param recording the recording; its channels have one rate and in each sweep one length
     * @param file where to; not the file of the recording itself
     * @param options how
     * @throws InputException if the recording does not fit the format, a sample does not fit the full scale, or the
     *     file cannot be written; nothing is left then
     * @throws CancellationException if the thread is interrupted; nothing is left then
     */
    public static void write(final Recording recording, final Path file, final Abf2Options options) {
        final Abf2Writer writer = new Abf2Writer(recording, options);
        WholeFile.write(recording, file, beside -> {
            try (OutputStream out = Files.newOutputStream(beside)) {
                writer.write(out);
            }
        });
    }

    private void write(final OutputStream out) throws IOException {
        put(out, layout.head());
        final int channels = recording.channels().size();
        final int sampleBytes = options.floats() ? Float.BYTES : Short.BYTES;
        final ByteBuffer bytes =
                ByteBuffer.allocate(SCANS * channels * sampleBytes).order(ByteOrder.LITTLE_ENDIAN);
        final double[] samples = new double[SCANS];
        long written = 0;
        for (final Sweep sweep : recording.sweeps()) {
            final long scans = sweep.samples().get(0);
            for (long from = 0; from < scans; from += SCANS) {
                if (Thread.currentThread().isInterrupted()) throw new CancellationException();
                final int count = (int) Math.min(SCANS, scans - from);
                for (int c = 0; c < channels; c++) {
                    recording.read(c, sweep.index(), from, samples, 0, count);
                    if (options.floats()) putFloats(bytes, c, channels, samples, count);
                    else putCounts(bytes, c, channels, samples, count, sweep.index(), from);
                }
                bytes.limit(count * channels * sampleBytes);
                put(out, bytes);
                bytes.clear();
                written += (long) count * channels * sampleBytes;
            }
        }
        put(out, ByteBuffer.allocate((int) (Math.floorMod(-written, (long) AbfFile.BLOCK))));
        put(out, layout.tail());
    }

    private static void put(final OutputStream out, final ByteBuffer bytes) throws IOException {
        out.write(bytes.array(), 0, bytes.limit());
    }

    private static void putFloats(
            final ByteBuffer bytes, final int channel, final int channels, final double[] samples, final int count) {
        for (int i = 0; i < count; i++) bytes.putFloat(Float.BYTES * (i * channels + channel), (float) samples[i]);
    }

    private void putCounts(
            final ByteBuffer bytes,
            final int channel,
            final int channels,
            final double[] samples,
            final int count,
            final int sweep,
            final long from) {
        final double step = layout.unitsPerCount(channel);
        for (int i = 0; i < count; i++) {
            final double value = Math.rint(samples[i] / step);
            // false for NaN, which 16 bits cannot express
            if (!(value >= Short.MIN_VALUE && value <= Short.MAX_VALUE))
                throw new InputException(recording.name() + " cannot be written as 16-bit counts: sample "
                        + (from + i) + " of channel '"
                        + recording.channels().get(channel).name() + "' in sweep " + sweep + " is " + samples[i]
                        + ", expected was at most the full scale of "
                        + options.fullScale().get(channel)
                        + ".");
            bytes.putShort(Short.BYTES * (i * channels + channel), (short) value);
        }
    }
}
