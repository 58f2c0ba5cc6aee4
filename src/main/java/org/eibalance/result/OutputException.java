package org.eibalance.result;

import org.eibalance.recording.InputException;

/**
 * A folder for results that cannot be written to: no permission, no room. It is no fault of a recording, so that a
 * batch ends with it, whereas other {@link InputException}s concern one file.
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
