package org.eibalance.format.heka;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eibalance.format.RecordingFormat;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.recording.Recording;
import org.scijava.plugin.Plugin;

/**
 * HEKA PatchMaster bundles ({@code .dat}). All sweeps of all series are sweeps of the recording; tags say where each
 * series starts. Traces of one label, input, unit, sampling interval and clamp mode are one channel, without samples in
 * sweeps that lack it. Values are as stored: leak-subtracted where the protocol did so, not zero-subtracted.
 */
@Plugin(type = RecordingFormat.class)
public final class HekaFormat implements RecordingFormat {

    private static final int MAGIC_BYTES = 8;

    @Override
    public String name() {
        return "HEKA PatchMaster bundle (starts with \"DAT2\")";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        return head.length >= 64
                && new String(head, 0, MAGIC_BYTES, StandardCharsets.ISO_8859_1).matches("DAT[12A]\0{4}");
    }

    @Override
    public Recording open(final Path path) {
        return BinaryFile.read(path, file -> {
            file.remark(RecordingFormat.unconfirmed("HEKA PatchMaster bundles"));
            return new HekaPulse(file, HekaBundle.read(file)).recording();
        });
    }
}
