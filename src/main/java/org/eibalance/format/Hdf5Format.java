package org.eibalance.format;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.format.nwb.NwbReader;
import org.eibalance.recording.Recording;
import org.scijava.plugin.Plugin;

/** HDF5 files that hold recordings: NWB, WaveSurfer, Stimfit. What is in one is told are not among them. */
@Plugin(type = RecordingFormat.class)
public final class Hdf5Format implements RecordingFormat {

    @Override
    public String name() {
        return "HDF5 (NWB, WaveSurfer, Stimfit)";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        return Hdf5File.isHdf5(head) && !new String(head, StandardCharsets.ISO_8859_1).startsWith("MATLAB");
    }

    @Override
    public Recording open(final Path path) {
        final Hdf5File file = Hdf5File.open(path);
        try {
            final Hdf5Object root = file.root();
            if (NwbReader.recognises(root)) return NwbReader.read(file);
            if (WaveSurferReader.recognises(root)) return WaveSurferReader.read(file);
            if (StimfitReader.recognises(root)) return StimfitReader.read(file);
            throw file.fault(
                    "it is HDF5 of a layout that is not known; one of NWB, WaveSurfer or Stimfit was expected");
        } catch (final RuntimeException | Error exc) {
            file.close();
            throw exc;
        }
    }
}
