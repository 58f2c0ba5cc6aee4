package org.eibalance.format;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Small recordings that once gave wrong results, where a folder with them lies beside the project. */
public final class SharedCases {

    private SharedCases() {}

    /** A file of the folder; the calling test is skipped where there is none. */
    public static Path file(final String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            final Path file = at.resolve("shared").resolve("cases").resolve(name);
            if (Files.isRegularFile(file)) return file;
        }
        final String reason = "No file shared/cases/" + name + " beside the project: its test is skipped.";
        System.out.println(reason);
        return Assumptions.abort(reason);
    }
}
