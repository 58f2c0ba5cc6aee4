package org.eibalance.command;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** The user cancelled; what was recorded until then is kept. */
public final class CancelledAfterRecordingException extends CancellationException {

    private static final long serialVersionUID = 1L;

    public CancelledAfterRecordingException(final Path file) {
        super("Cancelled: no current flows any more. What was recorded until then is in " + file + ".");
    }
}
