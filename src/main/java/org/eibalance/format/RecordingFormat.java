package org.eibalance.format;

import java.nio.file.Path;
import org.eibalance.recording.Recording;
import org.scijava.plugin.SciJavaPlugin;

/**
 * A file format of recordings. Annotate a class with {@code @Plugin(type = RecordingFormat.class)}, give it a public
 * constructor without arguments, and {@link Formats} finds it. Stateless and safe in threads.
 */
public interface RecordingFormat extends SciJavaPlugin {

    /** How many bytes at the start of a file are shown to {@link #recognises}. */
    int HEAD_BYTES = 4096;

    /** The name of the format and how one knows it, for a sentence: "ABF (Axon)". */
    String name();

    /**
     * Whether a file is in this format. Decides by content, never by name; most formats need {@code head} alone.
     *
     * @param file the file
     * @param head its first bytes, at most {@link #HEAD_BYTES}, never empty
     * @return true if {@link #open} should read it or say why it cannot
     */
    boolean recognises(Path file, byte[] head);

    /**
     * Whether a window that opens files of all kinds should take this one for a recording. Where {@link #recognises} is
     * true and this is not, {@link #open} says why the file is none.
     *
     * @param file the file
     * @param head its first bytes, at most {@link #HEAD_BYTES}, never empty
     * @return what {@link #recognises} says, but for formats whose beginning other files have too
     */
    default boolean claims(final Path file, final byte[] head) {
        return recognises(file, head);
    }

    /**
     * The remark of a reader that was written from a published layout and that no real file has confirmed. It goes into
     * {@link Recording#remarks()}, from where every command shows it.
     *
     * @param layout what was read: "HEKA PatchMaster bundles"
     * @return the sentence
     */
    static String unconfirmed(final String layout) {
        return "Reading of " + layout
                + " follows the published layout and is confirmed by no real file yet: compare some values with "
                + "the program that "
                + "recorded them.";
    }

    /**
     * Opens a file of this format: reads its header, not its samples, where the format allows that.
     *
     * @param file the file
     * @return the recording, to be closed
     * @throws org.eibalance.recording.InputException if the file is damaged beyond use, with the place in it and what
     *     was expected there
     */
    Recording open(Path file);
}
