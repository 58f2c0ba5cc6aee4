package org.eibalance.batch;

import java.util.concurrent.CancellationException;

/** A batch that was cancelled; its message is a sentence that says what is kept. */
public final class BatchCancelledException extends CancellationException {

    private static final long serialVersionUID = 1L;

    BatchCancelledException(final String sentence, final CancellationException cause) {
        super(sentence);
        initCause(cause);
    }
}
