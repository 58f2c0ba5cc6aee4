package org.eibalance.format.binary;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eibalance.recording.MappedFile;
import org.eibalance.recording.SampleSource;

/** Samples of a mapped file, decoded and scaled as they are read. */
final class StoredSamples implements SampleSource {

    /** Bytes read at once where numbers are taken one by one: they stay in the cache of a core. */
    private static final int SCRATCH = 65_536;

    private final MappedFile file;
    private final StoredTrace[][] traces;

    /**
     * @param file the file; closed with this
     * @param traces [channel][sweep]
     */
    StoredSamples(final MappedFile file, final StoredTrace[][] traces) {
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
        final StoredTrace trace = traces[channel][sweep];
        final long[] first = trace.runFirst();
        int run = Arrays.binarySearch(first, from);
        if (run < 0) run = -run - 2;
        for (int done = 0; done < length; run++) {
            final long at = from + done;
            final long end = run + 1 < first.length ? first[run + 1] : trace.samples();
            final int count = (int) Math.min(length - done, end - at);
            decode(trace, trace.runAt()[run] + (at - first[run]) * trace.strideBytes(), into, offset + done, count);
            done += count;
        }
    }

    private void decode(
            final StoredTrace trace, final long at, final double[] into, final int offset, final int length) {
        final int stride = trace.strideBytes();
        final NumberType type = trace.type();
        final boolean views = type.inBulk(stride);
        final int chunk = Math.min(length, Math.max(1, (views ? MappedFile.MAX_VIEW_BYTES : SCRATCH) / stride));
        final byte[] copy = views ? null : new byte[Math.max(0, chunk - 1) * stride + type.bytes()];
        for (int done = 0; done < length; done += chunk) {
            final int count = Math.min(chunk, length - done);
            final int bytes = (count - 1) * stride + type.bytes();
            final int to = offset + done;
            final long from = at + (long) done * stride;
            if (views)
                file.view(
                        from,
                        bytes,
                        view -> type.decode(
                                view.order(trace.order()), stride, trace.scale(), trace.offset(), into, to, count));
            else {
                file.read(from, copy, 0, bytes);
                type.decode(
                        ByteBuffer.wrap(copy).order(trace.order()),
                        stride,
                        trace.scale(),
                        trace.offset(),
                        into,
                        to,
                        count);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
