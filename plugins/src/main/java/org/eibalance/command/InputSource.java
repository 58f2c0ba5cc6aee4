package org.eibalance.command;

import java.util.List;
import org.scijava.command.Command;

/**
 * Where an input is declared: what it is called, which values it takes, and where its value is kept. An annotated field
 * is one; a command can have others, made from data: see {@link DataInputs}.
 */
public interface InputSource {

    /** Its name in macros and on the command line, in lower snake case. */
    String key();

    /** Its name for people, with the unit. */
    String label();

    /** What it means, in one sentence. */
    String description();

    /** The smallest number allowed, as text; empty for no limit. */
    String min();

    /** The largest number allowed, as text; empty for no limit. */
    String max();

    /** The texts allowed; empty for any. */
    List<String> choices();

    /** Whether a file must be a folder. */
    boolean folder();

    /** boolean, int, long, double, String or File. */
    Class<?> type();

    /** The value in a command; null for a file that is not set. */
    Object get(Command command);

    /** Puts a value of {@link #type()} into a command. */
    void set(Command command, Object value);
}
