package org.eibalance.format.nwb;

import org.eibalance.format.Hdf5Format;
import org.eibalance.format.RecordingFormat;
import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.recording.Recording;
import org.scijava.plugin.Plugin;

/** Neurodata Without Borders of any version: HDF5 with the attribute {@code nwb_version}. */
@Plugin(type = RecordingFormat.class)
public final class NwbFormat extends Hdf5Format {

    /** Found by its annotation. */
    public NwbFormat() {
        super("NWB");
    }

    @Override
    protected boolean fits(final Hdf5Object root) {
        return root.attribute("nwb_version").isPresent()
                || root.find("nwb_version").isPresent()
                || root.text("neurodata_type").isPresent();
    }

    @Override
    protected Recording read(final Hdf5File file) {
        return new NwbReader(file).recording();
    }
}
