package org.eibalance.format.mat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eibalance.format.RecordingFormat;
import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.recording.Recording;
import org.scijava.plugin.Plugin;

/** MATLAB files of version 7.3, by a declared layout. */
@Plugin(type = RecordingFormat.class)
public final class Mat73Format implements RecordingFormat {

    @Override
    public String name() {
        return "MATLAB 7.3 with a declared layout (starts with \"MATLAB\")";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith("MATLAB") && Hdf5File.isHdf5(head);
    }

    @Override
    public Recording open(final Path path) {
        return MatRecording.open(
                path,
                new Mat73Variables(Hdf5File.open(path)),
                List.of(RecordingFormat.unconfirmed("MATLAB files of version 7.3")));
    }
}
