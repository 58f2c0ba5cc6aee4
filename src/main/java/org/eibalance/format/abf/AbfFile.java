package org.eibalance.format.abf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.format.binary.Fields;
import org.eibalance.recording.InputException;
import org.eibalance.recording.MappedFile;

/**
 * The parts of an ABF file, and the remarks that arise from reading them. No more is ever read than the file has bytes,
 * whatever its header says.
 */
final class AbfFile {

    static final int BLOCK = 512;

    /** Far above what any header section needs; it keeps one part within an array. */
    private static final long MAX_PART_BYTES = 1L << 30;

    final MappedFile bytes;
    private final List<String> remarks = new ArrayList<>();
    private long lastByteUsed;

    AbfFile(final MappedFile bytes) {
        this.bytes = bytes;
    }

    /** A sentence for the person who opens the file; none is said twice. */
    void remark(final String sentence) {
        if (!remarks.contains(sentence)) remarks.add(sentence);
    }

    List<String> remarks() {
        return remarks;
    }

    InputException fault(final String what) {
        return new InputException(bytes.path() + ": " + what);
    }

    /** Remembers that a section ends here. */
    void uses(final long end) {
        lastByteUsed = Math.max(lastByteUsed, end);
    }

    /** Bytes behind all sections that were read. */
    long bytesLeftOver() {
        return Math.max(0, bytes.size() - lastByteUsed);
    }

    /** Part of the file, cut at its end: its length is what is there. */
    Fields part(final long at, final long length) {
        final int count = (int) Math.max(0, Math.min(Math.min(length, MAX_PART_BYTES), bytes.size() - at));
        final byte[] part = new byte[count];
        if (count > 0) bytes.read(at, part, 0, count);
        uses(at + count);
        return new Fields(ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN), 0, count);
    }

    /**
     * The entries of a section.
     *
     * @param what their name in a remark
     * @param block where they start, in blocks; 0 if there are none
     * @param entryBytes bytes of one
     * @param claimed how many the header claims
     * @return those that the file holds; a remark says where they are fewer
     */
    List<Fields> entries(final String what, final long block, final long entryBytes, final long claimed) {
        if (block <= 0 || claimed <= 0 || entryBytes <= 0) return List.of();
        final long at = block * BLOCK;
        final long room = Math.min(MAX_PART_BYTES, bytes.size() - at);
        final long present = Math.min(claimed, Math.max(0, room / entryBytes));
        if (present < claimed)
            remark("The file ends within its " + what + ": " + present + " of " + claimed + " entries are there.");
        if (present == 0) return List.of();
        final int count = (int) present;
        final int size = (int) entryBytes;
        final byte[] section = new byte[count * size];
        bytes.read(at, section, 0, section.length);
        uses(at + section.length);
        final ByteBuffer buffer = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
        return new AbstractList<>() {

            @Override
            public Fields get(final int index) {
                return new Fields(buffer, index * size, size);
            }

            @Override
            public int size() {
                return count;
            }
        };
    }
}
