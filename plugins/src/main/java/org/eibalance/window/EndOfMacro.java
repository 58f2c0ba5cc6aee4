package org.eibalance.window;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import org.eibalance.command.EiModule;
import org.scijava.Optional;
import org.scijava.event.EventHandler;
import org.scijava.module.event.ModuleCanceledEvent;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/**
 * A command that ends with an error, or that a person cancels, ends the macro that called it, as ImageJ's own commands
 * do: the next line would work on what is not there. Without a display the sentence goes to standard error, where a
 * window shows it otherwise.
 */
@Plugin(type = Service.class)
public final class EndOfMacro extends AbstractService implements Service, Optional {

    /** Comes on the thread of the command, while the macro waits for it. */
    @EventHandler
    void onEvent(final ModuleCanceledEvent event) {
        if (!(event.getModule() instanceof EiModule command)) return;
        if (GraphicsEnvironment.isHeadless() && event.getReason() != null)
            System.err.println(command.title() + ": " + event.getReason());
        if (!IJ.isMacro()) return;
        // The first ends a script that called IJ.run, the second a macro.
        Macro.abort();
        Interpreter.abort();
    }
}
