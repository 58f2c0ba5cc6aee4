import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.Optional;
import org.eibalance.start.RequiredJava;

/**
 * The plugin that plain ImageJ runs, by its name, for each file that it does not know: dropped on its window, opened by
 * File &gt; Open or by a macro. Recordings open in the viewer. Other files go to the plugin of this name that was there
 * before, if there is one.
 *
 * <p>Fiji has such a class itself and asks {@code org.eibalance.window.OpenRecording}. Therefore this class is in no
 * jar, but beside it in the archive for plain ImageJ. It is compiled for Java 8, so that an older Java skips recordings
 * and still opens all else.
 */
public final class HandleExtraFileTypes extends ImagePlus implements PlugIn {

    private static final String FILE = "HandleExtraFileTypes.class";
    private static final String OPENER = "org.eibalance.ij1.RecordingOpener";

    /** The width that tells ImageJ: something was opened that is not an image. */
    private static final int OPENED = -1;

    @Override
    public void run(final String path) {
        if (path.isEmpty()) return;
        try {
            if (!RequiredJava.isTooOld(RequiredJava.current()) && isRecording(path)) {
                width = OPENED;
                return;
            }
            final Optional<Object> next = another();
            if (!next.isPresent()) return;
            ((PlugIn) next.get()).run(path);
            if (next.get() instanceof ImagePlus) take((ImagePlus) next.get());
        } catch (final IOException | ReflectiveOperationException e) {
            IJ.log("HandleExtraFileTypes failed for this file: " + e);
        }
    }

    /** Opens a recording; false for another file. By name: an older Java cannot even load that class. */
    private static boolean isRecording(final String path) throws ReflectiveOperationException {
        return (Boolean) Class.forName(OPENER).getMethod("open", Path.class).invoke(null, Paths.get(path));
    }

    /** The plugin of this name elsewhere in ImageJ's folder of plugins. */
    private static Optional<Object> another() throws IOException, ReflectiveOperationException {
        final ClassLoader plugins = HandleExtraFileTypes.class.getClassLoader();
        final URL own = HandleExtraFileTypes.class.getResource(FILE);
        for (final URL found : Collections.list(plugins.getResources(FILE))) {
            if (found.equals(own)) continue;
            // Not closed, because the plugin may need more of its classes later.
            return Optional.of(new Other(found, plugins)
                    .loadClass(HandleExtraFileTypes.class.getName())
                    .getDeclaredConstructor()
                    .newInstance());
        }
        return Optional.empty();
    }

    /** Copies what the other plugin opened: nothing, its own window, or an image that ImageJ will show. */
    private void take(final ImagePlus image) {
        if (image.getWidth() <= 0 || image.getHeight() <= 0) {
            width = image.getWidth();
            return;
        }
        setStack(image.getTitle(), image.getStack());
        setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
        setOpenAsHyperStack(image.getOpenAsHyperStack());
        setCalibration(image.getCalibration());
        setFileInfo(image.getOriginalFileInfo());
        if (image.getInfoProperty() != null) setProperty("Info", image.getInfoProperty());
    }

    /** Loads the class of this name from one place, where its parent would find this one, and all others as usual. */
    private static final class Other extends URLClassLoader {

        Other(final URL file, final ClassLoader plugins) throws IOException {
            super(
                    new URL[] {
                        new URL(file.toString().substring(0, file.toString().length() - FILE.length()))
                    },
                    plugins);
        }

        @Override
        protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
            if (!name.equals(HandleExtraFileTypes.class.getName())) return super.loadClass(name, resolve);
            final Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
