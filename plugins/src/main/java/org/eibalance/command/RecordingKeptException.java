package org.eibalance.command;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** A person cancelled, and what was recorded until then is kept. */
final class RecordingKeptException extends CancellationException {

    private static final long serialVersionUID = 1L;

    RecordingKeptException(final Path file) {
        super("Cancelled: no current flows any more, and what was recorded until then is in " + file + ".");
    }
}
