package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario linear-encoding in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Linear Encoding...",
        headless = true,
        description = "Balanced networks answer linearly, whatever their neurons: binary, integrate-and-fire or "
                + "Hodgkin-Huxley.")
public final class RunLinearEncoding extends ScenarioEntry {

    /** For the menu. */
    public RunLinearEncoding() {
        super("linear-encoding");
    }
}
