package org.eibalance.format;

import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.recording.Recording;
import org.scijava.plugin.Plugin;

/** Recordings of WaveSurfer: HDF5 with a group {@code header} and one for each sweep or trial. */
@Plugin(type = RecordingFormat.class)
public final class WaveSurferFormat extends Hdf5Format {

    /** Found by its annotation. */
    public WaveSurferFormat() {
        super("WaveSurfer");
    }

    @Override
    protected boolean fits(final Hdf5Object root) {
        return root.find("header").isPresent() && root.names().stream().anyMatch(n -> n.matches("(sweep|trial)_\\d+"));
    }

    @Override
    protected Recording read(final Hdf5File file) {
        return new WaveSurferReader(file).recording();
    }
}
