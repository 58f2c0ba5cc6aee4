package org.eibalance.format.abf;

import org.eibalance.recording.MappedFile;
import org.eibalance.recording.SampleSource;

/** Samples of an ABF file, separated by channel and scaled as they are read. */
final class AbfSamples implements SampleSource {

    /** Values of all channels that are separated at once: they stay in the cache of a core. */
    private static final int SCRATCH = 16_384;

    private final MappedFile file;
    private final AbfHeader header;
    private final long[] firstScan;
    private final double[] scale;
    private final double[] offset;

    AbfSamples(final MappedFile file, final AbfHeader header, final AbfSweeps sweeps) {
        this.file = file;
        this.header = header;
        firstScan = sweeps.firstScan();
        scale = header.inputs().stream().mapToDouble(AbfInput::scale).toArray();
        offset = header.inputs().stream().mapToDouble(AbfInput::offset).toArray();
    }

    @Override
    public void read(
            final int channel, final int sweep, final long from, final double[] into, final int at, final int length) {
        final int channels = scale.length;
        final int chunk = Math.min(length, SCRATCH / channels);
        final short[] counts = header.floats() ? null : new short[chunk * channels];
        final float[] values = header.floats() ? new float[chunk * channels] : null;
        for (int done = 0; done < length; done += chunk) {
            final int scans = Math.min(chunk, length - done);
            final long byteAt = header.dataAt() + (firstScan[sweep] + from + done) * channels * header.sampleBytes();
            if (counts != null) {
                file.read(byteAt, counts, 0, scans * channels);
                scale(counts, channel, channels, scale[channel], offset[channel], into, at + done, scans);
            } else {
                file.read(byteAt, values, 0, scans * channels);
                for (int i = 0; i < scans; i++) into[at + done + i] = values[i * channels + channel];
            }
        }
    }

    /** One channel of interleaved counts in its unit. */
    private static void scale(
            final short[] counts,
            final int first,
            final int channels,
            final double scale,
            final double offset,
            final double[] into,
            final int at,
            final int length) {
        for (int i = 0; i < length; i++) into[at + i] = counts[first + i * channels] * scale + offset;
    }

    @Override
    public void close() {
        file.close();
    }
}
