package org.eibalance.ij1;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eibalance.format.Formats;
import org.eibalance.window.trace.TraceViewer;

/** Opens files that plain ImageJ got by dropping, by File &gt; Open or from a macro. */
public final class RecordingOpener {

    private RecordingOpener() {}

    /**
     * Opens a file in the viewer if its contents are those of a recording. Returns at once.
     *
     * @param file any file
     * @return whether it is one; false without a display, because nothing opens then
     */
    public static boolean open(final Path file) {
        if (GraphicsEnvironment.isHeadless() || !Files.isRegularFile(file) || !Formats.recognises(file)) return false;
        TraceViewer.open(file, new DialogStarter());
        return true;
    }
}
