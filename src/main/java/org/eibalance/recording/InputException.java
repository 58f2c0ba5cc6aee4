package org.eibalance.recording;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/**
 * Something that the person at the program can mend: a file that cannot be read, a channel that does not exist, a value
 * out of its range.
 *
 * <p>The message is one sentence for that person. It names the file or the key, the place in it, and what was expected;
 * it is printed as it stands. This is the only exception type of the module that callers are meant to catch; any other
 * exception is a defect.
 */
public class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_SHOWN = 40;

    /** @param sentence what is wrong, where, and what was expected */
    public InputException(final String sentence) {
        super(sentence);
    }

    /**
     * @param sentence what is wrong, where, and what was expected
     * @param cause the fault of the system underneath
     */
    public InputException(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }

    /**
     * A fault of reading as the exception that the caller throws: Java closes a file under a thread that is
     * interrupted, which is a cancellation and no fault of the file.
     *
     * @param file the file
     * @param fault what the system says
     * @return an {@link InputException}, or a {@link CancellationException} if the thread was interrupted
     */
    public static RuntimeException unreadable(final Path file, final IOException fault) {
        if (fault instanceof ClosedByInterruptException)
            return (CancellationException) new CancellationException().initCause(fault);
        return new InputException(file + " cannot be read to its end: a readable file was expected.", fault);
    }

    /**
     * Text from a file as it can stand in one sentence.
     *
     * @param text any text
     * @return its first {@value #MAX_SHOWN} characters without control characters, with an ellipsis where there are
     *     more
     */
    public static String shortened(final String text) {
        final String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    }
}
