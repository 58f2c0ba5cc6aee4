package org.eibalance.ij1;

import ij.Macro;

/** Runs commands as macros do, in a JVM without a display: names and option strings in turn are the arguments. */
final class HeadlessReplay {

    private HeadlessReplay() {}

    public static void main(final String[] arguments) throws InterruptedException {
        for (int i = 0; i < arguments.length; i += 2) {
            final String name = arguments[i], options = arguments[i + 1];
            // ImageJ looks option strings up by the name of the thread of a macro.
            final Thread macro = new Thread(
                    () -> {
                        Macro.setOptions(options);
                        new CommandPlugIn().run(name);
                    },
                    "Run$_" + name);
            macro.start();
            macro.join();
        }
        System.exit(0);
    }
}
