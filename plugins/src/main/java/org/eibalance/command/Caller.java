package org.eibalance.command;

import java.util.List;

/**
 * Who starts a command inside a SciJava application. A person at the menu, the search bar or a window of this program
 * is asked for what is not given; for a macro or a script it has its default.
 */
final class Caller {

    /**
     * What stands on the stack where a person chose an entry: the thread of windows, ImageJ's menu, which has its own
     * thread, the search bar, and the viewer of this program. A script has none of them.
     */
    private static final List<String> PERSON = List.of(
            "java.awt.EventDispatchThread",
            "ij.Executer",
            "org.scijava.search.",
            "org.scijava.ui.swing.menu.",
            "org.eibalance.window.SciJavaStarter");

    private Caller() {}

    /** Whether a person chose the command, as far as the stack of this thread shows. */
    static boolean isPerson() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .anyMatch(name -> PERSON.stream().anyMatch(name::startsWith)));
    }
}
