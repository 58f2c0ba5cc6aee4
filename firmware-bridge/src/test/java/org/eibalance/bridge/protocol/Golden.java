package org.eibalance.bridge.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** The vectors that the C tests, every port and these tests share. */
public final class Golden {

    private Golden() {}

    /**
     * Lines of one kind, split at blanks, without the kind.
     *
     * @param kind first word
     * @return the rest
     */
    public static List<String[]> lines(final String kind) {
        return lines("vectors.txt", kind);
    }

    /**
     * Lines of one kind in a file.
     *
     * @param file its name
     * @param kind first word
     * @return the rest of each line, split at blanks
     */
    public static List<String[]> lines(final String file, final String kind) {
        try {
            return Files.readAllLines(Path.of("firmware", "golden", file), StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith(kind + " "))
                    .map(line -> line.substring(kind.length() + 1).split(" "))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Bytes of a word.
     *
     * @param hex digits, or a dash for none
     * @return the bytes
     */
    public static byte[] bytes(final String hex) {
        return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
    }
}
