package org.eibalance.launch;

import java.awt.GraphicsEnvironment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.eibalance.ij1.ImageJMenu;

/** The program outside of ImageJ. */
public final class Main {

    private Main() {}

    /**
     * Runs one command line and ends the JVM with its exit status. Without arguments and with a display it opens ImageJ
     * instead.
     *
     * @param arguments command and its inputs, key=value
     */
    public static void main(final String[] arguments) {
        if (arguments.length == 0 && !GraphicsEnvironment.isHeadless()) {
            ImageJMenu.open();
            return;
        }
        System.setProperty("java.awt.headless", "true");
        final PrintStream out = utf8(FileDescriptor.out);
        final PrintStream err = utf8(FileDescriptor.err);
        final Interruption interruption = Interruption.ofThisThread();
        final int status = new Launcher(out, err).run(arguments);
        out.flush();
        err.flush();
        interruption.end(status);
        // Otherwise Maven would wait for its own threads before it ends.
        System.exit(status);
    }

    /** UTF-8 always: the charset of the console depends on the system, but files and pipes need a fixed one. */
    private static PrintStream utf8(final FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
