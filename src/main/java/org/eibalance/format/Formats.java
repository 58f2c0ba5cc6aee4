package org.eibalance.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.eibalance.recording.FilePattern;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.plugin.Plugin;

/** Opens recordings of all formats that are on the class path. */
public final class Formats {

    private static final int BYTES_SHOWN = 8;

    private Formats() {}

    /** Found at first use; the index of a class path does not change. */
    private static final class Found {

        static final List<RecordingFormat> FORMATS = find(Formats.class.getClassLoader());
    }

    /** All formats, in an order that does not change. */
    public static List<RecordingFormat> all() {
        return Found.FORMATS;
    }

    /**
     * Opens a recording of any format. A unit that cannot be true is left as it is, and a remark says so.
     *
     * @param file the file, or a {@link FilePattern} that stands for several, which are joined in memory
     * @return the recording, to be closed
     * @throws InputException if there is no such file, if it is in no known format, or if it is damaged beyond use
     * @throws CancellationException if the thread is interrupted
     */
    public static Recording open(final Path file) {
        if (FilePattern.isPattern(file)) return JoinedFiles.open(file);
        final byte[] head = head(file);
        for (final RecordingFormat format : all()) {
            if (format.recognises(file, head)) return checked(format.open(file));
        }
        if (Hdf5Format.isHdf5(head)) throw Hdf5Format.refuse(file, all());
        throw new InputException(
                file + " is in no known format: it starts with " + start(head) + ", expected was one of "
                        + all().stream().map(RecordingFormat::name).collect(Collectors.joining(", ")) + ".");
    }

    /**
     * Whether a file is in a known format, by its contents. Of HDF5 the layout is not looked at: {@link #open} says
     * what is wrong with one that is not known.
     *
     * @param file any path
     * @return false where it is not, or cannot be read
     */
    public static boolean recognises(final Path file) {
        try {
            final byte[] head = head(file);
            return Hdf5Format.isHdf5(head) || all().stream().anyMatch(format -> format.claims(file, head));
        } catch (final InputException e) {
            return false;
        }
    }

    private static Recording checked(final Recording recording) {
        try {
            return recording.withRemarks(UnitDoubts.of(recording));
        } catch (final RuntimeException | Error exc) {
            recording.close();
            throw exc;
        }
    }

    private static byte[] head(final Path file) {
        if (Files.isDirectory(file))
            throw new InputException(file + " is a folder where the file of a recording was expected.");
        if (!Files.exists(file))
            throw new InputException(file + " does not exist: the file of a recording was expected.");
        final byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(RecordingFormat.HEAD_BYTES);
        } catch (final ClosedByInterruptException exc) {
            throw (CancellationException) new CancellationException().initCause(exc);
        } catch (final IOException exc) {
            throw new InputException(
                    file + " cannot be read, the system denies it: a readable file was expected.", exc);
        }
        if (head.length == 0) throw new InputException(file + " is empty: the file of a recording was expected.");
        return head;
    }

    private static String start(final byte[] head) {
        final int shown = Math.min(BYTES_SHOWN, head.length);
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < shown; i++) text.append(head[i] >= ' ' && head[i] < 127 ? (char) head[i] : '.');
        return "the bytes " + HexFormat.ofDelimiter(" ").formatHex(head, 0, shown) + " (\"" + text + "\")";
    }

    static List<RecordingFormat> find(final ClassLoader loader) {
        final List<RecordingFormat> formats = new ArrayList<>();
        // With a loader of a build tool SciJava would index all classes again and print that it does.
        final ClassLoader quiet = new ClassLoader(loader) {};
        for (final IndexItem<Plugin> item : Index.load(Plugin.class, quiet)) {
            if (!isFormat(item)) continue;
            try {
                formats.add((RecordingFormat) Class.forName(item.className(), true, loader)
                        .getConstructor()
                        .newInstance());
            } catch (final ReflectiveOperationException exc) {
                throw new IllegalStateException(
                        item.className() + " is annotated as a recording format but cannot be made", exc);
            }
        }
        formats.sort(Comparator.comparing(format -> format.getClass().getName()));
        return List.copyOf(formats);
    }

    /** Plugins of other programs are in the same index, and may be broken. */
    private static boolean isFormat(final IndexItem<Plugin> item) {
        try {
            return item.annotation().type() == RecordingFormat.class;
        } catch (final RuntimeException | LinkageError exc) {
            return false;
        }
    }
}
