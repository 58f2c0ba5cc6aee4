package org.eibalance.ij1;

import java.nio.file.Files;
import java.nio.file.Path;
import net.imagej.patcher.LegacyEnvironment;

/**
 * Runs files of ImageJ's macro language in a JVM without a display: files and their arguments are the arguments, in
 * turns. ImageJ cannot do that by itself: looking up the command of a {@code run(…)} makes it build its menu bar.
 */
final class HeadlessMacro {

    private HeadlessMacro() {}

    public static void main(final String[] arguments) throws Exception {
        final LegacyEnvironment imagej = new LegacyEnvironment(null, true);
        for (int i = 0; i < arguments.length; i += 2)
            imagej.runMacro(Files.readString(Path.of(arguments[i])), arguments[i + 1]);
        System.exit(0);
    }
}
