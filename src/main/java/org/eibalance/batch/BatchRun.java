package org.eibalance.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eibalance.recording.InputException;
import org.eibalance.result.InputFile;
import org.eibalance.result.OutputException;
import org.eibalance.result.Table;
import org.eibalance.signal.ParallelLoop;

/**
 * Does one work on many files and keeps what comes of it in a journal.
 *
 * <p>A file that the journal knows is not done again, as long as it and the files that belong to it have the size and
 * the time that they had. Where only the time of the file is another, its SHA-256 decides. Files that failed are tried
 * again.
 */
public final class BatchRun {

    private static final double NS = 1e9;

    private final Journal journal;
    private final Function<BatchJob, Table> work;
    private final Function<Path, List<Path>> companions;

    /**
     * @param journal what is done already, and where the rest is added
     * @param work gives the rows of a file; called by several threads. An {@link InputException} is kept as the error
     *     of that file, so is a defect; an {@link OutputException} ends the batch
     * @param companions the files that belong to a file: a change of one is a change of it
     */
    public BatchRun(
            final Journal journal, final Function<BatchJob, Table> work, final Function<Path, List<Path>> companions) {
        this.journal = journal;
        this.work = work;
        this.companions = companions;
    }

    /**
     * Does the files that are not done yet.
     *
     * @param items all files of the batch
     * @param workers how many are worked on at once
     * @param progress called after each file, by one thread at a time
     * @throws OutputException if results cannot be written; files that are done stay so
     * @throws BatchCancelledException if the calling thread is interrupted; files that are done stay so
     */
    public void run(final List<BatchItem> items, final int workers, final Consumer<BatchProgress> progress) {
        final Tally tally = new Tally(items.size(), progress);
        try {
            final List<BatchItem> left = new ArrayList<>();
            for (final BatchItem item : items) {
                ParallelLoop.checkCancelled();
                if (!isDone(item)) left.add(item);
            }
            tally.start(items.size() - left.size());
            ParallelLoop.run(left.size(), workers, i -> tally.add(attempt(left.get(i))));
        } catch (final CancellationException e) {
            throw new BatchCancelledException(
                    "Cancelled: " + tally.kept() + ", and the same call goes on from there.", e);
        } catch (final OutputException e) {
            throw new OutputException(
                    e.getMessage() + " Once that is mended the same call goes on: " + tally.kept() + ".", e);
        }
    }

    private boolean isDone(final BatchItem item) {
        final Journal.Known known = journal.find(item.name());
        if (known == null || known.failed()) return false;
        try {
            return known.stamp().equals(FileStamp.of(item.path()))
                    && known.companions().equals(stamps(item));
        } catch (final InputException e) {
            return false; // it vanished meanwhile, and the attempt will say so
        }
    }

    private List<FileStamp> stamps(final BatchItem item) {
        return companions.apply(item.path()).stream().map(FileStamp::of).toList();
    }

    /** Whether it went well. */
    private boolean attempt(final BatchItem item) {
        FileStamp stamp = new FileStamp(0, 0);
        List<FileStamp> belonging = List.of();
        try {
            item.checkName();
            stamp = FileStamp.of(item.path());
            belonging = stamps(item);
            final InputFile input = InputFile.of(item.path());
            final Journal.Known known = journal.find(item.name());
            if (known != null && input.sha256().equals(known.sha256()) && belonging.equals(known.companions())) {
                journal.append(journal.read(item.name()).restamped(stamp));
                return true;
            }
            final Table table = work.apply(new BatchJob(item, stamp, input));
            journal.append(new JournalEntry(item.name(), stamp, belonging, input.sha256(), table, null));
            return true;
        } catch (final OutputException | CancellationException e) {
            throw e;
        } catch (final InputException e) {
            return fail(item, stamp, belonging, e.getMessage());
        } catch (final OutOfMemoryError e) {
            return fail(
                    item,
                    stamp,
                    belonging,
                    item.path() + " needs more memory than the "
                            + Runtime.getRuntime().maxMemory() / (1 << 20)
                            + " MiB there are: use fewer workers, or give Java more with -Xmx.");
        } catch (final RuntimeException | StackOverflowError e) {
            return fail(item, stamp, belonging, item.path() + " was stopped by a defect of the program (" + e + ").");
        }
    }

    /** The folder's own path is left out of the sentence: it says nothing, and may differ from run to run. */
    private boolean fail(
            final BatchItem item, final FileStamp stamp, final List<FileStamp> belonging, final String sentence) {
        final String message =
                sentence.replace(item.path().toString(), item.name()).replaceAll("\\s*\\R\\s*", " ");
        journal.append(new JournalEntry(item.name(), stamp, belonging, null, null, message));
        return false;
    }

    /** Counts files and time. */
    private static final class Tally {

        private final int total;
        private final Consumer<BatchProgress> progress;
        private long startNs;
        private int before;
        private int done;
        private int failed;

        Tally(final int total, final Consumer<BatchProgress> progress) {
            this.total = total;
            this.progress = progress;
        }

        synchronized void start(final int doneBefore) {
            before = doneBefore;
            startNs = System.nanoTime();
            tell();
        }

        synchronized void add(final boolean well) {
            done++;
            if (!well) failed++;
            tell();
        }

        private void tell() {
            final double elapsedS = (System.nanoTime() - startNs) / NS;
            progress.accept(new BatchProgress(
                    before + done, total, failed, done == 0 ? Double.NaN : elapsedS / done * (total - before - done)));
        }

        synchronized String kept() {
            return before + done + " of " + total + (total == 1 ? " file is" : " files are") + " done and kept";
        }
    }
}
