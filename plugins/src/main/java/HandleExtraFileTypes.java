import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.eibalance.ij1.RecordingOpener;

/**
 * Whom plain ImageJ asks about files that it does not know, be they dropped on its window, opened by File &gt; Open or
 * by a macro: it runs the plugin of this very name. Recordings open in the viewer. All else is handed on to the plugin
 * of this name that was there before, if there is one.
 *
 * <p>Fiji has such a class itself and asks {@link org.eibalance.window.OpenRecording}; so this one is in no jar, but
 * lies beside it in the archive for plain ImageJ alone.
 */
public final class HandleExtraFileTypes extends ImagePlus implements PlugIn {

    private static final String FILE = "HandleExtraFileTypes.class";

    /** The width that says to ImageJ: something was opened, and it is no image. */
    private static final int OPENED = -1;

    @Override
    public void run(final String path) {
        if (path.isEmpty()) return;
        if (RecordingOpener.open(Path.of(path))) {
            width = OPENED;
            return;
        }
        try {
            final Optional<Object> next = another();
            if (next.isEmpty()) return;
            ((PlugIn) next.get()).run(path);
            if (next.get() instanceof ImagePlus image) take(image);
        } catch (final IOException | ReflectiveOperationException e) {
            IJ.log("Another HandleExtraFileTypes cannot be run: " + e);
        }
    }

    /** The plugin of this name elsewhere in ImageJ's folder of plugins. */
    private static Optional<Object> another() throws IOException, ReflectiveOperationException {
        final ClassLoader plugins = HandleExtraFileTypes.class.getClassLoader();
        final URL own = HandleExtraFileTypes.class.getResource(FILE);
        for (final URL found : Collections.list(plugins.getResources(FILE))) {
            if (found.equals(own)) continue;
            // Not closed: what it opens may need more of its classes later.
            return Optional.of(new Other(found, plugins)
                    .loadClass(HandleExtraFileTypes.class.getName())
                    .getDeclaredConstructor()
                    .newInstance());
        }
        return Optional.empty();
    }

    /** What the other opened: nothing, a window of its own, or an image that ImageJ is to show. */
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

    /** Finds the class of this name in one place, where its parent would find ours, and all others as usual. */
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
