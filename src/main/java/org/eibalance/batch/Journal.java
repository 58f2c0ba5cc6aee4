package org.eibalance.batch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;
import org.eibalance.result.OutputException;

/**
 * What a batch has done, one line of JSON a file, each forced to the disk before the file counts as done. A kill at any
 * time leaves whole lines and at most one torn one at the end, which is dropped when the journal is opened again.
 *
 * <p>The first line says what the task is. While it is open no other process, and no other journal of this one, can
 * open it. Safe in threads. In memory are some hundred bytes a file, never its rows.
 */
public final class Journal implements AutoCloseable {

    private static final String KEY = "journal";
    private static final int SCHEMA = 1;

    private final Path file;
    private final RandomAccessFile access;
    private final Map<String, Known> index = new HashMap<>();
    private final String head;
    private long end;

    /** What is known of a file without reading its line. */
    record Known(long at, int bytes, FileStamp stamp, List<FileStamp> companions, String sha256) {

        boolean failed() {
            return sha256 == null;
        }
    }

    private Journal(final Path file, final RandomAccessFile access, final String head) {
        this.file = file;
        this.access = access;
        this.head = head;
    }

    /**
     * Opens a journal, or begins it where there is none.
     *
     * @param file its file; the folder is made
     * @param task what is done to each file, by key: rows of unlike tasks never stand in one journal
     * @param resume whether what it holds counts; else it begins anew
     * @return the journal, to be closed
     * @throws InputException if it is one of another task, or damaged, or another batch is writing it
     * @throws OutputException if it cannot be written
     * @throws CancellationException if the thread is interrupted
     */
    public static Journal open(final Path file, final Map<String, String> task, final boolean resume) {
        RandomAccessFile access = null;
        boolean opened = false;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            access = new RandomAccessFile(file.toFile(), "rw");
            lock(file, access);
            final Journal journal = new Journal(file, access, head(task));
            if (resume) journal.load(task);
            else if (access.length() > 0) access.setLength(0);
            if (journal.end == 0) journal.write(journal.head);
            opened = true;
            return journal;
        } catch (final ClosedByInterruptException e) {
            throw (CancellationException) new CancellationException("cancelled").initCause(e);
        } catch (final IOException e) {
            throw unwritable(file, e);
        } finally {
            if (!opened) closeQuietly(access);
        }
    }

    private static void lock(final Path file, final RandomAccessFile access) throws IOException {
        FileLock lock = null;
        try {
            lock = access.getChannel().tryLock();
        } catch (final OverlappingFileLockException e) {
            // held by this process itself
        }
        if (lock == null)
            throw new InputException(
                    file + " is in use by another batch: wait for its end or choose another output folder.");
    }

    private static String head(final Map<String, String> task) {
        final JsonObject line = new JsonObject();
        line.addProperty(KEY, SCHEMA);
        final JsonObject values = new JsonObject();
        task.forEach(values::addProperty);
        line.add("task", values);
        return line.toString();
    }

    private static OutputException unwritable(final Path file, final IOException e) {
        return new OutputException("The journal " + file + " cannot be written: " + e.getMessage() + ".", e);
    }

    private void load(final Map<String, String> task) throws IOException {
        // Not a second open file, the close of which would release the lock on POSIX systems; so this one stays open.
        final InputStream in = new BufferedInputStream(new FileInputStream(access.getFD()), 1 << 16);
        final ByteArrayOutputStream line = new ByteArrayOutputStream();
        String damaged = null;
        int number = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != '\n') {
                line.write(b);
                continue;
            }
            if (damaged != null) throw new InputException(damaged);
            number++;
            if (!understood(line, number == 1, task))
                damaged = file + ", line " + number
                        + " is damaged: move the file away, or give resume=false to do all files again.";
            else end += line.size() + 1;
            line.reset();
        }
        // What follows the last whole line was being written when the process was killed.
        access.setLength(end);
    }

    private boolean understood(final ByteArrayOutputStream line, final boolean first, final Map<String, String> task) {
        final String text = line.toString(StandardCharsets.UTF_8);
        try {
            if (first) checkTask(JsonParser.parseString(text).getAsJsonObject(), task);
            else index(JournalEntry.parse(text), end, line.size());
            return true;
        } catch (final InputException e) {
            throw e;
        } catch (final RuntimeException e) {
            // gson and the parsers of numbers have an exception each for text that is something else
            return false;
        }
    }

    private void checkTask(final JsonObject line, final Map<String, String> task) {
        if (line.get(KEY).getAsInt() != SCHEMA)
            throw new InputException(file + " is of version " + line.get(KEY) + ", where " + SCHEMA
                    + " was expected: give resume=false to do all files again, or choose another output folder.");
        final Map<String, JsonElement> before = line.getAsJsonObject("task").asMap();
        task.forEach((key, value) -> {
            final JsonElement was = before.get(key);
            if (was == null || !was.getAsString().equals(value))
                throw new InputException("The batch in " + file.getParent() + " was begun with "
                        + key + "=" + (was == null ? "nothing" : was.getAsString()) + ", not " + value
                        + ": give resume=false to do all its files again, or choose another output folder.");
        });
    }

    private void index(final JournalEntry entry, final long at, final int bytes) {
        index.put(entry.name(), new Known(at, bytes, entry.stamp(), entry.companions(), entry.sha256()));
    }

    /** What is known of a file; null where nothing is. */
    synchronized Known find(final String name) {
        return index.get(name);
    }

    /**
     * Adds a line, forced to the disk. A line that does not fit there leaves no trace.
     *
     * @throws OutputException if it cannot be written
     */
    synchronized void append(final JournalEntry entry) {
        final long at = end;
        final int bytes;
        try {
            bytes = write(entry.toLine());
        } catch (final IOException e) {
            throw unwritable(file, e);
        }
        index(entry, at, bytes);
    }

    /** Not by the channel: an interrupted thread would close it for all others. */
    private int write(final String text) throws IOException {
        final byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            access.seek(end);
            access.write(line);
            access.getFD().sync();
        } catch (final IOException e) {
            try {
                access.setLength(end);
            } catch (final IOException still) {
                e.addSuppressed(still); // the torn line is dropped when the journal is opened again
            }
            throw e;
        }
        end += line.length;
        return line.length - 1;
    }

    /**
     * The line of a file that is known.
     *
     * @throws InputException if the journal cannot be read any more
     */
    synchronized JournalEntry read(final String name) {
        return JournalEntry.parse(line(name));
    }

    private String line(final String name) {
        final Known known = index.get(name);
        try {
            final byte[] line = new byte[known.bytes()];
            access.seek(known.at());
            access.readFully(line);
            return new String(line, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new InputException("The journal " + file + " cannot be read any more: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Writes a journal of the same task with one line for each of some files, in their order: what a run that was never
     * killed would have written.
     *
     * @param items the files, all known
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public synchronized void copy(final List<BatchItem> items, final OutputStream out) throws IOException {
        out.write((head + "\n").getBytes(StandardCharsets.UTF_8));
        for (final BatchItem item : items) out.write((line(item.name()) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Releases the file. */
    @Override
    public void close() {
        closeQuietly(access);
    }

    private static void closeQuietly(final RandomAccessFile access) {
        try {
            if (access != null) access.close();
        } catch (final IOException e) {
            // every line was forced to the disk already
        }
    }
}
