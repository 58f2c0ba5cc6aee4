package org.eibalance.format.hdf5;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The chunks that were decompressed last, up to a number of bytes. Safe in threads. */
final class ChunkCache {

    /** As many bytes as it keeps, or one chunk. */
    static final long CAPACITY = 32L << 20;

    private final Map<Long, byte[]> chunks = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    /** A chunk by its place in the file; null if it is not here. */
    synchronized byte[] get(final long address) {
        return chunks.get(address);
    }

    synchronized void put(final long address, final byte[] chunk) {
        final byte[] before = chunks.put(address, chunk);
        held += chunk.length - (before == null ? 0 : before.length);
        final Iterator<byte[]> oldest = chunks.values().iterator();
        while (held > CAPACITY && chunks.size() > 1) {
            held -= oldest.next().length;
            oldest.remove();
        }
    }

    /** Bytes held now. */
    synchronized long held() {
        return held;
    }

    synchronized void clear() {
        chunks.clear();
        held = 0;
    }
}
