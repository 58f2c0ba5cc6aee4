package org.eibalance.bridge.session;

import java.util.ArrayDeque;
import org.eibalance.bridge.protocol.Chunk;
import org.eibalance.bridge.protocol.Credit;

/** Sends a stream within the device's credit, and again from the first gap. For one thread. */
final class StreamSender {

    /** After so many credits without progress, what was sent behind them is taken for lost. */
    private static final int MIN_PATIENCE = 2;

    /** Patience doubles with each repeat, up to this. */
    private static final int MAX_PATIENCE = 64;

    /** Where a chunk ends, in the stream and on the wire. */
    private record Mark(int endSample, long endByte) {}

    private final SampleStream stream;
    private final int chunkSamples;
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private int next;
    private int contiguous;
    private int limit;
    private int patience = MIN_PATIENCE;
    private int standing;
    private long resent;

    /**
     * @param stream what to send
     * @param room samples that the device has room for
     * @param chunkSamples at most so many at once
     */
    StreamSender(final SampleStream stream, final int room, final int chunkSamples) {
        this.stream = stream;
        this.chunkSamples = chunkSamples;
        limit = room;
    }

    /** The next chunk; null while the device has no room for a whole one, or everything is sent. */
    Chunk next() {
        final int end = Math.min(stream.samples(), next + chunkSamples);
        if (next >= stream.samples() || end > limit) return null;
        return new Chunk(next, stream.mask(), end == stream.samples(), stream.units(next, end - next));
    }

    /**
     * The chunk that {@link #next} gave is on its way.
     *
     * @param endByte all bytes sent so far
     */
    void sent(final long endByte) {
        next = Math.min(stream.samples(), next + chunkSamples);
        marks.add(new Mark(next, endByte));
    }

    /**
     * Takes what the device says of its buffer. A credit that goes backwards is of the past and changes nothing.
     *
     * @param credit from this run
     * @return bytes that have arrived for certain; 0 where nothing new is known
     */
    long receive(final Credit credit) {
        // Reports may come in any order after a fault of the line: the count never goes back, nor does the room.
        if (credit.contiguous() < contiguous) return 0;
        final boolean progress = credit.contiguous() > contiguous;
        limit = credit.contiguous() + credit.free();
        contiguous = credit.contiguous();
        long arrived = 0;
        while (!marks.isEmpty() && marks.peek().endSample <= contiguous) arrived = marks.poll().endByte;
        if (progress || next <= contiguous) {
            standing = 0;
            patience = MIN_PATIENCE;
        } else if (++standing >= patience) {
            // A line that is slow rather than lossy is not flooded with repeats.
            patience = Math.min(MAX_PATIENCE, 2 * patience);
            standing = 0;
            resent += next - contiguous;
            next = contiguous;
            marks.clear();
        }
        if (next < contiguous) next = contiguous;
        return arrived;
    }

    /** Samples that the device has, from the first on. */
    int contiguous() {
        return contiguous;
    }

    /** Whether the device has all that it has room for. */
    boolean filled() {
        return contiguous >= stream.samples() || contiguous + chunkSamples > limit;
    }

    /** Samples that were sent more than once. */
    long resent() {
        return resent;
    }
}
