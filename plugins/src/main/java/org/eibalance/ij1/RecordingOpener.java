package org.eibalance.ij1;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eibalance.format.Formats;
import org.eibalance.window.trace.TraceViewer;

/** Files that plain ImageJ was given, by dropping them, by File &gt; Open or by a macro. */
public final class RecordingOpener {

    private RecordingOpener() {}

    /**
     * Opens a file in the viewer if it is a recording, which its contents say. Returns at once.
     *
     * @param file any file
     * @return whether it is one; false where there is no display, for nothing opens then
     */
    public static boolean open(final Path file) {
        if (GraphicsEnvironment.isHeadless() || !Files.isRegularFile(file) || !Formats.recognises(file)) return false;
        TraceViewer.open(file, new DialogStarter());
        return true;
    }
}
