package org.eibalance.format;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/**
 * A format whose files are HDF5 and are recognised by the names of the objects in them. A subclass is one layout, such
 * as that of WaveSurfer, and is annotated like every {@link RecordingFormat}.
 */
public abstract class Hdf5Format implements RecordingFormat {

    private final String layout;

    /** @param layout its name, for a sentence: "WaveSurfer" */
    protected Hdf5Format(final String layout) {
        this.layout = layout;
    }

    /** Whether the objects below the root are those of this layout. */
    protected abstract boolean fits(Hdf5Object root);

    /**
     * Reads a file of this layout.
     *
     * @param file the file; closed with the recording
     * @return the recording
     * @throws InputException if the file is damaged beyond use
     */
    protected abstract Recording read(Hdf5File file);

    @Override
    public final String name() {
        return layout + " (HDF5)";
    }

    @Override
    public final boolean recognises(final Path file, final byte[] head) {
        if (!isHdf5(head)) return false;
        try (Hdf5File opened = Hdf5File.open(file)) {
            return fits(opened.root());
        } catch (final InputException e) {
            // damaged: refuse() names the place
            return false;
        }
    }

    @Override
    public final Recording open(final Path path) {
        final Hdf5File file = Hdf5File.open(path);
        try {
            return read(file);
        } catch (final RuntimeException | Error exc) {
            file.close();
            throw exc;
        }
    }

    /** Whether a file is HDF5 and not one of MATLAB, which are recognised by their first bytes. */
    static boolean isHdf5(final byte[] head) {
        return Hdf5File.isHdf5(head) && !new String(head, StandardCharsets.ISO_8859_1).startsWith("MATLAB");
    }

    /**
     * Says why an HDF5 file is of none of the known layouts.
     *
     * @param path the file
     * @param formats all formats
     * @return to be thrown: the place of the damage, or that the layout is unknown
     */
    static InputException refuse(final Path path, final List<RecordingFormat> formats) {
        final List<Hdf5Format> layouts = formats.stream()
                .filter(Hdf5Format.class::isInstance)
                .map(Hdf5Format.class::cast)
                .toList();
        try (Hdf5File file = Hdf5File.open(path)) {
            // a damaged file throws here
            layouts.forEach(format -> format.fits(file.root()));
            return file.fault("it is HDF5 of a layout that is not known; one of "
                    + layouts.stream().map(format -> format.layout).sorted().collect(Collectors.joining(", "))
                    + " was expected");
        }
    }
}
