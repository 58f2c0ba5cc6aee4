package org.eibalance.format;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real recordings, where a folder with them lies beside the project. */
public final class SharedRecordings {

    private SharedRecordings() {}

    /** The folder; the calling test is skipped where there is none. */
    public static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            final Path folder = at.resolve("shared").resolve("recordings");
            if (Files.isDirectory(folder)) return folder;
        }
        final String reason = "No folder shared/recordings beside the project: tests with real recordings are skipped.";
        System.out.println(reason);
        return Assumptions.abort(reason);
    }

    /** A file of any folder, such as ibw/win-double.ibw; the calling test is skipped where there is none. */
    public static Path file(final String path) {
        return folder().resolve(path);
    }

    /** An ABF file; the calling test is skipped where there is none. */
    public static Path abf(final String name) {
        return folder().resolve("abf").resolve(name);
    }
}
