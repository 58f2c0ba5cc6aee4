package org.eibalance.recording;

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
}
