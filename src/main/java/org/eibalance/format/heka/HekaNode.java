package org.eibalance.format.heka;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.format.binary.Fields;

/**
 * A record of a tree with those below it. Records have the sizes that the file states: fields that a shorter one lacks
 * read as 0.
 *
 * @param fields the record
 * @param children those one level below
 */
record HekaNode(Fields fields, List<HekaNode> children) {

    private static final String LITTLE = "eerT";
    private static final String BIG = "Tree";
    private static final int MAX_LEVELS = 8;

    /** Reads a part of a bundle; of a damaged one what can be read. */
    static HekaNode tree(final BinaryFile file, final String extension, final long at, final long bytes) {
        final String magic = file.part(at, 4, ByteOrder.LITTLE_ENDIAN).text(0, 4);
        if (!magic.equals(LITTLE) && !magic.equals(BIG))
            throw file.fault("part " + extension + " at byte " + at + " starts with '" + magic
                    + "', 'Tree' or 'eerT' was expected.");
        final Fields part = file.part(at, bytes, magic.equals(LITTLE) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        final int levels = part.i32(4);
        if (levels < 1 || levels > MAX_LEVELS)
            throw file.fault("part " + extension + " has " + levels + " levels at byte " + (at + 4)
                    + ", expected was 1 to " + MAX_LEVELS + ".");
        final int[] sizes = new int[levels];
        for (int level = 0; level < levels; level++) {
            sizes[level] = part.i32(8 + 4 * level);
            if (sizes[level] < 0 || sizes[level] > part.length())
                throw file.fault("part " + extension + " has records of " + sizes[level] + " bytes in a part of "
                        + part.length() + ", smaller ones were expected.");
        }
        final Parser parser = new Parser(part, sizes, 8 + 4 * levels);
        final HekaNode root = parser.node(0);
        if (parser.cut) file.remark("The file ends within its part " + extension + ": what is there was read.");
        return root;
    }

    /** Goes through the records once, depth first. */
    private static final class Parser {

        private final Fields part;
        private final int[] sizes;
        private int at;
        private boolean cut;

        Parser(final Fields part, final int[] sizes, final int at) {
            this.part = part;
            this.sizes = sizes;
            this.at = at;
        }

        HekaNode node(final int level) {
            final Fields record = part.part(at, sizes[level]);
            at += sizes[level];
            final int claimed = part.i32(at);
            at += 4;
            cut |= at > part.length() || claimed < 0;
            final List<HekaNode> children = new ArrayList<>();
            if (level + 1 == sizes.length) return new HekaNode(record, children);
            for (int child = 0; child < claimed && !cut; child++) {
                if (at >= part.length()) cut = true;
                else children.add(node(level + 1));
            }
            return new HekaNode(record, children);
        }
    }
}
