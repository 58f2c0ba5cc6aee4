package org.eibalance.start;

import ij.IJ;
import ij.plugin.PlugIn;
import java.util.function.Consumer;

/**
 * The class behind every entry of plugins.config: it looks at the version of Java, then runs the entry. The argument is
 * the name of a command, or the class of another plugin.
 */
public final class StartPlugIn implements PlugIn {

    private static final String COMMANDS = "org.eibalance.ij1.CommandPlugIn";

    private final String version;
    private final Consumer<String> message;

    /** For ImageJ. */
    public StartPlugIn() {
        this(RequiredJava.current(), sentence -> IJ.error("E/I Balance", sentence));
    }

    /**
     * For tests.
     *
     * @param version the version of Java
     * @param message shows a sentence
     */
    StartPlugIn(final String version, final Consumer<String> message) {
        this.version = version;
        this.message = message;
    }

    @Override
    public void run(final String argument) {
        if (RequiredJava.isTooOld(version)) {
            message.accept(RequiredJava.sentence(version));
            return;
        }
        final boolean isClass = argument.indexOf('.') >= 0;
        try {
            // By name: an older Java cannot even load these classes.
            final Class<?> plugin = Class.forName(isClass ? argument : COMMANDS);
            ((PlugIn) plugin.getDeclaredConstructor().newInstance()).run(isClass ? "" : argument);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
