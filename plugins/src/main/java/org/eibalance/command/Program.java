package org.eibalance.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which program this is.
 *
 * @param name its name
 * @param version its version
 * @param commit the commit it was built from; UNKNOWN if it was built outside of a checkout
 */
public record Program(String name, String version, String commit) {

    private static final Program CURRENT = read();

    /**
     * What the build wrote into this jar.
     *
     * @return this program
     */
    public static Program current() {
        return CURRENT;
    }

    private static Program read() {
        final Properties properties = new Properties();
        try (InputStream in = Program.class.getResourceAsStream("program.properties")) {
            properties.load(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Program("E/I Balance", properties.getProperty("version"), properties.getProperty("commit"));
    }
}
