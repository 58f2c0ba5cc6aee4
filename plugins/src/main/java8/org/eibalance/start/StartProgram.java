package org.eibalance.start;

import java.lang.reflect.InvocationTargetException;

/** The class that {@code java -jar} starts: it looks at the version of Java, then starts the program. */
public final class StartProgram {

    private static final String MAIN = "org.eibalance.launch.Main";

    /** Exit status: something the user can mend. */
    private static final int USAGE = 2;

    private StartProgram() {}

    /**
     * Starts the program, or says in one sentence which Java it needs.
     *
     * @param arguments command and its inputs, key=value
     * @throws Exception what the program throws
     */
    public static void main(final String[] arguments) throws Exception {
        final String version = RequiredJava.current();
        if (RequiredJava.isTooOld(version)) {
            System.err.println(RequiredJava.sentence(version));
            System.exit(USAGE);
        }
        try {
            // By name: an older Java cannot even load that class.
            Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (final InvocationTargetException e) {
            if (e.getCause() instanceof Exception) throw (Exception) e.getCause();
            throw (Error) e.getCause();
        }
    }
}
