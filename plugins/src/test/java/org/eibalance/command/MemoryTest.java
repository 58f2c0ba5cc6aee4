package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.junit.jupiter.api.Test;

/** Too little memory is something that the user can mend. */
class MemoryTest {

    /** A command for which there is never enough. */
    private static final class Insatiable extends EiCommand {

        private final List<Path> recordings;

        Insatiable(final List<Path> recordings) {
            this.recordings = recordings;
        }

        @Override
        protected List<Path> recordings() {
            return recordings;
        }

        @Override
        protected Report compute() {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    private static String sentence(final List<Path> recordings) {
        return assertThrows(InputException.class, new Insatiable(recordings)::execute)
                .getMessage();
    }

    @Test
    void aCommandWithoutEnoughMemorySaysWhatToMakeSmaller() throws IOException {
        final String of = sentence(List.of(Path.of("a.abf")));
        assertTrue(
                of.matches("insatiable needs more memory than the \\d+ MiB that Java may use: take fewer sweeps or "
                        + "channels, or a shorter part of the recording, or give Java more memory with -Xmx\\."),
                of);
        assertEquals(
                sentence(List.of()).replaceFirst("\\d+", "n"),
                "insatiable needs more memory than the n MiB that Java may use: choose smaller values, or give Java "
                        + "more memory with -Xmx.");
    }
}
