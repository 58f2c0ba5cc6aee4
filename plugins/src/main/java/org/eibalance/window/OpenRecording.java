package org.eibalance.window;

import java.io.IOException;
import org.eibalance.format.Formats;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.window.trace.TraceViewer;
import org.scijava.io.AbstractIOPlugin;
import org.scijava.io.IOPlugin;
import org.scijava.io.location.FileLocation;
import org.scijava.io.location.Location;
import org.scijava.log.LogService;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

/**
 * Opens recordings from File &gt; Open and from files dropped on the window of Fiji: the viewer shows them. Without a
 * display, or in a script, the caller gets the recording and must close it.
 *
 * <p>It is eager. Otherwise Fiji, unless its option "SciJava I/O" is set, would first ask the opener of ImageJ, which
 * reads some recordings as text, and then Bio-Formats.
 */
@Plugin(type = IOPlugin.class, attrs = @Attr(name = "eager"))
public final class OpenRecording extends AbstractIOPlugin<Recording> {

    @Parameter(required = false)
    private UIService ui;

    @Parameter(required = false)
    private LogService log;

    @Override
    public Class<Recording> getDataType() {
        return Recording.class;
    }

    /** Whether the contents of the file are those of a recording; images are not. */
    @Override
    public boolean supportsOpen(final Location source) {
        return source instanceof FileLocation file
                && file.getFile().isFile()
                && Formats.recognises(file.getFile().toPath());
    }

    @Override
    public Recording open(final Location source) throws IOException {
        try {
            final Recording recording =
                    Formats.open(((FileLocation) source).getFile().toPath());
            if (ui != null && !ui.isHeadless() && ui.isVisible())
                TraceViewer.showLater(recording, new SciJavaStarter(getContext()));
            else if (log != null) recording.remarks().forEach(remark -> log.warn(recording.name() + ": " + remark));
            return recording;
        } catch (final InputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
