package org.eibalance.command;

import org.eibalance.recording.InputException;

/** The results were written, and yet something is wrong that the user can correct. */
public final class ErrorWithResultsException extends InputException {

    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    ErrorWithResultsException(final String sentence, final Outcome outcome) {
        super(sentence);
        this.outcome = outcome;
    }

    /** What was found, and where it lies. */
    public Outcome outcome() {
        return outcome;
    }
}
