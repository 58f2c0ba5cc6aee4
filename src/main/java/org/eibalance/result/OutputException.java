package org.eibalance.result;

import org.eibalance.recording.InputException;

/**
 * A folder for results that cannot be written to: no permission, no room. It says nothing about the recording at hand,
 * so a batch ends with it where other {@link InputException}s are one file's.
 */
public final class OutputException extends InputException {

    private static final long serialVersionUID = 1L;

    /**
     * @param sentence what cannot be written, and why
     * @param cause the fault of the system underneath
     */
    public OutputException(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
