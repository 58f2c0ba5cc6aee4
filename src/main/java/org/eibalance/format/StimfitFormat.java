package org.eibalance.format;

import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.recording.Recording;
import org.scijava.plugin.Plugin;

/** Recordings of Stimfit: HDF5 with a group {@code channels} and a description. */
@Plugin(type = RecordingFormat.class)
public final class StimfitFormat extends Hdf5Format {

    /** Found by its annotation. */
    public StimfitFormat() {
        super("Stimfit");
    }

    @Override
    protected boolean fits(final Hdf5Object root) {
        return root.find("channels/ch0").isPresent() && root.find("description").isPresent();
    }

    @Override
    protected Recording read(final Hdf5File file) {
        return new StimfitReader(file).recording();
    }
}
