package org.eibalance.format.hdf5;

import org.eibalance.recording.SampleSource;

/** Samples in an HDF5 file, read as they are asked for. */
public final class Hdf5Samples implements SampleSource {

    private final Hdf5File file;
    private final Hdf5Trace[][] traces;
    private volatile boolean closed;

    /**
     * @param file the file; closed with this
     * @param traces [channel][sweep]; null where a channel was not recorded
     */
    public Hdf5Samples(final Hdf5File file, final Hdf5Trace[][] traces) {
        this.file = file;
        this.traces = traces;
    }

    @Override
    public void read(
            final int channel,
            final int sweep,
            final long from,
            final double[] into,
            final int offset,
            final int length) {
        if (closed) throw new IllegalStateException(file.path() + " is closed.");
        if (length > 0) traces[channel][sweep].read(from, into, offset, length);
    }

    @Override
    public void close() {
        closed = true;
        file.close();
    }
}
