package org.eibalance.command;

import java.util.List;

/**
 * A command with inputs that are made from data, besides its annotated fields.
 *
 * <p>Which they are may depend on the value of a field: a scenario that is named decides which further keys there are.
 */
public interface DataInputs {

    /** These inputs, in the order in which a dialog asks for them. */
    List<? extends InputSource> dataInputs();
}
