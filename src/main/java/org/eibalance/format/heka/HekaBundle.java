package org.eibalance.format.heka;

import java.nio.ByteOrder;
import java.util.Optional;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.format.binary.Fields;

/**
 * The trees of a bundle.
 *
 * @param version program version, as text
 * @param pulse root of the recorded data
 * @param stimuli root of the protocols; empty where the bundle has none
 */
record HekaBundle(String version, HekaNode pulse, Optional<HekaNode> stimuli) {

    private static final int HEADER_BYTES = 256;
    private static final int ITEMS = 12;
    private static final int ITEM_BYTES = 16;
    private static final int FIRST_ITEM = 64;

    static HekaBundle read(final BinaryFile file) {
        // the flag of the byte order is one byte, so that it can be read first
        final boolean little = file.part(52, 1, ByteOrder.LITTLE_ENDIAN).u8(0) != 0;
        final Fields head = file.part(0, HEADER_BYTES, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        final String signature = head.text(0, 8);
        if (!signature.equals("DAT2"))
            throw file.fault("the file is of kind " + signature
                    + ", whose parts lie in other files: DAT2 was expected, a bundle, which PatchMaster "
                    + "can write it.");
        return new HekaBundle(
                head.text(8, 32),
                tree(file, head, ".pul")
                        .orElseThrow(() -> file.fault("the bundle has no part .pul, which lists the data.")),
                tree(file, head, ".pgf"));
    }

    private static Optional<HekaNode> tree(final BinaryFile file, final Fields head, final String extension) {
        for (int i = 0; i < ITEMS; i++) {
            final int at = FIRST_ITEM + ITEM_BYTES * i;
            if (!head.text(at + 8, 8).equals(extension) || head.i32(at) <= 0 || head.i32(at + 4) <= 0) continue;
            return Optional.of(HekaNode.tree(file, extension, head.u32(at), head.u32(at + 4)));
        }
        return Optional.empty();
    }
}
