package org.eibalance.recording;

/** Samples in memory: [channel][sweep][sample]. */
final class ArraySamples implements SampleSource {

    private final double[][][] samples;
    private volatile boolean closed;

    ArraySamples(final double[][][] samples) {
        this.samples = samples;
    }

    @Override
    public void read(
            final int channel,
            final int sweep,
            final long from,
            final double[] into,
            final int offset,
            final int length) {
        if (closed) throw new IllegalStateException("The recording is closed.");
        System.arraycopy(samples[channel][sweep], Math.toIntExact(from), into, offset, length);
    }

    @Override
    public void close() {
        closed = true;
    }
}
