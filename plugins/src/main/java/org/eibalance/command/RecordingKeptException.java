package org.eibalance.command;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** A person cancelled, and what was recorded until then is kept. */
public final class RecordingKeptException extends CancellationException {

    private static final long serialVersionUID = 1L;

    public RecordingKeptException(final Path file) {
        super("Cancelled: no current flows any more, and what was recorded until then is in " + file + ".");
    }
}
