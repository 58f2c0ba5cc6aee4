package org.eibalance.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eibalance.recording.InputException;
import org.eibalance.result.CsvWriter;
import org.eibalance.result.OutputException;
import org.eibalance.result.Table;
import org.eibalance.signal.ParallelLoop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same work on many files. */
class BatchRunTest {

    private static final int FILES = 20;
    private static final Map<String, String> TASK = Map.of("command", "measure");

    @TempDir
    Path root;

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final List<BatchProgress> told = new ArrayList<>();

    @BeforeEach
    void files() throws IOException {
        Files.createDirectory(root.resolve("in"));
        for (int i = 0; i < FILES; i++)
            Files.writeString(root.resolve(String.format(Locale.ROOT, "in/%02d.abf", i)), "x".repeat(i + 1));
    }

    private List<BatchItem> items() {
        return new FolderScan(root.resolve("in"), "*.abf", true).items();
    }

    private Path journalFile() {
        return root.resolve("out/journal.jsonl");
    }

    /** One row: the length of the file. */
    private Table measure(final BatchJob job) {
        done.add(job.name());
        return Table.withColumns("length", "third")
                .row(job.input().bytes(), job.input().bytes() / 3.0)
                .build();
    }

    private BatchResult run(final int workers, final Function<BatchJob, Table> work) {
        try (Journal journal = Journal.open(journalFile(), TASK, true)) {
            final List<BatchItem> items = items();
            new BatchRun(journal, work, path -> companions(path)).run(items, workers, told::add);
            return BatchResult.of(journal, items);
        }
    }

    private static List<Path> companions(final Path path) {
        final Path remark = path.resolveSibling(path.getFileName() + ".remark");
        return Files.exists(remark) ? List.of(remark) : List.of();
    }

    private static String csv(final Table table) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            CsvWriter.write(table, out);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private Path file(final int i) {
        return items().get(i).path();
    }

    @Test
    void rowsStandInTheOrderOfTheFilesWhateverTheNumberOfWorkers() throws IOException {
        final String one = csv(run(1, this::measure).summary());
        assertTrue(one.startsWith("file,status,length,third\n00.abf,ok,1,0.3333333333333333\n01.abf,ok,2,"), one);
        Files.delete(journalFile());
        assertEquals(one, csv(run(3, this::measure).summary()));
        assertEquals(2 * FILES, done.size());
    }

    @Test
    void filesThatAreDoneAreNotDoneAgain() {
        final String first = csv(run(2, this::measure).summary());
        done.clear();
        assertEquals(first, csv(run(2, this::measure).summary()));
        assertEquals(List.of(), done);
    }

    @Test
    void onlyWhatChangedIsDoneAgain() throws IOException {
        run(1, this::measure);
        done.clear();
        Files.writeString(file(3), "another length altogether");
        // Same size and contents, another time: read, but not worked on.
        Files.setLastModifiedTime(file(4), FileTime.fromMillis(1_000_000));
        // Same size, other contents.
        Files.writeString(file(5), "y".repeat(6));
        Files.setLastModifiedTime(file(5), FileTime.fromMillis(2_000_000));
        Files.writeString(file(6).resolveSibling("06.abf.remark"), "sweep 2 is bad");
        Files.delete(file(19));
        Files.writeString(root.resolve("in/new.abf"), "new");
        final BatchResult result = run(1, this::measure);
        assertEquals(List.of("03.abf", "05.abf", "06.abf", "new.abf"), done);
        assertEquals(FILES, result.summary().rows());
        assertEquals(25, result.summary().number(3, "length"));
        assertEquals("new.abf", result.summary().get(19, "file"));
        done.clear();
        run(1, this::measure);
        assertEquals(List.of(), done);
    }

    @Test
    void whatGoesWrongWithAFileIsItsErrorAndTheOthersGoOn() {
        final BatchResult result = run(2, job -> {
            if (job.name().startsWith("07")) throw new InputException(job.path() + " is damaged\nat byte 9.");
            if (job.name().startsWith("08")) throw new IllegalStateException("overlooked");
            if (job.name().startsWith("09")) throw new OutOfMemoryError();
            return job.name().startsWith("10")
                    ? Table.withColumns("length", "third").build()
                    : measure(job);
        });
        assertEquals(FILES, result.summary().rows());
        assertEquals("error", result.summary().get(7, "status"));
        assertTrue(Double.isNaN(result.summary().number(7, "length")));
        assertEquals("ok", result.summary().get(10, "status"));
        assertEquals(3, result.errors().rows());
        assertEquals("07.abf is damaged at byte 9.", result.errors().get(0, "message"));
        assertTrue(result.errors().get(1, "message").toString().contains("overlooked"));
        assertTrue(result.errors().get(2, "message").toString().contains("memory"));
        assertEquals(FILES - 3, result.inputs().size());
        assertEquals(3, told.get(told.size() - 1).failed());
        // Tried again, for what was in their way may be gone.
        done.clear();
        assertEquals(0, run(2, this::measure).errors().rows());
        assertEquals(3, done.size());
    }

    @Test
    void aFileThatChangesWhileItIsReadHasAnError() {
        final BatchResult result = run(1, job -> {
            try {
                if (job.name().equals("02.abf")) Files.writeString(job.path(), "still recording");
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
            job.checkUnchanged();
            return measure(job);
        });
        assertEquals(
                "02.abf changed while it was read: run the batch again when its recording has ended.",
                result.errors().get(0, "message"));
        assertEquals(1, result.errors().rows());
    }

    @Test
    void aFileThatVanishesHasAnError() throws IOException {
        final List<BatchItem> items = items();
        Files.delete(items.get(4).path());
        try (Journal journal = Journal.open(journalFile(), TASK, true)) {
            new BatchRun(journal, this::measure, path -> List.of()).run(items, 1, told::add);
            assertTrue(BatchResult.of(journal, items)
                    .errors()
                    .get(0, "message")
                    .toString()
                    .startsWith("04.abf is not there"));
        }
    }

    @Test
    void aFullDiskEndsTheBatchAndWhatIsDoneStaysDone() {
        final OutputException full = assertThrows(
                OutputException.class,
                () -> run(1, job -> {
                    if (job.name().equals("12.abf"))
                        throw new OutputException("The output folder cannot be written: no space.", null);
                    return measure(job);
                }));
        assertTrue(full.getMessage().contains("12 of 20 files are done and kept"), full.getMessage());
        done.clear();
        assertEquals(0, run(1, this::measure).errors().rows());
        assertEquals(8, done.size());
    }

    @Test
    void progressTellsTheTimeThatRemains() {
        run(1, job -> {
            sleep(10);
            return measure(job);
        });
        assertTrue(Double.isNaN(told.get(0).remainingS()));
        assertEquals(FILES + 1, told.size());
        final BatchProgress half = told.get(10);
        assertEquals(10, half.done());
        assertTrue(half.remainingS() > 0.05, half.toString());
        assertEquals(0, told.get(20).remainingS());
        assertEquals("1 of 3 files, 1 with an error, about 5 min left", new BatchProgress(1, 3, 1, 280).sentence());
        assertEquals("1 of 3 files, about 2.5 h left", new BatchProgress(1, 3, 0, 9000).sentence());
    }

    private static void sleep(final long ms) {
        try {
            Thread.sleep(ms);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            ParallelLoop.checkCancelled();
        }
    }

    @Test
    void cancellingKeepsWhatIsDoneAndEndsAllThreads() throws InterruptedException {
        final CountDownLatch begun = new CountDownLatch(12);
        final AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        final Thread caller = new Thread(() -> {
            try {
                run(2, job -> {
                    begun.countDown();
                    sleep(begun.getCount() == 0 ? 60_000 : 1);
                    return measure(job);
                });
            } catch (final RuntimeException e) {
                thrown.set(e);
            }
        });
        caller.start();
        begun.await();
        caller.interrupt();
        caller.join(10_000);
        assertFalse(caller.isAlive());
        assertTrue(thrown.get() instanceof BatchCancelledException, String.valueOf(thrown.get()));
        final int kept = done.size();
        assertTrue(kept >= 10 && kept <= 12, kept + " done");
        assertTrue(
                thrown.get().getMessage().startsWith("Cancelled: " + kept + " of 20 files are done"),
                thrown.get().getMessage());
        done.clear();
        run(2, this::measure);
        assertEquals(FILES - kept, done.size());
    }

    @Test
    void theJournalIsTheSameWhateverTheOrderOfWork() throws IOException {
        final List<byte[]> copies = new ArrayList<>();
        for (int workers = 1; workers <= 3; workers++) {
            run(workers, this::measure);
            try (Journal journal = Journal.open(journalFile(), TASK, true)) {
                final ByteArrayOutputStream copy = new ByteArrayOutputStream();
                journal.copy(items(), copy);
                copies.add(copy.toByteArray());
            }
            Files.delete(journalFile());
        }
        assertArrayEquals(copies.get(0), copies.get(1));
        assertArrayEquals(copies.get(0), copies.get(2));
        Files.write(journalFile(), copies.get(0));
        done.clear();
        run(1, this::measure);
        assertEquals(List.of(), done);
    }
}
