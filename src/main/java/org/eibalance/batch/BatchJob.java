package org.eibalance.batch;

import java.nio.file.Path;
import org.eibalance.recording.InputException;
import org.eibalance.result.InputFile;

/** One file as it was when the work on it began. */
public final class BatchJob {

    private final BatchItem item;
    private final FileStamp stamp;
    private final InputFile input;

    BatchJob(final BatchItem item, final FileStamp stamp, final InputFile input) {
        this.item = item;
        this.stamp = stamp;
        this.input = input;
    }

    /** Its path below the folder of the batch, with slashes. */
    public String name() {
        return item.name();
    }

    /** Where it lies. */
    public Path path() {
        return item.path();
    }

    /** Its contents, as the result is to tell of them. */
    public InputFile input() {
        return input;
    }

    /**
     * To be called when the file has been read and before anything is written.
     *
     * @throws InputException if the file has changed since the work on it began
     */
    public void checkUnchanged() {
        if (!FileStamp.of(path()).equals(stamp))
            throw new InputException(
                    path() + " changed while it was read: run the batch again when its recording has ended.");
    }
}
