package org.eibalance.format.binary;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.eibalance.recording.MappedFile;
import org.eibalance.recording.SampleSource;

/** Samples of a mapped file, decoded and scaled as they are read. */
final class StoredSamples implements SampleSource {

	/** Bytes decoded at once: they stay in the cache of a core. */
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
	public void read(final int channel, final int sweep, final long from, final double[] into, final int offset,
		final int length)
	{
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

	private void decode(final StoredTrace trace, final long at, final double[] into, final int offset,
		final int length)
	{
		final int stride = trace.strideBytes();
		final int chunk = Math.min(length, Math.max(1, SCRATCH / stride));
		// counts of a PC are the most common by far: they need no bytes of their own
		final boolean counts = trace.type() == NumberType.I16 && trace.order() == ByteOrder.LITTLE_ENDIAN && stride %
			Short.BYTES == 0;
		final int step = stride / trace.type().bytes();
		final short[] raw = counts && chunk > 0 ? new short[(chunk - 1) * step + 1] : null;
		final byte[] bytes = counts ? null : new byte[Math.max(0, chunk - 1) * stride + trace.type().bytes()];
		final ByteBuffer buffer = counts ? null : ByteBuffer.wrap(bytes).order(trace.order());
		for (int done = 0; done < length; done += chunk) {
			final int count = Math.min(chunk, length - done);
			final long from = at + (long) done * stride;
			if (counts) {
				file.read(from, raw, 0, (count - 1) * step + 1);
				NumberType.scale(raw, step, trace.scale(), trace.offset(), into, offset + done, count);
			}
			else {
				file.read(from, bytes, 0, (count - 1) * stride + trace.type().bytes());
				trace.type().decode(buffer, stride, trace.scale(), trace.offset(), into, offset + done, count);
			}
		}
	}

	@Override
	public void close() {
		file.close();
	}
}
